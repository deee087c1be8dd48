"""Situations from TOML: what is read, and the one clear line for what cannot be."""
# ruff: noqa: E501  # the lines are told whole

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_situations import cases
from random_situations import situation as random_situation

from standpunkt.coalition import Lever, Range, Requirement, Situation, Stands
from standpunkt.coalition.conditions import FALSE, TRUE
from standpunkt.coalition.presets import preset, presets
from standpunkt.coalition.toml import read
from standpunkt.errors import InputError

GOOD = """
title = "An invented round"
[actor.NLD]
[actor.FRA]
[actor.USA]
in = "uncertain"
probability = 0.2
[fact.ceasefire]
probability = 0.4
[group]
willing = ["NLD", "FRA"]
[body.UNSC]
preset = "un-security-council"
[[vote]]
body = "UNSC"
on = "mandate"
member = "RUS"
vote = "no"
[[pledge]]
actor = "NLD"
offer = { troops = [500, 1500] }
condition = "USA backs and (ceasefire or UNSC adopts mandate)"
reliability = 0.8
source = ["s4"]
[[pledge]]
id = "ladder"
actor = "FRA"
levels = [
  { offer = { troops = 1000 } },
  { offer = { troops = 4000 }, condition = "amount(troops, willing without self) >= 500" },
]
[[requirement]]
capability = "troops"
formula = "force-ratio"
inputs = { ratio = [1, 4], population = 2_000_000 }
assumption = true
"""


def test_a_whole_situation() -> None:
    s = read(GOOD)
    assert s.pledges["NLD"].reliability == Fraction(4, 5)
    assert s.pledges["NLD"].levels[0].offer["troops"] == Range(Fraction(500), Fraction(1500))
    assert s.requirements[0].amount == Range(Fraction(2000), Fraction(8000))
    assert s.requirements[0].assumption
    assert "Quinlivan" in s.requirements[0].basis
    standing = s.standing()
    assert standing.label(Stands("ladder")) == "firm"
    assert standing.label(Stands("NLD")) == "open"
    assert standing.label(Stands("ladder", 1)) == "open"
    set_ = s.with_facts({"USA": True, "ceasefire": True}).standing()
    assert set_.label(Stands("ladder", 1)) == "firm"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("ceasefire or", "ceasfire or", 'f.toml:22:29: pledge NLD: expected the name of a fact, actor or pledge, but there is none called "ceasfire"; did you mean "ceasefire"?'),
        (">= 500", "= 500", "f.toml:30:82: pledge ladder: expected a name, a number or a sign of the condition language, found \"=\""),
        ('actor = "FRA"', 'actor = "FRX"', "f.toml:27:10: there is no actor 'FRX'; did you mean \"FRA\"?; add [actor.FRX]"),
        ("reliability = 0.8", "reliability = 80", "f.toml: pledge NLD: reliability lies between 0 and 1, not 80"),
        ("reliability", "reliabilty", "f.toml: pledge NLD: there is no 'reliabilty' here; did you mean \"reliability\"?; known: id, actor, offer, levels, condition, reliability, from, until, source, assumption"),
        ("[500, 1500]", "[1500, 500]", "f.toml: pledge NLD: offer of troops: expected 0 <= low <= high, found [1500, 500]"),
        ('"force-ratio"', '"force"', "f.toml: there is no formula 'force'; known: force-ratio, rotation, line"),
        ("population = 2_000_000", "people = 5", "f.toml: the formula force-ratio takes ratio, population; given: ratio, people"),
        ('member = "RUS"', 'member = "RUX"', "f.toml: a vote names 'RUX', who is no member of UNSC"),
        ('["NLD", "FRA"]', '["NLD", "FRO"]', "f.toml: there is no actor in the group willing 'FRO'; known: FRA, NLD, USA"),
        ('actor = "NLD"\n', 'actor = "NLD"\nid = "ladder"\n', "f.toml: the pledge 'ladder' is there twice; give each its own id"),
        ("troops = 4000", "troops = 400", "f.toml: 'ladder' brings less troops at level 2 than at the one below"),
        ('title = "An', 'title = An"', "f.toml: Invalid value (at line 2, column 9)"),
        ("[[requirement]]", "[requirement]", "f.toml: requirement: expected a list, found"),
        ("[actor.USA]\n", "[actor.USA]\nin = 3\n", "f.toml: Cannot overwrite a value"),
    ],
)  # fmt: skip
def test_one_clear_line(old: str, new: str, line: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as error:
        read(GOOD.replace(old, new, 1), "f.toml")
    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        Situation.from_toml(tmp_path / "nowhere.toml")
    with pytest.raises(InputError, match="directory"):
        Situation.from_toml(tmp_path)
    path = tmp_path / "latin.toml"
    path.write_bytes(b'title = "K\xf6ln"')
    with pytest.raises(InputError, match="byte 10 is no UTF-8"):
        Situation.from_toml(path)
    path.write_bytes("\ufefftitle = 'Köln'\r\n".encode())
    assert Situation.from_toml(path).title == "Köln"


def test_an_empty_file_is_an_empty_situation() -> None:
    assert not read("").pledges


@given(st.lists(st.sampled_from(GOOD.splitlines()), max_size=14).map("\n".join))
@cases(150)
def test_any_text_is_read_or_told(text: str) -> None:
    told = "f.toml:"
    try:
        read(text, "f.toml").standing()
    except InputError as error:
        told = str(error)
    assert told.startswith("f.toml:")
    assert "\n" not in told


@given(st.integers(0, 2**32))
@cases(500)
def test_a_situation_that_is_written_reads_the_same(seed: int) -> None:
    random = Random(seed)
    situation = random_situation(random, False, True, True)
    votes = tuple(replace(v, abstain=FALSE) if v.yes not in (TRUE, FALSE) else v for v in situation.votes)
    actor = random.choice(list(situation.actors))
    situation = replace(
        situation,
        votes=votes,
        title=random.choice(["", 'a "title" \\ \x7f\n']),
        groups={"some": ("A", "B")},
        requirements=(
            Requirement("troops", Range(Fraction(1, 3), Fraction(5)), "troops", random.choice([None, ("C",)])),
        ),
        levers=(
            Lever("x y", Fraction(5, 2), actor=actor) if actor not in situation.pledges_of else Lever("f", fact="f"),
        ),
    )
    written = read(situation.to_toml())
    assert written.standing().firm == situation.standing().firm
    assert written.standing().blocked == situation.standing().blocked
    assert written.requirements == situation.requirements
    assert written.levers == situation.levers
    situation = written  # `not not x` and brackets that change nothing are gone then
    again = read(situation.to_toml())
    assert replace(again, groups={}, bodies={}) == replace(situation, groups={}, bodies={})
    assert {n: (b.rule, b.members) for n, b in again.bodies.items()} == {
        n: (b.rule, b.members) for n, b in situation.bodies.items()
    }


@pytest.mark.parametrize("name", presets())
def test_a_preset_that_is_written_decides_the_same(name: str) -> None:
    body = preset(name)
    again = read(Situation.of(bodies={"b": body}).to_toml()).bodies["b"]
    assert again == body
