"""Networks as tables: a matrix, one tidy table of edges, JSON, and as objects of other libraries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from standpunkt.analysis.graph import Graph
from standpunkt.analysis.networks import Network

__all__ = ["cell", "edge_rows", "edges_csv", "matrix_csv", "network_json", "to_networkx", "to_pandas", "to_polars"]

SCHEMA = "standpunkt/network/1"
_HEADER = ("start", "middle", "stop", "statements", "source", "target", "weight")


def matrix_csv(network: Network) -> str:
    """A matrix with its labels, comma-separated; whole numbers without a decimal point.

    A label that a spreadsheet would take for a formula gets an apostrophe before it, here and in `edges_csv`.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["", *map(cell, network.columns)])
    for label, row in zip(network.rows, network.dense().tolist(), strict=True):
        writer.writerow([cell(label), *(_number(v) for v in row)])
    return out.getvalue()


def edge_rows(networks: Iterable[Network]) -> list[tuple[Any, ...]]:
    """One row an edge and window: start, middle, stop, statements, source, target, weight.

    An edge of a one-mode network is given once.
    """
    rows: list[tuple[Any, ...]] = []
    for network in networks:
        entries = network.matrix.tocoo()
        times = tuple("" if t is None else str(t) for t in (network.start, network.middle, network.stop))
        one = network.mode == "onemode"
        for i, j, weight in sorted(zip(*(c.tolist() for c in entries.coords), entries.data.tolist(), strict=True)):
            if weight != 0 and not (one and j < i):
                rows.append((*times, network.statements, network.rows[i], network.columns[j], weight))
    return rows


def edges_csv(networks: Iterable[Network]) -> str:
    """The rows of `edge_rows` as CSV with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for row in edge_rows(networks):
        writer.writerow([*map(cell, row[:-1]), _number(row[-1])])
    return out.getvalue()


def network_json(graphs: Iterable[Graph]) -> str:
    """One JSON document: the schema's name and each network's attributes, nodes and edges."""
    networks = [
        {
            **g.attributes,
            "nodes": [{"id": n.id, "label": n.label, "mode": n.mode, **n.attributes} for n in g.nodes],
            "edges": [{"source": e.source, "target": e.target, "weight": e.weight, **e.attributes} for e in g.edges],
        }
        for g in graphs
    ]
    return json.dumps({"schema": SCHEMA, "networks": networks}, ensure_ascii=False, indent=1) + "\n"


def to_pandas(network: Network) -> Any:
    """The matrix as a pandas data frame with labels."""
    import pandas as pd

    return pd.DataFrame(network.dense(), index=list(network.rows), columns=list(network.columns))


def to_polars(networks: Iterable[Network]) -> Any:
    """The rows of `edge_rows` as a polars data frame."""
    import polars as pl

    kinds = [pl.String, pl.String, pl.String, pl.Int64, pl.String, pl.String, pl.Float64]
    return pl.DataFrame(edge_rows(networks), schema=dict(zip(_HEADER, kinds, strict=True)), orient="row")


def to_networkx(graph: Graph) -> Any:
    """The graph as a networkx graph with all attributes; `weight` is the matrix entry."""
    import networkx as nx

    out: Any = nx.Graph()
    out.graph.update(graph.attributes)
    for n in graph.nodes:
        out.add_node(n.id, label=n.label, mode=n.mode, **n.attributes)
    for e in graph.edges:
        out.add_edge(e.source, e.target, weight=e.weight, **e.attributes)
    return out


def cell(value: Any) -> Any:
    """A value as a cell of a table: text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)
