"""The part of `Dossier` that hands everything out: tables for data frames, readings with their corrections."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, cast, overload

import sqlalchemy as sa

from standpunkt.dossier.connect import Store
from standpunkt.dossier.documents import find_document, to_document
from standpunkt.dossier.flat import COLUMNS, TABLES, Row, flat_history, flat_items
from standpunkt.dossier.overlay import Entry
from standpunkt.dossier.rebuilt import rebuilt
from standpunkt.dossier.tables import readings
from standpunkt.dossier.wire import document_wire
from standpunkt.errors import InputError
from standpunkt.model import SCHEMA

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["Tabling"]


class Tabling:
    """Tables and readings."""

    _store: Store

    if TYPE_CHECKING:  # of the other parts

        def items(
            self, kind: str | None = None, *, document: str | int | None = None, copies: bool = False
        ) -> list[dict[str, Any]]: ...
        def documents(self) -> list[dict[str, Any]]: ...
        def actors(self) -> list[dict[str, Any]]: ...
        def history(self) -> list[Entry]: ...

    @overload
    def table(self, name: str, form: Literal["pandas"]) -> pandas.DataFrame: ...
    @overload
    def table(self, name: str, form: Literal["polars"]) -> polars.DataFrame: ...
    @overload
    def table(self, name: str, form: Literal["dicts"] = "dicts") -> list[Row]: ...

    def table(self, name: str, form: str = "dicts") -> Any:
        """A table as a list of dicts, or a data frame of pandas or polars: documents, statements, positions,
        conditions, pledges, actors or history. Copies of documents and rejected items are left out.
        """
        if name not in TABLES:
            raise InputError(f"table {name!r}: there is none; there are: {', '.join(TABLES)}")
        if form not in ("dicts", "pandas", "polars"):
            raise InputError(f"table form {form!r}: give dicts, pandas or polars")
        rows = self._rows(name)
        if form == "dicts":
            return rows
        try:
            library = importlib.import_module(form)
        except ImportError as error:
            raise InputError(f"{form} is not installed; install it with: pip install 'standpunkt[tables]'") from error
        columns = list(COLUMNS[name])
        if form == "polars":
            return library.DataFrame(rows, schema=None if rows else columns, infer_schema_length=None)
        return library.DataFrame(rows, columns=columns)

    def _rows(self, name: str) -> list[Row]:
        if name == "documents":
            return [{n: d["hash" if n == "document" else n] for n in COLUMNS[name]} for d in self.documents()]
        if name == "actors":
            return [cast(Row, {("actor" if k == "key" else k): v for k, v in a.items()}) for a in self.actors()]
        if name == "history":
            return flat_history(self.history())
        kind = name.removesuffix("s")
        return flat_items(kind, self.items(kind), {a["key"]: a["name"] for a in self.actors()})

    def reading(self, document: str | int, *, corrected: bool = True) -> dict[str, Any]:
        """The latest reading of a document in the form of the contract, with what people changed, or as it was read."""
        with self._store.reading() as connection:
            row = find_document(connection, document)
            content = connection.execute(
                sa.select(readings.c.content)
                .where(readings.c.document_id == row.id)
                .order_by(readings.c.id.desc())
                .limit(1)
            ).scalar()
        wire = document_wire(to_document(row))
        if not corrected:
            wire.pop("provenance")
            return {"schema": SCHEMA, "document": wire, **(content or {})}
        return rebuilt(wire, content or {}, self.items(document=row.id), {a["key"]: a for a in self.actors()})

    def readings(self) -> Iterator[dict[str, Any]]:
        """Every document's reading with its corrections, one by one."""
        for document in self.documents():
            yield self.reading(document["id"])
