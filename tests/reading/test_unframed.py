"""Speech that goes on without words of speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.model import Statement, Who
from standpunkt.reading.sentences import sentences
from standpunkt.reading.unframed import carried_on, shifted, subjunctive
from standpunkt.span import Span


def said(text: str, content: str, speaker: str, cue: str) -> Statement:
    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    return Statement(
        "s1", "named", "indirect", "speech", (span(content),), 0.9, Who(span(speaker)), (span(cue),) if cue else ()
    )


def found(text: str, language: str, told: Statement) -> list[tuple[str, list[str]]]:
    out = carried_on(text, language, sentences(text, language), (told,), ())
    return [(s.kind, [c.text for c in s.content]) for s in out]


def test_the_subjunctive_goes_on_until_the_report_speaks_again() -> None:
    text = (
        "Es reiche, sagte Ane Berg. Das Geld sei da. Dann ging sie fort. "
        "Das Wetter sei gut.\n\nSie werde wiederkommen, wann auch immer."
    )
    assert found(text, "de", said(text, "Es reiche", "Ane Berg", "sagte")) == [
        ("indirect", ["Es reiche"]),
        ("indirect_free_indirect", ["Das Geld sei da"]),
    ]


def test_english_goes_on_in_the_shifted_tense() -> None:
    text = "Norway would wait, said Ane Berg. It would not be sending anyone. The sun shone over the lake."
    assert found(text, "en", said(text, "Norway would wait", "Ane Berg", "said")) == [
        ("indirect", ["Norway would wait"]),
        ("free_indirect", ["It would not be sending anyone"]),
    ]


def test_a_run_is_one_statement() -> None:
    text = "Es reiche, sagte Ane Berg. Das Geld sei bereits da. Mehr gebe es nicht dazu."
    _, run = found(text, "de", said(text, "Es reiche", "Ane Berg", "sagte"))
    assert run[1] == ["Das Geld sei bereits da", "Mehr gebe es nicht dazu"]


@pytest.mark.parametrize(
    ("text", "is_reported"),
    [("Das Geld sei da.", True), ("Das Geld ist da.", False), ("Ich habe das Geld.", False), ("Man rücke an.", True)],
)
def test_what_is_the_subjunctive(text: str, is_reported: bool) -> None:
    assert subjunctive(text) == is_reported


def test_what_is_quoted_is_not_shifted() -> None:
    assert shifted("There would be no deal.")
    assert not shifted('"There would be no deal."')


@given(st.text(alphabet="Aase seiwold. \n“", max_size=80), st.sampled_from(["de", "en"]))
def test_spans_hold_their_words_and_nothing_is_lost(words: str, language: str) -> None:
    text = "Es reiche, sagte Ane Berg. " + words
    told = said(text, "Es reiche", "Ane Berg", "sagte")
    out = carried_on(text, language, sentences(text, language), (told,), ())
    assert told.content[0] in [c for s in out for c in s.content]
    assert all(text[c.start : c.end] == c.text for s in out for c in s.content)
    assert [s.id for s in out] == [f"s{n}" for n in range(1, len(out) + 1)]
