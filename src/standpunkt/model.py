"""Frozen records of the reading contract (`standpunkt/reading/1`) and their wire form.

Offsets are Unicode code points into `Document.text`; for every span `text[start:end] == span.text`. Fields that a
reading does not fill are present and empty, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

from standpunkt.span import Span

__all__ = [
    "HEADINGS",
    "SCHEMA",
    "Actor",
    "Condition",
    "Document",
    "Kind",
    "Medium",
    "Mention",
    "OpenQuestion",
    "Pledge",
    "Position",
    "Quantity",
    "Reading",
    "Requirement",
    "Section",
    "SectionKind",
    "Statement",
    "Term",
    "Time",
    "Voice",
    "Who",
    "to_wire",
]

SCHEMA = "standpunkt/reading/1"

SectionKind = Literal["kicker", "title", "dateline", "lead", "subheading", "paragraph"]
HEADINGS: frozenset[SectionKind] = frozenset({"kicker", "title", "dateline", "subheading"})
"""What stands over or beside the running text."""
Kind = Literal["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]
Medium = Literal["speech", "writing", "thought", "unclear"]
Voice = Literal["named", "unnamed", "experts", "hearsay", "reporter"]
Answer = Literal["yes", "no", "conditional", "open"]
PledgeStatus = Literal["ruled_out", "rumoured", "considered", "offered", "committed", "delivered"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document's text by its place in the layout."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text exactly as stored, and what its source says of it; nothing is asserted that the source does not say.

    `id` is the SHA-256 of the text. `provenance` says for each metadata field where it came from: a span of the text
    (`"text:120-145"`), a tag of the source (`"meta:article:published_time"`) or an argument (`"argument"`).
    """

    id: str
    text: str
    language: str
    sections: tuple[Section, ...] = ()
    title: str | None = None
    kicker: str | None = None
    lead: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor is named, described or referred to."""

    span: Span
    form: Literal["name", "description", "pronoun", "metonym"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can hold a position. States are ISO 3166 alpha-3 codes in `represents` and `country`."""

    id: str
    name: str
    type: Literal["person", "state", "organisation", "group"]
    represents: str | None = None
    role: str | None = None
    country: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Who:
    """The words that name a speaker or addressee, and the actor they mean (None where unresolved)."""

    span: Span
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody is reported to have said, written or thought something. Direct content includes its quotation marks."""

    id: str
    voice: Voice
    kind: Kind
    medium: Medium
    content: tuple[Span, ...]
    confidence: float
    speaker: Who | None = None
    cue: tuple[Span, ...] = ()
    addressee: Who | None = None
    frame: tuple[Span, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in words or figures. A missing bound is None; `low == high` for a single value."""

    span: Span
    low: float | None
    high: float | None
    unit: str | None
    unit_kind: str | None
    approximate: bool = False
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a condition asks, and of whom."""

    what: str
    text: Span
    actor: str | None = None
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on an offer or a position."""

    id: str
    span: Span
    requires: Requirement
    negated: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's answer to a question of the codebook, with the words it rests on."""

    actor: str
    question: str
    answer: Answer
    statements: tuple[str, ...]
    voice: Voice
    evidence: tuple[Span, ...]
    confidence: float
    on_behalf_of: str | None = None
    conditions: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """Who offers, considers or refuses how much of what."""

    actors: tuple[str, ...]
    what: str
    status: PledgeStatus
    voice: Voice
    evidence: tuple[Span, ...]
    confidence: float
    joint: bool | None = None
    quantity: Quantity | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A date or time in the text as a TIMEX3-like value; vague ones have `value` None."""

    span: Span
    value: str | None
    precision: Literal["day", "week", "month", "quarter", "year", "vague"]
    until: str | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the text itself leaves open, in its own words."""

    span: Span
    question: str


@dataclass(frozen=True, slots=True)
class Term:
    """Competing labels for one thing."""

    label: str
    variants: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document."""

    document: Document
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    conditions: tuple[Condition, ...] = ()
    positions: tuple[Position, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    terms: tuple[Term, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The reading in the form of the contract: plain dicts, lists, strings and numbers."""
        out: dict[str, Any] = {"schema": SCHEMA}
        out.update({f.name: to_wire(getattr(self, f.name)) for f in fields(self)})
        out["document"].pop("provenance")
        order = ("schema", "document", "actors", "statements", "conditions", "positions", "pledges")
        return {k: out[k] for k in order} | {k: v for k, v in out.items() if k not in order}


def to_wire(value: Any) -> Any:
    """A record as JSON-ready values. A field called `span` is spread into `start`, `end`, `text` of its record."""
    if isinstance(value, Span):
        return value.to_dict()
    if is_dataclass(value) and not isinstance(value, type):
        out: dict[str, Any] = {}
        for f in fields(value):
            item = getattr(value, f.name)
            if f.name == "span":
                out.update(item.to_dict())
            else:
                out[f.name] = to_wire(item)
        return out
    if isinstance(value, tuple | list):
        return [to_wire(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): to_wire(v) for k, v in value.items()}
    return value
