"""What the exports of a dossier share: articles with their items, and the marked stretches of an item."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.model import Document

__all__ = ["Article", "Mark", "articles", "facts", "guid", "marks"]

_ROLES = ("speaker", "cue", "content", "addressee", "frame")
_SPACE = uuid.UUID("6b0d5d3c-6a0f-5b52-9a6e-6f3f2c1f7d11")


@dataclass(frozen=True, slots=True)
class Article:
    """A document with the items that hold of it, in the order of their places; `names`: actors' names by key."""

    document: Document
    items: tuple[Mapping[str, Any], ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) of a text (code points) and its part in an item: speaker, cue, content, position …"""

    id: str
    item: str
    role: str
    start: int
    end: int
    text: str


def articles(dossier: Dossier) -> Iterator[Article]:
    """Every document, one by one."""
    names = {a["key"]: a["name"] for a in dossier.actors()}
    for row in dossier.documents():
        yield Article(dossier.document(row["id"]), tuple(dossier.items(document=row["id"])), names)


def marks(item: Mapping[str, Any]) -> list[Mark]:
    """The stretches that an item rests on, each with a name of its own."""
    state = item["state"]
    if item["kind"] == "statement":
        found = [(role, s) for role in _ROLES for s in _listed(state.get(role))]
    elif item["kind"] == "condition":
        found = [("condition", state)]
    else:
        found = [(item["kind"], s) for s in state["evidence"]]
    out = []
    count: dict[str, int] = {}
    for role, span in found:
        count[role] = count.get(role, 0) + 1
        ident = f"{item['uid']}/{role}/{count[role]}"
        out.append(Mark(ident, item["uid"], role, span["start"], span["end"], span["text"]))
    return out


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def facts(item: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """What an item says beside its stretches, as short texts by name; actors by key and by name."""
    state = item["state"]
    out: dict[str, Any] = {n: state.get(n) for n in ("voice", "kind", "medium", "question", "answer", "date", "what")}
    if item["kind"] == "statement":
        for role in ("speaker", "addressee"):
            out[f"{role}_actor"] = (state.get(role) or {}).get("actor")
    elif item["kind"] == "position":
        out |= {"actor": state["actor"], "on_behalf_of": state.get("on_behalf_of")}
    elif item["kind"] == "pledge":
        out |= {"pledge_status": state["status"], "actors": ";".join(state["actors"])}
    else:
        requires = state["requires"]
        out |= {"requires": requires["what"], "requires_actor": requires.get("actor"), "negated": state["negated"]}
    for name in ("speaker_actor", "actor", "on_behalf_of", "requires_actor"):
        if out.get(name) in names:
            out[f"{name}_name"] = names[out[name]]
    out["status"] = item["status"]
    return {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in out.items() if v not in (None, "")}


def guid(*parts: str) -> str:
    """A UUID that is the same for the same parts."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts)))
