"""Times: spans with their preposition, values against the document's date."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_sentences import Score, sentences

from standpunkt.reading.times import times
from standpunkt.reading.times.tokens import words

DAY = "2024-05-15"  # a Wednesday


def found(text: str, language: str = "de", day: str | None = DAY) -> list[tuple[str, str | None]]:
    return [(x.span.text, x.value) for x in times(text, language, day)]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Der Rat kommt an diesem Freitag zusammen.", "an diesem Freitag", "2024-05-17"),
        ("Am Montag hatte sie das abgelehnt.", "Am Montag", "2024-05-13"),
        ("Das soll bis Mitte 2026 geschehen.", "bis Mitte 2026", "2026"),
        ("Vor drei Wochen klang das anders.", "Vor drei Wochen", "2024-W17"),
        ("Im zweiten Quartal sank der Absatz.", "Im zweiten Quartal", "2024-Q2"),
        ("In der Nacht zum Samstag wurde verhandelt.", "In der Nacht zum Samstag", "2024-05-11"),
    ],
)
def test_german_times(text: str, span: str, value: str) -> None:
    assert found(text) == [(span, value)]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("They will meet next Tuesday.", "next Tuesday", "2024-05-21"),
        ("It has been closed since 2019.", "since 2019", "2019"),
        ("The plant closed in March 2021.", "in March 2021", "2021-03"),
        ("She resigned two years ago.", "two years ago", "2022"),
    ],
)
def test_english_times(text: str, span: str, value: str) -> None:
    assert found(text, "en") == [(span, value)]


def test_without_a_date_relative_times_stay_open() -> None:
    (time,) = times("Sie reist am Montag ab.", "de", None)
    assert time.value is None
    assert time.precision == "vague"


def test_date_lines_are_no_times() -> None:
    assert found("Stand: 14.05.2024 18:20 Uhr\n\nNichts geschah.") == []


VOCABULARY = sorted(
    words(
        """am an bis zu zum zur im in der die das den dem des von vom seit ab vor nach zwischen und oder auf
        statt Ende Anfang Mitte Montag Freitag Samstag Nacht Abend Woche Wochen Monat Jahr Jahren Quartal
        Halbjahr Mai Juni März 3. 30. 31. 29. Februar 2024 2019 1999 90er Jahre kommenden vergangenen diesem
        nächsten zwei drei ersten zweiten Pfingsten Ostern Weihnachten heute morgen gestern war wird hat
        soll , . : - – / „ “ ( ) 14.05.2024 2024-05-14 99.99.2024 on by until since from to next last this
        the of late early mid week month year years ago later Monday Friday May June quarter half first
        second a one two few weeks Christmas Easter New Year's Eve had will was 's 0 00 3rd 4 July"""
    )
)


@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join),
    st.sampled_from(["de", "en"]),
    st.sampled_from([None, "2024-05-15", "2024-02-29", "0001-01-01", "9999-12-31", "1000-01-01", "no date"]),
)
def test_any_words_can_be_read(text: str, language: str, day: str | None) -> None:
    for time in times(text, language, day):
        assert text[time.span.start : time.span.end] == time.span.text
        assert (time.precision == "vague") == (time.value is None)


@given(st.text(alphabet="0123456789 .-–,\nabiszumMontgEnd2024Jhrvor", max_size=80), st.sampled_from(["de", "en"]))
def test_spans_stand_in_the_text(text: str, language: str) -> None:
    last = 0
    for time in times(text, language, DAY):
        assert text[time.span.start : time.span.end] == time.span.text
        assert time.span.start >= last
        last = time.span.end


@pytest.mark.parametrize(("name", "floor"), [("", 95.0), ("_2", 95.0), ("_3", 95.0), ("_4", 85.0)])
@pytest.mark.parametrize("language", ["de", "en"])
def test_times_of_the_marked_sentences(language: str, name: str, floor: float) -> None:
    score = Score()
    for m in sentences(Path(__file__).with_name(f"sentences_quantities_times{name}.txt")):
        if m.language == language:
            score.add(m.times, times(m.text, m.language, DAY))
    assert score.gold >= 13
    assert score.f1 >= floor, "\n".join(score.wrong)
