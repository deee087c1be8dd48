"""A reader that also says where everybody stands: readings with conditions, positions and pledges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from standpunkt.knowledge import Knowledge
from standpunkt.model import Document, Reading
from standpunkt.reading.conditions import conditions
from standpunkt.reading.sentences import sentences
from standpunkt.statements.build import build
from standpunkt.statements.codebook import Codebook

__all__ = ["Answering"]


class _Reader(Protocol):
    def read(self, document: Document) -> Reading: ...


class Answering:
    """Wraps a reader. Where that has a method `similarity(text, text) -> float`, matching uses it; where it has
    `answers()`, what this gives (`statements.asking.AnswersTo`, or None) is asked the questions of the codebook."""

    def __init__(self, reader: _Reader, knowledge: Knowledge, codebook: Codebook | None = None) -> None:
        self.reader, self.knowledge, self.codebook = reader, knowledge, codebook

    def read(self, document: Document) -> Reading:
        """All that is read from `document`, with conditions where the reader looks for none, positions and pledges."""
        reading = self.reader.read(document)
        if not reading.conditions and not getattr(self.reader, "finds_conditions", False):
            split = sentences(document.text, document.language)
            found, statements = conditions(
                document, split, reading.statements, reading.actors, reading.quantities, self.knowledge
            )
            reading = replace(reading, conditions=found, statements=statements)
        similarity: Any = getattr(self.reader, "similarity", None)
        answers: Any = getattr(self.reader, "answers", None)
        asked = answers() if answers is not None and self.codebook is not None else None
        return build(reading, self.codebook, self.knowledge, similarity, asked)
