"""The development texts: gold is what the marks say, and says only what can be true of the text."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from standpunkt.model import Answer, Kind, PledgeStatus, Voice

HERE = Path(__file__).parent
TEXTS = sorted(HERE.glob("*.txt"))
WHAT = {"backing", "participation", "mandate", "ceasefire", "quantity", "event", "other"}

_spec = importlib.util.spec_from_file_location("texts_build", HERE / "build.py")
assert _spec is not None
assert _spec.loader is not None
build = importlib.util.module_from_spec(_spec)
sys.modules["texts_build"] = build
_spec.loader.exec_module(build)


def load(path: Path) -> tuple[str, dict[str, Any]]:
    return path.read_bytes().decode("utf-8"), json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))


def all_spans(value: Any) -> list[list[int]]:
    """Every `[start, end]` anywhere in a gold value."""
    if isinstance(value, list) and len(value) == 2 and all(type(x) is int for x in value):
        return [value]
    if isinstance(value, list):
        return [s for v in value for s in all_spans(v)]
    if isinstance(value, dict):
        return [s for v in value.values() for s in all_spans(v)]
    return []


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_gold_is_what_the_marks_say(path: Path) -> None:
    committed = path.with_suffix(".gold.json").read_text(encoding="utf-8")
    assert committed == build.dump(build.gold_of(path.with_suffix(".marks")))


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_spans_lie_in_the_text_on_word_borders(path: Path) -> None:
    text, gold = load(path)
    spans = all_spans({k: v for k, v in gold.items() if isinstance(v, list)})
    assert spans
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not re.match(r"\w\w", text[max(start - 1, 0) : start + 1]) or start == 0, text[start:end]
        assert not re.fullmatch(r"\w\w", text[end - 1 : end + 1]), text[start:end]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_ids_and_values_are_known(path: Path) -> None:
    _, gold = load(path)
    questions = [q["id"] for q in gold["codebook"]]
    assert len(questions) == len(set(questions)) >= 2
    for p in gold["positions"] + gold["former_positions"] + gold["no_position"]:
        assert p["question"] in questions
    for p in gold["positions"] + gold["former_positions"]:
        assert p["answer"] in get_args(Answer)
        assert p["evidence"]
    for s in gold["speech"]:
        assert s["kind"] in get_args(Kind)
        assert s["voice"] in get_args(Voice)
        assert s["content"]
        assert s["voice"] != "hearsay" or s["actor"] is None
        assert s["kind"] not in {"free_indirect", "indirect_free_indirect"} or s["cue"] == []
    for c in gold["conditions"]:
        assert c["what"] in WHAT
    for p in gold["pledges"]:
        assert p["status"] in get_args(PledgeStatus)
    for q in gold["quantities"]:
        assert q["low"] is not None or q["high"] is not None
        assert q["low"] is None or q["high"] is None or q["low"] <= q["high"]
    for t in gold["times"]:
        assert t["value"] is None or re.fullmatch(r"\d{4}(-W\d\d|-Q[1-4]|-\d\d(-\d\d)?)?", t["value"])


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_a_cell_is_filled_or_empty_not_both(path: Path) -> None:
    _, gold = load(path)
    filled = Counter((p["actor"], p["question"]) for p in gold["positions"])
    empty = Counter((p["actor"], p["question"]) for p in gold["no_position"])
    assert not filled.keys() & empty.keys()
    assert {*filled.values(), *empty.values()} <= {1}


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_a_mention_belongs_to_one_actor(path: Path) -> None:
    _, gold = load(path)
    mentions = Counter(tuple(m) for c in gold["coreference"] for m in c["mentions"])
    assert [m for m, n in mentions.items() if n > 1] == []
    assert len({c["actor"] for c in gold["coreference"]}) == len(gold["coreference"])


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_direct_speech_includes_its_quotation_marks(path: Path) -> None:
    text, gold = load(path)
    for s in gold["speech"]:
        if s["kind"] == "direct" and not s.get("borderline"):
            assert any(text[a] in "\"„“»‚'«" or text[b - 1] in "\"“”«‘'»" for a, b in s["content"])


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_texts_are_of_the_agreed_length(path: Path) -> None:
    text, gold = load(path)
    assert 150 <= len(text.split()) <= 450
    assert gold["language"] == path.stem[:2]


@pytest.mark.parametrize(("quote", "span"), [("zwei", [4, 8]), ("<ein> Ei", [13, 16]), ("und <ein> Ei", [13, 16])])
def test_a_quote_is_found_by_its_words(quote: str, span: list[int]) -> None:
    assert build.find("ein zwei und ein Ei", quote) == span


@pytest.mark.parametrize("quote", ["drei", "ein", "zwei<> und", "< zwei>"])
def test_a_quote_that_is_not_unique_is_refused(quote: str) -> None:
    with pytest.raises(build.MarksError):
        build.find("ein zwei und ein Ei", quote)


def test_marks_errors_name_the_line() -> None:
    with pytest.raises(build.MarksError, match="line 3"):
        build.read("Text", "language: de\n[times]\nnie | 2024\n")
