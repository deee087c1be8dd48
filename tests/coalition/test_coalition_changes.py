"""What if, who blocks, who is pivotal."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from random_situations import cases, situations, step

from standpunkt.coalition import Level, Pledge, Situation, Stands
from standpunkt.coalition.blocking import goal_of
from standpunkt.coalition.changes import compare
from standpunkt.coalition.check import Chosen
from standpunkt.coalition.conditions import FALSE, evaluate
from standpunkt.coalition.toml import read
from standpunkt.errors import InputError

LINE = """
fact.budget.value = false
actor.mayor = {}
actor.east = {}
actor.west = {}
actor.hill = {}
actor.lake = {}
body.council = { members = ["east", "west", "hill"], rule = { all = [{ at_least = 2 }, { veto = ["hill"] }] } }
vote = [
  { body = "council", on = "line", members = ["east", "west"] },
  { body = "council", on = "line", member = "hill", vote = "no" },
]
pledge = [
  { actor = "east", offer = { money = 40 } },
  { actor = "west", offer = { money = 30 }, condition = "east in" },
  { actor = "hill", offer = { money = 20 }, condition = "council adopts line" },
  { actor = "lake", offer = { money = 20 }, condition = "budget and mayor in" },
]
requirement = [{ capability = "money", amount = [60, 80] }]
"""


def test_dropping_out_joining_doubling_asking_less() -> None:
    s = read(LINE)
    assert s.pivotal() == ("east", "west")
    assert s.pivotal("amount(money) >= 40") == ("east",)
    assert s.pivotal("amount(money) >= 1000") == ()
    gone = s.without("east")
    assert gone.standing().label(Stands("west")) == "blocked"
    assert gone.gaps().all[0].missing_firm.low == 60
    assert s.with_(times={"east": 2}).gaps().all[0].firm.low == 110
    less = Pledge("hill", "hill", (Level(s.pledges["hill"].levels[0].offer),))
    found = compare(s, s.with_([less]))
    assert found.labels == ((Stands("hill"), "blocked", "firm"),)
    assert [(a.firm.low, b.firm.low) for a, b in found.gaps] == [(70, 90)]
    joined = s.with_([Pledge("bank", "bank", reliability=Fraction(1, 2))])
    assert compare(s, joined).labels == ((Stands("bank"), None, "firm"),)
    with pytest.raises(InputError, match="no actor or pledge 'bank'"):
        s.without("bank")
    with pytest.raises(InputError, match="times 2"):
        s.with_(times={"bank": 2})


def test_who_blocks() -> None:
    s = read(LINE)
    assert [str(b) for b in s.blockers("hill")] == ["hill on line in council"]
    assert {(b.name, b.kind) for b in s.blockers("lake")} <= {
        ("budget", "fact"),
        ("mayor", "actor"),
        ("lake", "pledge"),
    }
    assert s.blockers("lake")
    assert s.blockers("west") == ()


@given(situations(uncertain=False))
@cases(1000)
def test_pivotal_is_whose_leaving_undoes_the_goal(situation: Situation) -> None:
    goal = situation.parse("amount(troops) >= 2")

    def reached(gone: str) -> bool:
        standing: frozenset[object] = frozenset()
        while True:  # from nothing, step by step, without what is gone
            ids = situation.pledges_of.get(gone, ())
            after = frozenset(a for a in step(situation, standing) if getattr(a, "pledge", "") not in ids)  # type: ignore[arg-type]
            if after == standing:
                return evaluate(goal, Chosen(situation, standing))  # type: ignore[arg-type]
            standing = after

    expected = [actor for actor in situation.actors if not reached(actor)] if reached("") else []
    assert list(situation.pivotal(goal)) == expected


@given(situations())
@cases(1000)
def test_blockers_are_named_for_every_blocked_pledge(situation: Situation) -> None:
    standing = situation.standing()
    for pid in situation.pledges:
        assert bool(situation.blockers(pid)) == (standing.label(Stands(pid)) == "blocked")


def test_the_goal_is_the_requirements_by_default() -> None:
    assert evaluate(goal_of(read("")), Chosen(read(""), ())) is True
    assert goal_of(read(""), FALSE) == FALSE
