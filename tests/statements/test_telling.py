"""To whom sentences of the report give their words, and what is undertaken in them."""

from __future__ import annotations

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
from standpunkt.statements.utterances import utterances

K = load()


def read(text: str, language: str, said: tuple[tuple[str, str, str], ...] = ()) -> Reading:
    """A text with statements as (content, speaker, cue), actors without a tagger of names."""

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    document = Document(sha256(text.encode()).hexdigest(), text, language)
    statements = tuple(
        Statement(
            f"s{n}", "named", "indirect", "speech", (span(content),), 1.0, Who(span(speaker)),
            (span(cue),) if cue else (),
        )
        for n, (content, speaker, cue) in enumerate(said, 1)
    )  # fmt: skip
    split = sentences(text, language)
    actors, statements = resolve(document, split, statements, [], K)
    amounts = tuple(quantities(text, language))
    found, statements = conditions(document, split, statements, actors, amounts, K)
    return Reading(document, statements, actors, found, quantities=amounts)


def holders(reading: Reading, words: str) -> list[tuple[str, str]]:
    """The holders and the kind of the utterances that have `words`."""
    names = {a.id: a.name for a in reading.actors}
    text = reading.document.text
    split = sentences(text, reading.document.language)
    return [
        (names[h], u.kind) for u in utterances(reading, split, K) if words in text[u.start : u.end] for h in u.holders
    ]


def pledges(text: str, language: str) -> list[Pledge]:
    return list(build(read(text, language), None, K).pledges)


@pytest.mark.parametrize(
    ("language", "text", "words", "who"),
    [
        ("en", "Norway would send two ships, its foreign minister Ane Berg said on Monday.", "two ships", "Ane Berg"),
        ("en", "Norway would send two ships, said foreign minister Ane Berg.", "two ships", "Ane Berg"),
        ("de", "Norwegen werde zwei Schiffe schicken, versprach Ministerin Ane Berg.", "zwei Schiffe", "Ane Berg"),
        ("de", "Norwegen schickt zwei Schiffe, wie Ministerin Ane Berg mitteilte.", "zwei Schiffe", "Ane Berg"),
        ("de", "Nach Angaben von Ministerin Ane Berg schickt das Land zwei Schiffe.", "zwei Schiffe", "Ane Berg"),
    ],
)
def test_an_attribution_inside_a_sentence_gives_it_to_its_speaker(
    language: str, text: str, words: str, who: str
) -> None:
    assert (who, "indirect") in holders(read(text, language), words)


def test_the_german_subjunctive_goes_on_with_the_last_speaker() -> None:
    text = "Die norwegische Ministerin Ane Berg sagte, man prüfe das. Kürzere Fristen lehne die Regierung ab."
    reading = read(text, "de", (("man prüfe das", "Die norwegische Ministerin Ane Berg", "sagte"),))
    assert holders(reading, "Kürzere Fristen") == [("Ane Berg", "indirect_free_indirect")]
    plain = read(
        text.replace("lehne", "lehnt"), "de", (("man prüfe das", "Die norwegische Ministerin Ane Berg", "sagte"),)
    )
    assert ("Ane Berg", "indirect_free_indirect") not in holders(plain, "Kürzere Fristen")


def test_unframed_speech_without_a_cue_has_its_whole_sentence() -> None:
    text = "Die norwegische Ministerin Ane Berg sagte, das reiche. Einen späteren Beginn schloss sie aus."
    said = ("das reiche", "Die norwegische Ministerin Ane Berg", "sagte")
    reading = read(text, "de", (said, ("Einen späteren Beginn", "Die norwegische Ministerin Ane Berg", "")))
    free = tuple(
        s if s.cue else Statement(
            s.id, s.voice, "indirect_free_indirect", s.medium, s.content, s.confidence, s.speaker, s.cue
        )
        for s in reading.statements
    )  # fmt: skip
    whole = Reading(reading.document, free, reading.actors, reading.conditions, quantities=reading.quantities)
    assert holders(whole, "schloss sie aus")[0][0] == "Ane Berg"


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Norwegen gibt fünf Millionen Euro für die Brücke.", ("Brücke", 5e6, "committed")),
        ("de", "Norwegen will vorerst kein Geld geben.", ("Geld", None, "ruled_out")),
        ("de", "Norwegen hat bereits 300 Zelte geliefert.", ("Zelte", 300, "delivered")),
        ("en", "Norway will pay for their tents, up to eight million euros.", ("tents", 8e6, "committed")),
        ("en", "Norway delivered 300 tents.", ("tents", 300, "delivered")),
        ("de", "Norwegen gab sich gelassen.", None),
        ("de", "Norwegen will sich auf Versprechen nicht verlassen.", None),
    ],
)
def test_what_the_report_tells_of_gifts(language: str, text: str, found: tuple[str, float | None, str] | None) -> None:
    got = [(p.what, p.quantity.high if p.quantity else None, p.status) for p in pledges(text, language)]
    assert got == ([found] if found else [])


def test_two_amounts_are_two_pledges() -> None:
    found = pledges("Norwegen schickt fünf Millionen Euro für Medikamente und 60 Ärzte.", "de")
    assert [(p.what, p.quantity.high) for p in found if p.quantity] == [("Medikamente", 5e6), ("Ärzte", 60)]


def test_what_is_only_said_to_be_so_is_a_rumour() -> None:
    assert [p.status for p in pledges("Norway is understood to be ready to send 40 soldiers.", "en")] == ["rumoured"]


def test_not_without_is_no_refusal() -> None:
    (found,) = pledges("Norway would send 40 soldiers, but not without a mandate.", "en")
    assert (found.status, len(found.conditions)) == ("offered", 1)
