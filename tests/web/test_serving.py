"""The commands of the desk: accounts, and what is refused before anything is served."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from standpunkt.cli import main
from standpunkt.dossier import Dossier


@pytest.fixture
def place(tmp_path: Path) -> str:
    with Dossier.new(tmp_path / "team.dossier") as dossier:
        return dossier.place


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *command: str, given: str = ""
) -> tuple[int, str]:
    """How a command ends and what it says; `given` is its standard input."""
    import io

    monkeypatch.setattr(sys, "argv", ["standpunkt", *command])
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    try:
        code = main() or 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    told = capsys.readouterr()
    return code, told.out + told.err


def test_accounts_by_command(place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def ask(*command: str, given: str = "") -> tuple[int, str]:
        return run(monkeypatch, capsys, "account", *command, given=given)

    assert ask("add", place, "Ada", "--role", "coder", given="correct horse battery\n")[0] == 0
    assert ask("add", place, "Ada", given="correct horse battery\n")[0] == 2
    code, line = ask("add", place, "Bo", given="short\n")
    assert (code, line.count("\n")) == (2, 1)
    assert "Ada\tcoder" in ask("list", place)[1]
    assert ask("set", place, "Ada", "--role", "editor")[0] == 0
    assert "Ada\teditor" in ask("list", place)[1]
    assert ask("set", place, "Ada", "--role", "king")[0] == 2
    assert ask("set", place, "Ada")[0] == 2
    assert ask("remove", place, "Ada")[0] == 0
    assert ask("remove", place, "Ada")[0] == 2


@pytest.mark.parametrize(
    "options",
    [
        ["--host", "0.0.0.0"],
        ["--origin", "http://desk.example.org"],
        ["--origin", "desk.example.org"],
        ["--origin", "https://desk.example.org/path"],
        ["--origin", "https://desk.example.org", "--name", "Ada"],
        ["--origin", "https://desk.example.org"],
    ],
)
def test_what_would_be_unsafe_is_not_served(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    code, line = run(monkeypatch, capsys, "serve", place, "--no-open", *options)
    assert (code, line.count("\n")) == (2, 1)
    assert "Traceback" not in line
