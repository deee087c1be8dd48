"""Positions coded in a spreadsheet (CSV): as `standpunkt export csv` writes them, or a few columns of one's own."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.imports.dossier_codings import Coding, document_of, spans
from standpunkt.model import Document

__all__ = ["read_csv"]

_NEEDED = ("document", "question", "answer")
_SAME = ("question", "answer", "voice", "date")


def read_csv(dossier: Dossier, path: Path) -> Iterator[Coding]:
    """One position a row. Columns: document (id or its beginning), question, answer, actor (key) or actor_name, and
    evidence_spans (`3-9`) or evidence (the quoted words, which must stand once in the text); item, voice, date and
    on_behalf_of where wanted. An actor that is not known yet by its name is added as a person, or as actor_type says.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        dialect = _dialect(file.readline())
        file.seek(0)
        reader = csv.DictReader(file, dialect=dialect)
        missing = [n for n in _NEEDED if n not in (reader.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path}: has no column {missing[0]!r}; a coding needs {', '.join(_NEEDED)}, actor, evidence"
            )
        held = _Held(dossier)
        for row in reader:
            yield _row(held, row, f"{path}: line {reader.line_num}")


def _dialect(head: str) -> type[csv.Dialect]:
    """Commas, or semicolons and tabs as spreadsheets in some countries write them."""

    class Found(csv.excel):
        delimiter = max(",;\t", key=head.count)

    return Found


class _Held:
    """What rows of a table refer to, looked up once each."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.documents: dict[str | None, Document] = {}
        self.keys: dict[str, str] = {}
        self.names: dict[str, set[str]] = {}
        for actor in dossier.actors():
            self.keys[actor["key"]] = actor["merged_into"] or actor["key"]
            self.names.setdefault(actor["name"].casefold(), set()).add(self.keys[actor["key"]])

    def document(self, name: str | None, where: str) -> Document:
        """A document by its id or the beginning of it."""
        if name not in self.documents:
            self.documents[name] = self.dossier.document(document_of(self.dossier, None, name, where))
        return self.documents[name]

    def actor(self, key: str | None, name: str | None, kind: str | None, where: str) -> str:
        """The key of an actor by key or name; one that is not known is added."""
        wanted = key or name
        if wanted is None:
            raise InputError(f"{where}: names no actor; give actor or actor_name")
        if wanted in self.keys:
            return wanted
        same = self.names.setdefault((name or wanted).casefold(), set())
        if len(same) > 1:
            raise InputError(f"{where}: actor {wanted!r}: several fit: {', '.join(sorted(same))}; give one of them")
        if not same:
            same.add(self.dossier.add_actor(name or wanted, kind or "person"))
        return next(iter(same))


def _row(held: _Held, row: dict[str, str], where: str) -> Coding:
    def cell(name: str) -> str | None:
        value = (row.get(name) or "").strip()
        return value.removeprefix("'") if value[1:2] in ("=", "+", "-", "@") else value or None

    document = held.document(cell("document"), where)
    fields = {n: cell(n) for n in _SAME if cell(n) is not None}
    fields["actor"] = held.actor(cell("actor"), cell("actor_name"), cell("actor_type"), where)
    if "on_behalf_of" in row:
        other = cell("on_behalf_of")
        fields["on_behalf_of"] = held.actor(other, None, None, where) if other else None
    evidence: object = spans(cell("evidence_spans"), where)
    if not evidence and (words := cell("evidence")):
        text = document.text
        if text.count(words) != 1:
            count = text.count(words) or "not"
            raise InputError(f"{where}: {words[:40]!r} stands {count} times in its text; give evidence_spans")
        start = text.index(words)
        evidence = [{"start": start, "end": start + len(words)}]
    return Coding(document.id, "position", {**fields, "evidence": evidence}, where, cell("item"))
