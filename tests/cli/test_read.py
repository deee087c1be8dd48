from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from fake_reader import Item, article, load, load_nothing, make

from standpunkt.cli.batch import Stopped
from standpunkt.cli.forms import Form, Format, whole
from standpunkt.cli.read import _day, run
from standpunkt.errors import InputError, InternalError, StandpunktError

FORMATS = get_args(Format)


def read(items: Any, output: Path | None, format: Format = "json", **options: Any) -> None:
    form = Form(format, "en", stored=output is not None)
    run(items, output, form, **{"load": load, "make": make, **options})


def ids(path: Path) -> list[str]:
    return [json.loads(line)["document"]["id"] for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_was_cut_anywhere_is_gone_on_with_to_the_same_bytes(tmp_path: Path, format: Format) -> None:
    out = tmp_path / "out"
    items = [article(1), Item("none.txt", "Nobody says a word."), article(2)]
    read(items, out, format)
    expected = out.read_bytes()
    head = len(Form(format, "en", stored=True).head().encode())
    for cut in sorted({*range(0, len(expected), 97 if format != "html" else 997), head - 1, head, len(expected) - 1}):
        if cut >= 0:
            out.write_bytes(expected[:cut])
            read(items, out, format)
            assert out.read_bytes() == expected, cut


@pytest.mark.parametrize("format", FORMATS)
def test_what_the_output_holds_is_not_read_again(tmp_path: Path, format: Format) -> None:
    out = tmp_path / "out"
    read([article(1)], out, format)
    read([Item("again.txt", article(1).text), article(2)], out, format)
    found = whole(out, Form(format, "en", stored=True))
    assert len(found.documents) == 2
    assert not found.cut
    both = out.read_bytes()
    read([article(2), article(1)], out, format)
    assert out.read_bytes() == both


@pytest.mark.parametrize("format", FORMATS)
def test_a_foreign_file_is_left_alone(tmp_path: Path, format: Format) -> None:
    out = tmp_path / "notes"
    for content in (b"my notes\n", b"my notes", b"\x00\xff", b"{}\n"):
        out.write_bytes(content)
        with pytest.raises(InputError, match="notes: is not an output of"):
            read([article(1)], out, format)
        assert out.read_bytes() == content


def test_one_document_in_the_input_twice_is_written_once(tmp_path: Path) -> None:
    read([article(1), article(1)], tmp_path / "out")
    assert len(ids(tmp_path / "out")) == 1


def test_a_failure_among_many_is_told_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = [Item("gone.txt", None), article(1), Item("empty.txt", ""), article(2)]
    with pytest.raises(InputError, match="2 of 4 documents could not be read"):
        read(items, tmp_path / "out")
    assert len(ids(tmp_path / "out")) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == [
        "standpunkt: gone.txt: no such file; check its name",
        "standpunkt: empty.txt: is empty; give a file with text",
    ]


def test_a_single_failure_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        read([Item("gone.txt", None)], None)
    assert capsys.readouterr() == ("", "")


def test_a_fault_of_ours_takes_no_other_document_with_it(tmp_path: Path) -> None:
    with pytest.raises(InternalError) as caught:
        read([article(1), Item("x.txt", "break now"), article(2)], tmp_path / "out")
    assert caught.value.exit_code == 1
    assert len(ids(tmp_path / "out")) == 2


def test_nothing_to_read() -> None:
    with pytest.raises(InputError, match="nothing to read"):
        read([], None)


def test_several_processes_write_what_one_writes(tmp_path: Path) -> None:
    items = [article(n) for n in range(12)] + [Item("gone.txt", None)]
    for jobs in (1, 2):
        with pytest.raises(InputError):
            read(items, tmp_path / f"out{jobs}", jobs=jobs)
    assert (tmp_path / "out1").read_bytes() == (tmp_path / "out2").read_bytes()


def test_items_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    taken: list[int] = []

    def items() -> Iterator[Item]:
        for n in range(40):
            taken.append(n)
            assert len(taken) - len(ids(tmp_path / "out") if (tmp_path / "out").exists() else []) <= 9
            yield article(n)

    read(items(), tmp_path / "out", jobs=2)
    assert len(ids(tmp_path / "out")) == 40


def test_a_process_that_dies_ends_the_run_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InternalError, match="a reading process ended unexpectedly"):
        read([article(1), Item("x", "die now"), article(2)], tmp_path / "out", jobs=2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_model_is_told_once(jobs: int) -> None:
    with pytest.raises(InternalError, match="the reading model is not installed"):
        read([article(1), article(2)], None, load=load_nothing, jobs=jobs)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_what_was_read(tmp_path: Path, jobs: int) -> None:
    def items() -> Iterator[Item]:
        for n in range(20):
            yield article(n)
        os.kill(os.getpid(), signal.SIGINT)
        yield article(20)

    with pytest.raises(Stopped, match="the same command goes on from there") as caught:
        read(items(), tmp_path / "out", jobs=jobs)
    assert caught.value.exit_code == 130
    assert ids(tmp_path / "out")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_one_line() -> None:
    with pytest.raises(StandpunktError, match=r"/dev/full: no space left \(documents written: 0\)"):
        read([article(1)], Path("/dev/full"))


def test_an_output_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        read([article(1)], tmp_path / "no" / "such" / "folder")


def test_standard_output_gets_utf8_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    read([Item("x", 'Bo says: "Jä \ud83d."')], None, make=lambda item: _surrogate(item))
    assert json.loads(stream.buffer.getvalue())["statements"][0]["content"][0]["text"] == '"Jä \ud83d."'


def _surrogate(item: Item) -> Any:
    from standpunkt.model import Document

    assert item.text is not None
    return Document("0" * 64, item.text, "de")


@pytest.mark.parametrize(("given", "day"), [("2025-04-10", "2025-04-10"), ("10.4.2025", "2025-04-10"), (None, None)])
def test_days(given: str | None, day: str | None) -> None:
    assert _day(given) == day


@pytest.mark.parametrize("given", ["", "2025", "2025-13-01", "31.02.2025", "yesterday", "2025-04-10-11"])
def test_what_is_no_day_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="is no day; write it as"):
        _day(given)
