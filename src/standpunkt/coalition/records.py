"""The parts of a situation: actors, facts, pledges, votes, requirements. Numbers are exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from standpunkt.coalition.conditions import FALSE, TRUE, Condition

__all__ = ["Actor", "Ballot", "Fact", "Level", "Lever", "Pledge", "Range", "Requirement", "Vote"]


@dataclass(frozen=True, slots=True)
class Range:
    """An amount between two bounds; `low == high` for a single value. Raises ValueError where high < low."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise ValueError(f"a range runs from low to high, not from {self.low} to {self.high}")

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Fact:
    """An outside event. `value` None is uncertain; `vague` is a wording that nobody could make precise."""

    id: str
    value: bool | None = None
    probability: Fraction | None = None
    vague: bool = False
    source: tuple[str, ...] = ()
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can take part. `takes_part` is for an actor without a pledge; None is uncertain."""

    id: str
    name: str = ""
    takes_part: bool | None = False
    probability: Fraction | None = None
    source: tuple[str, ...] = ()
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """What a pledge brings at this level in all, and on what further condition."""

    offer: Mapping[str, Range] = field(default_factory=dict)
    condition: Condition = TRUE


@dataclass(frozen=True, slots=True)
class Pledge:
    """An actor's conditional offer: a ladder of one or more levels, each reached only after the one below it.

    `reliability` is the probability that it is kept; `start` and `end` are ISO days of its window. `source` holds ids
    of the statements that it rests on; `assumption` marks what no source says.
    """

    id: str
    actor: str
    levels: tuple[Level, ...] = (Level(),)
    reliability: Fraction = Fraction(1)
    start: str | None = None
    end: str | None = None
    source: tuple[str, ...] = ()
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """How a member votes on a proposal: yes under `yes`, at least abstaining under `abstain`, otherwise no."""

    body: str
    proposal: str
    member: str
    yes: Condition = FALSE
    abstain: Condition = FALSE
    source: tuple[str, ...] = ()
    assumption: bool = False

    @property
    def id(self) -> str:
        return f"{self.member} on {self.proposal or 'the proposal'} in {self.body}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """How much of a capability is needed, of all or of a group; `formula` and `basis` say how the amount came about."""

    capability: str
    amount: Range
    id: str = ""
    actors: tuple[str, ...] | None = None
    formula: str = ""
    basis: str = ""
    source: tuple[str, ...] = ()
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """A member votes yes on a proposal of a body (`abstain`: does not vote no)."""

    body: str
    proposal: str
    member: str
    abstain: bool = False


@dataclass(frozen=True, slots=True)
class Lever:
    """What could be made true at a cost: a fact, an actor's taking part, a pledge without its condition, a vote."""

    id: str
    cost: Fraction = Fraction(1)
    fact: str | None = None
    actor: str | None = None
    pledge: str | None = None
    ballot: Ballot | None = None
