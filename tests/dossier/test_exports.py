"""Each export is opened by a reader of its format; the quoted text stands beside its offsets."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import openpyxl
import pyarrow.parquet
import pytest
import spacy
from articles import CODEBOOK, TEXT, reading
from cassis import load_cas_from_json
from followthemoney import model
from spacy.tokens import DocBin
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.dossier import Dossier
from standpunkt.dossier.flat import TABLES
from standpunkt.errors import InputError
from standpunkt.exports.dossier_formats import FORMATS, export
from standpunkt.exports.schema import reading_schema
from standpunkt.imports.dna import read_dna

EMOJI = "😀 " + TEXT  # UTF-16 counts the first character twice


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    made = Dossier.new(tmp_path_factory.mktemp("d") / "d", codebook=CODEBOOK)
    made.add(reading(text=EMOJI), "m1")
    made.accept(made.items("position")[0]["uid"], "Ada")
    return made


@pytest.fixture
def exported(dossier: Dossier, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    name = request.node.name.removeprefix("test_").partition("_")[0]
    path = tmp_path / f"out{FORMATS[name].ending}"
    export(dossier, name, path)
    return path


def test_csv_repeats_the_words(exported: Path, dossier: Dossier) -> None:
    with exported.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["answer"] for r in rows] == [str(r["answer"]) for r in dossier.table("positions")]
    for row in rows:
        start, end = map(int, row["evidence_spans"].split("-"))
        assert EMOJI[start:end] == row["evidence"]


def test_xlsx_has_every_table(exported: Path, dossier: Dossier) -> None:
    book = openpyxl.load_workbook(exported, read_only=True)
    assert tuple(book.sheetnames) == TABLES
    for name in TABLES:
        rows = list(book[name].values)
        table = dossier.table(name)
        assert list(rows[0]) == list(table[0])
        assert len(rows) == len(table) + 1
    book.close()


def test_parquet_is_the_table(exported: Path, dossier: Dossier) -> None:
    assert pyarrow.parquet.read_table(exported).to_pylist() == dossier.table("positions")


def test_jsonl_follows_the_contract(exported: Path, dossier: Dossier, tmp_path: Path) -> None:
    (line,) = exported.read_text("utf-8").splitlines()
    jsonschema.validate(json.loads(line), reading_schema())
    with Dossier.new(tmp_path / "again") as again:
        again.add(json.loads(line), "m1")
        assert [i["state"] for i in again.items("statement")] == [i["state"] for i in dossier.items("statement")]


def test_annotation_selects_by_position_and_quotation(exported: Path, dossier: Dossier) -> None:
    collection = json.loads(exported.read_text("utf-8"))
    found = collection["first"]["items"]
    assert collection["total"] == len(found) == len(dossier.items())
    for annotation in found:
        for target in annotation["target"]:
            place, quote = target["selector"]
            assert EMOJI[place["start"] : place["end"]] == quote["exact"]
            assert EMOJI[: place["start"]].endswith(quote["prefix"])
            assert EMOJI[place["end"] :].startswith(quote["suffix"])


def test_ftm_is_read_by_followthemoney(exported: Path) -> None:
    proxies = [model.get_proxy(json.loads(line)) for line in exported.read_text("utf-8").splitlines()]
    for proxy in proxies:
        assert proxy.schema.name
        assert not [v for p, v in proxy.itervalues() if p.type.clean(v) is None]
    by_id = {p.id: p for p in proxies}
    notes = [p for p in proxies if p.schema.name == "Note"]
    assert len(notes) == 6
    assert {by_id[n.first("entity")].caption for n in notes} == {"Runa Velting", "Odo Brackwede"}
    assert all(by_id[n.first("proof")].first("bodyText") == EMOJI for n in notes)
    (tie,) = [p for p in proxies if p.schema.name == "Representation"]
    assert by_id[tie.first("client")].first("country") == "nl"


def test_cas_is_read_by_cassis(exported: Path, dossier: Dossier) -> None:
    with zipfile.ZipFile(exported) as folder:
        (name,) = folder.namelist()
        raw = folder.read(name).decode()
    cas = load_cas_from_json(raw)
    found = cas.select("webanno.custom.Standpunkt")
    assert len({a.item for a in found}) == len(dossier.items())
    assert all(a.get_covered_text() == a.quote == EMOJI[a.begin : a.end] for a in found)
    first = next(f for f in json.loads(raw)["%FEATURE_STRUCTURES"] if f.get("part") == "content")
    assert first["begin"] == EMOJI.index(first["quote"]) + 1  # UIMA counts UTF-16 units


def test_labelstudio_regions_and_interface(exported: Path) -> None:
    (task,) = json.loads(exported.read_text("utf-8"))
    (annotation,) = task["annotations"]
    interface = ElementTree.parse(exported.with_suffix(".config.xml"))
    known = {e.attrib["name"] for e in interface.iter() if "name" in e.attrib}
    labels = {e.attrib["value"] for e in interface.iter("Label")}
    regions = [r for r in annotation["result"] if r["type"] != "relation"]
    for region in regions:
        value = region["value"]
        assert {region["from_name"], region["to_name"]} <= known
        if region["type"] != "textarea":  # whose text is what was typed
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
        assert set(value.get("labels", ())) <= labels
    ids = {r["id"] for r in regions}
    assert all({r["from_id"], r["to_id"]} <= ids for r in annotation["result"] if r["type"] == "relation")


def test_doccano_entities_and_relations(exported: Path) -> None:
    (line,) = exported.read_text("utf-8").splitlines()
    found = json.loads(line)
    for entity in found["entities"]:
        raw = found["text"].encode("utf-16-le")  # doccano counts as browsers do
        assert raw[2 * entity["start_offset"] : 2 * entity["end_offset"]].decode("utf-16-le") == entity["text"]
    ids = [e["id"] for e in found["entities"]]
    assert len(set(ids)) == len(ids)
    assert all({r["from_id"], r["to_id"]} <= set(ids) for r in found["relations"])
    assert "position ferry=yes person:runa velting" in {e["label"] for e in found["entities"]}


def test_docbin_is_read_by_spacy(exported: Path, dossier: Dossier) -> None:
    (doc,) = DocBin().from_disk(exported).get_docs(spacy.blank("de").vocab)
    assert doc.text == EMOJI
    positions = {s.id_: s.text for s in doc.spans["positions"]}
    assert positions == {i["uid"]: i["text"] for i in dossier.items("position")}
    assert {s.label_ for s in doc.spans["statements"]} == {"speaker", "cue", "content"}
    assert set(doc.user_data["standpunkt"]) == {i["uid"] for i in dossier.items()}


def test_qdpx_is_a_whole_project(exported: Path) -> None:
    space = "{urn:QDA-XML:project:1.0}"
    with zipfile.ZipFile(exported) as folder:
        project = ElementTree.fromstring(folder.read("project.qde"))
        (source,) = project.iter(f"{space}TextSource")
        path = source.attrib["plainTextPath"].replace("internal://", "sources/")
        text = folder.read(path).decode()
    assert text == EMOJI
    for place in source.iter(f"{space}PlainTextSelection"):
        start, end = int(place.attrib["startPosition"]), int(place.attrib["endPosition"])
        assert place.findtext(f"{space}Description") == text[start:end]
    codes = {c.attrib["guid"]: c.attrib["name"] for c in project.iter(f"{space}Code")}
    used = {c.attrib["targetGUID"] for c in project.iter(f"{space}CodeRef")}
    assert used <= codes.keys()
    assert {"ferry", "yes", "no", "Runa Velting"} <= set(codes.values())


def test_dna_is_read_back(exported: Path, dossier: Dossier) -> None:
    corpus = read_dna(exported)
    assert [d.text for d in corpus.documents] == [EMOJI]
    places = {(s.start, s.end, s.values["person"], s.values["agreement"]) for s in corpus.statements}
    names = {"yes": 1, "no": 0, "conditional": 1}
    by_key = {a["key"]: a["name"] for a in dossier.actors()}
    assert places == {(i["start"], i["end"], by_key[i["actor"]], names[i["answer"]]) for i in dossier.items("position")}
    with sqlite3.connect(exported) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_csl_names_the_articles(exported: Path) -> None:
    (found,) = json.loads(exported.read_text("utf-8"))
    assert found["title"] == "Streit um die Fähre"
    assert found["issued"] == {"date-parts": [[2025, 3, 3]]}


def test_nothing_is_overwritten_and_nothing_half_is_left(dossier: Dossier, tmp_path: Path) -> None:
    path = tmp_path / "there.csv"
    path.write_text("mine")
    with pytest.raises(InputError, match="nothing was overwritten"):
        export(dossier, "csv", path)
    assert path.read_text() == "mine"
    with pytest.raises(InputError, match="there is no table"):
        export(dossier, "csv", tmp_path / "a", "people")
    with pytest.raises(InputError, match="there is no format"):
        export(dossier, "word", tmp_path / "a")
    assert [p.name for p in tmp_path.iterdir()] == ["there.csv"]


def test_the_interface_beside_tasks_is_not_overwritten(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "out.config.xml").write_text("mine")
    with pytest.raises(InputError, match=r"out\.config\.xml: exists already"):
        export(dossier, "labelstudio", tmp_path / "out.json")
    with pytest.raises(InputError, match="there is no folder"):
        export(dossier, "csv", tmp_path / "no" / "out.csv")
    assert [p.read_text() for p in tmp_path.iterdir()] == ["mine"]


def test_the_command(dossier: Dossier, tmp_path: Path) -> None:
    out = tmp_path / "positions.csv"
    result = CliRunner().invoke(app, ["export", dossier.place, "csv", str(out), "--table", "statements"])
    assert result.exit_code == 0, result.output
    assert "speaker_actor" in out.read_text("utf-8")
