"""How an actor's positions on a question follow one another in time. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Change", "Held", "changes", "kind_of_change"]

ChangeKind = Literal["new", "confirmed", "strengthened", "weakened", "made_conditional", "reversed"]


@dataclass(frozen=True, slots=True)
class Held:
    """A position that was held: `date` is its day (ISO), None where neither it nor its document has one.

    `conditions` counts the conditions it stands under, `text` is the sentence it rests on in `document` (its id).
    """

    item: str
    actor: str
    question: str
    answer: str
    date: str | None
    conditions: int
    text: str
    document: str
    status: str = "machine"
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a position is against the one held before it by the same actor on the same question."""

    kind: ChangeKind
    position: Held
    before: Held | None


def kind_of_change(before: Held | None, after: Held) -> ChangeKind:
    """What `after` is against `before`.

    From yes to no, or from a condition to no, and back to yes from no: reversed. To a condition: made conditional.
    From an open answer or a condition to a firm one: strengthened; from a firm one or a condition to an open one:
    weakened. The same answer again: confirmed, but under more conditions weakened and under fewer strengthened.
    """
    if before is None:
        return "new"
    if before.answer == after.answer:
        if after.answer == "conditional" and before.conditions != after.conditions:
            return "weakened" if after.conditions > before.conditions else "strengthened"
        return "confirmed"
    if after.answer == "conditional":
        return "made_conditional"
    if after.answer == "open":
        return "weakened"
    if before.answer == "open" or (before.answer == "conditional" and after.answer == "yes"):
        return "strengthened"
    return "reversed"


def changes(positions: Iterable[Held]) -> list[Change]:
    """Each position with what it changed. The order given is kept among positions of one day; positions without a
    day cannot be placed in time and are left out.
    """
    last: dict[tuple[str, str], Held] = {}
    out = []
    for position in sorted((p for p in positions if p.date is not None), key=lambda p: str(p.date)):
        key = position.actor, position.question
        out.append(Change(kind_of_change(last.get(key), position), position, last.get(key)))
        last[key] = position
    return out
