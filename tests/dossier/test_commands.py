"""The dossier commands from outside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from articles import CODEBOOK, TEXT, reading
from click.testing import Result
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.model import Document, Reading


@pytest.fixture
def place(place: str) -> str:
    """A dossier with one article, in a file and on a server."""
    with Dossier.new(place, codebook=CODEBOOK) as dossier:
        dossier.add(reading(), "m1")
    return place


def run(*arguments: str, keys: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=keys)


def answer(*arguments: str) -> Any:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_what_is_shown(place: str) -> None:
    matrix = answer("show", place)
    assert {(c["actor"], c["question"], c["answer"]) for c in matrix["cells"]} == {
        ("person:runa velting", "ferry", "yes"),
        ("person:runa velting", "subsidy", "conditional"),
        ("person:odo brackwede", "ferry", "no"),
    }
    assert "+ yes" in run("show", place).output
    assert answer("show", place, "actor", "Velting")["positions"][0]["question"] == "ferry"
    assert len(answer("show", place, "question", "ferry")["positions"]) == 2
    article = answer("show", place, "article", "1")
    assert len(article["items"]) == 8
    uid = article["items"][0]["uid"]
    assert answer("show", place, "statement", uid)["uid"] == uid
    for what in ("actors", "questions", "articles", "conflicts", "bin"):
        assert run("show", place, what).exit_code == 0
    assert run("show", place, "actor").exit_code != 0
    assert [c["kind"] for c in answer("changes", place, "--since", "2025-01-01")] == ["new", "new", "new"]
    assert "Runa Velting · subsidy: conditional (new)" in run("timeline", place, "--question", "subsidy").output
    assert answer("search", place, "truppe")[0]["spans"][0]["text"] == "truppe"
    assert "[" not in run("search", place, "xyz").output


def test_review_with_keys(place: str) -> None:
    result = run("review", place, "--as", "Ada", "--kind", "position", keys="axnot so\nu q")
    assert result.exit_code == 0, result.output
    done = answer("history", place)
    assert [(e["action"], e["who"], e["why"]) for e in done] == [
        ("accept", "Ada", None),
        ("reject", "Ada", "not so"),
        ("undo", "Ada", None),
    ]
    assert answer("status", place)["reviewed"] == 1


def test_editing_in_review_undo_and_redo(place: str) -> None:
    result = run(
        "review", place, "--as", "Ada", "--question", "subsidy", keys="eanswer\nmaybe\n\neanswer\nopen\nasked\n"
    )
    assert "'maybe' is none of" in result.output
    assert "nothing is left to review" in result.output
    assert answer("history", place)[0]["patch"] == {"answer": "open"}
    assert run("undo", place, "--as", "Bo").exit_code != 0
    assert run("undo", place, "--as", "Ada").exit_code == 0
    assert run("redo", place, "--as", "Ada").exit_code == 0
    assert "Ada: edit" in run("history", place).output
    assert answer("status", place)["reviewed"] == 1


def test_words_and_names_are_typed_in_a_review(place: str) -> None:
    keys = [
        "eevidence", "Fähre muss … bleiben", "", "eactor", "Fee Tolle", "shown by her", "nposition", "im Mai abziehen",
        "Bund der Fischer", "ferry", "no", "", "nopinion", "eevidence", "Kahn", "", "q",
    ]  # fmt: skip
    typed = "\n".join(keys).replace("\n\neactor", "\n\nu\neactor")
    result = run("review", place, "--as", "Ada", "--kind", "position", keys=typed)
    assert result.exit_code == 0, result.output
    assert "there are no items of kind 'opinion'" in result.output
    assert "'Kahn' does not stand in the article" in result.output
    assert "added position" in result.output
    done = answer("history", place)
    assert [e["action"] for e in done] == ["edit", "undo", "edit", "add"]
    assert [TEXT[s["start"] : s["end"]] for s in done[0]["patch"]["evidence"]] == ["Fähre muss", "bleiben"]
    assert done[2]["patch"] == {"actor": "person:fee tolle"}
    made = answer("show", place, "statement", done[3]["item"])
    assert (made["actor"], made["answer"], made["text"]) == ("person:bund der fischer", "no", "im Mai abziehen")
    assert run("check", place).exit_code == 0


def test_actors_are_merged_by_name(place: str) -> None:
    assert run("merge", place, "Brackwede", "Velting", "--as", "Ada").exit_code == 0
    assert list(answer("show", place)["actors"]) == ["person:runa velting"]


def test_documents_are_added_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged model is replaced by a reader that finds one statement in each text."""
    place, folder, book = str(tmp_path / "d"), tmp_path / "articles", tmp_path / "cb.toml"
    folder.mkdir()
    book.write_text(CODEBOOK, "utf-8")
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Nummer {number}\n\n{TEXT}", "utf-8")
    (folder / "broken.txt").write_bytes(b"")

    class Reader:
        def read(self, document: Document) -> Reading:
            return reading(None, text=document.text)

    loads: list[object] = []

    def load(codebook: object) -> Reader:
        loads.append(codebook)
        return Reader()

    monkeypatch.setattr("standpunkt.cli.read.load_answering", load)
    assert run("new", place).exit_code == 0
    result = run("add", place, str(folder))
    assert "3 added, 0 known already, 1 failed" in result.output
    assert isinstance(result.exception, InputError)
    shown = answer("status", place)
    counted = {k: shown[k] for k in ("documents", "documents_read", "statements", "duplicates")}
    assert counted == {"documents": 3, "documents_read": 3, "statements": 3, "duplicates": 2}
    (folder / "broken.txt").unlink()
    assert run("add", place, str(folder)).output == "0 added, 3 known already, 0 failed\n"
    assert run("add", place, "--codebook", str(book)).output.endswith("3 read\n")
    assert len(loads) == 2
    assert answer("status", place)["questions"] == 2
    assert run("check", place).exit_code == 0
