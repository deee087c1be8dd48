"""Small random situations, and what is true of them by trying everything."""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations
from random import Random

from hypothesis import Phase, settings
from hypothesis import strategies as st

from standpunkt.coalition import Actor, Body, Level, Pledge, Range, Situation, Vote
from standpunkt.coalition import Fact as FactRecord
from standpunkt.coalition.check import Chosen, atoms_of, holds
from standpunkt.coalition.conditions import (
    FALSE,
    TRUE,
    Adopts,
    Amount,
    And,
    AtLeast,
    Condition,
    Count,
    Fact,
    Group,
    In,
    Not,
    Or,
    Stands,
)
from standpunkt.coalition.program import Atom, Ballot


def cases(number: int) -> settings:
    """So many cases where CI or STANDPUNKT_CASES is set, a tenth of them otherwise.

    Each is made from a number: shrinking a number would show nothing.
    """
    number = number if os.environ.get("CI") or os.environ.get("STANDPUNKT_CASES") else number // 10
    return settings(max_examples=number, database=None, phases=(Phase.explicit, Phase.generate))


ACTORS = ("A", "B", "C")


def situations(monotone: bool = True, uncertain: bool = True, bodies: bool = True) -> st.SearchStrategy[Situation]:
    """Situations of at most three pledges, two facts and one body of two members, each made from one number."""
    return st.integers(0, 2**32).map(lambda seed: situation(Random(seed), monotone, uncertain, bodies))


def situation(random: Random, monotone: bool, uncertain: bool, bodies: bool) -> Situation:
    """One such situation."""
    with_body = bodies and random.random() < 0.15
    ids = [f"p{i}" for i in range(random.randint(1, 1 if with_body else 3))]
    actors = {pid: random.choice(ACTORS) for pid in ids}
    heights = {pid: 2 if pid == "p0" and random.random() < 0.4 else 1 for pid in ids}
    groups = [Group(), Group(None, False), Group(("A", "B"), True, ""), Group(("B", "C"), False, "")]

    def leaf() -> Condition:
        kind = random.randrange(6 if with_body else 5)
        if kind == 0:
            return Fact(random.choice("fg"))
        if kind == 1:
            pid = random.choice(ids)
            return Stands(pid, random.randrange(heights[pid]))
        if kind == 2:
            return In(random.choice(ACTORS))
        if kind == 3:
            least = Fraction(random.randint(0, 18), 2)
            return Amount("troops", least, random.choice(groups), random.random() < 0.5)
        if kind == 4:
            return Count(Fraction(random.randint(0, 3)), random.choice(groups), random.random() < 0.5)
        return Adopts("council", "plan")

    def condition(depth: int = 2) -> Condition:
        if not monotone and random.random() < 0.25:
            return Not(condition(depth - 1))
        if depth <= 0 or random.random() < 0.5:
            return leaf()
        inner = tuple(condition(depth - 1) for _ in range(random.randint(2, 3)))
        return random.choice([And(inner), Or(inner), AtLeast(random.randint(0, 3), inner)])

    pledges = []
    for pid in ids:
        levels, low = [], Fraction(0)
        for _ in range(heights[pid]):
            low += random.choice([Fraction(0), Fraction(1), Fraction(3), Fraction(5, 2)])
            levels.append(Level({"troops": Range(low, low + 1)}, condition() if random.random() < 0.8 else TRUE))
        reliability = random.choice([Fraction(1), Fraction(1, 2), Fraction(4, 5)])
        pledges.append(Pledge(pid, actors[pid], tuple(levels), reliability))
    values = [True, False, None] if uncertain else [True, False]
    facts = [FactRecord(name, random.choice(values), random.choice([Fraction(1, 2), Fraction(1, 5)])) for name in "fg"]
    votes, council = [], {}
    if with_body:
        council = {"council": Body.count("AB", at_least=random.randint(1, 2)) & Body.veto("A")}
        votes = [Vote("council", "plan", m, condition(1), random.choice([FALSE, condition(1)])) for m in "AB"]
    return Situation.of(
        pledges=pledges, facts=facts, votes=votes, bodies=council, actors=[Actor(actor) for actor in ACTORS]
    )


def subsets(situation: Situation) -> list[frozenset[Atom]]:
    """Every set of atoms, but for those in which somebody votes yes and yet no."""
    atoms = atoms_of(situation)
    every = map(frozenset, chain.from_iterable(combinations(atoms, n) for n in range(len(atoms) + 1)))
    ballots = [atom for atom in atoms if isinstance(atom, Ballot) and not atom.abstain]
    return [s for s in every if all(b not in s or replace(b, abstain=True) in s for b in ballots)]


def step(situation: Situation, atoms: frozenset[Atom], hopeful: bool = False) -> frozenset[Atom]:
    """What stands next, where just these atoms stand now."""
    state = Chosen(situation, atoms, hopeful)
    return frozenset(atom for atom in atoms_of(situation) if holds(situation, atom, state))


def fixed_points(situation: Situation, hopeful: bool = False) -> list[frozenset[Atom]]:
    """Every set of atoms that is what it leads to."""
    return [s for s in subsets(situation) if step(situation, s, hopeful) == s]
