"""A situation from a dossier: pledges with their conditions, positions as votes, each with its statements.

Nothing is made up. An amount that no text gives is left out; what a condition asks of the world is an uncertain fact,
with its quotation where its kind is not known; what is only considered or rumoured hangs on a fact that says so; what
is ruled out is a pledge that never stands. The rule by which a question is decided is in no text: it is assumed that
it is decided unless somebody says no, and marked as an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from standpunkt.coalition import conditions as c
from standpunkt.coalition.bodies import Body
from standpunkt.coalition.records import Actor, Fact, Level, Pledge, Range, Vote
from standpunkt.coalition.situation import Situation

if TYPE_CHECKING:
    from standpunkt.dossier import Dossier

__all__ = ["situation_of"]

_UNSURE = ("considered", "rumoured")
Item = Mapping[str, Any]


def situation_of(dossier: Dossier) -> Situation:
    """The situation that a dossier's pledges and positions make; `source` holds uids of items of the dossier.

    Of several pledges of the same actors to the same end, and of several positions of an actor on a question, the last
    by date counts. Whoever speaks for a state or an organisation counts as that. Copies of documents and what was
    rejected are left out.
    """
    return _Maker(dossier).situation()


class _Maker:
    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.known = {actor["key"]: actor for actor in dossier.actors()}
        self.conditions = {item["uid"]: item for item in dossier.items("condition")}
        self.said: dict[str, list[Item]] = {}
        for item in dossier.items("statement"):
            self.said.setdefault(item["document"], []).append(item)
        self.names: dict[str, str] = {}  # by the actor's key in the dossier, the id here
        self.outside: dict[str, None] = {}  # actors that only a condition names
        self.facts: dict[str, Fact] = {}
        self.capabilities: set[str] = set()
        self.made: dict[str, Pledge] = {}

    def situation(self) -> Situation:
        pledges = self.pledges()
        self.capabilities = {_end(item) for item, _ in pledges}
        for item, also in pledges:
            self.pledge(item, also)
        bodies, votes = self.votes()
        offering = {pledge.actor for pledge in self.made.values()}
        actors = [
            Actor(name, str(self.known.get(key, {}).get("name") or name), None if name in self.outside else False)
            for key, name in self.names.items()
            if name not in offering
        ]
        actors += [
            Actor(name, str(self.known.get(key, {}).get("name") or name))
            for key, name in self.names.items()
            if name in offering
        ]
        return Situation.of(
            pledges=self.made.values(),
            actors=actors,
            facts=self.facts.values(),
            bodies=bodies,
            votes=votes,
            title=str(self.dossier.status()["title"] or ""),
        )

    def pledges(self) -> list[tuple[Item, list[Item]]]:
        """The last pledge of the same actors to the same end, with the earlier ones of which the amount is taken."""
        found: dict[tuple[frozenset[str], str], list[Item]] = {}
        for item in sorted(self.dossier.items("pledge"), key=lambda item: str(item["published"] or "")):
            if item["state"]["actors"]:
                sides = frozenset(self.side(key) for key in item["state"]["actors"])
                found.setdefault((sides, _end(item).casefold()), []).append(item)
        out = []
        for items in found.values():
            last, also = items[-1], []
            if not last["state"]["quantity"]:
                also = [item for item in items[:-1] if item["state"]["quantity"]][-1:]
            out.append((last, also))
        return out

    def pledge(self, item: Item, also: list[Item]) -> None:
        """One pledge for each actor; where several give an amount together, one more of all of them for the amount."""
        state = item["state"]
        amount = _amount(item) or next(iter(map(_amount, also)), None)
        sides = list(dict.fromkeys(self.side(key) for key in state["actors"]))
        names = [self.name(key) for key in sides]
        condition = self.all_of(state["conditions"], names[0])
        source = tuple(dict.fromkeys(uid for each in (item, *also) for uid in self.statements(each)))
        end, together = _end(item), len(names) > 1 and state["joint"] is not False
        if state["status"] == "ruled_out":
            condition = c.FALSE
        elif state["status"] in _UNSURE:
            fact = self.fact(f"{' + '.join(names)}: {end}?", source)
            condition = fact if condition == c.TRUE else c.And((fact, condition))
        own: dict[str, Range] = {end: amount} if amount and not together else {}
        parts = [self.keep(f"{name}: {end}", name, own, condition, source) for name in names]
        if together and amount:
            whole = " + ".join(names)
            both = c.And(tuple(c.Stands(part) for part in parts))
            self.keep(f"{whole}: {end}", names[0], {end: amount}, both, source)

    def keep(
        self, name: str, actor: str, offer: Mapping[str, Range], condition: c.Condition, source: tuple[str, ...]
    ) -> str:
        unique, number = name, 1
        while unique in self.made:
            number += 1
            unique = f"{name} ({number})"
        self.made[unique] = Pledge(unique, actor, (Level(offer, condition),), source=source)
        return unique

    def votes(self) -> tuple[dict[str, Body], list[Vote]]:
        """Each question as a decision of those who took a position on it, and their votes."""
        matrix = self.dossier.matrix(represented=True)
        last: dict[tuple[str, str], Any] = {}
        for (key, question), cell in matrix.cells.items():
            place = (self.side(key), question)
            if place not in last or (cell.date or "") >= (last[place].date or ""):
                last[place] = cell
        positions = {item["uid"]: item for item in self.dossier.items("position")}
        votes: list[Vote] = []
        members: dict[str, list[str]] = {}
        for (key, question), cell in last.items():
            item = positions[cell.item]
            member = self.name(key)
            members.setdefault(question, []).append(member)
            source = tuple(item["state"]["statements"]) or (item["uid"],)
            yes: c.Condition = c.TRUE
            if cell.answer == "no":
                yes = c.FALSE
            elif cell.answer == "conditional":
                yes = self.all_of(item["state"]["conditions"], member)
                if yes == c.TRUE:
                    yes = self.fact(f"{member}: {question}, condition", source)
            elif cell.answer == "open":
                yes = self.fact(f"{member}: {question}?", source)
            votes.append(Vote(question, "", member, yes, source=source))
        bodies = {}
        for question, names in members.items():
            rule = Body.veto(names)
            text = matrix.questions.get(question, question)
            bodies[question] = Body(rule.rule, rule.members, text, assumption=True)
        return bodies, votes

    def all_of(self, uids: Iterable[str], owner: str) -> c.Condition:
        terms = tuple(dict.fromkeys(self.condition(self.conditions[u], owner) for u in uids if u in self.conditions))
        return c.TRUE if not terms else terms[0] if len(terms) == 1 else c.And(terms)

    def condition(self, item: Item, owner: str) -> c.Condition:
        """What a condition of the dossier asks for, in the condition language."""
        requires = item["state"]["requires"]
        actor = requires.get("actor")
        term: c.Condition | None = None
        if actor and requires["what"] == "participation":
            name = self.name(self.side(actor))
            if name != owner:
                self.outside[name] = None
                term = c.In(name)
        elif requires["what"] in ("backing", "mandate"):
            if actor:
                term = self.fact(f"{self.name(self.side(actor))}: {requires['what']}", self.statements(item))
        elif requires["what"] == "ceasefire":
            term = self.fact("ceasefire", self.statements(item))
        elif requires["what"] == "quantity":
            term = self.threshold(requires.get("quantity") or {})
        if term is None:
            words = " ".join(str(item["state"]["text"]).split())
            term = self.fact(words, self.statements(item), vague=True)
        return c.Not(term) if item["state"]["negated"] else term

    def threshold(self, quantity: Mapping[str, Any]) -> c.Condition | None:
        """An amount of what pledges bring, where the unit is one of their ends."""
        unit = str(quantity.get("unit") or "").casefold()
        end = next((name for name in sorted(self.capabilities) if name.casefold() == unit), None)
        low = quantity.get("low")
        return c.Amount(end, _exact(low)) if end and low is not None else None

    def fact(self, name: str, source: Iterable[str], vague: bool = False) -> c.Fact:
        before = self.facts.get(name, Fact(name, vague=vague))
        sources = tuple(dict.fromkeys((*before.source, *source)))
        self.facts[name] = Fact(name, vague=before.vague and vague, source=sources)
        return c.Fact(name)

    def statements(self, item: Item) -> tuple[str, ...]:
        """The statements that an item stands in; the item itself where there are none."""
        spans = item["state"].get("evidence") or [item["state"]]
        found = [
            statement["uid"]
            for statement in self.said.get(item["document"], ())
            if item["uid"] in statement["state"]["conditions"]
            or any(
                s["start"] < e["end"] and e["start"] < s["end"] for s in statement["state"]["content"] for e in spans
            )
        ]
        return tuple(found) or (item["uid"],)

    def side(self, key: str) -> str:
        """For whom an actor speaks: the state or organisation that it represents, else itself."""
        actor = self.known.get(key)
        seen = {key}
        while actor:
            following = actor["merged_into"] or (actor["represents"] if actor["type"] == "person" else None)
            if not following or following in seen:
                break
            seen.add(following)
            key, actor = following, self.known.get(following)
        return key

    def name(self, key: str) -> str:
        """A short id: the code of a state or organisation, else the name."""
        if key not in self.names:
            kind, _, code = key.partition(":")
            name = code if kind == "state" else str(self.known.get(key, {}).get("name") or code or key)
            if name in self.names.values():
                name = key
            self.names[key] = name
        return self.names[key]


def _end(item: Item) -> str:
    return " ".join(str(item["state"]["what"]).split()) or "contribution"


def _amount(item: Item) -> Range | None:
    """The amount that a pledge names; of "up to 800" nothing is sure, and "800 or more" counts as 800."""
    quantity = item["state"]["quantity"]
    if not quantity or (quantity["low"] is None and quantity["high"] is None):
        return None
    low = _exact(quantity["low"] or 0)
    high = low if quantity["high"] is None else _exact(quantity["high"])
    return Range(low, high) if 0 <= low <= high else None


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
