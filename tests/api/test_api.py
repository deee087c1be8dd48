from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

import standpunkt
from standpunkt import api, documents, model
from standpunkt.exports.table import COLUMNS, TYPES
from standpunkt.span import Span

TEXT = "Ada says: We pay."


class Reader:
    def read(self, document: model.Document) -> model.Reading:
        span = Span.of(document.text, document.text.index("We"), len(document.text))
        return model.Reading(document, (model.Statement("s1", "named", "direct", "speech", (span,), 0.9),))


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> standpunkt.Reading:
    def from_text(text: str, published: str | None) -> model.Document:
        return model.Document(hashlib.sha256(text.encode()).hexdigest(), text, "en", published=published)

    monkeypatch.setattr(documents, "from_text", from_text)
    return standpunkt.read(TEXT, published="2026-03-14", reader=Reader())


def test_a_text_becomes_a_reading(reading: standpunkt.Reading) -> None:
    assert isinstance(reading, standpunkt.Reading)
    assert isinstance(reading, model.Reading)
    assert reading.statements[0].content[0].text == "We pay."
    assert reading.document.published == "2026-03-14"
    assert reading.to_dict()["schema"] == "standpunkt/reading/1"


def test_the_rows_in_three_forms(reading: standpunkt.Reading) -> None:
    (row,) = reading.to_dicts()
    pandas, polars = reading.to_pandas(), reading.to_polars()
    assert list(pandas.columns) == polars.columns == list(COLUMNS)
    assert polars.to_dicts() == [row]
    assert pandas.loc[0, "content"] == row["content"] == "We pay."
    assert {type(value) for value in row.values()} - {type(None)} <= set(TYPES.values())


def test_no_statements_still_have_columns(reading: standpunkt.Reading) -> None:
    empty = standpunkt.Reading(reading.document)
    assert list(empty.to_pandas().columns) == empty.to_polars().columns == list(COLUMNS)
    assert empty.to_dicts() == []


def test_a_notebook_shows_the_page(reading: standpunkt.Reading) -> None:
    assert reading._repr_html_().startswith("<iframe")


def test_what_is_a_path_and_what_a_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    assert api._is_path(str(file))
    assert not api._is_path("A text.")
    assert not api._is_path("A text\nof two lines")
    assert not api._is_path("long " * 2000)
    assert not api._is_path("nul \0")
    with pytest.raises(standpunkt.InputError, match=r"gone\.txt: no such file"):
        api._is_path(str(tmp_path / "gone.txt"))


def test_a_missing_library_is_told_with_what_to_install() -> None:
    with pytest.raises(standpunkt.InputError, match="pip install"):
        api._library("no_such_library_for_tables")


def test_the_import_is_light_and_every_public_name_is_there() -> None:
    code = (
        "import sys, standpunkt; heavy = {'rich', 'typer', 'numpy', 'pandas', 'onnxruntime', 'trafilatura'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules);"
        "[getattr(standpunkt, name) for name in standpunkt.__all__];"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
