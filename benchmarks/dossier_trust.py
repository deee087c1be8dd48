"""What a dossier loses when its program is killed: nothing. Figures, and exit code 0 only where that holds.

    python -m benchmarks.dossier_trust [--articles 10000] [--kills 50]

1. `standpunkt add` of so many articles (JSON lines, without reading) is killed with SIGKILL at random moments and
   started again, until every article is there.
2. They are read by the same process with a reader that gives the benchmark's own readings (the packaged reader takes
   seconds an article; what is measured is the dossier), killed likewise.
3. `standpunkt review` is killed likewise while it takes decisions from a pipe: each decision after which it showed the
   next item must be in the history.

After each kill the dossier is opened anew; at the end `check` must find nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.bench_dossier import article, vocabulary
from standpunkt.dossier import Dossier
from standpunkt.model import Document, Reading

COMMAND = [sys.executable, "-c", "from standpunkt.cli import main; main()"]


def killed(command: list[str], after: float, keys: bytes | None = None) -> tuple[bool, bytes]:
    """Run a command that is killed so many seconds after its start, or with `keys` after it showed its first line;
    whether it ended before, and what it said until then.
    """
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin is not None
    assert process.stdout is not None
    first = b""
    if keys is not None:
        process.stdin.write(keys)
        process.stdin.flush()
        first = process.stdout.readline()
    timer = threading.Timer(after, process.kill)
    timer.start()
    said = process.stdout.read()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    timer.cancel()
    return process.returncode != -signal.SIGKILL, first + said


def adding(place: Path, source: Path, articles: int, kills: int, dice: random.Random) -> None:
    """Add all articles of a file of JSON lines, with so many kills on the way."""
    start, done, had = time.perf_counter(), 0, 0
    command = [*COMMAND, "add", str(place), str(source), "--no-read"]
    while not killed(command, dice.uniform(1, 20) if done < kills else 1e6)[0]:
        done += 1
        with Dossier.open(place) as dossier:
            there = dossier.status()["documents"]
        assert there >= had
        had = there
    with Dossier.open(place) as dossier:
        assert dossier.status()["documents"] == articles
    took = time.perf_counter() - start
    print(f"add: {articles} articles there after {done} kills, {took:.0f} s", flush=True)


def reading(place: Path, made: dict[str, Reading], kills: int, dice: random.Random) -> None:
    """Read all documents, in child processes that are killed."""
    start, done = time.perf_counter(), 0

    def read(document: Document) -> Reading:
        return made[document.id]

    while True:
        pid = os.fork()
        if pid == 0:
            with Dossier.open(place) as dossier:
                for _ in dossier.read_pending(read, "bench"):
                    pass
            os._exit(0)
        timer = threading.Timer(dice.uniform(0.2, 10) if done < kills else 1e6, os.kill, (pid, signal.SIGKILL))
        timer.start()
        ended = os.waitpid(pid, 0)[1] == 0
        timer.cancel()
        if ended:
            break
        done += 1
    with Dossier.open(place) as dossier:
        status = dossier.status()
        assert status["documents_read"] == len(made)
        begun = time.perf_counter()
        assert dossier.check() == []
        checked = time.perf_counter() - begun
    print(f"read: {status['statements']} statements there after {done} kills, {begun - start:.0f} s", flush=True)
    print(f"check: whole, {checked:.0f} s", flush=True)


def reviewing(place: Path, kills: int, dice: random.Random) -> None:
    """Decide about items in a review that is killed."""
    shown = kept = 0
    for _ in range(kills):
        _, said = killed([*COMMAND, "review", str(place), "--as", "Ada"], dice.uniform(0, 2), b"a" * 2000)
        decided = max(0, said.count(b"> ") - 1)
        shown += decided
        with Dossier.open(place) as dossier:
            now = len(dossier.history())
        assert now - kept >= decided, f"{decided} decisions were shown as kept, {now - kept} are there"
        kept = now
    with Dossier.open(place) as dossier:
        assert dossier.check() == []
        assert dossier.status()["reviewed"] == kept
    print(
        f"review: {shown} decisions shown as kept before {kills} kills, {kept} in the history; check: whole", flush=True
    )


def main() -> None:
    """Make articles, and kill."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    dice = random.Random(9)
    words = vocabulary(dice)
    with tempfile.TemporaryDirectory() as folder:
        place, source = Path(folder, "d"), Path(folder, "articles.jsonl")
        made = {}
        with source.open("w", encoding="utf-8") as file:
            for number in range(options.articles):
                found = article(number, words, dice)
                made[found.document.id] = found
                file.write(json.dumps({"text": found.document.text, "date": found.document.published}) + "\n")
        Dossier.new(place).close()
        adding(place, source, len(made), options.kills, dice)
        reading(place, made, options.kills, dice)
        small = Path(folder, "small")
        with Dossier.new(small) as dossier:
            for found in list(made.values())[:200]:
                dossier.add(found, "bench")
        reviewing(small, options.kills, dice)


if __name__ == "__main__":
    main()
