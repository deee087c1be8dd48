"""Stable and supported coalitions against clingo, against trying everything, and as published."""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from random_situations import cases, fixed_points, situations

from standpunkt.coalition import Situation
from standpunkt.coalition.check import atoms_of
from standpunkt.coalition.toml import read

pytest.importorskip("clingo")
from clingo_peer import Program

SHARED = Path(os.environ.get("STANDPUNKT_SHARED", Path(__file__).parents[2].parent / "shared"))


@given(situations(monotone=False))
@cases(1000)
def test_stable_is_what_clingo_finds_and_the_well_founded_model_lies_within(situation: Situation) -> None:
    found = list(situation.stable())
    assert len(set(found)) == len(found)
    assert set(found) == set(Program(situation.settled()).solve())
    standing = situation.settled().standing()
    for coalition in found:
        assert standing.firm <= coalition
        assert not coalition & (standing.blocked | standing.latent)


@given(situations(monotone=False))
@cases(1000)
def test_supported_is_what_trying_everything_finds(situation: Situation) -> None:
    found = list(situation.supported())
    assert len(set(found)) == len(found)
    assert set(found) == set(fixed_points(situation.settled()))


@given(situations())
@cases(1000)
def test_clingo_finds_the_firm_and_the_blocked(situation: Situation) -> None:
    situation = situation.settled()
    standing = situation.standing()
    assert Program(situation).solve() == [standing.firm]
    assert set(situation.stable()) == {standing.firm}
    all_points = list(situation.supported())
    assert frozenset(atoms_of(situation)) - frozenset.union(*all_points) == standing.blocked


def test_published_coalitions() -> None:
    path = SHARED / "conformance" / "power.json"
    if not path.is_file():
        pytest.skip("the conformance data is not there")
    for case in json.loads(path.read_text("utf-8"))["fixed_points"]:
        lines = "\n".join(f'[[pledge]]\nactor = "{a}"\ncondition = "{text}"' for a, text in case["pledges"].items())
        s = read("[actor]\n" + "".join(f"{a} = {{}}\n" for a in "ABC") + lines)
        for kind in ("stable", "supported"):
            if kind in case:
                found = [{atom.pledge for atom in coalition} for coalition in getattr(s, kind)()]
                assert sorted(map(sorted, found)) == sorted(map(sorted, case[kind]))


def test_a_thousand_choices_are_streamed() -> None:
    pairs = "\n".join(
        f'[[pledge]]\nactor = "{a}{i}"\ncondition = "not {b}{i}"' for i in range(60) for a, b in ("xy", "yx")
    )
    assert len(list(islice(read(pairs).stable(), 5))) == 5
    assert len(list(islice(read(pairs).supported(), 5))) == 5
