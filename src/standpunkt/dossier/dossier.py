"""`Dossier`: the Python twin of the dossier commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from standpunkt.dossier.asking import Asking
from standpunkt.dossier.check import problems
from standpunkt.dossier.codebook import CodebookText, parse_codebook
from standpunkt.dossier.connect import Store, create_store, open_store
from standpunkt.dossier.documents import find_document, keep_document, to_document
from standpunkt.dossier.review import Reviewing
from standpunkt.dossier.store import keep_reading, now
from standpunkt.dossier.tables import codebooks, documents, info, items, questions, readings
from standpunkt.dossier.tabling import Tabling
from standpunkt.dossier.wire import check_document, check_wire, document_wire, reading_wire
from standpunkt.errors import InputError
from standpunkt.model import Document, Reading

__all__ = ["IMPORTED", "Dossier", "Read"]

IMPORTED = "imported "
"""How the model of a reading begins that came from another program or person."""
Read = Callable[[Document], Reading]
"""What turns a document into a reading."""


class Dossier(Asking, Reviewing, Tabling):
    """A collection of documents with what was read from them and what people made of it.

    Open one with `Dossier.open`, make one with `Dossier.new`; both take a path or a PostgreSQL URL. Every method that
    changes something keeps all of it or nothing. Methods raise InputError in one clear line.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def new(
        cls, place: str | Path, *, codebook: str | None = None, title: str | None = None, timeout: float = 30.0
    ) -> Dossier:
        """A new dossier; `codebook` is the text of a TOML codebook. Raises InputError where there is one already."""
        parsed = parse_codebook(codebook) if codebook is not None else None
        dossier = cls(create_store(str(place), timeout))
        with dossier._store.writing() as connection:
            name = title or (parsed and parsed.title) or Path(str(place)).stem
            connection.execute(sa.insert(info), [{"key": "title", "value": name}, {"key": "made_at", "value": now()}])
            if parsed:
                _keep_codebook(connection, parsed)
        return dossier

    @classmethod
    def open(cls, place: str | Path, *, timeout: float = 30.0) -> Dossier:
        """The dossier at `place`; one of an older version is updated, after a copy of its file was made."""
        return cls(open_store(str(place), timeout))

    def __enter__(self) -> Dossier:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or server."""
        self._store.close()

    @property
    def place(self) -> str:
        """The path or URL (without its password)."""
        return self._store.place

    def set_codebook(self, source: str) -> int:
        """Make a TOML codebook the current one; its number. Earlier versions are kept."""
        parsed = parse_codebook(source)
        with self._store.writing() as connection:
            return _keep_codebook(connection, parsed)

    def codebook(self) -> str | None:
        """The text of the current codebook, if there is one."""
        with self._store.reading() as connection:
            row = _codebook(connection)
            return None if row is None else str(row.source)

    def add_document(self, document: Document) -> bool:
        """Keep a document that may be read later; whether it was new."""
        wire = document_wire(document)
        check_document(wire)
        with self._store.writing() as connection:
            return keep_document(connection, wire, now())[1]

    def add(self, reading: Reading | Mapping[str, Any], model: str) -> bool:
        """Keep a reading (a record or its wire form) with its document; whether anything was new.

        `model` names the version that read it. Corrections stay, also where spans have shifted.
        """
        wire = reading_wire(reading)
        check_wire(wire)
        with self._store.writing() as connection:
            return keep_reading(connection, wire, model, _codebook_id(connection), now())[1]

    def pending(self, model: str) -> list[int]:
        """The numbers of documents that `model` has not read with the current codebook, in the order added. Those whose
        latest reading was imported are left as they came.
        """
        with self._store.reading() as connection:
            book = _codebook_id(connection)
            last = sa.select(sa.func.max(readings.c.id)).group_by(readings.c.document_id)
            same_book = readings.c.codebook_id.is_(None) if book is None else readings.c.codebook_id == book
            read = sa.or_(sa.and_(readings.c.model == model, same_book), readings.c.model.startswith(IMPORTED))
            done = sa.select(readings.c.document_id).where(readings.c.id.in_(last), read)
            query = sa.select(documents.c.id).where(documents.c.id.not_in(done)).order_by(documents.c.id)
            return list(connection.execute(query).scalars())

    def read_pending(self, read: Read, model: str) -> Iterator[int]:
        """Read every document that is pending, one by one, and yield the number of each as it is kept.

        It may be stopped at any moment and called again; what was read stays read.
        """
        for ident in self.pending(model):
            self.add(read(self.document(ident)), model)
            yield ident

    def document(self, name: str | int) -> Document:
        """A document by its number, its id, or the beginning of its id."""
        with self._store.reading() as connection:
            return to_document(find_document(connection, name))

    def describe(self, name: str | int, known: Mapping[str, str]) -> None:
        """Say what is known of a document: title, outlet, published or url. Its text never changes."""
        wrong = known.keys() - {"title", "outlet", "published", "url", "kicker", "lead"}
        if wrong or not known:
            raise InputError(f"document: {', '.join(sorted(wrong)) or 'nothing'} cannot be set")
        with self._store.writing() as connection:
            row = find_document(connection, name)
            source = {**row.provenance, **dict.fromkeys(known, "argument")}
            connection.execute(sa.update(documents).where(documents.c.id == row.id).values(**known, provenance=source))

    def status(self) -> dict[str, Any]:
        """How much is in the dossier: copies of a document are counted once, what was rejected is not counted."""
        with self._store.reading() as connection:

            def count(what: sa.Select[Any]) -> int:
                return int(connection.execute(what).scalar_one())

            def number(*where: sa.ColumnElement[bool]) -> sa.Select[Any]:
                return sa.select(sa.func.count()).select_from(items).join(documents).where(*where)

            once = documents.c.duplicate_of.is_(None)
            live = (~items.c.gone, ~items.c.rejected, once)
            book = _codebook_id(connection)
            asked = (
                sa.select(sa.func.count()).where(questions.c.codebook_id == book)
                if book is not None
                else sa.select(sa.func.count(items.c.question.distinct())).join(documents).where(*live)
            )
            return {
                "title": connection.execute(sa.select(info.c.value).where(info.c.key == "title")).scalar(),
                "documents": count(sa.select(sa.func.count()).select_from(documents)),
                "documents_read": count(sa.select(sa.func.count(readings.c.document_id.distinct()))),
                "duplicates": count(sa.select(sa.func.count()).where(documents.c.duplicate_of.is_not(None))),
                "statements": count(number(items.c.kind == "statement", *live)),
                "positions": count(number(items.c.kind == "position", *live)),
                "questions": count(asked),
                "actors": count(sa.select(sa.func.count(items.c.actor.distinct())).join(documents).where(*live)),
                "reviewed": count(number(items.c.status != "machine", ~items.c.gone)),
                "adjudicated": count(number(items.c.status == "adjudicated", ~items.c.gone)),
                "rejected": count(number(items.c.rejected)),
                "conflicts": count(number(items.c.conflicts > 0, *live)),
                "last_read": connection.execute(sa.select(sa.func.max(readings.c.read_at))).scalar(),
            }

    def check(self) -> list[str]:
        """What is wrong with the dossier, one line each; empty where it is whole."""
        with self._store.reading() as connection:
            return problems(connection)


def _codebook(connection: sa.Connection) -> sa.Row[Any] | None:
    current = connection.execute(sa.select(info.c.value).where(info.c.key == "codebook")).scalar()
    if current is None:
        return None
    return connection.execute(sa.select(codebooks).where(codebooks.c.id == int(current))).one_or_none()


def _codebook_id(connection: sa.Connection) -> int | None:
    row = _codebook(connection)
    return None if row is None else int(row.id)


def _keep_codebook(connection: sa.Connection, book: CodebookText) -> int:
    ident = connection.execute(sa.select(codebooks.c.id).where(codebooks.c.digest == book.digest)).scalar()
    if ident is None:
        ident = connection.execute(
            sa.insert(codebooks)
            .values(digest=book.digest, title=book.title, source=book.source, added_at=now())
            .returning(codebooks.c.id)
        ).scalar_one()
        connection.execute(
            sa.insert(questions),
            [
                {"codebook_id": ident, "number": n, "id": q.id, "text": q.text, "text_en": q.text_en}
                for n, q in enumerate(book.questions, 1)
            ],
        )
    connection.execute(sa.delete(info).where(info.c.key == "codebook"))
    connection.execute(sa.insert(info).values(key="codebook", value=str(ident)))
    return int(ident)
