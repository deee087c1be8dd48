"""A dossier at size: adding, the matrix, search and a correction, against peers in the same run.

    python benchmarks/bench_dossier.py [--articles 10000] [--keep FILE]

Articles are made of random words of a German-like vocabulary, five statements and five positions each, over 100 actors
and 20 questions. Peers: for the matrix, the same answer in Python over all rows of the positions; for search, SQLite's
LIKE over the texts. Each is timed in turn, five rounds, and the median is told.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from standpunkt.dossier import Dossier
from standpunkt.model import Actor, Document, Position, Reading, Statement, Who
from standpunkt.span import Span

ACTORS, QUESTIONS, EACH = 100, 20, 5


def vocabulary(dice: random.Random) -> list[str]:
    """Words of two or three parts, some with umlauts, a few of them compounds with `truppe`."""
    parts = ["frie", "den", "bahn", "hof", "wäs", "ser", "räu", "mung", "ge", "sell", "schaft", "süd", "nörd", "lich"]
    words = ["".join(dice.choices(parts, k=dice.choice((2, 3)))) for _ in range(4000)]
    return [*words, *(f"{p}struppen" for p in ("Frieden", "Schutz", "Grenz"))]


def article(number: int, words: list[str], dice: random.Random) -> Reading:
    """An article of about 330 words with its reading."""
    pieces: list[str] = []
    at = 0
    marks: list[tuple[Span, Span, int]] = []
    for _ in range(EACH):
        filler = " ".join(dice.choices(words, k=60)) + ". "
        actor = dice.randrange(ACTORS)
        name = f"Akteur {actor:03}"
        said = " ".join(dice.choices(words, k=6))
        start = at + len(filler)
        content = start + len(name) + len(" sagte, ")
        pieces += [filler, name, " sagte, ", said, ". "]
        at = content + len(said) + 2
        marks.append((Span(start, start + len(name), name), Span(content, content + len(said), said), actor))
    text = "".join(pieces)
    day = f"2025-{1 + number * 12 // 10_000 % 12:02}-{1 + number % 28:02}"
    document = Document(hashlib.sha256(text.encode()).hexdigest(), text, "de", published=day, title=f"Artikel {number}")
    held = sorted({a for _, _, a in marks})
    ids = {a: f"a{n}" for n, a in enumerate(held)}
    return Reading(
        document,
        tuple(
            Statement(f"s{n}", "named", "indirect", "speech", (c,), 0.8, Who(s, ids[a]))
            for n, (s, c, a) in enumerate(marks)
        ),
        tuple(Actor(ids[a], f"Akteur {a:03}", "person") for a in held),
        positions=tuple(
            Position(
                ids[a],
                f"frage-{dice.randrange(QUESTIONS)}",
                dice.choice(("yes", "no", "open")),
                (f"s{n}",),
                "named",
                (c,),
                0.7,
            )
            for n, (_, c, a) in enumerate(marks)
        ),
    )


def timed(*works: Callable[[], object]) -> list[float]:
    """The median time of each work in milliseconds, in turn, five rounds."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(5):
        for work, found in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            found.append(1000 * (time.perf_counter() - start))
    return [statistics.median(t) for t in times]


def by_hand(dossier: Dossier) -> dict[tuple[str, str], str]:
    """The matrix without the database's help."""
    return {(p.actor, p.question): p.answer for p in dossier.positions()}


def like(dossier: Dossier, word: str) -> list[int]:
    """Search without an index."""
    with dossier._store.reading() as connection:
        query = sa.text("SELECT id FROM documents WHERE text LIKE :word LIMIT 20")
        return list(connection.execute(query, {"word": f"%{word}%"}).scalars())


def main() -> None:
    """Fill a dossier and tell the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="Keep the dossier here; one that is there already is used.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "d"
        if not path.exists():
            dice = random.Random(1)
            words = vocabulary(dice)
            with Dossier.new(path) as dossier:
                start = time.perf_counter()
                for number in range(options.articles):
                    dossier.add(article(number, words, dice), "bench")
                took = time.perf_counter() - start
                print(f"add: {options.articles / took:.0f} readings a second ({took:.0f} s)")
        with Dossier.open(path) as dossier:
            status = dossier.status()
            size = path.stat().st_size / 1e6
            print(f"{status['documents']} documents, {status['statements']} statements, {size:.0f} MB")
            matrix = dossier.matrix()
            assert {k: c.answer for k, c in matrix.cells.items()} == by_hand(dossier)
            ours, peer = timed(dossier.matrix, lambda: by_hand(dossier))
            print(f"matrix {len(matrix.actors)} × {len(matrix.questions)}: {ours:.0f} ms; in Python {peer:.0f} ms")
            rare = dossier.items("statement", document=1)[0]["text"].split()[0]
            for word in ("truppe", "grenztruppe", rare, f'"{rare} wässer"', "wä"):
                ours, peer = timed(lambda w=word: dossier.search(w), lambda w=word: like(dossier, w.strip('"')))  # type: ignore[misc]
                print(f"search {word}: {ours:.0f} ms, {len(dossier.search(word))} found; LIKE {peer:.0f} ms")
            item = dossier.items("position", document=1)[0]["uid"]
            (ours,) = timed(lambda: dossier.edit(item, "Ada", {"answer": "open"}))
            print(f"a correction: {ours:.0f} ms")
            print(f"status: {timed(dossier.status)[0]:.0f} ms; queue: {timed(dossier.queue)[0]:.0f} ms")


if __name__ == "__main__":
    main()
