"""Codebooks: what is read, what is refused in one clear line, and the way back to TOML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.errors import InputError
from standpunkt.statements import Codebook, Question

GOOD = """
title = "Ein Hafen"
[[question]]
id = "pay"
text = "Soll das eigene Land zahlen?"
text_en = "Should the country pay?"
terms = ["Beitrag", "Anteil"]
[[question]]
id = "when"
text = "Soll bald gebaut werden?"
"""


def test_a_codebook() -> None:
    book = Codebook.parse(GOOD, "b.toml")
    assert book.title == "Ein Hafen"
    assert book.questions[0] == Question(
        "pay", "Soll das eigene Land zahlen?", "Should the country pay?", ("Beitrag", "Anteil")
    )
    assert book.questions[1].words("en") == "Soll bald gebaut werden?"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = ", "is no TOML"),
        ("title = 'x'", "holds no question"),
        ("title = 3\n[[question]]\nid='a'\ntext='b'", "title"),
        ("[[question]]\nid = 'a'", "question 1: text is missing"),
        ("[[question]]\ntext = 'a'", "question 1: id is missing"),
        ("[[question]]\nid='a'\ntext='b'\n[[question]]\nid='a'\ntext='c'", "question 2: the id 'a' is taken"),
        ("[[question]]\nid='a'\ntext='b'\nterms='c'", "terms must be a list"),
        ("[[question]]\nid='a'\ntext='b'\nanswer='c'", "'answer' is not known"),
        ("questions = 1\n[[question]]\nid='a'\ntext='b'", "'questions' is not known"),
    ],
)
def test_what_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        Codebook.parse(text, "b.toml")
    message = str(error.value)
    assert message.startswith("b.toml")
    assert says in message
    assert "\n" not in message.split("(at line")[0]


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "b.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert len(Codebook.load(path).questions) == 2
    with pytest.raises(InputError, match="no such file"):
        Codebook.load(tmp_path / "none.toml")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="UTF-8"):
        Codebook.load(path)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip)


@given(
    st.lists(
        st.tuples(TEXTS, TEXTS, st.none() | TEXTS, st.lists(TEXTS, max_size=3)),
        min_size=1,
        max_size=4,
        unique_by=lambda q: q[0],
    ),
    st.none() | TEXTS,
)
def test_there_and_back(rows: list[tuple[str, str, str | None, list[str]]], title: str | None) -> None:
    book = Codebook(tuple(Question(i, t, e, tuple(terms)) for i, t, e, terms in rows), title)
    assert Codebook.parse(book.to_toml(), "b.toml") == book
