"""Whether a dossier is whole: file, texts, spans, and that what holds follows from readings and history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from standpunkt.dossier.corrections import actors_that_differ
from standpunkt.dossier.items import columns
from standpunkt.dossier.overlay import fold
from standpunkt.dossier.store import entries_of, is_gone
from standpunkt.dossier.tables import documents, history, items, readings
from standpunkt.dossier.wire import spans

__all__ = ["problems"]


def problems(connection: sa.Connection) -> list[str]:
    """What is wrong, one line each; empty where the dossier is whole."""
    if connection.dialect.name == "sqlite":
        found = _file(connection)
        if found:
            return found
    out = list(_searchable(connection))
    for row in connection.execute(sa.select(documents.c.id)).scalars().all():
        out += _document(connection, row)
    return out + list(_history(connection))


def _file(connection: sa.Connection) -> list[str]:
    lines = [str(r[0]) for r in connection.exec_driver_sql("PRAGMA integrity_check")]
    out = [f"the file is damaged: {line}" for line in lines if line != "ok"]
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        out.append(f"{table} {row}: refers to a row of {parent} that is not there")
    return out


def _searchable(connection: sa.Connection) -> Iterator[str]:
    index = "search_words_docsize" if connection.dialect.name == "sqlite" else "search_text"
    there = connection.execute(sa.text(f"SELECT count(*) FROM {index}")).scalar_one()
    documents_there = connection.execute(sa.select(sa.func.count()).select_from(documents)).scalar_one()
    if there != documents_there:
        yield f"the search index holds {there} of {documents_there} documents"


def _document(connection: sa.Connection, ident: int) -> Iterator[str]:
    row = connection.execute(sa.select(documents).where(documents.c.id == ident)).one()
    name = f"document {row.hash[:12]}"
    if hashlib.sha256(row.text.encode()).hexdigest() != row.hash:
        yield f"{name}: its text is not what its hash says"
    yield from (f"{name}: {line}" for line in _spans(row.text, row.sections))
    for reading in connection.execute(sa.select(readings).where(readings.c.document_id == ident)):
        yield from (f"{name}: reading {reading.id}: {line}" for line in _spans(row.text, reading.content))
    found = connection.execute(sa.select(items).where(items.c.document_id == ident)).all()
    entries = entries_of(connection, [r.uid for r in found])
    uids = {r.uid for r in found}
    for item in found:
        yield from (f"{item.kind} {item.uid}: {line}" for line in _spans(row.text, item.state))
        outcome = fold(item.machine, entries.get(item.uid, ()), gone=is_gone(connection, item))
        state = outcome.state if outcome.state is not None else item.state
        same = state == item.state and (outcome.rejected, outcome.status) == (item.rejected, item.status)
        if not same or any(getattr(item, k) != v for k, v in columns(item.kind, state, row.text).items()):
            yield f"{item.kind} {item.uid}: does not follow from its reading and its history"
        for kind in ("statements", "conditions"):
            for other in item.state.get(kind, ()):
                if other not in uids:
                    yield f"{item.kind} {item.uid}: refers to {other}, which is not there"


def _spans(text: str, value: Mapping[str, Any]) -> Iterator[str]:
    for path, span in spans(value):
        if text[span["start"] : span["end"]] != span["text"]:
            yield f"{path}: the text at [{span['start']}, {span['end']}) is not what it quotes"


def _history(connection: sa.Connection) -> Iterator[str]:
    for key in actors_that_differ(connection):
        yield f"actor {key}: does not follow from what was read and its history"
    known = set(connection.execute(sa.select(history.c.uid)).scalars())
    there = set(connection.execute(sa.select(items.c.uid)).scalars())
    for row in connection.execute(sa.select(history.c.uid, history.c.item, history.c.undoes)):
        if row.undoes is not None and row.undoes not in known:
            yield f"history {row.uid}: undoes {row.undoes}, which is not there"
        if row.item is not None and row.item not in there:
            yield f"history {row.uid}: corrects {row.item}, which is not there"
