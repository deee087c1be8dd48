"""Requirements: what is covered, what is missing, which one binds."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_situations import cases, fixed_points, situations

from standpunkt.coalition import Range, Requirement, Situation, Stands
from standpunkt.coalition.formulas import amount_by_formula
from standpunkt.coalition.toml import read
from standpunkt.errors import InputError

ROUND = """
[group]
north = ["a"]
[[pledge]]
actor = "a"
offer = { troops = [8000, 10000], ships = 2 }
[[pledge]]
actor = "b"
offer = { troops = 5000 }
condition = "count(all) >= 3"
[[pledge]]
actor = "c"
condition = "b in"
[[requirement]]
capability = "troops"
amount = [12000, 16000]
[[requirement]]
capability = "ships"
amount = 3
group = "north"
[[requirement]]
capability = "radar"
id = "an eye"
amount = 0
"""


def ranged(low: float, high: float) -> Range:
    return Range(Fraction(low), Fraction(high))


def test_gaps() -> None:
    found = read(ROUND).gaps()
    troops, ships, radar = found.all
    assert troops.firm == ranged(8000, 10000)
    assert troops.together == ranged(13000, 15000)
    assert troops.missing_firm == ranged(2000, 8000)
    assert troops.missing_together == ranged(0, 3000)
    assert ships.missing_firm == ranged(1, 1)
    assert radar.missing_firm == ranged(0, 0)
    assert found.binding is troops
    assert found.binding_together is ships


@given(situations(), st.integers(0, 12), st.integers(0, 12), st.sampled_from([None, ("A", "B")]))
@cases(1000)
def test_gaps_are_what_trying_everything_adds_up_to(
    situation: Situation, low: int, more: int, actors: tuple[str, ...] | None
) -> None:
    need = Requirement("troops", Range(Fraction(low), Fraction(low + more)), actors=actors)
    fixed = fixed_points(situation)
    hopeful = frozenset.union(*fixed_points(situation, hopeful=True))
    (gap,) = replace(situation, requirements=(need,)).gaps().all
    for have, standing in (
        (gap.firm, frozenset.intersection(*fixed)),
        (gap.together, frozenset.union(*fixed)),
        (gap.hoped, hopeful),
    ):
        reached: dict[str, int] = {}
        for atom in standing:
            if isinstance(atom, Stands):
                reached[atom.pledge] = max(reached.get(atom.pledge, 0), atom.level + 1)
        offers = [
            situation.pledges[pid].levels[height - 1].offer["troops"]
            for pid, height in reached.items()
            if actors is None or situation.pledges[pid].actor in actors
        ]
        assert have == sum(offers, Range(Fraction(0), Fraction(0)))
        assert gap.missing(have).low == max(low - have.high, 0)
        assert gap.missing(have).high == max(low + more - have.low, 0)


def test_formulas_over_ranges() -> None:
    one = ranged(1, 1)
    assert amount_by_formula("force-ratio", {"ratio": ranged(1, 4), "population": ranged(10**6, 2 * 10**6)}) == ranged(
        1000, 8000
    )
    rotation = {"deployed": ranged(100, 100), "deploy": ranged(4, 6), "recover": ranged(6, 6), "prepare": ranged(6, 6)}
    assert amount_by_formula("rotation", rotation) == ranged(300, 400)
    assert amount_by_formula("line", {"length": ranged(1400, 1400), "density": ranged(5, 10)}) == ranged(7000, 14000)
    with pytest.raises(InputError, match="divides by deploy"):
        amount_by_formula("rotation", {"deployed": one, "deploy": ranged(0, 1), "recover": one, "prepare": one})
