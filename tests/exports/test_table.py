import csv
import io

from hypothesis import given
from sample_readings import document_of, ferry, readings

from standpunkt.exports.table import COLUMNS, csv_header, csv_rows, rows
from standpunkt.model import Reading, Statement
from standpunkt.span import Span


def parsed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_a_statement_with_its_spans() -> None:
    first, second = rows(ferry())
    assert tuple(first) == COLUMNS
    assert (first["number"], first["of"]) == (1, 2)
    assert first["speaker"] == "Reederin Ilka Brandt"
    assert first["cue"] == "sagte"
    assert second["cue"] is None
    start, end = map(int, str(second["content_spans"]).split("-"))
    assert ferry().document.text[start:end] == second["content"] == "Das sei <sicher>."


@given(readings())
def test_csv_reads_back_as_the_rows(reading: Reading) -> None:
    back = parsed(csv_header() + csv_rows(reading))
    if not reading.statements:
        assert [(r["document"], r["number"], r["of"]) for r in back] == [(reading.document.id, "0", "0")]
        return
    for row, record in zip(back, rows(reading), strict=True):
        assert row["document"] == reading.document.id
        assert row["content_spans"] == record["content_spans"]
        assert float(row["confidence"]) == record["confidence"]
        assert not row["content"].startswith(("=", "+", "-", "@"))
        content = str(record["content"] or "")
        if content.isprintable():
            assert row["content"] == ("'" + content if content.startswith(("=", "+", "-", "@")) else content)


def test_a_spreadsheet_computes_nothing_from_an_article() -> None:
    text = '=HYPERLINK("http://example.org")'
    statement = Statement("s1", "named", "direct", "speech", (Span.of(text, 0, len(text)),), 1.0)
    (row,) = parsed(csv_header() + csv_rows(Reading(document_of(text), (statement,))))
    assert row["content"] == "'" + text
