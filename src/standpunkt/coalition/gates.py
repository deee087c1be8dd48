"""Least and greatest fixed points of monotone threshold gates, in time linear in the number of their inputs.

Nodes are numbers. A sum adds the weights of its input nodes that are true; each of its gates makes a node true once
the sum reaches the gate's quota. `and`, `or`, "at least m of" and weighted quotas are all such gates, and gates on the
same sum (a thousand thresholds on one total) share it. The method is unit propagation with counters (Dowling and
Gallier 1984), whole frontiers at a time while they are wide, one node at a time where they are narrow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bools", "Gates", "Ints", "Network"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_NARROW = 48  # frontiers below this are cheaper one node at a time
_ROUNDS = 64  # narrow frontiers in a row before the change
_SMALL = 400  # networks below this are always run one node at a time


class Gates:
    """Collects sums and gates; `network()` makes them ready to run."""

    def __init__(self) -> None:
        self.size = 0
        self._sums: dict[tuple[tuple[int, int], ...], int] = {}
        self._inputs: list[int] = []
        self._weights: list[int] = []
        self._lengths: list[int] = []
        self._gates: list[tuple[int, int, int]] = []  # sum, quota, output

    def node(self) -> int:
        """A new node, false until a gate or a seed makes it true."""
        self.size += 1
        return self.size - 1

    def nodes(self, count: int) -> range:
        """So many new nodes."""
        self.size += count
        return range(self.size - count, self.size)

    def sum(self, terms: list[tuple[int, int]]) -> int:
        """The sum over (node, weight); weights are 0 or more. The same terms give the same sum."""
        key = tuple(sorted(terms))
        if key not in self._sums:
            self._sums[key] = len(self._lengths)
            self._inputs.extend(node for node, _ in key)
            self._weights.extend(weight for _, weight in key)
            self._lengths.append(len(key))
        return self._sums[key]

    def gate(self, sum: int, quota: int, output: int) -> None:
        """Output becomes true once the sum reaches the quota. A node is the output of one gate at most."""
        self._gates.append((sum, quota, output))

    def network(self) -> Network:
        lengths = np.array(self._lengths, dtype=np.int64)
        gates = np.array(self._gates, dtype=np.int64).reshape(-1, 3)
        order = np.lexsort((gates[:, 1], gates[:, 0]))
        return Network.build(
            self.size,
            np.array(self._inputs, dtype=np.int64),
            np.array(self._weights, dtype=np.int64),
            np.repeat(np.arange(len(lengths)), lengths),
            len(lengths),
            gates[order],
        )


@dataclass(frozen=True)
class Network:
    """Gates ready to run. Edges are sorted by input node, gates by sum and quota."""

    size: int
    edge_start: Ints  # for each node, where its edges begin; one longer than `size`
    edge_sum: Ints
    edge_weight: Ints
    total: Ints  # of each sum
    gate_start: Ints  # for each sum, where its gates begin; one longer than the number of sums
    gate_quota: Ints
    gate_output: Ints

    @classmethod
    def build(cls, size: int, inputs: Ints, weights: Ints, sums: Ints, n_sums: int, gates: Ints) -> Network:
        """From edges (input, weight, sum) and gates (sum, quota, output) sorted by sum and quota."""
        order = np.argsort(inputs, kind="stable")
        start = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(inputs, minlength=size), out=start[1:])
        total = np.zeros(n_sums, dtype=np.int64)
        np.add.at(total, sums, weights)
        gate_start = np.zeros(n_sums + 1, dtype=np.int64)
        np.cumsum(np.bincount(gates[:, 0], minlength=n_sums), out=gate_start[1:])
        return cls(size, start, sums[order], weights[order], total, gate_start, gates[:, 1].copy(), gates[:, 2].copy())

    def least(self, seeds: Bools) -> Bools:
        """The least set of nodes that holds the seeds and is closed under the gates."""
        state, _ = self._run(seeds)
        return state

    def derivation(self, seeds: Bools) -> tuple[Bools, Ints]:
        """The least fixed point, and for each node in it the round in which it came true (others: -1)."""
        return self._run(seeds)

    def greatest(self, seeds: Bools) -> Bools:
        """The greatest set in which each node with a gate is seeded or its gate holds, the others being as seeded."""
        state, _ = self.removal(seeds)
        return state

    def removal(self, seeds: Bools) -> tuple[Bools, Ints]:
        """The greatest fixed point, and for each node outside it the round in which it fell (others: -1)."""
        fallen, rounds = self.dual._run(~seeds & ~self.driven, seeds & self.driven)
        return ~fallen, rounds

    @cached_property
    def driven(self) -> Bools:
        """The nodes that have a gate."""
        has = np.zeros(self.size, dtype=np.bool_)
        has[self.gate_output] = True
        return has

    @cached_property
    def dual(self) -> Network:
        """The network of falsehood: a gate fails once what is false weighs more than total - quota."""
        n_sums = len(self.total)
        gate_sum = np.repeat(np.arange(n_sums), np.diff(self.gate_start))
        gates = np.stack([gate_sum, self.total[gate_sum] - self.gate_quota + 1, self.gate_output], axis=1)
        gates = gates[np.lexsort((gates[:, 1], gates[:, 0]))]
        return replace(self, gate_quota=gates[:, 1].copy(), gate_output=gates[:, 2].copy())

    def _run(self, seeds: Bools, never: Bools | None = None) -> tuple[Bools, Ints]:
        """The least fixed point and the rounds; nodes in `never` stay false whatever their gates say."""
        state = seeds.copy()
        rounds = np.full(self.size, -1, dtype=np.int64)
        value = np.zeros(len(self.total), dtype=np.int64)
        at = self.gate_start[:-1].copy()  # the first gate of each sum that has not fired
        end = self.gate_start[1:]
        several = self._several
        ready = np.flatnonzero((at < end) & (self._quota_at(at) <= 0))
        state[self._fire(ready, at, end, value, several)] = True
        if never is None:
            frontier = np.flatnonzero(state)
        else:
            frontier = np.flatnonzero(state & ~never)
            state |= never  # taken for true already, so that they never come true
        rounds[frontier] = 0
        done, narrow = 0, 0
        last = np.empty(len(self.total), dtype=np.int64)
        while len(frontier):
            done += 1
            narrow = narrow + 1 if len(frontier) < _NARROW else 0
            if narrow > _ROUNDS or self.size < _SMALL:
                self._one_by_one(frontier, state, rounds, value, at, done)
                break
            begin, stop = self.edge_start[frontier], self.edge_start[frontier + 1]
            edges = _ranges(begin, stop)
            sums = self.edge_sum[edges]
            if len(sums) * 8 < len(value):
                np.add.at(value, sums, self.edge_weight[edges])
            else:
                value += self._added(sums, self.edge_weight[edges])
            reached = sums[(at[sums] < end[sums]) & (value[sums] >= self._quota_at(at[sums]))]
            turn = np.arange(len(reached))
            last[reached] = turn  # keeps each sum once, without sorting
            new = self._fire(reached[last[reached] == turn], at, end, value, several)
            new = new[~state[new]]  # a node has one gate, so none is there twice
            state[new] = True
            rounds[new] = done
            frontier = new
        if never is not None:
            state &= ~never
        return state, rounds

    def _added(self, sums: Ints, weights: Ints) -> Ints:
        if self._small:
            return np.bincount(sums, weights, len(self.total)).astype(np.int64)
        out = np.zeros(len(self.total), dtype=np.int64)
        np.add.at(out, sums, weights)
        return out

    @cached_property
    def _several(self) -> bool:
        """Whether some sum has several gates."""
        return bool(len(self.total)) and int(np.diff(self.gate_start).max()) > 1

    @cached_property
    def _small(self) -> bool:
        """Whether every sum is exact in double precision."""
        return not len(self.total) or int(self.total.max()) < 2**53

    def _quota_at(self, gates: Ints) -> Ints:
        if not len(self.gate_quota):
            return np.zeros(len(gates), dtype=np.int64)
        return self.gate_quota[np.minimum(gates, len(self.gate_quota) - 1)]

    def _fire(self, sums: Ints, at: Ints, end: Ints, value: Ints, several: bool) -> Ints:
        """Fire every gate of these sums whose quota is reached; the first of each is known to be."""
        if not several:
            fired = at[sums]
            at[sums] += 1
            return self.gate_output[fired]
        begin = at[sums]
        stop = begin + 1
        for i in np.flatnonzero(end[sums] - begin > 1):
            s = sums[i]
            stop[i] = begin[i] + np.searchsorted(self.gate_quota[begin[i] : end[s]], value[s], side="right")
        at[sums] = stop
        return self.gate_output[_ranges(begin, stop)]

    @cached_property
    def _lists(self) -> tuple[list[int], list[int], list[int], list[int], list[int], list[int]]:
        return (
            self.edge_start.tolist(),
            self.edge_sum.tolist(),
            self.edge_weight.tolist(),
            self.gate_start.tolist(),
            self.gate_quota.tolist(),
            self.gate_output.tolist(),
        )

    def _one_by_one(self, frontier: Ints, state: Bools, rounds: Ints, value: Ints, at: Ints, done: int) -> None:
        edge_start, edge_sum, edge_weight, gate_start, gate_quota, gate_output = self._lists
        true, values, pointers, level = state.tolist(), value.tolist(), at.tolist(), rounds.tolist()
        queue = frontier.tolist()
        while queue:
            following = []
            for node in queue:
                for edge in range(edge_start[node], edge_start[node + 1]):
                    s = edge_sum[edge]
                    now = values[s] = values[s] + edge_weight[edge]
                    pointer, stop = pointers[s], gate_start[s + 1]
                    while pointer < stop and gate_quota[pointer] <= now:
                        output = gate_output[pointer]
                        if not true[output]:
                            true[output] = True
                            level[output] = done
                            following.append(output)
                        pointer += 1
                    pointers[s] = pointer
            queue = following
            done += 1
        state[:] = true
        rounds[:] = level


def _ranges(begin: Ints, stop: Ints) -> Ints:
    """The numbers from begin[i] to stop[i], one after another."""
    lengths = stop - begin
    total = int(lengths.sum())
    if total == 0:
        return np.zeros(0, dtype=np.int64)
    offsets = np.repeat(begin - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return offsets + np.arange(total)
