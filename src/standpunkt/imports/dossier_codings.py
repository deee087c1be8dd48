"""Codings of other programs into a dossier: what differs from what holds becomes a correction, signed by somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.dossier.fields import FIELDS
from standpunkt.dossier.matching import Known, match
from standpunkt.dossier.overlay import same
from standpunkt.errors import InputError

__all__ = ["Coding", "Outcome", "apply", "document_of", "spans"]


@dataclass(frozen=True, slots=True)
class Coding:
    """What a file says of one item: `fields` as `Dossier.edit` takes them; `item` its uid where the file knows it.

    `where` names the place in the file, for messages.
    """

    document: str
    kind: str
    fields: Mapping[str, Any]
    where: str
    item: str | None = None


@dataclass(slots=True)
class Outcome:
    """How many items were added, corrected, the same as before, and rejected because the file lacks them."""

    added: int = 0
    edited: int = 0
    same: int = 0
    rejected: int = 0
    notes: list[str] = field(default_factory=list)


def apply(
    dossier: Dossier, codings: Iterable[Coding], who: str, *, reject_missing: Iterable[str] = (), why: str | None = None
) -> Outcome:
    """Lay codings over a dossier. An item without a uid is the one of its document with whose words it overlaps most.

    `reject_missing` are the kinds of items that are rejected where a document of the file no longer has them.
    Raises InputError with the place in the file; what came before it stays.
    """
    out = Outcome()
    by_document: dict[str, list[Coding]] = {}
    for coding in codings:
        by_document.setdefault(coding.document, []).append(coding)
    for document, found in by_document.items():
        _document(dossier, document, found, who, frozenset(reject_missing), why, out)
    return out


def _document(
    dossier: Dossier,
    document: str,
    found: Sequence[Coding],
    who: str,
    reject: frozenset[str],
    why: str | None,
    out: Outcome,
) -> None:
    held = {i["uid"]: i for i in dossier.items(document=document)}
    uids: dict[int, str] = {n: c.item for n, c in enumerate(found) if c.item is not None and c.item in held}
    free = [Known(u, i["kind"], (i["state"],)) for u, i in held.items() if u not in uids.values()]
    open_ones = [n for n in range(len(found)) if n not in uids]
    text = dossier.document(document).text
    for number, uid in match(free, [(found[n].kind, _payload(found[n], text)) for n in open_ones]).items():
        uids[open_ones[number]] = uid
    for number, coding in enumerate(found):
        try:
            if number in uids:
                state = held[uids[number]]["state"]
                told = {k: _told(state.get(k), v) for k, v in coding.fields.items()}
                news = {k: v for k, v in told.items() if not same(_as_held(state, k), _filled(v, text))}
                if news:
                    dossier.edit(uids[number], who, news, why=why)
                out.edited += bool(news)
                out.same += not news
            else:
                dossier.add_item(document, coding.kind, coding.fields, who, why=why)
                out.added += 1
        except InputError as error:
            raise InputError(f"{coding.where}: {error}") from error
    for uid, item in held.items():
        if item["kind"] in reject and uid not in uids.values():
            dossier.reject(uid, who, why=why or "not in the imported file")
            out.rejected += 1


def _told(held: Any, value: Any) -> Any:
    """A speaker whose actor the file does not name is who it was, where the words are the same."""
    if isinstance(value, Mapping) and "start" in value and isinstance(held, Mapping) and "actor" in held.keys() - value:
        same_words = (held["start"], held["end"]) == (value["start"], value["end"])
        return {**value, "actor": held["actor"]} if same_words else value
    return value


def _as_held(state: Mapping[str, Any], name: str) -> Any:
    if name == "span":
        return {k: state[k] for k in ("start", "end", "text")}
    return state.get(name)


def _filled(value: Any, text: str) -> Any:
    """A value with the texts of its spans."""
    if isinstance(value, Mapping):
        found = {k: _filled(v, text) for k, v in value.items()}
        if "start" in found and "end" in found:
            found["text"] = text[found["start"] : found["end"]]
        return found
    return [_filled(v, text) for v in value] if isinstance(value, list) else value


def _payload(coding: Coding, text: str) -> dict[str, Any]:
    """The fields as a state, for matching: what is not given is empty."""
    found = {**dict.fromkeys(FIELDS[coding.kind]), **_filled(dict(coding.fields), text)}
    return {**found, **found["span"]} if found.get("span") else found


def document_of(dossier: Dossier, text: str | None, ident: str | None, where: str) -> str:
    """The id of the document that a file means, by id or by its text. Raises InputError where the dossier lacks it."""
    wanted = ident or (hashlib.sha256(text.encode()).hexdigest() if text is not None else "")
    try:
        found = dossier.document(wanted) if wanted else None
    except InputError:
        found = None
    if found is None:
        raise InputError(f"{where}: its document is not in the dossier; add the same text first, unchanged")
    if text is not None and found.text != text:
        raise InputError(f"{where}: its text is not that of document {found.id[:12]}; offsets would be wrong")
    return found.id


def spans(value: str | None, where: str) -> list[dict[str, int]]:
    """Spans written as `3-9;20-31`. Raises InputError."""
    out = []
    for piece in (value or "").split(";"):
        if not piece.strip():
            continue
        start, dash, end = piece.strip().partition("-")
        if not (dash and start.isdigit() and end.isdigit()):
            raise InputError(f"{where}: {piece!r} is no span; write it as 3-9")
        out.append({"start": int(start), "end": int(end)})
    return out
