"""How long the desk takes: a matrix of 100 × 20 over 50,000 statements, an article of 5,000 words with 100 statements,
a key in the review. Beside each, the time that a page of the same desk without any content takes.

    python benchmarks/web_desk.py [--statements N] [--browser]

With --browser, times are taken in Debian's chromium: from the start of navigation to the load event, and from a key
press to the next state of the page.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from standpunkt.dossier import Dossier
from standpunkt.model import Actor, Document, Position, Reading, Statement, Who
from standpunkt.span import Span

ANSWERS = ("yes", "no", "conditional", "open")
SYLLABLES = ("ka", "lo", "mir", "tes", "un", "vel", "rab", "on", "dir", "fe", "su", "hal")


def reading(number: int, said: int, words: int, actors: int, questions: int) -> Reading:
    """An article with so many statements and words; each statement holds a position."""
    rng = random.Random(number)
    text = ""
    statements, positions, known = [], [], {}
    for n in range(said):
        who = rng.randrange(actors)
        name = f"Person {who}"
        filler = " ".join("".join(rng.choices(SYLLABLES, k=3)) for _ in range(max(1, words // said - 8)))
        start = len(text)
        text += f"„Wir sagen {rng.randrange(10**9)} dazu“, sagte {name} am Tag {number}. {filler}.\n\n"
        end = text.index("“", start) + 1
        at = text.index(name, end)
        content = Span.of(text, start, end)
        known[who] = Actor(f"a{who}", name, "person")
        speaker = Who(Span.of(text, at, at + len(name)), f"a{who}")
        statements.append(Statement(f"s{n}", "named", "direct", "speech", (content,), rng.random(), speaker))
        question = f"frage-{rng.randrange(questions)}"
        positions.append(
            Position(f"a{who}", question, rng.choice(ANSWERS), (f"s{n}",), "named", (content,), rng.random())  # type: ignore[arg-type]
        )
    day = f"20{24 + number % 3}-{1 + number % 12:02}-{1 + number % 28:02}"
    document = Document(hashlib.sha256(text.encode()).hexdigest(), text, "de", title=f"Artikel {number}", published=day)
    return Reading(document, tuple(statements), tuple(known.values()), positions=tuple(positions))


def median(ask: Callable[[], object], times: int = 7) -> float:
    """The median time of several calls, in milliseconds, after one to warm up."""
    ask()
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - begun))
    return statistics.median(took)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=50_000)
    parser.add_argument("--browser", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "large.dossier")
        begun = time.perf_counter()
        with Dossier.new(place) as dossier:
            for number in range(arguments.statements // 100):
                dossier.add(reading(number, 100, 1500, 100, 20), "benchmark")
            long = reading(10**6, 100, 5000, 100, 20)
            dossier.add(long, "benchmark")
            print(f"{dossier.status()['statements']} statements kept in {time.perf_counter() - begun:.0f} s")
            (_in_browser if arguments.browser else _without)(dossier, long.document.id)
    return 0


def _without(dossier: Dossier, article: str) -> None:
    from starlette.testclient import TestClient

    from standpunkt.web import create_app

    client = TestClient(create_app(dossier, token="t", hosts=["testserver"], who="Ada"))
    client.get("/?token=t")
    begun = time.perf_counter()
    client.app.state.desk.counts()  # type: ignore[attr-defined]
    print(f"{'counting (behind the pages)':32}{1000 * (time.perf_counter() - begun):8.0f} ms")
    begun = time.perf_counter()
    client.get("/")
    print(f"{'matrix, after a change':32}{1000 * (time.perf_counter() - begun):8.0f} ms")
    empty = median(lambda: client.get("/search"))
    print(f"{'a page without content':32}{empty:8.0f} ms")
    for name, path in (
        ("matrix", "/"),
        ("article of 5,000 words", f"/articles/{article}"),
        ("review", "/review"),
        ("timeline of a question", "/timeline?question=frage-1"),
        ("network", "/network"),
        ("search", "/search?q=kalomir"),
        ("actor", "/actors/person:person%201"),
    ):
        taken = median(lambda path=path: client.get(path), 3)  # type: ignore[misc]
        print(f"{name:32}{taken:8.0f} ms   {taken / empty:6.1f} times the page without content")


def _in_browser(dossier: Dossier, article: str) -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "web"))
    from playwright.sync_api import sync_playwright
    from test_browser import CHROMIUM, served

    with served(dossier) as url, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(url)
        base = url.partition("/?")[0]
        loaded = "performance.getEntriesByType('navigation')[0].loadEventEnd"
        for name, path in (("a page without content", "/search"), ("matrix", "/"), ("article", f"/articles/{article}")):
            took = []
            for _ in range(6):
                page.goto(base + path)
                took.append(page.evaluate(loaded))
            print(f"{name:32}{statistics.median(took[1:]):8.0f} ms")
        page.goto(base + "/review")
        watch = """key => new Promise(done => {
            const begun = performance.now(), before = document.activeElement;
            const took = () => done(performance.now() - begun);
            const look = () => document.activeElement !== before ? took() : setTimeout(look, 1);
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            look();
        })"""
        for key in ("j", "a", "x"):
            took = [page.evaluate(watch, key) for _ in range(5)]
            print(f"{'key ' + key:32}{statistics.median(took):8.0f} ms")
        browser.close()


if __name__ == "__main__":
    raise SystemExit(main())
