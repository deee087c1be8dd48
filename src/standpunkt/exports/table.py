"""A table of statements: one row a statement, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from standpunkt.model import Reading, Who
from standpunkt.span import Span

__all__ = ["COLUMNS", "TYPES", "Row", "csv_header", "csv_lines", "csv_rows", "rows"]

Row = dict[str, str | int | float | None]

COLUMNS = (
    "document",
    "number",
    "of",
    "title",
    "published",
    "outlet",
    "url",
    "language",
    "statement",
    "voice",
    "kind",
    "medium",
    "speaker",
    "speaker_span",
    "speaker_actor",
    "cue",
    "cue_spans",
    "content",
    "content_spans",
    "addressee",
    "addressee_span",
    "addressee_actor",
    "frame",
    "frame_spans",
    "conditions",
    "confidence",
)
TYPES: dict[str, type] = dict.fromkeys(COLUMNS, str) | {"number": int, "of": int, "confidence": float}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(reading: Reading) -> list[Row]:
    """One flat record a statement, its keys those of `COLUMNS`.

    `document` is the document's id, `number` and `of` say "statement 3 of 17". Where a part has several spans their
    texts are joined by `" … "`. `…_span(s)` hold `start-end` in code points, several divided by `;`.
    """
    document = reading.document
    return [
        {
            "document": document.id,
            "number": number,
            "of": len(reading.statements),
            "title": document.title,
            "published": document.published,
            "outlet": document.outlet,
            "url": document.url,
            "language": document.language,
            "statement": statement.id,
            "voice": statement.voice,
            "kind": statement.kind,
            "medium": statement.medium,
            **_who("speaker", statement.speaker),
            **_spans("cue", statement.cue),
            **_spans("content", statement.content),
            **_who("addressee", statement.addressee),
            **_spans("frame", statement.frame),
            "conditions": ";".join(statement.conditions) or None,
            "confidence": statement.confidence,
        }
        for number, statement in enumerate(reading.statements, 1)
    ]


def csv_header() -> str:
    """The first line of a CSV file (RFC 4180), with its line ending."""
    return _csv([list(COLUMNS)])


def csv_rows(reading: Reading) -> str:
    """The reading's rows as CSV (RFC 4180). A document without statements has one row, `number` and `of` 0.

    A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`) gets an apostrophe before
    it; unpaired surrogates become U+FFFD.
    """
    found = rows(reading)
    if not found:
        document = reading.document
        found = [
            {
                "document": document.id,
                "number": 0,
                "of": 0,
                "title": document.title,
                "published": document.published,
                "outlet": document.outlet,
                "url": document.url,
                "language": document.language,
            }
        ]
    return _csv([_cell(row.get(column)) for column in COLUMNS] for row in found)


def csv_lines(lines: Iterable[Sequence[object]]) -> str:
    """Cells as CSV (RFC 4180), each made safe for spreadsheets; None is an empty cell."""
    return _csv([_cell(x if isinstance(x, str | int | float) else None) for x in row] for row in lines)


def _csv(lines: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue()


def _cell(value: str | int | float | None) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    value = value.replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return "'" + value if value.startswith(_FORMULA) else value


def _who(name: str, who: Who | None) -> Row:
    return {
        name: who.span.text if who else None,
        f"{name}_span": _range(who.span) if who else None,
        f"{name}_actor": who.actor if who else None,
    }


def _spans(name: str, spans: tuple[Span, ...]) -> Row:
    return {
        name: " … ".join(span.text for span in spans) or None,
        f"{name}_spans": ";".join(map(_range, spans)) or None,
    }


def _range(span: Span) -> str:
    return f"{span.start}-{span.end}"
