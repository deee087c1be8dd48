"""DNA databases are read and written."""

import base64
import hashlib
import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from standpunkt.analysis.corpus import CodedDocument, CodedStatement, Corpus, Variable
from standpunkt.analysis.networks import network
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.cli import app
from standpunkt.errors import InputError
from standpunkt.exports.dna import write_dna
from standpunkt.imports.dna import read_dna

SHARED = Path(os.environ.get("STANDPUNKT_SHARED", Path(__file__).parents[2].parent / "shared"))
SAMPLE = SHARED / "conformance" / "networks" / "statements.dna"

KIND = "DNA Statement"
VARIABLES = (
    Variable("organization", "short text", KIND),
    Variable("concept", "short text", KIND),
    Variable("agreement", "boolean", KIND),
    Variable("rank", "integer", KIND),
    Variable("remark", "long text", KIND),
)


def corpus(text: str, start: int, end: int, name: str = "Hafenrat") -> Corpus:
    values = {"organization": name, "concept": "Mole bauen", "agreement": 1, "rank": -3, "remark": "x" * 300}
    return Corpus(
        (CodedDocument("1", "Titel", text, "2024-03-01T12:00:00", author="A. Meyer", coder="Jan"),),
        (CodedStatement("1", "1", start, end, values, "Jan", KIND),),
        VARIABLES,
        {"organization": {name: {"colour": "#FF0080", "Type": "council", "parent": "Stadt"}}},
    )


@settings(max_examples=30)
@given(st.text(min_size=2, max_size=30), st.data())
def test_a_corpus_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    path = tmp_path_factory.mktemp("dna") / "c.dna"
    made = corpus(text.replace("\x00", " "), start, end)
    assert write_dna(made, path) == []
    assert read_dna(path) == made


def test_positions_are_utf16_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.dna"
    write_dna(corpus("😀 ja", 2, 4), path)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT Start, Stop FROM STATEMENTS").fetchall() == [(3, 5)]


def test_what_is_too_long_is_shortened_and_told(tmp_path: Path) -> None:
    notes = write_dna(corpus("ja", 0, 2, "N" * 200), tmp_path / "c.dna")
    assert notes == [f"the organization {'N' * 30!r} is longer than 190 characters: shortened"]
    assert read_dna(tmp_path / "c.dna").statements[0].values["organization"] == "N" * 190


def test_long_values_stay_apart(tmp_path: Path) -> None:
    names = ["N" * 200 + end for end in "ab"]
    first = corpus("ja", 0, 2)
    statements = tuple(
        CodedStatement(str(i), "1", 0, 2, {**first.statements[0].values, "organization": n}, "Jan", KIND)
        for i, n in enumerate(names, 1)
    )
    write_dna(Corpus(first.documents, statements, VARIABLES), tmp_path / "c.dna")
    assert len({s.values["organization"] for s in read_dna(tmp_path / "c.dna").statements}) == 2


def test_what_dna_cannot_hold_is_told(tmp_path: Path) -> None:
    first = corpus("ja", 0, 2)
    full = {**first.statements[0].values, "voice": "named"}
    still = {k: v for k, v in full.items() if k != "agreement"}
    made = [(full, 0, 2), (full, 1, 1), (still, 0, 2)]
    statements = tuple(CodedStatement(str(i), "1", s, e, v, "", KIND) for i, (v, s, e) in enumerate(made, 1))
    notes = write_dna(Corpus(first.documents, statements, VARIABLES), tmp_path / "c.dna")
    assert notes == [
        "statement 1: voice is no variable of its type: left out",
        "statement 2 marks no words: left out",
        "statement 3: agreement is open, and DNA knows no open value: left out",
    ]
    assert len(read_dna(tmp_path / "c.dna").statements) == 1


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "c.dna"
    path.write_text("precious")
    with pytest.raises(InputError, match="exists already"):
        write_dna(corpus("ja", 0, 2), path)
    assert path.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [path]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.dna"
    path.write_text("no database")
    with pytest.raises(InputError, match="is no DNA 3 database"):
        read_dna(path)


def test_the_password_is_as_dna_checks_it(tmp_path: Path) -> None:
    path = tmp_path / "c.dna"
    write_dna(corpus("ja", 0, 2), path, password="geheim")
    with sqlite3.connect(path) as db:
        stored = base64.b64decode(db.execute("SELECT Password FROM CODERS").fetchone()[0])
    digest = stored[:16] + b"geheim"
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    assert digest == stored[16:]


needs_sample = pytest.mark.skipif(not SAMPLE.is_file(), reason="the conformance data is not beside the project")


@needs_sample
def test_the_reference_database_is_the_reference_table() -> None:
    made = read_dna(SAMPLE)
    assert (len(made.documents), len(made.statements)) == (80, 240)
    assert network(made.table(), NetworkOptions()).statements == 226


@needs_sample
def test_a_written_database_has_the_tables_of_the_reference(tmp_path: Path) -> None:
    write_dna(read_dna(SAMPLE), tmp_path / "c.dna")
    assert columns(tmp_path / "c.dna") == columns(SAMPLE)
    with sqlite3.connect(tmp_path / "c.dna") as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def columns(path: Path) -> dict[str, list[tuple[str, str]]]:
    with sqlite3.connect(path) as db:
        tables = [t for (t,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {t: [(r[1], r[2]) for r in db.execute(f"PRAGMA table_info({t})")] for t in sorted(tables)}


@needs_sample
def test_there_and_back_on_the_command_line(tmp_path: Path) -> None:
    for source, target in ((SAMPLE, "a.json"), ("a.json", "b.dna"), ("b.dna", "c.csv"), ("c.csv", "d.dna")):
        result = CliRunner().invoke(app, ["convert", str(tmp_path / source), str(tmp_path / target)])
        assert result.exit_code == 0, result.output
    assert read_dna(tmp_path / "b.dna") == read_dna(SAMPLE)
    ours, theirs = read_dna(tmp_path / "d.dna").table(), read_dna(SAMPLE).table()
    first, second = network(ours, NetworkOptions()), network(theirs, NetworkOptions())
    assert first.rows == second.rows
    assert (first.dense() == second.dense()).all()
