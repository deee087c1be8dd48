"""Words of a document with their sentence and paragraph."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

__all__ = ["Token", "tokenise"]

_TOKEN = re.compile(r"[^\W\d_][\w]*(?:(?:[-‑–](?=[^\W_])|[’'](?=[^\W\d_]{2}))[\w]+)*|\d[\d.,]*\d|\d|[^\w\s]")
_OPEN = {"„": '“”"', "“": "”", "»": "«", "«": "»", "‚": "‘’"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign at `[start, end)`; `quoted` says it stands inside quotation marks."""

    start: int
    end: int
    text: str
    sentence: int
    paragraph: int
    quoted: bool

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        return self.text[:1].isalpha()


def tokenise(text: str, sentences: list[tuple[int, int]]) -> list[Token]:
    """All tokens in order. A token outside every sentence belongs to the one before it."""
    starts = [s for s, _ in sentences]
    breaks = [m.end() for m in re.finditer(r"\n\s*\n|\n", text)]
    out: list[Token] = []
    closing: str | None = None
    paragraph = -1
    for m in _TOKEN.finditer(text):
        sign = m.group()
        here = bisect.bisect_right(breaks, m.start())
        if here != paragraph:
            closing, paragraph = None, here  # a forgotten mark does not reach the next paragraph
        quoted = closing is not None
        if closing is not None and sign in closing:
            closing = None
        elif closing is None and sign in _OPEN:
            closing, quoted = _OPEN[sign], True
        elif closing is None and sign == '"':
            closing, quoted = '"', True
        sentence = max(bisect.bisect_right(starts, m.start()) - 1, 0)
        out.append(Token(m.start(), m.end(), sign, sentence, here, quoted))
    return out
