"""What if: somebody drops out, joins, offers more, asks less; and what changes between two situations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from standpunkt.coalition.check import atoms_of
from standpunkt.coalition.conditions import FALSE
from standpunkt.coalition.gaps import Gap
from standpunkt.coalition.program import Atom
from standpunkt.coalition.records import Actor, Level, Pledge, Range
from standpunkt.coalition.standing import Label
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Comparison", "compare", "with_", "without"]


def without(situation: Situation, name: str) -> Situation:
    """The situation in which the actor (or the one pledge) drops out: nothing of it can stand any more.

    Seats in decision bodies are kept: who leaves a coalition does not leave the Security Council. Raises InputError
    for a name that is neither.
    """
    if name in situation.actors:
        gone = set(situation.pledges_of.get(name, ()))
    elif name in situation.pledges:
        gone = {name}
    else:
        known = ", ".join(sorted(situation.actors)[:12])
        raise InputError(f"there is no actor or pledge {name!r}; actors: {known or 'none'}")
    pledges = {
        pid: replace(p, levels=tuple(replace(level, condition=FALSE) for level in p.levels)) if pid in gone else p
        for pid, p in situation.pledges.items()
    }
    actors = dict(situation.actors)
    if name in actors:
        actors[name] = replace(actors[name], takes_part=False, probability=None)
    return replace(situation, pledges=pledges, actors=actors)


def with_(
    situation: Situation,
    pledges: Iterable[Pledge] = (),
    *,
    facts: Mapping[str, bool | None] | None = None,
    times: Mapping[str, Fraction | int] | None = None,
) -> Situation:
    """The situation with pledges added, or in the place of those with the same id; facts set; offers multiplied.

    `times` gives for an actor or a pledge the factor of its offers (2: it doubles). "Demands less" is the same pledge
    with another condition. Raises InputError for unknown names.
    """
    found = dict(situation.pledges)
    actors = dict(situation.actors)
    for pledge in pledges:
        found[pledge.id] = pledge
        actors.setdefault(pledge.actor, Actor(pledge.actor))
    for name, factor in (times or {}).items():
        meant = [p for p in found.values() if name in (p.actor, p.id)]
        if not meant or factor < 0:
            raise InputError(
                f"{name!r} times {factor}: give an actor or a pledge with an offer, and a factor from 0 on"
            )
        for pledge in meant:
            found[pledge.id] = replace(pledge, levels=tuple(_multiplied(level, factor) for level in pledge.levels))
    changed = replace(situation, pledges=found, actors=actors)._complete()
    return changed.with_facts(facts) if facts else changed


def _multiplied(level: Level, factor: Fraction | int) -> Level:
    offer = {name: Range(amount.low * factor, amount.high * factor) for name, amount in level.offer.items()}
    return replace(level, offer=offer)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: atoms whose label changes (None: not there), and requirements with what was and is there."""

    labels: tuple[tuple[Atom, Label | None, Label | None], ...]
    gaps: tuple[tuple[Gap, Gap], ...]


def compare(before: Situation, after: Situation) -> Comparison:
    """What changes from one situation to another, in the order of the first."""
    old, new = before.standing(), after.standing()
    atoms = dict.fromkeys([*atoms_of(before), *atoms_of(after)])
    labels = []
    for atom in atoms:
        was = old.label(atom) if atom in old.program.atoms else None
        now = new.label(atom) if atom in new.program.atoms else None
        if was != now:
            labels.append((atom, was, now))
    later = {gap.requirement.id or gap.requirement.capability: gap for gap in after.gaps().all}
    gaps = []
    for gap in before.gaps().all:
        now_gap = later.get(gap.requirement.id or gap.requirement.capability)
        if now_gap and now_gap != gap:
            gaps.append((gap, now_gap))
    return Comparison(tuple(labels), tuple(gaps))
