"""Clusters of rows by agreement, with their modularity, through networkx and scipy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from standpunkt.analysis.networks import Network
from standpunkt.errors import InputError

__all__ = ["Clusters", "Method", "clusters"]

Method = Literal["louvain", "greedy", "hierarchical"]


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters of labels, largest first, and their modularity (M. Newman 2004, Physical Review E 69, 066133)."""

    clusters: tuple[tuple[str, ...], ...]
    modularity: float


def clusters(network: Network, method: Method = "louvain", k: int | None = None, seed: int = 0) -> Clusters:
    """Cluster the rows of a one-mode network; negative weights count as 0 (camps look at both signs).

    louvain: V. Blondel et al. 2008, seeded. greedy: A. Clauset et al. 2004, `k` clusters where given. hierarchical:
    average linkage on the distance 1 - weight / largest weight, `k` clusters, or as many as have the best modularity.
    """
    import networkx as nx

    if network.mode != "onemode":
        raise InputError("network: clusters are of a onemode network; give mode onemode")
    if method not in ("louvain", "greedy", "hierarchical"):
        raise InputError(f"network: there is no method {method!r}; give louvain, greedy or hierarchical")
    if k is not None and not 1 <= k <= max(1, len(network.rows)):
        raise InputError(f"network: {len(network.rows)} actors cannot form {k} clusters")
    weights = np.maximum(network.dense(), 0.0)
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(network.rows)))
    i, j = np.nonzero(np.triu(weights, 1))
    graph.add_weighted_edges_from(zip(i.tolist(), j.tolist(), weights[i, j].tolist(), strict=True))
    if not len(i):
        return Clusters(tuple((r,) for r in network.rows), 0.0)
    found: Any
    if method == "louvain":
        if k is not None:
            raise InputError(
                "network: louvain finds the number of clusters itself; leave out k, or take another method"
            )
        found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    elif method == "greedy":
        bounds = {"cutoff": k, "best_n": k} if k is not None else {}
        found = nx.community.greedy_modularity_communities(graph, weight="weight", **bounds)
    else:
        found = _hierarchical(graph, weights, k)
    groups = sorted((sorted(g) for g in found), key=lambda g: (-len(g), g))
    score = nx.community.modularity(graph, [set(g) for g in groups], weight="weight")
    return Clusters(tuple(tuple(network.rows[n] for n in g) for g in groups), round(float(score), 12) + 0.0)


def _hierarchical(graph: Any, weights: Any, k: int | None) -> list[set[int]]:
    import networkx as nx
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = 1.0 - weights / weights.max()
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), "average")
    best: list[set[int]] = []
    best_score = -2.0
    for number in range(1, len(weights) + 1) if k is None else [k]:
        labels = fcluster(tree, number, "maxclust")
        groups = [set(np.flatnonzero(labels == c).tolist()) for c in np.unique(labels)]
        score = nx.community.modularity(graph, groups, weight="weight")
        if score > best_score + 1e-12:
            best, best_score = groups, score
    return best
