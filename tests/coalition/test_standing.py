"""Standing, checked against every subset of small random situations, and the published fixed points."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from random_situations import cases, fixed_points, situations, step

from standpunkt.coalition import Body, Level, Pledge, Range, Situation, Vote
from standpunkt.coalition import Fact as FactRecord
from standpunkt.coalition.check import atoms_of
from standpunkt.coalition.conditions import TRUE, Adopts, Amount, And, Count, Fact, In, Not, Or, Stands
from standpunkt.coalition.parser import Names, parse

SHARED = Path(os.environ.get("STANDPUNKT_SHARED", Path(__file__).parents[2].parent / "shared"))


@given(situations())
@cases(1000)
def test_monotone_standing_is_what_trying_everything_finds(situation: Situation) -> None:
    standing = situation.standing()
    fixed = fixed_points(situation)
    hopeful = fixed_points(situation, hopeful=True)
    least = frozenset.intersection(*fixed)
    greatest = frozenset.union(*fixed)
    assert standing.firm == least
    assert standing.latent == greatest - least
    assert standing.open == frozenset.union(*hopeful) - greatest
    assert standing.blocked == frozenset(atoms_of(situation)) - frozenset.union(*hopeful)


@given(situations(monotone=False, uncertain=False))
@cases(1000)
def test_a_firm_atom_stands_in_every_stable_coalition(situation: Situation) -> None:
    standing = situation.standing()
    labels = [standing.firm, standing.latent, standing.open, standing.blocked]
    assert sum(map(len, labels)) == len(atoms_of(situation))
    assert frozenset().union(*labels) == frozenset(atoms_of(situation))
    assert standing.latent <= step(situation, standing.firm | standing.latent)
    if not standing.open and not standing.monotone:  # a total well-founded model is a supported coalition
        assert step(situation, standing.firm) == standing.firm


def test_published_fixed_points() -> None:
    path = SHARED / "conformance" / "power.json"
    if not path.is_file():
        pytest.skip("the conformance data is not there")
    for case in json.loads(path.read_text("utf-8"))["fixed_points"]:
        names = sorted(case["pledges"] | dict.fromkeys("ABC"))
        known = Names(pledges=dict.fromkeys(names, 1))
        pledges = [Pledge(n, n, (Level({}, parse(text, known)),)) for n, text in case["pledges"].items()]
        standing = Situation.of(pledges=pledges).standing()
        if "least" in case:
            assert {a.pledge for a in standing.firm} == set(case["least"])
            assert {a.pledge for a in standing.firm | standing.latent} == set(case["greatest"])
        else:
            assert {a.pledge for a in standing.open} == set(case["pledges"])


def test_together_they_stand() -> None:
    troops = {"troops": Range(Fraction(8000), Fraction(10000))}
    enough = Amount("troops", Fraction(20000))
    s = Situation.of(pledges=[Pledge(x, x, (Level(troops, enough),)) for x in "abc"])
    assert {a.pledge for a in s.standing().latent} == {"a", "b", "c"}
    two = Situation.of(pledges=[Pledge(x, x, (Level(troops, enough),)) for x in "ab"])
    assert {a.pledge for a in two.standing().blocked} == {"a", "b"}


def test_a_veto_and_an_abstention() -> None:
    body = Body.count("abcde", at_least=3) & Body.veto("ab")
    pledge = Pledge("p", "p", (Level({}, Adopts("council", "m")),))
    votes = [Vote("council", "m", m, TRUE) for m in "cde"] + [Vote("council", "m", "b", abstain=TRUE)]
    for a, label in ((Vote("council", "m", "a", abstain=TRUE), "firm"), (Vote("council", "m", "a"), "blocked")):
        s = Situation.of(pledges=[pledge], bodies={"council": body}, votes=[*votes, a])
        assert s.standing().label(Stands("p")) == label


def test_uncertain_facts_leave_a_pledge_open() -> None:
    pledges = [Pledge("a", "a", (Level({}, Fact("f")),)), Pledge("b", "b", (Level({}, Or((Fact("f"), In("b")))),))]
    s = Situation.of(pledges=pledges, facts=[FactRecord("f")])
    assert s.standing().label(Stands("a")) == "open"
    assert s.standing().label(Stands("b")) == "latent"
    assert s.with_facts({"f": True}).standing().label(Stands("a")) == "firm"


def test_a_long_chain_and_a_thousand_thresholds() -> None:
    n = 3000
    chain = [Pledge("0", "0")] + [Pledge(str(i), str(i), (Level({}, Stands(str(i - 1))),)) for i in range(1, n)]
    assert len(Situation.of(pledges=chain).standing().firm) == n
    cascade = [Pledge(str(i), str(i), (Level({}, Count(Fraction(i))),)) for i in range(n)]
    assert len(Situation.of(pledges=cascade).standing().firm) == n  # each finds as many before it as it asks for
    crowd = [Pledge(str(i), str(i), (Level({}, Count(Fraction(i + 1))),)) for i in range(n)]
    standing = Situation.of(pledges=crowd).standing()
    assert (len(standing.firm), len(standing.latent)) == (0, n)  # the first waits for itself
    missed = [Pledge(str(i), str(i), (Level({}, Count(Fraction(i + 2))),)) for i in range(n)]
    assert len(Situation.of(pledges=missed).standing().blocked) == n  # the last asks for one too many


def test_who_asks_not_to_stand_is_blocked() -> None:
    never = Pledge("a", "a", (Level({}, And((In("a"), Not(In("a"))))),))
    assert Situation.of(pledges=[never]).standing().label(Stands("a")) == "blocked"


def test_nothing_at_all() -> None:
    standing = Situation.of().standing()
    assert not standing.firm | standing.latent | standing.open | standing.blocked


def test_unless() -> None:
    a = Pledge("a", "a", (Level({}, And((TRUE, Not(In("c"))))),))
    s = Situation.of(pledges=[a, Pledge("c", "c", (Level({}, TRUE),))])
    assert s.standing().label(Stands("a")) == "blocked"
    assert s.standing().label(Stands("c")) == "firm"
