"""Voting power: every published value exactly, and each way of counting against trying everything."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from itertools import combinations
from math import factorial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_situations import cases

from standpunkt.coalition import Body
from standpunkt.coalition import swings as sw
from standpunkt.coalition.power import INDICES, power, power_near, powers
from standpunkt.errors import InputError

SHARED = Path(os.environ.get("STANDPUNKT_SHARED", Path(__file__).parents[2].parent / "shared"))


@pytest.fixture(scope="module")
def published() -> Any:
    path = SHARED / "conformance" / "power.json"
    if not path.is_file():
        pytest.skip("the conformance data is not there")
    return json.loads(path.read_text("utf-8"))


def council(permanent: int, elected: int, least: int) -> Body:
    five = [f"permanent{i}" for i in range(permanent)]
    return Body.count(five + [f"elected{i}" for i in range(elected)], at_least=least) & Body.veto(five)


def assert_by_type(body: Body, index: Any, values: dict[str, Any]) -> None:
    for member, value in power(body, index).items():
        assert value == Fraction(values[member.rstrip("0123456789")]), (member, index)


def test_security_council(published: Any) -> None:
    case, body = published["unsc_binary"], council(5, 10, 9)
    assert sum(sw.counts(sw.game_of(body)).all) == case["winning"]
    assert sum(sw.minimal(sw.game_of(body)).all) == case["minimal_winning"]
    names = {"swings": "swings", "banzhaf_normalised": "banzhaf", "shapley_shubik": "shapley_shubik"}
    for key, index in (names | {"deegan_packel": "deegan_packel", "holler": "holler"}).items():
        assert_by_type(body, index, case[key])


def test_security_council_before_1965(published: Any) -> None:
    case, body = published["unsc_before_1965"], council(5, 6, 7)
    assert_by_type(body, "swings", case["swings"])
    assert_by_type(body, "shapley_shubik", case["shapley_shubik"])


def test_eec_1958(published: Any) -> None:
    case = published["eec_1958"]
    body = Body.weighted(dict(zip("abcdef", case["weights"], strict=True)), quota=case["quota"])
    for key, index in (
        ("banzhaf_normalised", "banzhaf"),
        *((k, k) for k in ("shapley_shubik", "deegan_packel", "holler")),
    ):
        assert list(power(body, index).values()) == [Fraction(v) for v in case[key]]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["ec_1973", "ec_1986", "bundesrat_35"])
def test_by_weight(published: Any, name: str) -> None:
    case = published[name]
    weights = case.get("weights") or [int(w) for w, n in case["votes"].items() for _ in range(n)]
    body = Body.weighted({f"m{i}": w for i, w in enumerate(weights)}, quota=case["quota"])
    for key, index in (("shapley_shubik_by_weight", "shapley_shubik"), ("swings_by_weight", "swings")):
        if key in case:
            found = power(body, index)  # type: ignore[arg-type]
            assert [found[f"m{i}"] for i in range(len(weights))] == [Fraction(case[key][str(w)]) for w in weights]


def federal() -> Body:
    house, senate = [f"representative{i}" for i in range(435)], [f"senator{i}" for i in range(100)]
    signed = (
        Body.count(["president"])
        & Body.count(house, at_least=218)
        & Body.count([*senate, "vice_president"], at_least=51)
    )
    return signed | (Body.count(house, at_least=290) & Body.count(senate, at_least=67))


def test_us_federal(published: Any) -> None:
    found = powers(federal(), ("banzhaf_absolute", "shapley_shubik"))
    for index in ("banzhaf_absolute", "shapley_shubik"):
        for player, value in published["us_federal"][index].items():
            name = player if player.endswith("president") else f"{player}7"
            digits = 3e-6 * max(value, 1e-3)  # as many as are published
            assert float(found[index][name]) == pytest.approx(value, abs=digits), (index, player)  # type: ignore[index]


def brute(body: Body) -> dict[str, dict[str, Fraction]]:
    members, n = body.members, len(body.members)
    every = [frozenset(c) for k in range(n + 1) for c in combinations(members, k)]
    won = {s for s in every if body.adopts(s)}
    least = [s for s in won if not any(s - {m} in won for m in s)]
    swings = {m: [s for s in won if m in s and s - {m} not in won] for m in members}
    total = sum(map(len, swings.values()))

    def share(a: int | Fraction, b: int | Fraction) -> Fraction:
        return Fraction(a) / b if b else Fraction(0)

    return {
        "swings": {m: Fraction(len(swings[m])) for m in members},
        "banzhaf": {m: share(len(swings[m]), total) for m in members},
        "banzhaf_absolute": {m: Fraction(len(swings[m]), 2 ** (n - 1)) for m in members},
        "shapley_shubik": {
            m: sum(
                (Fraction(factorial(len(s) - 1) * factorial(n - len(s)), factorial(n)) for s in swings[m]), Fraction(0)
            )
            for m in members
        },
        "coleman_prevent": {m: share(len(swings[m]), len(won)) for m in members},
        "coleman_initiate": {m: share(len(swings[m]), 2**n - len(won)) for m in members},
        "deegan_packel": {
            m: share(sum((share(1, len(s)) for s in least if m in s), Fraction(0)), len(least)) for m in members
        },
        "holler": {m: share(sum(m in s for s in least), sum(map(len, least))) for m in members},
    }


def random_body(random: Random) -> Body:
    names = "abcdef"[: random.randint(1, 6)]

    def rule(depth: int) -> Body:
        if depth and random.random() < 0.6:
            a, b = rule(depth - 1), rule(depth - 1)
            return a & b if random.random() < 0.5 else a | b
        top = random.choice([1, 3, 50])
        return Body.weighted({m: random.randint(0, top) for m in names}, quota=random.randint(0, 3 * top))

    return rule(2)


@given(st.integers(0, 2**32))
@cases(1000)
def test_every_way_counts_what_trying_everything_counts(seed: int) -> None:
    body = random_body(Random(seed))
    expected = brute(body)
    game = sw.game_of(body)
    for index in INDICES:
        assert power(body, index) == expected[index], index
    found = sw._by_types(game)
    assert sw._by_states(game) == found
    wide = sw._wide(game)
    if wide is not None:
        assert sw._by_halves(game, wide) == found
    order = sorted(range(len(game.members)), key=lambda i: game.weights[i], reverse=True)
    if len(game.quotas) == 1:
        assert sw._minimal_by_rank(game, order) == sw._minimal_by_types(game)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=7), st.integers(-1, 200))
@cases(200)
def test_near_values_are_near(weights: list[int], quota: int) -> None:
    body = Body.weighted({f"m{i}": w for i, w in enumerate(weights)}, quota=quota)
    for index in ("banzhaf", "banzhaf_absolute", "shapley_shubik"):
        near = power_near(body, index)  # type: ignore[arg-type]
        for member, value in power(body, index).items():  # type: ignore[arg-type]
            assert near[member] == pytest.approx(float(value), abs=1e-10)


def test_large_weights_stay_exact() -> None:
    rng = Random(4)
    body = Body.weighted({f"m{i}": rng.randint(10**20, 10**21) for i in range(16)}, share=Fraction(1, 2))
    assert sum(power(body, "shapley_shubik").values()) == 1


def test_what_is_too_large_is_told() -> None:
    rng = Random(4)
    body = Body.weighted({f"m{i}": rng.randint(1, 10**6) for i in range(120)}, share=0.5)
    with pytest.raises(InputError, match="too many"):
        power(body)
    with pytest.raises(InputError, match="no index"):
        power(body, "banzaf")  # type: ignore[arg-type]
