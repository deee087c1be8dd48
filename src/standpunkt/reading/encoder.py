"""The shared encoder at run time: one pass over a text, anchors, and the roles around each anchor.

The network reads subwords in overlapping windows. Its lower layers see a window once; its upper layers see a stretch
around each anchor, which a learned vector marks. What comes out is in words (numbers of the text's tokens).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from standpunkt.reading.conditions.head import Head
from standpunkt.reading.conditions.joining import Scored
from standpunkt.reading.decoding import EventWords, decode, pool
from standpunkt.reading.windows import owners, spans_of_windows, subwords

__all__ = ["SCHEMES", "Encoded", "Encoder"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

SCHEMES = ("gnqa", "spkatt", "polnear")
_DEFAULTS = {"anchor": 0.2, "event": 0.45, "switch": 1.0, "beside_anchor": 0.15, "beside_event": 0.3, "cue": 0.0}
_EVENTS_AT_ONCE = 8


class _Session(Protocol):
    def run(self, names: Any, inputs: Mapping[str, Any]) -> list[Any]: ...


@dataclass(frozen=True)
class _Window:
    hidden: npt.NDArray[np.float16]  # half the room, for long texts
    word: Ints
    owned: npt.NDArray[np.bool_]
    anchor: Floats
    entity: Floats


@dataclass(frozen=True)
class Encoded:
    """A text after the lower layers, window by window."""

    windows: tuple[_Window, ...]

    def entities(self) -> tuple[Ints, Floats]:
        """Words and their entity logits (words × tags)."""
        if not self.windows:
            return np.zeros(0, dtype=np.int64), np.zeros((0, 1), dtype=np.float32)
        word = np.concatenate([np.where(w.owned, w.word, -1) for w in self.windows])
        return pool(word, np.concatenate([w.entity for w in self.windows]))

    def states(self, words: int) -> Floats:
        """The mean state of each of the text's `words` after the lower layers, words × hidden."""
        if not self.windows:
            return np.zeros((words, 1), dtype=np.float32)
        out = np.zeros((words, self.windows[0].hidden.shape[1]), dtype=np.float32)
        count = np.zeros(words, dtype=np.float32)
        for w in self.windows:
            at = w.word[w.owned]
            if len(at):
                first = np.flatnonzero(np.concatenate([[True], at[1:] != at[:-1]]))
                out[at[first]] += np.add.reduceat(w.hidden[w.owned].astype(np.float32), first)
                count[at[first]] += np.diff(first, append=len(at))
        out /= np.maximum(count, 1)[:, None]
        return out


class Encoder:
    """Two graphs and a tokenizer.

    `reach`: for each scheme how many subwords before and after an anchor its events see. `settings`: for each scheme
    what was fitted on its development part: `anchor` and `event` (thresholds), `calibration` (slope and offset in log
    odds). `head`: the head for conditions, where there is one.
    """

    def __init__(
        self,
        lower: _Session,
        upper: _Session,
        tokenizer: Any,
        *,
        reach: Mapping[str, Sequence[int]],
        settings: Mapping[str, Mapping[str, Any]] | None = None,
        head: Head | None = None,
    ) -> None:
        self.head = head
        self._lower, self._upper, self._tokenizer = lower, upper, tokenizer
        self._reach = reach
        self._settings = settings or {}

    def threshold(self, scheme: str, which: str) -> float:
        """The `anchor` or `event` threshold of a scheme, those that its events need to stand `beside` those of another
        scheme where a cue speaks for them (`beside_anchor`, `beside_event`), what a `switch` between inside and outside
        costs, or what a word of the `cue` needs (0: to be likelier that than anything else)."""
        return float(self._settings.get(scheme, {}).get(which, _DEFAULTS[which]))

    def calibrated(self, scheme: str, confidence: float) -> float:
        """The probability that an event of this raw confidence is right (Platt scaling, Platt 1999)."""
        slope, offset = self._settings.get(scheme, {}).get("calibration", (1.0, 0.0))
        p = min(max(confidence, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-(slope * math.log(p / (1 - p)) + offset)))

    def encode(self, text: str, tokens: list[tuple[int, int]], sentences: list[tuple[int, int]]) -> Encoded:
        """Run the lower layers. `tokens` are `[start, end)` in `text`, `sentences` are `[first, end)` in `tokens`."""
        ids, word = subwords(self._tokenizer, text, tokens)
        spans = spans_of_windows(word, sentences)
        owner = owners(spans, len(ids))
        windows = []
        for k, (a, b) in enumerate(spans):  # one at a time: beside a longer one a window would be padded
            inner = np.concatenate([[-1], word[a:b], [-1]])
            batch = np.concatenate([[0], ids[a:b], [2]])[None]
            hidden, anchor, entity = self._lower.run(None, {"ids": batch, "mask": np.ones_like(batch, dtype=np.int32)})
            owned = np.zeros(len(inner), dtype=bool)
            owned[1:-1] = (owner[a:b] == k) & (word[a:b] >= 0)
            windows.append(_Window(hidden[0].astype(np.float16), inner, owned, anchor[0], entity[0]))
        return Encoded(tuple(windows))

    def conditions(self, encoded: Encoded, tokens: list[tuple[int, int]]) -> Scored | None:
        """What the head for conditions gives each of the text's `tokens`; None where there is no head."""
        if self.head is None or not encoded.windows:
            return None
        return Scored(tokens, self.head.scores(encoded.states(len(tokens))), self.head)

    def events(
        self,
        encoded: Encoded,
        scheme: str,
        *,
        threshold: float | None = None,
        skipped: frozenset[int] = frozenset(),
    ) -> Iterator[tuple[float, EventWords]]:
        """Each event of one scheme with its anchor's probability, where that reaches `threshold` (None: the fitted).

        No event is anchored at one of the words `skipped`.
        """
        column = SCHEMES.index(scheme)
        if threshold is None:
            threshold = self.threshold(scheme, "anchor")
        switch, least = self.threshold(scheme, "switch"), self.threshold(scheme, "cue")
        back, forward = self._reach[scheme]
        found: list[tuple[int, int, int, int, float]] = []
        for k, window in enumerate(encoded.windows):
            p = 1 / (1 + np.exp(-window.anchor[:, column]))
            for at in np.flatnonzero((p >= threshold) & window.owned).tolist():
                if int(window.word[at]) in skipped:
                    continue
                low, high = max(0, at - back), min(len(window.word), at + forward)
                found.append((high - low, k, at, low, float(p[at])))
        found.sort()
        for lo in range(0, len(found), _EVENTS_AT_ONCE):
            chunk = found[lo : lo + _EVENTS_AT_ONCE]
            width = max(c[0] for c in chunk)
            hidden = np.zeros((len(chunk), width, encoded.windows[0].hidden.shape[1]), dtype=np.float32)
            mask = np.zeros((len(chunk), width), dtype=np.int32)
            mark = np.zeros((len(chunk), width, 1), dtype=np.float32)
            for i, (n, k, at, low, _) in enumerate(chunk):
                hidden[i, :n] = encoded.windows[k].hidden[low : low + n]
                mask[i, :n] = 1
                mark[i, at - low] = 1
            inputs = {"hidden": hidden, "mask": mask, "mark": mark, "scheme": np.full(len(chunk), column)}
            role, inside, event = self._upper.run(None, inputs)
            for i, (n, k, at, low, p_anchor) in enumerate(chunk):
                window = encoded.windows[k]
                word = window.word[low : low + n]
                anchor = int(window.word[at])
                first = scheme != "spkatt"
                scores = (role[i, :n], inside[i, :n], event[i])
                yield (
                    p_anchor,
                    decode(anchor, word, *scores, switch=switch, first=first, anchored=p_anchor, least=least),
                )
