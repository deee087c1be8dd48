"""What finding mentions hands to coreference, and what coreference makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Candidate", "Entity", "Saying", "Type"]

Type = Literal["person", "state", "organisation", "group", "place"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention of a possible actor at `[start, end)`, with what its own words say of it.

    `name` is a proper name, `ident` an id of the knowledge, `behind` ids or names the words say it stands for,
    `role` the role noun as in the text and `lemma` its dictionary form.
    """

    start: int
    end: int
    text: str
    form: Literal["name", "description", "pronoun", "metonym"]
    type: Type
    sentence: int
    paragraph: int
    quoted: bool = False
    name: str | None = None
    ident: str | None = None
    role: str | None = None
    lemma: str | None = None
    role_kind: str | None = None
    behind: tuple[str, ...] = ()
    gender: str | None = None
    number: str | None = None
    possessive: bool = False
    definite: bool = False
    locative: bool = False
    conjoined: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement as coreference needs it: where its content stands, its candidate speaker, whether it is quoted."""

    content: tuple[tuple[int, int], ...]
    speaker: int | None
    direct: bool


@dataclass
class Entity:
    """An actor in the making: the candidates that mean it and what they say of it."""

    type: Type
    mentions: list[int] = field(default_factory=list)
    name: str = ""
    ident: str | None = None
    gender: str | None = None
    number: str | None = None
    roles: list[tuple[str, str, str]] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    represents: Entity | None = None
    lemma: str | None = None
    label: str = ""
