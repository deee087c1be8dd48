"""Places for the nodes of a graph in a picture."""

from __future__ import annotations

from typing import Any

from standpunkt.analysis.graph import Graph

__all__ = ["layout"]


def layout(graph: Graph, width: float, height: float, seed: int = 0) -> dict[str, tuple[float, float]]:
    """A place for each node by the ties of agreement (T. Fruchterman, E. Reingold 1991), in a picture's units."""
    import networkx as nx

    made: Any = nx.Graph()
    made.add_nodes_from(n.id for n in graph.nodes)
    strongest = max((abs(e.weight) for e in graph.edges), default=1.0) or 1.0
    for e in graph.edges:  # conflict draws a little too, so that nobody drifts out of the picture
        made.add_edge(e.source, e.target, weight=0.15 + e.weight / strongest if e.weight > 0 else 0.05)
    if not len(made):
        return {}
    places = nx.spring_layout(made, weight="weight", seed=seed, iterations=200, k=3.5 / max(1.0, len(made) ** 0.5))
    xs, ys = [float(p[0]) for p in places.values()], [float(p[1]) for p in places.values()]
    spans = (max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0)
    return {
        n: (
            round(width * (0.08 + 0.84 * (float(x) - min(xs)) / spans[0]), 1),
            round(height * (0.08 + 0.84 * (float(y) - min(ys)) / spans[1]), 1),
        )
        for n, (x, y) in places.items()
    }
