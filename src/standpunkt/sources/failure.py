"""What a source could not give."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SourceFailure"]


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A document or file that could not be read; `str()` is one line that says what, where and what to do."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"
