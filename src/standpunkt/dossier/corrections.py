"""What people change: each change is an entry of the history, and what holds is reckoned anew from it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from standpunkt.dossier.fields import Surroundings, checked, checked_actor, filled
from standpunkt.dossier.items import ActorFound, columns, new_uid
from standpunkt.dossier.overlay import Entry, active
from standpunkt.dossier.store import keep_actors, now, refresh, to_entry
from standpunkt.dossier.tables import actors, documents, history, items
from standpunkt.errors import InputError

__all__ = [
    "actors_that_differ",
    "add_actor",
    "add_item",
    "blank_item",
    "correct",
    "edit_actor",
    "find_item",
    "keep_entry",
    "merge_actors",
    "redo",
    "refresh_actors",
    "undo",
]


def find_item(connection: sa.Connection, uid: str) -> sa.Row[Any]:
    """An item by its uid or the beginning of it. Raises InputError for none or several."""
    exact = connection.execute(sa.select(items).where(items.c.uid == uid)).one_or_none()
    if exact is not None:
        return exact
    rows = connection.execute(sa.select(items).where(items.c.uid.startswith(uid, autoescape=True)).limit(2)).all()
    if len(rows) == 1:
        return rows[0]
    raise InputError(f"item {uid}: {'several begin so; give more of it' if rows else 'there is none'}")


def correct(
    connection: sa.Connection, uid: str, action: str, entry: Entry, patch: Mapping[str, Any] | None = None
) -> Entry:
    """Accept, reject or edit an item. `entry` gives who, role and why; the entry kept is returned."""
    row = find_item(connection, uid)
    if action == "accept":
        fields = {k: v for k, v in row.state.items() if k != "confidence"}
        if patch:
            fields |= checked(row.kind, patch, _around(connection, row.document_id))
    elif action == "edit":
        fields = checked(row.kind, patch or {}, _around(connection, row.document_id))
    else:
        fields = {}
    made = replace(entry, action=action, item=row.uid, patch=fields, basis=row.machine)  # type: ignore[arg-type]
    return _keep(connection, made, row.document_id)


def add_item(
    connection: sa.Connection, document: sa.Row[Any], kind: str, fields: Mapping[str, Any], entry: Entry
) -> Entry:
    """An item made by hand, in a document."""
    payload = filled(kind, fields, _around(connection, document.id))
    uid = base = new_uid(document.hash, kind, payload)
    again = 1
    while connection.execute(sa.select(items.c.id).where(items.c.uid == uid)).scalar() is not None:
        again += 1
        uid = f"{base}-{again}"
    made = replace(entry, action="add", item=uid, patch=payload)
    blank_item(connection, uid, document, kind, payload)
    return _keep(connection, made, document.id)


def blank_item(
    connection: sa.Connection, uid: str, document: sa.Row[Any], kind: str, payload: Mapping[str, Any]
) -> None:
    """A row for an item that no machine has read; its history says what holds."""
    connection.execute(
        sa.insert(items).values(
            uid=uid,
            document_id=document.id,
            kind=kind,
            gone=True,
            rejected=False,
            status="machine",
            conflicts=0,
            state=dict(payload),
            **columns(kind, payload, document.text),
        )
    )


def undo(connection: sa.Connection, entry: Entry, uid: str | None = None) -> Entry:
    """Take back an entry: the one named, or the last one of `entry.who` that still holds."""
    if uid is None:
        mine = [e for e in active(_by(connection, entry.who)) if e.who == entry.who]
        if not mine:
            raise InputError(f"undo: nothing of {entry.who} is left to take back")
        target = mine[-1]
    else:
        target = _entry(connection, uid)
        if target.action == "undo" or target.uid not in {e.uid for e in active(_beside(connection, target))}:
            raise InputError(f"undo: {target.uid} does not hold any more; see: standpunkt history")
    return _take_back(connection, entry, target)


def redo(connection: sa.Connection, entry: Entry) -> Entry:
    """Make again what `entry.who` took back last. Raises InputError where something newer was done since."""
    everything = [e for e in _by(connection, entry.who) if e.who == entry.who]
    held = {e.uid for e in active(everything)}
    taken = {e.undoes for e in everything if e.action == "undo"}
    undone = {e.uid for e in everything if e.action == "undo"}
    standing = [e for e in everything if e.action == "undo" and e.uid not in taken and e.undoes not in undone]
    newest = max((e.at for e in everything if e.uid in held and e.uid not in taken), default="")
    if not standing or newest > standing[-1].at:
        raise InputError(f"redo: nothing of {entry.who} was taken back last")
    return _take_back(connection, entry, standing[-1])


def merge_actors(connection: sa.Connection, key: str, into: str, entry: Entry) -> Entry:
    """Say that two actors are one; `into` gives the name from now on. It can be undone."""
    for one in (key, into):
        if not _known(connection, one):
            raise InputError(f"merge: there is no actor {one!r}; see: standpunkt show actors")
    if _root(connection, key) == _root(connection, into):
        raise InputError(f"merge: {key} and {into} are one actor already")
    return _keep(connection, replace(entry, action="merge_actors", actor=key, patch={"into": into}), None)


def edit_actor(connection: sa.Connection, key: str, patch: Mapping[str, Any], entry: Entry) -> Entry:
    """Set an actor's name, type, role, country or whom it represents."""
    if not _known(connection, key):
        raise InputError(f"actor: there is no {key!r}; see: standpunkt show actors")
    fields = checked_actor(patch, lambda other: _known(connection, other))
    return _keep(connection, replace(entry, action="edit_actor", actor=key, patch=fields), None)


def add_actor(connection: sa.Connection, name: str, kind: str) -> str:
    """The key of an actor by name and type, which is new where it is not known yet."""
    fields = checked_actor({"name": name, "type": kind}, lambda _: True)
    key = f"{kind}:{' '.join(fields['name'].casefold().split())}"
    keep_actors(connection, [ActorFound(key, fields["name"], kind)])
    return key


def keep_entry(connection: sa.Connection, entry: Entry) -> None:
    """Write one entry, as it is."""
    connection.execute(sa.insert(history).values(asdict(entry)))


def refresh_actors(connection: sa.Connection) -> None:
    """Reckon all actors anew from what was read and what people changed."""
    for key, holds in actors_that_differ(connection).items():
        connection.execute(sa.update(actors).where(actors.c.key == key).values(holds))


def actors_that_differ(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    """What should hold of actors, by key, where something else is kept."""
    changes = active(to_entry(r) for r in connection.execute(sa.select(history).where(history.c.actor.is_not(None))))
    roots: dict[str, str] = {}

    def root(key: str) -> str:
        while key in roots:
            key = roots[key]
        return key

    edits: dict[str, dict[str, Any]] = {}
    for entry in changes:
        if entry.action == "merge_actors":
            one, other = root(str(entry.actor)), root(str(entry.patch["into"]))
            if one != other:
                roots[one] = other
        elif entry.action == "edit_actor":
            edits.setdefault(str(entry.actor), {}).update(entry.patch)
    out = {}
    for row in connection.execute(sa.select(actors)).all():
        holds = {**row.machine, **edits.get(row.key, {})}
        holds["merged_into"] = root(row.key) if row.key in roots else None
        if any(getattr(row, k) != v for k, v in holds.items()):
            out[row.key] = holds
    return out


def _take_back(connection: sa.Connection, entry: Entry, target: Entry) -> Entry:
    made = replace(entry, action="undo", undoes=target.uid, item=target.item, actor=target.actor)
    document = None
    if target.item is not None:
        document = connection.execute(sa.select(items.c.document_id).where(items.c.uid == target.item)).scalar_one()
    return _keep(connection, made, document)


def _keep(connection: sa.Connection, entry: Entry, document: int | None) -> Entry:
    """Write an entry after all others in time, and reckon anew what it concerns."""
    last = connection.execute(sa.select(sa.func.max(history.c.at))).scalar()
    at = now()
    if last is not None and at <= last:  # clocks may go back, the history does not
        later = datetime.datetime.fromisoformat(last) + datetime.timedelta(microseconds=1)
        at = later.isoformat(timespec="microseconds")
    made = replace(entry, uid=uuid.uuid4().hex, at=at)
    keep_entry(connection, made)
    if made.item is not None:
        text = connection.execute(sa.select(documents.c.text).where(documents.c.id == document)).scalar_one()
        refresh(connection, made.item, text)
    else:
        refresh_actors(connection)
    return made


def _around(connection: sa.Connection, document: int) -> Surroundings:
    text = connection.execute(sa.select(documents.c.text).where(documents.c.id == document)).scalar_one()
    uids: dict[str, set[str]] = {}
    for row in connection.execute(sa.select(items.c.kind, items.c.uid).where(items.c.document_id == document)):
        uids.setdefault(row.kind, set()).add(row.uid)
    return Surroundings(text, lambda key: _known(connection, key), {k: frozenset(v) for k, v in uids.items()})


def _known(connection: sa.Connection, key: str) -> bool:
    return connection.execute(sa.select(actors.c.key).where(actors.c.key == key)).scalar() is not None


def _root(connection: sa.Connection, key: str) -> str:
    return connection.execute(sa.select(actors.c.merged_into).where(actors.c.key == key)).scalar() or key


def _entry(connection: sa.Connection, uid: str) -> Entry:
    rows = connection.execute(sa.select(history).where(history.c.uid.startswith(uid, autoescape=True)).limit(2)).all()
    if len(rows) != 1:
        raise InputError(f"history {uid}: {'several begin so; give more of it' if rows else 'there is none'}")
    return to_entry(rows[0])


def _by(connection: sa.Connection, who: str) -> list[Entry]:
    """What somebody changed, and every undo, which may concern it."""
    concerned = (history.c.who == who) | (history.c.action == "undo")
    query = sa.select(history).where(concerned).order_by(history.c.at, history.c.uid)
    return [to_entry(r) for r in connection.execute(query)]


def _beside(connection: sa.Connection, entry: Entry) -> list[Entry]:
    """The history of what an entry concerns."""
    same = history.c.item == entry.item if entry.item is not None else history.c.actor == entry.actor
    query = sa.select(history).where(same).order_by(history.c.at, history.c.uid)
    return [to_entry(r) for r in connection.execute(query)]
