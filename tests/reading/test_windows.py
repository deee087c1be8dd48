from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.reading.windows import LONGEST, owners, spans_of_windows


@st.composite
def texts(draw: st.DrawFn) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Subwords' word numbers and sentences as ranges of words."""
    lengths = draw(st.lists(st.integers(1, 400), min_size=1, max_size=12))
    pieces = draw(st.integers(1, 3))
    sentences, first = [], 0
    for n in lengths:
        sentences.append((first, first + n))
        first += n
    return np.repeat(np.arange(first), pieces), sentences


@given(texts())
def test_windows_cover_the_text_and_every_subword_has_one_owner(case: tuple[np.ndarray, list[tuple[int, int]]]) -> None:
    word, sentences = case
    spans = spans_of_windows(word, sentences)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(word)
    assert all(0 < b - a <= LONGEST for a, b in spans)
    assert all(a < c <= b < d for (a, b), (c, d) in itertools.pairwise(spans))
    owner = owners(spans, len(word))
    assert all(spans[k][0] <= i < spans[k][1] for i, k in enumerate(owner.tolist()))
    assert (np.diff(owner) >= 0).all()
    for i in range(0, len(word), 7):
        margins = [min(i - a if a else len(word), b - 1 - i if b < len(word) else len(word)) for a, b in spans]
        assert margins[owner[i]] == max(margins)


def test_nothing_has_no_windows() -> None:
    assert spans_of_windows(np.zeros(0, dtype=np.int64), []) == []
    assert owners([], 0).tolist() == []
