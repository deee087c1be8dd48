"""How much of each requirement is covered, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from standpunkt.coalition.conditions import Stands
from standpunkt.coalition.program import Atom
from standpunkt.coalition.records import Range, Requirement

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Gap", "Gaps", "amount_of", "gaps"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A requirement, what is there for it (firm; with what is latent; with what is open as well), what is missing."""

    requirement: Requirement
    firm: Range
    together: Range
    hoped: Range

    def missing(self, have: Range) -> Range:
        """What `have` leaves missing: at best and at worst, never below nothing."""
        need = self.requirement.amount
        return Range(max(need.low - have.high, Fraction(0)), max(need.high - have.low, Fraction(0)))

    @property
    def missing_firm(self) -> Range:
        return self.missing(self.firm)

    @property
    def missing_together(self) -> Range:
        return self.missing(self.together)


@dataclass(frozen=True, slots=True)
class Gaps:
    """All requirements' gaps; `binding` is the one of which the largest share is missing at worst, None if none is."""

    all: tuple[Gap, ...]

    @property
    def binding(self) -> Gap | None:
        return self._binding(lambda gap: gap.missing_firm.high)

    @property
    def binding_together(self) -> Gap | None:
        return self._binding(lambda gap: gap.missing_together.high)

    def _binding(self, missing: Callable[[Gap], Fraction]) -> Gap | None:
        short = [gap for gap in self.all if missing(gap) > 0]
        return max(short, key=lambda gap: missing(gap) / gap.requirement.amount.high, default=None)


def gaps(situation: Situation) -> Gaps:
    """The gap of each requirement under the situation's standing."""
    standing = situation.standing()
    together = standing.firm | standing.latent
    return Gaps(
        tuple(
            Gap(
                need,
                amount_of(situation, need, standing.firm),
                amount_of(situation, need, together),
                amount_of(situation, need, together | standing.open),
            )
            for need in situation.requirements
        )
    )


def amount_of(situation: Situation, need: Requirement, standing: Collection[Atom]) -> Range:
    """What the standing pledges of the requirement's actors bring of its capability."""
    low = high = Fraction(0)
    for pledge in situation.pledges.values():
        if need.actors is not None and pledge.actor not in need.actors:
            continue
        for number in reversed(range(len(pledge.levels))):
            if Stands(pledge.id, number) in standing:
                brought = pledge.levels[number].offer.get(need.capability)
                if brought:
                    low, high = low + brought.low, high + brought.high
                break
    return Range(low, high)
