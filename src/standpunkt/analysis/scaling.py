"""Ideal points: rows and columns on one or two axes by who agrees with what.

Source: J. Clinton, S. Jackman, D. Rivers (2004), The Statistical Analysis of Roll Call Data, American Political Science
Review 98. A statement is agreement with probability logistic(discrimination * point + intercept); points have the prior
N(0, 1), the rest N(0, 5); what is given are the values of greatest posterior density, so there is no chance in them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standpunkt.analysis.networks import axis
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import Floats, StatementTable
from standpunkt.errors import InputError

__all__ = ["Scale", "scale"]

_SPREAD = 5.0


@dataclass(frozen=True, slots=True)
class Scale:
    """`points`: rows x dimensions. `discrimination`: columns x dimensions, and `intercept` a column: how a column tells
    rows apart. `explained`: the share of statements whose side is the more probable one."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    points: Floats
    discrimination: Floats
    intercept: Floats
    explained: float


def scale(table: StatementTable, options: NetworkOptions, dimensions: int = 1) -> Scale:
    """Ideal points of the rows from their agreement with the columns, on one or two axes.

    Axes are ordered by how far rows lie apart on them; on each, the first row (by label) that is not at 0 lies at a
    negative value. Rounded to 4 decimals, so that they are the same on any machine. Needs a qualifier of yes and no.
    """
    from scipy.optimize import minimize
    from scipy.special import expit, log_expit

    if dimensions not in (1, 2):
        raise InputError(f"network: {dimensions} axes; give 1 or 2")
    selected = select(in_range(table, options), options)
    answers = selected.integers.get(options.qualifier or "")
    if answers is None or not np.isin(answers, (0, 1)).all():
        raise InputError("network: ideal points need a qualifier of yes and no, as agreement; give one")
    rows, i = axis(selected, selected, options.rows, options)
    columns, j = axis(selected, selected, options.columns, options)
    n, m, d = len(rows), len(columns), dimensions
    if n == 0:
        return Scale((), (), np.zeros((0, d)), np.zeros((0, d)), np.zeros(0), 0.0)
    yes = np.bincount(i * m + j, answers == 1, n * m).reshape(n, m)
    no = np.bincount(i * m + j, answers == 0, n * m).reshape(n, m)

    def parts(vector: Floats) -> tuple[Floats, Floats, Floats]:
        return vector[: n * d].reshape(n, d), vector[n * d : (n + m) * d].reshape(m, d), vector[(n + m) * d :]

    def loss(vector: Floats) -> tuple[float, Floats]:
        points, slopes, intercepts = parts(vector)
        side = points @ slopes.T + intercepts
        value = -(yes * log_expit(side) + no * log_expit(-side)).sum()
        value += (points**2).sum() / 2 + ((slopes**2).sum() + (intercepts**2).sum()) / (2 * _SPREAD**2)
        slack = (yes + no) * expit(side) - yes
        gradient = np.concatenate(
            [
                (slack @ slopes + points).ravel(),
                (slack.T @ points + slopes / _SPREAD**2).ravel(),
                slack.sum(axis=0) + intercepts / _SPREAD**2,
            ]
        )
        return float(value), gradient

    said = yes + no
    means = np.divide(yes - no, said, out=np.zeros((n, m)), where=said > 0)
    average = np.divide((yes - no).sum(axis=0), said.sum(axis=0), out=np.zeros(m), where=said.sum(axis=0) > 0)
    left, sizes, right = np.linalg.svd(np.where(said > 0, means - average, 0.0), full_matrices=False)
    points, slopes = np.zeros((n, d)), np.zeros((m, d))
    kept = min(d, len(sizes))
    points[:, :kept] = left[:, :kept] * np.sqrt(n)
    slopes[:, :kept] = right[:kept].T * np.sqrt(m)
    start = np.concatenate([points.ravel(), slopes.ravel(), np.zeros(m)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 5000, "ftol": 1e-15, "gtol": 1e-8})
    points, slopes, intercepts = parts(found.x)
    _, _, turn = np.linalg.svd(points, full_matrices=False)
    if turn.shape == (d, d):
        points, slopes = points @ turn.T, slopes @ turn.T
    points, slopes, intercepts = np.round(points, 4), np.round(slopes, 4), np.round(intercepts, 4)
    for k in range(d):
        away = np.flatnonzero(points[:, k])
        if len(away) and points[away[0], k] > 0:
            points[:, k], slopes[:, k] = -points[:, k], -slopes[:, k]
    side = points @ slopes.T + intercepts
    right_side = (yes * (side > 0) + no * (side < 0)).sum() / max(1.0, float(said.sum()))
    return Scale(rows, columns, points + 0.0, slopes + 0.0, intercepts + 0.0, float(right_side))
