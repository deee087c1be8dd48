"""Requirements: what is covered, what is missing, which one binds."""

from fractions import Fraction

import pytest

from standpunkt.coalition import Range
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
