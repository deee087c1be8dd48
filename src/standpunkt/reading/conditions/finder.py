"""Finds conditions in one sentence: connector clauses, phrases, predicates that take a condition, and modal clauses."""

from __future__ import annotations

import re

from standpunkt.reading.conditions.english import English
from standpunkt.reading.conditions.forms import Finder, Found
from standpunkt.reading.conditions.german import German

__all__ = ["Found", "find"]


def find(text: str, start: int, end: int, language: str) -> list[Found]:
    """The conditions of the sentence `text[start:end)`, in order, none overlapping; offsets are those of `text`.

    `language` is "de" or "en". The time is linear in the sentence for each pattern. Raises nothing.
    """
    sentence = text[start:end]
    if sentence.rstrip("\"“”«»'’ ").endswith("?") and " " not in sentence.split("?")[0][-1:]:
        questions = sentence.count("?")
        if questions and not re.search(r"[.!][\"“”«]?\s", sentence):
            return []
    finder: Finder = German(sentence) if language == "de" else English(sentence)
    found: list[Found] = []
    for f in sorted(finder.all(), key=lambda f: (-f.sure, f.start, -f.end)):
        if f.end - f.start >= 4 and not any(f.start < o.end and o.start < f.end for o in found):
            found.append(f)
    return [
        Found(f.start + start, f.end + start, f.body + start, f.negated, f.sure)
        for f in sorted(found, key=lambda f: f.start)
    ]
