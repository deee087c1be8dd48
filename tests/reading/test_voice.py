"""Whose word it is."""

from __future__ import annotations

import itertools

import pytest

from standpunkt.reading.voice import judgements, voice_of


@pytest.mark.parametrize(
    ("speaker", "cue", "named", "expert", "voice"),
    [
        ("Minister Olli Karju", "sagte", True, False, "named"),
        ("mehrere Diplomaten", "sagten", False, False, "unnamed"),
        ("Fachleuten", "zufolge", False, False, "experts"),
        ("", "nach einhelliger Einschätzung von Gutachtern", False, False, "experts"),
        ("two marine biologists", "say", False, True, "experts"),
        ("", "dem Vernehmen nach", False, False, "hearsay"),
        ("", "is understood to", False, False, "hearsay"),
        ("", "asked", False, False, "unnamed"),
    ],
)
def test_voice(speaker: str, cue: str, named: bool, expert: bool, voice: str) -> None:
    assert voice_of(speaker, cue, named=named, expert=expert) == voice


def test_judgements_are_the_authors_own() -> None:
    text = "Der Plan ist unrealistisch. Er sei unrealistisch, sagte Karju. Der Zug kam an. Kommt er wohl?"
    cuts = [0, 27, 62, 78, len(text)]
    sentences = list(itertools.pairwise(cuts))
    found = judgements(text, "de", sentences, [(28, 46)])
    assert [text[a:b].strip() for a, b in found] == ["Der Plan ist unrealistisch."]


def test_english_judgement() -> None:
    text = "A deal looks unlikely. The ship left."
    assert judgements(text, "en", [(0, 22), (23, 37)], []) == [(0, 22)]


def test_what_is_heard_is_hearsay_also_where_the_hearing_stands_as_the_speaker() -> None:
    assert voice_of("Dem Vernehmen", "nach", named=False, expert=False) == "hearsay"
    assert voice_of("Der Sprecher", "nach", named=False, expert=False) == "unnamed"
