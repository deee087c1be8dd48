"""Pledges: who gives how much of what, how firmly, jointly or alone."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest

from standpunkt.knowledge import load
from standpunkt.model import Document, Pledge, Reading, Statement, Who
from standpunkt.reading.actors import resolve
from standpunkt.reading.conditions import conditions
from standpunkt.reading.quantities import quantities
from standpunkt.reading.sentences import sentences
from standpunkt.span import Span
from standpunkt.statements import build
from standpunkt.statements.gifts import noun_chunk

K = load()


def pledged(text: str, language: str, said: Sequence[tuple[str, str, str, str]]) -> tuple[Pledge, ...]:
    """The pledges of a text with statements given as (content, speaker, cue, voice)."""
    document = Document(sha256(text.encode()).hexdigest(), text, language)

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    statements = tuple(
        Statement(
            f"s{n}", voice, "indirect", "speech", (span(content),), 1.0,  # type: ignore[arg-type]
            Who(span(speaker)) if speaker else None, tuple(span(c) for c in cue.split(" ++ ")) if cue else (),
        )
        for n, (content, speaker, cue, voice) in enumerate(said, 1)
    )  # fmt: skip
    split = sentences(text, language)
    actors, statements = resolve(document, split, statements, [], K)
    amounts = tuple(quantities(text, language))
    found, statements = conditions(document, split, statements, actors, amounts, K)
    return build(Reading(document, statements, actors, found, quantities=amounts), None, K).pledges


MINISTER = "die norwegische Ministerin Ane Berg"


@pytest.mark.parametrize(
    ("content", "cue", "status", "low", "high", "what"),
    [
        ("Norwegen werde 40 Soldaten schicken, sofern Schweden mitziehe", "sagte", "offered", 40, 40, "Soldaten"),
        ("bis zu 300 Zelte zu liefern", "sagte ++ zu", "committed", None, 300, "Zelte"),
        ("Norwegen sei bereit, 20 Busse zu stellen", "sagte", "offered", 20, 20, "Busse"),
        ("Norwegen könne sich eine Bürgschaft vorstellen", "sagte", "considered", None, None, "Bürgschaft"),
        ("Norwegen werde einen Kredit von 5 Millionen Euro geben", "sagte", "committed", 5e6, 5e6, "Kredit"),
    ],
)
def test_status_amount_and_noun(
    content: str, cue: str, status: str, low: float | None, high: float | None, what: str
) -> None:
    text = f"{content[:1].upper()}{content[1:]}, {cue.replace(' ++', '')}, so {MINISTER}."
    (found,) = pledged(text, "de", [(f"{content[:1].upper()}{content[1:]}", MINISTER, cue, "named")])
    assert (found.status, found.what) == (status, what)
    assert ((found.quantity.low, found.quantity.high) if found.quantity else (None, None)) == (low, high)
    assert found.actors == ("NOR",)
    assert found.joint is False


def test_hearsay_is_a_rumour() -> None:
    text = "Dem Vernehmen nach will Norwegen 150 Soldaten schicken."
    (found,) = pledged(text, "de", [("will Norwegen 150 Soldaten schicken", "", "Dem Vernehmen nach", "hearsay")])
    assert (found.status, found.voice, found.actors) == ("rumoured", "hearsay", ("NOR",))


def test_what_is_told_in_the_next_sentence_belongs_to_it() -> None:
    text = "Minister Nils Holm kündigte an, einen Zuschuss zu zahlen. Es geht um 60.000 Euro."
    (found,) = pledged(text, "de", [("einen Zuschuss zu zahlen", "Minister Nils Holm", "kündigte ++ an", "named")])
    assert found.quantity is not None
    assert found.quantity.low == 60000
    assert [e.text for e in found.evidence] == ["einen Zuschuss zu zahlen", "Es geht um 60.000 Euro."]


def test_facts_and_other_peoples_duties_are_no_pledges() -> None:
    text = "Der See hat 20 Inseln. Die anderen müssten 30 Boote stellen, sagte Minister Nils Holm."
    assert pledged(text, "de", [("Die anderen müssten 30 Boote stellen", "Minister Nils Holm", "sagte", "named")]) == ()


@pytest.mark.parametrize(
    ("text", "language", "content", "speaker", "cue"),
    [
        ("The fishing association warned that a lower quota would cost 3,000 jobs.", "en",
         "that a lower quota would cost 3,000 jobs", "The fishing association", "warned"),
        ("Der Fischereiverband warnte, eine kleinere Quote koste 3.000 Stellen.", "de",
         "eine kleinere Quote koste 3.000 Stellen", "Der Fischereiverband", "warnte"),
    ],
)  # fmt: skip
def test_what_something_costs_is_nobodys_gift(text: str, language: str, content: str, speaker: str, cue: str) -> None:
    assert pledged(text, language, [(content, speaker, cue, "indirect")]) == ()


def test_what_is_given_is_no_idiom_and_no_party() -> None:
    text = "Ministerin Ane Berg (Bürgerliste) stellte 90.000 Euro in Aussicht."
    said = ("90.000 Euro", "Ministerin Ane Berg", "stellte ++ in Aussicht", "named")
    assert [p.what for p in pledged(text, "de", [said])] == ["Euro"]
    text = "Norwegen sei bereit, dafür zwölf Millionen Euro in die Hand zu nehmen, sagte Ministerin Ane Berg."
    content = "Norwegen sei bereit, dafür zwölf Millionen Euro in die Hand zu nehmen"
    (given,) = pledged(text, "de", [(content, "Ministerin Ane Berg", "sagte", "indirect")])
    assert (given.what != "Hand", given.status) == (True, "offered")


@pytest.mark.parametrize(
    ("content", "cue", "gift"),
    [
        ("Norwegen werde auf 1,3 Millionen Euro Pacht verzichten", "versicherte", ("Pacht", 1.3e6, "committed")),
        ("Für den Übergang stelle Norwegen 14 Millionen Euro bereit", "sagte", ("Übergang", 14e6, "committed")),
        ("Norwegen werde sich an dem Topf nicht beteiligen", "sagte", ("Beteiligung", None, "ruled_out")),
        ("Norwegen könnte eigene Mittel beisteuern", "sagte", ("Mittel", None, "considered")),
        ("bis Freitag die Akten vorzulegen", "versprach", ("Akten", None, "committed")),
    ],
)  # fmt: skip
def test_the_noun_for_what_is_given(content: str, cue: str, gift: tuple[str, float | None, str]) -> None:
    opening = f"{content[:1].upper()}{content[1:]}"
    (found,) = pledged(f"{opening}, {cue} {MINISTER}.", "de", [(opening, MINISTER, cue, "named")])
    assert (found.what, found.quantity.low if found.quantity else None, found.status) == gift


def test_a_share_that_is_raised_to_an_amount() -> None:
    text = "Die EU stellt in Aussicht, ihren Beitrag bis 2030 auf 6 Millionen Euro zu erhöhen."
    content = "ihren Beitrag bis 2030 auf 6 Millionen Euro zu erhöhen"
    (found,) = pledged(text, "de", [(content, "Die EU", "stellt in Aussicht", "named")])
    assert (found.what, found.status) == ("Beitrag", "offered")


def test_that_money_is_the_money_told_before() -> None:
    first, second = "Norwegen gebe 14 Millionen Euro", "Ausgezahlt werde das Geld aber nur, wenn Schweden mitziehe"
    found = pledged(f"{first}, sagte {MINISTER}. {second}, sagte sie.", "de", [
        (first, MINISTER, "sagte", "named"), (second, "sie", "sagte", "named"),
    ])  # fmt: skip
    assert len(found) == 1
    assert found[0].conditions


def test_what_is_only_talked_of_is_a_rumour_though_its_source_is_named() -> None:
    text = "Das war von Norwegen zu hören, die Rede ist von 200 Soldaten, eventuell 300."
    (found,) = pledged(text, "de", [("die Rede ist von 200 Soldaten, eventuell 300", "", "war ++ zu hören", "hearsay")])
    assert (found.actors, found.what, found.status, found.voice) == (("NOR",), "Soldaten", "rumoured", "hearsay")
    assert found.quantity is not None
    assert (found.quantity.low, found.quantity.high) == (200, 300)


def test_the_same_words_twice_are_one_rumour_of_whoever_is_named_and_of_no_town() -> None:
    text = "Dem Vernehmen nach bietet ein Investor aus Hamburg an, zwei Millionen Euro für den Neubau zu geben."
    inner = "zwei Millionen Euro für den Neubau zu geben"
    heard = ("bietet ein Investor aus Hamburg an, " + inner, "Dem Vernehmen", "nach", "unnamed")
    found = pledged(text, "de", [heard, (inner, "ein Investor aus Hamburg", "bietet ++ an", "unnamed")])
    assert [(p.what, p.status, p.voice, len(p.evidence)) for p in found] == [("Neubau", "rumoured", "hearsay", 2)]
    assert found[0].actors[0] != "DEU"


def test_what_is_given_is_no_pronoun() -> None:
    assert noun_chunk("itself in clean air") is None
    assert noun_chunk("the tram depot in Hollowmere") == "tram depot"


def test_two_amounts_with_their_own_verbs_are_two_pledges() -> None:
    said = "Norwegen gibt fünf Millionen Euro und schickt 60 Helfer"
    found = pledged(f"{said}, sagte {MINISTER}.", "de", [(said, MINISTER, "sagte", "named")])
    assert [(p.what, p.quantity.low) for p in found if p.quantity][-1] == ("Helfer", 60)
    assert [p.quantity.low for p in found if p.quantity] == [5e6, 60]
    assert found[0].what != "Helfer"


def test_an_explicit_promise_is_firm_unless_it_is_bound() -> None:
    said = "Norwegen gebe zwei Boote ab"
    text = f"{said}, versprach {MINISTER}."
    (found,) = pledged(text, "de", [(said, MINISTER, "versprach", "named")])
    assert found.status == "committed"
    bound = f"{said}, sofern Schweden mitziehe"
    (found,) = pledged(f"{bound}, versprach {MINISTER}.", "de", [(bound, MINISTER, "versprach", "named")])
    assert found.status == "offered"


def test_whoever_is_joined_by_and_gives_too() -> None:
    said = "Norway and Sweden will send 20 doctors"
    (found,) = pledged(f"{said}, they announced.", "en", [(said, "", "announced", "unnamed")])
    assert set(found.actors) == {"NOR", "SWE"}
