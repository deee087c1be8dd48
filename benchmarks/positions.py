"""Positions, conditions and pledges of annotated texts, by the scorer of readings.

    python -m benchmarks.positions [--given]

Groups: `samples` (beside the project), `own` (`tests/texts`, which the rules were made on), and of
`tests/statements/texts` `looked` and `news`, whose errors were looked at, `clean` and `unseen`, which are only scored;
by other hands than the rules: `others`, whose errors were looked at, `strangers` and `newcomers`, only scored.
`news` and `unseen` have no annotated speech. With `--given` the annotated statements stand in for the reader's, so that
only what comes after them is measured.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from standpunkt.documents import from_text
from standpunkt.knowledge import load as load_knowledge
from standpunkt.model import Document, Reading, Statement, Who
from standpunkt.reading.actors import resolve
from standpunkt.reading.conditions import conditions
from standpunkt.reading.quantities import quantities
from standpunkt.reading.sentences import sentences
from standpunkt.span import Span
from standpunkt.statements import Answering, Codebook, build

__all__ = ["CLEAN", "GROUPS", "UNGIVEN", "as_given", "measure", "reading_with"]

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("STANDPUNKT_SHARED", ROOT.parent / "shared"))
CLEAN = ("de-stundenplan", "de-datenpakt", "de-rueckgabe", "en-nightflights", "en-vaccines")
NEWS = (
    "de-busfahrer",
    "de-stromtrasse",
    "de-sondierung",
    "en-merger",
    "en-observers",
    "de-moorschutz",
    "de-fangquote",
    "de-nothilfe",
    "en-peatfire",
    "en-tramline",
)
UNSEEN = ("de-windpark", "de-grenzfluss", "de-bibliothek", "en-fisheries", "en-campus")
OTHERS = (
    "de-muellofen",
    "de-prespasee",
    "de-waescherei",
    "en-assembly",
    "en-lossfund",
    "de-pestizide",
    "de-schulessen",
    "de-werft",
    "en-monitors",
    "en-policing",
    "de-flugabwehr",
    "de-flughafen",
    "de-kleinbahn",
    "en-mackerel",
    "en-pharmacy",
    "de-fusion",
    "de-klimageld",
    "de-zuweisung",
    "en-oilcap",
    "en-railstrike",
)
STRANGERS = (
    "de-opernhaus",
    "de-seenotgipfel",
    "de-stahl",
    "en-ev-levy",
    "en-libraries",
    "de-gasreserve",
    "de-quellmoor",
    "de-valmark",
    "en-doctors",
    "en-redsea",
)
NEWCOMERS = (
    "de-abitur",
    "de-kreuzfahrt",
    "de-milchpreis",
    "de-plastik",
    "de-synode",
    "de-winterspiele",
    "de-zeitumstellung",
    "en-ballot",
    "en-seabed",
    "en-voices",
)
_NEW = ROOT / "tests" / "statements" / "texts"


def _group(folder: Path, keep: Callable[[str], bool] = lambda _: True) -> list[Path]:
    return [p for p in sorted(folder.glob("*.gold.json")) if keep(p.name.removesuffix(".gold.json"))]


GROUPS: dict[str, list[Path]] = {
    "samples": _group(SHARED / "samples"),
    "own": _group(ROOT / "tests" / "texts"),
    "looked": _group(_NEW, lambda name: name not in (*CLEAN, *NEWS, *UNSEEN, *OTHERS, *STRANGERS, *NEWCOMERS)),
    "clean": _group(_NEW, lambda name: name in CLEAN),
    "news": _group(_NEW, lambda name: name in NEWS),
    "unseen": _group(_NEW, lambda name: name in UNSEEN),
    "others": _group(_NEW, lambda name: name in OTHERS),
    "strangers": _group(_NEW, lambda name: name in STRANGERS),
    "newcomers": _group(_NEW, lambda name: name in NEWCOMERS),
}
UNGIVEN = ("news", "unseen")


def as_given(path: Path) -> tuple[dict[str, Any], Reading]:
    """The gold of a text, and a reading with its statements: spans and voices annotated, actors resolved."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / gold["doc"]).read_bytes().decode("utf-8")
    document = from_text(text, language=gold["language"], published=gold.get("published"))
    if document.text != text:
        document = Document(sha256(text.encode()).hexdigest(), text, gold["language"], published=gold.get("published"))
    statements = tuple(
        Statement(
            f"s{n}", s["voice"], s["kind"], "speech", tuple(Span.of(text, *c) for c in s["content"]), 1.0,
            Who(Span.of(text, *s["speaker_span"])) if s.get("speaker_span") else None,
            tuple(Span.of(text, *c) for c in s["cue"]),
        )
        for n, s in enumerate(sorted(gold["speech"], key=lambda s: s["content"][0]), 1)
    )  # fmt: skip
    knowledge, split = load_knowledge(), sentences(text, gold["language"])
    actors, statements = resolve(document, split, statements, [], knowledge)
    amounts = tuple(quantities(text, gold["language"]))
    found, statements = conditions(document, split, statements, actors, amounts, knowledge)
    reading = Reading(document, statements, actors, found, quantities=amounts)
    return gold, build(reading, Codebook.from_questions(gold["codebook"]), knowledge)


def reading_with(reader: Any, path: Path) -> tuple[dict[str, Any], Reading]:
    """The gold of a text, and what `reader` and the steps after it make of the text."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    document = from_text((path.parent / gold["doc"]).read_bytes().decode("utf-8"), published=gold.get("published"))
    return gold, Answering(reader, load_knowledge(), Codebook.from_questions(gold["codebook"])).read(document)


def measure(pairs: Iterable[tuple[dict[str, Any], Reading]], scorer: Any) -> dict[str, float]:
    """Precision, recall, F1 of positions, conditions and pledges, and empty cells filled, in per cent."""
    total: Counter[str] = Counter()
    for gold, reading in pairs:
        c: Counter[str] = Counter()
        scorer.score_one(gold, reading.to_dict(), c)
        total.update(c)
    found = scorer.summary(total)
    out = {
        f"{name}.{key}": float(found[name][key])
        for name in ("positions", "positions_pair_only", "conditions", "conditions_span_only", "pledges")
        if name in found
        for key in ("p", "r", "f1")
    }
    empty = found.get("empty_cells_filled", {}).get("percent")
    return out | ({"empty_cells_filled": float(empty)} if empty is not None else {})


def foreign(paths: list[Path], answers: Any = None) -> tuple[int, int]:
    """Questions of the three next texts of the same language put to each text: how many, and how many positions
    they got. None should get any. `answers`: what answers questions beside the words."""
    asked = answered = 0
    for language in ("de", "en"):
        mine = [p for p in paths if json.loads(p.read_text(encoding="utf-8"))["language"] == language]
        for n, path in enumerate(mine):
            _, reading = as_given(path)
            for k in range(1, min(4, len(mine))):
                rows = json.loads(mine[(n + k) % len(mine)].read_text(encoding="utf-8"))["codebook"]
                bare = replace(reading, positions=(), pledges=())
                asked += len(rows)
                answered += len(build(bare, Codebook.from_questions(rows), load_knowledge(), None, answers).positions)
    return asked, answered


def main() -> None:
    """Command line."""
    from benchmarks.evaluate import tool

    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--given", action="store_true")
    a = ap.parse_args()
    scorer = tool("score_reading")
    if not a.given:
        from standpunkt.api import load_reader

        reader = load_reader(threads=1)
    for group, paths in GROUPS.items():
        if a.given and group in UNGIVEN:
            continue
        pairs = (as_given(p) if a.given else reading_with(reader, p) for p in paths)
        for name, value in measure(pairs, scorer).items():
            print(f"{group + '.' + name:<40}{value:6.1f}")
    asked, answered = foreign([*GROUPS["own"], *GROUPS["looked"]], None if a.given else reader.answers())
    print(f"positions on {asked} questions of other texts: {answered}")


if __name__ == "__main__":
    main()
