"""Positions, conditions and pledges of the development texts, from annotated statements, by the scorer of readings."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from benchmarks.positions import GROUPS, as_given, measure

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).parent / "texts"
SCORER = Path(os.environ.get("STANDPUNKT_SHARED", ROOT.parent / "shared")) / "tools" / "score_reading.py"
LEAST = {
    "own": {"positions": 70.0, "conditions": 82.0, "pledges": 48.0},
    "clean": {"positions": 66.0, "conditions": 62.0, "pledges": 42.0},
}

_spec = importlib.util.spec_from_file_location("position_texts_build", TEXTS / "build.py")
assert _spec is not None
assert _spec.loader is not None
build = importlib.util.module_from_spec(_spec)
sys.modules["position_texts_build"] = build
_spec.loader.exec_module(build)


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer of readings lies beside the project only")
def test_the_development_texts_do_not_get_worse() -> None:
    spec = importlib.util.spec_from_file_location("score_reading", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for group, least in LEAST.items():
        found = measure((as_given(path) for path in GROUPS[group]), scorer)
        measured = {name: found[f"{name}.f1"] for name in least}
        assert all(measured[name] >= least[name] for name in least), (group, measured)
        assert found["empty_cells_filled"] <= 10, group


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.marks")), ids=lambda p: p.stem)
def test_gold_is_what_the_marks_say(path: Path) -> None:
    committed = path.with_suffix(".gold.json").read_text(encoding="utf-8")
    assert committed == build.marks.dump(build.gold_of(path))
