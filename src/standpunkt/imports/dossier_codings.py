"""Codings of other programs into a dossier: what differs from what holds becomes a correction, signed by somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.dossier.fields import FIELDS
from standpunkt.dossier.matching import Known, match
from standpunkt.dossier.overlay import same
from standpunkt.errors import InputError

__all__ = ["Coding", "Outcome", "Present", "apply", "document_of", "spans"]

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coding:
    """What a file says of one item: `fields` as `Dossier.edit` takes them; `item` its uid where the file knows it.

    `where` names the place in the file, for messages; `whole` that the file holds one stretch an item, from where it
    begins to where it ends.
    """

    document: str
    kind: str
    fields: Mapping[str, Any]
    where: str
    item: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """A document that a file holds, whether it has codings or none."""

    document: str


@dataclass(slots=True)
class Outcome:
    """How many items were added, corrected, the same as before, rejected because the file lacks them, and left out
    because something they need is missing or wrong (`notes` say what, one line each).
    """

    added: int = 0
    edited: int = 0
    same: int = 0
    rejected: int = 0
    failed: int = 0
    notes: list[str] = field(default_factory=list)


def apply(
    dossier: Dossier,
    codings: Iterable[Coding | Present],
    who: str,
    *,
    accept: bool = False,
    reject_missing: Callable[[Item], bool] | None = None,
    why: str | None = None,
) -> Outcome:
    """Lay codings over a dossier. An item without a uid is the one of its document with whose words it overlaps most;
    one that is in the waste bin comes back. With `accept`, what is the same is accepted by `who` (which agreement
    counts).

    `reject_missing` says which items are rejected where a document of the file no longer has them. What cannot
    be laid over is left out and told, and the rest goes on.
    """
    out = Outcome()
    by_document: dict[str, list[Coding]] = {}
    for coding in codings:
        found = by_document.setdefault(coding.document, [])
        if isinstance(coding, Coding):
            found.append(coding)
    for document, found in by_document.items():
        _Laying(dossier, document, who, why, out).lay(found, accept, reject_missing)
    return out


class _Laying:
    """One document's codings laid over its items."""

    def __init__(self, dossier: Dossier, document: str, who: str, why: str | None, out: Outcome) -> None:
        self.dossier, self.document, self.who, self.why, self.out = dossier, document, who, why, out
        self.text = dossier.document(document).text
        self.held = {i["uid"]: i for i in dossier.items(document=document)}
        self.bin = {i["uid"]: i for i in dossier.items(document=document, rejected=True)}

    def lay(self, found: Sequence[Coding], accept: bool, reject: Callable[[Item], bool] | None) -> None:
        """Correct, add, and reject what `reject` says."""
        uids = self._known(found)
        for number, coding in enumerate(found):
            try:
                self._one(coding, uids.get(number), accept)
            except InputError as error:
                self.out.failed += 1
                self.out.notes.append(f"{coding.where}: {error}")
        for uid, item in self.held.items():
            if reject is not None and uid not in uids.values() and reject(item):
                self.dossier.reject(uid, self.who, why=self.why or "not in the imported file")
                self.out.rejected += 1

    def _known(self, found: Sequence[Coding]) -> dict[int, str]:
        """The item that each coding is of, by its number: by uid, else by words, first among those that hold."""
        uids = {n: c.item for n, c in enumerate(found) if c.item in self.held or c.item in self.bin}
        for among in (self.held, self.bin):
            left = [n for n in range(len(found)) if n not in uids]
            free = [Known(u, i["kind"], (i["state"],)) for u, i in among.items() if u not in uids.values()]
            payloads = [(found[n].kind, _payload(found[n], self.text)) for n in left]
            uids |= {left[number]: uid for number, uid in match(free, payloads).items()}
        return {n: str(uid) for n, uid in uids.items()}

    def _one(self, coding: Coding, uid: str | None, accept: bool) -> None:
        if uid is None:
            self.dossier.add_item(self.document, coding.kind, coding.fields, self.who, why=self.why)
            self.out.added += 1
            return
        state = (self.held.get(uid) or self.bin[uid])["state"]
        told = {k: _told(state.get(k), v) for k, v in coding.fields.items()}
        if coding.whole and told.get("evidence") == [_around(state["evidence"])]:
            del told["evidence"]
        news = {k: v for k, v in told.items() if not same(_as_held(state, k), _filled(v, self.text))}
        if uid in self.bin or (accept and not news):
            self.dossier.accept(uid, self.who, fields=news or None, why=self.why)
        elif news:
            self.dossier.edit(uid, self.who, news, why=self.why)
        if news or uid in self.bin:
            self.out.edited += 1
        else:
            self.out.same += 1


def _told(held: Any, value: Any) -> Any:
    """A speaker whose actor the file does not name is who it was, where the words are the same; of what a condition
    requires, what the file does not say is as it was.
    """
    if isinstance(value, Mapping) and isinstance(held, Mapping) and "quantity" in held:
        return {**held, **value}
    if isinstance(value, Mapping) and "start" in value and isinstance(held, Mapping) and "actor" in held.keys() - value:
        same_words = (held["start"], held["end"]) == (value["start"], value["end"])
        return {**value, "actor": held["actor"]} if same_words else value
    return value


def _around(evidence: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """From where stretches begin to where they end."""
    return {"start": min(s["start"] for s in evidence), "end": max(s["end"] for s in evidence)}


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
