"""Offsets in UTF-16 units, as browsers and Java count them, and in code points, as we do. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

__all__ = ["points", "units"]


def _wide(text: str) -> list[int]:
    """The places of the characters that take two units."""
    return [] if text.isascii() else [i for i, c in enumerate(text) if c > "\uffff"]


def units(text: str) -> Callable[[int], int]:
    """From a code point's offset in `text` to that of its first UTF-16 unit."""
    wide = _wide(text)
    return lambda point: point + bisect_left(wide, point)


def points(text: str) -> Callable[[int], int]:
    """From a UTF-16 unit's offset in `text` to that of its code point; the middle of a character is its beginning."""
    starts = [place + n for n, place in enumerate(_wide(text))]
    return lambda unit: unit - bisect_left(starts, unit)
