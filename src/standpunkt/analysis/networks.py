"""One-mode and two-mode discourse networks.

Source of the method: P. Leifeld (2017), Discourse Network Analysis, in The Oxford Handbook of Political Networks; the
normalisations follow Leifeld, Gruber and Bossner (2019), Discourse Network Analyzer Manual.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from standpunkt.analysis.products import Matrix, csr, dense, hstack, is_sparse, product, row_sums
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import MISSING, Floats, Ints, StatementTable
from standpunkt.errors import InputError

__all__ = [
    "Counts",
    "Network",
    "Places",
    "axis",
    "bounds",
    "compute",
    "count",
    "level_values",
    "network",
    "of_counts",
    "one_mode",
    "places",
    "similarity",
]

_DENSE = 2**22  # counts and networks of at most so many cells are computed dense


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A weighted network: `matrix` (rows x columns, scipy CSR), its labels, and what it was computed from.

    `start`, `middle`, `stop` bound its time; `statements` is how many statements it counts.
    """

    mode: str
    matrix: Matrix
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    start: np.datetime64 | None
    middle: np.datetime64 | None
    stop: np.datetime64 | None
    statements: int

    def dense(self) -> Floats:
        """The matrix as a dense array."""
        return np.asarray(self.matrix.toarray(), np.float64)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each row has each column at each level of the qualifier.

    `matrix` is rows x (levels * columns), level by level, dense where it is small and CSR otherwise. `levels` are the
    levels' values; None for a text qualifier, whose levels have no distance.
    """

    matrix: Matrix
    number: int
    levels: tuple[int, ...] | None

    @property
    def layers(self) -> tuple[Matrix, ...]:
        """Rows x columns, one a level."""
        width = self.matrix.shape[1] // self.number
        return tuple(self.matrix[:, k * width : (k + 1) * width] for k in range(self.number))

    @property
    def total(self) -> Matrix:
        """The counts over all levels."""
        first, *others = self.layers
        return sum(others, start=first)

    def columns(self, kept: Ints) -> Counts:
        """The counts of some columns only."""
        width = self.matrix.shape[1] // self.number
        places = (np.arange(self.number)[:, None] * width + kept[None, :]).ravel()
        return Counts(self.matrix[:, places], self.number, self.levels)


def network(table: StatementTable, options: NetworkOptions | None = None) -> Network:
    """The network of a table of statements.

    Raises InputError where a column is missing or compat mode asks for what DNA 3.1 cannot compute.
    """
    options = options or NetworkOptions()
    ranged = in_range(table, options)
    selected = select(ranged, options)
    start, stop = bounds(table, options)
    middle = None if start is None or stop is None else start + (stop - start) // 2
    result = compute(selected, ranged, options)
    return replace(result, start=start, middle=middle, stop=stop)


def bounds(table: StatementTable, options: NetworkOptions) -> tuple[np.datetime64 | None, np.datetime64 | None]:
    """The range that a network covers: what was asked for, cut to the first and last statement of the table."""
    if not len(table):
        return options.start, options.stop
    first, last = table.time.min(), table.time.max()
    start = first if options.start is None or options.start < first else options.start
    stop = last if options.stop is None or options.stop > last else options.stop
    return start, stop


def compute(
    selected: StatementTable, whole: StatementTable, options: NetworkOptions, weights: Floats | None = None
) -> Network:
    """The network of statements already selected; `whole` gives the labels where isolates are kept.

    `weights` multiplies each statement (None: 1, or its confidence where the options say `weighted`).
    """
    source = whole if options.isolates else selected
    rows, row_codes = axis(selected, source, options.rows, options)
    columns, column_codes = axis(selected, source, options.columns, options)
    counts = count(selected, whole, options, (row_codes, column_codes), (len(rows), len(columns)), weights)
    return of_counts(counts, rows, columns, options, len(selected))


def of_counts(
    counts: Counts, rows: tuple[str, ...], columns: tuple[str, ...], options: NetworkOptions, statements: int
) -> Network:
    """The network of counts."""
    if options.mode == "twomode":
        return Network(options.mode, _two_mode(counts, options), rows, columns, None, None, None, statements)
    return Network(options.mode, one_mode(counts, options), rows, rows, None, None, None, statements)


def count(
    selected: StatementTable,
    whole: StatementTable,
    options: NetworkOptions,
    codes: tuple[Ints, Ints],
    shape: tuple[int, int],
    weights: Floats | None = None,
) -> Counts:
    """Counts of rows x columns at each level of the qualifier; the levels are those of `whole`.

    Confidences are counted in steps of 2**-16, so that sums are exact in any order and on any machine.
    """
    return places(selected, whole, options, codes, shape).counts(weights)


@dataclass(frozen=True, slots=True)
class Places:
    """Where each statement counts: its row and its column at its level, and by how much."""

    rows: Ints
    columns: Ints
    confidence: Floats | None
    shape: tuple[int, int]
    number: int
    levels: tuple[int, ...] | None

    def counts(self, weights: Floats | None = None, part: slice = slice(None)) -> Counts:
        """The counts of a part of the statements, each times its weight (None: 1)."""
        rows, columns = self.rows[part], self.columns[part]
        values = np.ones(len(rows)) if weights is None else weights
        if self.confidence is not None:
            values = values * self.confidence[part]
        if self.shape[0] * max(self.shape) <= _DENSE:
            flat = np.bincount(rows * self.shape[1] + columns, values, self.shape[0] * self.shape[1])
            return Counts(flat.reshape(self.shape), self.number, self.levels)
        matrix = sparse.coo_array((values, (rows, columns)), shape=self.shape).tocsr()
        return Counts(matrix, self.number, self.levels)


def places(
    selected: StatementTable,
    whole: StatementTable,
    options: NetworkOptions,
    codes: tuple[Ints, Ints],
    shape: tuple[int, int],
) -> Places:
    """Where each statement counts in `count`."""
    confidence = np.rint(selected.confidence * 65536) / 65536 if options.weighted else None
    name = options.qualifier
    levels: tuple[int, ...] | None = (0,)
    level: Ints = np.zeros(len(selected), np.int64)
    if name is not None and name in whole.integers:
        found = level_values(whole, name)
        if len(found):
            levels = tuple(int(v) for v in found)
            level = np.searchsorted(found, selected.integers[name])
    elif name is not None:
        column = selected.text(name)
        levels = None
        level = column.codes
    number = len(levels) if levels is not None else max(1, len(selected.text(str(name)).labels))
    full = (shape[0], number * shape[1])
    return Places(codes[0], level * shape[1] + codes[1], confidence, full, number, levels)


def level_values(table: StatementTable, name: str) -> Ints:
    """The values of an integer column, ascending; 0 and 1 where it is an agreement and has no other."""
    values = table.integers[name]
    if name == "agreement" and bool(((values == 0) | (values == 1) | (values == MISSING)).all()):
        return np.array([0, 1], np.int64)
    found = np.unique(values)
    return np.asarray(found[found != MISSING], np.int64)


def axis(
    selected: StatementTable, source: StatementTable, name: str, options: NetworkOptions
) -> tuple[tuple[str, ...], Ints]:
    """The labels of an axis, sorted (in compat mode by UTF-16 units, as Java does), and each statement's place."""
    column = selected.text(name)
    used = np.flatnonzero(np.bincount(source.text(name).codes, minlength=len(column.labels)))
    if len(used) and column.labels[used[0]] == "":
        used = used[1:]
    order = [int(u) for u in used]
    if options.compat:
        order.sort(key=lambda c: column.labels[c].encode("utf-16-be", "surrogatepass"))
    place = np.full(len(column.labels), -1, np.int64)
    place[order] = np.arange(len(order))
    return tuple(column.labels[c] for c in order), place[column.codes]


def _proximity(levels: tuple[int, ...], compat: bool) -> Floats:
    """How near two levels are: 1 for the same, 0 for the ends of the scale."""
    values = np.array(levels, np.float64)
    span = abs(values[-1] - values[0])
    if span == 0:
        return np.full((len(levels), len(levels)), np.nan if compat else 1.0)
    return np.asarray(1.0 - np.abs(values[:, None] - values[None, :]) / span)


def one_mode(counts: Counts, options: NetworkOptions) -> Matrix:
    """Rows x rows (CSR): `similarity`, normalised, with a diagonal of 0."""
    matrix = csr(similarity(counts, options), diagonal=False)
    if options.normalization == "no" or not matrix.nnz:
        return matrix
    entries = matrix.tocoo()
    i, j = (np.asarray(c, np.int64) for c in entries.coords)
    norm = _norms(counts, options, i, j)
    data = np.divide(entries.data, norm, out=np.zeros(len(norm)), where=norm != 0)
    return sparse.coo_array((data, (i, j)), shape=matrix.shape).tocsr()


def similarity(counts: Counts, options: NetworkOptions) -> Matrix:
    """Rows x rows: joint use of columns, by agreement; the diagonal is included.

    A text qualifier has conflict where two rows use different values of it; in compat mode, as in DNA 3.1, conflict
    there sums what only one of the two uses.
    """
    aggregation = options.aggregation
    if aggregation == "ignore":
        total = counts.total
        return product(total, total)
    if counts.levels is None and options.compat:
        same = product(counts.matrix, counts.matrix)
        parts = {"congruence": same, "conflict": _alone(counts.matrix)}
        return parts[aggregation] if aggregation in parts else same - _alone(counts.matrix)
    near = np.eye(counts.number) if counts.levels is None else _proximity(counts.levels, options.compat is not None)
    weights = {"congruence": near, "conflict": 1.0 - near, "subtract": 2.0 * near - 1.0}[aggregation]
    if aggregation == "subtract" and counts.number == 2 and counts.levels is not None:  # (yes - no) times itself
        no, yes = counts.layers
        balance = yes - no
        return product(balance, balance)
    if aggregation == "congruence" and np.array_equal(near, np.eye(counts.number)):
        return product(counts.matrix, counts.matrix)
    # the sum over levels a, b of weights[a, b] * layer a @ layer b.T, as one product
    layers = counts.layers
    facing = []
    for k in range(counts.number):
        parts_of_k = [layers[b] * weights[k, b] for b in range(counts.number) if weights[k, b] != 0]
        facing.append(sum(parts_of_k[1:], start=parts_of_k[0]) if parts_of_k else layers[k] * 0.0)
    return product(counts.matrix, hstack(facing))


def _alone(matrix: Matrix) -> Matrix:
    """Rows x rows: what one of the two uses and the other does not."""
    used = (matrix > 0).astype(np.float64)
    total = row_sums(matrix)
    shared = dense(product(matrix, used))
    return total[:, None] + total[None, :] - (shared + shared.T)


def _norms(counts: Counts, options: NetworkOptions, i: Ints, j: Ints) -> Floats:
    """The denominator of each entry (i, j).

    average: the mean of the two rows' counts. jaccard: what either uses alone plus what both use (products).
    cosine: the product of the rows' vector norms; in compat mode, as in DNA 3.1, the product of their counts.
    """
    matrix = counts.matrix
    total = row_sums(matrix)
    if options.normalization == "average":
        return np.asarray((total[i] + total[j]) / 2)
    if options.normalization == "cosine":
        if options.compat:
            return np.asarray(total[i] * total[j])
        vectors = counts.total if options.aggregation == "ignore" else matrix
        length = np.sqrt(row_sums(vectors * vectors))
        return np.asarray(length[i] * length[j])
    used = (matrix > 0).astype(np.float64)
    shared, both = product(matrix, used), product(matrix, matrix)
    if is_sparse(matrix):
        shared, both = shared.tocsr(), both.tocsr()
    # what i uses of j's (shared[i, j]) and j of i's (shared[j, i])
    return np.asarray(total[i] + total[j] - _at(shared, i, j) - _at(shared, j, i) + _at(both, i, j))


def _at(matrix: Matrix, i: Ints, j: Ints) -> Floats:
    return np.asarray(matrix[i, j]).ravel() if len(i) else np.zeros(0)


def _two_mode(counts: Counts, options: NetworkOptions) -> Matrix:
    """Rows x columns.

    combine: each combination of levels is a number (the levels as binary digits, the first the highest). activity
    divides by the row's count, prominence by the column's; with combine, by how many combinations there are. DNA 3.1
    fails on combine with prominence; compat mode says so.
    """
    layers = counts.layers
    if options.aggregation == "combine":
        matrix = sparse.csr_array(layers[0].shape)
        for k, layer in enumerate(layers):
            matrix = matrix + csr((layer > 0).astype(np.float64)) * float(2 ** (len(layers) - k - 1))
    elif options.aggregation == "subtract" and counts.levels is not None:
        boolean = counts.levels == (0, 1) and options.qualifier == "agreement"
        matrix = sparse.csr_array(layers[0].shape)
        for value, layer in zip(counts.levels, layers, strict=True):
            matrix = matrix + csr(layer) * float(2 * value - 1 if boolean else value)
    else:
        matrix = counts.total
    matrix = csr(matrix)
    if options.normalization == "no":
        return matrix
    if options.aggregation == "combine":
        if options.normalization == "prominence" and options.compat:
            raise InputError(
                "network: DNA 3.1 fails on combine with prominence; leave out compat, or choose another normalization"
            )
        base = (matrix > 0).astype(np.float64)
    else:
        base = counts.total
    axis = 1 if options.normalization == "activity" else 0
    sums = row_sums(base, axis)
    entries = matrix.tocoo()
    place = entries.coords[0 if axis == 1 else 1]
    divisor = sums[place]
    data = np.divide(entries.data, divisor, out=np.zeros(len(divisor)), where=divisor != 0)
    return sparse.coo_array((data, entries.coords), shape=matrix.shape).tocsr()
