"""Networks over time: moving windows of calendar time or of statements, with or without a kernel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from standpunkt.analysis.kernels import Kernel, dna_distance, dna_weight, weight
from standpunkt.analysis.networks import Counts, Network, axis, bounds, compute, count, of_counts, places, similarity
from standpunkt.analysis.products import csr, dense, product
from standpunkt.analysis.random import Random
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import MISSING, Floats, StatementTable
from standpunkt.analysis.steps import Unit, plus
from standpunkt.errors import InputError

__all__ = ["Span", "WindowOptions", "plan", "windows"]

Span = tuple[np.datetime64, np.datetime64, np.datetime64]


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """A window of `size` units that moves by one unit.

    Without a kernel a window reaches round((size - 1) / 2) units to both sides of its middle, ends included, and is
    given where it lies whole in the range; a window of events holds as many statements before and after its middle one.
    With a kernel it reaches size / 2 units (an odd size is rounded up); its networks all have the same labels; with
    `indent` the first and last middle lie half a window inside the range. `seed` decides which of the statements of the
    same moment come first in a window of events. `every` gives only each so many-th window, the first among them.
    """

    unit: Unit = "days"
    size: int = 100
    kernel: Kernel = "no"
    indent: bool = True
    seed: int = 0
    every: int = 1

    def __post_init__(self) -> None:
        if self.size < 1:
            raise InputError(f"network: a window of {self.size} {self.unit} is empty; give a size of at least 1")
        if self.every < 1:
            raise InputError(f"network: every {self.every} windows is impossible; give at least 1")
        if self.unit == "events" and self.kernel != "no":
            raise InputError("network: a kernel goes with windows of time; choose days, weeks, months or years")


def windows(table: StatementTable, options: NetworkOptions, window: WindowOptions) -> Iterator[Network]:
    """The networks of a moving window, in order of time.

    By default kernels are symmetric, distances are exact, every normalisation works and the diagonal is 0. In compat
    mode, as in DNA 3.1, kernels are those of `dna_weight` with distances in whole units, the diagonal of a one-mode
    network is kept, every normalisation is the average one, and networks with a kernel count 0 statements.
    """
    ranged = in_range(table, options)
    selected = select(ranged, options)
    if not len(selected):
        return
    if window.unit == "events":
        yield from _events(selected, ranged, options, window)
        return
    spans = _plan(table, selected, options, window)[:: window.every]
    source = ranged if options.isolates else selected
    smooth = None if window.kernel == "no" or options.compat else _Smooth(selected, source, options, window)
    for first, middle, last in spans:
        if smooth is not None:
            result = smooth.network(first, middle, last)
        elif window.kernel == "no":
            result = compute(selected.between(first, last), ranged, options)
        else:
            half = (window.size + 1) // 2
            inside = selected.between(first, last)
            values = dna_weight(dna_distance(inside.time, middle, window.unit, 2 * half), window.kernel)
            result = _dna(inside, selected, source, options, values)
        yield replace(result, start=first, middle=middle, stop=last)


def plan(table: StatementTable, options: NetworkOptions, window: WindowOptions) -> list[Span]:
    """Start, middle and end of every window of time, without the networks."""
    return _plan(table, select(in_range(table, options), options), options, window)


def _plan(
    table: StatementTable, selected: StatementTable, options: NetworkOptions, window: WindowOptions
) -> list[Span]:
    start, stop = bounds(table, options)
    if start is None or stop is None or not len(selected):
        return []
    spans: list[Span] = []
    unit = window.unit
    half = window.size // 2 if window.kernel == "no" else (window.size + 1) // 2
    if window.kernel == "no":
        for middle in _middles(start, stop, unit, options):
            first, last = plus(middle, unit, -half), plus(middle, unit, half)
            if first >= start and last <= stop:
                spans.append((first, middle, last))
        return spans
    start, stop = max(start, selected.time[0]), min(stop, selected.time[-1])
    inset = half if window.indent else 0
    for middle in _middles(plus(start, unit, inset), plus(stop, unit, -inset), unit, options):
        first, last = max(plus(middle, unit, -half), start), min(plus(middle, unit, half), stop)
        spans.append((start, middle, stop) if window.kernel == "gaussian" else (first, middle, last))
    return spans


def _middles(first: np.datetime64, last: np.datetime64, unit: Unit, options: NetworkOptions) -> Iterator[np.datetime64]:
    """From first to last by one unit. DNA 3.1 steps from the shortened month: 31 January, 28 February, 28 March."""
    middle, number = first, 0
    while middle <= last:
        yield middle
        number += 1
        middle = plus(middle, unit, 1) if options.compat else plus(first, unit, number)


def _events(
    selected: StatementTable, whole: StatementTable, options: NetworkOptions, window: WindowOptions
) -> Iterator[Network]:
    half = window.size // 2
    order = np.lexsort((Random(window.seed).order(len(selected)), selected.time))
    ordered = selected.take(order)
    for middle in range(half, len(ordered) - half, window.every):
        inside = ordered.take(slice(middle - half, middle + half + 1))
        result = compute(inside, whole, options)
        yield replace(result, start=inside.time[0], middle=ordered.time[middle], stop=inside.time[-1])


class _Smooth:
    """Networks smoothed by a kernel. What does not change from window to window is reckoned once: the labels, where
    each statement counts, and the moments, of which each has one weight in a window.
    """

    def __init__(
        self, selected: StatementTable, source: StatementTable, options: NetworkOptions, window: WindowOptions
    ) -> None:
        self.options, self.window = options, window
        kept = replace(options, isolates=True)  # all networks have the same labels
        self.rows, row_codes = axis(selected, source, options.rows, kept)
        self.columns, column_codes = axis(selected, source, options.columns, kept)
        shape = (len(self.rows), len(self.columns))
        self.places = places(selected, source, options, (row_codes, column_codes), shape)
        self.moments, self.moment = np.unique(selected.time, return_inverse=True)
        self.start = np.searchsorted(selected.time, self.moments)
        self.count = len(selected)

    def network(self, first: np.datetime64, middle: np.datetime64, last: np.datetime64) -> Network:
        """The network around `middle` of the statements from first to last."""
        half = (self.window.size + 1) // 2
        a, b = int(self.moments.searchsorted(first)), int(self.moments.searchsorted(last, "right"))
        seconds = (self.moments[a:b] - middle).astype(np.float64)
        before, after = plus(middle, self.window.unit, -half), plus(middle, self.window.unit, half)
        reach = np.where(seconds < 0, float((middle - before).astype(int)), float((after - middle).astype(int)))
        # exp differs between machines in its last digits
        values = np.round(weight(seconds / reach, self.window.kernel), 12)
        if self.options.mode == "onemode":
            values = np.sqrt(values)  # two statements weigh the geometric mean of their weights
        begin = int(self.start[a]) if a < len(self.start) else self.count
        stop = int(self.start[b]) if b < len(self.start) else self.count
        each = values[self.moment[begin:stop] - a]
        counts = self.places.counts(each, slice(begin, stop))
        return of_counts(counts, self.rows, self.columns, self.options, int(np.count_nonzero(each)))


def _dna(
    inside: StatementTable, selected: StatementTable, source: StatementTable, options: NetworkOptions, values: Floats
) -> Network:
    """A kernel-smoothed network as DNA 3.1 has it."""
    all_kept = replace(options, isolates=True)
    rows, row_codes = axis(inside, source, options.rows, all_kept)
    columns, column_codes = axis(inside, source, options.columns, all_kept)
    shape = (len(rows), len(columns))
    codes = (row_codes, column_codes)
    if options.mode == "onemode":
        values = np.sqrt(values)
    counts = _present(count(inside, selected, options, codes, shape, values), selected, options)
    if options.mode == "twomode":
        matrix = np.zeros(shape)
        integer = options.qualifier in selected.integers and options.qualifier != "agreement"
        text = counts.levels is None
        for k, layer in enumerate(counts.layers):
            sign = 1.0 if text or options.aggregation == "ignore" else (float(k) if integer else 2.0 * k - 1.0)
            matrix = matrix + dense(layer) * sign
        return Network(options.mode, csr(matrix), rows, columns, None, None, None, 0)
    if counts.levels is None:  # text: every two values are alike
        total = counts.total
        matrix = product(total, total) * (0.0 if options.aggregation == "conflict" else 1.0)
    else:
        matrix = similarity(replace(counts, levels=tuple(range(counts.number))), options)
    if options.normalization != "no":
        _, whole_rows = axis(selected, source, options.rows, all_kept)
        _, whole_columns = axis(selected, source, options.columns, all_kept)
        full = _present(count(selected, selected, options, (whole_rows, whole_columns), shape), selected, options)
        matrix = dense(matrix) * _dna_average(full)
    return Network(options.mode, csr(matrix), rows, rows, None, None, None, 0)


def _present(counts: Counts, selected: StatementTable, options: NetworkOptions) -> Counts:
    """Only the levels that occur among the selected statements."""
    name = options.qualifier
    if name is None or counts.levels is None or name not in selected.integers:
        return counts
    found = selected.integers[name]
    found = found[found != MISSING]
    kept = [k for k, level in enumerate(counts.levels) if (found == level).any()]
    width = counts.matrix.shape[1] // counts.number
    places = (np.array(kept, np.int64)[:, None] * width + np.arange(width)[None, :]).ravel()
    return Counts(counts.matrix[:, places], len(kept), tuple(counts.levels[k] for k in kept))


def _dna_average(counts: Counts) -> Floats:
    """What DNA 3.1 multiplies a smoothed network with: the sum over columns and levels of 2 / (n of i + n of i2)."""
    stacked = dense(counts.matrix)
    factor = np.zeros((stacked.shape[0], stacked.shape[0]))
    for column in stacked.T:
        both = column[:, None] + column[None, :]
        factor += np.divide(2.0, both, out=np.zeros_like(both), where=both != 0)
    factor[factor == 0] = 1.0
    return factor
