"""Products of matrices that are the same bit for bit on any machine.

A sum of floating-point products depends on its order, and the order on the processor. Here both factors are cut into
whole numbers so small that every sum of their products is exact, whatever its order (K. Ozaki et al. 2012, Error-free
transformations of matrix multiplication, Numerical Algorithms 59). Counts are whole numbers already.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

__all__ = ["Matrix", "csr", "dense", "hstack", "is_sparse", "product", "row_sums"]

Matrix = Any
"""A dense array or a scipy CSR array of float64."""

_PIECE = 2**18


def product(left: Matrix, right: Matrix) -> Matrix:
    """left @ right.T (both rows x columns, both dense or both CSR).

    Exact for whole numbers below 2**26 or so; otherwise each factor counts with at least 40 bits below its largest
    entry, and the result is the same in whatever order it is summed.
    """
    columns = max(1, left.shape[1])
    bits = (53 - int(columns).bit_length()) // 2
    if _whole(left, bits) and _whole(right, bits):
        return _multiply(left, right)
    if left is right:
        a, b = _halves(left, bits)
        across = _multiply(a, b)
        return _multiply(a, a) + ((across + across.T) + _multiply(b, b))
    (a, b), (c, d) = _halves(left, bits), _halves(right, bits)
    high, middle, low = _multiply(a, c), _multiply(a, d) + _multiply(b, c), _multiply(b, d)
    return high + (middle + low)


def _multiply(left: Matrix, right: Matrix) -> Matrix:
    """left @ right.T; a small dense product in pieces for which no library wakes its threads."""
    work = right.shape[0] * right.shape[1]
    if is_sparse(left) or not 0 < work <= _PIECE or left.shape[0] * work > 64 * _PIECE:
        return left @ right.T
    rows = _PIECE // work
    whole = left.shape[0] // rows * rows
    pieces = left[:whole].reshape(-1, rows, left.shape[1]) @ right.T
    return np.concatenate([pieces.reshape(whole, right.shape[0]), left[whole:] @ right.T])


def dense(matrix: Matrix) -> Any:
    """The matrix as a dense array."""
    return matrix.toarray() if is_sparse(matrix) else matrix


def hstack(parts: list[Matrix]) -> Matrix:
    """Matrices side by side."""
    return sparse.hstack(parts, format="csr") if is_sparse(parts[0]) else np.hstack(parts)


def csr(matrix: Matrix, diagonal: bool = True) -> Matrix:
    """The matrix as CSR without stored zeros; without `diagonal`, its diagonal is 0."""
    if is_sparse(matrix):
        entries = matrix.tocoo()
        row, column = entries.coords
        kept = entries.data != 0 if diagonal else (entries.data != 0) & (row != column)
        return sparse.coo_array((entries.data[kept], (row[kept], column[kept])), shape=matrix.shape).tocsr()
    filled = matrix != 0
    if not diagonal:
        np.fill_diagonal(filled, False)
    starts = np.concatenate([[0], np.cumsum(np.count_nonzero(filled, axis=1))])
    row, column = np.nonzero(filled)
    return sparse.csr_array((matrix[row, column], column, starts), shape=matrix.shape)


def is_sparse(matrix: Matrix) -> bool:
    """Whether the matrix is a scipy one."""
    return bool(sparse.issparse(matrix))


def row_sums(matrix: Matrix, axis: int = 1) -> Any:
    """The sums of the rows (axis 0: of the columns)."""
    return np.asarray(matrix.sum(axis=axis)).ravel()


def _values(matrix: Matrix) -> Any:
    return matrix.data if is_sparse(matrix) else matrix


def _whole(matrix: Matrix, bits: int) -> bool:
    values = _values(matrix)
    if not values.size:
        return True
    return bool(np.abs(values).max() < 2.0**bits and (values == np.rint(values)).all())


def _halves(matrix: Matrix, bits: int) -> tuple[Matrix, Matrix]:
    """The matrix as a sum of two, each of whole multiples of a power of two below 2**bits."""
    values = _values(matrix)
    largest = float(np.abs(values).max()) if values.size else 0.0
    if largest == 0.0:
        return matrix, matrix * 0.0
    step = 2.0 ** (int(np.frexp(largest)[1]) - bits + 1)
    fine = step * 2.0 ** (1 - bits)
    high = np.rint(values / step) * step
    low = np.rint((values - high) / fine) * fine
    if not is_sparse(matrix):
        return high, low
    shape = matrix.shape
    return (
        sparse.csr_array((high, matrix.indices, matrix.indptr), shape=shape),
        sparse.csr_array((low, matrix.indices, matrix.indptr), shape=shape),
    )
