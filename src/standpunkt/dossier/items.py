"""From a reading to the items of a dossier: statements, positions, conditions and pledges under lasting names. Pure.

In a reading, ids ("s1", "a2") hold for one document and one run. Here each item gets a `uid` that lasts, and each actor
a `key` that is the same in every document.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "KINDS",
    "ActorFound",
    "Found",
    "actor_keys",
    "anchors",
    "columns",
    "found_actors",
    "found_items",
    "new_uid",
    "translate",
]

Wire = dict[str, Any]
KINDS = ("statement", "condition", "position", "pledge")
"""The kinds of items, in an order where what is referred to comes first."""

_LIST = {"statement": "statements", "condition": "conditions", "position": "positions", "pledge": "pledges"}
_NAMED = re.compile(r"[A-Z][A-Z0-9]{1,}")


@dataclass(frozen=True, slots=True)
class Found:
    """An item as a reading gives it. `local` is its id there (None for positions and pledges, which have none)."""

    kind: str
    local: str | None
    payload: Wire


@dataclass(frozen=True, slots=True)
class ActorFound:
    """An actor of a reading under the key that holds throughout the dossier."""

    key: str
    name: str
    type: str
    represents: str | None = None
    role: str | None = None
    country: str | None = None

    def attributes(self) -> dict[str, str | None]:
        """All but the key, as plain values."""
        return {n: getattr(self, n) for n in ("name", "type", "represents", "role", "country")}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _key(actor: Mapping[str, Any]) -> str:
    kind, ident = str(actor["type"]), str(actor["id"])
    if kind == "state" and (code := actor.get("country") or (ident if _NAMED.fullmatch(ident) else None)):
        return f"state:{code}"
    if kind == "organisation" and _NAMED.fullmatch(ident):
        return f"organisation:{ident}"
    return f"{kind}:{_folded(str(actor['name']))}"


def _bare(ident: str) -> str:
    """The key of a code that no actor of the reading explains: "FIN" is a state, "NATO" an organisation."""
    return f"state:{ident}" if re.fullmatch("[A-Z]{3}", ident) else f"organisation:{ident}"


def actor_keys(reading: Mapping[str, Any]) -> dict[str, str]:
    """The key of each actor id that the reading uses; codes that it only refers to are among them."""
    keys = {str(a["id"]): _key(a) for a in reading.get("actors", ())}
    by_country = {
        str(a["country"]): keys[str(a["id"])]
        for a in reading.get("actors", ())
        if a["type"] == "state" and a.get("country")
    }
    for ident in _referred(reading):
        if ident not in keys:
            keys[ident] = by_country.get(ident, _bare(ident))
    return keys


def _referred(reading: Mapping[str, Any]) -> list[str]:
    out: list[str | None] = [a.get("represents") for a in reading.get("actors", ())]
    for statement in reading.get("statements", ()):
        out += [(statement.get(role) or {}).get("actor") for role in ("speaker", "addressee")]
    out += [c["requires"].get("actor") for c in reading.get("conditions", ())]
    for position in reading.get("positions", ()):
        out += [position["actor"], position.get("on_behalf_of")]
    for pledge in reading.get("pledges", ()):
        out += pledge["actors"]
    return [ident for ident in out if ident]


def found_actors(reading: Mapping[str, Any], keys: Mapping[str, str]) -> list[ActorFound]:
    """The reading's actors, and those it only refers to by a code, under their keys."""
    out: dict[str, ActorFound] = {}
    for actor in reading.get("actors", ()):
        key = keys[str(actor["id"])]
        represents = actor.get("represents")
        out[key] = ActorFound(
            key,
            str(actor["name"]),
            str(actor["type"]),
            keys[represents] if represents else None,
            actor.get("role"),
            actor.get("country"),
        )
    for ident, key in keys.items():
        if key not in out:
            kind = key.partition(":")[0]
            out[key] = ActorFound(key, ident, kind, country=ident if kind == "state" else None)
    return list(out.values())


def found_items(reading: Mapping[str, Any], keys: Mapping[str, str]) -> list[Found]:
    """The items of a reading with actors by key; references to other items are still by local id."""
    out: list[Found] = []
    for kind in KINDS:
        for raw in reading.get(_LIST[kind], ()):
            payload = {k: v for k, v in raw.items() if k != "id"}
            for role in ("speaker", "addressee"):
                if payload.get(role):
                    payload[role] = {**payload[role], "actor": keys.get(payload[role].get("actor"))}
            if kind == "condition":
                requires = payload["requires"]
                payload["requires"] = {**requires, "actor": keys.get(requires.get("actor"))}
            elif kind == "position":
                payload["actor"] = keys[payload["actor"]]
                payload["on_behalf_of"] = keys.get(payload.get("on_behalf_of"))  # type: ignore[arg-type]
            elif kind == "pledge":
                payload["actors"] = [keys[a] for a in payload["actors"]]
            out.append(Found(kind, raw.get("id"), payload))
    return out


def translate(payload: Wire, uids: Mapping[str, str]) -> Wire:
    """The payload with references to statements and conditions by uid; those that lead nowhere are dropped."""
    out = dict(payload)
    for name in ("statements", "conditions"):
        if name in out:
            out[name] = [uids[local] for local in out[name] if local in uids]
    return out


def anchors(kind: str, payload: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Where an item stands in its text: `[start, end)` in code points, in the order of the payload."""
    if kind == "condition":
        return [(payload["start"], payload["end"])]
    found: Sequence[Mapping[str, Any]] = payload.get("content" if kind == "statement" else "evidence") or ()
    return [(s["start"], s["end"]) for s in found]


def new_uid(document: str, kind: str, payload: Mapping[str, Any]) -> str:
    """A name for an item that any dossier gives to the same words of the same text read the same way."""
    who = payload.get("actor") or payload.get("actors") or (payload.get("speaker") or {}).get("start")
    digest = hashlib.sha256(repr((kind, anchors(kind, payload), who, payload.get("question"))).encode()).hexdigest()
    return f"{document[:12]}-{kind[:2]}-{digest[:12]}"


def columns(kind: str, state: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What of an item stands in columns of its own, to be asked for quickly."""
    places = anchors(kind, state)
    start, end = (min(p[0] for p in places), max(p[1] for p in places)) if places else (0, 0)
    speaker = state.get("speaker") or {}
    actor = state.get("actor") if kind == "position" else speaker.get("actor")
    if kind == "condition":
        actor = state["requires"].get("actor")
    elif kind == "pledge":
        actor = state["actors"][0] if state["actors"] else None
    return {
        "actor": actor,
        "represented": state.get("on_behalf_of"),
        "question": state.get("question"),
        "answer": state.get("answer"),
        "date": state.get("date"),
        "voice": state.get("voice"),
        "confidence": state.get("confidence"),
        "start": start,
        "end": end,
        "text": " … ".join(text[a:b] for a, b in places),
    }
