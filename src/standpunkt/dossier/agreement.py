"""How far coders agree: Krippendorff's alpha for nominal data, per question and overall. Pure.

A unit is an actor's position on a question in a document; a coder who decided about any position there has a value for
it: the answer, or "rejected". Positions that a coder never looked at are missing values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Agreement", "Coding", "agreement", "alpha"]


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder said of one unit."""

    unit: str
    question: str
    coder: str
    value: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """`alpha` is None where nothing can be compared or all values are one; `units` were coded by two or more."""

    alpha: float | None
    units: int
    coders: tuple[str, ...]
    differ: tuple[str, ...]


def agreement(codings: Iterable[Coding]) -> tuple[Agreement, dict[str, Agreement]]:
    """Agreement over all questions, and for each question."""
    found = list(codings)
    by_question: dict[str, list[Coding]] = {}
    for coding in found:
        by_question.setdefault(coding.question, []).append(coding)
    return _one(found), {q: _one(c) for q, c in sorted(by_question.items())}


def _one(codings: Iterable[Coding]) -> Agreement:
    units: dict[str, dict[str, str]] = {}
    for coding in codings:
        units.setdefault(coding.unit, {})[coding.coder] = coding.value
    pairable = {u: v for u, v in units.items() if len(v) > 1}
    return Agreement(
        alpha(pairable),
        len(pairable),
        tuple(sorted({c for v in units.values() for c in v})),
        tuple(u for u, v in pairable.items() if len(set(v.values())) > 1),
    )


def alpha(units: Mapping[str, Mapping[str, str]]) -> float | None:
    """Krippendorff's alpha (nominal) of values by unit and coder (Krippendorff 2011, "Computing Krippendorff's
    Alpha-Reliability"). None where fewer than two values can be paired or all of them are the same.
    """
    import krippendorff
    import numpy as np

    paired = [Counter(values.values()) for values in units.values() if len(values) > 1]
    names = sorted({name for counts in paired for name in counts})
    if len(names) < 2:
        return None
    counts = np.array([[c[name] for name in names] for c in paired])
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
