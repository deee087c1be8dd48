"""Named entities from the encoder's tags: spans of persons, organisations and places. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from standpunkt.reading.decoding import ENTITIES
from standpunkt.reading.encoder import Encoded

__all__ = ["best_tags", "names", "tag_spans"]

_NEVER = -1e4
# What a step from one tag (row) to the next (column) adds: an I follows only a B or I of its own kind.
_STEPS = np.array(
    [[_NEVER if t[0] == "I" and f[1:] != t[1:] else 0.0 for t in ENTITIES] for f in ENTITIES], dtype=np.float32
)


def best_tags(logits: npt.NDArray[np.float32]) -> list[str]:
    """The likeliest sequence of tags that BIO allows (Viterbi 1967); `logits` are words × `ENTITIES`."""
    if not len(logits):
        return []
    chance = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    score = chance[0] + _STEPS[0]  # a text begins as behind an O
    back = []
    for row in chance[1:]:
        paths = score[:, None] + _STEPS
        back.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + row
    path = [int(score.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return [ENTITIES[i] for i in reversed(path)]


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
    for w, best in zip(word.tolist(), best_tags(logits), strict=True):
        tags[w] = best
    return [(tokens[a][0], tokens[b - 1][1], kind) for a, b, kind in tag_spans(tags) if kind != "OTH"]
