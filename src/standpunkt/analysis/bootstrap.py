"""How sure a network is: intervals of its entries by drawing documents again and again.

Source: B. Efron, R. Tibshirani (1993), An Introduction to the Bootstrap, chapters 6 and 13 (percentile intervals). What
is drawn is documents, because the statements of one document depend on each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from standpunkt.analysis.networks import Network, compute, network
from standpunkt.analysis.random import Random
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import Floats, StatementTable
from standpunkt.errors import InputError

__all__ = ["Interval", "Intervals", "intervals"]


@dataclass(frozen=True, slots=True)
class Interval:
    """An entry of the network and the range of it over the draws; `share`: of draws in which it has the same sign."""

    row: str
    column: str
    weight: float
    low: float
    high: float
    share: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """The network of all statements, and an interval for each entry that is not 0 in it or in a draw."""

    network: Network
    entries: tuple[Interval, ...]
    draws: int
    level: float


def intervals(
    table: StatementTable, options: NetworkOptions, draws: int = 1000, level: float = 0.95, seed: int = 0
) -> Intervals:
    """Percentile intervals at a level from 0 to 1.

    A document drawn twice counts twice, except where duplicates are removed across documents (by week, month, …). The
    same seed gives the same intervals. An entry of a one-mode network is given once.
    """
    if not 0 < level < 1 or draws < 2:
        raise InputError(f"network: {draws} draws at level {level}; give at least 2 draws and a level between 0 and 1")
    settings = replace(options, isolates=True)
    ranged = in_range(table, settings)
    selected = select(ranged, settings)
    source = ranged if options.isolates else selected
    whole = compute(selected, source, settings)
    shape = whole.matrix.shape
    across = options.duplicates not in ("include", "document")
    document = (ranged if across else selected).text("document")
    present = np.unique(document.codes)
    random = Random(seed)
    samples: list[sparse.csr_array] = []
    for _ in range(draws):
        times = np.zeros(len(document.labels), np.int64)
        if len(present):
            drawn = present[random.belows(len(present), len(present))]
            times = np.bincount(drawn, minlength=len(document.labels))
        if across:
            again = select(ranged.take(times[document.codes] > 0), settings)
            made = compute(again, source, settings)
        else:
            weights = times[document.codes]
            kept = np.flatnonzero(weights)
            made = compute(selected.take(kept), source, settings, weights[kept].astype(np.float64))
        samples.append(made.matrix)
    found = sparse.csr_array(shape)
    for matrix in (whole.matrix, *samples):
        found = found + abs(matrix)
    i, j = (c.astype(np.int64) for c in found.tocoo().coords)
    if options.mode == "onemode":
        i, j = i[i < j], j[i < j]
    order = np.lexsort((j, i))
    i, j = i[order], j[order]
    weight = _at(whole.matrix, i, j)
    values = np.stack([_at(m, i, j) for m in samples]) if len(i) else np.zeros((draws, 0))
    tail = (1 - level) / 2
    low, high = np.quantile(values, [tail, 1 - tail], axis=0) if len(i) else (weight, weight)
    share = (np.sign(values) == np.sign(weight)).mean(axis=0)
    entries = tuple(
        Interval(whole.rows[a], whole.columns[b], float(w), float(x), float(y), float(s))
        for a, b, w, x, y, s in zip(i, j, weight, low, high, share, strict=True)
    )
    return Intervals(network(table, options), entries, draws, level)


def _at(matrix: sparse.csr_array, i: np.ndarray, j: np.ndarray) -> Floats:
    return np.asarray(matrix[i, j], np.float64).ravel() if len(i) else np.zeros(0)
