"""Documents and readings in a dossier, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from articles import CODEBOOK, TEXT, document, reading
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.dossier import Dossier
from standpunkt.dossier.connect import open_store
from standpunkt.dossier.dossier import IMPORTED
from standpunkt.dossier.duplicates import bands, shingles, similarity
from standpunkt.dossier.tables import HEAD, metadata
from standpunkt.errors import InputError


def test_a_reading_is_kept_once_and_counted(place: str) -> None:
    with Dossier.new(place, codebook=CODEBOOK) as dossier:
        assert dossier.add(reading(), "m1")
        assert not dossier.add(reading(), "m1")
        found = dossier.status()
        assert dossier.check() == []
    counted = {k: found[k] for k in ("documents", "documents_read", "statements", "positions", "questions", "reviewed")}
    assert counted == {
        "documents": 1, "documents_read": 1, "statements": 3, "positions": 3, "questions": 2, "reviewed": 0,
    }  # fmt: skip
    with Dossier.open(place) as again:
        assert again.status() == found
        assert again.document(1) == replace(document(), published="2025-03-03", title="Streit um die Fähre")
        assert again.codebook() == CODEBOOK


def test_documents_are_read_resumably(place: str) -> None:
    texts = [TEXT + f"Nachtrag Nummer {n}.\n" for n in range(3)]
    with Dossier.new(place) as dossier:
        for text in texts:
            assert dossier.add_document(document(text))
        assert not dossier.add_document(document(texts[0]))
        run = dossier.read_pending(lambda d: reading(None, text=d.text), "m1")
        assert next(run) == 1
        run.close()
        assert dossier.status()["documents_read"] == 1
        assert list(dossier.read_pending(lambda d: reading(None, text=d.text), "m1")) == [2, 3]
        assert dossier.pending("m1") == []
        assert dossier.pending("m2") == [1, 2, 3]
        dossier.set_codebook(CODEBOOK)
        assert dossier.pending("m1") == [1, 2, 3]
        dossier.add(reading(None, text=texts[1], answer="no"), f"{IMPORTED}by hand")
        assert dossier.pending("m1") == [1, 3]


def test_copies_are_linked_and_counted_once(place: str) -> None:
    with Dossier.new(place) as dossier:
        dossier.add(reading(), "m1")
        dossier.add(reading(text="(NDA) " + TEXT + "Mehr dazu morgen.\n"), "m1")
        found = dossier.status()
    assert (found["documents"], found["duplicates"], found["statements"]) == (2, 1, 3)


def test_near_texts_are_told_from_far_ones() -> None:
    other = "Die Gemeinde Tannfeld plant ein neues Bad am See und will dafür im Herbst einen Kredit aufnehmen. " * 2
    assert similarity(shingles(TEXT), shingles(TEXT + "Mehr dazu morgen.")) is not None
    assert similarity(shingles(TEXT), shingles(other)) is None
    assert not set(enumerate(bands(shingles(TEXT)))) & set(enumerate(bands(shingles(other))))
    assert bands(shingles("Zu kurz.")) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "other"}, "schema is 'other'"),
        ({"document": None}, "has no document"),
        ({"times": [{"start": 0, "end": 6, "text": "Strait"}]}, "times[0]: the text at [0, 6) is not 'Strait'"),
        ({"times": [{"start": 0, "end": 9999, "text": "x"}]}, "lies outside its text"),
    ],
)
def test_a_reading_against_the_contract_is_refused(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with Dossier.new(tmp_path / "d") as dossier:
        with pytest.raises(InputError, match=re.escape(says)):
            dossier.add(reading().to_dict() | change, "m1")
        assert dossier.status()["documents"] == 0


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
def test_a_text_that_cannot_be_kept_is_refused(tmp_path: Path, text: str) -> None:
    with Dossier.new(tmp_path / "d") as dossier, pytest.raises(InputError, match="document"):
        dossier.add_document(replace(document(), text=text))


def test_the_migrations_build_the_tables(place: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    Dossier.new(place).close()
    store = open_store(place)
    with store.reading() as connection:
        ours = {"include_object": lambda _o, name, kind, *_: kind != "table" or name in metadata.tables}
        context = MigrationContext.configure(connection, opts=ours)
        different = [d for d in compare_metadata(context, metadata) if "search_text" not in str(d)]
        assert different == []
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == HEAD
    store.close()


def test_history_and_texts_never_change(place: str) -> None:
    with Dossier.new(place) as dossier:
        dossier.add(reading(), "m1")
    store = open_store(place)
    with store.engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="never change"):
        connection.execute(sa.text("UPDATE documents SET text = 'x'"))
    store.close()


def test_check_finds_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "d"
    with Dossier.new(path) as dossier:
        dossier.add(reading(), "m1")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE items SET answer = 'no' WHERE answer = 'yes'")
        connection.execute("DELETE FROM items WHERE kind = 'condition'")
        connection.execute("UPDATE actors SET name = 'R. Velting' WHERE name = 'Runa Velting'")
    with Dossier.open(path) as dossier:
        found = dossier.check()
    assert any("does not follow" in line for line in found)
    assert any("refers to" in line for line in found)
    assert any("actor person:runa velting" in line for line in found)


def test_commands(tmp_path: Path) -> None:
    book, path = tmp_path / "cb.toml", str(tmp_path / "d")
    book.write_text(CODEBOOK, "utf-8")
    run = CliRunner().invoke
    assert run(app, ["new", path, "--codebook", str(book)]).exit_code == 0
    shown = json.loads(run(app, ["status", path, "--format", "json"]).output)
    assert (shown["title"], shown["questions"], shown["documents"]) == ("Die Fährverbindung", 2, 0)
    assert run(app, ["check", path]).exit_code == 0
