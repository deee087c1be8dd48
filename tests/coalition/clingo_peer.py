"""A situation as an answer-set program, written from the conditions themselves, for clingo to solve."""

from __future__ import annotations

import math
from itertools import count
from typing import Any

from standpunkt.coalition import Situation
from standpunkt.coalition import conditions as c
from standpunkt.coalition.bodies import All, Quota, Rule
from standpunkt.coalition.check import atoms_of, condition_of
from standpunkt.coalition.program import Atom, Ballot


class Program:
    """Rules for every atom; `x(i)` is the atom with number i. Negation is pushed to the atoms, as the product does."""

    def __init__(self, situation: Situation, hopeful: bool = False) -> None:
        self.situation, self.hopeful = situation, hopeful
        self.atoms = atoms_of(situation)
        self.number = {atom: i for i, atom in enumerate(self.atoms)}
        self.lines: list[str] = []
        self.fresh = count()
        for atom in self.atoms:
            condition, owner = condition_of(situation, atom)
            self.lines.append(f"x({self.number[atom]}) :- {self.literal(condition, owner, True)}.")

    def literal(self, term: c.Condition, owner: str | None, positive: bool) -> str:
        """A body literal that is true as the term is, or is not."""
        match term:
            case c.Not(part):
                return self.literal(part, owner, not positive)
            case c.Constant(value):
                return "1=1" if value == positive else "1=0"
            case c.Fact(name):
                return self.outside(self.situation.facts[name].value, positive)
            case c.Stands():
                return ("" if positive else "not ") + f"x({self.number[term]})"
            case c.In(actor):
                own = self.situation.pledges_of.get(actor)
                if not own:
                    return self.outside(self.situation.actors[actor].takes_part, positive)
                return self.quota([(self.literal(c.Stands(p), owner, positive), 1) for p in own], 1, positive)
            case c.And(parts):
                return self.quota([(self.literal(p, owner, positive), 1) for p in parts], len(parts), positive)
            case c.Or(parts):
                return self.quota([(self.literal(p, owner, positive), 1) for p in parts], 1, positive)
            case c.AtLeast(least, parts):
                return self.quota([(self.literal(p, owner, positive), 1) for p in parts], least, positive)
            case c.Count(least, group, strict):
                members = self.situation.actors if group.actors is None else group.actors
                counted = [a for a in members if group.own or a != owner]
                quota = math.floor(least) + 1 if strict else math.ceil(least)
                return self.quota([(self.literal(c.In(a), owner, positive), 1) for a in counted], quota, positive)
            case c.Amount(capability, least, group, strict):
                terms = []
                for pledge in self.situation.pledges.values():
                    if (group.actors is None or pledge.actor in group.actors) and (group.own or pledge.actor != owner):
                        below = 0
                        for k, level in enumerate(pledge.levels):
                            now = int(level.offer[capability].low * 2) if capability in level.offer else 0
                            terms.append((self.literal(c.Stands(pledge.id, k), owner, positive), now - below))
                            below = now
                quota = math.floor(least * 2) + 1 if strict else math.ceil(least * 2)
                return self.quota(terms, quota, positive)
            case c.Adopts(body, proposal):
                return self.rule(self.situation.bodies[body].rule, body, proposal, positive)
        raise AssertionError(term)

    def outside(self, value: bool | None, positive: bool) -> str:
        return "1=1" if (self.hopeful if value is None else value == positive) else "1=0"

    def rule(self, rule: Rule, body: str, proposal: str, positive: bool) -> str:
        if isinstance(rule, Quota):
            sign = "" if positive else "not "
            votes = [(f"{sign}x({self.number[Ballot(body, proposal, m, rule.abstain)]})", w) for m, w in rule.weights]
            return self.quota(votes, rule.least, positive)
        parts = [(self.rule(part, body, proposal, positive), 1) for part in rule.parts]
        return self.quota(parts, len(parts) if isinstance(rule, All) else 1, positive)

    def quota(self, terms: list[tuple[str, int]], quota: int, positive: bool) -> str:
        if not positive:
            quota = sum(w for _, w in terms) - quota + 1
        number = next(self.fresh)
        elements = "; ".join(f"{w},{i} : {t}" for i, (t, w) in enumerate(terms))
        self.lines.append(f"g({number}) :- #sum {{ {elements} }} >= {quota}.")
        return f"g({number})"

    def solve(self, extra: str = "") -> list[frozenset[Atom]]:
        """All answer sets."""
        return [frozenset(self.atoms[i] for i in shown) for shown in self.chosen(extra, "x")]

    def chosen(self, extra: str, name: str) -> list[frozenset[int]]:
        """All answer sets: the numbers of what is called so."""
        import clingo

        control = clingo.Control(["0", "--warn=none"])
        control.add("base", [], "\n".join(self.lines) + "\n" + extra)
        control.ground([("base", [])])
        found: list[frozenset[int]] = []

        def take(model: Any) -> None:
            found.append(frozenset(a.arguments[0].number for a in model.symbols(atoms=True) if a.name == name))

        control.solve(on_model=take)
        return found
