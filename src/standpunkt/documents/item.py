"""What a source hands on: the content of one document as it was found, not yet decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["HTML", "LARGEST", "LONGEST", "MARKDOWN", "PLAIN", "RawItem"]

LARGEST = 50_000_000
"""The largest content of one document that is read: bytes, or characters where it comes decoded."""
LONGEST = 1_500_000
"""The most characters of one document's text: a reader holds the whole of it, about 250 bytes a character."""
PLAIN, HTML, MARKDOWN = "text/plain", "text/html", "text/markdown"


@dataclass(frozen=True, slots=True)
class RawItem:
    """One document of a source.

    `name` is what messages call it (a path, a line of a file, an address). `metadata` is what the source says of it
    under the source's own names, such as `url`, `date` or `charset`.
    """

    name: str
    data: bytes | str
    media_type: str = PLAIN
    metadata: Mapping[str, str] = field(default_factory=dict)
