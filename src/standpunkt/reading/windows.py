"""Texts become overlapping windows of subwords for the encoder. Pure."""

from __future__ import annotations

import itertools
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["LONGEST", "owners", "spans_of_windows", "subwords"]

Ints = npt.NDArray[np.int64]
LONGEST, OVERLAP = 320, 88


class _Encoding(Protocol):
    ids: list[int]
    offsets: list[tuple[int, int]]


class _Tokenizer(Protocol):
    def encode(self, sequence: str, *, add_special_tokens: bool) -> _Encoding: ...


def subwords(tokenizer: _Tokenizer, text: str, tokens: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Piece ids of `text` and the number of the token that holds each piece's first visible character (-1: none)."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    at = np.full(len(text) + 1, -1)
    for i, (a, b) in enumerate(tokens):
        at[a:b] = i
    word = []
    for a, b in encoding.offsets:
        inside = at[a:b]
        hit = inside[inside >= 0]
        word.append(int(hit[0]) if len(hit) else -1)
    return np.array(encoding.ids, dtype=np.int64), np.array(word, dtype=np.int64)


def spans_of_windows(
    word: Ints, sentences: list[tuple[int, int]], longest: int = LONGEST, overlap: int = OVERLAP
) -> list[tuple[int, int]]:
    """Stretches `[first, end)` of at most `longest` subwords, whole sentences where they fit, each overlapping the one
    before by about `overlap`."""
    total = len(word)
    if total <= longest:
        return [(0, total)] if total else []
    starts = {a for a, _ in sentences}
    seen: set[int] = set()
    borders = [0]
    for i, w in enumerate(word.tolist()):
        if w in starts and w not in seen:
            seen.add(w)
            if i:
                borders.append(i)
    out, first = [], 0
    edges = np.array([*borders, total])
    while True:
        fits = edges[(edges > first + longest // 2) & (edges <= first + longest)]
        end = int(fits[-1]) if len(fits) else min(first + longest, total)
        out.append((first, end))
        if end >= total:
            return out
        back = edges[(edges >= end - overlap) & (edges < end) & (edges > first)]
        first = int(back[0]) if len(back) else end - overlap // 2


def owners(spans: list[tuple[int, int]], total: int) -> Ints:
    """For each of `total` subwords the number of the window in which it stands most centrally.

    `spans` are in order and each overlaps at most its neighbours; of two windows that hold a subword equally centrally
    the earlier one has it.
    """
    # In the overlap [a, end) with the window before, the second half is this window's.
    borders = [(a + end + 1) // 2 for (_, end), (a, _) in itertools.pairwise(spans)]
    best: Ints = np.searchsorted(np.array(borders, dtype=np.int64), np.arange(total), side="right")
    return best
