"""Readers and coders at once on a PostgreSQL server of its own: no request may fail, no change may be lost.

The desk runs in a process of its own, as `standpunkt serve` runs it. Readers open views one after the other and listen
for changes; coders decide about items, and take back some of it. Afterwards every change that was answered must stand
in the history exactly once, and what holds must be what the history says.
"""

from __future__ import annotations

import collections
import contextlib
import os
import pwd
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from standpunkt.dossier import Dossier
from standpunkt.web.accounts import Accounts

__all__ = ["together"]

PASSWORD = "correct horse battery"
VIEWS = (
    "/",
    "/review",
    "/articles",
    "/timeline",
    "/network",
    "/actors",
    "/history",
    "/search?q=kalomir",
    "/api/matrix",
)


def together(seconds: float, readers: int, coders: int) -> int:
    """Let them work for so long; 0 where nothing failed and nothing was lost."""
    with _server() as url:
        people = [f"Reader {n}" for n in range(readers)] + [f"Coder {n}" for n in range(coders)]
        with Dossier.new(url) as dossier:
            from bench_web_desk import reading

            for number in range(20):
                dossier.add(reading(number, 50, 600, 30, 8), "benchmark")
            accounts = Accounts(dossier)
            for name in people:
                accounts.add(name, "coder" if name.startswith("Coder") else "reader", PASSWORD)
        with _desk(url) as base:
            work = _Work(base, seconds)
            work.run(people)
        with Dossier.open(url) as dossier:
            history = dossier.history()
            problems = dossier.check()
            kept = collections.Counter(e.uid for e in history)
            lost = [uid for uid in work.answered if kept[uid] != 1]
            asked = sum(len(t) for t in work.times.values())
            print(f"{readers} readers, {coders} coders, {seconds:.0f} s: {asked} requests, {work.events} live events")
            for name, took in work.times.items():
                fast = [1000 * t for t in sorted(took)]
                most = fast[int(0.95 * (len(fast) - 1))]
                print(
                    f"{name:10}{len(fast):6}  median {statistics.median(fast):6.0f} ms, 95 of 100 under {most:6.0f} ms"
                )
            print(f"changes answered {len(work.answered)}, in the history {len(history)}, lost {len(lost)}")
            print(f"requests that failed {len(work.failed)}; the dossier is {'; '.join(problems) or 'whole'}")
            for line in work.failed[:10]:
                print(" ", line)
    return 1 if lost or problems or work.failed or len(history) != len(work.answered) else 0


class _Work:
    """What the people do, and what came of it."""

    def __init__(self, base: str, seconds: float) -> None:
        self.base = base
        self.seconds = seconds
        self.until = 0.0
        self.answered: list[str] = []
        self.failed: list[str] = []
        self.times: dict[str, list[float]] = collections.defaultdict(list)
        self.events = 0
        self._lock = threading.Lock()

    def run(self, people: list[str]) -> None:
        """Sign all in, then let all work."""
        clients = {name: self._signed_in(name) for name in people}
        self.until = time.monotonic() + self.seconds
        threads = [
            threading.Thread(target=self._code if name.startswith("Coder") else self._read, args=(name, client))
            for name, client in clients.items()
        ]
        threads += [threading.Thread(target=self._listen, args=(c,)) for c in list(clients.values())]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _signed_in(self, name: str) -> httpx.Client:
        client = httpx.Client(base_url=self.base, timeout=60)
        client.headers["origin"] = self.base
        answer = client.post("/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return client

    def _ask(self, kind: str, client: httpx.Client, method: str, path: str, **more: Any) -> httpx.Response | None:
        begun = time.monotonic()
        try:
            answer = client.request(method, path, **more)
        except httpx.HTTPError as error:
            with self._lock:
                self.failed.append(f"{method} {path}: {error!r}")
            return None
        with self._lock:
            self.times[kind].append(time.monotonic() - begun)
            if answer.status_code != 200:
                self.failed.append(f"{method} {path}: {answer.status_code} {answer.text[:100]}")
        return answer if answer.status_code == 200 else None

    def _read(self, name: str, client: httpx.Client) -> None:
        rng = random.Random(name)
        time.sleep(rng.random() * 5)
        while time.monotonic() < self.until:
            self._ask("views", client, "GET", rng.choice(VIEWS))
            time.sleep(rng.uniform(3, 9))  # they read

    def _code(self, name: str, client: httpx.Client) -> None:
        rng = random.Random(name)
        while time.monotonic() < self.until:
            queue = self._ask("queue", client, "GET", "/api/review?kind=position&limit=30")
            for item in rng.sample(queue.json()["items"], 5) if queue and len(queue.json()["items"]) > 5 else []:
                if time.monotonic() >= self.until:
                    return
                action = rng.choice(("accept", "accept", "reject", "edit"))
                fields = {"fields": {"answer": rng.choice(("yes", "no", "open"))}} if action == "edit" else {}
                made = self._ask("changes", client, "POST", f"/api/items/{item['uid']}/{action}", json=fields)
                if made and rng.random() < 0.2:
                    self._note(made)
                    made = self._ask("changes", client, "POST", "/api/undo", json={})
                self._note(made)
                time.sleep(rng.uniform(0.5, 2))

    def _note(self, made: httpx.Response | None) -> None:
        if made is not None:
            with self._lock:
                self.answered.append(made.json()["uid"])

    def _listen(self, client: httpx.Client) -> None:
        headers = {"cookie": f"standpunkt-session={client.cookies.get('standpunkt-session')}"}
        try:
            with httpx.stream("GET", f"{self.base}/api/live", headers=headers, timeout=60) as answer:
                for line in answer.iter_lines():
                    if line.startswith("data:"):
                        with self._lock:
                            self.events += 1
                    if time.monotonic() >= self.until:
                        return
        except httpx.HTTPError as error:
            with self._lock:
                self.failed.append(f"live: {error!r}")


@contextlib.contextmanager
def _desk(url: str) -> Iterator[str]:
    """The desk of a team, run as a user runs it."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    program = str(Path(sys.executable).with_name("standpunkt"))
    desk = subprocess.Popen([program, "serve", url, "--origin", base, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                httpx.get(base)
                break
            except httpx.HTTPError:
                if time.monotonic() > until or desk.poll() is not None:
                    raise
                time.sleep(0.2)
        yield base
    finally:
        desk.terminate()
        desk.wait(20)


@contextlib.contextmanager
def _server() -> Iterator[str]:
    """A PostgreSQL server in a folder of its own, run as somebody who is not root; kept safe as a real one is."""
    found = shutil.which("initdb") or str(
        next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[::-1]), "")
    )
    if not found:
        raise SystemExit("PostgreSQL is not installed (no initdb); install it: apt-get install postgresql")
    home = Path(tempfile.mkdtemp(prefix="standpunkt-pg-"))
    user = None
    if os.geteuid() == 0:
        user = "postgres" if "postgres" in {e.pw_name for e in pwd.getpwall()} else "nobody"
        shutil.chown(home, user)

    def run(name: str, *more: str) -> None:
        program = str(Path(found).parent / name)
        subprocess.run(
            [program, "-D", str(home / "data"), *more], check=True, user=user, cwd=home, stdout=subprocess.DEVNULL
        )

    run("initdb", "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C")
    run("pg_ctl", "-w", "-s", "-l", str(home / "log"), "-o", f"-k {home} -c listen_addresses=''", "start")
    try:
        import psycopg

        with psycopg.connect(f"host={home} user=tester dbname=postgres", autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
        yield f"postgresql://tester@/postgres?host={home}"
    finally:
        with contextlib.suppress(subprocess.SubprocessError):
            run("pg_ctl", "-w", "-s", "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)
