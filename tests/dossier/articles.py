"""Invented articles and readings of them, as a model might make them."""

from __future__ import annotations

import hashlib
from typing import Any

from standpunkt.model import Actor, Condition, Document, Mention, Pledge, Position, Reading, Requirement, Statement, Who
from standpunkt.span import Span

CODEBOOK = """
title = "Die Fährverbindung"
[[question]]
id = "ferry"
text = "Soll die Fähre weiterfahren?"
text_en = "Should the ferry go on?"
[[question]]
id = "subsidy"
text = "Soll der Bund zahlen?"
"""

TEXT = (
    "Streit um die Fähre\n\n"
    "„Die Fähre muss bleiben“, sagte Verkehrsministerin Runa Velting am Montag. "
    "Sie stimme zu, falls Norlund die Hälfte der Kosten trage. "
    "Der Präsident der Handelskammer, Odo Brackwede, lehnte das ab. "
    "Die Friedenstruppen der Insel sollen im Mai abziehen.\n"
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def document(text: str = TEXT, **more: Any) -> Document:
    return Document(hashlib.sha256(text.encode()).hexdigest(), text, "de", **more)


def reading(
    published: str | None = "2025-03-03",
    *,
    text: str = TEXT,
    answer: str = "yes",
    shift: int = 0,
    without: tuple[str, ...] = (),
    confidence: float = 0.9,
) -> Reading:
    """A reading of TEXT. `shift` drops so many characters from the ends of contents, `without` leaves items out."""
    doc = document(text, published=published, title="Streit um die Fähre")

    def cut(words: str) -> Span:
        whole = span(text, words)
        return Span.of(text, whole.start + shift, whole.end - shift)

    velting, brackwede = span(text, "Runa Velting"), span(text, "Odo Brackwede")
    condition = span(text, "falls Norlund die Hälfte der Kosten trage")
    actors = (
        Actor("a1", "Runa Velting", "person", "NLD", "Verkehrsministerin", None, (Mention(velting, "name"),)),
        Actor("a2", "Norlund", "state", country="NLD", mentions=(Mention(span(text, "Norlund"), "name"),)),
        Actor("a3", "Odo Brackwede", "person", role="Präsident", mentions=(Mention(brackwede, "name"),)),
    )
    statements = [
        Statement(
            "s1", "named", "direct", "speech", (cut("„Die Fähre muss bleiben“"),), confidence, Who(velting, "a1"),
            (span(text, "sagte"),),
        ),
        Statement(
            "s2", "named", "indirect", "speech", (cut("Sie stimme zu, falls Norlund die Hälfte der Kosten trage"),),
            0.7, Who(span(text, "Sie"), "a1"), conditions=("c1",),
        ),
        Statement(
            "s3", "named", "reported", "speech", (cut("lehnte das ab"),), 0.6, Who(brackwede, "a3"),
            (span(text, "lehnte"),),
        ),
    ]  # fmt: skip
    positions = [
        Position("a1", "ferry", answer, ("s1",), "named", (cut("„Die Fähre muss bleiben“"),), 0.8, "NLD"),  # type: ignore[arg-type]
        Position("a3", "ferry", "no", ("s3",), "named", (cut("lehnte das ab"),), 0.5),
        Position(
            "a1", "subsidy", "conditional", ("s2",), "named",
            (cut("Sie stimme zu, falls Norlund die Hälfte der Kosten trage"),), 0.6, None, ("c1",),
        ),
    ]  # fmt: skip
    requires = Requirement("participation", span(text, "Norlund die Hälfte der Kosten trage"), "NLD")
    return Reading(
        doc,
        tuple(s for s in statements if s.id not in without),
        actors,
        (Condition("c1", condition, requires, False, 0.8),),
        tuple(p for p in positions if not set(p.statements) & set(without)),
        (Pledge(("NLD",), "Kosten", "considered", "named", (span(text, "die Hälfte der Kosten"),), 0.5),),
    )
