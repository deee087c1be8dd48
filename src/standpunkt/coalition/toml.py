"""Situations and decision bodies written in TOML. The only door of this package to files; what it reads is checked.

Errors name the file, and the line and column where a condition goes wrong.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from standpunkt.coalition.bodies import exact
from standpunkt.coalition.conditions import FALSE, TRUE, And, Condition
from standpunkt.coalition.formulas import FORMULAS, amount_by_formula
from standpunkt.coalition.parser import ConditionError, Names, parse
from standpunkt.coalition.presets import body_of
from standpunkt.coalition.records import Actor, Ballot, Fact, Level, Lever, Pledge, Requirement, Vote
from standpunkt.coalition.situation import Situation
from standpunkt.coalition.tables import (
    as_list,
    as_number,
    as_range,
    as_table,
    check_keys,
    day_in,
    flag_in,
    near,
    probability_in,
    sourced,
    text_in,
    text_of,
    texts_in,
    vote_in,
)
from standpunkt.errors import InputError

__all__ = ["load", "read"]

_COMMON = ("source", "assumption")


def load(path: str | os.PathLike[str]) -> Situation:
    """The situation in a TOML file. Raises InputError where it cannot be read or says something impossible."""
    return read(text_of(path), os.fspath(path))


def read(text: str, name: str = "<text>") -> Situation:
    """The situation that TOML text describes; `name` stands before each error."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: {error}") from None
    try:
        return _Reader(text.replace("\r\n", "\n"), name, table).situation()
    except InputError as error:
        raise error if str(error).startswith(f"{name}:") else InputError(f"{name}: {error}") from None


class _Reader:
    def __init__(self, text: str, name: str, table: Mapping[str, Any]) -> None:
        self.text, self.name, self.table = text, name, table
        self.at: dict[tuple[str, int], int] = {}
        for kind in ("pledge", "vote", "requirement"):
            for number, match in enumerate(re.finditer(rf"(?m)^[ \t]*\[\[\s*{kind}\s*\]\]", text)):
                self.at[kind, number] = match.start()

    def situation(self) -> Situation:
        known = ("title", "bound", "actor", "fact", "group", "body", "pledge", "vote", "requirement", "lever")
        check_keys(self.table, known, "top level")
        bound = self.table.get("bound", "low")
        if bound not in ("low", "high"):
            raise InputError(f'bound: expected "low" or "high", found {bound!r}')
        actors = [self.actor(key, value) for key, value in self.tables("actor")]
        facts = [self.fact(key, value) for key, value in self.tables("fact")]
        bodies = {key: body_of(value, f"body.{key}") for key, value in self.tables("body")}
        entries = [
            as_table(value, f"pledge {i + 1}")
            for i, value in enumerate(as_list(self.table.get("pledge", []), "pledge"))
        ]
        names = [text_in(entry, "actor", f"pledge {i + 1}") for i, entry in enumerate(entries)]
        ids = _ids(entries, names)
        declared = {actor.id for actor in actors}
        for body in bodies.values():
            declared.update(body.members)
        for i, actor in enumerate(names):
            if declared and actors and actor not in declared:
                raise self.located(
                    "pledge", i, actor, f"there is no actor {actor!r}{near(actor, declared)}; add [actor.{actor}]"
                )
        known_actors = dict.fromkeys([*(actor.id for actor in actors), *names])
        actors += [Actor(actor) for actor in known_actors if actor not in {a.id for a in actors}]
        groups = {
            str(key): tuple(texts_in({"group": value}, "group", f"group.{key}"))
            for key, value in self.tables("group", plain=True)
        }
        capabilities: dict[str, None] = {}
        for i, entry in enumerate(entries):
            for level in _levels(entry, f"pledge {ids[i]}"):
                capabilities.update(dict.fromkeys(as_table(level.get("offer", {}), f"pledge {ids[i]}: offer")))
        needs = [
            as_table(value, f"requirement {i + 1}")
            for i, value in enumerate(as_list(self.table.get("requirement", []), "requirement"))
        ]
        capabilities.update(
            dict.fromkeys(text_in(need, "capability", f"requirement {i + 1}") for i, need in enumerate(needs))
        )
        self.names = Names(
            {fact.id: None for fact in facts},
            known_actors,
            {pid: len(_levels(entry, pid)) for pid, entry in zip(ids, entries, strict=True)},
            bodies,
            capabilities,
            groups,
        )
        votes = [
            vote for i, value in enumerate(as_list(self.table.get("vote", []), "vote")) for vote in self.votes(i, value)
        ]
        return Situation.of(
            pledges=[self.pledge(i, pid, entry) for i, (pid, entry) in enumerate(zip(ids, entries, strict=True))],
            actors=actors,
            facts=facts,
            bodies=bodies,
            groups=groups,
            votes=votes,
            requirements=[self.requirement(i, need, groups) for i, need in enumerate(needs)],
            levers=[self.lever(i, value) for i, value in enumerate(as_list(self.table.get("lever", []), "lever"))],
            title=str(self.table.get("title", "")),
            bound=bound,
        )

    def tables(self, kind: str, *, plain: bool = False) -> Iterable[tuple[str, Any]]:
        for key, value in as_table(self.table.get(kind, {}), kind).items():
            yield key, value if plain else as_table(value, f"{kind}.{key}")

    def actor(self, key: str, table: Mapping[str, Any]) -> Actor:
        where = f"actor.{key}"
        check_keys(table, ("name", "in", "probability", *_COMMON), where)
        probability = probability_in(table, "probability", where)
        value = table.get("in", "uncertain" if probability is not None else False)
        if value not in (True, False, "uncertain"):
            raise InputError(f'{where}: in is true, false or "uncertain", not {value!r}')
        takes_part = None if value == "uncertain" else bool(value)
        return Actor(key, str(table.get("name", "")), takes_part, probability, *sourced(table, where))

    def fact(self, key: str, table: Mapping[str, Any]) -> Fact:
        where = f"fact.{key}"
        check_keys(table, ("value", "probability", "vague", *_COMMON), where)
        value = table.get("value", "uncertain")
        if value not in (True, False, "uncertain"):
            raise InputError(f'{where}: value is true, false or "uncertain", not {value!r}')
        probability = probability_in(table, "probability", where)
        known = None if value == "uncertain" else bool(value)
        return Fact(key, known, probability, flag_in(table, "vague", where), *sourced(table, where))

    def pledge(self, number: int, pid: str, table: Mapping[str, Any]) -> Pledge:
        where = f"pledge {pid}"
        check_keys(
            table, ("id", "actor", "offer", "levels", "condition", "reliability", "from", "until", *_COMMON), where
        )
        overall = self.condition(table, "condition", "pledge", number, where)
        levels = []
        for i, level in enumerate(_levels(table, where)):
            offer = {
                str(key): as_range(value, f"{where}: offer of {key}")
                for key, value in as_table(level.get("offer", {}), f"{where}: offer").items()
            }
            own = self.condition(level, "condition", "pledge", number, where) if "levels" in table else TRUE
            first = overall if i == 0 else TRUE
            levels.append(Level(offer, own if first == TRUE else first if own == TRUE else And((first, own))))
        reliability = probability_in(table, "reliability", where)
        return Pledge(
            pid,
            text_in(table, "actor", where),
            tuple(levels),
            Fraction(1) if reliability is None else reliability,
            day_in(table, "from", where),
            day_in(table, "until", where),
            *sourced(table, where),
        )

    def votes(self, number: int, value: Any) -> Iterable[Vote]:
        where = f"vote {number + 1}"
        table = as_table(value, where)
        check_keys(table, ("body", "on", "member", "members", "vote", "condition", "otherwise", *_COMMON), where)
        condition = self.condition(table, "condition", "vote", number, where)
        vote = vote_in(table, "vote", where, "yes")
        otherwise = vote_in(table, "otherwise", where, "no")
        yes = condition if vote == "yes" else FALSE
        if otherwise == "yes":
            raise InputError(
                f'{where}: otherwise is "abstain" or "no"; a vote that turns from yes to no is not monotone'
            )
        abstain = TRUE if otherwise == "abstain" else condition if vote == "abstain" else FALSE
        members = [text_in(table, "member", where)] if "member" in table else texts_in(table, "members", where)
        if not members:
            raise InputError(f"{where}: give the member, or members, that vote so")
        for member in members:
            source, assumption = sourced(table, where)
            proposal = str(table.get("on", ""))
            yield Vote(text_in(table, "body", where), proposal, member, yes, abstain, source, assumption)

    def requirement(self, number: int, table: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> Requirement:
        capability = text_in(table, "capability", f"requirement {number + 1}")
        where = f"requirement {table.get('id', capability)}"
        check_keys(table, ("id", "capability", "amount", "formula", "inputs", "group", "basis", *_COMMON), where)
        if ("amount" in table) == ("formula" in table):
            raise InputError(f"{where}: give either amount or formula with inputs")
        basis = str(table.get("basis", ""))
        if "formula" in table:
            formula = text_in(table, "formula", where)
            inputs = {
                str(key): as_range(value, f"{where}: {key}")
                for key, value in as_table(table.get("inputs", {}), f"{where}: inputs").items()
            }
            amount = amount_by_formula(formula, inputs)
            basis = basis or FORMULAS[formula].source
        else:
            formula, amount = "", as_range(table["amount"], f"{where}: amount")
        actors = None
        if "group" in table:
            group = text_in(table, "group", where)
            if group not in groups:
                raise InputError(f"{where}: there is no group {group!r}{near(group, groups)}")
            actors = groups[group]
        source, assumption = sourced(table, where)
        return Requirement(
            capability, amount, str(table.get("id", capability)), actors, formula, basis, source, assumption
        )

    def lever(self, number: int, value: Any) -> Lever:
        where = f"lever {number + 1}"
        table = as_table(value, where)
        check_keys(table, ("id", "cost", "fact", "actor", "pledge", "body", "on", "member", "vote"), where)
        kinds = [key for key in ("fact", "actor", "pledge", "member") if key in table]
        if len(kinds) != 1:
            raise InputError(f"{where}: give one of fact, actor, pledge, or a member's vote with body and on")
        name = text_in(table, kinds[0], where)
        ballot = None
        if kinds == ["member"]:
            abstain = vote_in(table, "vote", where, "yes") == "abstain"
            ballot = Ballot(text_in(table, "body", where), str(table.get("on", "")), name, abstain)
        cost = exact(as_number(table.get("cost", 1), f"{where}: cost"))
        named = {kind: name for kind in kinds if kind != "member"}
        return Lever(str(table.get("id", name)), cost, ballot=ballot, **named)

    def condition(self, table: Mapping[str, Any], key: str, kind: str, number: int, where: str) -> Condition:
        if key not in table:
            return TRUE
        text = table[key]
        if isinstance(text, bool):
            return TRUE if text else FALSE
        if not isinstance(text, str):
            raise InputError(f"{where}: {key} is a text in the condition language, not {text!r}")
        try:
            return parse(text, self.names)
        except ConditionError as error:
            begin = self.at.get((kind, number), 0)
            found = self.text.find(text, begin) if text else -1
            if found < 0:
                line = self.text.count("\n", 0, begin) + 1
                message = (
                    f"{self.name}:{line}: {where}: {key}, line {error.line}, column {error.column}: {error.problem}"
                )
            else:
                start = found - (self.text.rfind("\n", 0, found) + 1)
                line = self.text.count("\n", 0, found) + error.line
                column = error.column + (start if error.line == 1 else 0)
                message = f"{self.name}:{line}:{column}: {where}: {error.problem}"
            raise InputError(message) from None

    def located(self, kind: str, number: int, word: str, problem: str) -> InputError:
        found = max(self.text.find(word, self.at.get((kind, number), 0)), 0)
        line = self.text.count("\n", 0, found) + 1
        return InputError(f"{self.name}:{line}:{found - (self.text.rfind(chr(10), 0, found) + 1) + 1}: {problem}")


def _ids(entries: list[Mapping[str, Any]], actors: list[str]) -> list[str]:
    """Each pledge's id: its own, or the actor's, numbered from the second on."""
    taken = {str(entry["id"]) for entry in entries if "id" in entry}
    ids = []
    for entry, actor in zip(entries, actors, strict=True):
        if "id" in entry:
            ids.append(str(entry["id"]))
            continue
        name, number = actor, 1
        while name in taken:
            number += 1
            name = f"{actor}-{number}"
        taken.add(name)
        ids.append(name)
    return ids


def _levels(entry: Mapping[str, Any], where: str) -> list[Mapping[str, Any]]:
    if "levels" not in entry:
        return [{"offer": entry.get("offer", {})}]
    if "offer" in entry:
        raise InputError(f"{where}: give either offer or levels")
    levels = [
        as_table(level, f"{where}: level {i + 1}")
        for i, level in enumerate(as_list(entry["levels"], f"{where}: levels"))
    ]
    for i, level in enumerate(levels):
        check_keys(level, ("offer", "condition"), f"{where}: level {i + 1}")
    if not levels:
        raise InputError(f"{where}: levels is empty; give at least one")
    return levels
