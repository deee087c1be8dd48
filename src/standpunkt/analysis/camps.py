"""Camps: who stands together against whom, how sharply, and what divides them.

A network of congruence minus conflict is cut into at most k camps so that its signed modularity is greatest (S. Gómez,
P. Jensen, A. Arenas 2009, Analysis of community structure in networks of correlated data, Physical Review E 80,
016114): positive ties within camps and negative ones between them, more than the strengths of the actors alone would
give. `polarization` is that modularity divided by the most that k camps can reach, (p * (1 - 1/k) + n / 2) / (p + n)
for p positive and n negative tie strength: 1 for two equal camps that always agree among themselves and never with
each other, near 0 where nothing divides. `frustration` is the share of tie strength that contradicts the camps
(P. Doreian, A. Mrvar 1996, A partitioning approach to structural balance, Social Networks 18): negative within,
positive between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from standpunkt.analysis.networks import Network, network
from standpunkt.analysis.random import Random
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import Floats, Ints, StatementTable
from standpunkt.errors import InputError

__all__ = ["MOST_ROWS", "Camps", "Divide", "camps", "divides", "partition", "signed_modularity"]

MOST_ROWS = 4000


@dataclass(frozen=True, slots=True)
class Divide:
    """A column that divides the camps: statements for and against it in each camp, and its share of all conflict
    between camps (pairs of opposed statements)."""

    column: str
    agree: tuple[int, ...]
    disagree: tuple[int, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Camps:
    """The camps, largest first, and what divides them, most dividing first."""

    camps: tuple[tuple[str, ...], ...]
    polarization: float
    frustration: float
    divides: tuple[Divide, ...]

    def of(self, label: str) -> int | None:
        """The number of a row's camp, or None where it has no tie."""
        return next((i for i, members in enumerate(self.camps) if label in members), None)


def camps(table: StatementTable, options: NetworkOptions, k: int = 2, seed: int = 0, starts: int = 50) -> Camps:
    """At most `k` camps of the rows of a network; rows without a tie belong to none.

    The search starts `starts` times from random camps and moves one row at a time while that helps; all sums are exact,
    so the result is the same for the same seed on any machine. Raises InputError where k is below 2.
    """
    settings = replace(options, mode="onemode", aggregation="subtract")
    made = network(table, settings)
    members, score = partition(made, k, seed, starts)
    groups: dict[int, list[str]] = {}
    for label, camp in zip(made.rows, members.tolist(), strict=True):
        if camp >= 0:
            groups.setdefault(camp, []).append(label)
    matrix = made.dense()
    ordered = sorted(groups.values(), key=lambda g: (-len(g), g))
    place = {label: i for i, group in enumerate(ordered) for label in group}
    return Camps(
        tuple(tuple(g) for g in ordered),
        round(score / _most(matrix, k), 12) + 0.0,
        _frustration(matrix, members),
        divides(table, settings, place, len(ordered)),
    )


def partition(made: Network, k: int, seed: int = 0, starts: int = 50) -> tuple[Ints, float]:
    """Each row's camp (-1: it has no tie), and the signed modularity of the camps."""
    if k < 2:
        raise InputError(f"network: {k} camps are no division; give at least 2")
    if len(made.rows) > MOST_ROWS:
        raise InputError(
            f"network: camps of {len(made.rows)} actors need too much memory; leave the rare ones out, so that at most "
            f"{MOST_ROWS} are left"
        )
    matrix = made.dense()
    tied = np.flatnonzero(np.abs(matrix).sum(axis=1))
    members = np.full(len(matrix), -1, np.int64)
    if len(tied) < 2:
        return members, 0.0
    gains = _whole(_modularity_matrix(matrix[np.ix_(tied, tied)]))
    random = Random(seed)
    best: Ints | None = None
    best_score = 0
    for _ in range(starts):
        current = random.belows(min(k, len(tied)), len(tied))
        _improve(gains, current, min(k, len(tied)))
        score = int(gains[current[:, None] == current[None, :]].sum())
        if best is None or score > best_score:
            best, best_score = current, score
    assert best is not None
    members[tied] = best
    return members, signed_modularity(matrix, members)


def signed_modularity(matrix: Floats, members: Ints) -> float:
    """The signed modularity of a symmetric matrix with a diagonal of 0, for each row's group (-1: in none)."""
    values = _modularity_matrix(matrix)
    together = (members[:, None] == members[None, :]) & (members >= 0)[:, None]
    return round(float(np.sum(values, where=together)), 12) + 0.0


def _modularity_matrix(matrix: Floats) -> Floats:
    """What each pair of rows in the same camp adds to the signed modularity."""
    strength = np.abs(matrix).sum()
    result = np.zeros_like(matrix)
    if strength == 0:
        return result
    for sign, part in ((1.0, np.maximum(matrix, 0.0)), (-1.0, np.maximum(-matrix, 0.0))):
        degrees = part.sum(axis=1)
        total = degrees.sum()
        if total > 0:
            result += sign * (part - degrees[:, None] * degrees[None, :] / total)
    return np.asarray(result / strength)


def _whole(values: Floats) -> Ints:
    """The values as whole numbers in steps of 2**-40 of the largest."""
    largest = np.abs(values).max()
    return np.rint(values / (largest or 1.0) * 2.0**40).astype(np.int64)


def _improve(gains: Ints, current: Ints, k: int) -> None:
    """Move the row that gains most to the camp where it does, until none gains."""
    n = len(current)
    own = np.arange(n)
    totals = np.stack([gains[:, current == c].sum(axis=1) for c in range(k)], axis=1)
    diagonal = gains[own, own]
    while True:
        here = totals[own, current] - diagonal
        change = totals - here[:, None]
        change[own, current] = 0
        best = int(change.argmax())
        row, camp = divmod(best, k)
        if change[row, camp] <= 0:
            return
        totals[:, current[row]] -= gains[:, row]
        totals[:, camp] += gains[:, row]
        current[row] = camp


def _most(matrix: Floats, k: int) -> float:
    """The greatest signed modularity that k camps could have with these sums of positive and negative ties."""
    positive, negative = float(np.maximum(matrix, 0).sum()), float(np.maximum(-matrix, 0).sum())
    total = positive + negative
    return (positive * (1 - 1 / k) + negative / 2) / total if total else 1.0


def _frustration(matrix: Floats, members: Ints) -> float:
    together = (members[:, None] == members[None, :]) & (members >= 0)[:, None]
    strength = float(np.abs(matrix).sum())
    if strength == 0:
        return 0.0
    against = np.sum(np.maximum(-matrix, 0), where=together) + np.sum(np.maximum(matrix, 0), where=~together)
    return round(float(against) / strength, 12) + 0.0


def divides(table: StatementTable, options: NetworkOptions, place: dict[str, int], number: int) -> tuple[Divide, ...]:
    """The columns over which camps conflict; `place` gives each row's camp. Needs a qualifier of yes and no."""
    selected = select(in_range(table, options), options)
    rows, columns = selected.text(options.rows), selected.text(options.columns)
    answers = selected.integers.get(options.qualifier or "")
    if answers is None or number < 2:
        return ()
    camp = np.array([place.get(label, -1) for label in rows.labels], np.int64)[rows.codes]
    counts = np.zeros((len(columns.labels), number, 2), np.int64)
    counted = (camp >= 0) & ((answers == 0) | (answers == 1))
    np.add.at(counts, (columns.codes[counted], camp[counted], answers[counted]), 1)
    conflict = np.zeros(len(columns.labels), np.int64)
    for a in range(number):
        for b in range(number):
            if a != b:
                conflict += counts[:, a, 0] * counts[:, b, 1]
    total = int(conflict.sum())
    order = sorted(np.flatnonzero(conflict).tolist(), key=lambda c: (-int(conflict[c]), columns.labels[c]))
    return tuple(
        Divide(
            columns.labels[c],
            tuple(counts[c, :, 1].tolist()),
            tuple(counts[c, :, 0].tolist()),
            int(conflict[c]) / total,
        )
        for c in order
    )
