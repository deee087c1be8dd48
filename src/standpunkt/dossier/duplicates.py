"""Near-duplicates and agency copies: texts that share most of their wording. Pure.

MinHash over runs of five words (Broder 1997), with locality-sensitive bands to find candidates; what is a copy is then
decided on the runs themselves.
"""

from __future__ import annotations

import hashlib
import random
import re
from functools import cache

from standpunkt.dossier.folding import fold

__all__ = ["BANDS", "bands", "shingles", "similarity"]

BANDS = 32
_ROWS = 3
_RUN = 5
_PRIME = (1 << 61) - 1
_LEAST_RUNS = 12  # shorter texts are told apart by their hash alone
_COPY, _PART, _PART_LEAST = 0.5, 0.8, 0.3


def shingles(text: str) -> frozenset[int]:
    """The runs of five words in `text`, each as a number; empty for a text too short to compare."""
    words = re.findall(r"\w+", fold(text))
    runs = {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    if len(runs) < _LEAST_RUNS:
        return frozenset()
    return frozenset(int.from_bytes(hashlib.blake2b(r.encode(), digest_size=4).digest(), "big") for r in runs)


def bands(found: frozenset[int]) -> list[int]:
    """A number for each band: two texts that share one or more are candidates. Empty for no runs."""
    if not found:
        return []
    import numpy as np  # here, so that what needs no numbers starts quickly

    seeds = np.array(_seeds(), dtype=np.uint64)[:, :, None]
    values = np.fromiter(found, dtype=np.uint64, count=len(found))[None, :]
    # (a x + b) mod p with a, b, x below 2**32 stays within 64 bits.
    least = ((seeds[0] * values + seeds[1]) % np.uint64(_PRIME)).min(axis=1)
    rows = least.reshape(BANDS, _ROWS)
    return [int.from_bytes(hashlib.blake2b(r.tobytes(), digest_size=8).digest(), "big") >> 1 for r in rows]


@cache
def _seeds() -> list[list[int]]:
    """The factors and summands of the hash functions, the same in every version."""
    dice = random.Random(1997)
    return [[dice.randrange(1, 1 << 31) for _ in range(BANDS * _ROWS)] for _ in range(2)]


def similarity(one: frozenset[int], other: frozenset[int]) -> float | None:
    """How much two texts share (Jaccard, 0 to 1) where one is a copy of the other, None where it is not.

    A copy shares at least half of all runs, or holds at least four fifths of the shorter text.
    """
    if not one or not other:
        return None
    common = len(one & other)
    jaccard = common / len(one | other)
    part = common / min(len(one), len(other))
    return jaccard if jaccard >= _COPY or (part >= _PART and jaccard >= _PART_LEAST) else None
