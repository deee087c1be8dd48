"""The packaged reader on the project's own texts: it keeps to the contract and does not read worse than its floors."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

import standpunkt
from standpunkt.span import Span

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE.parent / "floors.toml").read_text("utf-8"))["packaged"]


@pytest.fixture(scope="module")
def readings() -> list[tuple[dict[str, Any], standpunkt.Reading]]:
    out = []
    for path in sorted(HERE.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        out.append((gold, standpunkt.read(HERE / gold["doc"], published=gold["published"])))
    return out


def _marked(spans: Any) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


def _pairs(gold: dict[str, Any], reading: standpunkt.Reading) -> tuple[list[dict[str, Any]], list[Any], list[Any]]:
    """Gold speech, statements, and the pairs of both that share half their characters (Dice), one to one."""
    speech = [s for s in gold["speech"] if s["voice"] != "reporter"]
    mine = [s for s in reading.statements if s.voice != "reporter"]
    a = [_marked(s["content"]) for s in speech]
    b = [_marked((x.start, x.end) for x in s.content) for s in mine]
    dice = np.array([[2 * len(x & y) / (len(x) + len(y)) for y in b] for x in a]).reshape(len(a), len(b))
    rows, columns = linear_sum_assignment(dice, maximize=True)
    found = [(speech[i], mine[j]) for i, j in zip(rows, columns, strict=True) if dice[i, j] >= 0.5]
    return speech, mine, found


def test_every_span_says_its_words(readings: list[tuple[dict[str, Any], standpunkt.Reading]]) -> None:
    for _, reading in readings:
        text = reading.document.text
        spans: list[Span] = [x for s in reading.statements for x in (*s.content, *s.cue, *s.frame)]
        spans += [who.span for s in reading.statements for who in (s.speaker, s.addressee) if who]
        assert spans
        assert all(text[x.start : x.end] == x.text for x in spans)


@pytest.mark.parametrize("language", ["de", "en"])
def test_speech_is_found_and_has_its_speaker(
    readings: list[tuple[dict[str, Any], standpunkt.Reading]], language: str
) -> None:
    gold_count = count = right = spoken = known = 0
    for gold, reading in readings:
        if gold["language"] != language:
            continue
        speech, mine, found = _pairs(gold, reading)
        gold_count, count, right = gold_count + len(speech), count + len(mine), right + len(found)
        for said, statement in found:
            if said["speaker_span"]:
                known += 1
                spoken += bool(
                    statement.speaker
                    and statement.speaker.span.start < said["speaker_span"][1]
                    and said["speaker_span"][0] < statement.speaker.span.end
                )
    f1, speakers = 200 * right / (gold_count + count), 100 * spoken / known
    print(f"{language}: speech F1 {f1:.1f}, speakers {speakers:.1f} % of {known}")
    assert f1 >= FLOORS[f"speech.{language}"]
    assert speakers >= FLOORS[f"speakers.{language}"]
