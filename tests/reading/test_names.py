"""Tags become names: the likeliest sequence that BIO allows."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from standpunkt.reading.decoding import ENTITIES
from standpunkt.reading.names import _step, best_tags, shaped, tag_spans


def _allowed(tags: tuple[str, ...]) -> bool:
    before = ("O", *tags)
    return all(t[0] != "I" or f[1:] == t[1:] for f, t in itertools.pairwise(before))


@given(arrays(np.float32, (3, len(ENTITIES)), elements=st.floats(-8, 8, width=32)))
def test_no_allowed_sequence_is_likelier(logits: np.ndarray) -> None:
    logits = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)

    def score(tags: tuple[str, ...]) -> float:
        own = sum(row[ENTITIES.index(t)] for row, t in zip(logits, tags, strict=True))
        return float(own + sum(_step(f, t) for f, t in itertools.pairwise(tags)))

    best = max(score(tags) for tags in itertools.product(ENTITIES, repeat=3) if _allowed(tags))
    found = tuple(best_tags(logits))
    assert _allowed(found)
    assert abs(score(found) - best) < 1e-3


def test_a_name_begun_as_a_person_goes_on_as_one() -> None:
    logits = np.zeros((2, len(ENTITIES)), dtype=np.float32)
    logits[0, ENTITIES.index("B-PER")] = 3
    logits[1, ENTITIES.index("I-ORG")] = 2  # alone the likeliest, but nothing of its kind has begun
    logits[1, ENTITIES.index("I-PER")] = 1.5
    assert tag_spans(best_tags(logits)) == [(0, 2, "PER")]


def test_no_words_no_tags() -> None:
    assert best_tags(np.zeros((0, len(ENTITIES)), dtype=np.float32)) == []


def test_two_words_of_one_kind_are_one_name() -> None:
    logits = np.zeros((2, len(ENTITIES)), dtype=np.float32)
    logits[:, ENTITIES.index("B-LOC")] = 3
    logits[1, ENTITIES.index("I-LOC")] = 2
    assert tag_spans(best_tags(logits)) == [(0, 2, "LOC")]


def test_what_looks_like_a_name() -> None:
    assert shaped(["Hong", "Kong"], "LOC", "hat")
    assert not shaped(["kanadischen"], "LOC", "Grenze")
    assert not shaped(["Essener"], "LOC", "Polizei")
    assert shaped(["Münster"], "LOC", "will")
