"""What an answer rests on: the pledges, votes, facts and actors that a condition depends on, directly or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standpunkt.coalition import conditions as c
from standpunkt.coalition.check import condition_of
from standpunkt.coalition.explain import mentioned
from standpunkt.coalition.program import Atom, Ballot
from standpunkt.coalition.records import Actor, Fact, Pledge, Vote

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Basis", "basis", "outside_actors", "reached"]


@dataclass(frozen=True, slots=True)
class Basis:
    """The statements (uids of a dossier, or what the file names as source) that an answer rests on, and the
    assumptions: names of pledges, votes, facts and actors that no source gives.
    """

    statements: tuple[str, ...]
    assumptions: tuple[str, ...]


def basis(situation: Situation, goal: c.Condition) -> Basis:
    """What the goal, and whatever it depends on, rests on; in the order in which it is come upon."""
    atoms, terms = reached(situation, goal)
    records: dict[str, Pledge | Vote | Fact | Actor] = {}
    for atom in atoms:
        if isinstance(atom, Ballot):
            vote = situation.ballots[atom.body, atom.proposal][atom.member]
            records[vote.id] = vote
        else:
            records[atom.pledge] = situation.pledges[atom.pledge]
    for term in terms:
        if isinstance(term, c.Fact):
            records.setdefault(term.name, situation.facts[term.name])
        for actor in outside_actors(situation, term):
            records.setdefault(actor, situation.actors[actor])
    statements = dict.fromkeys(source for record in records.values() for source in record.source)
    return Basis(tuple(statements), tuple(name for name, record in records.items() if record.assumption))


def reached(situation: Situation, goal: c.Condition) -> tuple[list[Atom], list[c.Condition]]:
    """The atoms that the goal's truth may depend on, directly or not, and every term in the goal and in their
    conditions.
    """
    atoms: dict[Atom, None] = {}
    terms: list[c.Condition] = list(c.parts(goal))
    todo = list(mentioned(situation, goal, None))
    while todo:
        atom = todo.pop()
        if atom not in atoms:
            atoms[atom] = None
            condition, owner = condition_of(situation, atom)
            terms += c.parts(condition)
            todo += mentioned(situation, condition, owner)
    order = {atom: i for i, atom in enumerate(situation.program.atoms)}
    return sorted(atoms, key=order.__getitem__), terms


def outside_actors(situation: Situation, term: c.Condition) -> Iterable[str]:
    """The actors without a pledge whose taking part a term asks for."""
    if isinstance(term, c.In):
        actors: Iterable[str] = (term.actor,)
    elif isinstance(term, c.Count):
        actors = situation.actors if term.group.actors is None else term.group.actors
    else:
        return ()
    return [actor for actor in actors if actor not in situation.pledges_of]
