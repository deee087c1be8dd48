"""Positions, conditions and pledges of the development texts, from annotated statements, by the scorer of readings."""

from __future__ import annotations

import importlib.util
import json
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from standpunkt.knowledge import load
from standpunkt.model import Document, Reading, Statement, Who
from standpunkt.reading.actors import resolve
from standpunkt.reading.conditions import conditions
from standpunkt.reading.quantities import quantities
from standpunkt.reading.sentences import sentences
from standpunkt.span import Span
from standpunkt.statements import Codebook, build

ROOT = Path(__file__).parents[2]
SCORER = Path(os.environ.get("STANDPUNKT_SHARED", ROOT.parent / "shared")) / "tools" / "score_reading.py"


def as_read(path: Path) -> tuple[dict[str, Any], Reading]:
    """The gold of a text, and a reading with its statements: spans and voices annotated, actors resolved."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / gold["doc"]).read_text(encoding="utf-8")
    document = Document(sha256(text.encode()).hexdigest(), text, gold["language"], published=gold.get("published"))
    statements = tuple(
        Statement(
            f"s{n}", s["voice"], s["kind"], "speech", tuple(Span.of(text, *c) for c in s["content"]), 1.0,
            Who(Span.of(text, *s["speaker_span"])) if s.get("speaker_span") else None,
            tuple(Span.of(text, *c) for c in s["cue"]),
        )
        for n, s in enumerate(sorted(gold["speech"], key=lambda s: s["content"][0]), 1)
    )  # fmt: skip
    knowledge, split = load(), sentences(text, gold["language"])
    actors, statements = resolve(document, split, statements, [], knowledge)
    amounts = tuple(quantities(text, gold["language"]))
    found, statements = conditions(document, split, statements, actors, amounts, knowledge)
    reading = Reading(document, statements, actors, found, quantities=amounts)
    return gold, build(reading, Codebook.from_questions(gold["codebook"]), knowledge)


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer of readings lies beside the project only")
def test_the_development_texts_do_not_get_worse() -> None:
    spec = importlib.util.spec_from_file_location("score_reading", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    total: Counter[str] = Counter()
    for path in sorted((ROOT / "tests" / "texts").glob("*.gold.json")):
        gold, reading = as_read(path)
        one: Counter[str] = Counter()
        scorer.score_one(gold, reading.to_dict(), one)
        total.update(one)
    found = scorer.summary(total)
    measured = {k: found[k]["f1"] for k in ("positions", "conditions", "pledges")}
    assert measured["positions"] >= 67
    assert measured["conditions"] >= 82
    assert measured["pledges"] >= 50
    assert found["empty_cells_filled"]["percent"] <= 6
