"""Quantities: spans, bounds and units."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_sentences import Score, sentences

from standpunkt.reading.quantities import quantities
from standpunkt.reading.times.tokens import words


def found(text: str, language: str = "de") -> list[tuple[str, float | None, float | None, str | None]]:
    return [(q.span.text, q.low, q.high, q.unit) for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es geht um 300 Busse, eventuell 400.", ("300 Busse, eventuell 400", 300, 400, "Busse")),
        ("Sie will bis zu 40 Züge kaufen.", ("bis zu 40 Züge", None, 40, "Züge")),
        ("Mindestens zwölf Räte fehlten.", ("Mindestens zwölf Räte", 12, None, "Räte")),
        ("Das kostet rund 1,2 Milliarden Euro.", ("rund 1,2 Milliarden Euro", 1.2e9, 1.2e9, "Euro")),
        ("Die Quote liegt bei 5-10 %.", ("5-10 %", 5, 10, "Prozent")),
        ("Gut die Hälfte war dafür.", ("Gut die Hälfte", 50, 50, "Prozent")),
    ],
)
def test_german_quantities(text: str, expected: tuple[str, float | None, float | None, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They sold between 200 and 250 tickets.", ("between 200 and 250 tickets", 200, 250, "tickets")),
        ("It needs at least two dozen new buses.", ("at least two dozen new buses", 24, None, "buses")),
        ("A grant of $1.5bn was agreed.", ("$1.5bn", 1.5e9, 1.5e9, "dollars")),
    ],
)
def test_english_quantities(text: str, expected: tuple[str, float | None, float | None, str]) -> None:
    assert found(text, "en") == [expected]


@pytest.mark.parametrize(
    "text",
    ["Der 42 Jahre alte Rat kam um 16 Uhr.", "Am 3. Verhandlungstag gab es ein Papier.", "Beide Seiten schwiegen."],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


VOCABULARY = sorted(
    words(
        """rund etwa gut mehr als bis zu über unter mindestens höchstens nicht zwischen und oder von auf statt
        der die das den 20.000 30.000 5 10 % 3,5 1.400 Prozent des BIP Euro € $ £ Mio. Milliarden Dutzend
        Hundert zwei drei zwölf ein eine halbe gutes anderthalb Soldaten neue Häuser Hälfte davon Drittel
        Viertel jeder Dritte dritte eventuell vielleicht , . : - – ( ) about some up to at least more than
        between of in out the a half third quarters one two five dozen million bn per cent troops people
        extra police 20,000 3.5 k m times possibly even so years old aged instead"""
    )
)


@given(st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join), st.sampled_from(["de", "en"]))
def test_any_words_can_be_counted(text: str, language: str) -> None:
    last = 0
    for q in quantities(text, language):
        assert text[q.span.start : q.span.end] == q.span.text
        assert q.span.start >= last
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high
        last = q.span.end


@given(
    st.text(alphabet="0123456789 .-–,%€\nabiszumehrals zweiEuroMillionen", max_size=80), st.sampled_from(["de", "en"])
)
def test_quantity_spans_stand_in_the_text(text: str, language: str) -> None:
    last = 0
    for q in quantities(text, language):
        assert text[q.span.start : q.span.end] == q.span.text
        assert q.span.start >= last
        assert q.low is None or q.high is None or q.low <= q.high
        last = q.span.end


@pytest.mark.parametrize(("name", "floor"), [("", 95.0), ("_2", 95.0), ("_3", 95.0), ("_4", 85.0)])
@pytest.mark.parametrize("language", ["de", "en"])
def test_quantities_of_the_marked_sentences(language: str, name: str, floor: float) -> None:
    score = Score()
    for m in sentences(Path(__file__).with_name(f"sentences_quantities_times{name}.txt")):
        if m.language == language:
            score.add(m.quantities, quantities(m.text, m.language))
    assert score.gold >= 13
    assert score.f1 >= floor, "\n".join(score.wrong)
