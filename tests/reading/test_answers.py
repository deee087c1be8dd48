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
from standpunkt.reading.answers import ANSWERS, MOST, STATUSES, Answers, Asked
from standpunkt.weights import HERE, load_answers


class Letters:
    """A tokenizer whose pieces are the letters; white space is none."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Any:
        self.ids = [ord(c) for c in sequence if not c.isspace()]
        self.offsets = [(i, i + 1) for i, c in enumerate(sequence) if not c.isspace()]
        return self


class Echo:
    """Says yes to a question as surely as the stretch has letters of its first letter's kind, and that the letter z is
    offered."""

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
        z = (ids == ord("z")).astype(np.float32)
        status = np.zeros((len(ids), len(STATUSES)), dtype=np.float32)
        status[:, STATUSES.index("offered")] = 9 * (z * (part == 2)).max(-1)
        return [{"answer": out, "pledge": status, "what": z}[name] for name in names]


def asked(before: str, stretch: str, *questions: str) -> Asked:
    return Asked(before + stretch, len(before), len(before) + len(stretch), questions)


def test_each_question_gets_its_own_answer_whatever_is_read_beside_it() -> None:
    answers = Answers(Echo(), Letters())
    cases = [asked("aaa ", "bbb", "a?", "b?"), asked("", "aa", *"abcdefghi"), asked("x", "y")]
    first, second, third = (told.answers for told in answers(cases))
    assert first.shape == (2, len(ANSWERS))
    assert first[1, 1] > first[0, 1] == pytest.approx(0.2)  # what stands before the stretch is no part of it
    assert second[0, 1] > 0.5
    assert np.allclose(second[1:, 1], 0.2)
    assert third.shape == (0, len(ANSWERS))


@given(st.lists(st.text("abc ", min_size=1, max_size=12), max_size=9), st.text("abc ", min_size=1, max_size=40))
def test_probabilities_sum_to_one_and_do_not_depend_on_company(questions: list[str], stretch: str) -> None:
    answers = Answers(Echo(), Letters())
    (together,) = answers([asked("", stretch, *questions)])
    assert np.allclose(together.answers.sum(-1), 1)
    for n, question in enumerate(questions):
        (alone,) = answers([asked("", stretch, question)])
        assert np.allclose(alone.answers[0], together.answers[n], atol=1e-6)


def test_what_is_given_is_looked_for_in_the_stretch_alone() -> None:
    answers = Answers(Echo(), Letters())
    before, inside, nowhere = answers(
        [asked("az ", "bb", "a?"), asked("zz ", "a zb", *"a?" * 12), asked("", "bb", "a?")]
    )
    assert [told.statuses.argmax() for told in (before, nowhere)] == [0, 0]
    assert STATUSES[int(inside.statuses.argmax())] == "offered"
    assert inside.statuses.sum() == pytest.approx(1)
    assert inside.given == (5, 6)
    assert before.given in {(3, 4), (4, 5)}


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
    assert np.allclose(found.answers.sum(-1), 1, atol=1e-5)
    assert found.answers[0, 0] < found.answers[1, 0]
    gives = "Der Landkreis hat zugesagt, dem Verein zwölf Zelte zu schenken."
    (pledged,) = packaged([Asked(gives, 0, len(gives), ("Soll das Hallenbad geschlossen werden?",))])
    assert pledged.statuses[0] < 0.5 < found.statuses[0]
    assert pledged.given is not None
    assert "Zelte" in gives[gives.rfind(" ", 0, pledged.given[1] - 1) :][:6]
    assert load_answers(tmp_path) is None
    for file in HERE.iterdir():
        if file.suffix in {".onnx", ".json"}:
            shutil.copy(file, tmp_path)
    with (tmp_path / "lower.onnx").open("ab") as file_of_another:
        file_of_another.write(b" ")
    with pytest.raises(InternalError, match=r"is of another lower\.onnx"):
        load_answers(tmp_path)


def test_what_a_sentence_answers_does_not_hang_on_the_others() -> None:
    packaged = load_answers(threads=1)
    assert packaged is not None
    asked_of = ("Soll das Hallenbad geschlossen werden?", "Soll Schnee fallen?")
    told = "Der Kreistag habe das Hallenbad lange genug bezahlt, nun sei Schluss, sagte Landrätin Ute Sonn."
    others = [Asked(x * 9, 0, len(x) * 9, asked_of) for x in ("Am Abend regnete es. ", "Niemand kam. ")]
    (alone,) = packaged([Asked(told, 0, len(told), asked_of)])
    among = packaged([others[0], Asked(told, 0, len(told), asked_of), others[1]])[1]
    assert (alone.answers == among.answers).all()
    assert (alone.statuses == among.statuses).all()
