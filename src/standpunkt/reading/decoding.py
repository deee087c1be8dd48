"""From the network's scores to words: which words are content, speaker, cue, frame, addressee of one event. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["ENTITIES", "KINDS", "MEDIA", "ROLES", "EventWords", "best_run", "decode", "pool", "runs"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# Content and frame are marked beside these (a speaker can stand inside the content); the others exclude one another.
ROLES = ("none", "speaker", "cue", "addressee", "topic", "medium", "evidence", "particle")
_ONE_RUN = ("speaker", "addressee")  # one phrase; a cue may stand in two places
_SURENESS = 1.5  # how much the event's own probability counts beside that of a word of its cue
KINDS = ("direct", "indirect", "reported", "free_indirect", "indirect_free_indirect")
ENTITIES = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-OTH", "I-OTH")
MEDIA = ("speech", "writing", "thought", "unclear")


@dataclass(frozen=True)
class EventWords:
    """The words of one event, as numbers of the text's tokens; `keep` is the probability that it is an event."""

    anchor: int
    content: tuple[int, ...]
    frame: tuple[int, ...]
    roles: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    kind: str = "indirect"
    medium: str = "unclear"
    keep: float = 1.0


def pool(word: Ints, scores: Floats) -> tuple[Ints, Floats]:
    """Mean scores of each word. `word` gives each subword's word number (-1: none), `scores` is subwords × classes.

    Returns the word numbers in ascending order and their scores.
    """
    inside = word >= 0
    words, where = np.unique(word[inside], return_inverse=True)
    total = np.zeros((len(words), scores.shape[1]), dtype=np.float32)
    np.add.at(total, where, scores[inside])
    count = np.bincount(where, minlength=len(words)).astype(np.float32)
    return words, total / count[:, None]


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    out: Floats = e / e.sum(axis=-1, keepdims=True)
    return out


def runs(scores: Floats, switch: float) -> npt.NDArray[np.bool_]:
    """Which words are inside, where every change between inside and outside costs `switch`.

    `scores` are log odds of being inside, one a word; the answer is the best path of two states (Viterbi 1967).
    """
    n = len(scores)
    back = np.zeros((n, 2), dtype=np.int8)
    outside, inside = 0.0, -switch
    for i, score in enumerate(scores.tolist()):
        stay_out, came_out = outside, inside - switch
        stay_in, came_in = inside, outside - switch
        back[i] = came_out > stay_out, came_in < stay_in
        outside, inside = max(stay_out, came_out), max(stay_in, came_in) + score
    path = np.zeros(n, dtype=np.bool_)
    state = int(inside - switch > outside)
    for i in range(n - 1, -1, -1):
        path[i] = state
        state = int(back[i, state])
    return path


def best_run(scores: Floats) -> slice:
    """The neighbouring words whose log odds of being inside sum highest (Bentley 1984); empty where none is likely."""
    best, found, total, first = 0.0, slice(0, 0), 0.0, 0
    for i, score in enumerate(scores.tolist()):
        if total <= 0:
            total, first = 0.0, i
        total += score
        if total > best:
            best, found = total, slice(first, i + 1)
    return found


def decode(
    anchor: int,
    word: Ints,
    role: Floats,
    inside: Floats,
    event: Floats,
    *,
    switch: float = 0.0,
    first: bool = False,
    anchored: float = 1.0,
    least: float = 0.0,
) -> EventWords:
    """The words of one event.

    `word`: word number of each subword around the anchor; `role` subwords × roles; `inside` subwords × (content,
    frame); `event`: kinds, media, whether it is one (logits). `switch`: what a change between inside and outside costs.
    `first`: the anchor is the first word of the content, by the scheme. `anchored` is the anchor's probability; with
    `least`, a word is of the cue where that is likelier than any other role but none, and its probability, joined with
    that of the event, reaches it.
    """
    words, scores = pool(word, np.concatenate([role, inside], axis=1))
    n = role.shape[1]
    best = scores[:, :n].argmax(axis=1)
    odds = scores[:, n].copy()
    if first:
        odds[words < anchor] = -1e4
        odds[words == anchor] = max(4 * switch, 1.0)
    content = words[runs(odds, switch)]
    frame = words[runs(scores[:, n + 1], switch)]
    roles = {name: tuple(words[best == i].tolist()) for i, name in enumerate(ROLES) if i}
    chance = _softmax(scores[:, :n]).clip(1e-3, 1 - 1e-3)
    for name in _ONE_RUN:
        p = chance[:, ROLES.index(name)]
        roles[name] = tuple(words[best_run(np.log(p) - np.log1p(-p))].tolist())
    keep = float(1 / (1 + np.exp(-event[-1])))
    if least:
        cue = ROLES.index("cue")
        joint = chance[:, cue] * (0.5 * anchored + 0.5 * keep) ** _SURENESS
        likelier = chance[:, cue] >= np.delete(chance, [0, cue], axis=1).max(axis=1)
        roles["cue"] = tuple(words[(joint >= least) & likelier].tolist())
    kinds, media = _softmax(event[: len(KINDS)]), _softmax(event[len(KINDS) : len(KINDS) + len(MEDIA)])
    return EventWords(
        anchor,
        tuple(content.tolist()),
        tuple(frame.tolist()),
        roles,
        KINDS[int(kinds.argmax())],
        MEDIA[int(media.argmax())],
        keep,
    )
