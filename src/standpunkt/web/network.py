"""The discourse network of the dossier's positions, over a window of time; a tie opens its statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import Query

from standpunkt.analysis.camps import camps
from standpunkt.analysis.graph import Graph, Value, graph
from standpunkt.analysis.networks import network as compute
from standpunkt.analysis.positions import positions_table
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import StatementTable
from standpunkt.errors import InputError
from standpunkt.exports.graph_gexf import gexf
from standpunkt.exports.graph_layout import layout
from standpunkt.exports.graphml import graphml
from standpunkt.web.desk import Desk, DeskOf
from standpunkt.web.views import Data, view

__all__ = ["network", "tie", "two_modes"]

_WIDTH, _HEIGHT = 900, 620
_MOST_EDGES = 600
"""Ties that are drawn, the strongest ones; a file of the view has all of them."""
Mode = Annotated[Literal["onemode", "twomode"], Query(description="Actors and actors, or actors and questions.")]
Until = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="The last day of the window.")]
Days = Annotated[int, Query(ge=0, le=100_000, description="The length of the window in days; 0: from the beginning.")]


@dataclass(frozen=True, slots=True)
class _Made:
    graph: Graph
    table: StatementTable
    options: NetworkOptions
    divides: tuple[str, ...] = ()
    polarization: float | None = None


def _graphml(desk: DeskOf, mode: Mode = "onemode", until: Until = "", days: Days = 0) -> str:
    made = _made(desk, mode, until, days)
    return graphml(made.graph if made else Graph((), (), {}))


def _gexf(desk: DeskOf, mode: Mode = "onemode", until: Until = "", days: Days = 0) -> str:
    made = _made(desk, mode, until, days)
    return gexf(made.graph if made else Graph((), (), {}))


@view(
    "/network",
    "network.html",
    lambda data: data["edges"],
    files={"graphml": ("application/graphml+xml", _graphml), "gexf": ("application/gexf+xml", _gexf)},
    picture="network",
)
def network(desk: DeskOf, mode: Mode = "onemode", until: Until = "", days: Days = 0) -> Data:
    """The discourse network: who agrees with whom, or who says yes and no to what, in a window of time."""
    return desk.kept(("network", mode, until, days), lambda: _drawn(desk, mode, until, days))


def _drawn(desk: Desk, mode: Mode, until: str, days: int) -> Data:
    made = _made(desk, mode, until, days)
    if made is None:
        return {
            "mode": mode, "until": until, "days": days, "first": None, "last": None, "statements": 0, "nodes": [],
            "more": 0, "edges": [], "camps": [], "divides": [], "polarization": None, "width": _WIDTH,
            "height": _HEIGHT,
        }  # fmt: skip
    found = made.graph
    places = _places(found)
    labels = {n.id: n.label for n in found.nodes}
    most = max((int(n.attributes.get("statements", 0)) for n in found.nodes), default=1) or 1
    strongest = max((abs(e.weight) for e in found.edges), default=1.0) or 1.0
    nodes = [
        {
            "label": n.label,
            "mode": n.mode,
            "camp": n.attributes.get("camp"),
            "statements": int(n.attributes.get("statements", 0)),
            "x": places[n.id][0],
            "y": places[n.id][1],
            "radius": round(6 + 13 * (int(n.attributes.get("statements", 0)) / most) ** 0.5, 1),
        }
        for n in found.nodes
    ]
    edges = [
        {
            "a": labels[e.source],
            "b": labels[e.target],
            "weight": e.weight,
            "x1": places[e.source][0],
            "y1": places[e.source][1],
            "x2": places[e.target][0],
            "y2": places[e.target][1],
            "stroke": round(1 + 7 * abs(e.weight) / strongest, 1),
        }
        for e in sorted(found.edges, key=lambda e: -abs(e.weight))[:_MOST_EDGES]
    ]
    members: dict[int, list[str]] = {}
    for node in nodes:
        if isinstance(node["camp"], int):
            members.setdefault(node["camp"], []).append(str(node["label"]))
    time = np.datetime_as_string(np.sort(made.table.time)[[0, -1]], unit="D")
    return {
        "mode": mode,
        "until": until,
        "days": days,
        "first": str(time[0]),
        "last": str(time[1]),
        "statements": int(found.attributes.get("statements", 0)),
        "nodes": nodes,
        "edges": edges,
        "more": len(found.edges) - len(edges),
        "camps": [members[k] for k in sorted(members)],
        "divides": list(made.divides),
        "polarization": made.polarization,
        "width": _WIDTH,
        "height": _HEIGHT,
    }


@view("/tie", "tie.html", lambda data: data["statements"])
def tie(desk: DeskOf, a: str, b: str, mode: Mode = "onemode", until: Until = "", days: Days = 0) -> Data:
    """The statements that a tie of the network rests on."""
    table = _table(desk)
    if table is None:
        raise InputError("network: the dossier holds no position yet")
    options = _options(table, mode, until, days)
    found = select(in_range(table, options), options)
    who, what = found.strings("organization"), found.strings("concept")
    if mode == "onemode":
        shared = {w for o, w in zip(who, what, strict=True) if o == a} & {
            w for o, w in zip(who, what, strict=True) if o == b
        }
        wanted = [o in (a, b) and w in shared for o, w in zip(who, what, strict=True)]
    else:
        wanted = [o == a and w == b for o, w in zip(who, what, strict=True)]
    columns = {n: found.strings(n) for n in ("statement", "document", "title", "actor", "answer", "quote")}
    statements = [
        {
            "date": str(found.time[i])[:10],
            "organization": who[i],
            "question": what[i],
            **{n: values[i] for n, values in columns.items()},
        }
        for i, yes in enumerate(wanted)
        if yes
    ]
    if not statements:
        raise InputError(f"network: there is no tie of {a!r} and {b!r}")
    statements.sort(key=lambda s: (s["question"], s["date"]))
    return {"a": a, "b": b, "mode": mode, "statements": statements}


def _places(found: Graph) -> dict[str, tuple[float, float]]:
    """Where nodes stand: the largest part that hangs together by its ties, the other parts side by side below it."""
    import networkx as nx

    made: Any = nx.Graph()
    made.add_nodes_from(n.id for n in found.nodes)
    made.add_edges_from((e.source, e.target) for e in found.edges)
    parts = sorted(nx.connected_components(made), key=lambda part: (-len(part), min(part)))
    if not parts:
        return {}
    below = parts[1:]
    high = min(260, 70 + 15 * max((len(part) for part in below), default=0)) if below else 0
    places = _laid(found, parts[0], 0, 0, _WIDTH, _HEIGHT - high)
    left = 0.0
    for part in below:
        width = _WIDTH * len(part) / sum(len(p) for p in below)
        places |= _laid(found, part, left, _HEIGHT - high, width, high)
        left += width
    return places


def _laid(
    found: Graph, part: Collection[str], left: float, top: float, width: float, height: float
) -> dict[str, tuple[float, float]]:
    """The places of some nodes within a box."""
    if len(part) == 1:
        return {ident: (round(left + width / 2, 1), round(top + height / 2 + 12, 1)) for ident in part}
    nodes = tuple(n for n in found.nodes if n.id in part)
    edges = tuple(e for e in found.edges if e.source in part and e.target in part)
    inner = layout(replace(found, nodes=nodes, edges=edges), width - 40, height - 44)
    return {ident: (round(left + 20 + x, 1), round(top + 30 + y, 1)) for ident, (x, y) in inner.items()}


def two_modes(desk: Desk, until: str) -> str:
    """Actors and questions up to a day as GraphML."""
    return _graphml(desk, "twomode", until)


def _table(desk: Desk) -> StatementTable | None:
    return desk.kept(("table",), lambda: _laid_out(desk))


def _laid_out(desk: Desk) -> StatementTable | None:
    dossier = desk.dossier
    positions = dossier.positions()
    if not any(p.date is not None for p in positions):
        return None
    return positions_table(positions, dossier.actors(), dossier.questions(), dossier.documents())


def _options(table: StatementTable, mode: Mode, until: str, days: int) -> NetworkOptions:
    try:
        last = np.datetime64(until, "D") if until else None
    except ValueError:
        raise InputError(f"until: {until!r} is no day; write it as 2025-04-10") from None
    start = stop = None
    if last is not None or days:
        end = last if last is not None else table.time.max().astype("datetime64[D]")
        stop = (end + 1).astype("datetime64[s]") - 1
        start = (end - days + 1).astype("datetime64[s]") if days else None
    return NetworkOptions(mode=mode, start=start, stop=stop)


def _made(desk: Desk, mode: Mode, until: str, days: int) -> _Made | None:
    table = _table(desk)
    if table is None:
        return None
    options = _options(table, mode, until, days)
    attributes: dict[str, dict[str, Value]] = {}
    divides: tuple[str, ...] = ()
    polarization: float | None = None
    try:
        found = camps(table, replace(options, mode="onemode", aggregation="subtract"), 2, 0)
        attributes = {name: {"camp": i} for i, names in enumerate(found.camps, 1) for name in names}
        divides = tuple(d.column for d in found.divides[:3])
        polarization = found.polarization
    except InputError:
        pass  # too little was said in the window to tell camps apart
    made = graph(compute(table, options), table, options, attributes)
    return _Made(made, table, options, divides, polarization)
