"""What German and English share in finding conditions: a sentence, its clauses, and what its other words say. Pure."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from standpunkt.reading.conditions import lexicon as lx

__all__ = ["END", "Finder", "Found"]

END = re.compile(r"[,;:]| [–—-] |[.!?…][\"'“”«»)]*$|[)\]]")


@dataclass(frozen=True, slots=True)
class Found:
    """A condition at `[start, end)`, what it requires from `body` on, and how sure its form makes it (0 to 1)."""

    start: int
    end: int
    body: int
    negated: bool
    sure: float


class Finder(ABC):
    """Finds the conditions of one sentence; each language has its own forms."""

    language = ""

    def __init__(self, s: str) -> None:
        self.s = s
        self.words = lx.GERMAN if self.language == "de" else lx.ENGLISH
        self.wish = bool(lx.WISH[self.language].search(s))

    def rest(self, start: int, end: int) -> str:
        """The sentence without `[start, end)`."""
        return self.s[:start] + " … " + self.s[end:]

    def refuses(self, start: int, end: int) -> bool:
        """The words around a condition say no."""
        return bool(lx.NEGATION[self.language].search(self.rest(start, end)))

    def offers(self, start: int, end: int) -> bool:
        """The words around a condition speak of what will, would, can or may be."""
        return bool(lx.OFFER[self.language].search(self.rest(start, end)))

    def trim(self, start: int, end: int) -> int:
        while end > start and (self.s[end - 1].isspace() or self.s[end - 1] in ",;:.!…"):
            end -= 1
        return end

    def make(self, start: int, end: int, body: int, sure: float, negated: bool = False) -> Found:
        end = self.trim(start, end)
        opening = self.s[start:end]
        if opening.count('"') % 2 and opening.endswith('"'):
            end -= 1
        return Found(start, end, min(body, end), negated, sure)

    def dated(self, body: int, end: int) -> bool:
        """The stretch holds nothing but a date."""
        return bool(lx.CALENDAR.match(self.s[body : self.trim(body, end)]))

    @abstractmethod
    def all(self) -> Iterator[Found]:
        """Every condition found in the sentence."""

    def main(self, at: int) -> tuple[int, int]:
        """The clause around `at`, between the nearest signs."""
        left = max(self.s.rfind(sign, 0, at) for sign in (",", ";", ":", "–", " - "))
        left += 1
        while left < at and self.s[left] in ' "„“»-':
            left += 1
        return left, self.clause(at)

    @abstractmethod
    def clause(self, at: int) -> int:
        """Where the clause that holds `at` ends."""

    @abstractmethod
    def unless(self, word: str, start: int, body: int, end: int) -> bool:
        """Whether the clause `[start, end)` with its connector `word` holds only while the thing does not happen."""
