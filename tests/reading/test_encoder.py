from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from standpunkt.reading.attribution import best_events
from standpunkt.reading.decoding import ENTITIES, KINDS, MEDIA, ROLES
from standpunkt.reading.encoder import SCHEMES, Encoder
from standpunkt.reading.names import names, tag_spans
from standpunkt.reading.tokens import tokens


class Letters:
    """A tokenizer whose pieces are the letters; white space is none."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Any:
        self.ids = [ord(c) for c in sequence if not c.isspace()]
        self.offsets = [(i, i + 1) for i, c in enumerate(sequence) if not c.isspace()]
        return self


class Lower:
    """Hidden states that hold the letter; an anchor where the letter is `A`, a person where it is `P`."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, ...]] = []

    def run(self, names: Any, inputs: Mapping[str, Any]) -> list[Any]:
        ids = inputs["ids"]
        self.sizes.append(ids.shape)
        hidden = np.repeat(ids[..., None], 4, axis=-1).astype(np.float32)
        anchor = np.where(ids[..., None] == ord("A"), 4.0, -4.0).repeat(3, axis=-1).astype(np.float32)
        entity = np.zeros((*ids.shape, len(ENTITIES)), dtype=np.float32)
        entity[..., 0] = 1
        entity[ids == ord("P"), ENTITIES.index("B-PER")] = 2
        return [hidden, anchor, entity]


class Upper:
    """Content is every `A` and `c`, the cue every `q`; only the marked place decides on the event."""

    def run(self, names: Any, inputs: Mapping[str, Any]) -> list[Any]:
        letters = inputs["hidden"][..., 0]
        role = np.zeros((*letters.shape, len(ROLES)), dtype=np.float32)
        role[..., 0] = 1
        role[letters == ord("q"), ROLES.index("cue")] = 5
        inside = np.full((*letters.shape, 2), -3, dtype=np.float32)
        inside[np.isin(letters, [ord("A"), ord("c")]), 0] = 3
        event = np.zeros((len(letters), len(KINDS) + len(MEDIA) + 1), dtype=np.float32)
        at = (letters * inputs["mark"][..., 0]).sum(axis=1)
        event[:, -1] = np.where(at == ord("A"), 5, -5)
        return [role, inside, event]


@pytest.mark.parametrize("filler", [0, 500])
def test_events_come_in_words_from_any_window(filler: int) -> None:
    text = "x " * filler + "q A c x x P x" + " x" * filler
    found = tokens(text)
    lower = Lower()
    encoder = Encoder(lower, Upper(), Letters(), reach=dict.fromkeys(SCHEMES, (10, 10)))
    encoded = encoder.encode(text, found, [(0, len(found))])
    events = best_events(encoder.events(encoded, "gnqa"), 0.5)
    assert [(e.anchor, e.content, e.roles["cue"]) for _, e in events] == [
        (filler + 1, (filler + 1, filler + 2), (filler,))
    ]
    assert names(encoded, text, found) == [(text.index("P"), text.index("P") + 1, "PER")]
    assert max(n for _, n in lower.sizes) <= 386


def test_an_empty_text_has_no_events_and_no_names() -> None:
    encoder = Encoder(Lower(), Upper(), Letters(), reach=dict.fromkeys(SCHEMES, (10, 10)))
    encoded = encoder.encode(" \n", [], [])
    assert list(encoder.events(encoded, "gnqa")) == []
    assert names(encoded, "", []) == []


def test_calibration_keeps_the_order_and_is_none_by_default() -> None:
    settings = {"gnqa": {"anchor": 0.3, "event": 0.5, "calibration": [0.5, 0.2]}}
    encoder = Encoder(Lower(), Upper(), Letters(), reach=dict.fromkeys(SCHEMES, (1, 1)), settings=settings)
    assert encoder.threshold("gnqa", "anchor") == 0.3
    assert encoder.calibrated("polnear", 0.7) == pytest.approx(0.7)
    values = [encoder.calibrated("gnqa", c) for c in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert values == sorted(values)
    assert 0 < values[0] < values[-1] < 1


def test_tags_become_spans() -> None:
    tags = ["B-PER", "I-PER", "O", "I-LOC", "B-LOC", "I-ORG", "B-OTH"]
    assert tag_spans(tags) == [(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "LOC"), (5, 6, "ORG"), (6, 7, "OTH")]
