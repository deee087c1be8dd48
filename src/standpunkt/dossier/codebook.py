"""A codebook (TOML) as a dossier keeps it: its text as it came, and its questions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standpunkt.statements import Question

__all__ = ["CodebookText", "parse_codebook"]


@dataclass(frozen=True, slots=True)
class CodebookText:
    """A version of a codebook; `digest` is the SHA-256 of its source."""

    source: str
    digest: str
    title: str | None
    questions: tuple[Question, ...]


def parse_codebook(source: str, name: str = "codebook") -> CodebookText:
    """A codebook from its TOML text. Raises InputError that names the place of a fault."""
    from standpunkt.statements import Codebook

    found = Codebook.parse(source, name)
    return CodebookText(source, hashlib.sha256(source.encode()).hexdigest(), found.title, found.questions)
