"""Times in a text: days, weeks, months, quarters and years, resolved against the document's date."""

from __future__ import annotations

from standpunkt.model import Time
from standpunkt.reading.times.finder import TimeFinder

__all__ = ["times"]


def times(text: str, language: str, published: str | None) -> list[Time]:
    """The time expressions of `text` in reading order, each with its preposition.

    `language` is "de" or "en" (others are read as English). `published` is the document's ISO date or date-time;
    relative expressions are resolved against it, and stay without a value where it is None. Values are in ISO form
    (day 2025-04-11, week 2025-W15, month 2025-09, quarter 2025-Q2, year 2026); vague ones have None. Date lines are
    no times. Spans are code point offsets into `text`. Linear in the length of the text; raises nothing.
    """
    return TimeFinder(text, language, published).times()
