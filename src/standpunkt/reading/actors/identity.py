"""One actor across documents: by name, aliases and whom they stand for, never by a shared surname alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from standpunkt.model import Actor

__all__ = ["same_actor"]


def _fold(name: str | None) -> str:
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace("-", " ").split())


def _behind(actor: Actor, others: Mapping[str, Actor]) -> str:
    """Whom an actor stands for, as a code or a folded name that means the same in every document."""
    other = others.get(actor.represents or "")
    if other is None:
        return _fold(actor.represents)
    return _fold(other.represents or other.name)


def same_actor(a: Actor, b: Actor, others_a: Mapping[str, Actor], others_b: Mapping[str, Actor]) -> bool:
    """Whether two actors of two documents are one. `others_*` are the documents' actors by id.

    States and known organisations are one by their code. People are one where the full names agree and neither stands
    for somebody else than the other; a surname alone is nobody's. Groups that are not named are never one.
    """
    if a.type != b.type or a.type == "group":
        return False
    if a.type == "state":
        return a.represents == b.represents
    name_a, name_b = _fold(a.name), _fold(b.name)
    behind_a, behind_b = _behind(a, others_a), _behind(b, others_b)
    if a.type == "organisation":
        names_a = {name_a} | {_fold(m.span.text) for m in a.mentions if m.form == "name"}
        names_b = {name_b} | {_fold(m.span.text) for m in b.mentions if m.form == "name"}
        return bool(names_a & names_b) and (behind_a == behind_b or not behind_a or not behind_b)
    agree = behind_a == behind_b or not behind_a or not behind_b
    return agree and name_a == name_b and " " in name_a
