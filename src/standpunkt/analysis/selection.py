"""Which statements a network counts: date range, exclusions, duplicates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from standpunkt.analysis.statements import MISSING, Ints, StatementTable, Times
from standpunkt.errors import InputError

__all__ = ["Aggregation", "Compat", "Duplicates", "Mode", "NetworkOptions", "Normalization", "in_range", "select"]

Mode = Literal["onemode", "twomode"]
Aggregation = Literal["ignore", "combine", "congruence", "conflict", "subtract"]
Normalization = Literal["no", "average", "jaccard", "cosine", "activity", "prominence"]
Duplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]
Compat = Literal["dna-3.1"]


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """What to count, in the terms of Discourse Network Analyzer (Leifeld 2017).

    `rows` and `columns` are text columns of the table, `qualifier` a column that says how (agreement), or None.
    `exclude` gives values to leave out by column (`invert`: the only ones to keep). `start` and `stop` are inclusive;
    None is the first or last statement. `weighted` counts each statement by its confidence.
    `compat="dna-3.1"` computes what DNA 3.1.2 computes; see `select`, `networks` and `windows` for each difference.
    """

    mode: Mode = "onemode"
    rows: str = "organization"
    columns: str = "concept"
    qualifier: str | None = "agreement"
    aggregation: Aggregation = "subtract"
    normalization: Normalization = "no"
    duplicates: Duplicates = "document"
    isolates: bool = False
    start: np.datetime64 | None = None
    stop: np.datetime64 | None = None
    exclude: Mapping[str, Collection[str]] = field(default_factory=dict)
    invert: bool = False
    weighted: bool = False
    compat: Compat | None = None

    def __post_init__(self) -> None:
        one = self.mode == "onemode"
        allowed = {
            "mode": (self.mode, ("onemode", "twomode")),
            "aggregation": (
                self.aggregation,
                ("ignore", "congruence", "conflict", "subtract") if one else ("ignore", "combine", "subtract"),
            ),
            "normalization": (
                self.normalization,
                ("no", "average", "jaccard", "cosine") if one else ("no", "activity", "prominence"),
            ),
            "duplicates": (self.duplicates, ("include", "document", "week", "month", "year", "acrossrange")),
            "compat": (self.compat, (None, "dna-3.1")),
        }
        for name, (value, values) in allowed.items():
            if value not in values:
                some = ", ".join(str(v) for v in values)
                raise InputError(
                    f"network: {name} {value!r} does not go with a {self.mode} network; give one of: {some}"
                )
        if self.rows == self.columns:
            raise InputError(f"network: rows and columns are both {self.rows!r}; give two different columns")
        if self.qualifier is None and self.aggregation != "ignore":
            raise InputError(f"network: {self.aggregation} needs a qualifier; give one, or aggregation ignore")


def in_range(table: StatementTable, options: NetworkOptions) -> StatementTable:
    """The statements of the date range, ordered by time (stable: ties keep the table's order)."""
    keep = np.ones(len(table), np.bool_)
    if options.start is not None:
        keep &= table.time >= options.start
    if options.stop is not None:
        keep &= table.time <= options.stop
    index = np.flatnonzero(keep)
    return table.take(index[np.argsort(table.time[index], kind="stable")])


def select(table: StatementTable, options: NetworkOptions, columns: bool = True) -> StatementTable:
    """The statements of a table (ordered by time) that a network counts, in their order; linear in their number.

    Statements without a row, column or (where one is used) qualifier value count nothing. Of duplicates the first
    counts; without `columns` the column's value plays no part. Weeks are ISO weeks and months are year-months; in
    compat mode, as in DNA 3.1, weeks and months of different years are the same, and weeks are numbered from the
    Sunday before the 1st of January (its US locale).
    """
    keep = np.ones(len(table), np.bool_)
    for name, values in options.exclude.items():
        if name in table.integers:
            hit = np.isin(table.integers[name], [int(v) for v in values if str(v).lstrip("-").isdigit()])
        else:
            column = table.text(name)
            wanted = set(values)
            hit = np.array([label in wanted for label in column.labels], np.bool_)[column.codes]
        keep &= hit if options.invert else ~hit
    names = (options.rows, options.columns) if columns else (options.rows,)
    for name in names:
        column = table.text(name)
        if column.labels and column.labels[0] == "":
            keep &= column.codes != 0
    qualifier = _qualifier_codes(table, options)
    if qualifier is not None:
        keep &= qualifier >= 0
    index = np.flatnonzero(keep)
    if options.duplicates != "include":
        keys = [table.text(name).codes[index] for name in names]
        if qualifier is not None:
            keys.append(qualifier[index])
        if options.duplicates == "document":
            keys.append(table.text("document").codes[index])
        elif options.duplicates != "acrossrange":
            keys.append(_period(table.time[index], options.duplicates, options.compat is not None))
        index = index[_first_of_each(keys)]
    return table.take(index)


def _qualifier_codes(table: StatementTable, options: NetworkOptions) -> Ints | None:
    """Codes of the qualifier (negative: none), or None where the network ignores it."""
    if options.qualifier is None or options.aggregation == "ignore":
        return None
    if options.qualifier in table.integers:
        values = table.integers[options.qualifier]
        lowest = int(values.min(initial=0, where=values != MISSING))
        return np.where(values == MISSING, -1, values - lowest)
    column = table.text(options.qualifier)
    empty = bool(column.labels) and column.labels[0] == ""
    return column.codes - (1 if empty else 0)


def _first_of_each(keys: list[Ints]) -> npt.NDArray[np.int64]:
    """Indices, ascending, of the first row of each distinct combination of keys."""
    combined = keys[0]
    for key in keys[1:]:
        width = int(key.max(initial=0)) + 1
        if int(combined.max(initial=0)) > (2**62) // width:
            combined = np.unique(combined, return_inverse=True)[1]
        combined = combined * width + key
    first = np.unique(combined, return_index=True)[1]
    return np.sort(first)


def _period(time: Times, period: str, compat: bool) -> Ints:
    """A number for the calendar period of each time; equal where the period is the same."""
    months = time.astype("datetime64[M]").astype(np.int64)
    if period == "year":
        return months // 12 + 1970
    days = time.astype("datetime64[D]").astype(np.int64)
    if compat:
        return months % 12 if period == "month" else _us_week(days, months // 12 + 1970)
    numbers = months if period == "month" else (days + 3) // 7  # the 1st of January 1970 was a Thursday
    return numbers - int(numbers.min(initial=0))


def _us_week(days: Ints, years: Ints) -> Ints:
    """Week of the week-based year: weeks begin on Sunday, the first holds the 1st of January."""
    sunday = days - (days + 4) % 7

    def first(year: Ints) -> Ints:
        january = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
        return january - (january + 4) % 7

    following = first(years + 1)
    return np.where(sunday >= following, 1, (sunday - first(years)) // 7 + 1)
