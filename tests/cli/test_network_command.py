"""`standpunkt network` end to end."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.model import Actor, Document, Mention, Position, Reading, Statement, Who
from standpunkt.span import Span

CSV = """document,date,organization,concept,agreement
d1,2024-03-01,Hafenrat,Mole bauen,1
d1,2024-03-01,Werft,Mole bauen,1
d2,2024-03-09,Fischer,Mole bauen,0
d3,2024-04-20,Werft,Kai sperren,1
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "statements.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def run(*words: object) -> str:
    result = CliRunner().invoke(app, ["network", *map(str, words)], catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_a_matrix(file: Path) -> None:
    lines = run(file).splitlines()
    assert lines == [",Fischer,Hafenrat,Werft", "Fischer,0,-1,-1", "Hafenrat,-1,0,1", "Werft,-1,1,0"]


def test_the_ending_decides(file: Path, tmp_path: Path) -> None:
    for ending, start in ((".graphml", "<?xml"), (".gexf", "<?xml"), (".json", "{"), (".csv", ",")):
        out = tmp_path / f"net{ending}"
        run(file, "-o", out)
        assert out.read_text(encoding="utf-8").startswith(start)


def test_a_series(file: Path) -> None:
    lines = run(file, "--window", "10-days", "-f", "edges").splitlines()
    assert lines[0] == "start,middle,stop,statements,source,target,weight"
    assert len(lines) == 4
    assert len(json.loads(run(file, "--window", "10-days", "--every", "10", "-f", "json"))["networks"]) == 5


def test_filters(file: Path) -> None:
    assert run(file, "--exclude", "organization=Fischer").splitlines()[0] == ",Hafenrat,Werft"
    assert run(file, "--only", "concept=Kai sperren").splitlines()[0] == ",Werft"
    assert run(file, "--until", "2024-03-01").splitlines()[0] == ",Hafenrat,Werft"


def test_what_a_network_tells(file: Path) -> None:
    shown = {
        name: json.loads(run(file, "--show", name, "-f", "json", "--draws", "20", "--window", "9-days"))
        for name in ("camps", "clusters", "scaling", "backbone", "bars", "events", "intervals", "phases")
    }
    assert all(result["show"] == name and result["rows"] for name, result in shown.items())
    assert {r["camp"] for r in shown["camps"]["rows"] if r["organization"] != "Fischer"} == {1}
    assert shown["camps"]["divides"][0]["column"] == "Mole bauen"
    assert shown["bars"]["rows"][2] == {"organization": "Werft", "agreement=0": 0, "agreement=1": 2}
    assert run(file, "--show", "backbone", "--number", "1").splitlines()[1] == "Mole bauen,backbone"
    assert run(file, "--show", "camps").splitlines()[0] == "organization,camp"


def test_a_page_opens_its_statements(file: Path) -> None:
    page = run(file, "-f", "html", "--lang", "de")
    assert "Diskursnetzwerk" in page
    assert "http" not in page.replace("http-equiv", "")
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert {s["who"] for s in data["statements"]} == {"Hafenrat", "Werft", "Fischer"}
    assert page.count('<line class="catch"') == len(data["edges"]) == 3
    assert json.loads(run(file, "-f", "picture"))["layer"]


def test_a_dossier(tmp_path: Path) -> None:
    text = "Die Fähre muss bleiben, sagte Runa Velting. Odo Brackwede lehnt das ab.\n"
    place = str(tmp_path / "d.dossier")
    document = Document(hashlib.sha256(text.encode()).hexdigest(), text, "de", published="2025-03-03")
    names = ("Runa Velting", "Odo Brackwede")
    words = [Span.of(text, text.index(n), text.index(n) + len(n)) for n in names]
    with Dossier.new(place) as dossier:
        dossier.add(
            Reading(
                document,
                tuple(
                    Statement(f"s{i}", "named", "direct", "speech", (w,), 0.9, Who(w, f"a{i}"))
                    for i, w in enumerate(words)
                ),
                tuple(Actor(f"a{i}", n, "person", mentions=(Mention(words[i], "name"),)) for i, n in enumerate(names)),
                positions=tuple(
                    Position(f"a{i}", "ferry", "no" if i else "yes", (f"s{i}",), "named", (w,), 0.9)
                    for i, w in enumerate(words)
                ),
            ),
            "test",
        )
    assert run(place).splitlines() == [",Odo Brackwede,Runa Velting", "Odo Brackwede,0,-1", "Runa Velting,-1,0"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--window", "ninety"], "90-days"),
        (["--window", "9-days", "-f", "gexf"], "edges or json"),
        (["--show", "camps", "-f", "gexf"], "csv or json"),
        (["--show", "phases"], "90-days"),
        (["--show", "clusters", "--method", "magic"], "louvain"),
        (["--exclude", "Fischer"], "COLUMN=VALUE"),
        (["--from", "spring"], "2025-04-10"),
        (["--aggregation", "sum"], "subtract"),
        (["--kernel", "uniform"], "--window"),
    ],
)
def test_wrong_words_are_told_in_one_line(file: Path, words: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        run(file, *words)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        run(tmp_path / "none.csv")
