"""References of Zotero and others: RIS with the files exported beside it, CSL-JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from articles import TEXT
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.imports.references import is_references, reference_files

RIS = """TY  - NEWS
TI  - Streit um die Fähre
T2  - Inselbote
DA  - 2025/03/04/
UR  - https://inselbote.example/faehre
L1  - files/7/faehre.pdf
L2  - files/8/faehre.txt
L2  - https://inselbote.example/bild
ER  -

TY  - NEWS
TI  - Etwas anderes
ER  -
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder as Zotero exports it with files."""
    folder = tmp_path / "Bibliothek"
    (folder / "files" / "8").mkdir(parents=True)
    (folder / "Bibliothek.ris").write_text(RIS, "utf-8")
    (folder / "files" / "8" / "faehre.txt").write_text(TEXT, "utf-8")
    (folder / "files" / "7").mkdir()
    (folder / "files" / "7" / "faehre.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    return folder


def test_attached_files_are_added_with_what_the_reference_says(library: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "d")
    Dossier.new(place).close()
    result = CliRunner().invoke(app, ["add", place, str(library), "--no-read"])
    assert "1 added, 1 known already, 1 failed" in result.output
    assert "faehre.pdf" in result.output
    assert "1 references fit an article, 1 fit none or several" in result.output
    with Dossier.open(place) as dossier:
        (found,) = dossier.documents()
        assert (found["outlet"], found["published"]) == ("Inselbote", "2025-03-04")
        assert (found["title"], found["url"]) == ("Streit um die Fähre", "https://inselbote.example/faehre")
        assert dossier.document(1).text == TEXT
        assert dossier.check() == []


def test_csl_json_says_more_of_what_is_there(library: Path, tmp_path: Path) -> None:
    place, path = str(tmp_path / "d"), tmp_path / "refs.json"
    record = {"type": "article-newspaper", "title": "Streit um die Fähre", "container-title": "Inselbote"}
    path.write_text(json.dumps([record]), "utf-8")
    with Dossier.new(place):
        pass
    text = str(library / "files" / "8" / "faehre.txt")
    result = CliRunner().invoke(app, ["add", place, text, str(path), "--no-read"])
    assert result.exit_code == 0, result.output
    with Dossier.open(place) as dossier:
        assert dossier.documents()[0]["outlet"] == "Inselbote"


def test_references_are_told_from_articles(library: Path, tmp_path: Path) -> None:
    others = {"a.json": '{"text": "x"}', "b.json": "{", "c.json": '[{"type": "news", "text": "x"}]', "d.txt": RIS}
    for name, content in others.items():
        (tmp_path / name).write_text(content, "utf-8")
        assert not is_references(tmp_path / name)
    found, left = reference_files([str(library), str(tmp_path / "d.txt"), "-"])
    assert found == [library / "Bibliothek.ris"]
    assert left == [str(library), str(tmp_path / "d.txt"), "-"]


def test_a_bad_file_is_one_line_and_nothing_is_added(library: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "d")
    Dossier.new(place).close()
    (library / "Bibliothek.ris").write_bytes(b"TY  - \xff")
    result = CliRunner().invoke(app, ["add", place, str(library), "--no-read"])
    assert isinstance(result.exception, InputError)
    assert "is not UTF-8 (byte 6)" in str(result.exception)
    with Dossier.open(place) as dossier:
        assert dossier.documents() == []
