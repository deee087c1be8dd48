"""What would unlock a goal: the cheapest changes, and all minimal ones in order of cost.

A lever makes something true that is not: a fact, an actor's taking part, a vote, a pledge without its condition. A set
of levers unlocks the goal if the goal then holds in what is firm (`together`: in what stands if all is announced
together); it is minimal if none of its parts does. With monotone conditions solvers find the sets (module `locked`);
with others they are tried set by set.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from standpunkt.coalition import conditions as c
from standpunkt.coalition.basis import outside_actors, reached
from standpunkt.coalition.blocking import goal_of, holds_in
from standpunkt.coalition.conditions import Condition
from standpunkt.coalition.locked import Locked, all_sets, streamed
from standpunkt.coalition.program import Ballot
from standpunkt.coalition.records import Lever
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Unlocking", "levers_of", "pulled", "unlock"]

_TRIED = 2**16  # at most so many sets are tried where conditions are not monotone


@dataclass(frozen=True, slots=True)
class Unlocking:
    """Levers that together unlock the goal, and what they cost in all."""

    levers: tuple[Lever, ...]
    cost: Fraction


def levers_of(situation: Situation, goal: Condition) -> tuple[Lever, ...]:
    """Every lever of cost 1 that may matter to the goal: what is not true yet and is asked for, directly or not."""
    standing = situation.standing()
    atoms, terms = reached(situation, goal)
    found: dict[str, Lever] = {}
    for term in terms:
        if isinstance(term, c.Fact) and situation.facts[term.name].value is not True:
            found.setdefault(f"fact {term.name}", Lever(term.name, fact=term.name))
        for actor in outside_actors(situation, term):
            if situation.actors[actor].takes_part is not True:
                found.setdefault(f"actor {actor}", Lever(f"{actor} takes part", actor=actor))
    for atom in atoms:
        if standing.label(atom) == "firm":
            continue
        if isinstance(atom, Ballot):
            does = "does not vote no" if atom.abstain else "votes yes"
            lever = Lever(f"{atom.member} {does} on {atom.proposal or 'the proposal'} in {atom.body}", ballot=atom)
        else:
            lever = Lever(f"{atom.pledge} without its condition", pledge=atom.pledge)
        found.setdefault(f"atom {lever.id}", lever)
    return tuple(found.values())


def unlock(
    situation: Situation,
    goal: Condition | str | None = None,
    levers: Sequence[Lever] | None = None,
    *,
    together: bool = False,
    k: int | None = None,
) -> Iterator[Unlocking]:
    """The minimal sets of levers that unlock the goal, in order of cost; with `k` the k cheapest, streamed.

    The goal is a condition or its text, by default the lower bound of every requirement; levers are by default those
    of the situation, or else all that may matter. Yields the empty set alone if the goal holds already, and nothing if
    no levers reach it. Raises InputError for unknown levers, and InternalError where the solvers are not installed.
    """
    wanted = goal_of(situation, goal)
    chosen = tuple(levers or situation.levers or levers_of(situation, wanted))
    if (
        situation.program.negated
        or any(isinstance(term, c.Not) for term in c.parts(wanted))
        or _negative_facts(situation)
    ):
        found: Iterator[Collection[int]] = _tried(situation, wanted, chosen, together)
    elif k is not None:
        found = streamed(Locked(situation, wanted, chosen, together))
    else:
        found = all_sets(Locked(situation, wanted, chosen, together))
    for number, numbers in enumerate(found, start=1):
        own = tuple(chosen[i] for i in sorted(numbers))
        yield Unlocking(own, sum((lever.cost for lever in own), Fraction(0)))
        if number == k:
            return


def pulled(situation: Situation, levers: Iterable[Lever]) -> Situation:
    """The situation after these levers: facts true, actors in, votes and pledges without condition."""
    facts = {name: True for lever in levers for name in (lever.fact, lever.actor) if name}
    changed = situation.with_facts(facts)
    pledges, votes = dict(changed.pledges), {(v.body, v.proposal, v.member): v for v in changed.votes}
    for lever in levers:
        if lever.pledge:
            pledge = pledges[lever.pledge]
            free = tuple(replace(level, condition=c.TRUE) for level in pledge.levels)
            pledges[lever.pledge] = replace(pledge, levels=free)
        if lever.ballot:
            ballot = lever.ballot
            vote = situation.ballots[ballot.body, ballot.proposal][ballot.member]
            vote = votes.get((ballot.body, ballot.proposal, ballot.member), vote)
            turned = replace(vote, abstain=c.TRUE) if ballot.abstain else replace(vote, yes=c.TRUE)
            votes[ballot.body, ballot.proposal, ballot.member] = turned
    return replace(changed, pledges=pledges, votes=tuple(votes.values()))


def _negative_facts(situation: Situation) -> bool:
    """Whether some condition asks for a fact's being false; then making it true may undo something."""
    return any(not positive for _, positive in situation.program.outside)


def _tried(situation: Situation, goal: Condition, levers: Sequence[Lever], together: bool) -> Iterator[frozenset[int]]:
    """Set by set in order of cost. A set is left out if a part of it unlocks already."""
    if 2 ** len(levers) > _TRIED:
        raise InputError(
            f"with `not` in the conditions every set of levers must be tried, and {len(levers)} levers are too many; "
            f"give at most {_TRIED.bit_length() - 1}"
        )
    every = [frozenset(s) for n in range(len(levers) + 1) for s in combinations(range(len(levers)), n)]
    every.sort(key=lambda s: (sum((levers[i].cost for i in s), Fraction(0)), len(s), sorted(s)))
    found: list[frozenset[int]] = []
    for chosen in every:
        if any(part <= chosen for part in found):
            continue
        after = pulled(situation, [levers[i] for i in sorted(chosen)])
        if holds_in(after, goal, after.standing(), together):
            found.append(chosen)
            yield chosen
