"""Probabilities against going through every world, and the three ways against one another."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given
from random_situations import cases, fixed_points, situations

from standpunkt.coalition import Situation
from standpunkt.coalition.check import Chosen
from standpunkt.coalition.conditions import evaluate
from standpunkt.coalition.toml import read
from standpunkt.errors import InputError

GOAL = "amount(troops) >= 3"


def brute(situation: Situation, together: bool) -> tuple[dict[Fraction, Fraction], Fraction]:
    """The distribution of the troops, and the probability of the goal, world by world in exact fractions."""
    facts = {f.id: f.probability or Fraction(1, 2) for f in situation.facts.values() if f.value is None}
    shaky = {p.id: p.reliability for p in situation.pledges.values() if p.reliability < 1}
    goal = situation.parse(GOAL)
    amounts: dict[Fraction, Fraction] = {}
    reached = Fraction(0)
    for values in product([True, False], repeat=len(facts) + len(shaky)):
        share = Fraction(1)
        for value, p in zip(values, [*facts.values(), *shaky.values()], strict=True):
            share *= p if value else 1 - p
        world = situation.with_facts(dict(zip(facts, values, strict=False)))
        for pid, kept in zip(shaky, values[len(facts) :], strict=True):
            if not kept:
                world = world.without(pid)
        points = fixed_points(world)
        standing = frozenset.union(*points) if together else frozenset.intersection(*points)
        state = Chosen(world, standing)
        amount = state.amount("troops", goal.group, None)  # type: ignore[union-attr]
        amounts[amount] = amounts.get(amount, Fraction(0)) + share
        reached += share * evaluate(goal, state)
    return {x: p for x, p in amounts.items() if p}, reached


@given(situations(bodies=False))
@cases(1000)
def test_exact_probabilities_are_what_every_world_adds_up_to(situation: Situation) -> None:
    for together in (False, True):
        amounts, reached = brute(situation, together)
        found = situation.probability(GOAL, together=together)
        assert found.method == "worlds"
        assert found.value == pytest.approx(float(reached), abs=1e-12)
        spread = situation.distribution("troops", together=together)
        assert dict(zip(spread.amounts, spread.probabilities, strict=True)) == pytest.approx(
            {x: float(p) for x, p in sorted(amounts.items())}, abs=1e-12
        )
        assert spread.at_least(3) == pytest.approx(float(reached), abs=1e-12)


def crowd(n: int, asked: bool = False) -> Situation:
    """So many pledges of three levels with shaky reliability on three facts, in small numbers."""
    rng = Random(7)
    facts = [f"[fact.f{i}]\nprobability = {rng.choice(['0.3', '0.5', '0.8'])}" for i in range(3)]
    pledges = []
    for i in range(n):
        low = rng.randint(1, 5)
        levels = ", ".join(
            f'{{ offer = {{ troops = {low * (k + 1)} }}, condition = "f{rng.randrange(3)}" }}' for k in range(3)
        )
        pledges.append(f'[[pledge]]\nactor = "a{i}"\nreliability = 0.{rng.randint(3, 9)}\nlevels = [{levels}]')
    if asked:
        pledges.append('[[pledge]]\nactor = "z"\noffer = { troops = 4 }\ncondition = "count(all) >= 9"')
    return read("\n".join(facts + pledges))


def test_many_pledges_are_added_up_and_the_simulation_agrees() -> None:
    s = crowd(20)
    exact = s.probability("amount(troops) >= 60")
    assert exact.method == "distribution"
    simulated = crowd(20, asked=True).probability("amount(troops) >= 60", draws=40_000, seed=3)
    assert simulated.method == "simulation"
    assert 0 < simulated.error < 0.01
    assert simulated == crowd(20, asked=True).probability("amount(troops) >= 60", draws=40_000, seed=3)
    again = s.probability(s.parse("amount(troops) >= 60 and count(all) >= 0"), draws=40_000)
    assert again.method == "simulation"
    assert abs(again.value - exact.value) < 5 * again.error


def test_what_has_no_probability_is_assumed_even_and_said() -> None:
    s = read('[fact.rain]\n[[pledge]]\nactor = "a"\noffer = { boats = 1 }\ncondition = "rain or \\"in time\\""')
    found = s.probability("amount(boats) >= 1")
    assert found.assumed == ("rain", "in time")
    assert found.value == pytest.approx(0.75)
    assert found.error == 0


def test_what_cannot_be_reckoned_is_told() -> None:
    with pytest.raises(InputError, match="without `not` over pledges"):
        read('pledge = [{ actor = "a", condition = "not b in" }, { actor = "b", condition = "a in" }]').probability(
            "a in"
        )
    with pytest.raises(InputError, match="worlds"):
        crowd(20, asked=True).distribution("troops")
