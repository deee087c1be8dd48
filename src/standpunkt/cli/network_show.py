"""What `standpunkt network --show` computes besides the network itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.analysis.networks import Network
    from standpunkt.analysis.selection import NetworkOptions
    from standpunkt.analysis.statements import StatementTable

__all__ = ["Request", "Show", "shown", "with_camps"]


class Show(StrEnum):
    """The analyses."""

    network = "network"
    camps = "camps"
    clusters = "clusters"
    scaling = "scaling"
    backbone = "backbone"
    bars = "bars"
    events = "events"
    intervals = "intervals"
    phases = "phases"


@dataclass(frozen=True, slots=True)
class Request:
    """An analysis and its settings; `number` is how many camps, clusters, axes, states, or columns in a backbone."""

    show: Show
    number: int | None = None
    method: str | None = None
    draws: int = 1000
    seed: int = 0


def shown(
    request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network], *, as_json: bool
) -> str:
    """The result as JSON (all of it) or CSV (its table). `series` are the networks of the windows, where asked for."""
    from standpunkt.exports.graph_tables import cell

    summary, rows = _ANALYSES[request.show](request, table, options, series)
    if as_json:
        data = {"schema": "standpunkt/analysis/1", "show": request.show.value, **summary, "rows": rows}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(k for r in rows for k in r)), lineterminator="\n")
    if rows:
        writer.writeheader()
        writer.writerows({k: cell(v) for k, v in row.items()} for row in rows)
    return out.getvalue()


_Result = tuple[dict[str, Any], list[dict[str, Any]]]


def _camps(request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network]) -> _Result:
    from standpunkt.analysis.camps import camps

    found = camps(table, options, request.number or 2, request.seed)
    rows = [{options.rows: name, "camp": i} for i, names in enumerate(found.camps, 1) for name in names]
    divides = [asdict(d) for d in found.divides]
    return {"polarization": found.polarization, "frustration": found.frustration, "divides": divides}, rows


def _clusters(request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network]) -> _Result:
    from standpunkt.analysis.clusters import clusters
    from standpunkt.analysis.networks import network

    method: Any = request.method or "louvain"
    found = clusters(network(table, options), method, request.number, request.seed)
    rows = [{options.rows: name, "cluster": i} for i, names in enumerate(found.clusters, 1) for name in names]
    return {"method": method, "modularity": found.modularity}, rows


def _scaling(request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network]) -> _Result:
    from standpunkt.analysis.scaling import scale

    found = scale(table, options, request.number or 1)
    rows = [
        {"label": label, "mode": mode} | {f"axis{k}": v for k, v in enumerate(place, 1)}
        for mode, labels, places in (
            (options.rows, found.rows, found.points.tolist()),
            (options.columns, found.columns, found.discrimination.tolist()),
        )
        for label, place in zip(labels, places, strict=True)
    ]
    intercepts = dict(zip(found.columns, found.intercept.tolist(), strict=True))
    return {"explained": found.explained, "intercepts": intercepts}, rows


def _backbone(request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network]) -> _Result:
    from standpunkt.analysis.backbone import backbone, nested

    method = request.method or ("nested" if request.number is None else "fixed")
    if method == "nested":
        steps = nested(table, options)
        return {"method": method, "statements": steps.statements}, [asdict(s) for s in steps.steps]
    if method not in ("fixed", "penalty"):
        raise InputError(f"network: there is no backbone {method!r}; give nested, fixed or penalty")
    if method == "fixed" and request.number is None:
        raise InputError("network: a fixed backbone needs its size; give --number")
    found = backbone(table, options, request.number if method == "fixed" else None, seed=request.seed)
    rows = [
        {options.columns: c, "set": name} for name in ("backbone", "redundant") for c in sorted(getattr(found, name))
    ]
    losses = {"backbone_loss": found.backbone_loss, "redundant_loss": found.redundant_loss}
    return {"method": method, **losses, "exact": found.exact}, rows


def _bars(request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network]) -> _Result:
    from standpunkt.analysis.counts import bars

    found = bars(table, options)
    names = [f"{options.qualifier}={level}" if options.qualifier else "statements" for level in found.levels]
    counts = zip(found.values, found.counts.tolist(), strict=True)
    return {}, [{found.variable: value} | dict(zip(names, each, strict=True)) for value, each in counts]


def _events(request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network]) -> _Result:
    from standpunkt.analysis.events import events

    return {}, events(table, options)


def _intervals(request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network]) -> _Result:
    from standpunkt.analysis.bootstrap import intervals

    found = intervals(table, options, request.draws, seed=request.seed)
    return {"draws": found.draws, "level": found.level, "seed": request.seed}, [asdict(e) for e in found.entries]


def _phases(request: Request, table: StatementTable, options: NetworkOptions, series: Sequence[Network]) -> _Result:
    from standpunkt.analysis.phases import phases

    if not series:
        raise InputError("network: phases need a --window, such as 90-days")
    distance: Any = request.method or "euclidean"
    if distance not in ("euclidean", "absolute", "spectral"):
        raise InputError(f"network: there is no distance {distance!r}; give euclidean, absolute or spectral")
    found = phases(series, request.number, distance=distance)
    rows = [
        {"start": str(n.start), "middle": str(n.middle), "stop": str(n.stop), "state": state + 1}
        for n, state in zip(series, found.states, strict=True)
    ]
    return {"changes": [str(series[c].middle) for c in found.changes], "dunn": found.dunn}, rows


_ANALYSES = {
    Show.camps: _camps,
    Show.clusters: _clusters,
    Show.scaling: _scaling,
    Show.backbone: _backbone,
    Show.bars: _bars,
    Show.events: _events,
    Show.intervals: _intervals,
    Show.phases: _phases,
}


def with_camps(table: StatementTable, options: NetworkOptions, number: int, seed: int) -> dict[str, Any]:
    """The camps of a one-mode network as attributes of its nodes, what divides them, and the polarization; nothing
    where there is no yes and no."""
    from standpunkt.analysis.camps import MOST_ROWS, camps

    if options.mode != "onemode" or options.qualifier not in table.integers:
        return {}
    if len(table.text(options.rows).labels) > MOST_ROWS:
        return {}
    found = camps(table, replace(options, aggregation="subtract"), number, seed)
    nodes = {name: {"camp": i} for i, names in enumerate(found.camps, 1) for name in names}
    return {"nodes": nodes, "divides": tuple(d.column for d in found.divides[:3]), "polarization": found.polarization}
