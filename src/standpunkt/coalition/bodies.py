"""Decision bodies: members and a rule over ternary votes (no < abstain < yes).

A rule is built of quotas with `&` and `|`; it is monotone: a vote that moves towards yes never undoes an adoption.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from standpunkt.errors import InputError

__all__ = ["All", "Any", "Body", "Number", "Quota", "Rule", "VoteName", "exact"]

Number = int | float | Fraction | str
VoteName = Literal["yes", "abstain", "no"]


@dataclass(frozen=True, slots=True)
class Quota:
    """The whole-number weights of those who vote yes (`abstain`: who do not vote no) sum to `least` or more."""

    weights: tuple[tuple[str, int], ...]
    least: int
    abstain: bool = False

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(member for member, _ in self.weights)


@dataclass(frozen=True, slots=True)
class All:
    """Every part is met."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part is met."""

    parts: tuple[Rule, ...]


Rule = Quota | All | Any


@dataclass(frozen=True, slots=True)
class Body:
    """Who decides, and by what rule. `default` is the vote of a member of whom nothing is known; `assumption` marks a
    rule that no source gives.
    """

    rule: Rule
    members: tuple[str, ...]
    name: str = ""
    default: VoteName = "no"
    date: str = ""
    source: str = ""
    assumption: bool = False

    @classmethod
    def weighted(
        cls,
        weights: Mapping[str, Number],
        *,
        quota: Number | None = None,
        share: Number | None = None,
        more_than: Number | None = None,
        abstain: bool = False,
    ) -> Body:
        """Adopts when the weights of those in favour reach `quota`, or that `share` of the total.

        `more_than` is a share that must be exceeded ("an absolute majority": 1/2). Exact: weights and bounds may be
        fractions or decimals. With `abstain`, those who abstain count as well. Raises InputError where there is no
        member, no bound or several, or a negative weight.
        """
        if sum(bound is not None for bound in (quota, share, more_than)) != 1:
            raise InputError("a weighted rule takes one of quota, share and more_than")
        if not weights:
            raise InputError("a decision body needs at least one member")
        values = {member: exact(weight) for member, weight in weights.items()}
        for member, value in values.items():
            if value < 0:
                raise InputError(f"the weight of {member} is negative ({value}); give 0 or more")
        scale = math.lcm(*(value.denominator for value in values.values()))
        whole = {member: int(value * scale) for member, value in values.items()}
        total = sum(whole.values())
        if quota is not None:
            least = math.ceil(exact(quota) * scale)
        elif share is not None:
            least = math.ceil(exact(share) * total)
        else:
            least = math.floor(exact(more_than or 0) * total) + 1
        return cls(Quota(tuple(whole.items()), least, abstain), tuple(whole))

    @classmethod
    def count(cls, members: Iterable[str], *, at_least: int | None = None, abstain: bool = False) -> Body:
        """Adopts when so many members are in favour (default: all of them)."""
        weights = dict.fromkeys(members, 1)
        return cls.weighted(weights, quota=len(weights) if at_least is None else at_least, abstain=abstain)

    @classmethod
    def veto(cls, members: Iterable[str]) -> Body:
        """Adopts when none of the members votes no; an abstention does not block."""
        return cls.count(members, abstain=True)

    @classmethod
    def blocking(cls, members: Iterable[str], *, at_least: int) -> Body:
        """Adopts unless so many members withhold their yes: a blocking minority must have that many."""
        names = tuple(dict.fromkeys(members))
        return cls.count(names, at_least=len(names) - at_least + 1)

    def __and__(self, other: Body) -> Body:
        return Body(All((self.rule, other.rule)), tuple(dict.fromkeys(self.members + other.members)))

    def __or__(self, other: Body) -> Body:
        return Body(Any((self.rule, other.rule)), tuple(dict.fromkeys(self.members + other.members)))

    def adopts(self, yes: Collection[str], abstain: Collection[str] = ()) -> bool:
        """Whether these votes adopt; all other members vote no."""
        yes = frozenset(yes)
        return _met(self.rule, yes, yes | frozenset(abstain))


def exact(value: Number) -> Fraction:
    """The number as a fraction: 0.65 is 13/20, "65%" as well. Raises InputError for what is no finite number."""
    try:
        if isinstance(value, str) and value.strip().endswith("%"):
            return Fraction(value.strip()[:-1]) / 100
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, ZeroDivisionError, TypeError):
        raise InputError(f"{value!r} is no number; write for example 20000, 0.65 or 2/3") from None


def _met(rule: Rule, yes: frozenset[str], not_no: frozenset[str]) -> bool:
    match rule:
        case Quota(weights, least, abstain):
            favour = not_no if abstain else yes
            return sum(weight for member, weight in weights if member in favour) >= least
        case All(parts):
            return all(_met(part, yes, not_no) for part in parts)
        case Any(parts):
            return any(_met(part, yes, not_no) for part in parts)
