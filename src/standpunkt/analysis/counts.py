"""Counts of statements by value and agreement: what a bar plot shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from standpunkt.analysis.networks import axis, level_values
from standpunkt.analysis.selection import Aggregation, NetworkOptions, in_range, select
from standpunkt.analysis.statements import Ints, StatementTable

__all__ = ["Bars", "bars"]


@dataclass(frozen=True, slots=True)
class Bars:
    """How often each value (rows) occurs at each level of the qualifier (columns)."""

    variable: str
    values: tuple[str, ...]
    levels: tuple[str, ...]
    counts: Ints


def bars(table: StatementTable, options: NetworkOptions) -> Bars:
    """Counts for the options' `rows`; of the rest, duplicates, range and exclusions matter.

    Two statements are duplicates where value and qualifier are the same (the column is not looked at).
    """
    aggregation: Aggregation = "ignore" if options.qualifier is None else "combine"
    options = replace(options, mode="twomode", aggregation=aggregation, normalization="no")
    ranged = in_range(table, options)
    selected = select(ranged, options, columns=False)
    values, codes = axis(selected, ranged if options.isolates else selected, options.rows, options)
    levels: list[str] = [""]
    level = np.zeros(len(selected), np.int64)
    name = options.qualifier
    if name is not None and name in ranged.integers:
        found = level_values(ranged, name)
        levels = [str(v) for v in found]
        level = np.searchsorted(found, selected.integers[name])
    elif name is not None:
        levels = list(selected.text(name).labels)
        level = selected.text(name).codes
    flat = np.bincount(codes * len(levels) + level, minlength=len(values) * len(levels))
    return Bars(options.rows, values, tuple(levels), flat.reshape(len(values), len(levels)).astype(np.int64))
