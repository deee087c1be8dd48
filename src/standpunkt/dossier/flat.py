"""The dossier as flat tables, one record an item, with every attribute; for spreadsheets and data frames. Pure.

Spans are given as text and, beside it, as `start-end` in code points of the document's text; several are divided by
`;` and their texts by " … ".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from standpunkt.dossier.fields import BLANK
from standpunkt.dossier.overlay import Entry

__all__ = ["COLUMNS", "TABLES", "Row", "flat_history", "flat_items"]

Row = dict[str, str | int | float | bool | None]

_HEAD = ("document", "title", "published", "item", "status", "conflicts")


def flat_items(kind: str, found: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[Row]:
    """Items of a kind (records of `Dossier.items`) as flat records; `names` gives the actors' names by key."""
    fields = _FIELDS[kind]
    out = []
    for item in found:
        head: Row = {n: item["uid"] if n == "item" else item[n] for n in _HEAD}
        out.append({**head, **fields(item["state"], names), "confidence": item["state"].get("confidence")})
    return out


def flat_history(entries: Sequence[Entry]) -> list[Row]:
    """Every change as a flat record; what was set is JSON."""
    import json

    return [
        {
            "entry": e.uid,
            "at": e.at,
            "who": e.who,
            "role": e.role,
            "action": e.action,
            "item": e.item,
            "actor": e.actor,
            "patch": json.dumps(e.patch, ensure_ascii=False),
            "why": e.why,
            "undoes": e.undoes,
        }
        for e in entries
    ]


def _spans(name: str, found: Sequence[Mapping[str, Any]]) -> Row:
    return {
        name: " … ".join(s["text"] for s in found) or None,
        f"{name}_spans": ";".join(f"{s['start']}-{s['end']}" for s in found) or None,
    }


def _who(name: str, who: Mapping[str, Any] | None, names: Mapping[str, str]) -> Row:
    found = who or {}
    actor = found.get("actor")
    return {
        **_spans(name, [found] if found else []),
        f"{name}_actor": actor,
        f"{name}_name": names.get(actor) if actor else None,
    }


def _quantity(found: Mapping[str, Any] | None) -> Row:
    if not found:
        return dict.fromkeys(("quantity", "quantity_spans", "quantity_low", "quantity_high", "quantity_unit"))
    numbers = {f"quantity_{n}": found.get(n) for n in ("low", "high", "unit")}
    return {**_spans("quantity", [found]), **numbers}


def _statement(state: Mapping[str, Any], names: Mapping[str, str]) -> Row:
    return {
        "voice": state["voice"],
        "kind": state["kind"],
        "medium": state["medium"],
        **_who("speaker", state.get("speaker"), names),
        **_spans("cue", state["cue"]),
        **_spans("content", state["content"]),
        **_who("addressee", state.get("addressee"), names),
        **_spans("frame", state["frame"]),
        "conditions": ";".join(state["conditions"]) or None,
    }


def _position(state: Mapping[str, Any], names: Mapping[str, str]) -> Row:
    other = state.get("on_behalf_of")
    return {
        "actor": state["actor"],
        "actor_name": names.get(state["actor"]),
        "on_behalf_of": other,
        "on_behalf_of_name": names.get(other) if other else None,
        "question": state["question"],
        "answer": state["answer"],
        "date": state.get("date"),
        "voice": state["voice"],
        **_spans("evidence", state["evidence"]),
        "conditions": ";".join(state["conditions"]) or None,
        "statements": ";".join(state["statements"]) or None,
    }


def _condition(state: Mapping[str, Any], names: Mapping[str, str]) -> Row:
    requires = state["requires"]
    actor = requires.get("actor")
    return {
        **_spans("condition", [state] if state["text"] else []),
        "negated": state["negated"],
        "requires": requires["what"],
        **_spans("requires_text", [requires["text"]] if requires.get("text") else []),
        "requires_actor": actor,
        "requires_name": names.get(actor) if actor else None,
        **_quantity(requires.get("quantity")),
    }


def _pledge(state: Mapping[str, Any], names: Mapping[str, str]) -> Row:
    return {
        "actors": ";".join(state["actors"]) or None,
        "actor_names": "; ".join(names.get(a, a) for a in state["actors"]) or None,
        "joint": state.get("joint"),
        "what": state["what"],
        "pledge_status": state["status"],
        "voice": state["voice"],
        **_quantity(state.get("quantity")),
        **_spans("evidence", state["evidence"]),
        "conditions": ";".join(state["conditions"]) or None,
    }


_FIELDS: dict[str, Callable[[Mapping[str, Any], Mapping[str, str]], Row]] = {
    "statement": _statement,
    "position": _position,
    "condition": _condition,
    "pledge": _pledge,
}

COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("document", "title", "published", "outlet", "url", "language", "added_at", "copy_of", "similarity"),
    **{f"{kind}s": (*_HEAD, *fields(BLANK[kind], {}), "confidence") for kind, fields in _FIELDS.items()},
    "actors": ("actor", "name", "type", "represents", "role", "country", "merged_into"),
    "history": ("entry", "at", "who", "role", "action", "item", "actor", "patch", "why", "undoes"),
}
"""The columns of each table."""
TABLES = tuple(COLUMNS)
