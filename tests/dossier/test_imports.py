"""Round trips: what another program was given comes back unchanged, and what was changed there is a correction."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from articles import CODEBOOK, TEXT, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.exports.dossier_formats import FORMATS as EXPORTS
from standpunkt.exports.dossier_formats import export
from standpunkt.imports.dossier_formats import FORMATS, import_codings
from standpunkt.imports.references import Reference, read_references

EMOJI = "😀 " + TEXT


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "d"
    with Dossier.new(path, codebook=CODEBOOK) as dossier:
        dossier.add(reading(text=EMOJI), "m1")
    return path


@pytest.fixture
def dossier(template: Path, tmp_path: Path) -> Dossier:
    return Dossier.open(shutil.copy(template, tmp_path / "d"))


def out(dossier: Dossier, format: str, folder: Path) -> Path:
    path = folder / f"{format}{EXPORTS[format].ending}"
    export(dossier, format, path)
    return path


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_not_changed_changes_nothing(dossier: Dossier, tmp_path: Path, format: str) -> None:
    found = import_codings(dossier, format, out(dossier, format, tmp_path), "Ada", reject_missing=True)
    kinds = FORMATS[format][2]
    count = sum(len(dossier.items(kind)) for kind in kinds)
    assert (found.added, found.edited, found.same, found.rejected) == (0, 0, count, 0)
    assert dossier.history() == []


ANSWERS = st.sampled_from(["yes", "no", "conditional", "open"])


@settings(max_examples=4)
@given(st.lists(ANSWERS, min_size=3, max_size=3), st.sets(st.integers(0, 2)), st.integers(0, 4))
def test_corrections_travel_through_every_format(
    template: Path, answers: list[str], rejected: set[int], by_hand: int
) -> None:
    """A dossier with any corrections, exported and imported into one without, gives the same positions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Dossier.open(shutil.copy(template, folder / "one")) as one:
            for number, item in enumerate(one.items("position")):
                if number in rejected:
                    one.reject(item["uid"], "Ada")
                else:
                    one.edit(item["uid"], "Ada", {"answer": answers[number]})
            start = EMOJI.index("Friedenstruppen")
            for number in range(by_hand):
                evidence = [(start + number * 4, start + number * 4 + 3)]
                fields = {"actor": "state:NLD", "question": "ferry", "answer": "no", "evidence": evidence}
                one.add_item(1, "position", fields, "Ada")
            for format in FORMATS:
                path = out(one, format, folder)
                with Dossier.open(shutil.copy(template, folder / f"two-{format}")) as two:
                    import_codings(two, format, path, "Bo", reject_missing=True)
                    dna = format == "dna"  # which knows no open answers: those stay as they were
                    if one.items("position") or format != "csv":  # a table without rows names no document
                        assert meaning(two, open_too=not dna) == meaning(one, open_too=not dna), format
                    assert two.check() == []


def meaning(dossier: Dossier, *, open_too: bool = True) -> list[Any]:
    found = [i for i in dossier.items("position") if open_too or i["answer"] != "open"]
    return sorted((i["actor"], i["question"], i["answer"], i["start"], i["end"]) for i in found)


def change(path: Path, how: Callable[[str], str]) -> Path:
    path.write_text(how(path.read_text("utf-8")), "utf-8")
    return path


def test_a_changed_region_is_a_correction(dossier: Dossier, tmp_path: Path) -> None:
    path = out(dossier, "labelstudio", tmp_path)
    tasks = json.loads(path.read_text("utf-8"))
    result = tasks[0]["annotations"][0]["result"]
    content = next(r for r in result if r["type"] == "labels" and r["value"]["labels"] == ["content"])
    content["value"]["end"] -= 8
    path.write_text(json.dumps(tasks), "utf-8")
    found = import_codings(dossier, "labelstudio", path, "Ada", why="shorter")
    assert (found.added, found.edited) == (0, 1)
    (entry,) = dossier.history()
    assert (entry.who, entry.why, list(entry.patch)) == ("Ada", "shorter", ["content"])
    assert dossier.check() == []


def test_new_regions_without_our_names_become_items(dossier: Dossier, tmp_path: Path) -> None:
    start = EMOJI.index("Die Friedenstruppen")
    line = {
        "text": EMOJI,
        "entities": [
            {"id": 7, "label": "content", "start_offset": start + 1, "end_offset": start + 31},
            {"id": 8, "label": "speaker", "start_offset": 3, "end_offset": 9},
        ],
        "relations": [{"id": 1, "from_id": 8, "to_id": 7, "type": "part of"}],
    }
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(line) + "\n", "utf-8")
    assert import_codings(dossier, "doccano", path, "Ada").added == 1
    made = dossier.items("statement")[-1]
    assert (made["state"]["speaker"]["text"], made["text"]) == ("Streit", EMOJI[start : start + 30])
    assert import_codings(dossier, "doccano", path, "Ada").same == 1


def test_a_table_of_ones_own(dossier: Dossier, tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["document", "actor_name", "question", "answer", "evidence"])
        ident = dossier.documents()[0]["hash"][:10]
        writer.writerow([ident, "Bund der Fischer", "ferry", "open", "im Mai abziehen"])
    assert import_codings(dossier, "csv", path, "Ada").added == 1
    made = dossier.items("position")[-1]
    assert (made["actor"], made["answer"], made["text"]) == ("person:bund der fischer", "open", "im Mai abziehen")


def test_a_coding_that_cannot_be_told_is_left_out_and_the_rest_goes_on(dossier: Dossier, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    ident = dossier.documents()[0]["hash"]
    rows = [f"{ident},ferry,maybe,Bund,Fähre muss", f"{ident},ferry,open,Bund,im Mai abziehen"]
    path.write_text("document,question,answer,actor_name,evidence\n" + "\n".join(rows) + "\n", "utf-8")
    result = CliRunner().invoke(app, ["import", dossier.place, "csv", str(path), "--as", "Ada"])
    assert "line 2: answer: 'maybe' is none of" in result.output
    assert "1 added, 0 corrected, 0 the same, 0 rejected" in result.output
    assert "1 codings could not be imported" in str(result.exception)


def test_what_was_rejected_comes_back_and_what_is_the_same_can_be_accepted(dossier: Dossier, tmp_path: Path) -> None:
    path = out(dossier, "csv", tmp_path)
    first = dossier.items("position")[0]["uid"]
    dossier.reject(first, "Ada")
    found = import_codings(dossier, "csv", path, "Bo", accept=True)
    assert (found.added, found.edited, found.same) == (0, 1, 2)
    assert [i["status"] for i in dossier.items("position")] == ["reviewed"] * 3
    assert dossier.conflicts().keys() == {first}
    import_codings(dossier, "csv", path, "Ada", accept=True)
    assert dossier.agreement()[0].units == 3
    assert dossier.check() == []


@pytest.mark.parametrize(
    ("format", "content", "says"),
    [
        ("csv", "a,b\n1,2\n", "no column 'document'"),
        ("csv", "document,question,answer,actor\nffff,q,yes,x\n", "line 2: its document is not in the dossier"),
        ("labelstudio", "{", "is no JSON"),
        ("labelstudio", "{}", "no list of tasks"),
        ("labelstudio", "[{}]", "task 1: 'data' is missing"),
        ("doccano", "[]\n", "line 1"),
        ("doccano", '{"text": "x", "entities": []}\n', "line 1: its document is not in the dossier"),
        ("cas", "{}", "is no UIMA CAS JSON"),
        ("dna", "x", "x.dna"),
        ("word", "", "there is no format 'word'"),
    ],
)
def test_a_bad_file_is_one_line(dossier: Dossier, tmp_path: Path, format: str, content: str, says: str) -> None:
    path = tmp_path / f"x.{format}"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as said:
        import_codings(dossier, format, path, "Ada")
    assert says in str(said.value)
    assert "\n" not in str(said.value)
    assert dossier.history() == []


def test_an_unknown_label_is_named(dossier: Dossier, tmp_path: Path) -> None:
    path = change(out(dossier, "doccano", tmp_path), lambda text: text.replace('"label": "cue"', '"label": "Verb"'))
    with pytest.raises(InputError, match="the label 'Verb' is not known"):
        import_codings(dossier, "doccano", path, "Ada")


def test_a_single_cas_file(dossier: Dossier, tmp_path: Path) -> None:
    with zipfile.ZipFile(out(dossier, "cas", tmp_path)) as folder:
        single = folder.extract(folder.namelist()[0], tmp_path)
    assert import_codings(dossier, "cas", Path(single), "Ada").same == 8


def test_the_commands(dossier: Dossier, tmp_path: Path) -> None:
    lines, place = out(dossier, "jsonl", tmp_path), str(tmp_path / "new")
    run = CliRunner().invoke
    assert run(app, ["new", place]).exit_code == 0
    assert run(app, ["import", place, "jsonl", str(lines), "--as", "Ada"]).output == "1 new readings\n"
    table = str(out(dossier, "csv", tmp_path))
    assert "3 the same" in run(app, ["import", dossier.place, "csv", table, "--as", "Ada"]).output
    lines.write_text("{}\n")
    assert "line 1" in str(run(app, ["import", place, "jsonl", str(lines), "--as", "Ada"]).exception)


RIS = """TY  - NEWS
TI  - Streit um die  fähre
T2  - Inselbote
DA  - 2025/03/04/
UR  - https://inselbote.example/faehre
ER  -

TY  - NEWS
TI  - Etwas anderes
ER  -
"""


def test_references_fill_in_what_is_not_known(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "x.ris").write_text(RIS, "utf-8")
    result = CliRunner().invoke(app, ["import", dossier.place, "references", str(tmp_path / "x.ris"), "--as", "Ada"])
    assert result.output == "1 references fit a document, 1 fit none or several\n"
    (found,) = dossier.documents()
    known = {n: found[n] for n in ("title", "outlet", "published", "url")}
    assert known == {
        "title": "Streit um die Fähre",
        "outlet": "Inselbote",
        "published": "2025-03-03",
        "url": "https://inselbote.example/faehre",
    }
    assert dossier.check() == []


def test_csl_comes_back_as_it_went(dossier: Dossier, tmp_path: Path) -> None:
    dossier.describe(1, {"outlet": "Inselbote", "url": "https://inselbote.example/faehre"})
    (found,) = read_references(out(dossier, "csl", tmp_path))
    assert found == Reference("Streit um die Fähre", "Inselbote", "2025-03-03", "https://inselbote.example/faehre")
    for text, says in (("nothing", "neither CSL-JSON nor RIS"), ("[1]", "no CSL-JSON"), ("{", "no CSL-JSON")):
        (tmp_path / "bad").write_text(text)
        with pytest.raises(InputError, match=says):
            read_references(tmp_path / "bad")
