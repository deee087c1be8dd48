"""The decision bodies that come with the package decide as their sources say."""

import pytest

from standpunkt.coalition.power import power
from standpunkt.coalition.presets import body_of, preset, presets
from standpunkt.errors import InputError


@pytest.mark.parametrize("name", presets())
def test_each_has_its_facts_dated_and_sourced(name: str) -> None:
    body = preset(name)
    assert body.name
    assert len(body.date) == 10
    assert len(body.source) > 40
    assert body.adopts(body.members)
    assert not body.adopts(())


def test_security_council() -> None:
    body = preset("un-security-council")
    seats = [m for m in body.members if m.startswith("seat")]
    assert body.adopts([*seats, "FRA"], ["CHN", "RUS", "GBR", "USA"])
    assert not body.adopts([*seats, "FRA", "GBR", "USA", "CHN"])


def test_eu_council() -> None:
    body = preset("eu-council")
    three = {"DEU", "FRA", "ITA"}  # 46.89 % of the population, and yet only three
    assert len(body.members) == 27
    assert body.adopts(set(body.members) - three)
    assert not body.adopts(set(body.members) - three - {"MLT"})
    assert not body.adopts(set(body.members) - three - {"MLT"}, {"MLT"})


def test_constructive_abstention() -> None:
    body = preset("eu-unanimity")
    yes = set(body.members)
    assert body.adopts(yes - {"HUN"}, {"HUN"})
    assert not body.adopts(yes - {"HUN"})
    small = {"MLT", "LUX", "CYP", "EST", "LVA", "SVN", "LTU", "HRV", "IRL"}  # nine, but few people
    assert body.adopts(yes - small, small)
    assert not body.adopts(yes - small - {"DEU", "FRA"}, small | {"DEU", "FRA"})


def test_silence_is_consent() -> None:
    assert preset("nato").default == "yes"
    assert len(preset("nato").members) == 32


def test_bundesrat_votes() -> None:
    found = power(preset("bundesrat"), "swings")
    assert (found["NW"], found["HE"], found["BE"], found["HB"]) == (8974, 7630, 5830, 4342)


def test_two_chambers() -> None:
    body = preset("bundestag-and-bundesrat")
    groups = {"CDU/CSU", "SPD"}
    assert body.adopts(groups | {"BW", "BY", "NI", "NW", "HE", "BE", "HB"})
    assert not body.adopts(groups | {"BW", "BY", "NI", "NW", "HE", "BE"})


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({"preset": "un-security-counsel"}, 'did you mean "un-security-council"'),
        ({"members": ["a"], "rule": {"at_last": 1}}, 'did you mean "at_least"'),
        ({"members": ["a"]}, "needs a rule"),
        ({"rule": {"at_least": 1}}, "needs members"),
        ({"members": ["a"], "rule": {"veto": ["b"]}}, "no member"),
        ({"members": ["a"], "rule": {"weights": "votes", "quota": 1}}, "no weights 'votes'"),
        ({"members": ["a"], "rule": {"all": []}}, "at least one part"),
        ({"members": ["a"], "default": "maybe", "rule": {"at_least": 1}}, "abstain"),
    ],
)
def test_what_cannot_be_a_body_is_told(table: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        body_of(table, "body.x")
