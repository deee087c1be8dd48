"""Who depends on whom: what one side requires of another, and where that other has ruled it out. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from standpunkt.knowledge import Knowledge
from standpunkt.model import Condition, Position, Reading
from standpunkt.span import Span
from standpunkt.statements.terms import contents, coverage

__all__ = ["Dependency", "dependencies"]

_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Dependency:
    """`holder` requires something of `on` (actors' ids, or ids of the knowledge).

    `against` are the words with which `on` has said no to it; with them the dependency is a contradiction.
    """

    holder: str
    on: str
    condition: str
    against: tuple[Span, ...] = ()


def dependencies(reading: Reading, knowledge: Knowledge) -> tuple[Dependency, ...]:
    """The edges of the graph of dependencies, in the order of the conditions. Raises nothing.

    A condition that requires nobody gives none, nor one that its own holder would have to meet. Persons count for
    whom they stand for.
    """
    sides = {a.id: a.represents or a.id for a in reading.actors}

    def side(actor: str) -> str:
        return sides.get(actor, actor)

    holders: dict[str, list[str]] = {}
    for p in reading.positions:
        for c in p.conditions:
            holders.setdefault(c, []).append(p.actor)
    for pledge in reading.pledges:
        for c in pledge.conditions:
            holders.setdefault(c, []).extend(pledge.actors)
    for s in reading.statements:
        if s.speaker is not None and s.speaker.actor is not None and s.voice in {"named", "unnamed"}:
            for c in s.conditions:
                holders.setdefault(c, []).append(s.speaker.actor)
    refusals = [(side(actor), span) for actor, span in _refusals(reading)]
    out: list[Dependency] = []
    for condition in reading.conditions:
        on = condition.requires.actor
        if on is None:
            continue
        seen = set()
        for holder in holders.get(condition.id, ()):
            if side(holder) in seen or side(holder) == side(on):
                continue
            seen.add(side(holder))
            against = dict.fromkeys(
                span
                for actor, span in refusals
                if actor == side(on) and _speaks_to(span, condition, reading, knowledge)
            )
            out.append(Dependency(side(holder), side(on), condition.id, tuple(against)))
    return tuple(out)


def _refusals(reading: Reading) -> list[tuple[str, Span]]:
    """What actors have said no to, with the words."""
    found = [(a, e) for p in reading.pledges if p.status == "ruled_out" for a in p.actors for e in p.evidence]
    found += [(p.actor, e) for p in reading.positions if _refuses(p) for e in p.evidence]
    return list(dict.fromkeys(found))


def _refuses(position: Position) -> bool:
    return position.answer == "no"


def _speaks_to(refusal: Span, condition: Condition, reading: Reading, knowledge: Knowledge) -> bool:
    """The words of a refusal and of a requirement share what they speak of."""
    language = "de" if reading.document.language.startswith("de") else "en"
    text = reading.document.text
    wanted = [
        w for w in contents(text, language, knowledge, condition.span.start, condition.span.end) if w.ident is None
    ]
    there = [w for w in contents(text, language, knowledge, refusal.start, refusal.end) if w.ident is None]
    return max(coverage(wanted, there), default=0.0) >= _NEAR
