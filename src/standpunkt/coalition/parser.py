"""Reads the condition language. An error names the line, the column and the word that was expected.

    condition = either { "unless" either } ;
    either    = both { "or" both } ;
    both      = term { "and" term } ;
    term      = "not" term | "(" condition ")" | "true" | "false"
              | "at_least" "(" number "," "[" condition { "," condition } "]" ")"
              | "amount" "(" name [ "," group ] ")" compare number
              | "count" "(" [ group ] ")" compare number
              | name [ "in" | "backs" | "stands" [ "at" number ] | "adopts" [ name ] ] ;
    group     = name { "," name } [ "without" "self" ] | "all" [ "without" "self" ] ;
    compare   = ">=" | ">" | "<=" | "<" ;

A name with blanks or a reserved word in it stands in double quotes. A quotation that names nothing known is a vague
wording and stays an uncertain fact. A bare name is a fact, an actor taking part or a pledge standing, in this order.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from standpunkt.coalition.conditions import (
    FALSE,
    RESERVED,
    TRUE,
    Adopts,
    Amount,
    And,
    AtLeast,
    Condition,
    Count,
    Fact,
    Group,
    In,
    Not,
    Or,
    Stands,
)
from standpunkt.errors import InputError

__all__ = ["ConditionError", "Names", "parse"]

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d[\d_]*(?:\.\d+)?(?:/\d+)?%?)(?![\w])
    |(?P<name>[^\W\d][\w.-]*)
    |"(?P<quoted>(?:[^"\\]|\\.)*)"
    |(?P<sign>>=|<=|[<>()\[\],]))""",
    re.VERBOSE,
)
_DEPTH = 100  # of brackets and `not` in one another


class ConditionError(InputError):
    """A condition that cannot be read. `line` and `column` count from 1 in the condition's own text."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(f"line {line}, column {column}: {problem}")
        self.problem, self.line, self.column = problem, line, column


@dataclass(frozen=True, slots=True)
class Names:
    """What a condition may speak of. `pledges` gives each pledge's number of levels, `groups` their members."""

    facts: Iterable[str] = ()
    actors: Iterable[str] = ()
    pledges: Mapping[str, int] = field(default_factory=dict)
    bodies: Iterable[str] = ()
    capabilities: Iterable[str] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class _Word(NamedTuple):
    kind: str  # number, name, quoted, sign, end
    text: str
    at: int


def parse(text: str, names: Names) -> Condition:
    """The condition that the text says. Raises ConditionError with line, column and what was expected."""
    return _Parser(text, names).whole()


class _Parser:
    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names = text, names
        self.words = list(self._split())
        self.next = 0
        self.depth = 0

    def whole(self) -> Condition:
        condition = self.condition()
        if self.peek().kind != "end":
            raise self.error('expected "and", "or", "unless" or the end')
        return condition

    def condition(self) -> Condition:
        self.depth += 1
        if self.depth > _DEPTH:
            raise self.error(f"expected at most {_DEPTH} brackets in one another")
        left = self.either()
        while self.take("unless"):
            left = _join(And, [left, Not(self.either())])
        self.depth -= 1
        return left

    def either(self) -> Condition:
        terms = [self.both()]
        while self.take("or"):
            terms.append(self.both())
        return _join(Or, terms)

    def both(self) -> Condition:
        terms = [self.term()]
        while self.take("and"):
            terms.append(self.term())
        return _join(And, terms)

    def term(self) -> Condition:
        negations = 0
        while self.take("not"):
            negations += 1
        term = self.positive()
        for _ in range(negations):
            term = term.part if isinstance(term, Not) else Not(term)
        return term

    def positive(self) -> Condition:
        word = self.peek()
        if self.take("("):
            inner = self.condition()
            self.need(")")
            return inner
        if self.take("true"):
            return TRUE
        if self.take("false"):
            return FALSE
        if word.kind == "name" and self.following() == "(" and word.text in {"at_least", "amount", "count"}:
            self.next += 2
            return {"at_least": self.at_least, "amount": self.amount, "count": self.count}[word.text]()
        if word.kind == "quoted" or (word.kind == "name" and word.text not in RESERVED):
            return self.atom()
        raise self.error('expected a name, "not", "amount(", "count(", "at_least(" or "("')

    def atom(self) -> Condition:
        word = self.step()
        if self.take("in") or self.take("backs"):
            return In(self.known(word, "actor", self.names.actors))
        if self.take("stands"):
            pledge = self.known(word, "pledge", self.names.pledges)
            level = 0
            if self.take("at"):
                at = self.peek()
                level = self.whole_number() - 1
                if not 0 <= level < self.names.pledges[pledge]:
                    raise self.error(f"expected a level from 1 to {self.names.pledges[pledge]} of {pledge}", at)
            return Stands(pledge, level)
        if self.take("adopts"):
            body = self.known(word, "body", self.names.bodies)
            return Adopts(body, self.step().text if self._is_name(self.peek()) else "")
        if word.text in self.names.facts:
            return Fact(word.text)
        if word.text in self.names.actors:
            return In(word.text)
        if word.text in self.names.pledges:
            return Stands(word.text)
        if word.text in self.names.bodies:
            raise self.error(f'expected "adopts" after the body {word.text}')
        if word.kind == "quoted":
            return Fact(word.text)  # a vague wording
        names = [*self.names.facts, *self.names.actors, *self.names.pledges]
        raise self.unknown(word, "fact, actor or pledge", names)

    def amount(self) -> Condition:
        capability = self.known(self.name("a capability"), "capability", self.names.capabilities)
        group = self.group() if self.take(",") else Group()
        self.need(")")
        strict, negated, number = self.compared()
        term = Amount(capability, number, group, strict)
        return Not(term) if negated else term

    def count(self) -> Condition:
        group = Group() if self.peek().text == ")" and self.peek().kind == "sign" else self.group()
        self.need(")")
        strict, negated, number = self.compared()
        term = Count(number, group, strict)
        return Not(term) if negated else term

    def at_least(self) -> Condition:
        least = self.whole_number()
        self.need(",")
        self.need("[")
        terms = [self.condition()]
        while self.take(","):
            terms.append(self.condition())
        self.need("]")
        self.need(")")
        return AtLeast(least, tuple(terms))

    def group(self) -> Group:
        if self.take("all"):
            actors, label = None, "all"
        else:
            found: dict[str, None] = {}
            labels = []
            while True:
                word = self.name('a group, an actor or "all"')
                labels.append(word.text)
                if word.text in self.names.groups:
                    found.update(dict.fromkeys(self.names.groups[word.text]))
                else:
                    known = self.known(word, "group or actor", [*self.names.actors, *self.names.groups])
                    found[known] = None
                if not self.take(","):
                    break
            actors, label = tuple(found), labels[0] if len(labels) == 1 else ""
        own = True
        if self.take("without"):
            self.need("self")
            own = False
        return Group(actors, own, label)

    def compared(self) -> tuple[bool, bool, Fraction]:
        """Strictness, negation and number of a comparison: `<= 3` is the negation of `> 3`."""
        word = self.peek()
        if word.kind != "sign" or word.text not in (">=", ">", "<=", "<"):
            raise self.error('expected ">=", ">", "<=" or "<"')
        self.next += 1
        return word.text in (">", "<="), word.text[0] == "<", self.number()

    def number(self) -> Fraction:
        word = self.peek()
        if word.kind != "number":
            raise self.error("expected a number")
        self.next += 1
        digits = word.text.replace("_", "")
        try:
            return Fraction(digits.rstrip("%")) / (100 if digits.endswith("%") else 1)
        except (ValueError, ZeroDivisionError):
            raise self.error("expected a number", word) from None

    def whole_number(self) -> int:
        word = self.peek()
        number = self.number()
        if number.denominator != 1:
            raise self.error("expected a whole number", word)
        return int(number)

    def name(self, what: str) -> _Word:
        if not self._is_name(self.peek()):
            raise self.error(f"expected {what}")
        return self.step()

    def known(self, word: _Word, kind: str, names: Iterable[str]) -> str:
        if word.text in names:
            return word.text
        raise self.unknown(word, kind, names)

    def unknown(self, word: _Word, kind: str, names: Iterable[str]) -> ConditionError:
        near = difflib.get_close_matches(word.text, sorted(set(names))[:20_000], n=1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        return self.error(
            f'expected the name of a {kind}, but there is none called "{word.text}"{hint}', word, found=False
        )

    def peek(self) -> _Word:
        return self.words[self.next]

    def following(self) -> str:
        word = self.words[min(self.next + 1, len(self.words) - 1)]
        return word.text if word.kind == "sign" else ""

    def step(self) -> _Word:
        word = self.words[self.next]
        self.next += 1
        return word

    def take(self, text: str) -> bool:
        word = self.peek()
        if word.text == text and word.kind in ("name", "sign"):
            self.next += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise self.error(f'expected "{text}"')

    def error(self, problem: str, word: _Word | None = None, *, found: bool = True) -> ConditionError:
        word = word or self.peek()
        if found:
            problem += ", found the end" if word.kind == "end" else f', found "{word.text}"'
        before = self.text[: word.at]
        return ConditionError(problem, before.count("\n") + 1, word.at - (before.rfind("\n") + 1) + 1)

    @staticmethod
    def _is_name(word: _Word) -> bool:
        return word.kind == "quoted" or (word.kind == "name" and word.text not in RESERVED)

    def _split(self) -> Iterable[_Word]:
        at = 0
        end = len(self.text.rstrip())
        while at < end:
            match = _TOKEN.match(self.text, at)
            if not match:
                start = at + len(self.text[at:]) - len(self.text[at:].lstrip())
                self.words = [_Word("sign", self.text[start], start)]
                self.next = 0
                if self.text[start] == '"':
                    raise self.error('expected a closing "', self.words[0], found=False)
                raise self.error("expected a name, a number or a sign of the condition language")
            kind = match.lastgroup or ""
            text = match[kind]
            if kind == "quoted":
                text = re.sub(r"\\(.)", r"\1", text)
            yield _Word(kind, text, match.start(kind) - (kind == "quoted"))
            at = match.end()
        yield _Word("end", "", end)


def _join(kind: type[And] | type[Or], terms: list[Condition]) -> Condition:
    if len(terms) == 1:
        return terms[0]
    flat: list[Condition] = []
    for term in terms:
        flat.extend(term.parts if isinstance(term, kind) else (term,))
    return kind(tuple(flat))
