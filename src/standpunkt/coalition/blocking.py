"""Who blocks, and who is pivotal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standpunkt.coalition import conditions as c
from standpunkt.coalition.check import Chosen, condition_of, holds
from standpunkt.coalition.conditions import evaluate
from standpunkt.coalition.program import Atom, Ballot
from standpunkt.coalition.standing import Standing

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Blocker", "blockers", "goal_of", "holds_in", "pivotal"]


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands in the way in the end: a pledge or vote that cannot stand for no other pledge's fault, or a fact."""

    name: str
    kind: str  # pledge, vote, fact, actor

    def __str__(self) -> str:
        return self.name


def blockers(situation: Situation, atom: Atom) -> tuple[Blocker, ...]:
    """Where the proof that the atom is blocked begins; empty for an atom that is not blocked.

    Each step of the (shortened) certificate falls because of earlier ones; what is named is what falls first: a
    member's no, a fact that is false, an actor that stays out.
    """
    explanation = situation.explain(atom)
    if explanation.label != "blocked" or explanation.certificate is None:
        return ()
    found: dict[Blocker, None] = {}
    fallen = set(explanation.rests_on)
    everything = frozenset(situation.program.atoms)
    for step in explanation.certificate.steps:
        for other in step.atoms:
            roots = _outside(situation, other, fallen, everything)
            found.update(dict.fromkeys(roots))
            own_fault = not holds(situation, other, Chosen(situation, everything, True))
            if own_fault and not roots:
                found[_named(other)] = None
    return tuple(found)


def _named(atom: Atom) -> Blocker:
    if isinstance(atom, Ballot):
        return Blocker(f"{atom.member} on {atom.proposal or 'the proposal'} in {atom.body}", "vote")
    return Blocker(atom.pledge, "pledge")


def _outside(situation: Situation, atom: Atom, fallen: Collection[Atom], everything: Collection[Atom]) -> list[Blocker]:
    """The outside facts and actors without which the atom would not have fallen."""
    condition, owner = condition_of(situation, atom)
    state = Chosen(situation, frozenset(everything) - frozenset(fallen), True)
    found: list[Blocker] = []
    for term in c.parts(condition):
        if isinstance(term, c.Fact) and situation.facts[term.name].value is not None:
            turned = situation.with_facts({term.name: not situation.facts[term.name].value})
            blocker = Blocker(term.name, "fact")
        elif isinstance(term, c.In) and term.actor not in situation.pledges_of:
            turned = situation.with_facts({term.actor: True})
            blocker = Blocker(term.actor, "actor")
        else:
            continue
        if blocker not in found and evaluate(condition, Chosen(turned, state.atoms, True), owner):
            found.append(blocker)
    return found


def goal_of(situation: Situation, goal: c.Condition | str | None = None) -> c.Condition:
    """The goal as a condition: a condition or its text; by default that every requirement's lower bound is met."""
    if isinstance(goal, str):
        return situation.parse(goal)
    if goal is not None:
        return goal
    terms: list[c.Condition] = [
        c.Amount(need.capability, need.amount.low, c.Group(need.actors)) for need in situation.requirements
    ]
    return terms[0] if len(terms) == 1 else c.And(tuple(terms))


def holds_in(situation: Situation, goal: c.Condition, standing: Standing, together: bool = False) -> bool:
    """Whether the goal holds when what is firm (`together`: and what is latent) stands."""
    atoms = standing.firm | standing.latent if together else standing.firm
    return evaluate(goal, Chosen(situation, atoms))


def pivotal(situation: Situation, goal: c.Condition | str | None = None, *, together: bool = False) -> tuple[str, ...]:
    """The actors without whom the goal, which is reached, would not be; empty where it is not reached at all."""
    wanted = goal_of(situation, goal)
    if not holds_in(situation, wanted, situation.standing(), together):
        return ()
    found = []
    for actor in situation.actors:
        rest = situation.without(actor)
        if not holds_in(rest, wanted, rest.standing(), together):
            found.append(actor)
    return tuple(found)
