"""A situation compiled to gates over atoms.

Atoms are what may stand or not by its own condition: a pledge at a level, a member's vote. Everything else is a
gate over them. Negation is pushed down to the atoms (`not (A and B)` is `not A or not B`, `not amount >= n` is a
quota on what does not stand), so the gates stay monotone in literals; a negated atom is an outside node.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standpunkt.coalition import conditions as c
from standpunkt.coalition.bodies import All, Quota, Rule
from standpunkt.coalition.gates import Bools, Gates, Ints, Network
from standpunkt.coalition.records import Ballot
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Atom", "Ballot", "Program", "compile_situation"]


@dataclass(frozen=True, slots=True)
class _Decision:
    """A part of a body's rule, met by the votes on a proposal."""

    body: str
    proposal: str
    rule: Rule


Atom = c.Stands | Ballot
_Term = c.Condition | Ballot | _Decision


@dataclass(frozen=True)
class Program:
    """Gates, and which nodes are what.

    `atoms` are the pledges' levels and votes, each with its node. `outside` gives the node of each literal of a fact
    or of an actor without a pledge; `negated` the node that stands for an atom's not standing; `goals` the nodes of the
    conditions that were compiled beside the situation.
    """

    network: Network
    atoms: Mapping[Atom, int]
    outside: Mapping[tuple[c.Fact | c.In, bool], int]
    negated: Mapping[Atom, int]
    always: int
    goals: tuple[int, ...]
    values: Mapping[c.Fact | c.In, bool | None]

    @cached_property
    def atom_nodes(self) -> Ints:
        return np.fromiter(self.atoms.values(), dtype=np.int64, count=len(self.atoms))

    @cached_property
    def uncertain(self) -> bool:
        """Whether some outside literal that a condition asks for has no known value."""
        return any(self.values[term] is None for term, _ in self.outside)

    @cached_property
    def _negations(self) -> tuple[Ints, Ints]:
        """The nodes of negated atoms, and the nodes of those atoms."""
        nodes = np.fromiter(self.negated.values(), dtype=np.int64, count=len(self.negated))
        return nodes, np.array([self.atoms[atom] for atom in self.negated], dtype=np.int64)

    def seeds(self, hopeful: bool, context: Bools | None = None) -> Bools:
        """Which outside nodes are true. An uncertain fact counts against what asks for it, or `hopeful`ly for it.

        `context` is the state of all nodes from which negated atoms are read (default: nothing stands).
        """
        seeds = np.zeros(self.network.size, dtype=np.bool_)
        seeds[self.always] = True
        for (term, positive), node in self.outside.items():
            value = self.values[term]
            seeds[node] = hopeful if value is None else value == positive
        nodes, of = self._negations
        if len(nodes):
            seeds[nodes] = True if context is None else ~context[of]
        return seeds

    def everything(self) -> Bools:
        """The state in which every node is true."""
        return np.ones(self.network.size, dtype=np.bool_)

    def standing(self, state: Bools) -> frozenset[Atom]:
        """The atoms that are true in a state of the nodes."""
        return frozenset(atom for atom, node in self.atoms.items() if state[node])

    def state(self, atoms: Iterable[Atom]) -> Bools:
        """The state of the nodes in which just these atoms are true."""
        state = np.zeros(self.network.size, dtype=np.bool_)
        state[[self.atoms[atom] for atom in atoms]] = True
        return state


def compile_situation(situation: Situation, goals: Iterable[c.Condition] = ()) -> Program:
    """The situation's gates, with a node for each goal. Raises InputError where amounts are too long for exact sums."""
    return _Compiler(situation).program(tuple(goals))


class _Compiler:
    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.gates = Gates()
        self.always = self.gates.node()
        self.atoms: dict[Atom, int] = {}
        self.negated: dict[Atom, int] = {}
        self.outside: dict[tuple[c.Fact | c.In, bool], int] = {}
        self.memo: dict[tuple[_Term, str | None, bool], int] = {}
        self.increments: dict[str, list[tuple[c.Stands, str, Fraction]]] = {}
        for pledge in situation.pledges.values():
            below: Mapping[str, Fraction] = {}
            for number, level in enumerate(pledge.levels):
                stands = c.Stands(pledge.id, number)
                self.atoms[stands] = self.gates.node()
                offer = {name: getattr(amount, situation.bound) for name, amount in level.offer.items()}
                for name in offer.keys() | below.keys():
                    step = offer.get(name, Fraction(0)) - below.get(name, Fraction(0))
                    if step:
                        self.increments.setdefault(name, []).append((stands, pledge.actor, step))
                below = offer
        self.scales = {
            name: math.lcm(*(step.denominator for _, _, step in steps)) for name, steps in self.increments.items()
        }
        self.totals: dict[tuple[str | None, tuple[str, ...] | None, str | None, bool], tuple[int, int]] = {}
        for (body, proposal), votes in situation.ballots.items():
            for member in votes:
                for abstain in (False, True):
                    self.atoms[Ballot(body, proposal, member, abstain)] = self.gates.node()

    def program(self, goals: tuple[c.Condition, ...]) -> Program:
        situation = self.situation
        for pledge in situation.pledges.values():
            for number, level in enumerate(pledge.levels):
                condition = level.condition
                if number:
                    condition = c.And((c.Stands(pledge.id, number - 1), condition))
                self.drive(self.atoms[c.Stands(pledge.id, number)], condition, pledge.actor)
        for (body, proposal), votes in situation.ballots.items():
            for member, vote in votes.items():
                self.drive(self.atoms[Ballot(body, proposal, member)], vote.yes, member)
                either = c.Or((vote.yes, vote.abstain))
                self.drive(self.atoms[Ballot(body, proposal, member, True)], either, member)
        wanted = []
        for goal in goals:
            wanted.append(self.gates.node())
            self.drive(wanted[-1], goal, None)
        values: dict[c.Fact | c.In, bool | None] = {}
        for term, _ in self.outside:
            if isinstance(term, c.Fact):
                values[term] = situation.facts[term.name].value
            else:
                values[term] = situation.actors[term.actor].takes_part
        return Program(self.gates.network(), self.atoms, self.outside, self.negated, self.always, tuple(wanted), values)

    def drive(self, node: int, condition: c.Condition, owner: str | None) -> None:
        """Let the node be true as the condition is."""
        leaf = self.leaf(condition, True)
        if leaf is not None:
            self.gates.gate(self.gates.sum([(leaf, 1)]), 1, node)
        else:
            self.connect(node, condition, owner, True)

    def literal(self, term: _Term, owner: str | None, positive: bool) -> int:
        """The node that is true as the term is (`positive`), or is not."""
        if isinstance(term, c.Not):
            return self.literal(term.part, owner, not positive)
        leaf = self.leaf(term, positive)
        if leaf is not None:
            return leaf
        key = (term, owner if _asks_for_others(term) else None, positive)
        if key not in self.memo:
            node = self.memo[key] = self.gates.node()
            self.connect(node, term, owner, positive)
        return self.memo[key]

    def leaf(self, term: _Term, positive: bool) -> int | None:
        """The node of a literal that has one without a gate: a constant, an atom, something outside."""
        if isinstance(term, c.Constant):
            if term.value == positive:
                return self.always
            return self.never()
        if isinstance(term, c.Stands | Ballot):
            if positive:
                return self.atoms[term]
            if term not in self.negated:
                self.negated[term] = self.gates.node()
            return self.negated[term]
        if isinstance(term, c.Fact) or (isinstance(term, c.In) and term.actor not in self.situation.pledges_of):
            if (term, positive) not in self.outside:
                self.outside[term, positive] = self.gates.node()
            return self.outside[term, positive]
        return None

    def never(self) -> int:
        key = (c.FALSE, None, True)
        if key not in self.memo:
            self.memo[key] = self.gates.node()
            self.gates.gate(self.gates.sum([(self.always, 1)]), 2, self.memo[key])
        return self.memo[key]

    def connect(self, node: int, term: _Term, owner: str | None, positive: bool) -> None:
        while isinstance(term, c.Not):
            term, positive = term.part, not positive
        leaf = self.leaf(term, positive)
        if leaf is not None:
            self.gates.gate(self.gates.sum([(leaf, 1)]), 1, node)
            return
        if isinstance(term, c.Amount | c.Count):
            total, quota, weight_of_all = self.total(term, owner, positive)
            self.gates.gate(total, quota if positive else weight_of_all - quota + 1, node)
            return
        terms, quota = self.split(term)
        if not positive:
            quota = sum(weight for _, weight in terms) - quota + 1
        literals = [(self.literal(part, owner, positive), weight) for part, weight in terms]
        self.gates.gate(self.gates.sum(literals), quota, node)

    def total(self, term: c.Amount | c.Count, owner: str | None, positive: bool) -> tuple[int, int, int]:
        """The sum that an amount or a count asks for, shared by all that ask for it; the quota; the weight of all."""
        group = term.group
        capability = term.capability if isinstance(term, c.Amount) else None
        scale = self.scales.get(capability, 1) if capability is not None else 1
        quota = math.floor(term.least * scale) + 1 if term.strict else math.ceil(term.least * scale)
        if abs(quota) >= 2**62:
            raise InputError(f"the number {term.least} in a condition is too large for exact sums")
        key = (capability, group.actors, None if group.own else owner, positive)
        if key not in self.totals:
            counts = None if group.actors is None else frozenset(group.actors)
            terms: list[tuple[_Term, int]]
            if capability is None:
                members = self.situation.actors if group.actors is None else dict.fromkeys(group.actors)
                terms = [(c.In(actor), 1) for actor in members if group.own or actor != owner]
            else:
                terms = [
                    (stands, int(step * scale))
                    for stands, actor, step in self.increments.get(capability, ())
                    if (counts is None or actor in counts) and (group.own or actor != owner)
                ]
            weight = sum(weight for _, weight in terms)
            if weight >= 2**62:
                raise InputError(f"the amounts of {capability} have too many digits to add exactly; round them")
            literals = [(self.literal(part, owner, positive), weight) for part, weight in terms]
            self.totals[key] = self.gates.sum(literals), weight
        total, weight = self.totals[key]
        return total, quota, weight

    def split(self, term: _Term) -> tuple[list[tuple[_Term, int]], int]:
        """A compound term as weighted parts and the quota that they must reach."""
        match term:
            case c.And(parts):
                return [(part, 1) for part in parts], len(parts)
            case c.Or(parts):
                return [(part, 1) for part in parts], 1
            case c.AtLeast(least, parts):
                return [(part, 1) for part in parts], least
            case c.In(actor):
                return [(c.Stands(pledge), 1) for pledge in self.situation.pledges_of[actor]], 1
            case c.Adopts(body, proposal):
                return [(_Decision(body, proposal, self.situation.bodies[body].rule), 1)], 1
            case _Decision(body, proposal, Quota(weights, least, abstain)):
                return [(Ballot(body, proposal, member, abstain), weight) for member, weight in weights], least
            case _Decision(body, proposal, rule):
                parts_of_rule = rule.parts if not isinstance(rule, Quota) else ()
                inner: list[tuple[_Term, int]] = [(_Decision(body, proposal, part), 1) for part in parts_of_rule]
                return inner, len(inner) if isinstance(rule, All) else 1
        raise AssertionError(term)


def _asks_for_others(term: _Term) -> bool:
    """Whether the term's truth depends on who asks."""
    if isinstance(term, Ballot | _Decision):
        return False
    return any(isinstance(part, c.Amount | c.Count) and not part.group.own for part in c.parts(term))
