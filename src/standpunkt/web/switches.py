"""What a visitor of the coalition view tries out: who drops out, what is true, how much is given and needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from standpunkt.coalition import Situation
from standpunkt.coalition.records import Pledge, Range, Requirement
from standpunkt.errors import InputError

__all__ = ["Offer", "offers", "sums", "switched"]

_VALUES = {"true": True, "false": False, "uncertain": None}
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,6})?")  # no exponent: an amount, not a way to fill the memory


class Offer(NamedTuple):
    """An amount that a pledge leaves open between two bounds."""

    pledge: str
    level: int
    capability: str
    amount: Range


def offers(situation: Situation) -> dict[str, Offer]:
    """The amounts of a situation that run from one bound to another, by a name."""
    found = (
        Offer(pledge.id, number, capability, amount)
        for pledge in situation.pledges.values()
        for number, level in enumerate(pledge.levels)
        for capability, amount in level.offer.items()
        if amount.low < amount.high
    )
    return {f"{o.pledge}, {o.level + 1}, {o.capability}": o for o in found}


def sums(situation: Situation) -> dict[str, Range]:
    """What all pledges bring together, for each capability that no requirement asks for."""
    asked = {requirement.capability for requirement in situation.requirements}
    out: dict[str, Range] = {}
    for pledge in situation.pledges.values():
        for capability, amount in (pledge.levels[-1].offer if pledge.levels else {}).items():
            if capability not in asked:
                out[capability] = out.get(capability, Range(Fraction(0), Fraction(0))) + amount
    return out


def switched(
    base: Situation,
    *,
    without: Iterable[str] = (),
    fact: Iterable[str] = (),
    offered: Sequence[tuple[str, str]] = (),
    needed: Sequence[tuple[str, str]] = (),
) -> tuple[Situation, list[str]]:
    """The situation with its switches set, and who dropped out.

    `offered` and `needed` pair the name of an offer (a capability) with an amount; an empty amount leaves it as it is.
    What is set is marked as an assumption. Raises InputError for what the situation does not have.
    """
    changed = base.with_facts(_facts(fact))
    pledges = _with_amounts(base.pledges, offers(base), [pair for pair in offered if pair[1].strip()])
    wanted = [pair for pair in needed if pair[1].strip()]
    known = sums(base)
    for name, _ in wanted:
        if name not in known:
            raise InputError(f"need {name!r}: no pledge brings it, or it has a requirement already")
    needs = [Requirement(n, Range(_amount(v), _amount(v)), id=n, assumption=True) for n, v in wanted]
    changed = replace(changed, pledges=pledges, requirements=(*changed.requirements, *needs))
    gone = [name for name in dict.fromkeys(without) if name]
    for name in gone:
        changed = changed.without(name)
    return changed, gone


def _with_amounts(
    pledges: Mapping[str, Pledge], known: Mapping[str, Offer], given: Sequence[tuple[str, str]]
) -> dict[str, Pledge]:
    out = dict(pledges)
    for name, text in given:
        if name not in known:
            raise InputError(f"offer {name!r}: there is none that is open between two amounts")
        offer, value = known[name], _amount(text)
        if not offer.amount.low <= value <= offer.amount.high:
            raise InputError(f"offer {name!r}: {text} is not between {offer.amount.low} and {offer.amount.high}")
        before = out[offer.pledge]
        levels = list(before.levels)
        level = levels[offer.level]
        levels[offer.level] = replace(level, offer={**level.offer, offer.capability: Range(value, value)})
        out[offer.pledge] = replace(before, levels=tuple(levels), assumption=True)
    return out


def _amount(text: str) -> Fraction:
    if not _NUMBER.fullmatch(text.strip()):
        raise InputError(f"amount {text[:40]!r}: write a number, such as 800 or 2.5")
    return Fraction(text.strip().replace(",", "."))


def _facts(given: Iterable[str]) -> dict[str, bool | None]:
    out: dict[str, bool | None] = {}
    for item in given:
        name, _, value = item.rpartition("=")
        if not name or value not in _VALUES:
            raise InputError(f"fact {item!r}: write NAME=true, NAME=false or NAME=uncertain")
        out[name] = _VALUES[value]
    return out
