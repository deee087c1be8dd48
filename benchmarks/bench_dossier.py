"""A dossier at size: adding, the matrix, search and a correction, against peers in the same run.

    python benchmarks/bench_dossier.py [--articles 10000] [--keep FILE]

Articles of about 330 words have five statements and five positions each, over 100 actors and 20 questions. Their words
are drawn by Zipf's law (that of rank r comes r times as seldom as the first) from a vocabulary of 20,000 that is made
here of German function words, then stems with prefixes, endings and compounds: common and rare words, and common and
rare runs of three letters, are as unevenly spread as in a newspaper. `--syllables` takes words of 14 syllables, as
common all of them, as earlier figures did: nearly every article then holds every run of three letters, which no text
does and which is the hardest there is for a search inside of words.

Peers: for the matrix, the same answer in Python over all rows of the positions; for search, SQLite's LIKE over the
texts. Each is timed in turn, five rounds, and the median is told.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import sqlalchemy as sa

from standpunkt.dossier import Dossier
from standpunkt.model import Actor, Document, Position, Reading, Statement, Who
from standpunkt.span import Span

ACTORS, QUESTIONS, EACH = 100, 20, 5


_COMMON = """
der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass
sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter wir soll ich eines jahr zwei
"""
_STEMS = """
arbeit bahn berg boden brücke bund bürger dach damm dienst dorf druck ernte fahrt feld fest feuer fisch fluss form
frage friede frist gast geld gericht gesetz glas grenz grund hafen handel haus hof holz hütte insel jagd kabel kamm
kauf kind korn kraft kreis küste lager land last lehr leit licht luft macht markt mauer meer miet mühl netz not ort
plan platz post preis rad rat raum recht regen reis rohr ruf saat salz schaden schiff schul schutz see sitz spiel
stadt stall stein steuer stimm strom tag tal teil tor träger truppe turm ufer umwelt verein vertrag vieh volk wach
wahl wald wasser weg weide werk wert wetter wiese wind winter woche wohn zahl zaun zeit zoll zug zunft zweck
"""
_BEFORE = ",,,ab,an,auf,aus,be,bei,ein,ent,er,ge,nach,über,um,un,ver,vor,zer"
_AFTER = ",e,en,er,es,n,s,ung,ungen,lich,liche,lichen,los,bar,schaft,heit,ig,igen,te,ten"


def vocabulary(dice: random.Random, size: int = 20_000) -> list[str]:
    """Words by rank: the common ones, then stems with prefixes, endings and compounds, the compounds with capitals."""
    made = dict.fromkeys(_COMMON.split())
    known, before, after = _STEMS.split(), _BEFORE.split(","), _AFTER.split(",")
    while len(made) < size:
        stems = dice.choices(known, k=dice.choice((1, 1, 2, 2, 3)))
        word = dice.choice(before) + dice.choice(("", "s")).join(stems) + dice.choice(after)
        made[word.capitalize() if len(stems) > 1 else word] = None
    words = list(made)
    for rank, word in ((300, "Friedenstruppen"), (2000, "Schutztruppen"), (9000, "Grenztruppen")):
        words.insert(min(rank, len(words)), word)
    return words


def syllables(dice: random.Random) -> list[str]:
    """Words of two or three of 14 syllables, all as common, a few of them compounds with `truppe`."""
    parts = ["frie", "den", "bahn", "hof", "wäs", "ser", "räu", "mung", "ge", "sell", "schaft", "süd", "nörd", "lich"]
    words = ["".join(dice.choices(parts, k=dice.choice((2, 3)))) for _ in range(4000)]
    return [*words, *(f"{p}struppen" for p in ("Frieden", "Schutz", "Grenz"))]


@cache
def _weights(size: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, size + 1)))


def drawn(words: list[str], dice: random.Random, k: int) -> list[str]:
    """Words by Zipf's law, where they are ranked; else evenly."""
    return dice.choices(words, cum_weights=_weights(len(words)) if words[0] == "der" else None, k=k)


def article(number: int, words: list[str], dice: random.Random) -> Reading:
    """An article of about 330 words with its reading."""
    pieces: list[str] = []
    at = 0
    marks: list[tuple[Span, Span, int]] = []
    for _ in range(EACH):
        filler = " ".join(drawn(words, dice, 60)) + ". "
        actor = dice.randrange(ACTORS)
        name = f"Akteur {actor:03}"
        said = " ".join(drawn(words, dice, 6))
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
    parser.add_argument("--syllables", action="store_true", help="Words of 14 syllables, as common all of them.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "d"
        if not path.exists():
            dice = random.Random(1)
            words = syllables(dice) if options.syllables else vocabulary(dice)
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
            found = " ".join(dossier.document(dossier.documents()[0]["hash"]).text.split()[:60]).strip(".").split()
            pairs = list(pairwise(found))
            rare = max(found, key=len)
            together = f'"{" ".join(max(pairs, key=lambda pair: sum(map(len, pair))))}"'
            common = f'"{" ".join(min(pairs, key=lambda pair: sum(map(len, pair))))}"'
            inside = f'"{rare[-5:]} {found[found.index(rare) + 1][:4]}"' if rare != found[-1] else '"nung der"'
            for word in ("truppe", "grenztruppe", rare, together, common, inside, f"{rare} {found[0]}", "wä"):
                ours, peer = timed(lambda w=word: dossier.search(w), lambda w=word: like(dossier, w.strip('"')))  # type: ignore[misc]
                print(f"search {word}: {ours:.0f} ms, {len(dossier.search(word))} found; LIKE {peer:.0f} ms")
            item = dossier.items("position", document=1)[0]["uid"]
            (ours,) = timed(lambda: dossier.edit(item, "Ada", {"answer": "open"}))
            print(f"a correction: {ours:.0f} ms")
            print(f"status: {timed(dossier.status)[0]:.0f} ms; queue: {timed(dossier.queue)[0]:.0f} ms")


if __name__ == "__main__":
    main()
