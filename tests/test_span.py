from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt import Span


@given(st.text(), st.data())
def test_a_span_holds_the_text_it_points_to(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.text


def test_utf16_counts_surrogate_pairs() -> None:
    text = "a😀bc"
    assert Span.of(text, 2, 3).utf16(text) == (3, 4)
    assert Span.of(text, 1, 2).utf16(text) == (1, 3)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 9)])
def test_offsets_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span"):
        Span.of("abcd", start, end)
