"""Tokens for the grammars of quantities and times: words, figures and marks with their code point offsets."""

from __future__ import annotations

import re

__all__ = ["Tokens", "words"]

_TOKEN = re.compile(r"\d+(?:[.,'’]\d+)*|[^\W\d_]+|\n|[^\w\s]|_")


def words(listed: str) -> frozenset[str]:
    """The set of the words in a string that lists them."""
    return frozenset(listed.split())


class Tokens:
    """The tokens of a text as parallel lists. A figure with separators is one token; every mark is one of its own."""

    __slots__ = ("end", "low", "start", "text", "word")

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_TOKEN.finditer(text))
        self.word = [m.group() for m in found]
        self.low = [w.lower() for w in self.word]
        self.start = [m.start() for m in found]
        self.end = [m.end() for m in found]

    def __len__(self) -> int:
        return len(self.word)

    def at(self, i: int) -> str:
        """The lower-case token at `i`; empty outside the text."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def is_capital(self, i: int) -> bool:
        """Whether the token at `i` is a word with a capital letter."""
        return 0 <= i < len(self.word) and self.word[i][0].isupper()

    def glued(self, i: int) -> bool:
        """Whether no space stands between token `i` and the next one."""
        return i >= 0 and i + 1 < len(self.word) and self.end[i] == self.start[i + 1]
