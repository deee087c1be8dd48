"""The training sentences: the JSON lines are what the sources say, and their offsets point at words."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2] / "training" / "texts"
_spec = importlib.util.spec_from_file_location("training_texts_build", HERE / "build.py")
assert _spec is not None
assert _spec.loader is not None
build = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(build)


@lru_cache
def load(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["conditions", "positions"])
def test_committed_lines_are_what_the_sources_say(name: str) -> None:
    assert (HERE / f"{name}.jsonl").read_text(encoding="utf-8") == build.dump(build.build(name))


def test_conditions_point_at_words() -> None:
    for row in load("conditions"):
        assert bool(row["conditions"]) == (row["kind"] == "condition")
        for c in row["conditions"]:
            start, end = c["span"]
            assert row["text"][start:end].strip() == row["text"][start:end] != ""
            if c["requires_actor"]:
                a, b = c["requires_actor"]["span"]
                assert start <= a < b <= end
                assert row["text"][a:b] == c["requires_actor"]["text"]


def test_positions_point_at_words() -> None:
    for row in load("positions"):
        assert row["question"].endswith("?")
        assert row["answer"] == "none" or row["cue"]
        for start, end in row["cue"]:
            assert row["text"][start:end].strip() == row["text"][start:end] != ""
        if row["speaker"]:
            a, b = row["speaker"]["span"]
            assert row["text"][a:b] == row["speaker"]["text"]


def test_speech_points_at_words() -> None:
    files = sorted(HERE.glob("speech-*.jsonl"))
    assert files
    for row in (r for f in files for r in load(f.stem)):
        for mark in row["speech"]:
            assert mark["content"]
            for part in ("content", "speaker", "cue", "addressee", "frame"):
                ends = [0]
                for start, end in mark[part]:
                    assert ends[-1] <= start < end <= len(row["text"])
                    assert row["text"][start:end].strip() == row["text"][start:end]
                    ends.append(end)
            if mark["kind"] == "direct":
                assert row["text"][mark["content"][0][0]] in "„»›‚\"“‘'«"


def test_further_questions_are_of_articles_that_are_trained_on() -> None:
    files = sorted(HERE.glob("questions-*.jsonl"))
    assert files
    for row in (r for f in files for r in load(f.stem)):
        article = load(f"articles-{row['file']}")[row["article"]]
        assert row["article"] % 5 != 4  # held out
        assert not set(row["questions"]) & set(article["questions"])
        said = [s for p in article["paragraphs"] for s in p]
        words = " ".join([article["title"], *said])
        for answer in row["answers"]:
            assert 0 <= answer["s"] < len(said)
            assert 0 <= answer["q"] < len(row["questions"])
            assert answer["a"] in {"yes", "no", "conditional", "open"}
            assert answer["who"] in words
            assert (answer["for"] or "") in words


def test_no_answer_and_no_kind_is_missing() -> None:
    answers = Counter(r["answer"] for r in load("positions"))
    kinds = Counter(r["kind"] for r in load("conditions"))
    assert set(answers) == set(build.ANSWERS.values())
    assert set(kinds) == {"condition", "wish", "no_condition"}
    assert {r["language"] for r in load("positions")} == {r["language"] for r in load("conditions")} == {"de", "en"}


def test_marks_become_offsets() -> None:
    assert build.unmark("Ja, {wenn [Rom] zahlt}.") == ("Ja, wenn Rom zahlt.", [(4, 18)], [(9, 12)])


@pytest.mark.parametrize("bad", ["Ja, {wenn", "Ja} nein", "{} leer", "{ wenn} er", "a [b [c] d]"])
def test_marks_that_do_not_pair_are_refused(bad: str) -> None:
    with pytest.raises(build.SourceError):
        build.unmark(bad)
