"""The trained head for conditions: its file, its tags, and what it adds to the grammar."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.documents import from_text
from standpunkt.knowledge import load
from standpunkt.reading.conditions.finder import find, opening
from standpunkt.reading.conditions.head import FEATURES, Head, runs_of_tags
from standpunkt.reading.conditions.joining import Scored, candidates, joined, likeness
from standpunkt.reading.encoder import Encoder
from standpunkt.reading.pipeline import Reader, token_ranges
from standpunkt.reading.sentences import sentences
from standpunkt.reading.tokens import tokens
from standpunkt.statements import Answering
from standpunkt.weights import FILES, HEAD, HERE, load_encoder, load_head

UNSEEN = Path(__file__).parent / "conditions_unseen.txt"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(threads=1)


def test_the_head_belongs_to_the_encoder() -> None:
    assert load_head() is not None, f"{HEAD} was trained with another encoder: run python -m training.conditions"


def test_no_head_of_another_encoder_and_no_broken_one(tmp_path: Path) -> None:
    (tmp_path / FILES[0]).write_bytes(b"another encoder")
    assert load_head(tmp_path) is None
    (tmp_path / HEAD).write_bytes((HERE / HEAD).read_bytes())
    assert load_head(tmp_path) is None
    (tmp_path / FILES[0]).write_bytes((HERE / FILES[0]).read_bytes())
    assert load_head(tmp_path) is not None
    for broken in (b"", b"no archive", (HERE / HEAD).read_bytes()[:5000]):
        (tmp_path / HEAD).write_bytes(broken)
        assert load_head(tmp_path) is None


def test_arrays_that_do_not_fit() -> None:
    arrays = {
        "first": np.zeros((6, 4)), "first_bias": np.zeros(4), "second": np.zeros((4, 3)), "second_bias": np.zeros(3),
        "join": np.zeros(len(FEATURES)),
    }  # fmt: skip
    head = Head.from_arrays(arrays)
    assert np.allclose(head.scores(np.ones((5, 2), dtype=np.float32)), np.log(1 / 3))
    with pytest.raises(ValueError, match="do not fit"):
        Head.from_arrays(arrays | {"join": np.zeros(2)})
    with pytest.raises(KeyError):
        Head.from_arrays({})


@settings(max_examples=80)
@given(st.lists(st.tuples(*[st.floats(-5, 5)] * 3), min_size=1, max_size=6), st.sampled_from([0.0, 1.0]))
def test_the_best_tags_are_the_best(rows: list[tuple[float, float, float]], bias: float) -> None:
    scores = np.array(rows, dtype=np.float32)
    best = max(
        sum(float(scores[k, t]) - bias * (t == 0) for k, t in enumerate(tags))
        for tags in itertools.product(range(3), repeat=len(rows))
        if all((*pair,) not in {(0, 2), (1, 1)} for pair in itertools.pairwise((0, *tags)))
    )
    tags = [0] * len(rows)
    for a, b in runs_of_tags(scores, bias):
        tags[a:b] = [1] + [2] * (b - a - 1)
    assert sum(float(scores[k, t]) - bias * (t == 0) for k, t in enumerate(tags)) == pytest.approx(best, abs=1e-3)


@pytest.mark.parametrize(
    ("language", "text", "words", "requires", "negated"),
    [
        ("de", "Wir kommen, sofern Polen zahlt.", ", sofern Polen zahlt", "Polen zahlt", False),
        ("de", "Wir kommen, es sei denn, Polen klagt.", "es sei denn, Polen klagt", "Polen klagt", True),
        ("de", "Wir kommen zu zwölft.", "zu zwölft.", "zu zwölft", False),
        ("en", "We will come unless Poland sues.", "unless Poland sues.", "Poland sues", True),
        ("en", "We will come without Poland.", "without Poland", "Poland", False),
    ],
)
def test_what_a_found_stretch_requires(language: str, text: str, words: str, requires: str, negated: bool) -> None:
    at = text.index(words)
    f = opening(text, 0, len(text), at, at + len(words), language)
    assert text[f.body : f.end].strip(" ,") == requires
    assert f.negated == negated


def rows() -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    language = ""
    for line in UNSEEN.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            language = line[1:]
        elif not line.startswith("#"):
            marks = [(m.start(), m.end()) for m in re.finditer(r"\{[^{}]*\}", line)]
            yield (
                language,
                re.sub(r"[{}]", "", line),
                [(a - 2 * n, b - 2 * n - 2) for n, (a, b) in enumerate(marks)],
            )


def found(encoder: Encoder, text: str, language: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Spans of the grammar alone and of both."""
    words, split = tokens(text), sentences(text, language)
    ranges = token_ranges(words, split)
    scored = encoder.conditions(encoder.encode(text, words, ranges), words)
    assert scored
    alone, both = [], []
    for a, b in split:
        alone += [(f.start, f.end) for f in find(text, a, b, language)]
        both += [(f.start, f.end) for f in joined(text, a, b, language, scored, lambda _: True)]
    return alone, both


def f1(pairs: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]]) -> float:
    both = sum(any(likeness(w, g) >= 0.4 for g in got) for want, got in pairs for w in want)
    return 200 * both / sum(len(want) + len(got) for want, got in pairs)


@pytest.mark.parametrize("language", ["de", "en"])
def test_head_and_grammar_on_sentences_that_no_training_saw(encoder: Encoder, language: str) -> None:
    mine = [(gold, found(encoder, text, language)) for tongue, text, gold in rows() if tongue == language]
    alone = f1([(gold, grammar) for gold, (grammar, _) in mine])
    both = f1([(gold, all_) for gold, (_, all_) in mine])
    assert both >= alone - 2
    assert both > 80


@settings(max_examples=40)
@given(st.text(alphabet="wenn ohne, . „“ if X?\n\u00a0", max_size=60), st.integers(0, 9))
def test_any_text_and_any_scores(text: str, seed: int) -> None:
    words = tokens(text)
    scores = np.random.default_rng(seed).normal(size=(len(words), 3)).astype(np.float32)
    none = np.zeros(0, dtype=np.float32)
    scored = Scored(words, scores, Head(none, none, none, none, join=np.ones(len(FEATURES), dtype=np.float32)))
    for language in ("de", "en"):
        last = 0
        for f in joined(text, 0, len(text), language, scored, lambda _: seed % 2 == 0):
            assert last <= f.start <= f.body <= f.end <= len(text)
            assert 0 <= f.sure <= 1
            last = f.end
        assert all(len(c.features) == len(FEATURES) for c in candidates(text, 0, len(text), language, words, scores))


def test_without_a_head_the_grammar_speaks_alone(encoder: Encoder) -> None:
    text = "Hamburg, 3. Mai 2031. Man werde zahlen, sofern Polen bürge, sagte Ministerin Ilse Kromer."
    with_head = Answering(Reader(encoder, load()), load()).read(from_text(text, language="de"))
    kept, encoder.head = encoder.head, None
    try:
        plain = Answering(Reader(encoder, load()), load()).read(from_text(text, language="de"))
    finally:
        encoder.head = kept
    assert [c.span.text for c in plain.conditions] == ["sofern Polen bürge"]
    assert [c.span.text for c in with_head.conditions] == ["sofern Polen bürge"]
    assert plain.conditions[0].confidence != with_head.conditions[0].confidence
    assert any(s.conditions for s in with_head.statements)
