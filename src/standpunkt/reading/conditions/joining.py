"""Joins what the grammar finds in a sentence with what the trained head finds, each candidate with its probability."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from standpunkt.reading.conditions.finder import asks, find, opening
from standpunkt.reading.conditions.forms import Found
from standpunkt.reading.conditions.head import Head, inside, runs_of_tags
from standpunkt.reading.conditions.lexicon import WHATEVER

__all__ = ["Candidate", "Scored", "candidates", "counts", "joined", "likeness"]

Floats = npt.NDArray[np.float32]

_SAME = 0.4  # what two spans must share to be one, as Dice's share of their characters
_BIAS = 1.0  # candidates are more than the head's best sequence; the join decides
_FAR = 6.0
# In reported speech and outside it: how sure a form must be, and how probable what the head alone has found.
_SURE, _LIKELY = (0.5, 0.7), (0.55, 0.75)
_UNLIKELY = 0.25  # what the grammar has found is dropped below it
_FORMAL, _HARDLY = 0.7, 0.12  # where its form is as sure as this, only below that


@dataclass(frozen=True)
class Scored:
    """A text's words `[start, end)`, their log probabilities of the head's tags, and the head."""

    words: Sequence[tuple[int, int]]
    scores: Floats
    head: Head


@dataclass(frozen=True)
class Candidate:
    """What may be a condition, and the features (`head.FEATURES`) that decide whether it is."""

    found: Found
    features: tuple[float, ...]

    @property
    def by_grammar(self) -> bool:
        """Whether the grammar has found it."""
        return self.features[0] > 0

    def probability(self, weights: Floats) -> float:
        """The probability that it is a condition, by the weights of the join."""
        return 1 / (1 + math.exp(-float(np.dot(weights, self.features))))


def likeness(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Dice's share of two spans' characters."""
    return 2 * max(0, min(a[1], b[1]) - max(a[0], b[0])) / (a[1] - a[0] + b[1] - b[0])


def candidates(
    text: str, start: int, end: int, language: str, words: Sequence[tuple[int, int]], scores: Floats
) -> list[Candidate]:
    """The candidates of the sentence `text[start:end)` in order, none overlapping.

    `words` and `scores` are those of the sentence. Where grammar and head mean the same, the grammar's span is kept.
    """
    if asks(text[start:end]) or not len(words):
        return []
    odds = inside(scores).clip(-_FAR, _FAR)
    out: list[Candidate] = []

    def features(f: Found, grammar: bool) -> tuple[float, ...] | None:
        held = [n for n, (a, b) in enumerate(words) if a < f.end and b > f.start]
        if not held:
            return None
        mean, s = float(odds[held].mean()), scores[held[0]]
        opens = float(np.clip(s[1] - np.logaddexp(s[0], s[2]), -_FAR, _FAR))
        if grammar:
            return 1.0, math.log(f.sure / (1 - f.sure)) - 1.5, 0.0, mean, opens, 1.0
        return 0.0, 0.0, mean, 0.0, opens, 1.0

    for f in find(text, start, end, language):
        if (x := features(f, True)) is not None:
            out.append(Candidate(f, x))
    if odds.max() > -_BIAS - 1 and not WHATEVER[language].search(text, start, end):
        for first, last in runs_of_tags(scores, _BIAS):
            if last - first < 2:  # a connector alone requires nothing
                continue
            f = opening(text, start, end, words[first][0], words[last - 1][1], language)
            if f.end - f.start < 4 or any(f.start < o.found.end and o.found.start < f.end for o in out):
                continue
            if (x := features(f, False)) is not None:
                out.append(Candidate(f, x))
    return sorted(out, key=lambda c: c.found.start)


def counts(found: Found, said: bool, probability: float | None = None, by_grammar: bool = True) -> bool:
    """Whether a candidate is taken for a condition: in reported speech (`said`) or outside it, where only sure forms
    count, and with its probability where a head has spoken."""
    if probability is None:
        return found.sure >= _SURE[not said]
    if by_grammar:
        return found.sure >= _SURE[not said] and probability >= (_UNLIKELY if found.sure < _FORMAL else _HARDLY)
    return probability >= _LIKELY[not said]


def joined(
    text: str, start: int, end: int, language: str, scored: Scored, said: Callable[[Found], bool]
) -> list[Found]:
    """The conditions of the sentence `text[start:end)` with their probability as `sure`.

    `said`: whether one stands in reported speech.
    """
    first, last = bisect_left(scored.words, (start,)), bisect_left(scored.words, (end,))
    out = []
    for c in candidates(text, start, end, language, scored.words[first:last], scored.scores[first:last]):
        p = c.probability(scored.head.join)
        if counts(c.found, said(c.found), p, c.by_grammar):
            out.append(replace(c.found, sure=p))
    return out
