"""An independent checker of answers: truth by direct evaluation of the conditions, without gates or fixed points.

Nothing here is fast, and nothing of the fast engines is used; what an engine claims is checked against this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from standpunkt.coalition import conditions as c
from standpunkt.coalition.conditions import evaluate
from standpunkt.coalition.program import Atom, Ballot

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Certificate", "Chosen", "Step", "atoms_of", "condition_of", "holds", "verify"]


class Chosen:
    """The state in which just these atoms stand. Uncertain facts are true where `hopeful`, otherwise false."""

    def __init__(self, situation: Situation, atoms: Collection[Atom], hopeful: bool = False) -> None:
        self.situation, self.atoms, self.hopeful = situation, atoms, hopeful

    def fact(self, name: str) -> bool:
        value = self.situation.facts[name].value
        return self.hopeful if value is None else value

    def stands(self, pledge: str, level: int) -> bool:
        return c.Stands(pledge, level) in self.atoms

    def takes_part(self, actor: str) -> bool:
        own = self.situation.pledges_of.get(actor)
        if own:
            return any(self.stands(pledge, 0) for pledge in own)
        value = self.situation.actors[actor].takes_part
        return self.hopeful if value is None else value

    def adopts(self, body: str, proposal: str) -> bool:
        members = self.situation.bodies[body].members
        yes = [member for member in members if Ballot(body, proposal, member) in self.atoms]
        not_no = [member for member in members if Ballot(body, proposal, member, True) in self.atoms]
        return self.situation.bodies[body].adopts(yes, not_no)

    def amount(self, capability: str, group: c.Group, owner: str | None) -> Fraction:
        total = Fraction(0)
        for pledge in self.situation.pledges.values():
            if self._counts(pledge.actor, group, owner):
                reached = [k for k in range(len(pledge.levels)) if self.stands(pledge.id, k)]
                below = 0
                for k, level in enumerate(pledge.levels):
                    brought = level.offer.get(capability)
                    now = getattr(brought, self.situation.bound) if brought else 0
                    if k in reached:
                        total += now - below
                    below = now
        return total

    def count(self, group: c.Group, owner: str | None) -> int:
        members = self.situation.actors if group.actors is None else dict.fromkeys(group.actors)
        return sum(self.takes_part(actor) for actor in members if self._counts(actor, group, owner))

    @staticmethod
    def _counts(actor: str, group: c.Group, owner: str | None) -> bool:
        return (group.actors is None or actor in group.actors) and (group.own or actor != owner)


def atoms_of(situation: Situation) -> list[Atom]:
    """Everything in the situation that may stand or not."""
    found: list[Atom] = [c.Stands(p.id, k) for p in situation.pledges.values() for k in range(len(p.levels))]
    for (body, proposal), votes in situation.ballots.items():
        found += [Ballot(body, proposal, member, abstain) for member in votes for abstain in (False, True)]
    return found


def condition_of(situation: Situation, atom: Atom) -> tuple[c.Condition, str]:
    """Under what condition the atom stands, and who sets it."""
    if isinstance(atom, Ballot):
        vote = situation.ballots[atom.body, atom.proposal][atom.member]
        return (c.Or((vote.yes, vote.abstain)) if atom.abstain else vote.yes), atom.member
    pledge = situation.pledges[atom.pledge]
    condition = pledge.levels[atom.level].condition
    if atom.level:
        condition = c.And((c.Stands(atom.pledge, atom.level - 1), condition))
    return condition, pledge.actor


def holds(situation: Situation, atom: Atom, state: Chosen) -> bool:
    """Whether the atom's condition is true in the state."""
    condition, owner = condition_of(situation, atom)
    return evaluate(condition, state, owner)


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from the steps before.

    stands: each one's condition is true. fails: each one's condition is false, even if all that has not failed stands.
    unfounded: each one's condition is false unless some of these stand first. together: they hold each other up, each
    one's condition being true when all of them stand.
    """

    kind: Literal["stands", "fails", "unfounded", "together"]
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof that an atom has its label: steps, each checked on its own."""

    atom: Atom
    label: str
    steps: tuple[Step, ...]


def verify(situation: Situation, certificate: Certificate) -> bool:
    """Whether the certificate proves its claim.

    A step must be right whatever is still unsettled. The last step must be about the certificate's atom and fit its
    label: firm ends in `stands`; blocked in `fails`, with such steps alone; unfounded in `unfounded`; latent needs a
    `together` and an `unfounded` about the atom, where the latter counts uncertain facts as absent.
    """
    latent = certificate.label == "latent"
    true: set[Atom] = set()
    false: set[Atom] = set()
    everything = frozenset(atoms_of(situation))
    about: list[str] = []
    for step in certificate.steps:
        if not step.atoms or not everything.issuperset(step.atoms):
            return False
        if certificate.atom in step.atoms:
            about.append(step.kind)
        if step.kind == "stands":
            low, high = Chosen(situation, true), Chosen(situation, everything - false, True)
            if not all(_surely(*condition_of(situation, atom), low, high) for atom in step.atoms):
                return False
            true.update(step.atoms)
        elif step.kind in ("fails", "unfounded"):
            alone = everything - false - (set(step.atoms) if step.kind == "unfounded" else set())
            # where uncertain facts count against what asks for them, they are true under a `not`
            low, high = Chosen(situation, true, latent), Chosen(situation, alone, not latent)
            if not all(_surely(*_negated(situation, atom), low, high) for atom in step.atoms):
                return False
            false.update(step.atoms)
        elif not _self_supporting(situation, step.atoms, true):
            return False
    if certificate.label == "blocked" and any(step.kind != "fails" for step in certificate.steps):
        return False
    wanted = {"firm": ["stands"], "blocked": ["fails"], "unfounded": ["unfounded"], "latent": ["together", "unfounded"]}
    return about == wanted.get(certificate.label)


def _self_supporting(situation: Situation, atoms: Iterable[Atom], true: set[Atom]) -> bool:
    standing = true | set(atoms)
    low, high = Chosen(situation, standing), Chosen(situation, standing, True)
    return all(_surely(*condition_of(situation, atom), low, high) for atom in atoms)


def _negated(situation: Situation, atom: Atom) -> tuple[c.Condition, str]:
    condition, owner = condition_of(situation, atom)
    return c.Not(condition), owner


def _surely(condition: c.Condition, owner: str, low: Chosen, high: Chosen) -> bool:
    """Whether the condition is true in every state between low and high."""
    match condition:
        case c.Not(part):
            return not _possibly(part, owner, low, high)
        case c.And(parts):
            return all(_surely(part, owner, low, high) for part in parts)
        case c.Or(parts):
            return any(_surely(part, owner, low, high) for part in parts)
        case c.AtLeast(least, parts):
            return sum(_surely(part, owner, low, high) for part in parts) >= least
    return evaluate(condition, low, owner)


def _possibly(condition: c.Condition, owner: str, low: Chosen, high: Chosen) -> bool:
    """Whether the condition may be true in some state between low and high (term by term)."""
    match condition:
        case c.Not(part):
            return not _surely(part, owner, low, high)
        case c.And(parts):
            return all(_possibly(part, owner, low, high) for part in parts)
        case c.Or(parts):
            return any(_possibly(part, owner, low, high) for part in parts)
        case c.AtLeast(least, parts):
            return sum(_possibly(part, owner, low, high) for part in parts) >= least
    return evaluate(condition, high, owner)
