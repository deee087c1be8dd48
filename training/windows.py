"""Texts become windows of subwords; each token and event belongs to the window in which it stands most centrally."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from standpunkt.reading.windows import LONGEST, OVERLAP, owners, spans_of_windows, subwords
from training.corpora import SCHEMES, Annotated, Event

__all__ = ["Window", "make_windows"]

Ints = npt.NDArray[np.int64]


@dataclass
class Window:
    """`ids` with `<s>` and `</s>`; `word` is each subword's token number (-1 at the ends); `owned` marks the subwords
    that this window answers for; `anchors` are anchor labels of `scheme`; `events` come with their
    anchor's subword."""

    text: int
    scheme: int
    ids: Ints
    word: Ints
    owned: npt.NDArray[np.bool_]
    anchors: Ints
    entities: Ints | None
    events: list[tuple[int, Event]]
    row: int = -1


def make_windows(
    tokenizer: Tokenizer, texts: list[Annotated], longest: int = LONGEST, overlap: int = OVERLAP
) -> list[Window]:
    """The windows of all texts, with labels."""
    windows = []
    for number, text in enumerate(texts):
        ids, word = subwords(tokenizer, text.text, text.tokens)
        spans = spans_of_windows(word, text.sentences, longest, overlap)
        owner = owners(spans, len(ids))
        first = {}
        for i, w in enumerate(word.tolist()):
            first.setdefault(w, i)
        by_anchor: dict[int, Event] = {}
        for event in text.events:
            if event.anchor in first:
                by_anchor.setdefault(first[event.anchor], event)
        for k, (a, b) in enumerate(spans):
            n = b - a + 2
            anchors = np.full(n, -100)
            owned = np.zeros(n, dtype=bool)
            owned[1:-1] = (owner[a:b] == k) & (word[a:b] >= 0)
            sure = ~np.isin(word[a:b], list(text.unsure))
            anchors[1:-1][owned[1:-1] & sure] = 0
            events = []
            for at, event in by_anchor.items():
                if a <= at < b and owner[at] == k:
                    anchors[at - a + 1] = 1
                    events.append((at - a + 1, event))
            entities = None
            if text.entities is not None:
                entities = np.full(n, -100)
                entities[owned] = np.array(text.entities)[word[a:b][owned[1:-1]]]
            scheme = SCHEMES.index(text.scheme) if text.scheme in SCHEMES else -1
            windows.append(
                Window(
                    number,
                    scheme,
                    np.concatenate([[0], ids[a:b], [2]]),
                    np.concatenate([[-1], word[a:b], [-1]]),
                    owned,
                    anchors,
                    entities,
                    events,
                )
            )
    return windows
