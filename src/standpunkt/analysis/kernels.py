"""Kernels: how much a statement counts by its distance in time.

Distances are in half-widths of the window (-1 and 1 are its ends). Source: T. Hastie, R. Tibshirani, J. Friedman
(2009), The Elements of Statistical Learning, section 6.2, for the shapes.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from standpunkt.analysis.statements import Floats, Ints, Times
from standpunkt.analysis.steps import Unit, whole_months

__all__ = ["Kernel", "dna_distance", "dna_weight", "weight"]

Kernel = Literal["no", "uniform", "epanechnikov", "triangular", "gaussian"]


def weight(distance: Floats, kernel: Kernel) -> Floats:
    """The weight at each distance: symmetric, and 0 beyond the window except for the Gaussian kernel."""
    if kernel == "gaussian":
        return np.asarray(np.exp(-0.5 * distance * distance) / np.sqrt(2.0 * np.pi))
    inside = np.abs(distance) <= 1
    shapes = {
        "uniform": np.full(len(distance), 0.5),
        "epanechnikov": 0.75 * (1.0 - distance * distance),
        "triangular": 1.0 - np.abs(distance),
    }
    return np.where(inside, shapes[kernel], 0.0)


def dna_weight(distance: Floats, kernel: Kernel) -> Floats:
    """The weight at each signed distance (middle minus statement) in DNA 3.1.

    There the triangular kernel rises from the end of the window to its beginning.
    """
    if kernel != "triangular":
        return weight(distance, kernel)
    return np.where(np.abs(distance) <= 1, np.abs(1.0 - distance), 0.0)


def dna_distance(time: Times, middle: np.datetime64, unit: Unit, size: int) -> Floats:
    """Distances as DNA 3.1 has them: whole units, cut towards zero."""
    seconds = (middle - time).astype("timedelta64[s]").astype(np.int64)
    lengths = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 7 * 86400}
    if unit in lengths:
        whole: Ints = np.sign(seconds) * (np.abs(seconds) // lengths[unit])
    else:
        whole = whole_months(time, middle)
        if unit == "years":
            whole = np.sign(whole) * (np.abs(whole) // 12)
    return np.asarray(2.0 * whole.astype(np.float64) / size)
