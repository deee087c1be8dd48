from hypothesis import given
from sample_readings import ferry, readings, texts

from standpunkt.exports.marks import Mark, blocks, printable, role_spans
from standpunkt.model import Reading


@given(readings())
def test_blocks_hold_the_text_in_order_and_drop_only_white_space(reading: Reading) -> None:
    text, at = reading.document.text, 0
    for block in blocks(reading):
        for segment in block.segments:
            assert not text[at : segment.start].strip()
            assert text[segment.start : segment.start + len(segment.text)] == segment.text
            at = segment.start + len(segment.text)
    assert not text[at:].strip()


@given(readings())
def test_a_character_bears_exactly_the_marks_of_the_spans_over_it(reading: Reading) -> None:
    for block in blocks(reading):
        for segment in block.segments:
            for at in range(segment.start, segment.start + len(segment.text)):
                expected = {
                    Mark(n, role)
                    for n, statement in enumerate(reading.statements, 1)
                    for role, span in role_spans(statement)
                    if span.start <= at < span.end
                }
                assert set(segment.marks) == expected


def test_a_small_article() -> None:
    title, paragraph = blocks(ferry())
    assert [s.text for s in title.segments] == ["Streit um die Fähre"]
    marked = [(s.text, [(m.number, m.role) for m in s.marks]) for s in paragraph.segments if s.marks]
    assert marked == [
        ("sagte", [(1, "cue")]),
        ("Reederin Ilka Brandt", [(1, "speaker"), (2, "speaker")]),
        ('"Wir legen ab."', [(1, "content")]),
        ("Das sei <sicher>.", [(2, "content")]),
    ]


@given(texts)
def test_what_is_shown_has_the_length_of_the_text_and_nothing_a_terminal_obeys(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not {"\x1b", "\x07", "\r", "\x9b", "\u202e"} & set(shown)
    shown.encode("utf-8")
