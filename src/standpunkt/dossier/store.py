"""What a dossier does with readings: keeps them, and brings its items up to date without touching a correction."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from standpunkt.dossier.documents import keep_document
from standpunkt.dossier.items import (
    ActorFound,
    Found,
    actor_keys,
    columns,
    found_actors,
    found_items,
    new_uid,
    translate,
)
from standpunkt.dossier.matching import Known, match
from standpunkt.dossier.overlay import Entry, fold
from standpunkt.dossier.tables import actors, history, items, readings

__all__ = ["bring_up", "entries_of", "is_gone", "keep_actors", "keep_reading", "now", "refresh", "to_entry"]


def now() -> str:
    """The moment in UTC, ISO 8601 with microseconds, so that it sorts as text."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


def keep_reading(
    connection: sa.Connection, wire: Mapping[str, Any], model: str, codebook: int | None, at: str
) -> tuple[int, bool]:
    """Keep a checked reading and bring the document's items up to date. Gives the document's id and whether
    anything was new: the same reading by the same model is kept once.
    """
    ident, _ = keep_document(connection, wire["document"], at)
    content = {k: v for k, v in wire.items() if k not in ("document", "schema")}
    last = connection.execute(
        sa.select(readings).where(readings.c.document_id == ident).order_by(readings.c.id.desc()).limit(1)
    ).one_or_none()
    if last is not None and (last.model, last.codebook_id, last.content) == (model, codebook, content):
        return ident, False
    reading = connection.execute(
        sa.insert(readings)
        .values(document_id=ident, model=model, codebook_id=codebook, read_at=at, content=content)
        .returning(readings.c.id)
    ).scalar_one()
    bring_up(connection, ident, wire, reading)
    return ident, True


def bring_up(connection: sa.Connection, document: int, wire: Mapping[str, Any], reading: int) -> None:
    """Make the document's items those of a reading; corrected ones stay, whatever the reading says."""
    keys = actor_keys(wire)
    keep_actors(connection, found_actors(wire, keys))
    found = found_items(wire, keys)
    rows = connection.execute(sa.select(items).where(items.c.document_id == document)).all()
    known = [Known(r.uid, r.kind, tuple(p for p in (r.machine, r.state) if p)) for r in rows]
    matched = match(known, [(f.kind, f.payload) for f in found])
    uids = _names(wire["document"]["id"], found, matched, {r.uid for r in rows})
    history_of = entries_of(connection, [r.uid for r in rows])
    by_uid = {r.uid: r for r in rows}
    local = {f.local: uid for f, uid in zip(found, uids, strict=True) if f.local is not None}
    text = wire["document"]["text"]
    fresh: list[dict[str, Any]] = []
    for item, uid in zip(found, uids, strict=True):
        machine = translate(item.payload, local)
        values = _values(item.kind, machine, history_of.get(uid, ()), False, text)
        values |= {"machine": machine, "reading_id": reading}
        if uid in by_uid:
            connection.execute(sa.update(items).where(items.c.uid == uid).values(values))
        else:
            fresh.append(values | {"uid": uid, "document_id": document, "kind": item.kind})
    if fresh:
        connection.execute(sa.insert(items), fresh)
    kept = set(uids)
    for row in rows:
        if row.uid not in kept and row.machine is not None:
            values = _values(row.kind, row.machine, history_of.get(row.uid, ()), True, text, row.state)
            connection.execute(sa.update(items).where(items.c.uid == row.uid).values(values))


def _names(document: str, found: Sequence[Found], matched: Mapping[int, str], taken: set[str]) -> list[str]:
    taken = set(taken)
    out = []
    for number, item in enumerate(found):
        uid = matched.get(number)
        if uid is None:
            uid = base = new_uid(document, item.kind, item.payload)
            again = 1
            while uid in taken:
                again += 1
                uid = f"{base}-{again}"
            taken.add(uid)
        out.append(uid)
    return out


def _values(
    kind: str,
    machine: Mapping[str, Any] | None,
    entries: Sequence[Entry],
    gone: bool,
    text: str,
    otherwise: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The columns of an item by what was read and what was corrected. `otherwise`: its state where nothing holds."""
    outcome = fold(machine, entries, gone=gone)
    state = outcome.state if outcome.state is not None else dict(otherwise or machine or {})
    return {
        "gone": outcome.state is None or (gone and outcome.status == "machine"),
        "rejected": outcome.rejected,
        "status": outcome.status,
        "conflicts": len(outcome.conflicts),
        "state": state,
        **columns(kind, state, text),
    }


def refresh(connection: sa.Connection, uid: str, text: str) -> None:
    """Reckon an item anew from what was last read and its history."""
    row = connection.execute(sa.select(items).where(items.c.uid == uid)).one()
    values = _values(
        row.kind, row.machine, entries_of(connection, [uid]).get(uid, ()), is_gone(connection, row), text, row.state
    )
    connection.execute(sa.update(items).where(items.c.uid == uid).values(values))


def is_gone(connection: sa.Connection, row: sa.Row[Any]) -> bool:
    """Whether an item that was read once is not in its document's latest reading."""
    if row.machine is None:
        return False
    last = connection.execute(
        sa.select(sa.func.max(readings.c.id)).where(readings.c.document_id == row.document_id)
    ).scalar()
    return bool(last != row.reading_id)


def entries_of(connection: sa.Connection, uids: Iterable[str]) -> dict[str, list[Entry]]:
    """The history of each of these items that has one, in order of time."""
    wanted = list(uids)
    out: dict[str, list[Entry]] = {}
    for first in range(0, len(wanted), 500):
        rows = connection.execute(
            sa.select(history)
            .where(history.c.item.in_(wanted[first : first + 500]))
            .order_by(history.c.at, history.c.uid)
        )
        for row in rows:
            out.setdefault(row.item, []).append(to_entry(row))
    return out


def to_entry(row: sa.Row[Any]) -> Entry:
    """A row of the history as an entry."""
    return Entry(
        row.uid, row.at, row.who, row.action, row.role, row.item, row.actor, row.patch, row.basis, row.why, row.undoes
    )


def keep_actors(connection: sa.Connection, found: Sequence[ActorFound]) -> None:
    """Keep actors by key; of one that is known, only what was not known of it is added."""
    if not found:
        return
    rows = {r.key: r for r in connection.execute(sa.select(actors).where(actors.c.key.in_([a.key for a in found])))}
    fresh = []
    for actor in found:
        new = actor.attributes()
        row = rows.get(actor.key)
        if row is None:
            fresh.append({"key": actor.key, **new, "machine": new})
            continue
        machine = {k: row.machine.get(k) if row.machine.get(k) is not None else v for k, v in new.items()}
        if row.machine.get("name") == actor.key.partition(":")[2]:
            machine["name"] = new["name"]  # until now only its code was known
        if machine != row.machine:
            news = {
                k: v for k, v in machine.items() if v != row.machine.get(k) and getattr(row, k) == row.machine.get(k)
            }
            connection.execute(sa.update(actors).where(actors.c.key == actor.key).values(machine=machine, **news))
    if fresh:
        connection.execute(sa.insert(actors), fresh)
