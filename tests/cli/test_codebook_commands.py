"""`standpunkt read --codebook`, `standpunkt brief`, `standpunkt codebook suggest`, with a reader of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from standpunkt import api
from standpunkt.cli import main
from standpunkt.cli.forms import Form, Format, whole
from standpunkt.model import Document, Reading, Statement, Who
from standpunkt.reading.actors import resolve
from standpunkt.reading.quantities import quantities
from standpunkt.reading.sentences import sentences
from standpunkt.span import Span
from standpunkt.statements import Codebook

ARTICLE = """Streit um die Maut

Eine Maut lehne Norwegen ab, sagte die norwegische Ministerin Ane Berg.
"""
BOOK = '[[question]]\nid = "toll"\ntext = "Soll eine Maut eingeführt werden?"\n'


class Reader:
    """Takes what stands before ", sagte" for a statement."""

    def read(self, document: Document) -> Reading:
        from standpunkt.knowledge import load

        text = document.text
        end, start = text.index(", sagte"), text.index("Eine Maut")
        speaker = Span.of(text, end + 8, text.index(".", end))
        cue = Span.of(text, end + 2, end + 7)
        said = Statement("s1", "named", "indirect", "speech", (Span.of(text, start, end),), 0.9, Who(speaker), (cue,))
        actors, statements = resolve(document, sentences(text, "de"), (said,), [], load())
        return Reading(document, statements, actors, quantities=tuple(quantities(text, "de")))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setattr(api, "load_reader", lambda threads=0, knowledge=None: Reader())
    article, book = tmp_path / "a.txt", tmp_path / "b.toml"
    article.write_text(ARTICLE, encoding="utf-8")
    book.write_text(BOOK, encoding="utf-8")
    return str(article), str(book)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["standpunkt", *arguments])
    try:
        main()
    except SystemExit as end:
        return int(str(end.code or 0))
    return 0


@pytest.mark.parametrize(
    ("format", "holds"),
    [
        ("text", ["Wer wo steht", "nein", "Eine Maut lehne Norwegen ab"]),
        ("html", ["Wer wo steht", 'class="answer no"']),
        ("csv", ["position,Ane Berg (für Norwegen)", ",toll,no,"]),
    ],
)
def test_the_matrix_in_every_format(
    files: tuple[str, str],
    format: str,
    holds: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    article, book = files
    assert run(monkeypatch, "read", article, "--codebook", book, "--lang", "de", "-f", format) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert all(words in shown for words in holds)


def test_json_holds_the_position(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    article, book = files
    assert run(monkeypatch, "read", article, "--codebook", book, "-f", "json") == 0
    (position,) = json.loads(capfdbinary.readouterr().out)["positions"]
    assert (position["question"], position["answer"], position["on_behalf_of"]) == ("toll", "no", "NOR")
    assert [ARTICLE[e["start"] : e["end"]] for e in position["evidence"]] == [e["text"] for e in position["evidence"]]


def test_the_briefing_cites(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    article, book = files
    assert run(monkeypatch, "brief", article, "--codebook", book, "--lang", "de") == 0
    shown = capfdbinary.readouterr().out.decode()
    assert "- Ane Berg (für Norwegen) sagt Nein [1]." in shown
    assert "Eine Maut lehne Norwegen ab" in shown.rsplit("[1]", 1)[1]


def test_suggested_questions_are_a_codebook(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(monkeypatch, "codebook", "suggest", files[0]) == 0
    book = Codebook.parse(capfdbinary.readouterr().out.decode(), "suggested")
    assert any("Maut" in q.text for q in book.questions)


@pytest.mark.parametrize(
    ("content", "says"), [("x = ", "is no TOML"), (None, "no such file"), ("", "holds no question")]
)
def test_a_bad_codebook_is_one_line_and_exit_code_2(
    files: tuple[str, str],
    content: str | None,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    article, book = files
    if content is None:
        Path(book).unlink()
    else:
        Path(book).write_text(content, encoding="utf-8")
    assert run(monkeypatch, "read", article, "--codebook", book) == 2
    out, err = capfd.readouterr()
    assert says in err
    assert err.count("\n") == 1
    assert out == ""


@pytest.mark.parametrize("format", get_args(Format))
def test_an_output_with_a_codebook_is_gone_on_with(tmp_path: Path, format: Format) -> None:
    from standpunkt.documents import from_text

    form = Form(format, "de", stored=True, codebook=Codebook.parse(BOOK, "b"))
    reading = Reader().read(from_text(ARTICLE))
    path = tmp_path / "out"
    path.write_bytes((form.head() + form.document(reading) + form.foot()).encode())
    found = whole(path, form)
    assert found.documents == {bytes.fromhex(reading.document.id)}
    assert not found.cut
