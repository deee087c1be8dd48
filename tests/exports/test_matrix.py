"""Positions and pledges in the terminal, on the page, as CSV and as a briefing."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_readings import readings

from standpunkt.exports.brief import brief
from standpunkt.exports.matrix import render_matrix
from standpunkt.exports.matrix_page import matrix_section
from standpunkt.exports.matrix_table import MATRIX_COLUMNS, matrix_header, matrix_rows
from standpunkt.exports.stands import amount
from standpunkt.knowledge import load
from standpunkt.model import (
    Actor,
    Condition,
    Document,
    OpenQuestion,
    Pledge,
    Position,
    Quantity,
    Reading,
    Requirement,
)  # fmt: skip
from standpunkt.span import Span
from standpunkt.statements import Codebook, dependencies

TEXT = (
    "Oslo zahlt 40 bis 60 Boote, sofern Schweden mitzieht. Eine Maut lehnt Ane Berg ab. Schweden schließt Boote aus. "
    "Wer rudert, ist offen."
)
BOOK = Codebook.from_questions(
    [
        {"id": "boats", "text": "Soll das Land Boote geben?", "text_en": "Should the country give boats?"},
        {"id": "toll", "text": "Soll es eine <Maut> geben?"},
        {"id": "oars", "text": "Soll gerudert werden?"},
    ]
)


def span(words: str) -> Span:
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


CONDITION = Condition(
    "c1", span("sofern Schweden mitzieht"), Requirement("participation", span("Schweden mitzieht"), "a2"), False, 0.9
)
BOATS = Quantity(span("40 bis 60 Boote"), 40, 60, "Boote", "count")
SAMPLE = Reading(
    Document("0" * 64, TEXT, "de", title="Boote & Maut", published="2031-05-06"),
    actors=(
        Actor("a1", "Ane <Berg>", "person", "NOR"), Actor("a2", "Schweden", "state", "SWE"),
        Actor("a3", "Norwegen", "state", "NOR"),
    ),
    conditions=(CONDITION,),
    positions=(
        Position(
            "a1", "boats", "conditional", ("s1",), "named", (span("Oslo zahlt 40 bis 60 Boote"),), 0.8, "NOR", ("c1",)
        ),
        Position("a1", "toll", "no", ("s2",), "named", (span("Eine Maut lehnt Ane Berg ab"),), 0.9, "NOR"),
        Position("a2", "boats", "no", (), "unnamed", (span("Schweden schließt Boote aus"),), 0.7),
    ),
    pledges=(
        Pledge(
            ("NOR",), "Boote", "offered", "named", (span("Oslo zahlt 40 bis 60 Boote"),), 0.8, False, BOATS, ("c1",)
        ),
        Pledge(("SWE",), "Boote", "ruled_out", "named", (span("Schweden schließt Boote aus"),), 0.8),
    ),
    quantities=(BOATS,),
    open_questions=(OpenQuestion(span("Wer rudert, ist offen"), "Wer rudert"),),
)  # fmt: skip


def names(ident: str) -> str:
    return load().name(ident, "de")


def test_the_terminal_shows_answers_conditions_sentences_pledges_and_what_is_open() -> None:
    shown = render_matrix(SAMPLE, BOOK, "de", names, dependencies(SAMPLE, load()), width=90)
    lines = shown.splitlines()
    row = next(x for x in lines if x.strip().startswith("Ane <Berg> (für Norwegen)") and ":" not in x)
    assert row.split()[-3:] == ["bedingt", "nein", "–"]
    for words in (
        "Bedingung: sofern Schweden mitzieht", "Eine Maut lehnt Ane Berg ab", "Norwegen: 40 bis 60 Boote", "angeboten",
        "ausgeschlossen", "Wer rudert", "Norwegen, von Schweden verlangt: sofern Schweden mitzieht", "unbenannt",
    ):  # fmt: skip
        assert words in shown
    assert max(map(len, lines)) <= 90


def test_a_contradiction_is_shown() -> None:
    against = Condition("c1", span("sofern Schweden mitzieht"), Requirement("other", span("Boote"), "a2"), False, 0.9)
    reading = replace(SAMPLE, conditions=(replace(against, span=span("40 bis 60 Boote, sofern Schweden mitzieht")),))
    edges = dependencies(reading, load())
    assert [(e.holder, e.on) for e in edges] == [("NOR", "SWE")]
    assert [s.text for s in edges[0].against] == ["Schweden schließt Boote aus"]
    assert "Dagegen steht: Schweden schließt Boote aus" in render_matrix(reading, BOOK, "de", names, edges)
    assert "Widerspruch zwischen Norwegen und Schweden" in brief(reading, BOOK, "de", names, edges)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_well_formed_and_holds_every_sentence() -> None:
    tags = _Tags()
    tags.feed(matrix_section(SAMPLE, BOOK, "de", names, dependencies(SAMPLE, load())))
    assert tags.open == []
    assert "Ane <Berg> (für Norwegen)" in tags.text
    for p in (*SAMPLE.positions, *SAMPLE.pledges):
        assert all(e.text in tags.text for e in p.evidence)


def test_words_with_quotation_marks_of_their_own_get_no_more_of_them() -> None:
    text = "„Boote gibt es nicht“, sagte Ane Berg. Eine Maut lehnt sie ab."
    first, second = (Position("a1", q, "no", (), "named", (Span.of(text, *at),), 0.9)
                     for q, at in (("boats", (0, 38)), ("toll", (39, len(text)))))  # fmt: skip
    reading = replace(SAMPLE, document=Document("1" * 64, text, "de"), positions=(first, second), pledges=())
    page = matrix_section(replace(reading, conditions=()), BOOK, "de", names)
    assert '<q class="marked">„Boote gibt es nicht“, sagte Ane Berg.</q>' in page
    assert "<q>Eine Maut lehnt sie ab.</q>" in page


def test_the_table_has_a_row_a_position_and_a_pledge() -> None:
    rows = list(csv.DictReader(io.StringIO(matrix_header() + matrix_rows(SAMPLE, BOOK, "en", names))))
    assert [r["row"] for r in rows] == ["position"] * 3 + ["pledge"] * 2
    assert [r["answer"] for r in rows] == ["conditional", "no", "no", "offered", "ruled_out"]
    assert tuple(rows[0]) == MATRIX_COLUMNS
    assert (rows[3]["low"], rows[3]["high"], rows[3]["unit"]) == ("40", "60", "Boote")
    start, end = map(int, rows[0]["evidence_spans"].split("-"))
    assert TEXT[start:end] == rows[0]["evidence"]
    assert {r["of"] for r in rows} == {"5"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sentence_of_a_briefing_cites_its_words(language: str) -> None:
    written = brief(SAMPLE, BOOK, language, names, dependencies(SAMPLE, load()))  # type: ignore[arg-type]
    body, _, sources = written.rpartition(":\n[1] ")
    cited = [x for x in body.splitlines() if x.startswith("- ")]
    none = {"- Der Text nennt dazu keine Antwort.", "- The text names no answer to it."}
    assert len([x for x in cited if x not in none]) == 7
    assert all(re.search(r"(?: \[\d+\])+\.$", x) for x in cited if x not in none)
    places = re.findall(r"^\[(\d+)\] (\d+)-(\d+): (.*)$", "[1] " + sources, re.MULTILINE)
    assert {n for n, *_ in places} == set(re.findall(r"\[(\d+)\]", body))
    assert all(TEXT[int(a) : int(b)] == words for _, a, b, words in places)


@pytest.mark.parametrize(
    ("low", "high", "german", "english"),
    [
        (None, 1e6, "bis zu 1.000.000 Euro", "up to 1,000,000 Euro"),
        (2.5, None, "mindestens 2,5 Euro", "at least 2.5 Euro"),
        (7, 7, "7 Euro", "7 Euro"),
    ],
)
def test_amounts(low: float | None, high: float | None, german: str, english: str) -> None:
    quantity = Quantity(span("40"), low, high, "Euro", "money")
    assert (amount(quantity, "de"), amount(quantity, "en")) == (german, english)


@settings(max_examples=30)
@given(readings(), st.sampled_from(["yes", "no", "conditional", "open"]))
def test_no_text_breaks_a_view(reading: Reading, answer: str) -> None:
    text = reading.document.text
    whole = Span.of(text, 0, len(text))
    actor = Actor("a1", text[:30] or "x", "person")
    position = Position("a1", "toll", answer, (), "named", (whole,), 0.5)  # type: ignore[arg-type]
    pledge = Pledge(("a1",), text[:9] or "x", "offered", "hearsay", (whole,), 0.5)
    reading = replace(reading, actors=(actor,), positions=(position,), pledges=(pledge,))
    shown = render_matrix(reading, BOOK, "en", names) + brief(reading, BOOK, "en", names)
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", shown)
    tags = _Tags()
    tags.feed(matrix_section(reading, BOOK, "en", names))
    assert tags.open == []
    assert len(list(csv.reader(io.StringIO(matrix_rows(reading, BOOK, "en", names))))) == 2
