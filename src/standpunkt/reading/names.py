"""Named entities from the encoder's tags: spans of persons, organisations and places. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from standpunkt.reading.decoding import ENTITIES
from standpunkt.reading.encoder import Encoded

__all__ = ["best_tags", "names", "shaped", "tag_spans"]

_NEVER = -1e4
_OUTSIDE = 0.3  # taken from what speaks against a name: best on UNER PUD
_SAME, _OTHER = 4.0, 1.0  # what it costs that a name follows right on another one of its kind, or of another


def _step(before: str, tag: str) -> float:
    """What a step from one tag to the next adds: an I follows only a B or I of its own kind; two names seldom stand
    side by side ("Hong Kong" is one)."""
    if tag[0] == "I":
        return _NEVER if before[1:] != tag[1:] else 0.0
    if tag[0] == "B" and before != "O":
        return -_SAME if before[2:] == tag[2:] else -_OTHER
    return 0.0


_STEPS = np.array([[_step(f, t) for t in ENTITIES] for f in ENTITIES], dtype=np.float32)


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


def shaped(words: Sequence[str], kind: str, after: str) -> bool:
    """Whether words look like a name: not all in small letters, and no adjective of a place ("Essener Polizei").

    `after` is the word behind them, empty for none.
    """
    if not any(w[:1].isupper() or w[:1].isdigit() for w in words):
        return False
    return not (len(words) == 1 and kind == "LOC" and words[0].endswith("er") and after[:1].isupper())


def names(encoded: Encoded, text: str, tokens: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Spans `(start, end, "PER" | "ORG" | "LOC")` in code points; `tokens` are those of `text` that were encoded."""
    word, logits = encoded.entities()
    logits = logits - np.array([_OUTSIDE] + [0.0] * (logits.shape[1] - 1), dtype=np.float32)
    tags = ["O"] * len(tokens)
    for w, best in zip(word.tolist(), best_tags(logits), strict=True):
        tags[w] = best
    words = [text[a:b] for a, b in tokens]
    return [
        (tokens[a][0], tokens[b - 1][1], kind)
        for a, b, kind in tag_spans(tags)
        if kind != "OTH" and shaped(words[a:b], kind, words[b] if b < len(words) else "")
    ]
