"""Words, numbers and punctuation marks with their offsets, for German and English. Pure."""

from __future__ import annotations

import re

from standpunkt.reading.abbreviations import keeps_stop

__all__ = ["tokens"]

_LETTER = r"[\w\u0300-\u036f\u00ad]"  # combining accents and soft hyphens belong to their word
_MARKS = "„“”»«›‹‚‘’"
_URL = rf"(?:https?://|www\.)[^\s<>\"{_MARKS}]*[\w/]"
_MAIL = r"[\w.+-]{1,64}@\w[\w-]*(?:\.[\w-]+)+"
_NUMBER = rf"\d+(?:[.,:]\d+)*{_LETTER}*(?:[-‑]{_LETTER}+)*"
_DOTTED = r"(?:[^\W\d_]\.[-‑]?)+[^\W\d_]\.(?!\w)"
_WORD = (
    rf"\w{_LETTER}*(?:[-‑&]{_LETTER}+|['’](?!(?:s|S|re|ve|ll|d|m)\b){_LETTER}+)*"
    r"(?:[*:]in(?:nen)?\b)?(?:[-‑](?=[\s,/]|$))?"
)
_REST = r"['’](?:s|S|re|ve|ll|d|m)\b|\.{2,}|[^\w\s]"
_TOKEN = re.compile("|".join((_URL, _DOTTED, _NUMBER, _WORD, _REST)))
_TOKEN_OR_MAIL = re.compile("|".join((_URL, _MAIL, _DOTTED, _NUMBER, _WORD, _REST)))


def tokens(text: str) -> list[tuple[int, int]]:
    """The tokens of `text` in order as `[start, end)` in code points; between them lies nothing but white space.

    URLs, mail addresses, numbers with their separators ("20.000", "19:05", "10.04.2025") and hyphenated words are one
    token each. The full stop of an abbreviation or an ordinal belongs to its token ("z.", "B.", "3." before "Mai").
    """
    out: list[tuple[int, int]] = []
    for match in (_TOKEN_OR_MAIL if "@" in text else _TOKEN).finditer(text):
        start, end = match.span()
        if out and end == start + 1 and text[start] == "." and out[-1][1] == start:
            first = out[-1][0]
            if start - first <= 12 and text[first].isalnum() and keeps_stop(text, start, text[first:start]):
                out[-1] = (first, end)
                continue
        out.append((start, end))
    return out
