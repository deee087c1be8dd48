"""All answers about a situation in one plain record, as JSON has it; the text and the page are written from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

from standpunkt.coalition import conditions as c
from standpunkt.coalition.basis import Basis, basis, outside_actors
from standpunkt.coalition.blocking import goal_of
from standpunkt.coalition.check import Chosen, atoms_of
from standpunkt.coalition.explain import Explanation
from standpunkt.coalition.gaps import Gap
from standpunkt.coalition.program import Atom, Ballot
from standpunkt.coalition.records import Actor, Pledge, Range
from standpunkt.coalition.standing import Label, Standing
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.coalition.probability import Probability
    from standpunkt.coalition.situation import Situation

__all__ = ["LARGE", "SCHEMA", "answers", "number", "report"]

SCHEMA = "standpunkt/coalition/1"
LARGE = 1000
"""Beyond so many pledges and votes it is not said of each why it stands, who is pivotal, and what the gaps rest on."""
_COALITIONS = 10  # at most so many are listed
_CHOICES = 16  # where at most so many pledges and votes are open or latent


def report(situation: Situation) -> dict[str, Any]:
    """What stands, what is latent, what is blocked and by whom, the gaps; plain dicts, lists, strings and numbers."""
    standing = situation.standing()
    gaps = situation.gaps()
    large = len(standing.program.atoms) > LARGE
    terms = (term for condition, _ in situation.conditions() for term in c.parts(condition))
    asked = {actor for term in terms for actor in outside_actors(situation, term)}
    return {
        "schema": SCHEMA,
        "title": situation.title,
        "monotone": standing.monotone,
        "bound": situation.bound,
        "facts": [_fact(situation, name) for name in situation.facts],
        "actors": [_actor(situation, standing, actor, actor.id in asked) for actor in situation.actors.values()],
        "pledges": [
            _pledge(situation, standing, pledge, k, large)
            for pledge in situation.pledges.values()
            for k in range(len(pledge.levels))
        ],
        "decisions": [_decision(situation, standing, *key) for key in situation.ballots],
        "requirements": [_requirement(situation, gap, large) for gap in gaps.all],
        "binding": gaps.binding.requirement.id if gaps.binding else None,
        "binding_together": gaps.binding_together.requirement.id if gaps.binding_together else None,
        "pivotal": list(situation.pivotal()) if situation.requirements and not large else [],
        "pivotal_together": list(situation.pivotal(together=True)) if situation.requirements and not large else [],
        "stable": _coalitions(situation, standing, situation.stable),
        "supported": _coalitions(situation, standing, situation.supported),
        "large": large,
    }


def _coalitions(
    situation: Situation, standing: Standing, search: Callable[[], Iterator[frozenset[Atom]]]
) -> list[list[str]] | None:
    """The first coalitions as names of pledges and votes; None where conditions are monotone (then there is no choice
    to list), or too much is open to list them.
    """
    if standing.monotone or len(standing.open) + len(standing.latent) > _CHOICES:
        return None
    order = {atom: i for i, atom in enumerate(standing.program.atoms)}
    return [[_name(atom) for atom in sorted(found, key=order.__getitem__)] for found in islice(search(), _COALITIONS)]


def answers(
    situation: Situation, goal: str | None = None, *, unlocking: int = 0, probabilities: bool = False
) -> dict[str, Any]:
    """What would unlock each requirement (the `unlocking` cheapest changes), and how likely each is to be met.

    Both are about the requirements' lower bounds, one by one and all together, or about the `goal`, a condition. A
    part that is not asked for is left out. Raises InputError where there is no requirement to ask about.
    """
    goals: list[tuple[str | None, c.Condition]]
    if goal is not None:
        goals = [(goal, goal_of(situation, goal))]
    else:
        goals = [
            (need.id or need.capability, c.Amount(need.capability, need.amount.low, c.Group(need.actors)))
            for need in situation.requirements
        ]
        if not goals:
            raise InputError("there is no requirement to unlock or to weigh; add a [[requirement]], or give a goal")
        if len(goals) > 1:
            goals.append((None, goal_of(situation)))
    out: dict[str, Any] = {}
    if unlocking:
        out["costs_assumed"] = not situation.levers
        out["unlock"] = [
            {
                "id": name,
                **_basis(situation, wanted),
                "changes": [
                    {"levers": [lever.id for lever in found.levers], "cost": number(found.cost)}
                    for found in situation.unlock(wanted, k=unlocking)
                ],
            }
            for name, wanted in goals
        ]
    if probabilities:
        out["probability"] = [
            {"id": name}
            | _basis(situation, wanted)
            | {
                key: _probability(situation.probability(wanted, together=together))
                for key, together in (("firm", False), ("together", True))
            }
            for name, wanted in goals
        ]
    return out


def _basis(situation: Situation, goal: c.Condition) -> dict[str, Any]:
    found = basis(situation, goal)
    return {"statements": list(found.statements), "assumptions": list(found.assumptions)}


def _probability(found: Probability) -> dict[str, Any]:
    return {"value": found.value, "error": found.error, "method": found.method, "assumed": list(found.assumed)}


def number(value: Fraction) -> int | float:
    """A fraction as a number of JSON: whole where it is whole."""
    return value.numerator if value.denominator == 1 else float(value)


def _range(value: Range) -> list[int | float]:
    return [number(value.low), number(value.high)]


def _fact(situation: Situation, name: str) -> dict[str, Any]:
    fact = situation.facts[name]
    return {
        "id": name,
        "value": fact.value,
        "probability": None if fact.probability is None else number(fact.probability),
        "vague": fact.vague,
        "source": list(fact.source),
        "assumption": fact.assumption,
    }


def _actor(situation: Situation, standing: Standing, actor: Actor, asked: bool) -> dict[str, Any]:
    """An actor; `asked` says that it has no pledge and some condition asks whether it takes part."""
    return {
        "id": actor.id,
        "name": actor.name or actor.id,
        "takes_part": _takes_part(situation, standing, actor.id),
        "asked": asked,
        "probability": None if actor.probability is None else number(actor.probability),
        "source": list(actor.source),
        "assumption": actor.assumption,
    }


def _takes_part(situation: Situation, standing: Standing, actor: str) -> Label:
    own = situation.pledges_of.get(actor)
    if own:
        labels = {standing.label(c.Stands(pledge)) for pledge in own}
        order: tuple[Label, ...] = ("firm", "latent", "open", "blocked")
        return next(label for label in order if label in labels)
    value = situation.actors[actor].takes_part
    return "open" if value is None else "firm" if value else "blocked"


def _pledge(situation: Situation, standing: Standing, pledge: Pledge, k: int, large: bool) -> dict[str, Any]:
    atom = c.Stands(pledge.id, k)
    label = standing.label(atom)
    level = pledge.levels[k]
    explanation = Explanation(atom, label, None) if large else situation.explain(atom)
    blocked = label == "blocked" and not large
    return {
        "id": pledge.id,
        "actor": pledge.actor,
        "level": k + 1,
        "levels": len(pledge.levels),
        "label": label,
        "offer": {name: _range(amount) for name, amount in level.offer.items()},
        "condition": c.write(level.condition),
        "reliability": number(pledge.reliability),
        "from": pledge.start,
        "until": pledge.end,
        "rests_on": list(dict.fromkeys(_name(other) for other in explanation.rests_on if other != atom)),
        "blocked_by": [str(blocker) for blocker in situation.blockers(atom)] if blocked else [],
        "hangs_on": list(explanation.facts),
        "source": list(pledge.source),
        "statements": _statements(situation, (atom, *explanation.rests_on)),
        "assumption": pledge.assumption,
    }


def _statements(situation: Situation, atoms: tuple[Atom, ...]) -> list[str]:
    """The statements of the dossier that an answer about these atoms rests on."""
    found: dict[str, None] = {}
    for atom in atoms:
        if isinstance(atom, Ballot):
            source = situation.ballots[atom.body, atom.proposal][atom.member].source
        else:
            source = situation.pledges[atom.pledge].source
        found.update(dict.fromkeys(source))
    return list(found)


def _name(atom: Atom) -> str:
    if isinstance(atom, Ballot):
        return f"{atom.member} on {atom.proposal or 'the proposal'} in {atom.body}"
    return atom.pledge if atom.level == 0 else f"{atom.pledge} at {atom.level + 1}"


def _decision(situation: Situation, standing: Standing, body: str, proposal: str) -> dict[str, Any]:
    wanted = c.Adopts(body, proposal)

    def adopted(atoms: frozenset[Atom]) -> bool:
        return c.evaluate(wanted, Chosen(situation, atoms))

    together = standing.firm | standing.latent
    label: Label = (
        "firm"
        if adopted(standing.firm)
        else "latent"
        if adopted(together)
        else "open"
        if adopted(together | standing.open)
        else "blocked"
    )
    votes = situation.ballots[body, proposal]
    blocking: list[str] = []
    if label == "blocked":
        everyone = frozenset(atoms_of(situation)) - standing.blocked
        turned = {
            m: frozenset({Ballot(body, proposal, m), Ballot(body, proposal, m, True)})
            for m in situation.bodies[body].members
        }
        blocking = [member for member, votes_yes in turned.items() if adopted(everyone | votes_yes)]
        if not blocking:  # nobody alone: several, each of whom is needed
            blocking = list(turned)
            for member in turned:
                rest = [m for m in blocking if m != member]
                if adopted(everyone.union(*(turned[m] for m in rest))):
                    blocking = rest
    return {
        "body": body,
        "name": situation.bodies[body].name,
        "proposal": proposal,
        "label": label,
        "blocked_by": blocking,
        "date": situation.bodies[body].date,
        "source": situation.bodies[body].source,
        "assumption": situation.bodies[body].assumption,
        "votes": [
            {
                "member": member,
                "yes": standing.label(Ballot(body, proposal, member)),
                "not_no": standing.label(Ballot(body, proposal, member, True)),
                "source": list(vote.source),
                "assumption": vote.assumption,
            }
            for member, vote in votes.items()
        ],
    }


def _requirement(situation: Situation, gap: Gap, large: bool) -> dict[str, Any]:
    need = gap.requirement
    wanted = c.Amount(need.capability, need.amount.low, c.Group(need.actors))
    found = Basis((), ()) if large else basis(situation, wanted)
    return {
        "id": need.id or need.capability,
        "capability": need.capability,
        "actors": None if need.actors is None else list(need.actors),
        "need": _range(need.amount),
        "firm": _range(gap.firm),
        "together": _range(gap.together),
        "hoped": _range(gap.hoped),
        "missing_firm": _range(gap.missing_firm),
        "missing_together": _range(gap.missing_together),
        "missing_hoped": _range(gap.missing(gap.hoped)),
        "formula": need.formula,
        "basis": need.basis,
        "source": list(need.source),
        "statements": list(found.statements),
        "assumptions": list(found.assumptions),
        "assumption": need.assumption,
    }
