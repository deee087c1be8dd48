"""Named entities from the encoder's tags: spans of persons, organisations and places. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from standpunkt.reading.decoding import ENTITIES
from standpunkt.reading.encoder import Encoded

__all__ = ["names", "tag_spans"]


def tag_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Entities `(first, end, kind)` of a sequence of BIO tags; an I without its B begins one."""
    out, start, kind = [], -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] != "I" or tag[2:] != kind):
            out.append((start, i, kind))
            start = -1
        if tag[0] == "B" or (tag[0] == "I" and start < 0):
            start, kind = i, tag[2:]
    return out


def names(encoded: Encoded, tokens: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Spans `(start, end, "PER" | "ORG" | "LOC")` in code points; `tokens` are those that were encoded."""
    word, logits = encoded.entities()
    tags = ["O"] * len(tokens)
    for w, best in zip(word.tolist(), logits.argmax(axis=1).tolist(), strict=True):
        tags[w] = ENTITIES[best]
    return [(tokens[a][0], tokens[b - 1][1], kind) for a, b, kind in tag_spans(tags) if kind != "OTH"]
