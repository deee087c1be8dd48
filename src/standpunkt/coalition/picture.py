"""The dependency graph as a picture (SVG): from facts on the left, by what asks for what, to requirements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from standpunkt.coalition import conditions as c
from standpunkt.coalition.program import Atom
from standpunkt.coalition.records import Ballot

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Graph", "Node", "graph_of", "picture"]

_WIDTH, _HEIGHT, _GAP_X, _GAP_Y = 168, 30, 72, 14
_LETTERS = 21  # of a name that fit in a box


@dataclass(frozen=True, slots=True)
class Node:
    """A fact, an outside actor, a body's decision, a pledge or a requirement, with its label for the colour.

    `assumed`: no source gives it; its outline is dotted.
    """

    id: str
    kind: str
    name: str
    label: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id, and edges from what is asked for to who asks; `against` marks what is asked not to be."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], bool] = field(default_factory=dict)


def graph_of(situation: Situation) -> Graph:
    """Who depends on what. A pledge's levels are one node; votes belong to their body's decision."""
    graph = Graph()
    standing = situation.standing()
    for pledge in situation.pledges.values():
        label = standing.label(c.Stands(pledge.id))
        graph.nodes[f"p:{pledge.id}"] = Node(f"p:{pledge.id}", "pledge", pledge.id, label, pledge.assumption)
    for pledge in situation.pledges.values():
        for level in pledge.levels:
            _ask(situation, graph, level.condition, pledge.actor, f"p:{pledge.id}")
    together = standing.firm | standing.latent
    for (body, proposal), votes in situation.ballots.items():
        target = _decision(graph, situation, body, proposal, standing.firm, together, together | standing.open)
        for vote in votes.values():
            for condition in (vote.yes, vote.abstain):
                _ask(situation, graph, condition, vote.member, target)
    for gap in situation.gaps().all:
        need = gap.requirement
        name = need.id or need.capability
        label = "firm" if not gap.missing_firm.high else "latent" if not gap.missing_together.high else "blocked"
        if label == "blocked" and not gap.missing(gap.hoped).high:
            label = "open"
        graph.nodes[f"r:{name}"] = Node(f"r:{name}", "requirement", name, label, need.assumption)
        for pledge in situation.pledges.values():
            counted = need.actors is None or pledge.actor in need.actors
            if counted and any(need.capability in level.offer for level in pledge.levels):
                graph.edges[f"p:{pledge.id}", f"r:{name}"] = False
    return graph


def _decision(graph: Graph, situation: Situation, body: str, proposal: str, *states: frozenset[Atom]) -> str:
    key = f"b:{body}:{proposal}"
    members = situation.bodies[body].members
    label = "blocked"
    for name, atoms in zip(("firm", "latent", "open"), states, strict=True):
        yes = [m for m in members if Ballot(body, proposal, m) in atoms]
        abstain = [m for m in members if Ballot(body, proposal, m, True) in atoms]
        if situation.bodies[body].adopts(yes, abstain):
            label = name
            break
    votes = situation.ballots[body, proposal].values()
    assumed = situation.bodies[body].assumption or any(vote.assumption for vote in votes)
    graph.nodes[key] = Node(key, "decision", f"{body}: {proposal}" if proposal else body, label, assumed)
    return key


def _ask(situation: Situation, graph: Graph, condition: c.Condition, owner: str, target: str) -> None:
    for term, against in _signed(condition):
        for source in _sources(situation, graph, term, owner):
            if source != target:
                graph.edges[source, target] = graph.edges.get((source, target), True) and against


def _signed(condition: c.Condition, against: bool = False) -> Iterable[tuple[c.Condition, bool]]:
    match condition:
        case c.Not(part):
            yield from _signed(part, not against)
        case c.And(parts) | c.Or(parts) | c.AtLeast(_, parts):
            for part in parts:
                yield from _signed(part, against)
        case _:
            yield condition, against


def _sources(situation: Situation, graph: Graph, term: c.Condition, owner: str) -> Iterable[str]:
    match term:
        case c.Fact(name):
            value = situation.facts[name].value
            label = "open" if value is None else "firm" if value else "blocked"
            graph.nodes.setdefault(
                f"f:{name}", Node(f"f:{name}", "fact", name, label, situation.facts[name].assumption)
            )
            yield f"f:{name}"
        case c.Stands(pid):
            yield f"p:{pid}"
        case c.In(actor) if actor not in situation.pledges_of:
            value = situation.actors[actor].takes_part
            label = "open" if value is None else "firm" if value else "blocked"
            graph.nodes.setdefault(
                f"a:{actor}", Node(f"a:{actor}", "actor", actor, label, situation.actors[actor].assumption)
            )
            yield f"a:{actor}"
        case c.In(actor):
            yield from (f"p:{pledge}" for pledge in situation.pledges_of[actor])
        case c.Adopts(body, proposal):
            yield f"b:{body}:{proposal}"
        case c.Amount(group=group) | c.Count(group=group):
            wanted = term.capability if isinstance(term, c.Amount) else None
            for pledge in situation.pledges.values():
                counted = (group.actors is None or pledge.actor in group.actors) and (
                    group.own or pledge.actor != owner
                )
                if counted and (wanted is None or any(wanted in level.offer for level in pledge.levels)):
                    yield f"p:{pledge.id}"


def picture(graph: Graph) -> str:
    """The graph as SVG with classes for style; every node is titled, so that a reader without sight has it all."""
    columns = _columns(graph)
    place: dict[str, tuple[int, int]] = {}
    for x, column in enumerate(columns):
        for y, key in enumerate(column):
            place[key] = 8 + x * (_WIDTH + _GAP_X), 8 + y * (_HEIGHT + _GAP_Y)
    width = 16 + max(len(columns), 1) * (_WIDTH + _GAP_X) - _GAP_X
    height = 16 + max((len(column) for column in columns), default=1) * (_HEIGHT + _GAP_Y) - _GAP_Y
    out = [
        f'<svg class="graph" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>',
    ]
    for (source, target), against in graph.edges.items():
        (x1, y1), (x2, y2) = place[source], place[target]
        forward = x2 > x1
        begin = (x1 + (_WIDTH if forward else 0), y1 + _HEIGHT // 2)
        end = (x2 + (0 if forward else _WIDTH), y2 + _HEIGHT // 2)
        if x1 == x2:
            begin, end = (x1 + _WIDTH, begin[1]), (x2 + _WIDTH, end[1])
        bend = _GAP_X * 2 // 3 if forward or x1 == x2 else -_GAP_X * 2 // 3
        back = bend if x1 == x2 else -bend
        path = f"M{begin[0]} {begin[1]}C{begin[0] + bend} {begin[1]} {end[0] + back} {end[1]} {end[0]} {end[1]}"
        kind = "edge against" if against else "edge"
        out.append(f'<path class="{kind}" d="{path}" marker-end="url(#to)"/>')
    for key, node in graph.nodes.items():
        x, y = place[key]
        short = node.name if len(node.name) <= _LETTERS else node.name[: _LETTERS - 1] + "…"
        out.append(
            f'<g class="node {node.kind} {node.label}{" assumed" if node.assumed else ""}">'
            f"<title>{escape(node.name)}</title>"
            f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="{0 if node.kind == "requirement" else 6}"/>'
            f'<text x="{x + _WIDTH // 2}" y="{y + _HEIGHT // 2 + 4}">{escape(short)}</text></g>'
        )
    out.append("</svg>")
    return "".join(out)


def _columns(graph: Graph) -> list[list[str]]:
    """Nodes by how far they are from what asks for nothing (loops end at some depth); rows by the mean of sources."""
    sources: dict[str, list[str]] = {key: [] for key in graph.nodes}
    for source, target in graph.edges:
        sources[target].append(source)
    depth = dict.fromkeys(graph.nodes, 0)
    for _ in range(min(len(graph.nodes), 12)):  # loops would go on for ever
        changed = False
        for key, own in sources.items():
            deeper = max((depth[s] + 1 for s in own), default=0)
            if depth[key] < deeper <= 6:
                depth[key], changed = deeper, True
        if not changed:
            break
    last = 1 + max((depth[key] for key, node in graph.nodes.items() if node.kind != "requirement"), default=0)
    for key, node in graph.nodes.items():
        if node.kind == "requirement":
            depth[key] = last
    columns: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for key in graph.nodes:
        columns[depth[key]].append(key)
    row: dict[str, float] = {}
    for column in columns:
        column.sort(key=lambda k: sum(row.get(s, 0) for s in sources[k]) / (len(sources[k]) or 1))
        row.update({key: float(y) for y, key in enumerate(column)})
    return [column for column in columns if column]
