"""Positions and pledges as CSV: one row a position or a pledge."""

from __future__ import annotations

from standpunkt.exports.stands import Names, stands
from standpunkt.exports.table import csv_lines
from standpunkt.model import Reading
from standpunkt.span import Span
from standpunkt.statements import Codebook
from standpunkt.words import Language

__all__ = ["MATRIX_COLUMNS", "matrix_header", "matrix_rows"]

MATRIX_COLUMNS = (
    "document", "number", "of", "title", "published", "row", "actor", "actor_id", "on_behalf_of", "question", "answer",
    "what", "low", "high", "unit", "joint", "conditions", "voice", "evidence", "evidence_spans",
    "statements", "confidence",
)  # fmt: skip


def matrix_header() -> str:
    """The first line of the file, with its line ending."""
    return csv_lines([list(MATRIX_COLUMNS)])


def matrix_rows(reading: Reading, codebook: Codebook, language: Language, names: Names) -> str:
    """A row a position (`row` is "position") and a row a pledge; a document with neither has one row, `number` 0.

    `answer` is the answer's or the status's word of the contract; `evidence_spans` hold `start-end` in code points.
    """
    view = stands(reading, codebook, language, names)
    of = len(view.cells) + len(view.pledges)
    document = reading.document
    head = {"document": document.id, "of": of, "title": document.title, "published": document.published}
    rows: list[dict[str, object]] = []
    for cell in view.cells:
        p = cell.position
        rows.append(
            {
                "row": "position", "actor": cell.who, "actor_id": p.actor, "on_behalf_of": p.on_behalf_of,
                "question": p.question, "answer": p.answer, "conditions": "; ".join(cell.conditions) or None,
                "voice": p.voice, **_evidence(p.evidence), "statements": ";".join(p.statements) or None,
                "confidence": p.confidence,
            }
        )  # fmt: skip
    for who, _, pledge in view.pledges:
        q = pledge.quantity
        found = [view.conditions[c] for c in pledge.conditions if c in view.conditions]
        rows.append(
            {
                "row": "pledge", "actor": who, "actor_id": ";".join(pledge.actors), "answer": pledge.status,
                "what": pledge.what, "low": q.low if q else None, "high": q.high if q else None,
                "unit": q.unit if q else None, "joint": None if pledge.joint is None else str(pledge.joint).lower(),
                "conditions": "; ".join(found) or None, "voice": pledge.voice, **_evidence(pledge.evidence),
                "confidence": pledge.confidence,
            }
        )  # fmt: skip
    rows = [{**head, "number": n, **row} for n, row in enumerate(rows, 1)] or [{**head, "number": 0}]
    return csv_lines([[row.get(column) for column in MATRIX_COLUMNS] for row in rows])


def _evidence(spans: tuple[Span, ...]) -> dict[str, object]:
    return {
        "evidence": " … ".join(" ".join(s.text.split()) for s in spans) or None,
        "evidence_spans": ";".join(f"{s.start}-{s.end}" for s in spans) or None,
    }
