"""Positions, pledges and dependencies of a reading in words, for every view of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from standpunkt.exports.marks import printable
from standpunkt.model import Pledge, Position, Quantity, Reading
from standpunkt.span import Span
from standpunkt.statements import Codebook, Dependency
from standpunkt.words import Language, word

__all__ = ["Cell", "Names", "Stands", "amount", "stands"]

Names = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A position in words: `who` with whom it is for, the answer, the conditions' and the evidence's words."""

    who: str
    question: str
    answer: str
    conditions: tuple[str, ...]
    evidence: tuple[Span, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Stands:
    """A reading's positions and pledges made ready to be shown."""

    actors: tuple[str, ...]
    cells: tuple[Cell, ...]
    pledges: tuple[tuple[str, str, Pledge], ...]
    dependencies: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    conditions: dict[str, str]


def stands(
    reading: Reading, codebook: Codebook, language: Language, names: Names, edges: tuple[Dependency, ...] = ()
) -> Stands:
    """What `reading` holds on the questions of `codebook`; `names` gives the usual name of an id of the knowledge."""
    people = {a.id: a for a in reading.actors}
    conditions = {c.id: line(c.span.text) for c in reading.conditions}

    def name(ident: str) -> str:
        return line(people[ident].name) if ident in people else line(names(ident))

    def who(p: Position) -> str:
        actor = name(p.actor)
        return word("stand.for", language, actor=actor, side=name(p.on_behalf_of)) if p.on_behalf_of else actor

    questions = {q.id: q.words(language) for q in codebook.questions}
    cells = tuple(
        Cell(
            who(p), questions.get(p.question, p.question), word(f"answer.{p.answer}", language),
            tuple(conditions[c] for c in p.conditions if c in conditions), p.evidence, p,
        )
        for p in reading.positions
    )  # fmt: skip
    pledged = tuple((", ".join(name(a) for a in p.actors), thing(p, language), p) for p in reading.pledges)
    depends = tuple(
        (name(d.holder), name(d.on), conditions.get(d.condition, ""), tuple(line(s.text) for s in d.against))
        for d in edges
    )
    return Stands(tuple(dict.fromkeys(c.who for c in cells)), cells, pledged, depends, conditions)


def thing(pledge: Pledge, language: Language) -> str:
    """What is pledged, with its amount: "20 bis 30 Soldaten", "Zuschuss, bis zu 900.000 Euro"."""
    what = line(pledge.what)
    if pledge.quantity is None:
        return what
    much = amount(pledge.quantity, language)
    return much if (pledge.quantity.unit or "").casefold() == what.casefold() else f"{what}, {much}"


def amount(quantity: Quantity, language: Language) -> str:
    """An amount in words of the language."""
    unit = line(quantity.unit or "")
    low, high = (_number(x, language) for x in (quantity.low, quantity.high))
    if low is None and high is None:
        return line(quantity.span.text)
    if low is None:
        return word("stand.at_most", language, high=high, unit=unit).strip()
    if high is None:
        return word("stand.at_least", language, low=low, unit=unit).strip()
    key = "stand.exactly" if low == high else "stand.range"
    return word(key, language, low=low, high=high, unit=unit).strip()


def _number(value: float | None, language: Language) -> str | None:
    if value is None:
        return None
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "de" else text


def line(text: str) -> str:
    """Words of a text on one line, fit to be shown."""
    return " ".join(printable(text).split())
