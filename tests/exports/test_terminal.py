import re

import pytest
from hypothesis import given
from rich.text import Text
from sample_readings import document_of, ferry, readings

from standpunkt.exports.terminal import render
from standpunkt.model import Reading, Statement, Who
from standpunkt.span import Span
from standpunkt.words import Language


def test_the_marks_without_colours() -> None:
    shown = render(ferry(), "de")
    assert 'Am Montag <sagte>¹ [Reederin Ilka Brandt]¹·²: {"Wir legen ab."}¹ {Das sei <sicher>.}²' in shown
    assert "2 Aussagen" in shown
    assert "direkt · gesprochen · 93 %" in shown


def test_the_marks_with_colours() -> None:
    shown = render(ferry(), "en", colours="standard")
    plain = Text.from_ansi(shown).plain
    assert 'Am Montag sagte¹ Reederin Ilka Brandt¹·²: "Wir legen ab."¹' in plain
    assert "\x1b[1;36mReederin Ilka Brandt" in shown
    assert '\x1b[32m"Wir legen ab."' in shown


def test_discontinuous_content_and_a_speaker_inside_it_stay_balanced() -> None:
    text = '"Wir", sagt Ole, "gehen."'

    def span(words: str) -> Span:
        start = text.index(words)
        return Span.of(text, start, start + len(words))

    whole = Statement("s2", "unnamed", "reported", "speech", (Span.of(text, 0, len(text)),), 0.4)
    parts = (span('"Wir"'), span('"gehen."'))
    first = Statement("s1", "named", "direct", "speech", parts, 0.9, Who(span("Ole")), (span("sagt"),))
    shown = render(Reading(document_of(text), (first, whole)), "en")
    line = shown.splitlines()[0]
    assert line == '{"Wir"}¹·²{, <sagt>¹ [Ole]¹, }²{"gehen."}¹·²'
    assert '"Wir" … "gehen."' in shown
    assert "nobody is named" in shown


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("colours", [None, "standard"])
@given(reading=readings())
def test_any_reading_is_shown_safely_and_whole(reading: Reading, language: Language, colours: None) -> None:
    shown = render(reading, language, colours=colours)
    shown.encode("utf-8")
    left = re.sub(r"\x1b\[[0-9;]*m", "", shown) if colours else shown
    assert not {"\x1b", "\x07", "\r", "\u202e", "\x00"} & set(left)
    for char in set(reading.document.text):
        if char.isalnum():
            assert left.count(char) >= reading.document.text.count(char)


def test_lines_fit_the_width() -> None:
    text = "Ada says: " + "many words " * 60
    shown = render(Reading(document_of(text)), "en", width=50)
    assert max(map(len, shown.splitlines())) <= 50
    assert "No statements were found." in shown
