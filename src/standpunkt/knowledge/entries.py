"""What the knowledge holds: entries (somebody that may act), forms (the words for them) and roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Entry", "Form", "FormKind", "Hit", "Role", "RoleKind"]

FormKind = Literal["name", "adjective", "people", "capital", "capital_adjective", "seat", "government", "place"]
RoleKind = Literal[
    "office", "local", "spokesperson", "leader", "rank", "expert", "person", "relational", "press", "title-only"
]


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody the knowledge knows. `id` is an ISO 3166 alpha-3 code for states, a short id otherwise."""

    id: str
    type: Literal["person", "state", "organisation", "group"]
    name_de: str
    name_en: str
    country: str | None = None
    kind: str | None = None
    wikidata: str | None = None
    role: str | None = None
    part_of: str | None = None
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A word or words that stand for an entry; `language` is empty where the form serves every language."""

    text: str
    id: str
    kind: FormKind
    language: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found in a text at `[start, end)`. `modifier`: it begins a hyphened word ("US-Regierung")."""

    start: int
    end: int
    form: Form
    modifier: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun as it stands in a text. `number` is None where the word may be either ("Minister")."""

    word: str
    lemma: str
    kind: RoleKind
    gender: Literal["m", "f"] | None
    number: Literal["sg", "pl"] | None
    language: str
