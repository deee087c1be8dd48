"""The list of events: the statements that a network counts, in order of time, for relational event models."""

from __future__ import annotations

from typing import Any

from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import MISSING, StatementTable

__all__ = ["events"]


def events(table: StatementTable, options: NetworkOptions) -> list[dict[str, Any]]:
    """One dict a statement: `statement`, `time`, `confidence` and every column of the table (None: open)."""
    selected = select(in_range(table, options), options)
    columns: dict[str, list[Any]] = {"statement": selected.ids.tolist(), "time": [str(t) for t in selected.time]}
    columns |= {name: selected.strings(name) for name in selected.texts}
    columns |= {n: [None if v == MISSING else v for v in values.tolist()] for n, values in selected.integers.items()}
    columns["confidence"] = selected.confidence.tolist()
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
