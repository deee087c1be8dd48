"""The solvers of unlocking, for monotone conditions.

All minimal sets come from one answer-set program (clingo with its domain heuristic, subset-minimal); streamed in order
of cost, from a mixed-integer programme (HiGHS) that bounds the cost, with a cut for every set found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from standpunkt.coalition import conditions as c
from standpunkt.coalition.conditions import Condition
from standpunkt.coalition.gates import Network
from standpunkt.coalition.program import Ballot, Program, compile_situation
from standpunkt.coalition.records import Lever
from standpunkt.errors import InputError, InternalError

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Locked", "all_sets", "streamed"]


class Locked:
    """A monotone situation, its goal's node, and the nodes that each lever makes true."""

    def __init__(self, situation: Situation, goal: Condition, levers: Sequence[Lever], together: bool) -> None:
        self.levers, self.together = levers, together
        asked: list[Condition] = []
        for lever in levers:
            asked += [c.Fact(lever.fact)] if lever.fact else []
            asked += [c.In(lever.actor)] if lever.actor else []
        try:
            self.program: Program = compile_situation(situation, [goal, *asked])
            self.nodes = [self._made(situation, lever) for lever in levers]
        except KeyError as error:
            raise InputError(f"a lever names {error}, which the situation does not have") from None
        self.goal = self.program.goals[0]

    def _made(self, situation: Situation, lever: Lever) -> list[int]:
        program = self.program
        nodes: list[int] = []
        if lever.fact:
            nodes.append(program.outside[c.Fact(lever.fact), True])
        if lever.actor:
            if lever.actor in situation.pledges_of:
                raise InputError(f"the lever {lever.id!r}: {lever.actor} has pledges; name the pledge")
            nodes.append(program.outside[c.In(lever.actor), True])
        if lever.pledge:
            pledge = situation.pledges[lever.pledge]
            nodes += [program.atoms[c.Stands(pledge.id, n)] for n in range(len(pledge.levels))]
        if lever.ballot:
            nodes.append(program.atoms[lever.ballot])
            if not lever.ballot.abstain:
                ballot = lever.ballot
                nodes.append(program.atoms[Ballot(ballot.body, ballot.proposal, ballot.member, True)])
        return nodes

    def opens(self, chosen: Iterable[int]) -> bool:
        """Whether the levers with these numbers unlock the goal."""
        seeds = self.program.seeds(False)
        forced = [node for i in chosen for node in self.nodes[i]]
        seeds[forced] = True
        network = self.program.network
        state = network.greatest(seeds) if self.together else network.least(seeds)
        return bool(state[self.goal])


def all_sets(locked: Locked) -> Iterator[tuple[int, ...]]:
    """All minimal sets of levers, by their numbers: found at once, then by cost."""
    if locked.opens(()):
        return iter([()])
    clingo = _solver("clingo", "clingo")
    options = ["0", "--heuristic=Domain", "--enum-mode=domRec", "--warn=none"]
    control = clingo.Control(options, logger=lambda code, message: None)
    control.add("base", [], "\n".join(_rules(locked)))
    control.ground([("base", [])])
    found: list[tuple[int, ...]] = []

    number = {atom.symbol: atom.symbol.arguments[0].number for atom in control.symbolic_atoms.by_signature("l", 1)}

    def take(model: Any) -> None:
        found.append(tuple(number[symbol] for symbol in model.symbols(shown=True)))

    control.solve(on_model=take)
    levers = locked.levers
    scale = math.lcm(*(lever.cost.denominator for lever in levers))
    costs = [int(lever.cost * scale) for lever in levers]
    minimal = sorted((sum(costs[i] for i in chosen), len(chosen), tuple(sorted(chosen))) for chosen in found)
    return (chosen for _, _, chosen in minimal)


def _rules(locked: Locked) -> Iterator[str]:
    """The gates as rules: `t(n)` says that a node is true; together, `f(n)` that it falls (the dual network)."""
    program, together = locked.program, locked.together
    network: Network = program.network.dual if together else program.network
    sign = "f" if together else "t"
    makers: dict[int, list[int]] = {}
    for i, nodes in enumerate(locked.nodes):
        for node in nodes:
            makers.setdefault(node, []).append(i)
    count = len(locked.levers)
    yield f"{{ l(0..{count - 1}) }}." if count else ""
    yield f"#heuristic l(I) : I = 0..{count - 1}. [1,false]" if count else ""
    yield "#show l/1."
    seeds = program.seeds(False)
    outside = ~network.driven
    for node in range(network.size):
        if outside[node] and seeds[node] != together:
            kept = "".join(f", not l({i})" for i in makers.get(node, ())) if together else ""
            yield f"{sign}({node}){' :- ' + kept[2:] if kept else ''}."
        if not together:
            for i in makers.get(node, ()):
                yield f"t({node}) :- l({i})."
    terms: dict[int, list[tuple[int, int]]] = {}
    for node in range(network.size):
        for edge in range(network.edge_start[node], network.edge_start[node + 1]):
            terms.setdefault(int(network.edge_sum[edge]), []).append((node, int(network.edge_weight[edge])))
    for s in range(len(network.total)):
        own = terms.get(s, [])
        for gate in range(network.gate_start[s], network.gate_start[s + 1]):
            output, quota = int(network.gate_output[gate]), int(network.gate_quota[gate])
            spared = "".join(f", not l({i})" for i in makers.get(output, ())) if together else ""
            for body in _bodies(own, quota, sign):
                conditions = (body + spared).removeprefix(", ")
                yield f"{sign}({output}){' :- ' + conditions if conditions else ''}."
    yield f":- f({locked.goal})." if together else f":- not t({locked.goal})."


def _bodies(terms: list[tuple[int, int]], quota: int, sign: str) -> Iterator[str]:
    """The rule bodies of a gate: plain where it is an `and` or an `or`."""
    total = sum(weight for _, weight in terms)
    if quota <= 0:
        yield ""
    elif quota > total:
        return
    elif all(weight >= quota for _, weight in terms):
        yield from (f"{sign}({node})" for node, _ in terms)
    elif all(total - weight < quota for _, weight in terms):
        yield ", ".join(f"{sign}({node})" for node, _ in terms)
    else:
        inner = "; ".join(f"{weight},{i} : {sign}({node})" for i, (node, weight) in enumerate(terms) if weight)
        yield f"#sum {{ {inner} }} >= {quota}"


def streamed(locked: Locked) -> Iterator[tuple[int, ...]]:
    """Minimal sets in order of cost, one by one, from a mixed-integer programme.

    Its variables are levers and nodes; a node is true only if its gate is met or a lever makes it true. That allows
    for loops that hold themselves up: a solution that does not unlock is cut off by the levers of which one is needed,
    one that does by asking that one of its levers be left out.
    """
    if locked.opens(()):
        yield ()
        return
    everything = range(len(locked.levers))
    if not locked.opens(everything):
        return
    optimize = _solver("scipy.optimize", "scipy")
    sparse = _solver("scipy.sparse", "scipy")
    network, first = locked.program.network, len(locked.levers)
    rows, columns, values, least = _inequalities(locked)
    scale = math.lcm(*(lever.cost.denominator for lever in locked.levers))
    costs = np.zeros(first + network.size)
    # a lever of no cost still counts a little, so that every cheapest set is minimal
    costs[:first] = [int(lever.cost * scale) * (first + 1) + 1 for lever in locked.levers]
    lower, upper = np.zeros(len(costs)), np.ones(len(costs))
    outside = ~network.driven
    made = np.zeros(network.size, dtype=np.bool_)
    made[[node for nodes in locked.nodes for node in nodes]] = True
    upper[first:][outside & ~made & ~locked.program.seeds(False)] = 0
    lower[first + locked.goal] = 1
    while True:
        shape = (len(least), len(costs))
        matrix = sparse.csr_array((values, (rows, columns)), shape=shape)
        found = optimize.milp(
            costs,
            integrality=np.ones(len(costs)),
            bounds=optimize.Bounds(lower, upper),
            constraints=optimize.LinearConstraint(matrix, lb=least),
            options={"mip_rel_gap": 0.0},
        )
        if found.status == 2:  # infeasible: there is no set left
            return
        if found.x is None:
            raise InternalError(f"the solver of mixed-integer programmes gave up: {found.message}")
        chosen = [i for i in everything if found.x[i] > 0.5]
        opens = locked.opens(chosen)
        if opens:
            yield tuple(chosen)
        sign = -1 if opens else 1
        cut = chosen if opens else _needed(locked, chosen, everything)
        rows += [len(least)] * len(cut)
        columns += cut
        values += [float(sign)] * len(cut)
        least.append(1.0 - len(cut) if opens else 1.0)


def _inequalities(locked: Locked) -> tuple[list[int], list[int], list[float], list[float]]:
    """Rows `Σ value × variable >= least`: inputs − quota × output + quota × levers that make the output true >= 0."""
    network, program, first = locked.program.network, locked.program, len(locked.levers)
    makers: dict[int, list[int]] = {}
    for i, nodes in enumerate(locked.nodes):
        for node in nodes:
            makers.setdefault(node, []).append(i)
    terms: dict[int, list[tuple[int, int]]] = {}
    for node in range(network.size):
        for edge in range(network.edge_start[node], network.edge_start[node + 1]):
            terms.setdefault(int(network.edge_sum[edge]), []).append((node, int(network.edge_weight[edge])))
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    least: list[float] = []

    def add(inputs: list[tuple[int, int]], quota: int, output: int) -> None:
        made = [(i, float(quota)) for i in makers.get(output, ())]
        for column, value in [
            *((first + node, float(weight)) for node, weight in inputs),
            (first + output, -float(quota)),
            *made,
        ]:
            rows.append(len(least))
            columns.append(column)
            values.append(value)
        least.append(0.0)

    for s in range(len(network.total)):
        for gate in range(network.gate_start[s], network.gate_start[s + 1]):
            quota = int(network.gate_quota[gate])
            if quota > 0:
                add(
                    [(node, min(weight, quota)) for node, weight in terms.get(s, [])],
                    quota,
                    int(network.gate_output[gate]),
                )
    seeds, outside = program.seeds(False), ~network.driven
    for node in makers:
        if outside[node] and not seeds[node]:
            add([], 1, node)
    return rows, columns, values, least


def _needed(locked: Locked, chosen: Iterable[int], everything: Iterable[int]) -> list[int]:
    """Levers of which one is needed: those left out of a maximal set, with `chosen`, that does not unlock."""
    kept = set(chosen)
    needed = []
    for i in everything:
        if i not in kept:
            if locked.opens(kept | {i}):
                needed.append(i)
            else:
                kept.add(i)
    return needed


def _solver(module: str, package: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise InternalError(
            f"unlocking needs {package}; install it with: pip install 'standpunkt[coalition]'"
        ) from None
