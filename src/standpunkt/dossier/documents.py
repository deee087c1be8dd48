"""Documents in a dossier: kept once by hash, never changed, copies linked to the first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from standpunkt.dossier.duplicates import bands, shingles, similarity
from standpunkt.dossier.folding import fold
from standpunkt.dossier.tables import documents, fingerprints
from standpunkt.errors import InputError
from standpunkt.model import Document, Section
from standpunkt.span import Span

__all__ = ["find_document", "keep_document", "to_document"]

_META = ("title", "kicker", "lead", "published", "outlet", "url")


def keep_document(connection: sa.Connection, document: Mapping[str, Any], at: str) -> tuple[int, bool]:
    """The id of a document in the dossier, and whether it is new there. It was checked before.

    What its source says of a document that is there already is kept where nothing had been known.
    """
    row = connection.execute(
        sa.select(documents.c.id, *(documents.c[n] for n in _META)).where(documents.c.hash == document["id"])
    ).one_or_none()
    if row is not None:
        news = {n: document.get(n) for n in _META if getattr(row, n) is None and document.get(n) is not None}
        if news:
            connection.execute(sa.update(documents).where(documents.c.id == row.id).values(news))
        return int(row.id), False
    folded = fold(document["text"])
    runs = shingles(folded)
    found = bands(runs)
    original, how_near = _original(connection, runs, found)
    ident = connection.execute(
        sa.insert(documents)
        .values(
            hash=document["id"],
            language=document.get("language") or "und",
            text=document["text"],
            sections=list(document.get("sections") or ()),
            provenance=dict(document.get("provenance") or {}),
            added_at=at,
            duplicate_of=original,
            similarity=how_near,
            **{n: document.get(n) for n in _META},
        )
        .returning(documents.c.id)
    ).scalar_one()
    if found:
        connection.execute(
            sa.insert(fingerprints), [{"document_id": ident, "band": b, "value": v} for b, v in enumerate(found)]
        )
    _index(connection, ident, folded)
    return int(ident), True


def _original(connection: sa.Connection, runs: frozenset[int], found: list[int]) -> tuple[int | None, float | None]:
    """The first document of which this is a copy, and how near the two are."""
    if not found:
        return None, None
    keys = sa.tuple_(fingerprints.c.band, fingerprints.c.value)
    shared = Counter(
        connection.execute(sa.select(fingerprints.c.document_id).where(keys.in_(list(enumerate(found))))).scalars()
    )
    best: tuple[float, int] | None = None
    for candidate, _ in sorted(shared.most_common(8), key=lambda c: c[0]):
        row = connection.execute(
            sa.select(documents.c.text, documents.c.duplicate_of).where(documents.c.id == candidate)
        ).one()
        near = similarity(runs, shingles(row.text))
        if near is not None and (best is None or near > best[0]):
            best = near, row.duplicate_of or candidate
    return (best[1], best[0]) if best else (None, None)


def _index(connection: sa.Connection, ident: int, folded: str) -> None:
    if connection.dialect.name == "sqlite":
        for table in ("search_words", "search_grams"):
            connection.execute(
                sa.text(f"INSERT INTO {table}(rowid, folded) VALUES (:id, :folded)"), {"id": ident, "folded": folded}
            )
    else:
        connection.execute(
            sa.text("INSERT INTO search_text(document_id, folded) VALUES (:id, :folded)"),
            {"id": ident, "folded": folded},
        )


def find_document(connection: sa.Connection, name: str | int) -> sa.Row[Any]:
    """A document by its number, its hash or the beginning of it. Raises InputError for none or several."""
    if isinstance(name, int) or (name.isdigit() and len(name) < 10):
        rows = connection.execute(sa.select(documents).where(documents.c.id == int(name))).all()
    else:
        rows = connection.execute(sa.select(documents).where(documents.c.hash == name)).all()
        if not rows:
            query = sa.select(documents).where(documents.c.hash.startswith(name, autoescape=True)).limit(2)
            rows = connection.execute(query).all()
    if len(rows) == 1:
        return rows[0]
    many = "several documents begin so; give more of the id" if rows else "no such document; see: standpunkt show"
    raise InputError(f"document {name}: {many}")


def to_document(row: sa.Row[Any]) -> Document:
    """A row of the table as the document that was added."""
    sections = row.sections if isinstance(row.sections, list) else json.loads(row.sections)
    return Document(
        row.hash,
        row.text,
        row.language,
        tuple(Section(s["kind"], Span(s["start"], s["end"], s["text"])) for s in sections),
        row.title,
        row.kicker,
        row.lead,
        row.published,
        row.outlet,
        row.url,
        row.provenance,
    )
