"""How likely an event is, over uncertain facts and over pledges that may not be kept.

Uncertain facts, and actors that may come in, are independent of one another and of whether pledges are kept. A pledge
is kept with its reliability, all of it or nothing; one that is not kept does not stand, and whatever asks for it does
without. The event is read from what is firm then, or (`together`) from what stands if all is announced together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from standpunkt.coalition import conditions as c
from standpunkt.coalition.blocking import goal_of
from standpunkt.coalition.explain import mentioned
from standpunkt.coalition.program import Program, compile_situation
from standpunkt.coalition.records import Fact, Level, Pledge
from standpunkt.coalition.worlds import fixed_points
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Distribution", "Probability", "distribution", "probability"]

_WORLDS = 2**14  # at most so many worlds are gone through one by one
_CELLS = 4_000_000  # at most so many sums in a distribution
_BATCH = 8192
_EVEN = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Probability:
    """The probability; `error` is the standard error of a simulation and 0 where the reckoning is exact.

    `assumed` names the uncertain facts and actors without a probability of their own: 1/2 was taken for them.
    """

    value: float
    error: float
    method: Literal["worlds", "distribution", "simulation"]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """The probability of each total amount of a capability, exact but for rounding; totals ascend."""

    capability: str
    amounts: tuple[Fraction, ...]
    probabilities: tuple[float, ...]
    assumed: tuple[str, ...]

    def at_least(self, amount: Fraction | int) -> float:
        """The probability that the total is the amount or more."""
        return math.fsum(p for x, p in zip(self.amounts, self.probabilities, strict=True) if x >= amount)

    @property
    def mean(self) -> float:
        return math.fsum(float(x) * p for x, p in zip(self.amounts, self.probabilities, strict=True))


def probability(
    situation: Situation,
    goal: c.Condition | str | None = None,
    *,
    together: bool = False,
    draws: int = 100_000,
    seed: int = 0,
) -> Probability:
    """How likely the goal (a condition; default: the lower bound of every requirement) is to be reached.

    Exact where there are few worlds, or where the goal is one amount and the pledges that may fail are not asked for
    by others; otherwise a simulation with `draws` worlds from `seed`, and its standard error. Raises InputError for a
    situation that is not monotone.
    """
    wanted = goal_of(situation, goal)
    chances = _Chances(situation)
    if isinstance(wanted, c.Amount) and wanted.group.own and math.prod([2] * len(chances.free)) > _WORLDS:
        try:
            found = distribution(situation, wanted.capability, wanted.group.actors, together=together)
        except _TooMany:
            pass
        else:
            least = wanted.least
            more = (
                p
                for x, p in zip(found.amounts, found.probabilities, strict=True)
                if x > least or (x == least and not wanted.strict)
            )
            return Probability(min(math.fsum(more), 1.0), 0.0, "distribution", chances.assumed)
    program = _monotone(compile_situation(chances.situation, [wanted]))
    names = [name for name in chances.free if _outside_nodes(program, name)]
    if 2 ** len(names) <= _WORLDS:
        total = 0.0
        for begin in range(0, 2 ** len(names), _BATCH):
            values, weights = _worlds(chances, names, begin, min(begin + _BATCH, 2 ** len(names)))
            total += float(weights[_reached(program, names, values, together)].sum())
        return Probability(min(total, 1.0), 0.0, "worlds", chances.assumed)
    random = np.random.default_rng(seed)
    odds = np.array([float(chances.free[name]) for name in names])[:, None]
    hits = 0
    for begin in range(0, draws, _BATCH):
        values = random.random((len(names), min(_BATCH, draws - begin))) < odds
        hits += int(_reached(program, names, values, together).sum())
    value = hits / draws
    return Probability(value, math.sqrt(max(value * (1 - value), 1 / draws) / draws), "simulation", chances.assumed)


def distribution(
    situation: Situation, capability: str, actors: Iterable[str] | None = None, *, together: bool = False
) -> Distribution:
    """The whole distribution of what stands of a capability, of all or of some actors.

    Facts, and pledges that others ask for, are gone through world by world; the pledges that nobody asks for are added
    by a dynamic programme over the total. Raises InputError where that is too much, or the situation is not monotone.
    """
    chances = _Chances(situation, keep_apart=True)
    program = _monotone(compile_situation(chances.situation))
    names = [name for name in chances.free if _outside_nodes(program, name)]
    if 2 ** len(names) > _WORLDS:
        raise _TooMany(
            f"there are 2^{len(names)} worlds of facts and of pledges that others ask for, too many for an exact "
            "distribution; ask for a probability, which is simulated"
        )
    group = None if actors is None else frozenset(actors)
    pledges = [p for p in situation.pledges.values() if group is None or p.actor in group]
    amounts = {
        p.id: [
            getattr(level.offer[capability], situation.bound) if capability in level.offer else Fraction(0)
            for level in p.levels
        ]
        for p in pledges
    }
    scale = math.lcm(1, *(x.denominator for levels in amounts.values() for x in levels))
    steps = {pid: [int(x * scale) for x in levels] for pid, levels in amounts.items()}
    unit = math.gcd(*(x for levels in steps.values() for x in levels)) or 1
    most = sum(max(levels) for levels in steps.values()) // unit
    if most + 1 > _CELLS:
        raise _TooMany(
            f"the amounts of {capability} have too many different sums for an exact distribution; round them"
        )
    values, weights = _worlds(chances, names, 0, 2 ** len(names))
    heights = np.zeros((len(pledges), len(weights)), dtype=np.int64)
    for begin in range(0, len(weights), _BATCH):
        part = slice(begin, begin + _BATCH)
        state = fixed_points(program.network, _seeds(program, names, values[:, part]), together)
        for i, pledge in enumerate(pledges):
            for k in range(len(pledge.levels)):
                heights[i, part] += state[program.atoms[c.Stands(pledge.id, k)]]
    different, place = np.unique(heights, axis=1, return_inverse=True)
    shares = np.zeros(different.shape[1])
    np.add.at(shares, place.reshape(-1), weights)
    levels = [[0, *(x // unit for x in steps[p.id])] for p in pledges]
    kept = [float(chances.apart.get(p.id, Fraction(1))) for p in pledges]
    total = _sums(different, shares, levels, kept, most + 1)
    reached = np.flatnonzero(total)
    return Distribution(
        capability,
        tuple(Fraction(int(x) * unit, scale) for x in reached),
        tuple(total[reached].tolist()),
        chances.assumed,
    )


def _sums(
    heights: NDArray[np.int64], shares: NDArray[np.float64], levels: list[list[int]], kept: list[float], size: int
) -> NDArray[np.float64]:
    """The distribution of the total, the worlds being columns of heights with their shares.

    Pledges are added from the last to the first; worlds that agree on all earlier pledges are merged before the next
    is added, so what many worlds have in common is added once.
    """
    order = sorted(range(len(levels)), key=lambda i: len(set(heights[i].tolist())))
    tables = np.zeros((heights.shape[1], 1)) + shares[:, None]
    rows = heights
    length = 1
    for depth in reversed(range(len(order))):
        i = order[depth]
        longer = min(length + max(levels[i]), size)
        following = np.zeros((rows.shape[1], longer))
        for height in np.unique(rows[i]):
            chosen = np.flatnonzero(rows[i] == height)
            step, p = levels[i][height], kept[i]
            if step == 0 or p == 0:
                following[chosen, :length] += tables[chosen]
                continue
            following[chosen, step : step + length] += p * tables[chosen]
            if p < 1:
                following[chosen, :length] += (1 - p) * tables[chosen]
        earlier = rows[order[:depth]]
        merged, place = (
            np.unique(earlier, axis=1, return_inverse=True) if depth else (None, np.zeros(len(following), int))
        )
        count = merged.shape[1] if merged is not None else 1
        tables = np.zeros((count, longer))
        np.add.at(tables, place.reshape(-1), following)
        if merged is not None:
            kept_rows = np.zeros((len(levels), count), dtype=np.int64)
            kept_rows[order[:depth]] = merged
            rows = kept_rows
        length = longer
    total: NDArray[np.float64] = tables.sum(axis=0)
    return total


def _worlds(
    chances: _Chances, names: list[str], begin: int, stop: int
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Worlds by their numbers: each name's value (rows) in each, and each world's probability."""
    numbers = np.arange(begin, stop)
    values = np.zeros((len(names), len(numbers)), dtype=np.bool_)
    weights = np.ones(len(numbers))
    for i, name in enumerate(names):
        values[i] = (numbers >> i) & 1
        p = float(chances.free[name])
        weights *= np.where(values[i], p, 1 - p)
    return values, weights


class _TooMany(InputError):
    """There is too much to go through exactly."""


class _Chances:
    """What is uncertain: facts and actors by name with their probabilities, and whether pledges are kept.

    A pledge that may not be kept asks for a fact of its own; with `keep_apart` only where others ask for the pledge,
    the rest being listed in `apart`.
    """

    def __init__(self, situation: Situation, keep_apart: bool = False) -> None:
        self.free: dict[str, Fraction] = {}
        assumed = []
        outside: list[tuple[str, bool | None, Fraction | None]] = [
            (fact.id, fact.value, fact.probability) for fact in situation.facts.values()
        ]
        outside += [
            (actor.id, actor.takes_part, actor.probability)
            for actor in situation.actors.values()
            if actor.id not in situation.pledges_of and actor.id not in situation.facts
        ]
        for name, value, chance in outside:
            if value is None:
                self.free[name] = _EVEN if chance is None else chance
                if chance is None:
                    assumed.append(name)
        self.assumed = tuple(assumed)
        asked = _asked_for(situation) if keep_apart else set(situation.pledges)
        self.apart: Mapping[str, Fraction] = {
            p.id: p.reliability for p in situation.pledges.values() if p.reliability < 1 and p.id not in asked
        }
        facts, pledges = dict(situation.facts), dict(situation.pledges)
        for pledge in situation.pledges.values():
            if pledge.reliability < 1 and pledge.id in asked:
                name = f"{pledge.id} is kept"
                while name in facts or name in situation.actors:
                    name += "'"
                facts[name] = Fact(name)
                self.free[name] = pledge.reliability
                pledges[pledge.id] = _if_kept(pledge, name)
        self.situation = replace(situation, facts=facts, pledges=pledges)


def _if_kept(pledge: Pledge, name: str) -> Pledge:
    first = Level(pledge.levels[0].offer, c.And((c.Fact(name), pledge.levels[0].condition)))
    return replace(pledge, levels=(first, *pledge.levels[1:]))


def _asked_for(situation: Situation) -> set[str]:
    """The pledges that some condition asks for."""
    found: set[str] = set()
    for condition, owner in situation.conditions():
        found.update(atom.pledge for atom in mentioned(situation, condition, owner) if isinstance(atom, c.Stands))
    return found


def _monotone(program: Program) -> Program:
    if program.negated:
        raise InputError("probabilities are for conditions without `not` over pledges; this situation has such")
    return program


def _outside_nodes(program: Program, name: str) -> list[tuple[int, bool]]:
    nodes = []
    for term in (c.Fact(name), c.In(name)):
        for positive in (True, False):
            node = program.outside.get((term, positive))
            if node is not None and program.values[term] is None:
                nodes.append((node, positive))
    return nodes


def _seeds(program: Program, names: list[str], values: NDArray[np.bool_]) -> NDArray[np.bool_]:
    seeds = np.repeat(program.seeds(False)[:, None], values.shape[1], axis=1)
    for row, name in zip(values, names, strict=True):
        for node, positive in _outside_nodes(program, name):
            seeds[node] = row == positive
    return seeds


def _reached(program: Program, names: list[str], values: NDArray[np.bool_], together: bool) -> NDArray[np.bool_]:
    state = fixed_points(program.network, _seeds(program, names, values), together)
    reached: NDArray[np.bool_] = state[program.goals[0]]
    return reached
