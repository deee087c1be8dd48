"""Compare networks with what Discourse Network Analyzer answered.

`python -m benchmarks.conformance_networks DIR`: DIR holds `statements.csv` and the answers as `*.jsonl.gz`; prints for
each file how many of how many agree (1e-9 relative) and exits 1 where one does not.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from standpunkt.analysis.backbone import nested
from standpunkt.analysis.counts import bars
from standpunkt.analysis.networks import Network, network
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.analysis.statements import StatementTable, parse_time
from standpunkt.analysis.windows import WindowOptions, plan, windows

TOLERANCE = 1e-9


def main(folder: str) -> int:
    """Print how many agree for each file; 1 where one does not."""
    if not (Path(folder) / "statements.csv").is_file():
        print(f"{folder}: holds no statements.csv", file=sys.stderr)
        return 2
    table = load(Path(folder))
    bad = files = 0
    for name, check in CHECKS.items():
        path = Path(folder) / f"{name}.jsonl.gz"
        if not path.exists():
            continue
        files += 1
        agree = total = 0
        for number, record in enumerate(records(path), 1):
            total += 1
            try:
                problem = check(table, record)
            except Exception as error:
                problem = f"{type(error).__name__}: {error}"
            if problem is None:
                agree += 1
            elif total - agree <= 3:
                print(f"  {path.name} line {number}: {problem}", file=sys.stderr)
        print(f"{path.name}: {agree} of {total} agree")
        bad += total - agree
    if not files:
        print(f"{folder}: holds none of {', '.join(f'{n}.jsonl.gz' for n in CHECKS)}", file=sys.stderr)
    return 1 if bad or not files else 0


def load(folder: Path) -> StatementTable:
    """The statements of a folder."""
    return StatementTable.from_csv((folder / "statements.csv").read_text(encoding="utf-8"))


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The answers of a file, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def options(call: dict[str, Any]) -> NetworkOptions:
    """A call in DNA's words as options."""
    exclude: dict[str, list[str]] = {}
    for variable, value in zip(call["excludeVariables"], call["excludeValues"], strict=True):
        exclude.setdefault(variable, []).append(value)
    return NetworkOptions(
        mode=call["networkType"],
        rows=call["variable1"],
        columns=call["variable2"],
        qualifier=call["qualifier"],
        aggregation=call["qualifierAggregation"],
        normalization=call["normalization"],
        duplicates=call["duplicates"],
        isolates=call["isolates"],
        start=parse_time(call["start"]),
        stop=parse_time(call["stop"]) + np.timedelta64(86399, "s"),
        exclude=exclude,
        compat="dna-3.1",
    )


def compare(ours: Network, theirs: dict[str, Any]) -> str | None:
    """What differs between a network and an answer, or None."""
    for name in ("start", "middle", "stop"):
        if name in theirs and parse_time(theirs[name]) != getattr(ours, name):
            return f"{name} is {getattr(ours, name)}, expected {theirs[name]}"
    if ours.statements != theirs["n"]:
        return f"{ours.statements} statements, expected {theirs['n']}"
    if list(ours.rows) != theirs["rows"] or list(ours.columns) != theirs["cols"]:
        return f"labels are {ours.rows} x {ours.columns}, expected {theirs['rows']} x {theirs['cols']}"
    matrix = np.array(theirs["m"], np.float64).reshape(ours.matrix.shape)
    close = np.isclose(ours.dense(), matrix, rtol=TOLERANCE, atol=1e-12, equal_nan=True)
    if not close.all():
        i, j = np.argwhere(~close)[0]
        return f"[{ours.rows[i]}, {ours.columns[j]}] is {ours.dense()[i, j]!r}, expected {matrix[i, j]!r}"
    return None


def check_static(table: StatementTable, record: dict[str, Any]) -> str | None:
    """A single network."""
    problem = compare(network(table, options(record["call"])), record["result"][0])
    return problem and f"{record['call']}: {problem}"


def check_windows(table: StatementTable, record: dict[str, Any]) -> str | None:
    """A series of networks, of which some windows are kept."""
    call = record["call"]
    window = WindowOptions(call["timeWindow"], call["windowSize"], call["kernel"])
    number = len(plan(table, options(call), window))
    if number != record["windows"]:
        return f"{call}: {number} windows, expected {record['windows']}"
    every = math.gcd(*(theirs["index"] for theirs in record["result"])) or number
    series = list(windows(table, options(call), replace(window, every=every)))
    for theirs in record["result"]:
        problem = compare(series[theirs["index"] // every], theirs)
        if problem:
            return f"{call}: window {theirs['index']}: {problem}"
    return None


def check_bars(table: StatementTable, record: dict[str, Any]) -> str | None:
    """Counts of a bar plot."""
    columns = "person" if record["variable"] == "concept" else "concept"
    settings = NetworkOptions(
        rows=record["variable"], columns=columns, duplicates=record["duplicates"], compat="dna-3.1"
    )
    ours = bars(table, settings)
    expected = (record["values"], [str(v) for v in record["intValues"]], record["counts"])
    found = (list(ours.values), list(ours.levels), ours.counts.tolist())
    return None if found == expected else f"{record['variable']} {record['duplicates']}: {found}, expected {expected}"


def check_nested(table: StatementTable, record: dict[str, Any]) -> str | None:
    """A nested backbone."""
    settings = NetworkOptions(
        aggregation=record["aggregation"],
        normalization=record["normalization"],
        duplicates=record["duplicates"],
        compat="dna-3.1",
    )
    ours = nested(table, settings)
    call = f"{record['aggregation']} {record['normalization']} {record['duplicates']}"
    labels = ([s.column for s in ours.steps], [s.statements for s in ours.steps], ours.statements)
    expected = (record["entity"], record["statements"], record["numStatementsFull"])
    if labels != expected:
        return f"{call}: {labels}, expected {expected}"
    for name, losses in (
        ("backboneLoss", [s.backbone_loss for s in ours.steps]),
        ("redundantLoss", [s.redundant_loss for s in ours.steps]),
    ):
        if not np.allclose(losses, record[name], rtol=TOLERANCE, atol=1e-12):
            return f"{call}: {name} is {losses}, expected {record[name]}"
    return None


CHECKS = {
    "static": check_static,
    "time_windows": check_windows,
    "barplot": check_bars,
    "backbone_nested": check_nested,
}

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.conformance_networks DIR")
    sys.exit(main(sys.argv[1]))
