"""A span: a stretch of a document's text, in Unicode code points."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text` stands at `[start, end)` of the document's text; offsets are Unicode code points."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or self.end - self.start != len(self.text):
            raise ValueError(f"a span [{self.start}, {self.end}) cannot hold {len(self.text)} characters")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span `[start, end)` of `text`. Raises ValueError where the offsets lie outside it."""
        if end > len(text):
            raise ValueError(f"a span [{start}, {end}) lies outside a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def utf16(self, text: str) -> tuple[int, int]:
        """The same stretch counted in UTF-16 code units, as browsers and Java count."""
        start = len(text[: self.start].encode("utf-16-le", "surrogatepass")) // 2
        return start, start + len(self.text.encode("utf-16-le", "surrogatepass")) // 2

    def to_dict(self) -> dict[str, int | str]:
        """The span in the form of the contract."""
        return {"start": self.start, "end": self.end, "text": self.text}
