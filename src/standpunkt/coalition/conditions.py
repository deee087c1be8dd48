"""What a pledge may depend on: the terms of the condition language, and their truth in a given state of the world.

Monotone terms get no falser when more pledges stand; `Not` is the only one that is not monotone (`<=` and `unless`
are written with it). The truth of a term is defined here by direct evaluation; the fast engines are checked against
this definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

__all__ = [
    "FALSE",
    "RESERVED",
    "TRUE",
    "Adopts",
    "Amount",
    "And",
    "AtLeast",
    "Condition",
    "Constant",
    "Count",
    "Fact",
    "Group",
    "In",
    "Not",
    "Or",
    "Stands",
    "State",
    "evaluate",
    "parts",
    "write",
]


@dataclass(frozen=True, slots=True)
class Constant:
    """Always or never."""

    value: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """An outside event, by its name; a vague wording is a fact whose name is its quotation."""

    name: str


@dataclass(frozen=True, slots=True)
class In:
    """The actor takes part: one of its pledges stands, or the situation says so."""

    actor: str


@dataclass(frozen=True, slots=True)
class Stands:
    """The pledge stands, at `level` (0 is the lowest) or higher."""

    pledge: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Adopts:
    """The decision body adopts the proposal."""

    body: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Group:
    """Whose contributions count: the actors, or everybody (None); `own` says whether one's own counts as well."""

    actors: tuple[str, ...] | None = None
    own: bool = True
    label: str = "all"


@dataclass(frozen=True, slots=True)
class Amount:
    """What the group's standing pledges bring of a capability is at least (`strict`: more than) `least`."""

    capability: str
    least: Fraction
    group: Group = Group()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """At least (`strict`: more than) so many actors of the group take part."""

    least: Fraction
    group: Group = Group()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least so many of the parts hold."""

    least: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Constant | Fact | In | Stands | Adopts | Amount | Count | AtLeast | And | Or | Not
TRUE = Constant(True)
FALSE = Constant(False)


class State(Protocol):
    """A state of the world, as far as a condition can ask about it. `owner` is the actor who sets the condition."""

    def fact(self, name: str) -> bool: ...
    def stands(self, pledge: str, level: int) -> bool: ...
    def takes_part(self, actor: str) -> bool: ...
    def adopts(self, body: str, proposal: str) -> bool: ...
    def amount(self, capability: str, group: Group, owner: str | None) -> Fraction: ...
    def count(self, group: Group, owner: str | None) -> int: ...


def evaluate(condition: Condition, state: State, owner: str | None = None) -> bool:
    """Whether the condition, set by `owner`, is true in the state."""
    match condition:
        case Constant(value):
            return value
        case Fact(name):
            return state.fact(name)
        case In(actor):
            return state.takes_part(actor)
        case Stands(pledge, level):
            return state.stands(pledge, level)
        case Adopts(body, proposal):
            return state.adopts(body, proposal)
        case Amount(capability, least, group, strict):
            amount = state.amount(capability, group, owner)
            return amount > least if strict else amount >= least
        case Count(least, group, strict):
            count = state.count(group, owner)
            return count > least if strict else count >= least
        case AtLeast(least, terms):
            return sum(evaluate(term, state, owner) for term in terms) >= least
        case And(terms):
            return all(evaluate(term, state, owner) for term in terms)
        case Or(terms):
            return any(evaluate(term, state, owner) for term in terms)
        case Not(term):
            return not evaluate(term, state, owner)


def parts(condition: Condition) -> Iterator[Condition]:
    """The condition and everything in it, outermost first."""
    todo = [condition]
    while todo:
        term = todo.pop()
        yield term
        match term:
            case And(inner) | Or(inner) | AtLeast(_, inner):
                todo.extend(reversed(inner))
            case Not(one):
                todo.append(one)


def write(condition: Condition) -> str:
    """The condition in the condition language; parsing it gives the same condition."""
    match condition:
        case Constant(value):
            return "true" if value else "false"
        case Fact(name):
            return _name(name)
        case In(actor):
            return f"{_name(actor)} in"
        case Stands(pledge, level):
            return f"{_name(pledge)} stands" + (f" at {level + 1}" if level else "")
        case Adopts(body, proposal):
            return f"{_name(body)} adopts {_name(proposal)}"
        case Amount(capability, least, group, strict):
            return f"amount({_name(capability)}, {_group(group)}) {'>' if strict else '>='} {_number(least)}"
        case Count(least, group, strict):
            return f"count({_group(group)}) {'>' if strict else '>='} {_number(least)}"
        case AtLeast(least, terms):
            return f"at_least({least}, [{', '.join(map(write, terms))}])"
        case And(terms):
            return " and ".join(_inner(t) for t in terms) if terms else "true"
        case Or(terms):
            return " or ".join(_inner(t) for t in terms) if terms else "false"
        case Not(Amount(capability, least, group, strict)):
            return f"amount({_name(capability)}, {_group(group)}) {'<=' if strict else '<'} {_number(least)}"
        case Not(Count(least, group, strict)):
            return f"count({_group(group)}) {'<=' if strict else '<'} {_number(least)}"
        case Not(term):
            return f"not {_inner(term)}"


RESERVED = frozenset(
    {"and", "or", "not", "unless", "true", "false", "in", "backs", "stands", "adopts", "at"}
    | {"amount", "count", "at_least", "all", "without", "self"}
)


def _inner(condition: Condition) -> str:
    text = write(condition)
    return f"({text})" if isinstance(condition, And | Or) else text


def _name(name: str) -> str:
    plain = bool(name) and name not in RESERVED and (name[0].isalpha() or name[0] == "_")
    if plain and all(c.isalnum() or c in "_-." for c in name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _group(group: Group) -> str:
    if group.actors is None:
        names = "all"
    elif group.label and group.label != "all":
        names = _name(group.label)
    else:
        names = ", ".join(map(_name, group.actors))
    return names if group.own else f"{names} without self"


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
