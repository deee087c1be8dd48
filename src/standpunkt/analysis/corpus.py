"""Coded documents: texts, the statements marked in them, and what is known of actors and concepts.

This is what a DNA database, a project of another program or a table of statements holds, in one form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from standpunkt.analysis.statements import MISSING, StatementTable, parse_time
from standpunkt.errors import InputError

__all__ = ["CodedDocument", "CodedStatement", "Corpus", "Variable"]

_RESERVED = ("statement", "document", "date", "start", "end", "quote", "title", "author", "source", "section", "coder")


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A text with its date (ISO 8601, without zone) and what its source says of it."""

    id: str
    title: str
    text: str
    date: str
    author: str = ""
    source: str = ""
    section: str = ""
    type: str = ""
    notes: str = ""
    coder: str = ""


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A stretch [start, end) of a document (code points) and the value of each variable. `type` names its kind."""

    id: str
    document: str
    start: int
    end: int
    values: Mapping[str, str | int]
    coder: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a kind of statements; `data` is short text, long text, integer or boolean."""

    name: str
    data: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents and statements. `attributes`: by variable and value, what is known of it (type, colour, alias, …)."""

    documents: tuple[CodedDocument, ...]
    statements: tuple[CodedStatement, ...]
    variables: tuple[Variable, ...]
    attributes: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def types(self) -> tuple[str, ...]:
        """The kinds of statements, the one with most statements first."""
        counts: dict[str, int] = {v.type: 0 for v in self.variables}
        for s in self.statements:
            counts[s.type] = counts.get(s.type, 0) + 1
        return tuple(sorted(counts, key=lambda t: -counts[t]))

    def records(self, type: str | None = None) -> list[dict[str, Any]]:
        """One dict a statement of a kind (None: the kind with most): its variables, its words, its document's data."""
        kinds = self.types()
        if type is None:
            type = kinds[0] if kinds else ""
        elif type not in kinds:
            raise InputError(f"statements: there is no type {type!r}; there are: {', '.join(kinds)}")
        documents = {d.id: d for d in self.documents}
        names = [v.name for v in self.variables if v.type == type]
        return [
            {
                "statement": s.id,
                "document": s.document,
                "date": documents[s.document].date,
                **{n: s.values.get(n, "") for n in names},
                "start": s.start,
                "end": s.end,
                "quote": documents[s.document].text[s.start : s.end],
                "title": documents[s.document].title,
                "author": documents[s.document].author,
                "source": documents[s.document].source,
                "section": documents[s.document].section,
                "coder": s.coder,
            }
            for s in self.statements
            if s.type == type
        ]

    def table(self, type: str | None = None) -> StatementTable:
        """The statements of a kind (None: the kind with most) as a table."""
        return StatementTable.from_records(self.records(type))

    @classmethod
    def from_table(cls, table: StatementTable, type: str = "DNA Statement") -> Corpus:
        """A corpus from a table: where a statement has a `quote`, its document's text is its quotes, one a line,
        otherwise lines that name the statement. Columns become variables, confidence one of its own where it is given.
        """
        columns = {n: table.strings(n) for n in (*table.texts, *table.integers) if n not in _RESERVED}
        if (table.confidence != 1).any():
            columns["confidence"] = [repr(c) for c in table.confidence.tolist()]
        variables = tuple(Variable(n, _data(n, table), type) for n in columns)
        quotes, titles = table.strings("quote"), table.strings("title")
        coders = table.strings("coder")
        sources = {k: table.strings(k) for k in ("author", "source", "section")}
        ids, times = table.ids.tolist(), [str(t) for t in table.time]
        texts: dict[str, list[str]] = {}
        lengths: dict[str, int] = {}
        first: dict[str, int] = {}
        statements = []
        for i, document in enumerate(table.strings("document")):
            first.setdefault(document, i)
            line = quotes[i] or f"[{ids[i]}]"
            start = lengths.get(document, 0)
            texts.setdefault(document, []).append(line)
            lengths[document] = start + len(line) + 1
            values: dict[str, str | int] = {}
            for v in variables:
                value = columns[v.name][i]
                if v.data in ("integer", "boolean"):
                    if value != "":
                        values[v.name] = int(value)
                else:
                    values[v.name] = value
            statements.append(CodedStatement(ids[i], document, start, start + len(line), values, coders[i], type))
        documents = tuple(
            CodedDocument(id, titles[i] or id, "\n".join(texts[id]), times[i], **{k: v[i] for k, v in sources.items()})
            for id, i in first.items()
        )
        return cls(documents, tuple(statements), variables)

    def to_dict(self) -> dict[str, Any]:
        """The corpus as plain values; `from_dict` reads it back."""
        return {
            "schema": "standpunkt/corpus/1",
            "documents": [_plain(d, CodedDocument) for d in self.documents],
            "statements": [_plain(s, CodedStatement) | {"values": dict(s.values)} for s in self.statements],
            "variables": [_plain(v, Variable) for v in self.variables],
            "attributes": {k: {n: dict(a) for n, a in v.items()} for k, v in self.attributes.items()},
        }

    @classmethod
    def from_dict(cls, data: Any) -> Corpus:
        """A corpus from the values of `to_dict`. Raises InputError naming what is missing or wrong."""
        if not isinstance(data, Mapping) or data.get("schema") != "standpunkt/corpus/1":
            raise InputError("corpus: this JSON is no standpunkt/corpus/1; write one with standpunkt convert")
        try:
            corpus = cls(
                tuple(CodedDocument(**d) for d in data["documents"]),
                tuple(CodedStatement(**s) for s in data["statements"]),
                tuple(Variable(**v) for v in data["variables"]),
                data.get("attributes", {}),
            )
        except (KeyError, TypeError) as error:
            raise InputError(f"corpus: {error}") from None
        corpus.check()
        return corpus

    def check(self) -> None:
        """Raise InputError where a statement's document is missing, its offsets lie outside it, or a date is none."""
        texts = {d.id: d.text for d in self.documents}
        for d in self.documents:
            try:
                parse_time(d.date)
            except ValueError:
                raise InputError(f"corpus: document {d.id}: date {d.date!r} is no date") from None
        for s in self.statements:
            if s.document not in texts:
                raise InputError(f"corpus: statement {s.id}: its document {s.document} is missing")
            if not 0 <= s.start <= s.end <= len(texts[s.document]):
                raise InputError(f"corpus: statement {s.id}: [{s.start}, {s.end}) lies outside document {s.document}")


def _plain(record: object, kind: type) -> dict[str, Any]:
    names: Iterable[str] = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return {n: getattr(record, n) for n in names}


def _data(name: str, table: StatementTable) -> str:
    if name not in table.integers:
        return "short text"
    values = table.integers[name]
    boolean = name == "agreement" and bool(((values == 0) | (values == 1) | (values == MISSING)).all())
    return "boolean" if boolean else "integer"
