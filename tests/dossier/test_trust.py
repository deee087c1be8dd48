"""What must never happen: a lost correction, a broken file, a traceback for a bad one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from articles import TEXT, document, reading
from sqlalchemy import event

from standpunkt.cli.dossier import take
from standpunkt.documents import RawItem, make_document
from standpunkt.dossier import Dossier
from standpunkt.dossier.connect import StoreError
from standpunkt.errors import InputError


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "d"
    with Dossier.new(path) as dossier:
        dossier.add(reading(), "m1")
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "talks.dossier"))


def child(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """A process that does `work`, and the reading end of the pipe to which it tells what it has kept."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(out)
            work(lambda said: void(os.write(into, said.encode() + b"\n")))
        finally:
            os._exit(0)
    os.close(into)
    return pid, out


def void(_: object) -> None:
    return None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_kill_9_at_any_moment_loses_nothing_that_was_kept(path: Path) -> None:
    dice = random.Random(9)
    kept: list[str] = []

    def work(tell: Callable[[str], None]) -> None:
        with Dossier.open(path) as dossier:
            tell("up")
            for number in range(10_000):
                text = f"{TEXT}Nachtrag {dice.random()} {number}.\n"
                dossier.add(reading(text=text), f"m{number}")
                tell(f"d{document(text).id}")
                item = dossier.items("statement", document=document(text).id)[number % 3]
                tell(f"h{dossier.edit(item['uid'], 'Ada', {'medium': 'writing'}).uid}")

    for _ in range(KILLS):
        pid, out = child(work)
        with os.fdopen(out) as said:
            assert said.readline() == "up\n"
            kept += [said.readline().strip() for _ in range(dice.randrange(5))]
            threading.Timer(dice.uniform(0, 0.03), os.kill, (pid, signal.SIGKILL)).start()
            kept += said.read().split()
        os.waitpid(pid, 0)
    with Dossier.open(path) as dossier:
        assert dossier.check() == []
        there = {f"h{e.uid}" for e in dossier.history()} | {f"d{d['hash']}" for d in dossier.documents()}
    assert len(kept) > KILLS
    assert set(kept) <= there


KILLS = int(os.environ.get("STANDPUNKT_KILLS", "12"))  # 50 were survived when this was written

WRITER = """
import sys
sys.path.insert(0, sys.argv[3])
from articles import TEXT, reading, document
from standpunkt.dossier import Dossier
with Dossier.open(sys.argv[1]) as dossier:
    for n in range(12):
        text = f"{TEXT}{sys.argv[2]} {n}.\\n"
        dossier.add(reading(text=text), "m")
        dossier.accept(dossier.items("statement", document=document(text).id)[0]["uid"], sys.argv[2])
"""


def test_two_processes_write_at_once(place: str) -> None:
    Dossier.new(place).close()
    here = str(Path(__file__).parent)
    both = [subprocess.Popen([sys.executable, "-c", WRITER, place, name, here]) for name in ("Ada", "Bo")]
    assert [p.wait(120) for p in both] == [0, 0]
    with Dossier.open(place) as dossier:
        assert dossier.status()["documents"] == 24
        assert sorted(e.who for e in dossier.history()) == ["Ada"] * 12 + ["Bo"] * 12
        assert dossier.check() == []


def test_a_full_disk_is_one_line_and_loses_nothing(path: Path) -> None:
    with Dossier.open(path) as dossier:

        @event.listens_for(dossier._store.engine, "connect")
        def _little_room(connection: Any, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 4}")

        dossier._store.engine.dispose()
        with pytest.raises(InputError, match=r"the disk is full; .* nothing was lost") as said:
            dossier.add_document(document(TEXT * 40))
        assert "\n" not in str(said.value)
        texts = iter([RawItem("one", TEXT * 40), RawItem("two", TEXT * 41)])
        with pytest.raises(StoreError):  # and no line for each text that would not fit either
            take(dossier, texts, make_document)
        assert next(texts).name == "two"
        dossier._store.engine.dispose()
    with Dossier.open(path) as dossier:
        assert dossier.status()["documents"] == 1
        assert dossier.check() == []


def test_a_locked_dossier_is_one_line(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Dossier.open(path, timeout=0.05) as dossier:
        assert dossier.status()["documents"] == 1
        with pytest.raises(InputError, match="is in use by another program"):
            dossier.accept(dossier.items()[0]["uid"], "Ada")
        other.execute("ROLLBACK")
        dossier.accept(dossier.items()[0]["uid"], "Ada")
    other.close()


@pytest.mark.parametrize("part", [0.0, 0.0001, 0.002, 0.3, 0.9])
def test_a_truncated_dossier_is_one_line(path: Path, part: float) -> None:
    size = path.stat().st_size
    os.truncate(path, int(size * part))
    with pytest.raises(InputError, match="is cut off"):
        Dossier.open(path)
    assert path.stat().st_size == int(size * part)


def test_a_damaged_dossier_is_told(path: Path) -> None:
    with path.open("r+b") as file:
        for page in range(2, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xff" * 1000)
    try:
        with Dossier.open(path) as dossier:
            found = dossier.check()
    except InputError as error:
        found = [str(error)]
    assert found
    assert "damaged" in found[0]


@pytest.mark.parametrize(
    ("content", "says"), [(b"Name;Wert\n" * 30, "is no dossier"), (None, "no such dossier"), ("folder", "is a folder")]
)
def test_what_is_no_dossier(tmp_path: Path, content: Any, says: str) -> None:
    path = tmp_path / "d"
    if content == "folder":
        path.mkdir()
    elif content:
        path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        Dossier.open(path)


def test_another_sqlite_file_is_no_dossier(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "d") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(InputError, match="is no dossier"):
        Dossier.open(tmp_path / "d")


def test_a_newer_schema_is_left_alone(place: str) -> None:
    with Dossier.new(place) as dossier, dossier._store.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="newer version of standpunkt"):
        Dossier.open(place)


def test_a_second_new_dossier_is_refused(place: str, tmp_path: Path) -> None:
    Dossier.new(place).close()
    with pytest.raises(InputError, match="already"):
        Dossier.new(place)
    with pytest.raises(InputError, match="there is no folder"):
        Dossier.new(tmp_path / "no" / "d")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
@pytest.mark.parametrize("mode", [0o555, 0o777])
def test_a_read_only_dossier_is_read_and_not_written(template: Path, mode: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, folder))
        path.chmod(0o444)
        Path(folder).chmod(mode)
        os.seteuid(65534)
        try:
            with Dossier.open(path) as dossier:
                assert dossier.check() == []
                with pytest.raises(InputError, match="may not be written"):
                    dossier.accept(dossier.items()[0]["uid"], "Ada")
        finally:
            os.seteuid(0)


def test_no_server_is_one_line() -> None:
    with pytest.raises(InputError, match="cannot be opened") as said:
        Dossier.open("postgresql://somebody:secret@127.0.0.1:1/none")
    assert "secret" not in str(said.value)
    with pytest.raises(InputError, match="give a path, or the URL of a PostgreSQL"):
        Dossier.open("mysql://localhost/x")
