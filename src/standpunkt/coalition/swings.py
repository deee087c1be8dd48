"""Counting winning coalitions exactly, in whole numbers of any length.

A binary game is a body whose abstentions count as no. What the indices need is, for each size s, the number of winning
coalitions of s members, in all and with each member; swings follow, since a coalition that wins without i wins with i.

Three exact ways, the first that fits is taken:
- by types: members with the same weights everywhere are interchangeable, so vectors of counts stand for coalitions
  (537 players of the US federal system are 176,176 vectors);
- by halves: all subsets of each half, sorted by the one weight that has many values; for each subset of the one half a
  binary search in the other (meet in the middle, Horowitz and Sahni 1974; Klinz and Woeginger 2005);
- by states: members one after another, states being the vectors of sums so far, capped where more makes no
  difference; forward and backward counts meet at each member (as in decision diagrams, Bolus 2011).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from standpunkt.coalition.bodies import All, Body, Quota, Rule
from standpunkt.errors import InputError

__all__ = ["Counts", "Game", "counts", "game_of", "minimal"]

_VECTORS = 2_000_000  # at most so many vectors of counts by types
_HALVES = 34  # at most so many members by halves
_STATES = 100_000  # at most so many states at a member


@dataclass(frozen=True)
class Game:
    """Members' weights in each quota (members × quotas), the quotas, and the rule over quotas' numbers."""

    members: tuple[str, ...]
    weights: tuple[tuple[int, ...], ...]
    quotas: tuple[int, ...]
    rule: Rule
    leaves: tuple[Quota, ...]

    def won(self, sums: Sequence[NDArray[np.int64] | int]) -> NDArray[np.bool_] | bool:
        """Whether coalitions with these sums win; arrays are reckoned as a whole."""
        return _won(self.rule, iter(range(len(self.leaves))), lambda k: sums[k] >= self.quotas[k])


@dataclass(frozen=True)
class Counts:
    """Numbers of winning coalitions by size: `all[s]`, and `having[i][s]` of those with member i."""

    members: tuple[str, ...]
    all: tuple[int, ...]
    having: tuple[tuple[int, ...], ...]

    def swings(self, member: int) -> tuple[int, ...]:
        """By size (the member included), the coalitions that win with the member and lose without it."""
        n = len(self.members)
        own = self.having[member]
        return (0, *(own[s] - (self.all[s - 1] - own[s - 1]) for s in range(1, n + 1)))


def game_of(body: Body) -> Game:
    """The body's binary game: an abstention counts as no."""
    leaves = tuple(_leaves(body.rule))
    tables = [dict(leaf.weights) for leaf in leaves]
    weights = tuple(tuple(table.get(member, 0) for table in tables) for member in body.members)
    return Game(body.members, weights, tuple(leaf.least for leaf in leaves), body.rule, leaves)


def counts(game: Game) -> Counts:
    """Winning coalitions by size. Raises InputError where no exact way fits the game."""
    vectors = math.prod(n + 1 for n in _types(game).values())
    n = len(game.members)
    wide = _wide(game)
    fits = max((sum(weights) for weights in zip(*game.weights, strict=True)), default=0) < 2**62
    if vectors <= (_VECTORS if n > 20 else 50_000) and fits:
        return _by_types(game)
    if n <= _HALVES and wide is not None and fits:
        return _by_halves(game, wide)
    return _by_states(game)


def minimal(game: Game) -> Counts:
    """Minimal winning coalitions by size. Raises InputError where no exact way fits the game."""
    vectors = math.prod(n + 1 for n in _types(game).values())
    order = sorted(range(len(game.members)), key=lambda i: game.weights[i], reverse=True)
    ranked = all(x >= y for i, j in pairwise(order) for x, y in zip(game.weights[i], game.weights[j], strict=True))
    if vectors <= _VECTORS:
        return _minimal_by_types(game)
    if not ranked:
        raise InputError("the members' weights rank them differently; minimal winning coalitions are too many to count")
    return _minimal_by_rank(game, order)


def _minimal_by_types(game: Game) -> Counts:
    kinds, sizes, won = _grid(game)
    n = len(game.members)
    least = won.copy()
    for axis in range(len(sizes)):
        later = [slice(None)] * len(sizes)
        earlier = list(later)
        later[axis], earlier[axis] = slice(1, None), slice(None, -1)
        least[tuple(later)] &= ~won[tuple(earlier)]
    total = [0] * (n + 1)
    having = {kind: [0] * (n + 1) for kind in kinds}
    for vector in np.argwhere(least).tolist():
        size = sum(vector)
        ways = math.prod(map(math.comb, sizes, vector))
        total[size] += ways
        for kind, count, k in zip(kinds, sizes, vector, strict=True):
            having[kind][size] += ways * k // count
    return Counts(game.members, tuple(total), tuple(tuple(having[w]) for w in game.weights))


def _minimal_by_rank(game: Game, order: Sequence[int]) -> Counts:
    """Where no member weighs more than the one before in any quota, a coalition is minimal if its last matters."""
    n = len(order)
    total = [0] * (n + 1)
    having = [[0] * (n + 1) for _ in range(n)]
    total[0] = int(bool(game.won([0] * len(game.quotas))))
    for rank, last in enumerate(order):
        before = order[:rank]
        members = tuple(game.members[i] for i in before)
        weights = tuple(game.weights[i] for i in before)
        shifted = tuple(q - w for q, w in zip(game.quotas, game.weights[last], strict=True))
        if not before:
            if game.won(list(game.weights[last])) and not game.won([0] * len(shifted)):
                total[1] += 1
                having[last][1] += 1
            continue
        without = counts(replace(game, members=members, weights=weights))
        joined = counts(replace(game, members=members, weights=weights, quotas=shifted))
        for s in range(rank + 1):
            found = joined.all[s] - without.all[s]
            total[s + 1] += found
            having[last][s + 1] += found
            for place, i in enumerate(before):
                having[i][s + 1] += joined.having[place][s] - without.having[place][s]
    return Counts(game.members, tuple(total), tuple(map(tuple, having)))


def _leaves(rule: Rule) -> Iterator[Quota]:
    if isinstance(rule, Quota):
        yield rule
    else:
        for part in rule.parts:
            yield from _leaves(part)


def _won(
    rule: Rule, numbers: Iterator[int], met: Callable[[int], NDArray[np.bool_] | bool]
) -> NDArray[np.bool_] | bool:
    if isinstance(rule, Quota):
        return met(next(numbers))
    results = [_won(part, numbers, met) for part in rule.parts]
    out = results[0]
    for result in results[1:]:
        out = out & result if isinstance(rule, All) else out | result
    return out


def _types(game: Game) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for weights in game.weights:
        found[weights] = found.get(weights, 0) + 1
    return found


def _wide(game: Game) -> int | None:
    """The one quota with weights too many to list by their sums, None where there are several such."""
    totals = [sum(w[k] for w in game.weights) for k in range(len(game.quotas))]
    several = [k for k, total in enumerate(totals) if total > 4 * len(game.members)]
    if len(several) > 1:
        return several[0] if len({tuple(w[k] for w in game.weights) for k in several}) == 1 else None
    return several[0] if several else (0 if totals else None)


def _grid(game: Game) -> tuple[list[tuple[int, ...]], list[int], NDArray[np.bool_]]:
    """Types, how many members each has, and which vectors of counts win."""
    types = _types(game)
    kinds, sizes = list(types), list(types.values())
    axes = np.indices([n + 1 for n in sizes], sparse=True) if kinds else ()
    sums = []
    for k in range(len(game.quotas)):
        total: NDArray[np.int64] = np.zeros([n + 1 for n in sizes], dtype=np.int64)
        for axis, kind in zip(axes, kinds, strict=True):
            total = total + axis * kind[k]
        sums.append(total)
    return kinds, sizes, np.broadcast_to(np.asarray(game.won(sums)), [n + 1 for n in sizes])


def _by_types(game: Game) -> Counts:
    kinds, sizes, won = _grid(game)
    n = len(game.members)
    # the longest axis is summed by runs: along it a winning vector stays winning
    long = max(range(len(sizes)), key=sizes.__getitem__)
    moved = np.moveaxis(won, long, -1)
    first = np.where(moved.any(axis=-1), moved.argmax(axis=-1), sizes[long] + 1)
    others = [i for i in range(len(sizes)) if i != long]
    choose = [[math.comb(size, k) for k in range(size + 1)] for size in sizes]
    # by the beginning of the run: coalitions of the other types by size, in all (last row) and with a member of each
    rows: dict[int, list[list[int]]] = {}
    for vector in product(*(range(sizes[i] + 1) for i in others)):
        start = int(first[vector])
        if start <= sizes[long]:
            ways = math.prod(choose[i][k] for i, k in zip(others, vector, strict=True))
            table = rows.setdefault(start, [[0] * (n + 1) for _ in range(len(others) + 1)])
            table[-1][sum(vector)] += ways
            for j, (i, k) in enumerate(zip(others, vector, strict=True)):
                table[j][sum(vector)] += ways * k // sizes[i]
    total = 0
    having = [0] * len(sizes)
    width = n + 1  # a coefficient has at most n bits: a polynomial in the size is one number
    for start, table in rows.items():
        *each, every = (_pack(row, width) for row in table)
        run = _pack([ways if k >= start else 0 for k, ways in enumerate(choose[long])], width)
        with_one = [ways * k // sizes[long] if k >= start else 0 for k, ways in enumerate(choose[long])]
        total += run * every
        having[long] += _pack(with_one, width) * every
        for i, packed in zip(others, each, strict=True):
            having[i] += run * packed
    by_kind = {kind: _unpack(packed, width, n) for kind, packed in zip(kinds, having, strict=True)}
    return Counts(game.members, _unpack(total, width, n), tuple(by_kind[w] for w in game.weights))


def _by_halves(game: Game, wide: int) -> Counts:
    n = len(game.members)
    order = sorted(range(n), key=lambda i: game.weights[i][wide])
    halves = [order[0::2], order[1::2]]
    narrow = [k for k in range(len(game.quotas)) if game.weights and any(w[k] != w[wide] for w in game.weights)]
    listed = [_subsets(game, half, wide, narrow) for half in halves]
    total = np.zeros(n + 1, dtype=np.int64)
    having = np.zeros((n, n + 1), dtype=np.int64)
    for mine, theirs in ((0, 1), (1, 0)):
        own, other = listed[mine], listed[theirs]
        found = np.zeros((2 ** len(halves[mine]), len(halves[theirs]) + 1), dtype=np.int64)
        for key, (rows, sums) in own.items():
            for other_key, (_, other_sums) in other.items():
                need = _needed(game, wide, narrow, key, other_key)
                if need is not None:
                    found[rows, other_key[0]] += len(other_sums) - np.searchsorted(other_sums, need - sums, side="left")
        sizes = np.array([i.bit_count() for i in range(len(found))])
        table = np.zeros((len(found), n + 1), dtype=np.int64)
        for more in range(found.shape[1]):
            table[np.arange(len(found)), sizes + more] += found[:, more]
        if not mine:
            total = table.sum(axis=0)
        for bit, i in enumerate(halves[mine]):
            having[i] = table.reshape(-1, 2, 2**bit, n + 1)[:, 1].sum(axis=(0, 1))
    return Counts(game.members, tuple(map(int, total)), tuple(tuple(map(int, row)) for row in having))


_Listed = dict[tuple[int, ...], tuple[NDArray[np.int64], NDArray[np.int64]]]


def _subsets(game: Game, half: Sequence[int], wide: int, narrow: Sequence[int]) -> _Listed:
    """All subsets of a half by (size, narrow sums…): their numbers and their wide sums, ascending."""
    columns = []
    for column in (
        [1] * len(half),
        [game.weights[i][wide] for i in half],
        *([game.weights[i][k] for i in half] for k in narrow),
    ):
        sums: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        for step in column:
            sums = np.concatenate([sums, sums + step])
        columns.append(sums)
    size, weight, *rest = columns
    order = np.lexsort(np.stack([weight, *reversed(rest), size]))
    keys = np.stack([size, *rest], axis=1)[order]
    cuts = np.flatnonzero((keys[1:] != keys[:-1]).any(axis=1)) + 1
    out: _Listed = {}
    for begin, stop in zip([0, *cuts], [*cuts, len(order)], strict=True):
        rows = order[begin:stop]
        out[tuple(map(int, keys[begin]))] = rows, weight[rows]
    return out


def _needed(game: Game, wide: int, narrow: Sequence[int], one: tuple[int, ...], two: tuple[int, ...]) -> int | None:
    """The least wide sum that wins beside these narrow sums, None where none does."""
    sums = {k: a + b for k, a, b in zip(narrow, one[1:], two[1:], strict=True)}

    def least(rule: Rule, numbers: Iterator[int]) -> float:
        if isinstance(rule, Quota):
            k = next(numbers)
            if k not in sums:
                return game.quotas[k]
            return -math.inf if sums[k] >= game.quotas[k] else math.inf
        parts = [least(part, numbers) for part in rule.parts]
        return max(parts) if isinstance(rule, All) else min(parts)

    need = least(game.rule, iter(range(len(game.quotas))))
    return None if need == math.inf else int(max(need, 0))


def _by_states(game: Game) -> Counts:
    """Members from the heaviest on; a state is a vector of sums, each capped at its quota."""
    n = len(game.members)
    order = sorted(range(n), key=lambda i: game.weights[i], reverse=True)
    caps = game.quotas
    rest = [0] * len(caps)
    remaining = [tuple(rest)]
    for i in reversed(order):
        rest = [r + w for r, w in zip(rest, game.weights[i], strict=True)]
        remaining.append(tuple(rest))
    remaining.reverse()
    width = n + 1  # a coefficient has at most n bits; polynomials in the size are packed in one number
    layers: list[dict[tuple[int, ...], int]] = [{tuple(min(0, cap) for cap in caps): 1}]
    for depth, i in enumerate(order):
        following: dict[tuple[int, ...], int] = {}
        left = remaining[depth + 1]
        for state, ways in layers[-1].items():
            more = tuple(min(s + w, cap) for s, w, cap in zip(state, game.weights[i], caps, strict=True))
            for after, count in ((state, ways), (more, ways << width)):
                # what cannot reach its quota any more is as good as nothing
                key = tuple(s if s + r >= cap else -1 for s, r, cap in zip(after, left, caps, strict=True))
                if -1 in key and not game.won(
                    [s + r if s >= 0 else cap - 1 for s, r, cap in zip(key, left, caps, strict=True)]
                ):
                    continue
                following[key] = following.get(key, 0) + count
        if len(following) > _STATES:
            raise InputError(
                f"the body has {n} members with weights too many and too different for an exact count; "
                "ask for one index of a single weighted quota, or round the weights"
            )
        layers.append(following)
    return _meet(game, order, layers, remaining, width)


def _meet(
    game: Game,
    order: Sequence[int],
    layers: list[dict[tuple[int, ...], int]],
    remaining: Sequence[tuple[int, ...]],
    width: int,
) -> Counts:
    n = len(order)
    caps = game.quotas
    backward = {state: int(bool(game.won(list(state)))) for state in layers[n]}
    having: list[tuple[int, ...]] = [()] * n
    for depth in range(n - 1, -1, -1):
        i, left = order[depth], remaining[depth + 1]
        here: dict[tuple[int, ...], int] = {}
        with_i = 0
        for state, ways in layers[depth].items():
            more = tuple(
                min(s + w, cap) if s >= 0 else -1 for s, w, cap in zip(state, game.weights[i], caps, strict=True)
            )
            out = backward.get(_dead(state, left, caps), 0)
            into = backward.get(_dead(more, left, caps), 0) << width
            here[state] = out + into
            with_i += ways * into
        backward = here
        having[i] = _unpack(with_i, width, n)
    (total,) = backward.values()
    return Counts(game.members, _unpack(total, width, n), tuple(having))


def _dead(state: tuple[int, ...], left: tuple[int, ...], caps: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(s if s >= 0 and s + r >= cap else -1 for s, r, cap in zip(state, left, caps, strict=True))


def _pack(row: Sequence[int], width: int) -> int:
    """The coefficients as one number, `width` bits each."""
    number = 0
    for value in reversed(row):
        number = (number << width) | value
    return number


def _unpack(number: int, width: int, n: int) -> tuple[int, ...]:
    mask = (1 << width) - 1
    return tuple((number >> (width * s)) & mask for s in range(n + 1))
