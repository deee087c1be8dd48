"""Reads the marked sentences and scores quantities and times on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from standpunkt.model import Quantity, Time
from standpunkt.span import Span

PUBLISHED = "2024-05-15"
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\|([^{}|]+)\|([^{}]+)\}|<([^<>|]+)\|([^<>|]+)(?:\|([^<>|]+))?>")


@dataclass
class Gold:
    """One marked quantity or time. A quantity with neither bound is neither rewarded nor punished."""

    span: Span
    low: float | None = None
    high: float | None = None
    unit: str = "-"
    value: str | None = None
    until: str | None = None
    unsure: bool = False


@dataclass
class Marked:
    """A sentence and what stands in it."""

    language: str
    text: str
    quantities: list[Gold] = field(default_factory=list)
    times: list[Gold] = field(default_factory=list)


def sentences(path: Path) -> Iterator[Marked]:
    """The sentences of a file of marked sentences."""
    language = "de"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            language = line[3:].strip() if line.startswith("## ") else language
            continue
        out, last, spans = Marked(language, ""), 0, []
        for m in _MARK.finditer(line):
            out.text += line[last : m.start()]
            start, last = len(out.text), m.end()
            out.text += m.group(1) or m.group(5)
            spans.append((m, start, len(out.text)))
        out.text += line[last:]
        for m, start, end in spans:
            span = Span.of(out.text, start, end)
            if m.group(1):
                low, high = (None if g == "-" else float(g) for g in m.group(2, 3))
                out.quantities.append(Gold(span, low, high, m.group(4), unsure=low is None and high is None))
            else:
                value = None if m.group(6) == "-" else m.group(6)
                out.times.append(Gold(span, value=value, until=m.group(7)))
        yield out


def overlap(a: Span, b: Span) -> float:
    """The F1 of two stretches of characters."""
    return 2 * max(0, min(a.end, b.end) - max(a.start, b.start)) / (a.end - a.start + b.end - b.start)


def same_unit(a: str, b: str | None) -> bool:
    """Whether two units are one word in two forms."""
    x, y = a.casefold(), (b or "").casefold()
    return a == "-" or (bool(y) and (x in y or y in x or x[:5] == y[:5]))


def near(a: float | None, b: float | None) -> bool:
    """Whether two bounds agree, to one per cent."""
    return a is b or (a is not None and b is not None and abs(a - b) <= 0.01 * abs(a))


def agree(gold: Gold, found: Quantity | Time) -> bool:
    """Whether a reading has the gold's value: bounds and unit, or day and, where the gold gives it, last day."""
    if isinstance(found, Quantity):
        return near(gold.low, found.low) and near(gold.high, found.high) and same_unit(gold.unit, found.unit)
    return gold.value == found.value and gold.until in {None, found.until}


@dataclass
class Score:
    """Counts of readings that agree with the gold, of gold entries, of readings, and what went wrong."""

    hits: int = 0
    gold: int = 0
    found: int = 0
    exact: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """F1 in per cent."""
        return 200 * self.hits / (self.gold + self.found) if self.gold + self.found else 100.0

    def add(self, gold: list[Gold], found: Sequence[Quantity | Time]) -> None:
        """Counts one sentence: entries belong together where their spans overlap by half."""
        unsure = [g for g in gold if g.unsure]
        left = [g for g in gold if not g.unsure]
        judged = [f for f in found if not any(overlap(g.span, f.span) >= 0.5 for g in unsure)]
        self.gold, self.found = self.gold + len(left), self.found + len(judged)
        for f in judged:
            best = max(left, key=lambda g: overlap(g.span, f.span), default=None)
            if best is None or overlap(best.span, f.span) < 0.5:
                self.wrong.append(f"too much: {f.span.text!r} {f}")
                continue
            left.remove(best)
            if agree(best, f):
                self.hits, self.exact = self.hits + 1, self.exact + (best.span == f.span)
            else:
                self.wrong.append(f"wrong: {f} instead of {best}")
        self.wrong += [f"missed: {g}" for g in left]
