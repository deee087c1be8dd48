"""A situation from a dossier: what texts say, with its statements, and nothing else."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.coalition import Range, Situation, Stands
from standpunkt.coalition.conditions import FALSE, TRUE, Amount, And, Fact, In, Not
from standpunkt.dossier import Dossier
from standpunkt.model import (
    Actor,
    Condition,
    Document,
    Pledge,
    Position,
    Quantity,
    Reading,
    Requirement,
    Statement,
    Who,
)
from standpunkt.span import Span

TEXT = (
    "Norlund stellt 20 bis 30 Boote, wenn Sund mitmacht. Sund gibt zwölf Boote, falls 30 Boote zusammenkommen. "
    "Der Hafen und die Werft geben gemeinsam 5 Boote, sobald das Wetter es zulässt. "
    "Velm schließt Boote aus. Ohne ein Mandat der Union geht auch Ostmark nicht mit 3 Booten. "
    "Die Kammer erwägt 8 Boote. Ada Brunk sagt Ja zur Fähre, Velm sagt Nein, Sund sagt Ja, wenn Norlund dabei ist."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def boats(words: str, low: float, high: float) -> Quantity:
    return Quantity(span(words), low, high, "Boote", "thing")


def reading() -> Reading:
    document = Document(
        hashlib.sha256(TEXT.encode()).hexdigest(), TEXT, "de", title="Die Fähre", published="2025-03-03"
    )

    def actor(ident: str, name: str, kind: str = "organisation", represents: str | None = None) -> Actor:
        return Actor(ident, name, kind, represents, country=ident if kind == "state" else None)  # type: ignore[arg-type]

    actors = (
        actor("NOR", "Norlund", "state"),
        actor("SUN", "Sund", "state"),
        actor("VEL", "Velm", "state"),
        actor("OST", "Ostmark", "state"),
        actor("a1", "der Hafen"),
        actor("a2", "die Werft"),
        actor("a3", "die Kammer"),
        actor("a4", "die Union"),
        actor("a5", "Ada Brunk", "person", "NOR"),
    )

    def condition(
        ident: str, words: str, what: str, of: str | None = None, negated: bool = False, low: int | None = None
    ) -> Condition:
        amount = boats(words, low, low) if low else None
        return Condition(ident, span(words), Requirement(what, span(words), of, amount), negated, 0.8)

    def pledge(
        who: tuple[str, ...], status: str, words: str, amount: Quantity | None, conditions: tuple[str, ...] = (),
        joint: bool | None = None,
    ) -> Pledge:  # fmt: skip
        return Pledge(who, "Boote", status, "named", (span(words),), 0.8, joint, amount, conditions)  # type: ignore[arg-type]

    def position(who: str, answer: str, words: str, conditions: tuple[str, ...] = ()) -> Position:
        return Position(who, "ferry", answer, ("s2",), "named", (span(words),), 0.8, None, conditions)  # type: ignore[arg-type]

    statements = tuple(
        Statement(ident, "named", "indirect", "speech", (span(words),), 0.9, Who(span(who), actor))
        for ident, words, who, actor in (
            ("s1", "stellt 20 bis 30 Boote", "Norlund", "NOR"), ("s2", "Ja zur Fähre", "Ada Brunk", "a5"),
        )
    )  # fmt: skip
    return Reading(
        document,
        statements,
        actors,
        (
            condition("c1", "wenn Sund mitmacht", "participation", "SUN"),
            condition("c2", "falls 30 Boote zusammenkommen", "quantity", low=30),
            condition("c3", "sobald das Wetter es zulässt", "event"),
            condition("c4", "Ohne ein Mandat der Union", "mandate", "a4"),
            condition("c5", "wenn Norlund dabei ist", "participation", "NOR"),
            condition("c6", "das Wetter", "backing", "a4", negated=True),
        ),
        (
            position("a5", "yes", "Ja zur Fähre"),
            position("VEL", "no", "Velm sagt Nein"),
            position("SUN", "conditional", "Sund sagt Ja", ("c5", "c6")),
        ),
        (
            pledge(("NOR",), "offered", "stellt 20 bis 30 Boote", boats("20 bis 30 Boote", 20, 30), ("c1",)),
            pledge(("SUN",), "committed", "Sund gibt zwölf Boote", boats("zwölf Boote", 12, 12), ("c2",)),
            pledge(("a1", "a2"), "offered", "geben gemeinsam 5 Boote", boats("5 Boote", 5, 5), ("c3",), True),
            pledge(("VEL",), "ruled_out", "Velm schließt Boote aus", None),
            pledge(("OST",), "offered", "mit 3 Booten", boats("3 Booten", 3, 3), ("c4",)),
            pledge(("a3",), "considered", "Die Kammer erwägt 8 Boote", boats("8 Boote", 8, 8)),
        ),
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dossier") / "ferry.dossier"
    with Dossier.new(place, title="Ferry") as dossier:
        dossier.add(reading(), "by hand")
    return place


@pytest.fixture(scope="module")
def situation(place: Path) -> Situation:
    with Dossier.open(place) as dossier:
        found = Situation.from_dossier(dossier)
        uids = {item["uid"] for item in dossier.items()}
    sources = [s for r in (*found.pledges.values(), *found.facts.values(), *found.votes) for s in r.source]
    assert sources
    assert set(sources) <= uids
    return found


def test_pledges_have_their_amounts_and_conditions(situation: Situation) -> None:
    pledges = situation.pledges
    assert list(pledges) == [
        "NOR: Boote", "SUN: Boote", "der Hafen: Boote", "die Werft: Boote", "der Hafen + die Werft: Boote",
        "VEL: Boote", "OST: Boote", "die Kammer: Boote",
    ]  # fmt: skip
    asked = {pid: pledge.levels[0].condition for pid, pledge in pledges.items()}
    assert asked["NOR: Boote"] == In("SUN")
    assert asked["SUN: Boote"] == Amount("Boote", Fraction(30))
    assert asked["OST: Boote"] == Fact("die Union: mandate")
    assert asked["VEL: Boote"] == FALSE
    assert asked["die Kammer: Boote"] == Fact("die Kammer: Boote?")
    assert pledges["NOR: Boote"].levels[0].offer == {"Boote": Range(Fraction(20), Fraction(30))}
    assert situation.facts["sobald das Wetter es zulässt"].vague
    assert not situation.facts["die Union: mandate"].vague
    # Norlund waits for Sund, and Sund for 30 boats: together with nobody else they have 32
    assert {a.pledge for a in situation.standing().latent if isinstance(a, Stands)} == {"NOR: Boote", "SUN: Boote"}


def test_an_amount_that_several_give_together_is_there_once(situation: Situation) -> None:
    weather = situation.with_facts({"sobald das Wetter es zulässt": True})
    firm = {a.pledge for a in weather.standing().firm if isinstance(a, Stands)}
    assert firm == {"der Hafen: Boote", "die Werft: Boote", "der Hafen + die Werft: Boote"}
    assert dict(weather.pledges["der Hafen: Boote"].levels[0].offer) == {}
    alone = weather.without("die Werft").standing()
    assert alone.label(Stands("der Hafen: Boote")) == "firm"
    assert alone.label(Stands("der Hafen + die Werft: Boote")) == "blocked"


def test_positions_are_votes_of_whom_they_are_taken_for(situation: Situation) -> None:
    votes = {vote.member: vote for vote in situation.votes}
    assert votes["NOR"].yes == TRUE
    assert votes["VEL"].yes == FALSE
    assert votes["SUN"].yes == And((In("NOR"), Not(Fact("die Union: backing"))))
    assert situation.bodies["ferry"].assumption


def test_the_command_takes_a_dossier(place: Path) -> None:
    result = CliRunner().invoke(app, ["coalition", str(place), "--lang", "en", "--set", "die Union: mandate=true"])
    assert result.exit_code == 0
    assert "OST: Boote: 3 Boote\n" in result.output.split("Latent")[0]
    assert "  ferry: not adopted (blocked by: VEL) [assumption]" in result.output
    assert "      no: VEL\n" in result.output
    written = CliRunner().invoke(app, ["coalition", str(place), "-f", "toml"])
    path = place.with_suffix(".toml")
    path.write_text(written.output, "utf-8")
    with Dossier.open(place) as dossier:
        assert Situation.from_toml(path) == Situation.from_dossier(dossier)


def test_an_empty_dossier(tmp_path: Path) -> None:
    Dossier.new(tmp_path / "e.dossier").close()
    result = CliRunner().invoke(app, ["coalition", str(tmp_path / "e.dossier"), "--lang", "en"])
    assert "There are no pledges." in result.output


def test_of_several_pledges_to_the_same_end_the_last_counts(tmp_path: Path) -> None:
    def told(text: str, day: str, status: str, amount: Quantity | None) -> Reading:
        document = Document(hashlib.sha256(text.encode()).hexdigest(), text, "de", published=day)
        pledge = Pledge(("NOR",), "Boote", status, "named", (Span.of(text, 0, 7),), 0.9, None, amount)  # type: ignore[arg-type]
        return Reading(document, actors=(Actor("NOR", "Norlund", "state", country="NOR"),), pledges=(pledge,))

    first, second = "Norlund stellt 20 Boote.", "Norlund denkt über Boote nach, sonst über nichts."
    with Dossier.new(tmp_path / "b.dossier") as dossier:
        dossier.add(told(second, "2025-05-05", "considered", None), "x")
        dossier.add(
            told(first, "2025-04-04", "offered", Quantity(Span.of(first, 15, 23), 20, 20, "Boote", "thing")), "x"
        )
        (pledge,) = Situation.from_dossier(dossier).pledges.values()
    assert pledge.levels[0].condition == Fact("NOR: Boote?")
    assert pledge.levels[0].offer == {"Boote": Range(Fraction(20), Fraction(20))}
    assert len(pledge.source) == 2
