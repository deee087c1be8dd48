"""How near a stretch of a text is to a question, by a small trained projection of the encoder's states. Pure.

Every word of the question takes the word of the stretch that is likest to it, and a learned weight says how much the
word of the question counts (late interaction, Khattab and Zaharia 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Nearness", "Projection"]

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Projection:
    """`matrix` (hidden × places) and `bias` project a word's state, `importance` (hidden) says how much a word of a
    question counts; `slope` and `offset` turn a likeness into log odds (Platt 1999)."""

    matrix: Floats
    bias: Floats
    importance: Floats
    slope: float
    offset: float

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.floating]]) -> Projection:
        """The projection from its file's arrays. Raises KeyError where one is missing, ValueError where they do not
        fit together."""
        matrix, bias, importance = (
            np.asarray(arrays[name], dtype=np.float32) for name in ("matrix", "bias", "importance")
        )
        if matrix.shape != (len(importance), len(bias)):
            raise ValueError("the arrays of the projection do not fit together")
        return cls(matrix, bias, importance, float(arrays["slope"]), float(arrays["offset"]))

    def places(self, states: Floats) -> Floats:
        """Words × places, each row of length one, from words × hidden."""
        out: Floats = states @ self.matrix + self.bias
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6)
        return out

    def counting(self, states: Floats) -> Floats:
        """How much each word of a question counts; they sum to one."""
        z = states @ self.importance
        e = np.exp(z - z.max())
        out: Floats = e / e.sum()
        return out

    def likeness(self, asked: Floats, counting: Floats, there: Floats) -> float:
        """-1 to 1: the likeness of the words of a question (places, weights) to those of a stretch (places)."""
        return float((asked @ there.T).max(axis=1) @ counting)

    def probability(self, likeness: float) -> float:
        """How probable it is that a stretch of this likeness speaks to the question."""
        z = self.slope * likeness + self.offset
        return float(1 / (1 + np.exp(-z)))


class Nearness:
    """The words of one text, to be asked how near a stretch of it is to a question.

    `tokens` are `[start, end)` of the words in the text; `states` words × hidden; `asked` gives the states of the words
    of a question.
    """

    def __init__(
        self,
        projection: Projection,
        tokens: Sequence[tuple[int, int]],
        states: Floats,
        asked: Callable[[str], Floats],
    ) -> None:
        self._projection, self._asked = projection, asked
        self._starts = np.array([a for a, _ in tokens], dtype=np.int64)
        self._places = projection.places(states) if len(states) else states
        self._questions: dict[str, tuple[Floats, Floats]] = {}

    def __call__(self, question: str, start: int, end: int) -> float:
        """The probability that `text[start:end)` speaks to `question`, 0 to 1."""
        a, b = np.searchsorted(self._starts, (start, end)).tolist()
        if a >= b:
            return 0.0
        if question not in self._questions:
            states = self._asked(question)
            known = (self._projection.places(states), self._projection.counting(states)) if len(states) else None
            if known is None:
                return 0.0
            self._questions[question] = known
        p = self._projection
        return p.probability(p.likeness(*self._questions[question], self._places[a:b]))
