"""Random numbers that are the same for the same seed on any machine and with any version of numpy.

Only the raw 64-bit stream of PCG64 is used, which numpy promises not to change.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["Random"]


class Random:
    """A seeded source of uniform numbers."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.PCG64(seed)

    def uniform(self) -> float:
        """A number from [0, 1)."""
        return int(self._bits.random_raw() >> 11) * 2.0**-53

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self._bits.random_raw()) * n >> 64

    def belows(self, n: int, size: int) -> npt.NDArray[np.int64]:
        """Several whole numbers from 0 to n - 1 (n below 2**31)."""
        raw = np.asarray(self._bits.random_raw(size), np.uint64) >> np.uint64(32)
        return ((raw * np.uint64(n)) >> np.uint64(32)).astype(np.int64)

    def order(self, n: int) -> npt.NDArray[np.int64]:
        """A permutation of 0 to n - 1."""
        return np.argsort(np.asarray(self._bits.random_raw(n), np.uint64), kind="stable").astype(np.int64)
