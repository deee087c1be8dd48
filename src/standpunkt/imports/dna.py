"""Databases of Discourse Network Analyzer (DNA 3, SQLite): `.dna` files."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from standpunkt.analysis.corpus import CodedDocument, CodedStatement, Corpus, Variable
from standpunkt.errors import InputError

__all__ = ["read_dna"]

_VALUES = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "long text": "DATALONGTEXT"}


def read_dna(path: Path) -> Corpus:
    """The documents, statements, variables and attributes of a DNA 3 database; the file is not changed.

    DNA counts in UTF-16 units; offsets here are code points. Colours and parents of entities come as the attributes
    `colour` (#RRGGBB) and `parent`. Raises InputError where the file is no such database.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return _read(connection)
    except sqlite3.Error as error:
        raise InputError(f"{path}: is no DNA 3 database ({error}); open it in DNA and save it as .dna") from None


def _read(db: sqlite3.Connection) -> Corpus:
    coders = dict(db.execute("SELECT ID, Name FROM CODERS"))
    types = dict(db.execute("SELECT ID, Label FROM STATEMENTTYPES"))
    variables = {
        row[0]: Variable(row[1], row[2], types[row[3]])
        for row in db.execute("SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES ORDER BY ID")
    }
    documents = [
        CodedDocument(str(id), title, text, _time(date), author, source, section, type, notes, coders.get(coder, ""))
        for id, title, text, date, author, source, section, type, notes, coder in db.execute(
            "SELECT ID, Title, Text, Date, Author, Source, Section, Type, Notes, Coder FROM DOCUMENTS ORDER BY ID"
        )
    ]
    texts = {d.id: d.text for d in documents}
    values = _values(db, variables)
    statements = []
    places: dict[str, list[int] | None] = {}
    for id, kind, document, start, stop, coder in db.execute(
        "SELECT ID, StatementTypeId, DocumentId, Start, Stop, Coder FROM STATEMENTS ORDER BY ID"
    ):
        key = str(document)
        if key not in texts:
            raise InputError(f"statement {id}: its document {document} is missing in the database")
        if key not in places:
            places[key] = _places(texts[key])
        first, last = _point(places[key], start, texts[key]), _point(places[key], stop, texts[key])
        statements.append(
            CodedStatement(str(id), key, first, last, values.get(id, {}), coders.get(coder, ""), types[kind])
        )
    return Corpus(tuple(documents), tuple(statements), tuple(variables.values()), _attributes(db, variables))


def _values(db: sqlite3.Connection, variables: Mapping[int, Variable]) -> dict[int, dict[str, str | int]]:
    values: dict[int, dict[str, str | int]] = {}
    for data, table in _VALUES.items():
        for statement, variable, value in db.execute(f"SELECT StatementId, VariableId, Value FROM {table}"):
            if variables[variable].data == data:
                values.setdefault(statement, {})[variables[variable].name] = value
    for statement, variable, value in db.execute(
        "SELECT s.StatementId, s.VariableId, e.Value FROM DATASHORTTEXT s JOIN ENTITIES e ON e.ID = s.Entity"
    ):
        values.setdefault(statement, {})[variables[variable].name] = value
    return values


def _attributes(db: sqlite3.Connection, variables: Mapping[int, Variable]) -> dict[str, dict[str, dict[str, str]]]:
    """By variable and entity: its colour where it has one, its parent, and its attributes that are not empty."""
    names: dict[int, str] = {}
    places: dict[int, dict[str, str]] = {}
    found: dict[str, dict[str, dict[str, str]]] = {}
    rows = list(db.execute("SELECT ID, VariableId, Value, Red, Green, Blue, ChildOf FROM ENTITIES ORDER BY ID"))
    for id, variable, value, red, green, blue, _ in rows:
        names[id] = value
        known = places[id] = found.setdefault(variables[variable].name, {}).setdefault(value, {})
        if any((red, green, blue)):
            known["colour"] = f"#{red or 0:02X}{green or 0:02X}{blue or 0:02X}"
    for id, *_, parent in rows:
        if parent is not None and parent in names:
            places[id]["parent"] = names[parent]
    query = (
        "SELECT v.EntityId, a.AttributeVariable, v.AttributeValue FROM ATTRIBUTEVALUES v"
        " JOIN ATTRIBUTEVARIABLES a ON a.ID = v.AttributeVariableId"
    )
    for entity, attribute, value in db.execute(query):
        if value and entity in places:
            places[entity][attribute] = value
    return {v: {k: a for k, a in entities.items() if a} for v, entities in found.items() if any(entities.values())}


def _time(seconds: Any) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))).replace(tzinfo=None).isoformat()


def _places(text: str) -> list[int] | None:
    """The code point at each UTF-16 unit, or None where they are the same."""
    if text.isascii() or max(text) <= "\uffff":
        return None
    places: list[int] = []
    for i, character in enumerate(text):
        places += [i, i] if character > "\uffff" else [i]
    return [*places, len(text)]


def _point(places: list[int] | None, unit: int, text: str) -> int:
    if places is None:
        return min(unit, len(text))
    return places[min(unit, len(places) - 1)]
