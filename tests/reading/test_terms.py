"""Competing labels and open questions, on our own sentences."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.model import Document
from standpunkt.reading.terms import find_open_questions, find_terms


def sentences(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"[^.!?\n]+[.!?]?", text)]


def terms(text: str, language: str = "de") -> list[list[str]]:
    found = find_terms(Document("x", text, language), sentences(text))
    return [[v.text for v in t.variants] for t in found]


def questions(text: str, language: str) -> list[str]:
    return [q.question for q in find_open_questions(Document("x", text, language), sentences(text))]


def test_labels_in_a_list() -> None:
    text = "Im Umlauf sind Begriffe wie Ufersteuer, Wasserpfennig oder Flussabgabe. Die Flussabgabe kommt."
    found = find_terms(Document("x", text, "de"), sentences(text))
    assert [v.text for v in found[0].variants] == ["Ufersteuer", "Wasserpfennig", "Flussabgabe"]
    assert found[0].label == "Flussabgabe"


def test_labels_by_several_callers() -> None:
    text = (
        'The mayor calls it a "fair share", the traders call it a "street tax", and it is called neither in the bill.'
    )
    assert terms(text, "en") == [["fair share", "street tax"]]


def test_an_ordinary_list_is_no_term() -> None:
    assert terms("Im Hafen liegen Kutter, Fähren oder Schlepper.") == []


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        ("Ob der Damm hält, ist völlig offen.", "de", "Ob der Damm hält"),
        ("Unklar bleibt, wer die Fähre bezahlt.", "de", "wer die Fähre bezahlt"),
        ("Wann gebaut wird, steht nicht fest.", "de", "Wann gebaut wird"),
        ("Whether the ferry will sail is anyone's guess.", "en", "Whether the ferry will sail"),
        ("Who will pay for the pier is still unresolved.", "en", "Who will pay for the pier"),
        ("Wem gehört der Steg?", "de", "Wem gehört der Steg?"),
    ],
)
def test_open_questions(text: str, language: str, question: str) -> None:
    assert questions(text, language) == [question]


def test_what_is_settled_is_no_question() -> None:
    assert questions("Wer zahlt, bestimmt. Ob es regnet, ist bekannt.", "de") == []
    assert questions("She knows who pays. When it rains, it pours.", "en") == []


@given(st.text(max_size=150), st.sampled_from(["de", "en"]))
def test_spans_hold(text: str, language: str) -> None:
    document = Document("x", text, language)
    for q in find_open_questions(document, sentences(text)):
        assert text[q.span.start : q.span.end] == q.span.text == q.question
    for t in find_terms(document, sentences(text)):
        assert all(text[v.start : v.end] == v.text for v in t.variants)
