"""What answers questions: the inputs of its graph, and that probabilities come back where they belong."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.errors import InternalError
from standpunkt.reading.answers import ANSWERS, MOST, Answers, Asked
from standpunkt.weights import HERE, load_answers


class Letters:
    """A tokenizer whose pieces are the letters; white space is none."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Any:
        self.ids = [ord(c) for c in sequence if not c.isspace()]
        self.offsets = [(i, i + 1) for i, c in enumerate(sequence) if not c.isspace()]
        return self


class Echo:
    """Says yes to a question as surely as the stretch has letters of its first letter's kind."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []

    def run(self, names: Any, inputs: Mapping[str, Any]) -> list[Any]:
        self.seen.append(dict(inputs))
        ids, part, mean, closing = (inputs[k] for k in ("ids", "part", "mean", "closing"))
        assert ids.shape == part.shape == inputs["mask"].shape
        assert (closing.sum(-1) <= 1).all()
        assert np.isin(mean.sum(-1).round(4), [0, 1]).all()
        out = np.zeros((*mean.shape[:2], len(ANSWERS)), dtype=np.float32)
        for case in range(len(ids)):
            for q in range(mean.shape[1]):
                places = np.flatnonzero(mean[case, q])
                if len(places):
                    out[case, q, 1] = ((ids[case] == ids[case, places[0]]) & (part[case] == 2)).sum()
        return [out]


def asked(before: str, stretch: str, *questions: str) -> Asked:
    return Asked(before + stretch, len(before), len(before) + len(stretch), questions)


def test_each_question_gets_its_own_answer_whatever_is_read_beside_it() -> None:
    answers = Answers(Echo(), Letters())
    cases = [asked("aaa ", "bbb", "a?", "b?"), asked("", "aa", *"abcdefghi"), asked("x", "y")]
    first, second, third = answers(cases)
    assert first.shape == (2, len(ANSWERS))
    assert first[1, 1] > first[0, 1] == pytest.approx(0.2)  # what stands before the stretch is no part of it
    assert second[0, 1] > 0.5
    assert np.allclose(second[1:, 1], 0.2)
    assert third.shape == (0, len(ANSWERS))


@given(st.lists(st.text("abc ", min_size=1, max_size=12), max_size=9), st.text("abc ", min_size=1, max_size=40))
def test_probabilities_sum_to_one_and_do_not_depend_on_company(questions: list[str], stretch: str) -> None:
    answers = Answers(Echo(), Letters())
    (together,) = answers([asked("", stretch, *questions)])
    assert np.allclose(together.sum(-1), 1)
    for n, question in enumerate(questions):
        (alone,) = answers([asked("", stretch, question)])
        assert np.allclose(alone[0], together[n], atol=1e-6)


def test_long_texts_lose_what_stands_before_the_stretch() -> None:
    session = Echo()
    Answers(session, Letters())([asked("x" * 3 * MOST, "yyy", "y?")])
    (inputs,) = session.seen
    assert inputs["ids"].shape[1] <= MOST + 5
    assert (inputs["ids"][inputs["part"] == 2] == ord("y")).all()
    assert (inputs["part"] == 2).sum() == 3


def test_the_packaged_graph_belongs_to_the_packaged_encoder(tmp_path: Path) -> None:
    packaged = load_answers(threads=1)
    assert packaged is not None
    told = "Der Kreistag habe das Hallenbad lange genug bezahlt, nun sei Schluss, sagte Landrätin Ute Sonn."
    (found,) = packaged([Asked(told, 0, len(told), ("Soll das Hallenbad geschlossen werden?", "Soll Schnee fallen?"))])
    assert np.allclose(found.sum(-1), 1, atol=1e-5)
    assert found[0, 0] < found[1, 0]
    assert load_answers(tmp_path) is None
    for file in HERE.iterdir():
        if file.suffix in {".onnx", ".json"}:
            shutil.copy(file, tmp_path)
    with (tmp_path / "lower.onnx").open("ab") as file_of_another:
        file_of_another.write(b" ")
    with pytest.raises(InternalError, match=r"is of another lower\.onnx"):
        load_answers(tmp_path)
