"""Phases: times in which the network is alike, and when it changes.

Source: N. Masuda, P. Holme (2019), Detecting sequences of system states in temporal networks, Scientific Reports 9,
795: distances between the networks of a series, hierarchical clustering, and the number of states by Dunn's index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from standpunkt.analysis.backbone import spectrum
from standpunkt.analysis.networks import Network
from standpunkt.analysis.statements import Floats
from standpunkt.errors import InputError

__all__ = ["Distance", "Phases", "distances", "phases"]

Distance = Literal["euclidean", "absolute", "spectral"]


@dataclass(frozen=True, slots=True)
class Phases:
    """`states`: the state of each network of the series, numbered as they first occur; `changes`: the places in the
    series where a new state begins; `dunn`: Dunn's index of the states (the larger, the clearer)."""

    states: tuple[int, ...]
    changes: tuple[int, ...]
    dunn: float


def phases(
    series: Sequence[Network], number: int | None = None, most: int = 8, distance: Distance = "euclidean"
) -> Phases:
    """The states of a series of networks: `number` of them, or the number from 2 to `most` with the best Dunn index."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(series) < 3:
        raise InputError(f"network: {len(series)} networks have no phases; give a longer range or a shorter window")
    if number is not None and not 1 <= number <= len(series):
        raise InputError(f"network: {len(series)} networks cannot have {number} states")
    between = distances(series, distance)
    tree = linkage(squareform(between, checks=False), "average")
    best: tuple[float, tuple[int, ...]] | None = None
    for k in [number] if number is not None else range(2, min(most, len(series) - 1) + 1):
        found = fcluster(tree, k, "maxclust")
        order: dict[int, int] = {}
        states = tuple(order.setdefault(int(f), len(order)) for f in found)
        index = _dunn(between, states)
        if best is None or index > best[0]:
            best = (index, states)
    assert best is not None
    changes = tuple(i for i in range(1, len(series)) if best[1][i] != best[1][i - 1])
    return Phases(best[1], changes, best[0])


def distances(series: Sequence[Network], distance: Distance = "euclidean") -> Floats:
    """Distances between the networks of a series (n x n), each scaled so that its absolute entries sum to 1.

    euclidean: the norm of the difference. absolute: its absolute sum. spectral: between the spectra of the normalised
    Laplacians. Networks with different labels are brought to the labels of all. Rounded to 12 decimals.
    """
    rows = sorted({r for n in series for r in n.rows})
    columns = sorted({c for n in series for c in n.columns})
    vectors = []
    for n in series:
        matrix = np.zeros((len(rows), len(columns)))
        at = np.ix_(np.searchsorted(rows, list(n.rows)), np.searchsorted(columns, list(n.columns)))
        if n.rows and n.columns:
            matrix[at] = n.dense()
        total = np.abs(matrix).sum()
        matrix = matrix / total if total else matrix
        if distance == "spectral":
            if n.mode != "onemode":
                raise InputError("network: spectral distances are between onemode networks; take euclidean")
            vectors.append(spectrum(matrix))
        else:
            vectors.append(matrix.ravel())
    out = np.zeros((len(series), len(series)))
    for i, a in enumerate(vectors):
        for j in range(i):
            difference = a - vectors[j]
            size = np.abs(difference).sum() if distance == "absolute" else np.sqrt((difference * difference).sum())
            out[i, j] = out[j, i] = round(float(size), 12)
    return out


def _dunn(between: Floats, states: tuple[int, ...]) -> float:
    """The least distance between states over the greatest within one; 0 where there is one state."""
    labels = np.array(states)
    together = labels[:, None] == labels[None, :]
    if together.all():
        return 0.0
    apart = float(between[~together].min())
    widest = float(between[together].max())
    return float("inf") if widest == 0 and apart > 0 else 0.0 if widest == 0 else apart / widest
