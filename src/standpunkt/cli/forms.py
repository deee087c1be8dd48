"""The formats of `standpunkt read`, each a head, a part a document, and a foot; and how far a file of one is whole."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from standpunkt.errors import InputError
from standpunkt.exports import lines, matrix, matrix_page, matrix_table, page, table, terminal
from standpunkt.knowledge import load
from standpunkt.model import SCHEMA, Reading
from standpunkt.statements import Codebook, dependencies
from standpunkt.words import Language, word

__all__ = ["Form", "Format", "Whole", "whole"]

Format = Literal["text", "json", "csv", "html"]


@dataclass(frozen=True, slots=True)
class Form:
    """A format with what it depends on. `stored`: it goes to a file that a later run may resume."""

    format: Format
    language: Language
    width: int = 100
    colours: terminal.Colours | None = None
    stored: bool = False
    codebook: Codebook | None = None

    def head(self) -> str:
        """What stands before the first document."""
        if self.format == "csv":
            return matrix_table.matrix_header() if self.codebook else table.csv_header()
        if self.format == "html":
            return page.head(self.language)
        return _TEXT_HEAD if self.format == "text" and self.stored else ""

    def document(self, reading: Reading) -> str:
        """A document's part."""
        if self.format == "json":
            return lines.json_line(reading)
        if self.format == "csv":
            return self._matrix_rows(reading, self.codebook) if self.codebook else table.csv_rows(reading)
        if self.format == "html":
            return page.article(reading, self.language, self._section(reading))
        text = terminal.render(reading, self.language, width=self.width, colours=self.colours) + self._matrix(reading)
        return f"\n{text}── {reading.document.id} ──\n" if self.stored else text + "\n"

    def _matrix_rows(self, reading: Reading, codebook: Codebook) -> str:
        return matrix_table.matrix_rows(reading, codebook, self.language, self._names)

    def _section(self, reading: Reading) -> str:
        if self.codebook is None:
            return ""
        edges = dependencies(reading, load())
        return matrix_page.matrix_section(reading, self.codebook, self.language, self._names, edges)

    def _matrix(self, reading: Reading) -> str:
        if self.codebook is None:
            return ""
        edges = dependencies(reading, load())
        return "\n" + matrix.render_matrix(
            reading, self.codebook, self.language, self._names, edges, width=self.width, colours=self.colours
        )

    def _names(self, ident: str) -> str:
        return load().name(ident, self.language)

    def foot(self) -> str:
        """What stands after the last document."""
        return page.foot() if self.format == "html" else ""


@dataclass(slots=True)
class Whole:
    """What of an output file is whole: the documents in it, and the bytes up to the end of the last one.

    `length` is 0 where not even the head is whole. `cut` says whether a part of a document follows.
    """

    length: int = 0
    documents: set[bytes] = field(default_factory=set)
    cut: bool = False


_TEXT_HEAD = "── Standpunkt ──\n"
_TEXT_END = re.compile("── ([0-9a-f]{64}) ──\n".encode())
_JSON_START = b'{"schema":"%s","document":{"id":"' % SCHEMA.encode()
_JSON_DOCUMENT = re.compile(re.escape(_JSON_START) + b'([0-9a-f]{64})"')
_HTML_END = re.compile(rb"</article><!-- ([0-9a-f]{64}) -->\n")


def whole(path: Path, form: Form) -> Whole:
    """How far the file at `path` is an output of `form`; memory holds one document and the ids.

    Raises InputError for a file that is no such output, so that nothing foreign is ever overwritten.
    """
    with path.open("rb") as file:
        if form.format == "json":
            found = _json(file)
        elif form.format == "csv":
            found = _csv(file, form.head().encode())
        else:
            found = _ended(file, form)
    if found is None:
        raise InputError(word("run.not_ours", form.language, path=path, format=form.format))
    return found


def _json(file: BinaryIO) -> Whole | None:
    found = Whole()
    for line in file:
        match = _JSON_DOCUMENT.match(line)
        if not line.endswith(b"\n") and (match or _JSON_START.startswith(line[: len(_JSON_START)])):
            found.cut = True
            return found
        if not match:
            return None
        found.documents.add(bytes.fromhex(match[1].decode()))
        found.length += len(line)
    return found


def _csv(file: BinaryIO, head: bytes) -> Whole | None:
    found = Whole()
    at = 0
    for record in _records(file):
        if at == 0:
            if record != head:
                if not head.startswith(record):
                    return None
                found.cut = bool(record)
                return found
            found.length = len(head)
        elif record.endswith(b"\r\n"):
            document, number, of = next(csv.reader([record.decode("utf-8", "replace")]))[:3]
            if not re.fullmatch("[0-9a-f]{64}", document):
                return None
            if number == of:
                found.documents.add(bytes.fromhex(document))
                found.length = at + len(record)
        at += len(record)
    found.cut = at > found.length
    return found


def _records(file: BinaryIO) -> Iterator[bytes]:
    """The records of a CSV file as bytes: lines, joined while a quoted cell is open."""
    record, quotes = [], 0
    for line in file:
        record.append(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            yield b"".join(record)
            record, quotes = [], 0
    if record:
        yield b"".join(record)


def _ended(file: BinaryIO, form: Form) -> Whole | None:
    """A file whose every document ends with a line of its own that names the document's id."""
    head = form.head().encode()
    first = file.read(len(head))
    if first != head:
        return Whole(cut=bool(first)) if head.startswith(first) else None
    found = Whole(length=len(head))
    end = _HTML_END if form.format == "html" else _TEXT_END
    at = len(head)
    for line in file:
        at += len(line)
        if match := end.fullmatch(line):
            found.documents.add(bytes.fromhex(match[1].decode()))
            found.length = at
    foot = form.foot().encode()
    file.seek(found.length)
    found.cut = file.read(len(foot) + 1) not in (b"", foot)
    return found
