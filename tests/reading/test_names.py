"""Tags become names: the likeliest sequence that BIO allows."""

import itertools
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from standpunkt.knowledge import load
from standpunkt.reading.decoding import ENTITIES
from standpunkt.reading.encoder import Encoded, _Window
from standpunkt.reading.names import (
    _step,
    agreed,
    best_tags,
    joined,
    known,
    names,
    shaped,
    surnames,
    tag_spans,
    trimmed,
)


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


def test_what_belongs_to_a_name_joins_it() -> None:
    words = re.findall(
        r"\S+", "Irma Sol - Rand und Otto II. von Falkenau reisten nach Nord - Estmark per Ostmark - Bahn"
    )
    spans = [(0, 2, "PER"), (5, 6, "PER"), (8, 9, "LOC"), (13, 14, "LOC"), (15, 16, "LOC")]
    assert [" ".join(words[a:b]) for a, b, _ in joined(spans, words)] == [
        "Irma Sol - Rand", "Otto II. von Falkenau", "Nord - Estmark", "Ostmark",
    ]  # fmt: skip


def test_small_words_end_no_persons_name() -> None:
    words = ["Hugh", "Tarn", "of", "the", "League", "of"]
    assert trimmed([(0, 3, "PER"), (4, 6, "ORG")], words) == [(0, 2, "PER"), (4, 6, "ORG")]
    assert trimmed([(2, 3, "PER")], words) == [(2, 3, "PER")]


@given(st.lists(st.sampled_from(["Ulm", "-", "von", "I.", "und"]), max_size=12), st.data())
def test_joined_names_stay_apart_and_lose_no_word(words: list[str], data: st.DataObject) -> None:
    borders = sorted(data.draw(st.sets(st.integers(0, len(words)), max_size=8)))
    kinds = st.sampled_from(["PER", "LOC"])
    spans = [(a, b, data.draw(kinds)) for a, b in zip(borders[::2], borders[1::2], strict=False)]
    found = joined(spans, words)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    inside = {n for a, b, _ in found for n in range(a, b)}
    assert {n for a, b, _ in spans for n in range(a, b)} <= inside <= set(range(len(words)))


def test_what_is_known_puts_names_right() -> None:
    text = "Die Briten trafen in Oslo die Nato-Spitze, dann Irma Sol aus Norwegen und die Nato."
    at = {w: (text.index(w), text.index(w) + len(w)) for w in ("Briten", "Oslo", "Irma Sol", "Norwegen")}
    tagged = [(*at["Briten"], "LOC"), (*at["Irma Sol"], "PER")]
    knowledge = load()
    found = known(tagged, knowledge.find(text, "de"), knowledge)
    assert [(text[a:b], kind) for a, b, kind in found] == [
        ("Oslo", "LOC"), ("Irma Sol", "PER"), ("Norwegen", "LOC"), ("Nato", "ORG"),
    ]  # fmt: skip


def _log_probabilities(words: int, **tags: dict[int, float]) -> np.ndarray:
    logits = np.zeros((words, len(ENTITIES)), dtype=np.float32)
    for tag, at in tags.items():
        for i, x in at.items():
            logits[i, ENTITIES.index(tag.replace("_", "-"))] = x
    return logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)


def test_a_name_is_the_same_wherever_it_stands() -> None:
    words = ["Danevirk", "und", "Danevirks", "und", "Danevirk"]
    scores = _log_probabilities(5, B_LOC={0: 4.0, 4: 4.0}, B_ORG={2: 1.0}, O={1: 9.0, 3: 9.0})
    assert tag_spans(best_tags(scores)) == [(0, 1, "LOC"), (2, 3, "ORG"), (4, 5, "LOC")]
    assert tag_spans(best_tags(agreed(scores, words))) == [(0, 1, "LOC"), (2, 3, "LOC"), (4, 5, "LOC")]


@given(arrays(np.float32, (4, len(ENTITIES)), elements=st.floats(-8, 8, width=32)))
def test_words_that_stand_once_or_small_keep_their_scores(logits: np.ndarray) -> None:
    scores = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    assert np.array_equal(agreed(scores, ["Rat", "Rat", "stadt", "stadt"]), scores)
    pooled = np.exp(agreed(scores, ["Stadt", "Werra", "Stadt", "Werra"]))
    assert (pooled[0] <= np.exp(scores[[0, 2]]).max(axis=0) + 1e-5).all()


def test_a_surname_alone_is_its_persons() -> None:
    text = "Hella Brams kam. Auch Brams sprach."
    tokens = [m.span() for m in re.finditer(r"\w+|\.", text)]
    person = {0: 6.0, 1: 0.0}
    logits = _log_probabilities(8, B_PER=person, I_PER={1: 6.0}, O=dict.fromkeys((2, 3, 4, 6, 7), 6.0) | {5: 3.0})
    n = len(tokens)
    window = _Window(
        np.zeros((n, 1), dtype=np.float16),
        np.arange(n),
        np.ones(n, dtype=bool),
        np.zeros((n, 1), dtype=np.float32),
        logits,
    )
    assert surnames([(0, 2, "PER"), (3, 4, "PER")], ["Hella", "Brams", "kam", "Oda"]) == {"Bram"}
    found = names(Encoded((window,)), text, tokens)
    assert [text[a:b] for a, b, kind in found if kind == "PER"] == ["Hella Brams", "Brams"]
