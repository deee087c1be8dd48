"""What would unlock a goal: the cheapest changes, and all minimal ones in order of cost.

A lever makes something true that is not: a fact, an actor's taking part, a vote, a pledge without its condition. A set
of levers unlocks the goal if the goal then holds in what is firm (`together`: in what stands if all is announced
together); it is minimal if none of its parts does. With monotone conditions all minimal sets come from one answer-set
program (clingo with its domain heuristic, subset-minimal); streamed in order of cost, from a mixed-integer programme
(HiGHS) that bounds the cost, with a cut for every set found. Other conditions are tried set by set.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from standpunkt.coalition import conditions as c
from standpunkt.coalition.blocking import goal_of, holds_in
from standpunkt.coalition.check import condition_of
from standpunkt.coalition.conditions import Condition
from standpunkt.coalition.explain import mentioned
from standpunkt.coalition.gates import Network
from standpunkt.coalition.program import Atom, Ballot, Program, compile_situation
from standpunkt.coalition.records import Lever
from standpunkt.errors import InputError, InternalError

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Unlocking", "levers_of", "pulled", "unlock"]

_TRIED = 2**16  # at most so many sets are tried where conditions are not monotone


@dataclass(frozen=True, slots=True)
class Unlocking:
    """Levers that together unlock the goal, and what they cost in all."""

    levers: tuple[Lever, ...]
    cost: Fraction


def levers_of(situation: Situation, goal: Condition) -> tuple[Lever, ...]:
    """Every lever of cost 1 that may matter to the goal: what is not true yet and is asked for, directly or not."""
    standing = situation.standing()
    atoms: dict[Atom, None] = {}
    terms: list[Condition] = list(c.parts(goal))
    todo = list(mentioned(situation, goal, None))
    while todo:
        atom = todo.pop()
        if atom not in atoms:
            atoms[atom] = None
            condition, owner = condition_of(situation, atom)
            terms += c.parts(condition)
            todo += mentioned(situation, condition, owner)
    found: dict[str, Lever] = {}
    for term in terms:
        if isinstance(term, c.Fact) and situation.facts[term.name].value is not True:
            found.setdefault(f"fact {term.name}", Lever(term.name, fact=term.name))
        for actor in _outside_actors(situation, term):
            if situation.actors[actor].takes_part is not True:
                found.setdefault(f"actor {actor}", Lever(f"{actor} takes part", actor=actor))
    for atom in sorted(atoms, key=list(situation.program.atoms).index):
        if standing.label(atom) == "firm":
            continue
        if isinstance(atom, Ballot):
            does = "does not vote no" if atom.abstain else "votes yes"
            lever = Lever(f"{atom.member} {does} on {atom.proposal or 'the proposal'} in {atom.body}", ballot=atom)
        else:
            lever = Lever(f"{atom.pledge} without its condition", pledge=atom.pledge)
        found.setdefault(f"atom {lever.id}", lever)
    return tuple(found.values())


def _outside_actors(situation: Situation, term: Condition) -> Iterable[str]:
    if isinstance(term, c.In):
        actors: Iterable[str] = (term.actor,)
    elif isinstance(term, c.Count):
        actors = situation.actors if term.group.actors is None else term.group.actors
    else:
        return ()
    return [actor for actor in actors if actor not in situation.pledges_of]


def unlock(
    situation: Situation,
    goal: Condition | str | None = None,
    levers: Sequence[Lever] | None = None,
    *,
    together: bool = False,
    k: int | None = None,
) -> Iterator[Unlocking]:
    """The minimal sets of levers that unlock the goal, in order of cost; with `k` the k cheapest, streamed.

    The goal is a condition or its text, by default the lower bound of every requirement; levers are by default those
    of the situation, or else all that may matter. Yields the empty set alone if the goal holds already, and nothing if
    no levers reach it. Raises InputError for unknown levers, and InternalError where the solvers are not installed.
    """
    wanted = goal_of(situation, goal)
    chosen = tuple(levers or situation.levers or levers_of(situation, wanted))
    if (
        situation.program.negated
        or any(isinstance(term, c.Not) for term in c.parts(wanted))
        or _negative_facts(situation)
    ):
        found: Iterator[Unlocking] = _tried(situation, wanted, chosen, together)
    elif k is not None:
        found = _streamed(_Locked(situation, wanted, chosen, together))
    else:
        found = _all(_Locked(situation, wanted, chosen, together))
    for number, unlocking in enumerate(found, start=1):
        yield unlocking
        if number == k:
            return


def pulled(situation: Situation, levers: Iterable[Lever]) -> Situation:
    """The situation after these levers: facts true, actors in, votes and pledges without condition."""
    facts = {name: True for lever in levers for name in (lever.fact, lever.actor) if name}
    changed = situation.with_facts(facts)
    pledges, votes = dict(changed.pledges), {(v.body, v.proposal, v.member): v for v in changed.votes}
    for lever in levers:
        if lever.pledge:
            pledge = pledges[lever.pledge]
            free = tuple(replace(level, condition=c.TRUE) for level in pledge.levels)
            pledges[lever.pledge] = replace(pledge, levels=free)
        if lever.ballot:
            ballot = lever.ballot
            vote = situation.ballots[ballot.body, ballot.proposal][ballot.member]
            vote = votes.get((ballot.body, ballot.proposal, ballot.member), vote)
            turned = replace(vote, abstain=c.TRUE) if ballot.abstain else replace(vote, yes=c.TRUE)
            votes[ballot.body, ballot.proposal, ballot.member] = turned
    return replace(changed, pledges=pledges, votes=tuple(votes.values()))


def _negative_facts(situation: Situation) -> bool:
    """Whether some condition asks for a fact's being false; then making it true may undo something."""
    return any(not positive for _, positive in situation.program.outside)


def _tried(situation: Situation, goal: Condition, levers: Sequence[Lever], together: bool) -> Iterator[Unlocking]:
    """Set by set in order of cost. A set is left out if a part of it unlocks already."""
    if 2 ** len(levers) > _TRIED:
        raise InputError(
            f"with `not` in the conditions every set of levers must be tried, and {len(levers)} levers are too many; "
            f"give at most {_TRIED.bit_length() - 1}"
        )
    every = [frozenset(s) for n in range(len(levers) + 1) for s in combinations(range(len(levers)), n)]
    every.sort(key=lambda s: (sum((levers[i].cost for i in s), Fraction(0)), len(s), sorted(s)))
    found: list[frozenset[int]] = []
    for chosen in every:
        if any(part <= chosen for part in found):
            continue
        after = pulled(situation, [levers[i] for i in sorted(chosen)])
        if holds_in(after, goal, after.standing(), together):
            found.append(chosen)
            yield _unlocking(levers, chosen)


def _unlocking(levers: Sequence[Lever], chosen: Iterable[int]) -> Unlocking:
    own = tuple(levers[i] for i in sorted(chosen))
    return Unlocking(own, sum((lever.cost for lever in own), Fraction(0)))


class _Locked:
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


def _all(locked: _Locked) -> Iterator[Unlocking]:
    """All minimal sets at once, then by cost."""
    if locked.opens(()):
        return iter([Unlocking((), Fraction(0))])
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
    return (Unlocking(tuple(levers[i] for i in chosen), Fraction(cost, scale)) for cost, _, chosen in minimal)


def _rules(locked: _Locked) -> Iterator[str]:
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


def _streamed(locked: _Locked) -> Iterator[Unlocking]:
    """Minimal sets in order of cost, one by one, from a mixed-integer programme.

    Its variables are levers and nodes; a node is true only if its gate is met or a lever makes it true. That allows
    for loops that hold themselves up: a solution that does not unlock is cut off by the levers of which one is needed,
    one that does by asking that one of its levers be left out.
    """
    if locked.opens(()):
        yield Unlocking((), Fraction(0))
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
            yield _unlocking(locked.levers, chosen)
        sign = -1 if opens else 1
        cut = chosen if opens else _needed(locked, chosen, everything)
        rows += [len(least)] * len(cut)
        columns += cut
        values += [float(sign)] * len(cut)
        least.append(1.0 - len(cut) if opens else 1.0)


def _inequalities(locked: _Locked) -> tuple[list[int], list[int], list[float], list[float]]:
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


def _needed(locked: _Locked, chosen: Iterable[int], everything: Iterable[int]) -> list[int]:
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
