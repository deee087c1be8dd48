"""What a stretch of text answers to questions, by a trained model that reads both together. Pure.

The model is an argument. Its input is the stretch with what stands before it, then all questions; its answer to each
is a probability for each of `ANSWERS`. Which question a stretch speaks to, and which side it takes, are one step. It
also says whether the stretch pledges something, how firmly (`STATUSES`), and which word is what is pledged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["ANSWERS", "MOST", "STATUSES", "Answers", "Asked", "Floats", "Told"]

ANSWERS = ("none", "yes", "no", "conditional", "open")
STATUSES = ("none", "ruled_out", "rumoured", "considered", "offered", "committed", "delivered")
MOST = 200  # subwords of a text
_QUESTION, _TOGETHER = 50, 10  # subwords of a question; questions read together

Floats = npt.NDArray[np.float32]


class _Session(Protocol):
    def run(self, names: Any, inputs: Mapping[str, Any]) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A text of which `[start, end)` is the stretch that may answer, and questions to it."""

    text: str
    start: int
    end: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a stretch says: probabilities of `ANSWERS` (questions × answers) and of `STATUSES`, and where in the text
    stands what it most likely pledges, if it pledges something (code points of a subword; None where it has none)."""

    answers: Floats
    statuses: Floats
    given: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Row:
    """Subwords of a case, their parts (0 beside, 1 a question, 2 the stretch), the number of their question or -1,
    and where the text's own stand in it."""

    ids: list[int]
    part: list[int]
    number: list[int]
    offsets: list[tuple[int, int]]


class Answers:
    """A graph and the reader's tokenizer."""

    def __init__(self, session: _Session, tokenizer: Any) -> None:
        self._session, self._tokenizer = session, tokenizer

    def __call__(self, cases: Sequence[Asked]) -> list[Told]:
        """What each case says, in their order."""
        answers = [np.zeros((len(c.questions), len(ANSWERS)), dtype=np.float32) for c in cases]
        statuses = np.zeros((len(cases), len(STATUSES)), dtype=np.float32)
        given: list[tuple[int, int] | None] = [None] * len(cases)
        for n, c in enumerate(cases):
            for low in range(0, len(c.questions), _TOGETHER):
                row = self._row(c, c.questions[low : low + _TOGETHER])
                # One at a time: rounded to 8 bits together, an answer would hang on what else the text says.
                found = self._session.run(["answer", "pledge", "what"], _inputs(row))
                p, pledge = (_probabilities(x[0]) for x in found[:2])
                answers[n][low : low + len(p)] = p
                if low:
                    continue
                statuses[n] = pledge
                inside = [k for k, part in enumerate(row.part) if part == 2]
                if inside:
                    given[n] = row.offsets[max(inside, key=lambda k: float(found[2][0, k])) - 1]
        return [Told(*x) for x in zip(answers, statuses, given, strict=True)]

    def _row(self, case: Asked, questions: Sequence[str]) -> _Row:
        """What is too long loses words before the stretch."""
        found = self._tokenizer.encode(case.text, add_special_tokens=False)
        inside = [2 if a < case.end and b > case.start else 0 for a, b in found.offsets]
        low = max(0, len(found.ids) - MOST) if 2 not in inside[:MOST] else 0
        kept = slice(low, low + MOST)
        row = _Row([0, *found.ids[kept], 2], [0, *inside[kept], 0], [], found.offsets[kept])
        row.number.extend([-1] * len(row.ids))
        for n, question in enumerate(questions):
            more = [*self._tokenizer.encode(question, add_special_tokens=False).ids[:_QUESTION], 2]
            row.ids.extend(more)
            row.part.extend([1] * len(more))
            row.number.extend([n] * len(more))
        return row


def _probabilities(logits: Floats) -> Floats:
    p: Floats = np.exp(logits - logits.max(-1, keepdims=True))
    p /= p.sum(-1, keepdims=True)
    return p


def _inputs(row: _Row) -> dict[str, Any]:
    """A row, and over the subwords of each question the weights that give its mean and its closing subword."""
    number = np.array(row.number)
    mean = np.zeros((1, int(number.max()) + 1, len(number)), dtype=np.float32)
    closing = np.zeros_like(mean)
    for q in range(mean.shape[1]):
        mine = np.flatnonzero(number == q)
        mean[0, q, mine] = 1 / len(mine)
        closing[0, q, mine[-1]] = 1
    ids, part = (np.array([x], dtype=np.int64) for x in (row.ids, row.part))
    return {"ids": ids, "mask": np.ones(ids.shape, dtype=np.int32), "part": part, "mean": mean, "closing": closing}
