"""How long networks take, beside the same with pandas in the same run.

`python benchmarks/bench_networks.py [--million]`: one-mode congruence with document duplicates from 20,000 statements
(and from 1,000,000, with the peak memory of the process), and a series of 500 windows; each with its goal. Statements
are made up from a seed.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from standpunkt.analysis.kernels import Kernel
from standpunkt.analysis.networks import network
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.analysis.statements import StatementTable
from standpunkt.analysis.windows import WindowOptions, windows


def columns(n: int, seed: int = 1) -> dict[str, list[Any]]:
    """Statements with a few loud and many quiet actors and concepts, ten to a document, over four years."""
    rng = np.random.default_rng(seed)
    actors, concepts = 200, 60
    actor = np.minimum(rng.zipf(1.5, n) - 1, actors - 1)
    concept = np.minimum(rng.zipf(1.4, n) - 1, concepts - 1)
    document = np.sort(rng.integers(0, max(1, n // 10), n))
    day = document * 1460 // max(1, n // 10)
    dates = np.datetime_as_string(np.datetime64("2021-01-01") + day)
    return {
        "document": [f"d{d}" for d in document],
        "date": dates.tolist(),
        "organization": [f"Actor {a}" for a in actor],
        "person": [f"Person {a} {p}" for a, p in zip(actor, rng.integers(0, 3, n), strict=True)],
        "concept": [f"Concept {c}" for c in concept],
        "agreement": rng.integers(0, 2, n).tolist(),
    }


def with_pandas(frame: pd.DataFrame) -> Any:
    """One-mode congruence with document duplicates by cross-tables."""
    once = frame.drop_duplicates(["organization", "concept", "agreement", "document"])
    total = 0
    for _, part in once.groupby("agreement"):
        table = pd.crosstab(part["organization"], part["concept"]).reindex(
            index=sorted(once["organization"].unique()), columns=sorted(once["concept"].unique()), fill_value=0
        )
        total = total + table @ table.T
    return total


def best(task: Callable[[], Any], times: int = 5) -> float:
    """The least time of several, in seconds."""
    least = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        task()
        least = min(least, time.perf_counter() - start)
    return least


def processor(task: Callable[[], Any]) -> float:
    """Seconds of processor time, which a busy machine does not lengthen much."""
    start = time.process_time()
    task()
    return time.process_time() - start


def series(table: StatementTable, kernel: Kernel) -> tuple[float, int]:
    """Seconds for a series of windows, and how many it has."""
    settings = NetworkOptions(aggregation="subtract", duplicates="document")
    window = WindowOptions("days", 960, kernel)  # 1460 days leave 500 middles
    start = time.perf_counter()
    number = sum(1 for _ in windows(table, settings, window))
    return time.perf_counter() - start, number


def main(million: bool) -> None:
    """Print the times."""
    options = NetworkOptions(aggregation="congruence", duplicates="document")
    for n in (20_000, 1_000_000) if million else (20_000,):
        data = columns(n)
        frame = pd.DataFrame(data)
        times = 5 if n < 100_000 else 1
        table = StatementTable.from_columns(data)
        load = best(lambda d=data: StatementTable.from_columns(d), times)
        ours = best(lambda t=table: network(t, options), times)
        theirs = best(lambda f=frame: with_pandas(f), times)
        same = np.abs(
            network(table, options).dense() - (m := with_pandas(frame).to_numpy()) * (1 - np.eye(len(m)))
        ).max()
        goal = 0.3 if n < 100_000 else 10
        print(
            f"{n} statements: arrays {load:.3f} s, network {ours:.3f} s (goal {goal} s); "
            f"pandas {theirs:.3f} s, {theirs / ours:.1f} times ours; differ by {same}"
        )
        cpu = processor(lambda t=table: network(t, options)), processor(lambda f=frame: with_pandas(f))
        print(f"  of processor time: network {cpu[0]:.3f} s; pandas {cpu[1]:.3f} s")
        if n == 20_000:
            for kernel in ("no", "epanechnikov", "gaussian"):
                seconds, number = series(table, kernel)
                cpu_seconds = processor(lambda t=table, k=kernel: series(t, k))
                cpu_told = f"{cpu_seconds:.3f} s processor time; goal 2 s"
                print(f"  windows, kernel {kernel}: {seconds:.3f} s for {number} ({cpu_told})")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GiB (with pandas' copy)")


if __name__ == "__main__":
    main("--million" in sys.argv[1:])
