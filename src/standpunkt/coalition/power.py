"""Indices of voting power, exact as fractions; and near values for weights too many and too large to count."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import factorial
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from standpunkt.coalition.bodies import Body, Quota
from standpunkt.coalition.swings import Counts, counts, game_of, minimal
from standpunkt.errors import InputError

__all__ = ["INDICES", "Index", "power", "power_near", "powers"]

Index = Literal[
    "swings",
    "banzhaf",
    "banzhaf_absolute",
    "shapley_shubik",
    "deegan_packel",
    "holler",
    "coleman_initiate",
    "coleman_prevent",
]
INDICES: tuple[Index, ...] = get_args(Index)
_BLOCK = 65_536  # so many sums are added at once: as many as stay in a processor's cache
_MINIMAL = ("deegan_packel", "holler")


def power(body: Body, index: Index = "banzhaf") -> dict[str, Fraction]:
    """Each member's power in the body, exactly; abstentions count as no.

    swings: coalitions that win with the member and lose without it (Penrose 1946). banzhaf: swings by the swings of
    all; banzhaf_absolute: by 2^(n-1). shapley_shubik: the share of orders in which the member is pivotal (1954).
    coleman_prevent, coleman_initiate: swings by the winning, by the losing coalitions (Coleman 1971). deegan_packel,
    holler: shares in the minimal winning coalitions, each coalition's unit divided among its members (1978), or each
    member of each counted once (1982). All are 0 where nobody can make a difference. Raises InputError for an unknown
    index, and where the body is too large to count exactly; then see `power_near`.
    """
    return powers(body, (index,))[index]


def powers(body: Body, indices: tuple[Index, ...] = INDICES) -> dict[Index, dict[str, Fraction]]:
    """Several indices from one count of the coalitions."""
    for index in indices:
        if index not in INDICES:
            raise InputError(f"there is no index {index!r}; known: {', '.join(INDICES)}")
    game = game_of(body)
    found: dict[Index, dict[str, Fraction]] = {}
    all_counts = counts(game) if set(indices) - set(_MINIMAL) else None
    least = minimal(game) if set(indices) & set(_MINIMAL) else None
    for index in indices:
        if index in _MINIMAL:
            assert least is not None
            found[index] = _from_minimal(least, index)
        else:
            assert all_counts is not None
            found[index] = _from_swings(all_counts, index)
    return found


def _from_swings(found: Counts, index: Index) -> dict[str, Fraction]:
    n = len(found.members)
    alike = {id(having): i for i, having in enumerate(found.having)}  # members of one kind share their row
    by_kind = {kind: found.swings(i) for kind, i in alike.items()}
    kinds = [id(having) for having in found.having]
    sums = {kind: sum(swings) for kind, swings in by_kind.items()}
    total = sum(sums[kind] for kind in kinds)
    won = sum(found.all)
    if index == "shapley_shubik":
        orders = [factorial(s - 1) * factorial(n - s) for s in range(1, n + 1)]
        value = {
            kind: Fraction(sum(a * b for a, b in zip(swings[1:], orders, strict=True)), factorial(n))
            for kind, swings in by_kind.items()
        }
    else:
        divisor = {
            "swings": 1,
            "banzhaf": total,
            "banzhaf_absolute": 2 ** (n - 1),
            "coleman_prevent": won,
            "coleman_initiate": 2**n - won,
        }[index]
        value = {kind: Fraction(count, divisor) if divisor else Fraction(0) for kind, count in sums.items()}
    return dict(zip(found.members, (value[kind] for kind in kinds), strict=True))


def _from_minimal(found: Counts, index: Index) -> dict[str, Fraction]:
    number = sum(found.all)
    if index == "holler":
        each = [Fraction(sum(row)) for row in found.having]
        divisor = sum(each)
    else:
        each = [sum((Fraction(count, s) for s, count in enumerate(row) if count), Fraction(0)) for row in found.having]
        divisor = Fraction(number)
    return {m: value / divisor if divisor else Fraction(0) for m, value in zip(found.members, each, strict=True)}


def power_near(
    body: Body, index: Literal["banzhaf", "banzhaf_absolute", "shapley_shubik"] = "banzhaf"
) -> dict[str, float]:
    """Each member's power under one weighted quota, in double precision: for many members with large weights.

    banzhaf_absolute is the probability of a swing when everybody votes yes with probability 1/2; shapley_shubik is its
    mean over all probabilities (Straffin 1977), a polynomial in the probability that Gauss-Legendre quadrature
    integrates exactly (Leech's multilinear extension, Owen 1972). Each probability takes one dynamic programme over
    the weights and, for each member, one alternating sum that takes the member out again; probabilities at which a
    swing of anybody is less likely than 1e-13 are left out. Absolute errors stay below 1e-10. Raises InputError for a
    rule of several parts.
    """
    if not isinstance(body.rule, Quota):
        raise InputError("near values are for one weighted quota; this body's rule has several parts")
    table: Mapping[str, int] = dict(body.rule.weights)
    weights = np.array([table.get(member, 0) for member in body.members], dtype=np.int64)
    divisor = int(np.gcd.reduce(weights)) or 1
    weights //= divisor
    quota = -(-body.rule.least // divisor)
    total = int(weights.sum())
    values: NDArray[np.float64]
    if not 0 < quota <= total:
        values = np.zeros(len(weights))
    elif index == "shapley_shubik":
        nodes, shares = np.polynomial.legendre.leggauss((len(weights) + 1) // 2)
        values = np.zeros(len(weights))
        own_dual = total - quota + 1 == quota
        for p, share in zip((nodes + 1) / 2, shares / 2, strict=True):
            if (own_dual and p > 0.5 + 1e-12) or _hopeless(weights, quota, float(p)):
                continue
            twice = 2 if own_dual and p < 0.5 - 1e-12 else 1
            values += twice * share * _swing(weights, quota, total, float(p))
    elif index in ("banzhaf", "banzhaf_absolute"):
        values = _swing(weights, quota, total, 0.5)
        if index == "banzhaf":
            values = values / (values.sum() or 1)
    else:
        raise InputError(f"there are no near values of {index!r}; known: banzhaf, banzhaf_absolute, shapley_shubik")
    return dict(zip(body.members, values.tolist(), strict=True))


def _hopeless(weights: NDArray[np.int64], quota: int, p: float) -> bool:
    """Whether nobody's swing is as likely as 1e-13 when everybody votes yes with probability p (Chernoff's bound).

    For a swing the others' sum must be quota - weight or more, and less than quota.
    """
    heaviest = float(weights.max())
    shares = weights / heaviest
    for bound, sign in ((quota / heaviest - 1, 1.0), (quota / heaviest, -1.0)):
        for t in sign * np.geomspace(1e-3, 30, 60):
            # E exp(t · sum), less the member that is left out: it may add a factor of exp(|t|) at most
            if np.log1p(p * np.expm1(t * shares)).sum() - t * bound + abs(t) < -30:
                return True
    return False


def _swing(weights: NDArray[np.int64], quota: int, total: int, p: float) -> NDArray[np.float64]:
    """Each member's probability of a swing when all the others vote yes with probability p."""
    if p > 0.5 or (p == 0.5 and total - quota + 1 < quota):  # those who vote no, in the dual game
        p, quota = 1 - p, total - quota + 1
    odds = p / (1 - p)
    sums = np.zeros(quota)
    sums[0] = 1.0
    spare = np.empty(_BLOCK)
    length = 1  # sums below `length` may be reached
    for weight in np.sort(weights).tolist():
        if weight == 0:
            sums[:length] *= 1 + odds
            continue
        reach = min(length, quota - weight)
        for begin in range((reach - 1) // _BLOCK * _BLOCK, -1, -_BLOCK) if reach > 0 else ():
            stop = min(begin + _BLOCK, reach)  # from the top, so that nothing is added twice
            more = np.multiply(sums[begin:stop], odds, out=spare[: stop - begin])
            sums[weight + begin : weight + stop] += more
        length = min(length + weight, quota)
    sums *= (1 - p) ** len(weights)
    cumulated = np.concatenate([[0.0], np.cumsum(sums)])  # [x] is the probability of less than x
    found = {}
    for weight in set(weights.tolist()):
        if weight == 0:
            found[weight] = 0.0
            continue
        most = quota // weight + 2 if odds == 1 else min(quota // weight + 2, int(-50 / np.log(odds)) + 2)
        ends = np.maximum(quota - weight * np.arange(most + 1), 0)
        blocks = cumulated[ends[:-1]] - cumulated[ends[1:]]
        signs = np.where(np.arange(most) % 2, -1.0, 1.0) * odds ** np.arange(most)
        found[weight] = float((signs * blocks).sum()) / (1 - p)
    return np.array([found[weight] for weight in weights.tolist()])
