"""Unlocking: every minimal set, in order of cost, against trying every set."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_situations import cases
from random_situations import situation as random_situation

from standpunkt.coalition import Ballot, Lever, Situation, Stands
from standpunkt.coalition.blocking import holds_in
from standpunkt.coalition.toml import read
from standpunkt.coalition.unlock import pulled
from standpunkt.errors import InputError

pytest.importorskip("clingo")
pytest.importorskip("scipy")

from clingo_peer import Program

GOAL = "amount(troops) >= 4"


def some_levers(situation: Situation, random: Random) -> list[Lever]:
    costs = [Fraction(0), Fraction(1), Fraction(1), Fraction(5, 2)]
    found = [Lever(f"fact {f}", random.choice(costs), fact=f) for f in situation.facts]
    found += [Lever(pid, random.choice(costs), pledge=pid) for pid in situation.pledges]
    for body, proposal in situation.ballots:
        found.append(Lever("B yes", random.choice(costs), ballot=Ballot(body, proposal, "B", random.random() < 0.5)))
    outside = [a for a in situation.actors if a not in situation.pledges_of]
    found += [Lever(f"{a} in", random.choice(costs), actor=a) for a in outside[:1]]
    return random.sample(found, min(len(found), random.choice([2, 3, 3, 4])))


def brute(situation: Situation, levers: list[Lever], together: bool) -> set[frozenset[str]]:
    goal = situation.parse(GOAL)
    found: list[frozenset[str]] = []
    for n in range(len(levers) + 1):
        for chosen in combinations(levers, n):
            ids = frozenset(lever.id for lever in chosen)
            if any(part <= ids for part in found):
                continue
            after = pulled(situation, chosen)
            if holds_in(after, goal, after.standing(), together):
                found.append(ids)
    return set(found)


def checked(seed: int, monotone: bool) -> None:
    random = Random(seed)
    situation = random_situation(random, monotone, True, True)
    levers = some_levers(situation, random)
    together = random.random() < 0.4
    expected = brute(situation, levers, together)
    found = list(situation.unlock(GOAL, levers, together=together, k=random.choice([None, 1000])))
    assert {frozenset(lever.id for lever in u.levers) for u in found} == expected
    assert len(found) == len(expected)
    assert all(a.cost <= b.cost for a, b in pairwise(found))
    assert all(u.cost == sum(lever.cost for lever in u.levers) for u in found)


@given(st.integers(0, 2**32))
@cases(1000)
def test_every_minimal_set_in_order_of_cost(seed: int) -> None:
    checked(seed, True)


@given(st.integers(0, 2**32))
@cases(1000)
def test_every_minimal_set_where_conditions_are_not_monotone(seed: int) -> None:
    checked(seed, False)


@given(st.integers(0, 2**32))
@cases(1000)
def test_clingo_finds_the_same_sets(seed: int) -> None:
    """By rules written from the conditions themselves; clingo lists every set that unlocks."""
    random = Random(seed)
    situation = random_situation(random, True, True, True).settled()
    levers = [lever for lever in some_levers(situation, random) if lever.pledge or lever.ballot]
    levers = levers or [Lever("p0", pledge="p0")]
    program = Program(situation)
    rules = [f"{{ l(0..{len(levers) - 1}) }}."]
    for i, lever in enumerate(levers):
        for atom in program.atoms:
            if isinstance(atom, Stands):
                made = atom.pledge == lever.pledge
            else:
                made = lever.ballot in (atom, replace(atom, abstain=False))
            if made:
                rules.append(f"x({program.number[atom]}) :- l({i}).")
    wanted = program.literal(situation.parse(GOAL), None, True)
    opening = program.chosen("\n".join([*rules, f":- not {wanted}."]), "l")
    least = {chosen for chosen in opening if not any(other < chosen for other in opening)}
    found = [frozenset(levers.index(lever) for lever in u.levers) for u in situation.unlock(GOAL, levers)]
    assert set(found) == least
    assert len(found) == len(least)


LOCKED = """
fact.rain = {}
actor.bank = {}
actor.east = {}
actor.west = {}
body.council = { members = ["east", "west"], rule = { all = [{ at_least = 1 }, { veto = ["west"] }] } }
pledge = [
  { actor = "east", offer = { boats = 3 }, condition = "council adopts plan and bank in" },
  { actor = "west", offer = { boats = 2 }, condition = "rain" },
]
requirement = [{ capability = "boats", amount = [3, 4] }]
"""


def test_levers_by_default() -> None:
    found = list(read(LOCKED).unlock())
    assert [lever.id for lever in found[0].levers] == ["east without its condition"]
    assert {u.cost for u in found} == {1, 2, 3}
    assert ["bank takes part", "west votes yes on plan in council"] in [sorted(x.id for x in u.levers) for u in found]
    assert [u.levers for u in read(LOCKED).unlock(k=1)] == [found[0].levers]


def test_levers_of_the_file() -> None:
    own = """
        [[lever]]
        id = "persuade the bank"
        actor = "bank"
        cost = 2.5
        [[lever]]
        member = "west"
        body = "council"
        on = "plan"
        vote = "abstain"
        [[lever]]
        member = "east"
        body = "council"
        on = "plan"
    """
    s = read(LOCKED + own)
    assert [(u.cost, len(u.levers)) for u in s.unlock()] == [(Fraction(9, 2), 3)]
    after = pulled(s, s.levers)
    assert after.standing().label(Stands("east")) == "firm"
    with pytest.raises(InputError, match="no member"):
        read(LOCKED + own.replace('"east"', '"bank"'))
    with pytest.raises(InputError, match="who has pledges"):
        read(LOCKED + own.replace('"bank"', '"east"'))


def test_what_holds_and_what_cannot() -> None:
    s = read(LOCKED)
    assert [u.levers for u in s.unlock("amount(boats) >= 0")] == [()]
    for k in (None, 3):
        assert list(s.unlock("amount(boats) >= 99", k=k)) == []


def test_many_sets_are_streamed_from_the_cheapest() -> None:
    rows = "\n".join(f'[[pledge]]\nactor = "a{i}"\noffer = {{ x = 1 }}\ncondition = "f{i}"' for i in range(40))
    s = read("\n".join(f"[fact.f{i}]" for i in range(40)) + "\n" + rows)
    levers = [Lever(f"f{i}", Fraction(1 + i % 3), fact=f"f{i}") for i in range(40)]
    assert [u.cost for u in islice(s.unlock("amount(x) >= 12", levers, k=5), 5)] == [12] * 5
