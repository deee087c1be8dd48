"""Quantities in a text: amounts in words and figures, with their bounds and units."""

from __future__ import annotations

from standpunkt.model import Quantity
from standpunkt.reading.quantities.finder import QuantityFinder

__all__ = ["quantities"]


def quantities(text: str, language: str) -> list[Quantity]:
    """The quantities of `text` in reading order, none overlapping.

    `language` is "de" or "en" (others are read as English). "bis zu 40" has no `low`, "mindestens 40" no `high`;
    "rund 40" has both the same and is `approximate`; shares are in per cent. Ordinals, ages, clock and calendar
    numbers are none. Spans are code point offsets into `text`. Linear in the length of the text; raises nothing.
    """
    return QuantityFinder(text, language).quantities()
