"""A network as nodes and edges with everything known of them, for files, pictures and pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from standpunkt.analysis.networks import Network
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import StatementTable

__all__ = ["Edge", "Graph", "Node", "Value", "graph"]

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or a concept: `id` is unique in the graph, `label` its name, `mode` the column it comes from."""

    id: str
    label: str
    mode: str
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two nodes (ids). `weight` is the matrix entry, negative where conflict prevails."""

    source: str
    target: str
    weight: float
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graph:
    """An undirected graph; `attributes` say what it was computed from."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    attributes: dict[str, Value]


def graph(
    network: Network,
    table: StatementTable,
    options: NetworkOptions,
    attributes: dict[str, dict[str, Value]] | None = None,
) -> Graph:
    """The network of `table` as a graph.

    Nodes have their number of statements (`agree`, `disagree`), first and last day; edges of one-mode networks the
    columns that both ends use. `attributes` adds to the nodes of the rows, by label (a camp, a position).
    """
    selected = select(in_range(table, options), options)
    if network.start is not None and network.stop is not None:
        selected = selected.between(network.start, network.stop)
    one = network.mode == "onemode"
    nodes = [_node(f"n{i}", label, options.rows, selected, options, attributes) for i, label in enumerate(network.rows)]
    if not one:
        start = len(nodes)
        nodes += [
            _node(f"n{start + i}", label, options.columns, selected, options, None)
            for i, label in enumerate(network.columns)
        ]
    entries = network.matrix.tocoo()
    used = _used(selected, options, network.rows) if one else {}
    edges = []
    for i, j, weight in sorted(zip(*(c.tolist() for c in entries.coords), entries.data.tolist(), strict=True)):
        if (one and j < i) or weight == 0:
            continue
        target = j if one else len(network.rows) + j
        shared: dict[str, Value] = {}
        if one:
            common = sorted(used[i] & used[j])
            shared = {"shared": len(common), "columns": "; ".join(common)}
        edges.append(Edge(f"n{i}", f"n{target}", float(weight), shared))
    return Graph(tuple(nodes), tuple(edges), describe(network, options))


def describe(network: Network, options: NetworkOptions) -> dict[str, Value]:
    """What a network was computed from, as plain values."""
    known: dict[str, Any] = {
        "mode": options.mode,
        "rows": options.rows,
        "columns": options.columns,
        "qualifier": options.qualifier,
        "aggregation": options.aggregation,
        "normalization": options.normalization,
        "duplicates": options.duplicates,
        "isolates": str(options.isolates).lower(),
        "weighted": str(options.weighted).lower(),
        "compat": options.compat,
        "start": None if network.start is None else str(network.start),
        "middle": None if network.middle is None else str(network.middle),
        "stop": None if network.stop is None else str(network.stop),
        "statements": network.statements,
    }
    return {k: v for k, v in known.items() if v is not None}


def _node(
    id: str,
    label: str,
    column: str,
    selected: StatementTable,
    options: NetworkOptions,
    attributes: dict[str, dict[str, Value]] | None,
) -> Node:
    values = selected.text(column)
    code = np.searchsorted(np.array(values.labels, np.object_), label) if values.labels else -1
    mine = np.flatnonzero(values.codes == code)
    known: dict[str, Value] = {"statements": len(mine)}
    name = options.qualifier
    if name == "agreement" and name in selected.integers:
        answers = selected.integers[name][mine]
        known |= {"agree": int((answers == 1).sum()), "disagree": int((answers == 0).sum())}
    if len(mine):
        days = np.datetime_as_string(selected.time[mine][[0, -1]], unit="D")
        known |= {"first": str(days[0]), "last": str(days[1])}
    return Node(id, label, column, known | (attributes or {}).get(label, {}))


def _used(selected: StatementTable, options: NetworkOptions, rows: tuple[str, ...]) -> dict[int, set[str]]:
    """The columns that each row uses, by the row's place."""
    row, column = selected.text(options.rows), selected.text(options.columns)
    place = {label: i for i, label in enumerate(rows)}
    used: dict[int, set[str]] = {i: set() for i in range(len(rows))}
    width = max(1, len(column.labels))
    for pair in np.unique(row.codes * width + column.codes).tolist():
        i = place.get(row.labels[pair // width])
        if i is not None:
            used[i].add(column.labels[pair % width])
    return used
