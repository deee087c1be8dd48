from __future__ import annotations

import csv
import io
import re

import pytest
from opened_desk import visitor
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web.app import _csv
from standpunkt.web.demonstration import readings
from standpunkt.web.views import VIEWS

LOIBL = "person:emmerich loibl"


def one_of_each(dossier: Dossier) -> list[str]:
    """The path of every view, with an article, actor, question and item that are there."""
    places = {
        "{ident}": dossier.documents()[1]["hash"],
        "{key:path}": LOIBL,
        "{ident:path}": "costs",
        "{uid}": dossier.queue()[0]["uid"],
    }
    out = []
    for view in VIEWS:
        path = view.path
        for name, value in places.items():
            path = path.replace(name, value)
        asked = {"/cell": f"?actor={LOIBL}&question=costs", "/tie": "?a=Oberau&b=Niederau"}
        out.append(path + asked.get(path, ""))
    return out


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_view_is_a_page_and_data(client: TestClient, dossier: Dossier, language: str) -> None:
    for path in one_of_each(dossier):
        page = client.get(path, params={"lang": language} if "?" not in path else None)
        assert page.status_code == 200, path
        assert page.headers["content-type"].startswith("text/html")
        assert page.text.count("<h1") == 1, path
        api = "/api/matrix" if path == "/" else f"/api{path}"
        data = client.get(api)
        assert data.status_code == 200, api
        assert isinstance(data.json(), dict)
        linked = re.findall(r'href="(/api/[^"]*)" download', page.text)
        assert linked, path
        for link in linked:
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_the_demonstration_is_what_its_texts_say() -> None:
    for reading in readings():
        for statement in reading.statements:
            for span in (*statement.content, *statement.cue):
                assert reading.document.text[span.start : span.end] == span.text


def test_the_matrix_says_answers_in_words_and_signs(client: TestClient) -> None:
    page = client.get("/?lang=de").text
    assert "Tilda Rauhfuß" in page
    for answer, sign, said in (("yes", "+", "ja"), ("conditional", "±", "bedingt")):
        start = rf'<td role="cell" class="{answer}"><a [^>]*>'
        cell = rf'{start}<strong><i aria-hidden="true">{re.escape(sign)}</i> {said}</strong>'
        assert re.search(cell, page)
    assert "geändert" in page
    before = client.get("/?as_of=2026-02-01").text
    assert "Talbank" not in before
    english = client.get("/?lang=en").text
    assert "conditional</strong>" in english
    assert '<html lang="en">' in english
    assert '<html lang="en">' in client.get("/articles").text


def test_a_cell_opens_the_sentences_it_rests_on(client: TestClient) -> None:
    page = client.get("/").text
    link = re.search(r'href="(/cell\?actor=person%3Aemmerich%20loibl&amp;question=costs)"', page)
    assert link is not None
    cell = client.get(link[1].replace("&amp;", "&")).text
    assert "Der Ort zahle zwei Millionen Euro" in cell
    assert "eine Beteiligung" in cell
    article = re.search(r'href="(/articles/[0-9a-f]{64})#', cell)
    assert article is not None
    assert client.get(article[1]).status_code == 200


def test_a_cell_by_those_spoken_for(client: TestClient) -> None:
    data = client.get("/api/matrix?represented=true").json()
    assert "organisation:oberau" in data["actors"]
    cell = client.get("/api/cell?actor=organisation:oberau&question=build&represented=true").json()
    assert [p["text"] for p in cell["positions"]] == ["„Wir brauchen diese Bahn“"]


def test_the_article_is_whole_and_marked(client: TestClient, dossier: Dossier) -> None:
    for document in dossier.documents():
        data = client.get(f"/api/articles/{document['hash']}").json()
        shown = "".join(s["text"] for b in data["blocks"] for s in b["segments"])
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", data["text"])
        for block in data["blocks"]:
            for segment in block["segments"]:
                assert data["text"][segment["start"] :].startswith(segment["text"])
        page = client.get(f"/articles/{document['hash']}").text
        for statement in data["statements"]:
            assert f'id="{statement["uid"]}"' in page
            assert re.search(rf'data-cards="[^"]*{statement["uid"]}', page)


def test_search_finds_parts_of_words(client: TestClient) -> None:
    assert "Streit im Kaltental" in client.get("/search?q=nachtfahrten").text
    assert len(client.get("/api/search?q=fahrt").json()["hits"]) >= 2
    assert client.get("/search?q=").status_code == 200
    assert client.get("/search?q=%21%21").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/articles/ffff", "/actors/person:nobody", "/questions/none", "/items/none", "/cell?actor=x&question=y", "/no"],
)
def test_what_is_not_there_is_said_in_one_line(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert 'role="alert"' in page.text
    assert "Traceback" not in page.text
    data = client.get(f"/api{path}")
    assert data.status_code == 404
    assert "\n" not in data.json()["detail"]


def test_bad_values_are_refused(client: TestClient) -> None:
    assert client.get("/?as_of=yesterday").status_code == 422
    assert client.get("/?as_of=2026-99-99").status_code == 400
    assert client.get("/api/review?limit=100000").status_code == 422
    assert client.get("/cell").status_code == 422


def test_tables_are_csv_and_no_formula(client: TestClient) -> None:
    text = client.get("/api/matrix?format=csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(client.get("/api/matrix").json()["cells"])
    assert {"actor", "question", "answer", "date"} <= rows[0].keys()
    assert _csv([{"a": "=1+1", "b": "x"}]) == "a,b\n'=1+1,x\n"


def test_an_empty_dossier_has_no_empty_error(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    with Dossier.new(tmp_path / "new.dossier", title="Neu") as dossier:
        client = visitor(dossier)
        for path in ("/", "/articles", "/review", "/actors", "/history", "/search?q=x"):
            assert client.get(path).status_code == 200, path
