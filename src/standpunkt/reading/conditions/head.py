"""A small trained head over the encoder's states: how likely each word opens or is in a condition. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["FEATURES", "TAGS", "Head", "around", "inside", "runs_of_tags"]

Floats = npt.NDArray[np.float32]

TAGS = ("O", "B", "I")
# What decides on a candidate, see `joining`: from the grammar, how sure its form is, what the head gives its words
# (apart for those the grammar has not found and those it has), what it gives the first word, and a constant.
FEATURES = ("grammar", "form", "words_alone", "words_with_grammar", "opening", "constant")
_NEVER = -1e9


def around(states: Floats) -> Floats:
    """Each word's states with those of the word before and the word after it (zeros at the ends)."""
    before, after = np.zeros_like(states), np.zeros_like(states)
    before[1:], after[:-1] = states[:-1], states[1:]
    return np.concatenate([before, states, after], axis=1)


def inside(scores: Floats) -> Floats:
    """Log odds of each word being in a condition, from the log probabilities of `TAGS`."""
    odds: Floats = (np.logaddexp(scores[:, 1], scores[:, 2]) - scores[:, 0]).astype(np.float32)
    return odds


def runs_of_tags(scores: Floats, bias: float = 0.0) -> list[tuple[int, int]]:
    """The conditions `[first, end)` of a sentence's best sequence of tags (Viterbi 1967); no I follows an O, no B a B.

    `bias` is taken from the score of being outside at every word, to find more.
    """
    n = len(scores)
    if not n:
        return []
    back = np.zeros((n, 3), dtype=np.int8)
    o, b, i = float(scores[0, 0]) - bias, float(scores[0, 1]), _NEVER
    for k in range(1, n):
        any_before = max(o, b, i)
        best = 0 if any_before == o else 1 if any_before == b else 2
        in_before, came = (b, 1) if b >= i else (i, 2)
        open_before, opened = (o, 0) if o >= i else (i, 2)
        back[k] = best, opened, came
        o, b, i = (
            any_before + float(scores[k, 0]) - bias,
            open_before + float(scores[k, 1]),
            in_before + float(scores[k, 2]),
        )
    state = int(np.argmax([o, b, i]))
    tags = [state]
    for k in range(n - 1, 0, -1):
        state = int(back[k, state])
        tags.append(state)
    tags.reverse()
    out: list[tuple[int, int]] = []
    for k, tag in enumerate(tags):
        if tag == 1:
            out.append((k, k + 1))
        elif tag == 2:
            out[-1] = (out[-1][0], k + 1)
    return out


@dataclass(frozen=True)
class Head:
    """One hidden layer over a word and its neighbours, and the weights that join it with the grammar (`FEATURES`)."""

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    join: Floats

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.floating]]) -> Head:
        """The head from its file's arrays. Raises KeyError where one is missing, ValueError where they do not fit."""
        names = ("first", "first_bias", "second", "second_bias", "join")
        head = cls(*(np.asarray(arrays[name], dtype=np.float32) for name in names))
        width = len(head.first_bias)
        fits = head.first.shape[1:] == (width,) and head.second.shape == (width, len(TAGS))
        if not fits or head.join.shape != (len(FEATURES),):
            raise ValueError("the arrays of the head for conditions do not fit together")
        return head

    def scores(self, states: Floats) -> Floats:
        """Log probabilities of `TAGS`, words × 3, from the states of a text's words (words × hidden)."""
        if not len(states):
            return np.zeros((0, len(TAGS)), dtype=np.float32)
        hidden = np.maximum(around(states) @ self.first + self.first_bias, 0)
        out: Floats = hidden @ self.second + self.second_bias
        out -= out.max(axis=1, keepdims=True)
        out -= np.log(np.exp(out).sum(axis=1, keepdims=True))
        return out
