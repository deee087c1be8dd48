"""Two people's dossiers become one: documents by hash, readings once, and the history of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from standpunkt.dossier.corrections import blank_item, keep_entry, refresh_actors
from standpunkt.dossier.documents import keep_document
from standpunkt.dossier.items import ActorFound, translate
from standpunkt.dossier.matching import Known, match
from standpunkt.dossier.overlay import Entry
from standpunkt.dossier.store import bring_up, keep_actors, refresh, to_entry
from standpunkt.dossier.tables import actors, codebooks, documents, history, items, questions, readings
from standpunkt.model import SCHEMA

__all__ = ["merge"]


def merge(ours: sa.Connection, theirs: sa.Connection) -> dict[str, int]:
    """Bring what `theirs` holds into `ours`; how many documents, readings and changes were new.

    An item of theirs that is one of ours, by its words, is that one; its changes are laid over ours in order of time.
    Merging the same dossier again changes nothing.
    """
    counts = {"documents": 0, "readings": 0, "changes": 0}
    books = _codebooks(ours, theirs)
    keep_actors(
        ours,
        [ActorFound(r.key, **{n: r.machine.get(n) for n in _ATTRIBUTES}) for r in theirs.execute(sa.select(actors))],
    )
    known = set(ours.execute(sa.select(history.c.uid)).scalars())
    new = [
        to_entry(r)
        for r in theirs.execute(sa.select(history).order_by(history.c.at, history.c.uid))
        if r.uid not in known
    ]
    changed = {e.item for e in new if e.item is not None}
    names: dict[str, str] = {}
    touched: list[tuple[str, str]] = []
    for ident in theirs.execute(sa.select(documents.c.id).order_by(documents.c.id)).scalars().all():
        row = theirs.execute(sa.select(documents).where(documents.c.id == ident)).one()
        here, fresh = keep_document(ours, {**row._mapping, "id": row.hash}, row.added_at)
        counts["documents"] += fresh
        counts["readings"] += _readings(ours, theirs, row, here, books)
        found = _items(ours, theirs, row, here, changed)
        names |= found
        touched += [(uid, row.text) for uid in found.values()]
    for entry in new:
        keep_entry(ours, _renamed(entry, names))
    counts["changes"] = len(new)
    for uid, text in touched:
        refresh(ours, uid, text)
    refresh_actors(ours)
    return counts


_ATTRIBUTES = ("name", "type", "represents", "role", "country")


def _codebooks(ours: sa.Connection, theirs: sa.Connection) -> dict[int, int]:
    """Their codebooks' numbers to ours."""
    out: dict[int, int] = {}
    for book in theirs.execute(sa.select(codebooks)):
        here = ours.execute(sa.select(codebooks.c.id).where(codebooks.c.digest == book.digest)).scalar()
        if here is None:
            values = {k: v for k, v in book._mapping.items() if k != "id"}
            here = ours.execute(sa.insert(codebooks).values(values).returning(codebooks.c.id)).scalar_one()
            for question in theirs.execute(sa.select(questions).where(questions.c.codebook_id == book.id)):
                ours.execute(sa.insert(questions).values({**question._mapping, "codebook_id": here}))
        out[book.id] = here
    return out


def _readings(
    ours: sa.Connection, theirs: sa.Connection, document: sa.Row[Any], here: int, books: dict[int, int]
) -> int:
    """Keep their readings of a document that we lack. The newest reading of both is what holds."""

    def key(r: sa.Row[Any]) -> tuple[str, str]:
        return r.model, r.read_at

    mine = ours.execute(sa.select(readings).where(readings.c.document_id == here).order_by(readings.c.id)).all()
    have = {key(r) for r in mine}
    newest = max((r.read_at for r in mine), default="")
    count = 0
    query = sa.select(readings).where(readings.c.document_id == document.id).order_by(readings.c.read_at)
    for row in theirs.execute(query):
        if key(row) in have or (mine and row.content == mine[-1].content):
            continue
        values = {k: v for k, v in row._mapping.items() if k != "id"}
        values |= {"document_id": here, "codebook_id": books.get(row.codebook_id)}
        if row.read_at <= newest:
            continue  # an older reading than ours says nothing that holds
        reading = ours.execute(sa.insert(readings).values(values).returning(readings.c.id)).scalar_one()
        wire = {"schema": SCHEMA, "document": {"id": document.hash, "text": document.text}, **row.content}
        bring_up(ours, here, wire, reading)
        count += 1
    return count


def _items(
    ours: sa.Connection, theirs: sa.Connection, document: sa.Row[Any], here: int, changed: set[str]
) -> dict[str, str]:
    """Their items of a document in which people changed some, by name, to the names they have among ours; one that
    was changed and that we lack is made anew.
    """
    if not changed:
        return {}
    their = theirs.execute(
        sa.select(items).where(items.c.document_id == document.id).order_by(items.c.start, items.c.uid)
    ).all()
    if not any(r.uid in changed for r in their):
        return {}
    mine = ours.execute(sa.select(items).where(items.c.document_id == here)).all()
    there = {m.uid for m in mine}
    names = {r.uid: r.uid for r in their if r.uid in there}
    left = [r for r in their if r.uid not in names]
    free = [m for m in mine if m.uid not in names]
    found = match([_known(m) for m in free], [(r.kind, r.machine or r.state) for r in left])
    names |= {left[n].uid: uid for n, uid in found.items()}
    target = ours.execute(sa.select(documents).where(documents.c.id == here)).one()
    alone = [row for number, row in enumerate(left) if number not in found and row.uid in changed]
    names |= {row.uid: row.uid for row in alone}
    for row in alone:
        blank_item(ours, row.uid, target, row.kind, translate(row.state, names))
        if row.machine is not None:  # their machine read it and ours did not: what was read of it goes with it
            machine = translate(row.machine, names)
            ours.execute(sa.update(items).where(items.c.uid == row.uid).values(machine=machine))
    return names


def _known(row: sa.Row[Any]) -> Known:
    return Known(row.uid, row.kind, tuple(p for p in (row.machine, row.state) if p))


def _renamed(entry: Entry, names: dict[str, str]) -> Entry:
    """An entry with items by the names they have among ours, also where it refers to others."""
    out = replace(entry, item=names.get(entry.item, entry.item) if entry.item is not None else None)
    if entry.patch.keys() & {"statements", "conditions"}:
        patch = dict(entry.patch)
        for field in patch.keys() & {"statements", "conditions"}:
            patch[field] = [names[uid] for uid in patch[field] if uid in names]
        out = replace(out, patch=patch)
    return out
