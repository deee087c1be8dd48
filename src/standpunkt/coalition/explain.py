"""Why an atom stands, or does not: a certificate that the independent checker accepts, made as short as it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standpunkt.coalition import conditions as c
from standpunkt.coalition.check import Certificate, Step, condition_of, verify
from standpunkt.coalition.gates import Bools, Ints
from standpunkt.coalition.program import Atom, Ballot
from standpunkt.coalition.standing import Label

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Explanation", "explain", "mentioned"]

_SHORTEN = 60  # certificates over so many atoms or fewer are shortened


@dataclass(frozen=True, slots=True)
class Explanation:
    """The label, and its certificate.

    An open atom has none: it hangs on `facts`, and `otherwise` says what becomes of it, and why, with all of them true
    and with all of them false. Where conditions are not monotone, the certificate of a latent or blocked atom says
    that nothing founds it (label "unfounded").
    """

    atom: Atom
    label: Label
    certificate: Certificate | None
    facts: tuple[str, ...] = ()
    otherwise: tuple[tuple[Mapping[str, bool], Certificate | None], ...] = ()

    @property
    def rests_on(self) -> tuple[Atom, ...]:
        """The atoms that the certificate speaks of."""
        if self.certificate is None:
            return ()
        return tuple(dict.fromkeys(atom for step in self.certificate.steps for atom in step.atoms))


def explain(situation: Situation, atom: Atom) -> Explanation:
    """Why the atom has its label. Raises KeyError for an atom that the situation does not have."""
    label = situation.standing().label(atom)
    if label != "open":
        return Explanation(atom, label, _certificate(situation, atom, label))
    facts = _uncertain(situation, atom)
    otherwise = []
    for value in (True, False) if facts else ():
        values = dict.fromkeys(facts, value)
        otherwise.append((values, explain(situation.with_facts(values), atom).certificate))
    return Explanation(atom, label, None, facts, tuple(otherwise))


def mentioned(situation: Situation, condition: c.Condition, owner: str | None) -> Iterator[Atom]:
    """The atoms that the condition's truth may depend on."""
    for term in c.parts(condition):
        match term:
            case c.Stands():
                yield term
            case c.In(actor):
                yield from (c.Stands(pledge) for pledge in situation.pledges_of.get(actor, ()))
            case c.Adopts(body, proposal):
                for member in situation.bodies[body].members:
                    yield Ballot(body, proposal, member)
                    yield Ballot(body, proposal, member, True)
            case c.Amount(group=group) | c.Count(group=group):
                wanted = term.capability if isinstance(term, c.Amount) else None
                for pledge in situation.pledges.values():
                    if (group.actors is None or pledge.actor in group.actors) and (group.own or pledge.actor != owner):
                        heights = range(len(pledge.levels)) if wanted else range(1)
                        yield from (
                            c.Stands(pledge.id, k) for k in heights if not wanted or wanted in pledge.levels[k].offer
                        )


def _relevant(situation: Situation, atom: Atom) -> set[Atom]:
    """The atom and all that it depends on, directly or not."""
    found, todo = {atom}, [atom]
    while todo:
        for other in mentioned(situation, *condition_of(situation, todo.pop())):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def _uncertain(situation: Situation, atom: Atom) -> tuple[str, ...]:
    """The uncertain facts, and actors without a pledge, that the atom depends on."""
    found: dict[str, None] = {}
    for other in _relevant(situation, atom):
        for term in c.parts(condition_of(situation, other)[0]):
            if isinstance(term, c.Fact):
                found.update({term.name: None} if situation.facts[term.name].value is None else {})
            elif isinstance(term, c.In | c.Count):
                actors = (term.actor,) if isinstance(term, c.In) else term.group.actors or situation.actors
                outside = (actor for actor in actors if actor not in situation.pledges_of)
                found.update({actor: None for actor in outside if situation.actors[actor].takes_part is None})
    return tuple(sorted(found))


def _certificate(situation: Situation, atom: Atom, label: Label) -> Certificate:
    program = situation.program
    relevant = _relevant(situation, atom)
    if not program.negated:
        steps = list(_monotone_steps(situation, relevant, label))
        certificate = Certificate(atom, label, tuple(_upto(steps, atom)))
    else:
        claim = "firm" if label == "firm" else "unfounded"
        certificate = Certificate(atom, claim, tuple(_upto(_alternating_steps(situation, relevant), atom, claim)))
    return _shortened(situation, certificate)


def _monotone_steps(situation: Situation, relevant: Collection[Atom], label: Label) -> Iterator[Step]:
    program = situation.program
    seeds = program.seeds(label == "blocked")
    if label == "firm":
        yield from _by_round(situation, "stands", program.network.derivation(seeds)[1], relevant)
    elif label == "blocked":
        yield from _by_round(situation, "fails", program.network.removal(seeds)[1], relevant)
    else:
        together = program.network.greatest(seeds)
        unfounded = ~program.network.least(seeds)
        yield Step("together", _among(situation, together, relevant))
        yield Step("unfounded", _among(situation, unfounded, relevant))


def _alternating_steps(situation: Situation, relevant: Collection[Atom]) -> Iterator[Step]:
    """The alternating fixed points of the well-founded model, as steps."""
    program = situation.program
    possible, known = program.everything(), np.zeros(program.network.size, dtype=np.bool_)
    while True:
        true, rounds = program.network.derivation(program.seeds(False, possible))
        yield from _by_round(situation, "stands", np.where(known, -1, rounds), relevant)
        following = program.network.least(program.seeds(True, true))
        fallen = _among(situation, possible & ~following, relevant)
        if fallen:
            yield Step("unfounded", fallen)
        if (following == possible).all():
            return
        possible, known = following, true


def _by_round(situation: Situation, kind: str, rounds: Ints, relevant: Collection[Atom]) -> Iterator[Step]:
    by_round: dict[int, list[Atom]] = {}
    for atom, node in situation.program.atoms.items():
        if atom in relevant and rounds[node] >= 0:
            by_round.setdefault(int(rounds[node]), []).append(atom)
    for number in sorted(by_round):
        yield Step(kind, tuple(by_round[number]))  # type: ignore[arg-type]


def _among(situation: Situation, state: Bools, relevant: Collection[Atom]) -> tuple[Atom, ...]:
    return tuple(atom for atom, node in situation.program.atoms.items() if state[node] and atom in relevant)


def _upto(steps: Iterable[Step], atom: Atom, claim: str = "") -> Iterator[Step]:
    """The steps up to the one that settles the atom; a latent atom takes two."""
    for step in steps:
        yield step
        settled = {"firm": "stands", "unfounded": "unfounded"}.get(claim)
        if atom in step.atoms and step.kind != "together" and settled in (None, step.kind):
            return


def _shortened(situation: Situation, certificate: Certificate) -> Certificate:
    """Without the atoms that the proof does not need, tried one by one from the last."""
    steps = [list(step.atoms) for step in certificate.steps]
    kinds = [step.kind for step in certificate.steps]
    if sum(map(len, steps)) > _SHORTEN:
        return certificate

    def made(groups: list[list[Atom]]) -> Certificate:
        kept = tuple(Step(kind, tuple(group)) for kind, group in zip(kinds, groups, strict=True) if group)
        return Certificate(certificate.atom, certificate.label, kept)

    for i in reversed(range(len(steps))):
        for atom in list(steps[i]):
            if atom == certificate.atom:
                continue
            shorter = [group if j != i else [a for a in group if a != atom] for j, group in enumerate(steps)]
            if verify(situation, made(shorter)):
                steps = shorter
    return made(steps)
