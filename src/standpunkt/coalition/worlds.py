"""Many worlds at once: the least or greatest fixed point of the same gates under many settings of outside nodes."""

from __future__ import annotations

import numpy as np

from standpunkt.coalition.gates import Bools, Network

__all__ = ["fixed_points"]


def fixed_points(network: Network, seeds: Bools, greatest: bool = False) -> Bools:
    """The state of each node (rows) in each world (columns), from the seeds of each.

    Every sum is reckoned for all worlds as a whole, again whenever one of its inputs changed.
    """
    driven = network.driven
    state = seeds.copy()
    if greatest:
        state[driven] = True
    inputs: list[list[int]] = [[] for _ in network.total]
    weights: list[list[int]] = [[] for _ in network.total]
    readers: list[list[int]] = [[] for _ in range(network.size)]
    for node in range(network.size):
        for edge in range(network.edge_start[node], network.edge_start[node + 1]):
            s = int(network.edge_sum[edge])
            inputs[s].append(node)
            weights[s].append(int(network.edge_weight[edge]))
            readers[node].append(s)
    waiting = dict.fromkeys(range(len(network.total)))
    while waiting:
        s = next(iter(waiting))
        del waiting[s]
        value = np.zeros(state.shape[1], dtype=np.int64)
        for node, weight in zip(inputs[s], weights[s], strict=True):
            value += weight * state[node] if weight != 1 else state[node]
        for gate in range(network.gate_start[s], network.gate_start[s + 1]):
            output = int(network.gate_output[gate])
            now = value >= network.gate_quota[gate]
            if (now != state[output]).any():
                state[output] = now
                waiting.update(dict.fromkeys(readers[output]))
    return state
