"""Backbone and redundant set: the few columns (concepts) on which the structure of a one-mode network rests.

Source of the method: `dna_backbone` of DNA 3. The loss of a set of columns is the distance between the spectrum of the
network of all columns and that of the network of the set. Negative weights count as 0. By default the spectrum is that
of the normalised Laplacian (F. Chung 1997, Spectral Graph Theory) and the distance is Euclidean. In compat mode, as in
DNA 3.1, the spectrum is the sorted degrees divided by their sum, and the distance is the sum of absolute differences.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from standpunkt.analysis.networks import axis, count, one_mode
from standpunkt.analysis.random import Random
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import Floats, Ints, StatementTable
from standpunkt.errors import InputError

__all__ = ["Backbone", "Nested", "Step", "backbone", "nested", "spectrum"]

_EXHAUSTIVE = 4096


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the nested backbone: `column` leaves the backbone, which then has the loss `backbone_loss`; the columns
    that have left have `redundant_loss`; `statements` use the columns that remain."""

    column: str
    backbone_loss: float
    redundant_loss: float
    statements: int


@dataclass(frozen=True, slots=True)
class Nested:
    """The order in which columns leave the backbone; `statements` is how many the whole network counts."""

    steps: tuple[Step, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class Backbone:
    """A partition of the columns, the loss of each part, and whether all partitions were looked at."""

    backbone: tuple[str, ...]
    redundant: tuple[str, ...]
    backbone_loss: float
    redundant_loss: float
    exact: bool


class _Problem:
    """Losses of sets of columns, remembered."""

    def __init__(self, table: StatementTable, options: NetworkOptions) -> None:
        if options.mode != "onemode":
            raise InputError("network: a backbone is found in a onemode network; give mode onemode")
        self.options = replace(options, isolates=False)
        ranged = in_range(table, self.options)
        selected = select(ranged, self.options)
        rows, row_codes = axis(selected, selected, options.rows, self.options)
        self.columns, column_codes = axis(selected, selected, options.columns, self.options)
        shape = (len(rows), len(self.columns))
        self.counts = count(selected, ranged, self.options, (row_codes, column_codes), shape)
        self.used: Ints = np.bincount(column_codes, minlength=len(self.columns)).astype(np.int64)
        self.full = self._spectrum(range(len(self.columns)))
        self._losses: dict[frozenset[int], float] = {}

    def loss(self, columns: Sequence[int]) -> float:
        """The distance between the spectrum of these columns and that of all."""
        key = frozenset(columns)
        if key not in self._losses:
            difference = self.full - self._spectrum(sorted(key))
            if self.options.compat:
                self._losses[key] = sum(abs(float(d)) for d in difference)
            else:
                self._losses[key] = math.sqrt(math.fsum(float(d) * float(d) for d in difference))
        return self._losses[key]

    def _spectrum(self, columns: Sequence[int]) -> Floats:
        matrix = one_mode(self.counts.columns(np.array(columns, np.int64)), self.options).toarray()
        return spectrum(matrix, compat=self.options.compat is not None)


def spectrum(matrix: Floats, compat: bool = False) -> Floats:
    """Eigenvalues, descending, of the normalised Laplacian of a symmetric matrix (rows x rows), negative weights as 0.

    Rounded to 12 decimals, so that they are the same on any machine. With `compat`, degrees divided by their sum.
    """
    weights = np.maximum(matrix, 0.0)
    degrees = weights.sum(axis=1)
    if compat:
        total = degrees.sum()
        ordered = np.sort(degrees)[::-1]
        return np.asarray(ordered / total if total > 0 else ordered, np.float64)
    scale = np.divide(1.0, np.sqrt(degrees), out=np.zeros_like(degrees), where=degrees > 0)
    laplacian = np.diag((degrees > 0).astype(np.float64)) - scale[:, None] * weights * scale[None, :]
    if not len(laplacian):
        return np.asarray(degrees, np.float64)
    return np.asarray(np.round(np.linalg.eigvalsh(laplacian)[::-1], 12) + 0.0, np.float64)


def nested(table: StatementTable, options: NetworkOptions) -> Nested:
    """Take the column away whose loss is least, again and again, until none is left.

    Of equal losses the last column goes; in compat mode, as in DNA 3.1, all of them go in one step, each with the loss
    and the statements of that step.
    """
    problem = _Problem(table, options)
    remaining = list(range(len(problem.columns)))
    gone: list[int] = []
    steps: list[Step] = []
    while remaining:
        losses = [problem.loss([c for c in remaining if c != column]) for column in remaining]
        least = min(losses)
        counts = [int(problem.used[remaining].sum() - problem.used[column]) for column in remaining]
        tied = [k for k, loss in enumerate(losses) if loss == least]
        leaving = list(reversed(tied)) if options.compat else tied[-1:]
        for k in leaving:
            gone.append(remaining[k])
            steps.append(Step(problem.columns[remaining[k]], least, problem.loss(gone), counts[k]))
            del remaining[k]
    return Nested(tuple(steps), int(problem.used.sum()))


def backbone(
    table: StatementTable,
    options: NetworkOptions,
    size: int | None = None,
    penalty: float = 7.5,
    iterations: int = 10000,
    seed: int = 0,
) -> Backbone:
    """The backbone of a given size, or, without one, that of least penalised loss.

    The penalised loss is the loss times exp(-penalty * share of the redundant columns). Where there are at most 4096
    sets to look at, all are looked at and the result is the best there is; otherwise simulated annealing (temperature
    and moves as in DNA 3) looks for it, `iterations` long, the same for the same seed.
    """
    problem = _Problem(table, options)
    n = len(problem.columns)
    if size is not None and not 1 <= size < n:
        raise InputError(f"network: a backbone of {size} of {n} columns is no partition; give 1 to {n - 1}")
    if n < 2:
        raise InputError(f"network: {n} columns cannot be divided; a backbone needs at least 2")

    def objective(columns: frozenset[int]) -> float:
        loss = problem.loss(sorted(columns))
        return loss if size is not None else loss * math.exp(-penalty * (n - len(columns)) / n)

    sizes = range(1, n) if size is None else [size]
    exact = sum(math.comb(n, k) for k in sizes) <= _EXHAUSTIVE
    if exact:
        sets = (frozenset(c) for k in sizes for c in itertools.combinations(range(n), k))
        best = min(sets, key=objective)
    else:
        best = _anneal(n, size, objective, iterations, Random(seed))
    rest = [c for c in range(n) if c not in best]
    return Backbone(
        tuple(problem.columns[c] for c in sorted(best)),
        tuple(problem.columns[c] for c in rest),
        problem.loss(sorted(best)),
        problem.loss(rest),
        exact,
    )


def _anneal(
    n: int, size: int | None, objective: Callable[[frozenset[int]], float], iterations: int, random: Random
) -> frozenset[int]:
    current = frozenset(int(c) for c in random.order(n)[: size or 1])
    loss = objective(current)
    best, best_loss = current, loss
    for t in range(1, iterations + 1):
        temperature = 1 - 1 / (1 + math.exp(5 - 12.0 / iterations * t))
        moves = ["swap"] if size is not None else ["add", "remove", "swap"]
        if size is None and len(current) < 2:
            moves.remove("remove")
        if size is None and len(current) > n - 2:
            moves.remove("add")
        move = moves[random.below(len(moves))]
        inside, outside = sorted(current), [c for c in range(n) if c not in current]
        candidate = set(current)
        if move != "add":
            candidate.remove(inside[random.below(len(inside))])
        if move != "remove":
            candidate.add(outside[random.below(len(outside))])
        proposed = frozenset(candidate)
        new = objective(proposed)
        if new < loss or random.uniform() < math.exp(loss - new) * temperature:
            current, loss = proposed, new
            if loss < best_loss:
                best, best_loss = current, loss
    return best
