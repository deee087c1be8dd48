"""The part of `Dossier` in which people decide: accept, reject, edit, add, undo, settle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from standpunkt.dossier import corrections
from standpunkt.dossier.agreement import Agreement, Coding, agreement
from standpunkt.dossier.connect import Store, open_store
from standpunkt.dossier.documents import find_document
from standpunkt.dossier.merging import merge
from standpunkt.dossier.overlay import Conflict, Entry, Role, active, fold
from standpunkt.dossier.store import entries_of, is_gone, to_entry
from standpunkt.dossier.tables import documents, history, items
from standpunkt.errors import InputError

__all__ = ["Reviewing", "record"]


def record(row: sa.Row[Any]) -> dict[str, Any]:
    """An item with its document's id, as plain values."""
    names = ("uid", "kind", "status", "rejected", "gone", "conflicts", "actor", "represented", "question", "answer")
    more = ("date", "voice", "confidence", "start", "end", "text", "state", "machine")
    out = {n: getattr(row, n) for n in (*names, *more)}
    return {"document": row.hash, "title": row.title, "published": row.published, **out}


class Reviewing:
    """Changes by people. `who` signs each; `why` is kept with it; nothing is ever overwritten."""

    _store: Store

    def accept(
        self,
        item: str,
        who: str,
        *,
        fields: Mapping[str, Any] | None = None,
        why: str | None = None,
        role: Role = "coder",
    ) -> Entry:
        """Say that an item is right as it stands (with `fields` set); a later reading will not move it."""
        return self._change(who, role, why, lambda c, e: corrections.correct(c, item, "accept", e, fields))

    def reject(self, item: str, who: str, *, why: str | None = None, role: Role = "coder") -> Entry:
        """Put an item in the waste bin; undo brings it back."""
        return self._change(who, role, why, lambda c, e: corrections.correct(c, item, "reject", e))

    def edit(
        self, item: str, who: str, fields: Mapping[str, Any], *, why: str | None = None, role: Role = "coder"
    ) -> Entry:
        """Set fields of an item; spans are given as `{"start": 3, "end": 9}` in code points of the document's text."""
        return self._change(who, role, why, lambda c, e: corrections.correct(c, item, "edit", e, fields))

    def add_item(
        self,
        document: str | int,
        kind: str,
        fields: Mapping[str, Any],
        who: str,
        *,
        why: str | None = None,
        role: Role = "coder",
    ) -> Entry:
        """Add a statement, position, condition or pledge by hand; `entry.item` is its uid."""
        return self._change(
            who, role, why, lambda c, e: corrections.add_item(c, find_document(c, document), kind, fields, e)
        )

    def undo(self, who: str, entry: str | None = None, *, why: str | None = None) -> Entry:
        """Take back an entry of the history (by uid), or the last of `who` that still holds; without limit."""
        return self._change(who, "coder", why, lambda c, e: corrections.undo(c, e, entry))

    def redo(self, who: str) -> Entry:
        """Make again what `who` took back last."""
        return self._change(who, "coder", None, corrections.redo)

    def merge_actors(self, key: str, into: str, who: str, *, why: str | None = None) -> Entry:
        """Say that two actors are one."""
        return self._change(who, "coder", why, lambda c, e: corrections.merge_actors(c, key, into, e))

    def edit_actor(self, key: str, who: str, fields: Mapping[str, Any], *, why: str | None = None) -> Entry:
        """Set an actor's name, type, role, country or whom it represents."""
        return self._change(who, "coder", why, lambda c, e: corrections.edit_actor(c, key, fields, e))

    def add_actor(self, name: str, type: str) -> str:
        """The key of an actor by name and type, made where there is none."""
        with self._store.writing() as connection:
            return corrections.add_actor(connection, name, type)

    def item(self, uid: str) -> dict[str, Any]:
        """An item by its uid or the beginning of it."""
        with self._store.reading() as connection:
            found = corrections.find_item(connection, uid)
            return record(connection.execute(_ITEMS.where(items.c.uid == found.uid)).one())

    def items(
        self,
        kind: str | None = None,
        *,
        document: str | int | None = None,
        rejected: bool = False,
        copies: bool = False,
    ) -> list[dict[str, Any]]:
        """Items that hold, in the order of documents and places. `rejected`: those in the waste bin instead;
        `copies`: also those of documents that are copies of others.
        """
        query = _ITEMS.where(~items.c.gone, items.c.rejected == rejected)
        if kind is not None:
            query = query.where(items.c.kind == kind)
        if not copies and document is None:
            query = query.where(documents.c.duplicate_of.is_(None))
        with self._store.reading() as connection:
            if document is not None:
                query = query.where(documents.c.id == find_document(connection, document).id)
            query = query.order_by(documents.c.id, items.c.start, items.c.end, items.c.uid)
            return [record(r) for r in connection.execute(query)]

    def queue(
        self, *, kind: str | None = None, actor: str | None = None, question: str | None = None, limit: int = 50
    ) -> list[dict[str, Any]]:
        """What nobody has looked at yet, the least certain first; what is in dispute before all."""
        query = _ITEMS.where(~items.c.gone, ~items.c.rejected, documents.c.duplicate_of.is_(None))
        query = query.where((items.c.status == "machine") | (items.c.conflicts > 0))
        for column, value in ((items.c.kind, kind), (items.c.actor, actor), (items.c.question, question)):
            if value is not None:
                query = query.where(column == value)
        query = query.order_by((items.c.conflicts == 0), items.c.confidence, items.c.id).limit(limit)
        with self._store.reading() as connection:
            return [record(r) for r in connection.execute(query)]

    def conflicts(self, item: str | None = None) -> dict[str, tuple[Conflict, ...]]:
        """What is in dispute, by item: a new reading against a correction, or one person against another."""
        query = sa.select(items).where(~items.c.gone, items.c.conflicts > 0).order_by(items.c.id)
        with self._store.reading() as connection:
            if item is not None:
                query = query.where(items.c.uid == corrections.find_item(connection, item).uid)
            rows = connection.execute(query).all()
            entries = entries_of(connection, [r.uid for r in rows])
            return {r.uid: fold(r.machine, entries.get(r.uid, ()), gone=is_gone(connection, r)).conflicts for r in rows}

    def history(self, *, item: str | None = None, actor: str | None = None, who: str | None = None) -> list[Entry]:
        """Every change ever made, oldest first."""
        query = sa.select(history).order_by(history.c.at, history.c.uid)
        with self._store.reading() as connection:
            if item is not None:
                query = query.where(history.c.item == corrections.find_item(connection, item).uid)
            if actor is not None:
                query = query.where(history.c.actor == actor)
            if who is not None:
                query = query.where(history.c.who == who)
            return [to_entry(r) for r in connection.execute(query)]

    def agreement(self) -> tuple[Agreement, dict[str, Agreement]]:
        """How far the coders agree on positions: over all questions, and for each. Adjudicators are not counted."""
        with self._store.reading() as connection:
            rows = connection.execute(
                _ITEMS.where(items.c.kind == "position", items.c.status != "machine").order_by(items.c.id)
            ).all()
            entries = entries_of(connection, [r.uid for r in rows])
            return agreement(c for r in rows for c in _codings(r, entries.get(r.uid, ())))

    def merge(self, other: str | Path) -> dict[str, int]:
        """Bring another person's dossier into this one: how many documents, readings and changes were new."""
        theirs = open_store(str(other))
        try:
            with theirs.reading() as source, self._store.writing() as connection:
                return merge(connection, source)
        finally:
            theirs.close()

    def _change(self, who: str, role: Role, why: str | None, change: Callable[[sa.Connection, Entry], Entry]) -> Entry:
        if not who.strip():
            raise InputError("who: is empty; sign a change with your name")
        with self._store.writing() as connection:
            return change(connection, Entry("", "", who.strip(), "undo", role, why=why))


def _codings(row: sa.Row[Any], entries: Sequence[Entry]) -> Iterator[Coding]:
    coders = {e.who for e in active(entries) if e.role == "coder"}
    for who in sorted(coders):
        view = fold(row.machine, [e for e in entries if e.role == "coder"], who=who)
        if view.state is not None:
            unit = f"{row.hash[:12]} {view.state.get('actor')} {view.state.get('question')}"
            yield Coding(unit, view.state["question"], who, "rejected" if view.rejected else view.state["answer"])


_ITEMS = sa.select(items, documents.c.hash, documents.c.title, documents.c.published).join(
    documents, documents.c.id == items.c.document_id
)
