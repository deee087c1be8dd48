"""Databases that Discourse Network Analyzer 3.1 opens: `.dna` files (SQLite)."""

from __future__ import annotations

import base64
import hashlib
import os
import sqlite3
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from standpunkt.analysis.corpus import CodedStatement, Corpus
from standpunkt.analysis.statements import parse_time
from standpunkt.errors import InputError
from standpunkt.span import Span

__all__ = ["write_dna"]

_LIMIT = 190  # DNA wants fewer than 191 characters
_COLOUR = {n: f"{n} INTEGER NOT NULL DEFAULT 0 CHECK ({n} BETWEEN 0 AND 255)" for n in ("Red", "Green", "Blue")}
_PERMISSIONS = [
    *(f"{verb}{what}" for what in ("Documents", "Statements") for verb in ("Add", "Edit", "Delete")),
    *("EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *(f"{verb}Others{what}" for what in ("Documents", "Statements") for verb in ("View", "Edit")),
]
_PERMISSIONS.insert(3, "ImportDocuments")


def write_dna(corpus: Corpus, path: Path, password: str = "standpunkt") -> list[str]:
    """Write a database for DNA 3.1 and say, one line each, what had no place in it and was shortened or left out.

    Every coder of the corpus is a coder of the database; the first is called Admin. All sign in with `password`.
    Offsets become UTF-16 units. Raises InputError where the file exists or a statement is empty.
    """
    if path.exists():
        raise InputError(f"{path}: exists already; choose another name, nothing was overwritten")
    corpus.check()
    temporary = path.with_name(path.name + ".part")
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            notes = _Writer(connection, corpus, password).write()
            connection.commit()
        os.replace(temporary, path)
    except sqlite3.Error as error:
        raise InputError(f"{path}: cannot be written ({error})") from None
    finally:
        temporary.unlink(missing_ok=True)
    return notes


class _Writer:
    def __init__(self, db: sqlite3.Connection, corpus: Corpus, password: str) -> None:
        self.db = db
        self.corpus = corpus
        self.password = password
        self.notes: list[str] = []
        names = dict.fromkeys([*(d.coder for d in corpus.documents), *(s.coder for s in corpus.statements)])
        others = [n for n in names if n not in ("", "Admin")]
        self.coders = {"Admin": 1, **{n: i for i, n in enumerate(others, 2)}}
        self.types = {t: i for i, t in enumerate(sorted(set(corpus.types())), 1)} or {"DNA Statement": 1}
        self.variables = {(v.type, v.name): (i, v.data) for i, v in enumerate(corpus.variables, 1)}

    def write(self) -> list[str]:
        self._schema()
        self._people()
        for type, id in self.types.items():
            self._insert("STATEMENTTYPES", (id, self._short(type or "Statement", "the name of a type"), 239, 208, 51))
        for (type, name), (id, data) in self.variables.items():
            self._insert("VARIABLES", (id, self._short(name, "the name of a variable"), data, self.types[type]))
        documents = self._documents()
        entities = self._entities()
        for id, statement in enumerate(self.corpus.statements, 1):
            self._statement(id, statement, documents, entities)
        return self.notes

    def _people(self) -> None:
        self._insert("SETTINGS", ("version", "3.0.7"))
        self._insert("SETTINGS", ("date", "2022-06-10"))
        password = _hashed(self.password)
        for name, id in self.coders.items():
            values = (id, self._short(name, "a coder"), 255, 255, 0, 0, 14, password, 300, 0, 0, 1)
            self._insert("CODERS", (*values, *[1] * len(_PERMISSIONS)))
        pairs = [(a, b) for a in self.coders.values() for b in self.coders.values() if a != b]
        for id, (a, b) in enumerate(pairs, 1):
            self._insert("CODERRELATIONS", (id, a, b, 1, 1, 1, 1))

    def _documents(self) -> dict[str, tuple[int, str]]:
        """Each document's number and text."""
        places: dict[str, tuple[int, str]] = {}
        for id, d in enumerate(self.corpus.documents, 1):
            where = f"document {d.id}"
            seconds = int(parse_time(d.date).astype(np.int64))
            self._insert(
                "DOCUMENTS",
                (
                    id,
                    self._short(d.title, f"{where}: the title"),
                    d.text,
                    self.coders.get(d.coder, 1),
                    self._short(d.author, f"{where}: the author"),
                    self._short(d.source, f"{where}: the source"),
                    self._short(d.section, f"{where}: the section"),
                    d.notes,
                    self._short(d.type, f"{where}: the type"),
                    seconds,
                ),
            )
            places[d.id] = (id, d.text)
        return places

    def _entities(self) -> dict[tuple[int, str], int]:
        """The number of each value of each short-text variable; attributes and colours are written along."""
        entities: dict[tuple[int, str], int] = {}
        kept: set[tuple[int, str]] = set()
        parents: list[tuple[int, int, str]] = []
        attributes: dict[tuple[int, str], int] = {}
        number = 0
        for (type, name), (variable, data) in self.variables.items():
            if data != "short text":
                continue
            values = {str(s.values.get(name, "")) for s in self.corpus.statements if s.type == type}
            known = self.corpus.attributes.get(name, {})
            for value in sorted(values | set(known) | {str(a["parent"]) for a in known.values() if "parent" in a}):
                id = entities[variable, value] = len(entities) + 1
                short = self._short(value, f"the {name} {value[:30]!r}")
                while (variable, short) in kept:  # two values that are the same where they are cut
                    short = f"{short[: _LIMIT - 12]} ({id})"
                kept.add((variable, short))
                own = known.get(value, {})
                colour = own.get("colour", "#000000").lstrip("#")
                rgb = [int(colour[k : k + 2], 16) for k in (0, 2, 4)]
                self._insert("ENTITIES", (id, variable, short, *rgb, None))
                if "parent" in own:
                    parents.append((id, variable, own["parent"]))
                for attribute, text in own.items():
                    if attribute in ("colour", "parent"):
                        continue
                    if (variable, attribute) not in attributes:
                        attributes[variable, attribute] = len(attributes) + 1
                        label = self._short(attribute, "the name of an attribute")
                        self._insert("ATTRIBUTEVARIABLES", (attributes[variable, attribute], variable, label))
                    number += 1
                    text = self._short(text, f"{attribute} of {value[:30]!r}")
                    self._insert("ATTRIBUTEVALUES", (number, id, attributes[variable, attribute], text))
        for id, variable, parent in parents:
            self.db.execute("UPDATE ENTITIES SET ChildOf = ? WHERE ID = ?", (entities[variable, parent], id))
        return entities

    def _statement(
        self,
        id: int,
        statement: CodedStatement,
        documents: dict[str, tuple[int, str]],
        entities: dict[tuple[int, str], int],
    ) -> None:
        document, text = documents[statement.document]
        if statement.start == statement.end:
            self.notes.append(f"statement {statement.id} marks no words: left out")
            return
        names = [n for (t, n), (_, d) in self.variables.items() if t == statement.type and d in ("boolean", "integer")]
        for name in names:
            if statement.values.get(name) is None:
                self.notes.append(f"statement {statement.id}: {name} is open, and DNA knows no open value: left out")
                return
        start, stop = Span.of(text, statement.start, statement.end).utf16(text)
        coder = self.coders.get(statement.coder, 1)
        self._insert("STATEMENTS", (id, self.types[statement.type], document, start, stop, coder))
        for (type, name), (variable, data) in self.variables.items():
            if type != statement.type:
                continue
            value = statement.values.get(name)
            if data == "short text":
                self._value("DATASHORTTEXT", id, variable, entities[variable, "" if value is None else str(value)])
            elif data == "long text":
                self._value("DATALONGTEXT", id, variable, "" if value is None else str(value))
            else:
                self._value("DATABOOLEAN" if data == "boolean" else "DATAINTEGER", id, variable, int(value or 0))
        for name in statement.values:
            if (statement.type, name) not in self.variables:
                self.notes.append(f"statement {statement.id}: {name} is no variable of its type: left out")

    def _value(self, table: str, statement: int, variable: int, value: str | int) -> None:
        self._insert(table, (None, statement, variable, value))

    def _insert(self, table: str, values: Sequence[object]) -> None:
        marks = ", ".join("?" * len(values))
        self.db.execute(f"INSERT INTO {table} VALUES ({marks})", values)

    def _short(self, text: str, what: str) -> str:
        if len(text) <= _LIMIT:
            return text
        self.notes.append(f"{what} is longer than {_LIMIT} characters: shortened")
        return text[:_LIMIT]

    def _schema(self) -> None:
        for table, columns in _schema().items():
            self.db.execute(f"CREATE TABLE {table} ({', '.join(columns)})")


def _schema() -> dict[str, list[str]]:
    """The columns of each table, with the constraints that DNA relies on."""
    key = "ID INTEGER NOT NULL PRIMARY KEY"

    def text(name: str, rest: str = "") -> str:
        return f"{name} TEXT NOT NULL {rest} CHECK (LENGTH({name}) < 191)"

    def flag(name: str, default: int = 1) -> str:
        return f"{name} INTEGER NOT NULL DEFAULT {default} CHECK ({name} BETWEEN 0 AND 1)"

    def refers(name: str, table: str) -> str:
        return f"FOREIGN KEY ({name}) REFERENCES {table} (ID) ON DELETE CASCADE"

    def data(value: str, *more: str) -> list[str]:
        references = [refers("StatementId", "STATEMENTS"), refers("VariableId", "VARIABLES"), *more]
        columns = [key, "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", value]
        return [*columns, *references, "UNIQUE (StatementId, VariableId)"]

    colours = list(_COLOUR.values())
    kinds = ", ".join(f"'{k}'" for k in ("boolean", "integer", "long text", "short text"))
    return {
        "SETTINGS": ["Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"],
        "CODERS": [
            key,
            text("Name"),
            *colours,
            "Refresh INTEGER NOT NULL DEFAULT 0 CHECK (Refresh BETWEEN 0 AND 9999)",
            "FontSize INTEGER NOT NULL DEFAULT 14 CHECK (FontSize BETWEEN 1 AND 99)",
            text("Password"),
            "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999)",
            flag("ColorByCoder", 0),
            flag("PopupDecoration", 0),
            flag("PopupAutoComplete"),
            *[flag(f"Permission{p}") for p in _PERMISSIONS],
        ],
        "CODERRELATIONS": [
            key,
            "Coder INTEGER CHECK (Coder > 0)",
            "OtherCoder INTEGER CHECK (OtherCoder > 0)",
            *[flag(n) for n in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")],
            "CHECK (Coder != OtherCoder)",
            refers("Coder", "CODERS"),
            refers("OtherCoder", "CODERS"),
        ],
        "DOCUMENTS": [
            key,
            text("Title"),
            "Text TEXT NOT NULL",
            "Coder INTEGER",
            text("Author", "DEFAULT ''"),
            text("Source", "DEFAULT ''"),
            text("Section", "DEFAULT ''"),
            "Notes TEXT NOT NULL DEFAULT ''",
            text("Type", "DEFAULT ''"),
            "Date INTEGER NOT NULL",
            refers("Coder", "CODERS"),
        ],
        "STATEMENTTYPES": [key, text("Label"), *colours],
        "VARIABLES": [
            key,
            text("Variable"),
            f"DataType TEXT NOT NULL DEFAULT 'short text' CHECK (DataType IN ({kinds}))",
            "StatementTypeId INTEGER",
            refers("StatementTypeId", "STATEMENTTYPES"),
            "UNIQUE (Variable, StatementTypeId)",
        ],
        "VARIABLELINKS": [
            key,
            "SourceVariableId INTEGER",
            "TargetVariableId INTEGER",
            "CHECK (TargetVariableId != SourceVariableId)",
            refers("SourceVariableId", "VARIABLES"),
            refers("TargetVariableId", "VARIABLES"),
        ],
        "REGEXES": ["Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191)", *colours],
        "STATEMENTS": [
            key,
            "StatementTypeId INTEGER",
            "DocumentId INTEGER",
            "Start INTEGER NOT NULL CHECK (Start >= 0)",
            "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
            "Coder INTEGER",
            "CHECK (Start < Stop)",
            refers("StatementTypeId", "STATEMENTTYPES"),
            refers("Coder", "CODERS"),
            refers("DocumentId", "DOCUMENTS"),
        ],
        "ENTITIES": [
            key,
            "VariableId INTEGER NOT NULL",
            text("Value", "DEFAULT ''"),
            *[f"{n} INTEGER CHECK ({n} BETWEEN 0 AND 255)" for n in _COLOUR],
            "ChildOf INTEGER CHECK (ChildOf > 0)",
            "UNIQUE (VariableId, Value)",
            refers("ChildOf", "ENTITIES"),
            refers("VariableId", "VARIABLES"),
        ],
        "DATABOOLEAN": data("Value INTEGER NOT NULL DEFAULT 1"),
        "DATAINTEGER": data("Value INTEGER NOT NULL DEFAULT 0"),
        "DATASHORTTEXT": data("Entity INTEGER NOT NULL", refers("Entity", "ENTITIES")),
        "DATALONGTEXT": data("Value TEXT DEFAULT ''"),
        "ATTRIBUTEVARIABLES": [
            key,
            "VariableId INTEGER NOT NULL",
            text("AttributeVariable"),
            "UNIQUE (VariableId, AttributeVariable)",
            refers("VariableId", "VARIABLES"),
        ],
        "ATTRIBUTEVALUES": [
            key,
            "EntityId INTEGER NOT NULL",
            "AttributeVariableId INTEGER NOT NULL",
            text("AttributeValue", "DEFAULT ''"),
            "UNIQUE (EntityId, AttributeVariableId)",
            refers("EntityId", "ENTITIES"),
            refers("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        ],
    }


def _hashed(password: str) -> str:
    """A password as DNA stores it: salt and salted SHA-256 of 100,000 rounds, in Base64."""
    text = unicodedata.normalize("NFC", password).encode()
    salt = os.urandom(16)
    digest = hashlib.sha256(salt + text).digest()
    for _ in range(99_999):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
