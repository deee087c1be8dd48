from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = [sys.executable, str(Path(__file__).with_name("program.py"))]
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8"}


def program(*arguments: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        timeout=60,
    )


def test_the_formats_on_standard_output() -> None:
    done = program("read", "1", "2", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [len(json.loads(line)["statements"]) for line in done.stdout.splitlines()] == [2, 2]
    text = program("read", "1")
    assert "[Ada]¹ <says>¹" in text.stdout
    assert "2 statements" in text.stdout
    assert "\x1b" not in text.stdout
    german = program("read", "1", "--lang", "de")
    assert "2 Aussagen" in german.stdout


def test_a_missing_file_is_one_line_and_exit_2() -> None:
    done = program("read", "gone.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "standpunkt: gone.txt: no such file; check its name\n"


def test_a_missing_file_among_others() -> None:
    done = program("read", "gone.txt", "1", "-f", "json")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.splitlines() == [
        "standpunkt: gone.txt: no such file; check its name",
        "standpunkt: 1 of 2 documents could not be read; the lines above say which",
    ]


@pytest.mark.parametrize("arguments", [["--date", "soon"], ["--jobs", "0"], ["--format", "pdf"]])
def test_a_wrong_option_is_exit_2_without_a_traceback(arguments: list[str]) -> None:
    done = program("read", "1", *arguments)
    assert done.returncode == 2
    assert arguments[0] in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("format", ["json", "text"])
def test_a_closed_pipe_is_one_line(format: str) -> None:
    with subprocess.Popen(
        [*PROGRAM, "read", "many", "-f", format], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b"standpunkt: the program that was reading the output closed it\n"
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = program("read", "1", "-f", "json", stdout=full.fileno())
    assert done.returncode == 1
    assert done.stderr.startswith("standpunkt: stdout: no space left")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_from_a_terminal_and_going_on(tmp_path: Path, jobs: str) -> None:
    """Ctrl-C reaches every process of the group, as from a terminal."""
    out = tmp_path / "out.jsonl"
    with subprocess.Popen(
        [*PROGRAM, "read", "many", "-f", "json", "-o", str(out), "-j", jobs],
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 40
        while not (out.exists() and out.stat().st_size) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr
        told = process.stderr.read()
    lines = out.read_text("utf-8").splitlines()
    assert process.returncode == 130
    kept = f"whole documents in {out}: {len(lines)}; the same command goes on from there"
    assert told == f"standpunkt: interrupted; {kept}\n"
    assert len({json.loads(line)["document"]["id"] for line in lines}) == len(lines) > 0


def test_colours_on_a_terminal_only() -> None:
    parent, child = pty.openpty()
    done = program("read", "1", stdout=child)
    os.close(child)
    shown = os.read(parent, 65536)
    os.close(parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert b"\x1b[1;36mAda" in shown or b"\x1b[1" in shown


def test_a_stored_run_says_what_it_did(tmp_path: Path) -> None:
    out = str(tmp_path / "out.csv")
    assert program("read", "1", "-f", "csv", "-o", out).stderr == (
        "standpunkt: 1 read, 0 already in the output, 0 not read\n"
    )
    done = program("read", "1", "2", "gone", "-f", "csv", "-o", out)
    assert "standpunkt: 1 read, 1 already in the output, 1 not read\n" in done.stderr


def test_progress_on_a_terminal(tmp_path: Path) -> None:
    parent, child = pty.openpty()
    out = tmp_path / "out.jsonl"
    done = subprocess.run(
        [*PROGRAM, "read", "1", "gone", "2", "-f", "json", "-o", str(out)],
        stderr=child,
        env=ENVIRONMENT | {"TERM": "xterm"},
        timeout=60,
    )
    os.close(child)
    told = os.read(parent, 65536).decode()
    os.close(parent)
    assert done.returncode == 2
    assert "documents read: " in told
    assert "standpunkt: gone: no such file; check its name\r\n" in told
    assert len(out.read_text("utf-8").splitlines()) == 2
