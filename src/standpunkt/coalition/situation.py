"""A situation: everything that coalitions are reckoned from. Every answer is a pure function of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from standpunkt.coalition import conditions as c
from standpunkt.coalition.bodies import Body
from standpunkt.coalition.records import Actor, Fact, Lever, Pledge, Range, Requirement, Vote
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.coalition.basis import Basis
    from standpunkt.coalition.blocking import Blocker
    from standpunkt.coalition.explain import Explanation
    from standpunkt.coalition.gaps import Gaps
    from standpunkt.coalition.probability import Distribution, Probability
    from standpunkt.coalition.program import Atom, Program
    from standpunkt.coalition.standing import Standing
    from standpunkt.coalition.unlock import Unlocking
    from standpunkt.dossier import Dossier

__all__ = ["Bound", "Situation"]

Bound = Literal["low", "high"]


@dataclass(frozen=True)
class Situation:
    """Actors, facts, bodies, pledges, votes and requirements, by id where they have one.

    Made from a dossier, a TOML file, or records. Raises InputError where an id is there twice or a record names
    somebody or something that the situation does not have.
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pledges: Mapping[str, Pledge] = field(default_factory=dict)
    votes: tuple[Vote, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    levers: tuple[Lever, ...] = ()
    title: str = ""
    bound: Bound = "low"  # which end of an offer's range counts in conditions

    @classmethod
    def of(
        cls,
        *,
        pledges: Iterable[Pledge] = (),
        actors: Iterable[Actor] = (),
        facts: Iterable[Fact] = (),
        votes: Iterable[Vote] = (),
        requirements: Iterable[Requirement] = (),
        bodies: Mapping[str, Body] | None = None,
        groups: Mapping[str, tuple[str, ...]] | None = None,
        levers: Iterable[Lever] = (),
        title: str = "",
        bound: Bound = "low",
    ) -> Situation:
        """A situation of records. Actors and vague facts that only a pledge names are added; the rest is checked."""
        by_pledge = _by_id("pledge", pledges)
        by_actor = _by_id("actor", actors)
        for pledge in by_pledge.values():
            by_actor.setdefault(pledge.actor, Actor(pledge.actor))
        situation = cls(
            by_actor,
            _by_id("fact", facts),
            dict(bodies or {}),
            dict(groups or {}),
            by_pledge,
            tuple(votes),
            tuple(requirements),
            tuple(levers),
            title,
            bound,
        )
        return situation._complete()

    @classmethod
    def from_toml(cls, path: str | os.PathLike[str]) -> Situation:
        """The situation that a TOML file describes. Raises InputError with the file's name, line and column."""
        from standpunkt.coalition.toml import load

        return load(path)

    @classmethod
    def from_dossier(cls, dossier: Dossier) -> Situation:
        """What the pledges, conditions and positions of a dossier make: see `from_dossier.situation_of`."""
        from standpunkt.coalition.from_dossier import situation_of

        return situation_of(dossier)

    def to_toml(self) -> str:
        """The situation as TOML, to add one's own numbers to. Raises InputError for a vote that TOML cannot express."""
        from standpunkt.coalition.toml_writing import to_toml

        return to_toml(self)

    @cached_property
    def program(self) -> Program:
        """The situation as gates over atoms, built once."""
        from standpunkt.coalition.program import compile_situation

        return compile_situation(self)

    @cached_property
    def monotone(self) -> bool:
        """Whether no pledge or vote depends on others *not* standing; `not` over facts alone does no harm."""
        return not self.program.negated

    @cached_property
    def pledges_of(self) -> Mapping[str, tuple[str, ...]]:
        """The pledges of each actor that has one."""
        found: dict[str, list[str]] = {}
        for pledge in self.pledges.values():
            found.setdefault(pledge.actor, []).append(pledge.id)
        return {actor: tuple(ids) for actor, ids in found.items()}

    @cached_property
    def ballots(self) -> Mapping[tuple[str, str], Mapping[str, Vote]]:
        """The votes of each body's members on each proposal that is voted or asked for; unknown votes by default."""
        found: dict[tuple[str, str], dict[str, Vote]] = {}
        for condition, _ in self.conditions():
            for term in c.parts(condition):
                if isinstance(term, c.Adopts):
                    found.setdefault((term.body, term.proposal), {})
        for vote in self.votes:
            found.setdefault((vote.body, vote.proposal), {})[vote.member] = vote
        for (body_id, proposal), votes in found.items():
            body = self.bodies[body_id]
            yes, abstain = c.Constant(body.default == "yes"), c.Constant(body.default != "no")
            for member in body.members:
                votes.setdefault(member, Vote(body_id, proposal, member, yes, abstain, assumption=True))
        return found

    def conditions(self) -> Iterable[tuple[c.Condition, str | None]]:
        """Every condition with the actor who sets it."""
        for pledge in self.pledges.values():
            for level in pledge.levels:
                yield level.condition, pledge.actor
        for vote in self.votes:
            yield vote.yes, vote.member
            yield vote.abstain, vote.member

    def standing(self) -> Standing:
        """What is firm, latent, blocked, or depends on facts that are uncertain."""
        from standpunkt.coalition.standing import standing

        return standing(self)

    def stable(self) -> Iterator[frozenset[Atom]]:
        """The stable coalitions, one by one; uncertain facts count as absent."""
        from standpunkt.coalition.models import stable

        return stable(self.settled())

    def supported(self) -> Iterator[frozenset[Atom]]:
        """The supported coalitions (all fixed points), one by one; uncertain facts count as absent."""
        from standpunkt.coalition.models import supported

        return supported(self.settled())

    def settled(self, value: bool = False) -> Situation:
        """The situation in which everything uncertain outside is false (or true)."""
        facts = {name: value for name, fact in self.facts.items() if fact.value is None}
        outside = {a.id: value for a in self.actors.values() if a.takes_part is None and a.id not in self.pledges_of}
        return self.with_facts(facts | outside)

    def gaps(self) -> Gaps:
        """What each requirement lacks, and which one binds."""
        from standpunkt.coalition.gaps import gaps

        return gaps(self)

    def explain(self, atom: Atom | str) -> Explanation:
        """Why an atom (or the pledge of that id) has its label. Raises InputError for what is not there."""
        from standpunkt.coalition.explain import explain

        chosen = c.Stands(atom) if isinstance(atom, str) else atom
        if chosen not in self.program.atoms:
            raise InputError(f"there is no {chosen}; pledges: {', '.join(list(self.pledges)[:12]) or 'none'}")
        return explain(self, chosen)

    def basis(self, goal: c.Condition | str | None = None) -> Basis:
        """The statements and the assumptions that an answer about the goal (default: all requirements) rests on."""
        from standpunkt.coalition.basis import basis
        from standpunkt.coalition.blocking import goal_of

        return basis(self, goal_of(self, goal))

    def blockers(self, atom: Atom | str) -> tuple[Blocker, ...]:
        """Who or what blocks an atom (or the pledge of that id) in the end; empty where it is not blocked."""
        from standpunkt.coalition.blocking import blockers

        return blockers(self, c.Stands(atom) if isinstance(atom, str) else atom)

    def pivotal(self, goal: c.Condition | str | None = None, *, together: bool = False) -> tuple[str, ...]:
        """The actors without whom the goal (default: all requirements) would not be reached."""
        from standpunkt.coalition.blocking import pivotal

        return pivotal(self, goal, together=together)

    def unlock(
        self,
        goal: c.Condition | str | None = None,
        levers: Sequence[Lever] | None = None,
        *,
        together: bool = False,
        k: int | None = None,
    ) -> Iterator[Unlocking]:
        """The minimal changes that reach the goal, in order of cost; with `k` the k cheapest, streamed."""
        from standpunkt.coalition.unlock import unlock

        return unlock(self, goal, levers, together=together, k=k)

    def probability(
        self,
        goal: c.Condition | str | None = None,
        *,
        together: bool = False,
        draws: int = 100_000,
        seed: int = 0,
    ) -> Probability:
        """How likely the goal (default: the lower bound of every requirement) is to be reached."""
        from standpunkt.coalition.probability import probability

        return probability(self, goal, together=together, draws=draws, seed=seed)

    def distribution(
        self, capability: str, actors: Iterable[str] | None = None, *, together: bool = False
    ) -> Distribution:
        """The whole distribution of what stands of a capability."""
        from standpunkt.coalition.probability import distribution

        return distribution(self, capability, actors, together=together)

    def without(self, name: str) -> Situation:
        """The situation in which an actor, or one pledge, drops out."""
        from standpunkt.coalition.changes import without

        return without(self, name)

    def with_(
        self,
        pledges: Iterable[Pledge] = (),
        *,
        facts: Mapping[str, bool | None] | None = None,
        times: Mapping[str, Fraction | int] | None = None,
    ) -> Situation:
        """The situation with pledges added or replaced, facts set, offers multiplied."""
        from standpunkt.coalition.changes import with_

        return with_(self, pledges, facts=facts, times=times)

    def parse(self, text: str) -> c.Condition:
        """A condition over this situation's names. Raises ConditionError with line, column and what was expected."""
        from standpunkt.coalition.parser import Names, parse

        capabilities = {need.capability: None for need in self.requirements}
        for pledge in self.pledges.values():
            for level in pledge.levels:
                capabilities.update(dict.fromkeys(level.offer))
        levels = {pid: len(pledge.levels) for pid, pledge in self.pledges.items()}
        names = Names(self.facts, self.actors, levels, self.bodies, capabilities, self.groups)
        condition = parse(text, names)
        for term in c.parts(condition):
            if isinstance(term, c.Fact) and term.name not in self.facts:
                raise InputError(f"there is no fact {term.name!r}; facts: {', '.join(self.facts) or 'none'}")
        return condition

    def with_facts(self, values: Mapping[str, bool | None]) -> Situation:
        """The situation with facts, or actors without a pledge, set. Raises InputError for an unknown name."""
        facts, actors = dict(self.facts), dict(self.actors)
        for name, value in values.items():
            if name in facts:
                facts[name] = replace(facts[name], value=value)
            elif name in actors and name not in self.pledges_of:
                actors[name] = replace(actors[name], takes_part=value)
            else:
                why = "has pledges of its own" if name in actors else "is no fact of this situation"
                raise InputError(f"{name!r} {why}; facts: {', '.join(sorted(facts)) or 'none'}")
        return replace(self, facts=facts, actors=actors)

    def _complete(self) -> Situation:
        """Vague wordings become facts; every name is checked."""
        facts = dict(self.facts)
        for pledge in self.pledges.values():
            if not pledge.levels:
                raise InputError(f"the pledge {pledge.id!r} has no level; give an offer and a condition")
            for number, (below, level) in enumerate(pairwise(pledge.levels), start=2):
                for name, amount in below.offer.items():
                    more = level.offer.get(name, Range(Fraction(0), Fraction(0)))
                    if more.low < amount.low or more.high < amount.high:
                        raise InputError(f"{pledge.id!r} brings less {name} at level {number} than at the one below")
        for vote in self.votes:
            body = self._need("body", vote.body, self.bodies)
            if vote.member not in body.members:
                raise InputError(f"a vote names {vote.member!r}, who is no member of {vote.body}")
        for lever in self.levers:
            if lever.cost < 0:
                raise InputError(f"the lever {lever.id!r} costs less than nothing; give 0 or more")
            if lever.fact:
                self._need("fact", lever.fact, facts)
            if lever.actor and lever.actor in self.pledges_of:
                raise InputError(f"the lever {lever.id!r} names {lever.actor}, who has pledges; name the pledge")
            if lever.actor:
                self._need("actor", lever.actor, self.actors)
            if lever.pledge:
                self._need("pledge", lever.pledge, self.pledges)
            if lever.ballot and lever.ballot.member not in self._need("body", lever.ballot.body, self.bodies).members:
                raise InputError(
                    f"the lever {lever.id!r} names {lever.ballot.member}, no member of {lever.ballot.body}"
                )
        for label, members in self.groups.items():
            for member in members:
                self._need(f"actor in the group {label}", member, self.actors)
        for condition, _ in self.conditions():
            for term in c.parts(condition):
                match term:
                    case c.Fact(name) if name not in facts:
                        facts[name] = Fact(name, vague=True)
                    case c.In(actor):
                        self._need("actor", actor, self.actors)
                    case c.Stands(pledge_id, height):
                        pledge = self._need("pledge", pledge_id, self.pledges)
                        if not 0 <= height < len(pledge.levels):
                            raise InputError(
                                f"a condition asks for level {height + 1} of {pledge_id!r}, which has not so many"
                            )
                    case c.Adopts(body_id, _):
                        self._need("body", body_id, self.bodies)
                    case c.Amount(group=group) | c.Count(group=group):
                        for actor in group.actors or ():
                            self._need("actor", actor, self.actors)
        return replace(self, facts=facts)

    @staticmethod
    def _need(kind: str, name: str, known: Mapping[str, Any]) -> Any:
        if name not in known:
            raise InputError(f"there is no {kind} {name!r}; known: {', '.join(sorted(known)[:12]) or 'none'}")
        return known[name]


class _Record(Protocol):
    @property
    def id(self) -> str: ...


_R = TypeVar("_R", bound=_Record)


def _by_id(kind: str, records: Iterable[_R]) -> dict[str, _R]:
    found: dict[str, _R] = {}
    for record in records:
        if record.id in found:
            raise InputError(f"the {kind} {record.id!r} is there twice; give each its own id")
        found[record.id] = record
    return found
