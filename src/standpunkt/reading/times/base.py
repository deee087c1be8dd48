"""What the grammars of times share: the tokens, the side of the day a clause speaks of, the left edge of a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standpunkt.reading.times import calendar as cal
from standpunkt.reading.times.direction import direction
from standpunkt.reading.times.lexicon import ENGLISH, GERMAN
from standpunkt.reading.times.numbers import number
from standpunkt.reading.times.tokens import Tokens

__all__ = ["DASH", "Found", "Grammar", "Side"]

BREAK = frozenset('.!?;:,\n–—"„“”')
DASH = frozenset("-–—")


@dataclass(slots=True)
class Found:
    """A time over the tokens `[start, end)`."""

    start: int
    end: int
    value: str | None
    precision: str
    until: str | None = None


class Side(NamedTuple):
    """A side of the day: 1 ahead, -1 behind, 0 unsaid. `strict` leaves the day's own period out; `sure` where
    a word says it, not the tense alone."""

    direction: int
    strict: bool = False
    sure: bool = False


class Grammar:
    """The tokens of one text, its language and its day."""

    def __init__(self, text: str, language: str, published: str | None, tokens: Tokens | None = None) -> None:
        self.t = tokens or Tokens(text)
        self.x = GERMAN if language == "de" else ENGLISH
        self.de = language == "de"
        self.now = cal.parse_day(published)
        self.floor = 0

    def _side(self, start: int) -> Side:
        """Which side of the document's day a name lies on that begins at token `start`."""
        t, x, i = self.t, self.x, start - 1
        while (
            t.at(i) in x.articles
            or t.at(i) in x.parts
            or t.at(i) in x.fillers
            or t.at(i) == "of"
            or (t.at(i) == "-" and t.at(i - 1) in x.parts)
        ):
            i -= 1
        w, before = t.at(i), t.at(i - 1)
        if w == "following" and before != "the":
            return Side(self._direction(start))
        if w in x.next or w in x.last:
            return Side(1 if w in x.next else -1, strict=True, sure=True)
        if w in {"seit", "since"}:
            return Side(-1, sure=True)
        if w in x.ahead or (w in {"zum", "zur", "nach", "after"} and before in x.ahead):
            past = w == "by" and "had" in t.low[max(0, i - 12) : i + 12]
            return Side(-1 if past else 1, sure=True)
        return Side(1 if w in {"für", "for"} else self._direction(start))

    def _direction(self, i: int) -> int:
        """1 where the clause around token `i` is of what is to come, -1 of what has been, 0 where it does not say."""
        return direction(self.t, self.x, i)

    def _left(self, found: Found | None, only: frozenset[str] | None = None) -> Found | None:
        """Adds part words ("Ende"), steps ("kommenden"), articles and prepositions to the left."""
        if found is None:
            return None
        t, x, i = self.t, self.x, found.start - 1
        if only is not None:
            if t.at(i) in only:
                found.start = i
            return found
        steps = x.this | x.next | x.last
        if t.at(i) in steps and not (t.at(i) == "following" and t.at(i - 1) != "the"):
            i -= 1
        if self.de and t.at(i) in {"zum", "auf"} and t.at(i - 1) == "nacht":
            i -= 2
            if t.at(i) == "der":
                i -= 1
            if t.at(i) in x.prepositions:
                i -= 1
            found.start = max(i + 1, self.floor)
            return found
        if self.de and t.at(i) in {"jahr", "jahre", "jahres"}:
            i -= 1
        if t.at(i) == "-" and t.at(i - 1) in x.parts:
            i -= 1
        if t.at(i) in x.articles and t.at(i - 1) in x.parts | {"of"}:
            i -= 1
        if t.at(i) == "of" and t.at(i - 1) in x.parts:
            i -= 1
        if t.at(i) in x.parts:
            i -= 1
        if t.at(i) in x.articles:
            i -= 1
        if t.at(i) in x.fillers and (t.at(i - 1) in x.prepositions or t.at(i - 1) in x.articles):
            i -= 1
        if t.at(i) in x.prepositions and t.at(i) not in {"of", "um", "as", "to"}:
            i -= 1
            if t.at(i) in x.ahead and t.at(i + 1) in {"zum", "zur", "in", "nach", "vor", "after", "before", "around"}:
                i -= 1
            if t.at(i) in {"late", "early"} and t.at(i + 1) == "in":
                i -= 1
        found.start = min(found.start, max(i + 1, self.floor))
        while found.start < found.end and t.low[found.start] in x.articles:
            if t.low[found.start] in {"der", "the"} and t.at(found.start + 1) in steps:
                break
            found.start += 1
        return found

    def _count_before(self, i: int) -> tuple[float | None, int]:
        """The number before token `i` and where it starts."""
        for back in (3, 2, 1):
            if i - back < self.floor:
                continue
            got = number(self.t, i - back, self.x.language)
            if got and got[1] == i and self.t.at(i - back) not in {"ein", "eine"}:
                return got[0], i - back
        return None, i

    def _vague_before(self, i: int) -> int:
        """Where "wenige", "ein paar", "a few" before token `i` begins; `i` where there is none."""
        t = self.t
        if t.at(i - 1) in {"paar", "few", "couple"} and t.at(i - 2) in {"ein", "a"}:
            return i - 2
        if t.at(i - 1) == "of" and t.at(i - 2) == "couple" and t.at(i - 3) == "a":
            return i - 3
        return i - 1 if t.at(i - 1) in self.x.vague else i
