"""A situation written as TOML, to be added to by hand: the way from a dossier to a file with one's own numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from standpunkt.coalition.bodies import All, Body, Quota, Rule
from standpunkt.coalition.conditions import FALSE, TRUE, Condition, write
from standpunkt.coalition.records import Lever, Pledge, Range, Requirement, Vote
from standpunkt.coalition.situation import Situation
from standpunkt.errors import InputError

__all__ = ["to_toml"]


def to_toml(situation: Situation) -> str:
    """The situation as TOML; read again it is the same, but for formulas, of which the amount and the basis are kept.

    Raises InputError for a vote that abstains on a condition beside the one on which it is a yes: TOML has no place
    for it.
    """
    return "\n".join(_lines(situation)) + "\n"


def _lines(situation: Situation) -> Iterator[str]:
    if situation.title:
        yield f"title = {_value(situation.title)}"
    if situation.bound != "low":
        yield f"bound = {_value(situation.bound)}"
    for actor in situation.actors.values():
        table: dict[str, Any] = {"name": actor.name or None}
        if actor.id not in situation.pledges_of or actor.takes_part is not False:
            table["in"] = "uncertain" if actor.takes_part is None else actor.takes_part
        yield from _table(f"[actor.{_value(actor.id)}]", table | {"probability": actor.probability}, actor)
    for fact in situation.facts.values():
        told: dict[str, Any] = {"value": fact.value, "probability": fact.probability, "vague": fact.vague or None}
        yield from _table(f"[fact.{_value(fact.id)}]", told, fact)
    groups = dict(situation.groups)
    for need in situation.requirements:
        if need.actors is not None and need.actors not in groups.values():
            number = 1
            while f"group-{number}" in groups:
                number += 1
            groups[f"group-{number}"] = need.actors
    if groups:
        yield ""
        yield "[group]"
        yield from (f"{_value(name)} = {_value(list(members))}" for name, members in groups.items())
    for name, body in situation.bodies.items():
        yield from _body(name, body)
    for vote in situation.votes:
        yield from _table("[[vote]]", _vote(vote), vote)
    for pledge in situation.pledges.values():
        yield from _table("[[pledge]]", _pledge(pledge), pledge)
    for need in situation.requirements:
        yield from _table("[[requirement]]", _requirement(need, groups), need)
    for lever in situation.levers:
        yield from _table("[[lever]]", _lever(lever), None)


def _table(head: str, values: Mapping[str, Any], record: Any) -> Iterator[str]:
    yield ""
    yield head
    for key, value in values.items():
        if value is not None:
            yield f"{key} = {_value(value)}"
    if record is not None and record.source:
        yield f"source = {_value(record.source if isinstance(record.source, str) else list(record.source))}"
    if record is not None and record.assumption:
        yield "assumption = true"


def _body(name: str, body: Body) -> Iterator[str]:
    weights: dict[str, dict[str, int]] = {}
    rule = _rule(body.rule, weights)
    table = {
        "name": body.name,
        "members": list(body.members),
        "weights": weights or None,
        "rule": rule,
        "default": None if body.default == "no" else body.default,
        "date": body.date or None,
    }
    yield from _table(f"[body.{_value(name)}]", table, body)


def _rule(rule: Rule, weights: dict[str, dict[str, int]]) -> dict[str, Any]:
    if not isinstance(rule, Quota):
        return {"all" if isinstance(rule, All) else "any": [_rule(part, weights) for part in rule.parts]}
    abstain = {"abstain": True} if rule.abstain else {}
    if all(weight == 1 for _, weight in rule.weights):
        return {"at_least": rule.least, "of": [member for member, _ in rule.weights], **abstain}
    name = f"w{len(weights) + 1}"
    weights[name] = dict(rule.weights)
    return {"weights": name, "quota": rule.least, **abstain}


def _vote(vote: Vote) -> dict[str, Any]:
    out: dict[str, Any] = {"body": vote.body, "on": vote.proposal or None, "member": vote.member}
    if vote.yes == FALSE and vote.abstain != FALSE:
        return out | {"vote": "abstain", "condition": _condition(vote.abstain)}
    if vote.abstain not in (TRUE, FALSE):
        raise InputError(f"the vote of {vote.id} abstains on a condition of its own, which TOML has no place for")
    if vote.yes == FALSE:
        return out | {"vote": "no"}
    otherwise = "abstain" if vote.abstain == TRUE else None
    return out | {"vote": "yes", "condition": _condition(vote.yes), "otherwise": otherwise}


def _pledge(pledge: Pledge) -> dict[str, Any]:
    out: dict[str, Any] = {"id": pledge.id, "actor": pledge.actor}
    if len(pledge.levels) == 1:
        (level,) = pledge.levels
        out |= {"offer": dict(level.offer) or None, "condition": _condition(level.condition)}
    else:
        levels = []
        for level in pledge.levels:
            condition = _condition(level.condition)
            levels.append({"offer": dict(level.offer)} | ({"condition": condition} if condition else {}))
        out["levels"] = levels
    reliability = None if pledge.reliability == 1 else pledge.reliability
    return out | {"reliability": reliability, "from": pledge.start, "until": pledge.end}


def _requirement(need: Requirement, groups: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    group = None if need.actors is None else next(name for name, members in groups.items() if members == need.actors)
    named = None if need.id in ("", need.capability) else need.id
    basis = need.basis or need.formula or None
    return {"id": named, "capability": need.capability, "amount": need.amount, "group": group, "basis": basis}


def _lever(lever: Lever) -> dict[str, Any]:
    out: dict[str, Any] = {"id": lever.id, "cost": lever.cost}
    if lever.ballot:
        place = lever.ballot
        out |= {"body": place.body, "on": place.proposal or None, "member": place.member}
        out["vote"] = "abstain" if place.abstain else "yes"
    return out | {"fact": lever.fact, "actor": lever.actor, "pledge": lever.pledge}


def _condition(condition: Condition) -> str | bool | None:
    return None if condition == TRUE else False if condition == FALSE else write(condition)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Range):
        return _value(value.low) if value.low == value.high else _value([value.low, value.high])
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else f'"{value}"'
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_value(key)} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
