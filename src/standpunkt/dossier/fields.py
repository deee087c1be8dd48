"""Which fields of an item a person may set, and whether a value will do: spans must be what the text holds. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from standpunkt import model
from standpunkt.dossier.items import KINDS
from standpunkt.errors import InputError

__all__ = ["BLANK", "FIELDS", "Surroundings", "checked", "checked_actor", "filled"]

_VOICES = get_args(model.Voice)
_CHOICES: dict[str, dict[str, Sequence[str]]] = {
    "statement": {"voice": _VOICES, "kind": get_args(model.Kind), "medium": get_args(model.Medium)},
    "position": {"voice": _VOICES, "answer": get_args(model.Answer)},
    "pledge": {"voice": _VOICES, "status": get_args(model.PledgeStatus)},
    "condition": {},
}
BLANK: dict[str, dict[str, Any]] = {
    "statement": {
        "voice": "named", "kind": "direct", "medium": "speech", "content": [], "confidence": 1.0, "speaker": None,
        "cue": [], "addressee": None, "frame": [], "conditions": [],
    },
    "position": {
        "actor": None, "question": None, "answer": None, "statements": [], "voice": "named", "evidence": [],
        "confidence": 1.0, "on_behalf_of": None, "conditions": [], "date": None,
    },
    "condition": {
        "start": None, "end": None, "text": None, "negated": False, "confidence": 1.0,
        "requires": {"what": "other", "text": None, "actor": None, "quantity": None},
    },
    "pledge": {
        "actors": [], "what": None, "status": None, "voice": "named", "evidence": [], "confidence": 1.0, "joint": None,
        "quantity": None, "conditions": [],
    },
}  # fmt: skip
"""An item of each kind that says nothing yet."""
_NEEDED = {
    "statement": ("content",),
    "position": ("actor", "question", "answer", "evidence"),
    "condition": ("start", "end", "text"),
    "pledge": ("actors", "what", "status", "evidence"),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(n for n in BLANK[kind] if n not in ("confidence", "start", "end", "text"))
    + (("span",) if kind == "condition" else ())
    for kind in KINDS
}
"""The fields that can be set, by kind of item."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a value may refer to: the document's text, known actors, and the document's items by kind."""

    text: str
    actor_known: Callable[[str], bool]
    uids: Mapping[str, frozenset[str]]


def checked(kind: str, patch: Mapping[str, Any], around: Surroundings) -> dict[str, Any]:
    """The fields to set, as they are stored: a span may be given as `{start, end}`, `(start, end)` or with its text.

    Raises InputError that names the field.
    """
    if not patch:
        raise InputError("edit: nothing to set; name at least one field")
    out: dict[str, Any] = {}
    for name, value in patch.items():
        if name not in FIELDS[kind]:
            raise InputError(f"{kind}: there is no field {name!r} to set; there are: {', '.join(FIELDS[kind])}")
        if name == "span":
            out.update(_span(name, value, around.text))
        else:
            out[name] = _value(kind, name, value, around)
    return out


def filled(kind: str, patch: Mapping[str, Any], around: Surroundings) -> dict[str, Any]:
    """A whole item made by hand. Raises InputError where what it needs is missing."""
    if kind not in FIELDS:
        raise InputError(f"there are no items of kind {kind!r}; there are: {', '.join(FIELDS)}")
    out = {**BLANK[kind], **checked(kind, patch, around)}
    if kind == "condition" and out["requires"].get("text") is None and out["text"] is not None:
        out["requires"] = {**out["requires"], "text": {n: out[n] for n in ("start", "end", "text")}}
    for name in _NEEDED[kind]:
        if out[name] is None or out[name] == []:
            raise InputError(f"{kind}: {'span' if name in ('start', 'end', 'text') else name} is missing; give it")
    return out


def _value(kind: str, name: str, value: Any, around: Surroundings) -> Any:
    if name in _CHOICES[kind]:
        if value not in _CHOICES[kind][name]:
            raise InputError(f"{name}: {value!r} is none of: {', '.join(_CHOICES[kind][name])}")
        return value
    if name in ("content", "cue", "frame", "evidence"):
        return [_span(name, v, around.text) for v in _list(name, value)]
    if name in ("speaker", "addressee"):
        if value is None:
            return None
        return {**_span(name, value, around.text), "actor": _actor(name, dict(value).get("actor"), around)}
    if name in ("actor", "on_behalf_of"):
        return _actor(name, value, around)
    if name == "actors":
        return [_actor(name, v, around) for v in _list(name, value)]
    if name in ("conditions", "statements"):
        return [_reference(name, v, around) for v in _list(name, value)]
    if name == "requires":
        given = dict(value)
        text = given.get("text")
        return {
            **BLANK["condition"]["requires"],
            **given,
            "actor": _actor(name, given.get("actor"), around),
            "text": None if text is None else _span(name, text, around.text),
        }
    if name == "quantity":
        return None if value is None else {**value, **_span(name, value, around.text)}
    if name == "date":
        return _date(value)
    if name in ("negated", "joint"):
        if not isinstance(value, bool) and not (name == "joint" and value is None):
            raise InputError(f"{name}: {value!r} is neither true nor false")
        return value
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{name}: {value!r} is no text; give one")
    return value


def _list(name: str, value: Any) -> list[Any]:
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        raise InputError(f"{name}: give a list")
    return list(value)


def _span(name: str, value: Any, text: str) -> dict[str, Any]:
    try:
        start, end = (value["start"], value["end"]) if isinstance(value, Mapping) else value
    except (KeyError, TypeError, ValueError):
        raise InputError(f"{name}: {value!r} is no span; give its start and end") from None
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise InputError(f"{name}: [{start}, {end}) is no stretch of a text of {len(text)} characters")
    if isinstance(value, Mapping) and value.get("text", text[start:end]) != text[start:end]:
        raise InputError(f"{name}: the text at [{start}, {end}) is {text[start:end][:40]!r}, not what is given")
    return {"start": start, "end": end, "text": text[start:end]}


def _actor(name: str, value: Any, around: Surroundings) -> str | None:
    if value is not None and not (isinstance(value, str) and around.actor_known(value)):
        raise InputError(f"{name}: there is no actor {value!r}; add it first, or see: standpunkt show actors")
    return value


def _reference(name: str, value: Any, around: Surroundings) -> str:
    if value not in around.uids.get(name.removesuffix("s"), frozenset()):
        raise InputError(f"{name}: there is no {name.removesuffix('s')} {value!r} in this document")
    return str(value)


def _date(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise InputError(f"date: {value!r} is no day; write it as 2025-04-10") from None


def checked_actor(patch: Mapping[str, Any], known: Callable[[str], bool]) -> dict[str, Any]:
    """The fields of an actor to set. Raises InputError that names the field."""
    names = ("name", "type", "represents", "role", "country")
    for name, value in patch.items():
        if name not in names:
            raise InputError(f"actor: there is no field {name!r} to set; there are: {', '.join(names)}")
        if name == "type" and value not in ("person", "state", "organisation", "group"):
            raise InputError(f"type: {value!r} is none of: person, state, organisation, group")
        if value is None and name not in ("name", "type"):
            continue
        if not isinstance(value, str) or not value.strip():
            raise InputError(f"{name}: {value!r} is no text; give one")
        if name == "represents" and not known(value):
            raise InputError(f"represents: there is no actor {value!r}")
    if not patch:
        raise InputError("actor: nothing to set; name at least one field")
    return dict(patch)
