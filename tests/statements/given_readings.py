"""Readings with statements given by hand, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from standpunkt.knowledge import load
from standpunkt.model import Document, Reading, Statement, Who
from standpunkt.reading.actors import resolve
from standpunkt.reading.conditions import conditions
from standpunkt.reading.quantities import quantities
from standpunkt.reading.sentences import sentences
from standpunkt.span import Span
from standpunkt.statements import Codebook

K = load()
FERRY = Codebook.from_questions(
    [
        {
            "id": "pay",
            "text": "Soll das eigene Land die Fähre bezahlen?",
            "text_en": "Should the country pay for the ferry?",
        },
        {"id": "toll", "text": "Soll eine Maut eingeführt werden?", "text_en": "Should there be a toll?"},
    ]
)


def reading(text: str, language: str, said: Sequence[tuple[str, str, str, str]]) -> Reading:
    """A reading with statements given as (content, speaker, cue, kind)."""
    document = Document(sha256(text.encode()).hexdigest(), text, language, published="2031-05-06")

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    statements = tuple(
        Statement(
            f"s{n}", "named", kind, "speech", tuple(span(c) for c in content.split(" ++ ")), 1.0,  # type: ignore[arg-type]
            Who(span(speaker)) if speaker else None, tuple(span(c) for c in cue.split(" ++ ")) if cue else (),
        )
        for n, (content, speaker, cue, kind) in enumerate(said, 1)
    )  # fmt: skip
    split = sentences(text, language)
    actors, statements = resolve(document, split, statements, [], K)
    amounts = tuple(quantities(text, language))
    found, statements = conditions(document, split, statements, actors, amounts, K)
    return Reading(document, statements, actors, found, quantities=amounts)


def answers(found: Reading) -> dict[tuple[str, str], str]:
    names = {a.id: a.name for a in found.actors}
    return {(names[p.actor], p.question): p.answer for p in found.positions}
