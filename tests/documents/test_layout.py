"""The parts of a text by their place, and that none of them is invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from standpunkt.documents import from_text
from standpunkt.documents.layout import layout, markdown_layout
from standpunkt.documents.lines import lines, paragraphs
from standpunkt.model import Document

BODY = (
    "Die Gemeinden Oberau und Niederau haben sich am Montag getroffen, ohne sich über die Kosten zu einigen.\n\n"
    "Bürgermeisterin Resi Lang sagte, sie warte auf das Land. Mehr wollte sie nicht sagen.\n\n"
    "Wer zahlt am Ende?\n\n"
    "Das Land schweigt. Die Frist läuft im Mai ab, und danach verfallen die Mittel für die Bahn.\n"
)


def parts(document: Document) -> list[tuple[str, str]]:
    return [(s.kind, s.span.text) for s in document.sections]


def test_a_head_run_together_on_one_line() -> None:
    text = (
        f' date 2026-03 Streit im Kaltental Die "Seilschaft" wartet auf das Land Stand: 14.03.2026 18:20 Uhr\n\n{BODY}'
    )
    document = from_text(text)
    assert parts(document)[:5] == [
        ("dateline", "date 2026-03"),
        ("kicker", "Streit im Kaltental"),
        ("title", 'Die "Seilschaft" wartet auf das Land'),
        ("dateline", "Stand: 14.03.2026 18:20 Uhr"),
        ("lead", BODY.split("\n\n")[0]),
    ]
    assert [kind for kind, _ in parts(document)[5:]] == ["paragraph", "subheading", "paragraph"]
    assert document.published == "2026-03-14T18:20:00"
    start, end = map(int, document.provenance["published"].removeprefix("text:").split("-"))
    assert text[start:end] == "Stand: 14.03.2026 18:20 Uhr"


def test_a_head_on_one_line_whose_kicker_is_not_told() -> None:
    document = from_text(f"Kaltental Seilbahn kommt später Stand: 14.03.2026\n\n{BODY}")
    assert document.kicker is None
    assert document.title == "Kaltental Seilbahn kommt später"
    assert document.published == "2026-03-14"


def test_a_head_line_by_line() -> None:
    document = from_text(f"Kaltental\nGemeinden ringen um die Bergbahn\nVon Mia Stern\nOberau, 14. März 2026\n\n{BODY}")
    assert (document.kicker, document.title) == ("Kaltental", "Gemeinden ringen um die Bergbahn")
    assert document.published == "2026-03-14"
    assert [kind for kind, _ in parts(document)[:5]] == ["kicker", "title", "dateline", "dateline", "lead"]
    assert document.provenance == {
        "kicker": "text:0-9",
        "title": "text:10-42",
        "published": "text:57-78",
        "lead": f"text:80-{80 + len(BODY.split(chr(10))[0])}",
    }


def test_english_datelines() -> None:
    body = "The villages met on Monday and could not agree on who should pay for it.\n\nThey will meet again in May.\n"
    for line, day in (
        ("Published: 3 July 2025", "2025-07-03"),
        ("BRUSSELS, 28 November 2025, 16:15 CET", "2025-11-28T16:15:00"),
        ("July 3, 2025 at 4:05 p.m.", "2025-07-03T16:05:00"),
    ):
        assert from_text(f"Villages wrangle over a railway\n{line}\n\n{body}").published == day


def test_a_text_without_a_head_has_none() -> None:
    document = from_text(BODY)
    assert document.title is document.kicker is document.lead is document.published is None
    assert document.outlet is document.url is None
    assert dict(document.provenance) == {}
    assert parts(document)[0][0] == "paragraph"


def test_no_day_is_taken_from_the_running_text() -> None:
    assert from_text("Am 3. Mai 2024 tagte der Rat, und es wurde nichts.\n\nMehr ist nicht bekannt.").published is None
    assert from_text(f"Kaltental\nStand: 31.02.2026\n\n{BODY}").published is None


def test_quotations_and_list_items_are_no_subheadings() -> None:
    text = BODY.replace("Wer zahlt am Ende?", "„Wir zahlen“")
    assert "subheading" not in [kind for kind, _ in parts(from_text(text))]
    assert "subheading" not in [kind for kind, _ in parts(from_text(text.replace("„Wir zahlen“", "- Kosten")))]


def test_markdown() -> None:
    text = (
        f'---\ntitle: "Streit um die Bahn"\ndate: 2026-03-14\n---\n# Streit\n\n{BODY}\n## Kosten ##\n\nAlles offen.\n'
    )
    found = markdown_layout(text)
    assert [(s.kind, s.span.text) for s in found.sections if s.kind in ("title", "subheading")] == [
        ("title", "Streit"),
        ("subheading", "Kosten"),
    ]
    assert {name: span.text for name, span in found.fields} == {"title": "Streit um die Bahn", "date": "2026-03-14"}


PIECES = st.sampled_from(
    [
        *'aZ.\n\r \t#-?:"„',
        "\r\n",
        "Stand: 10.04.2025 19:05 Uhr",
        "date 2025-04 ",
        "Von Mia Stern",
        "Die Bahn ",
        "\u2028",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=50).map("".join)))
def test_sections_are_spans_in_order(text: str) -> None:
    for found in (layout(text), markdown_layout(text)):
        at = 0
        for section in found.sections:
            assert section.span.start >= at
            assert text[section.span.start : section.span.end] == section.span.text
            assert section.span.text == section.span.text.strip() != ""
            at = section.span.end


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=50).map("".join)))
def test_lines_and_paragraphs_hold_all_but_white_space(text: str) -> None:
    for spans in (lines(text), paragraphs(text)):
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
