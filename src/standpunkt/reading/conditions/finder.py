"""Finds conditions in one sentence: connector clauses, phrases, predicates that take a condition, and modal clauses."""

from __future__ import annotations

import re

from standpunkt.reading.conditions.english import English
from standpunkt.reading.conditions.forms import Finder, Found
from standpunkt.reading.conditions.german import German

__all__ = ["Found", "asks", "find", "opening"]

# The patterns that may open a condition, clauses before phrases.
_OPENINGS = {
    "de": ("strong", "weak", "exchange", "only", "late", "without", "mandate"),
    "en": ("strong", "weak", "only", "without", "mandate", "not_before", "should"),
}


def asks(sentence: str) -> bool:
    """Whether a sentence is a question and nothing else."""
    if not sentence.rstrip("\"“”«»'’ ").endswith("?") or " " in sentence.split("?")[0][-1:]:
        return False
    return not re.search(r"[.!][\"“”«]?\s", sentence)


def _finder(sentence: str, language: str) -> Finder:
    return German(sentence) if language == "de" else English(sentence)


def opening(text: str, start: int, end: int, first: int, last: int, language: str) -> Found:
    """The stretch `[first, last)` of the sentence `text[start:end)` as a condition: without signs at its ends, what it
    requires beginning after its connector or preposition, negated where that says so; `sure` is 0.5."""
    while first < last and (text[first].isspace() or text[first] in ",;:–—-"):
        first += 1
    finder = _finder(text[start:end], language)
    a, b = first - start, last - start
    for name in _OPENINGS[language]:
        m = finder.words[name].match(finder.s, a)
        if m and a < m.end() < b:
            negated = name in {"strong", "weak"} and finder.unless(m.group(), a, m.end(), b)
            f = finder.make(a, b, m.end(), 0.5, negated)
            break
    else:
        f = finder.make(a, b, a, 0.5)
    return Found(f.start + start, f.end + start, f.body + start, f.negated, f.sure)


def find(text: str, start: int, end: int, language: str) -> list[Found]:
    """The conditions of the sentence `text[start:end)`, in order, none overlapping; offsets are those of `text`.

    `language` is "de" or "en". The time is linear in the sentence for each pattern. Raises nothing.
    """
    sentence = text[start:end]
    if asks(sentence):
        return []
    finder = _finder(sentence, language)
    found: list[Found] = []
    for f in sorted(finder.all(), key=lambda f: (-f.sure, f.start, -f.end)):
        if f.end - f.start >= 4 and not any(f.start < o.end and o.start < f.end for o in found):
            found.append(f)
    return [
        Found(f.start + start, f.end + start, f.body + start, f.negated, f.sure)
        for f in sorted(found, key=lambda f: f.start)
    ]
