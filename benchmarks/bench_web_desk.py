"""How long the desk takes: a matrix of 100 × 20 over 50,000 statements, an article of 5,000 words with 100 statements,
a key in the review, a letter in the search; with what each must stay under.

    python benchmarks/bench_web_desk.py [--statements N] [--keep FILE] [--no-browser]

Times are taken in Debian's chromium: from the start of navigation until the page is painted (the second frame after the
load event), and from a key press until the next frame after its effect. Without a browser (or with --no-browser), what
the server takes is shown, beside a page of the same desk without any content.

    python benchmarks/bench_web_desk.py --together [SECONDS] [--readers 50] [--coders 5]

lets readers and coders work at once on a PostgreSQL server of its own, and says whether a request failed or a change
was lost (see desk_together.py).
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=50_000)
    parser.add_argument("--keep", type=Path, metavar="FILE", help="Where the dossier is kept, and taken from again.")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--together", type=float, nargs="?", const=120.0, metavar="SECONDS")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--coders", type=int, default=5)
    arguments = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "web"))
    if arguments.together is not None:
        from desk_together import together

        return together(arguments.together, arguments.readers, arguments.coders)
    from served_desk import CHROMIUM

    browser = CHROMIUM is not None and not arguments.no_browser
    with tempfile.TemporaryDirectory() as folder:
        place = arguments.keep or Path(folder, "large.dossier")
        long = reading(10**6, 100, 5000, 100, 20)
        if not place.exists():
            begun = time.perf_counter()
            with Dossier.new(place) as dossier:
                for number in range(arguments.statements // 100):
                    dossier.add(reading(number, 100, 1500, 100, 20), "benchmark")
                dossier.add(long, "benchmark")
            print(f"made in {time.perf_counter() - begun:.0f} s")
        with Dossier.open(place) as dossier:
            print(f"{dossier.status()['statements']} statements")
            if browser:
                return _in_browser(dossier, long.document.id)
            _without(dossier, long.document.id)
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


def _in_browser(dossier: Dossier, article: str) -> int:
    from playwright.sync_api import sync_playwright
    from served_desk import ARGUMENTS, CHROMIUM, served

    missed = 0

    def say(name: str, took: list[float], must: float) -> None:
        nonlocal missed
        middle = statistics.median(took)
        missed += middle >= must
        print(f"{name:34}{middle:7.0f} ms (worst {max(took):.0f}), must stay under {must:.0f} ms")

    with served(dossier) as url, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(url)
        base = url.partition("/?")[0]
        for name, path, must in (
            ("a page without content", "/search", 1000),
            ("matrix 100 × 20", "/", 1000),
            ("article of 5,000 words", f"/articles/{article}", 300),
        ):
            took = []
            for _ in range(8):
                page.goto(base + path)
                took.append(page.evaluate(_PAINTED))
            say(name, took[1:], must)
        page.goto(base + "/review")
        for key in ("j", "k", "e", "a", "x", "u"):
            took = []
            for _ in range(5):
                took.append(page.evaluate(_PRESSED, key))
                page.evaluate(_BACK)
            say(f"key {key}", took, 100)
        page.goto(base + "/review")
        page.locator("[name=q]").focus()
        took = []
        for letter in "kalomir":
            page.evaluate(_TYPING)
            page.keyboard.press(letter)
            page.wait_for_timeout(50)
            took.append(page.evaluate("window.typed"))
        say("a letter in the search", took, 100)
        browser.close()
    return 1 if missed else 0


_PAINTED = (
    """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
)
# A key has answered when the state of the queue is another and a frame with it was drawn.
_PRESSED = """key => new Promise(done => {
    const state = () => [document.activeElement?.closest('.entry')?.dataset.uid, document.activeElement?.tagName,
        document.querySelectorAll('.decided').length].join();
    const begun = performance.now(), before = state();
    const look = () => state() !== before || performance.now() - begun > 5000
        ? requestAnimationFrame(() => done(performance.now() - begun)) : setTimeout(look, 1);
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    look();
})"""
_BACK = """() => {
    const entry = document.activeElement.closest(".entry") || document.querySelector(".entry:not(.decided)");
    entry.querySelector("details")?.removeAttribute("open");
    entry.focus();
}"""
_TYPING = """() => {
    document.querySelector("[name=q]").addEventListener("keydown", event => {
        requestAnimationFrame(() => setTimeout(() => { window.typed = performance.now() - event.timeStamp; }));
    }, { once: true });
}"""


if __name__ == "__main__":
    raise SystemExit(main())
