from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
from opened_desk import OWN, TOKEN
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.errors import InternalError
from standpunkt.model import Actor, Document, Position, Reading, Statement, Who
from standpunkt.span import Span
from standpunkt.web import create_app

TEXT = "Streit um den Hafen\n\n„Der Hafen muss bleiben“, sagte Ada Quill am Montag vor der Versammlung im Rathaus.\n"


class Reader:
    """Says of any text with the quotation that Ada Quill said it, as a model might."""

    version = "test-1"

    def read(self, document: Document) -> Reading:
        if "Ada Quill" not in document.text:
            return Reading(document)
        who = Span.of(document.text, at := document.text.index("Ada Quill"), at + 9)
        said = Span.of(document.text, at := document.text.index("„"), document.text.index("“") + 1)
        return Reading(
            document,
            (Statement("s1", "named", "direct", "speech", (said,), 0.9, Who(who, "a1")),),
            (Actor("a1", "Ada Quill", "person"),),
            positions=(Position("a1", "harbour", "yes", ("s1",), "named", (said,), 0.8),),
        )


def opened(dossier: Dossier, load: Any = lambda _dossier: Reader()) -> TestClient:
    client = TestClient(create_app(dossier, token=TOKEN, hosts=["testserver"], who="Ada", load=load))
    client.get(f"/?token={TOKEN}")
    return client


def read(client: TestClient) -> dict[str, Any]:
    client.app.state.desk.finish_reading(20)  # type: ignore[attr-defined]
    state: dict[str, Any] = client.get("/api/import").json()
    assert (state["busy"], state["waiting"]) == (False, 0)
    return state


def test_a_text_is_kept_read_and_in_the_matrix(dossier: Dossier) -> None:
    client = opened(dossier)
    answer = client.post("/import", data={"text": TEXT, "date": "2026-06-01"}, headers=OWN, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/import")
    state = read(client)
    assert state["failures"] == []
    assert state["recent"][0]["title"] == "Streit um den Hafen"
    cells = client.get("/api/matrix").json()["cells"]
    assert [(c["question"], c["answer"], c["date"]) for c in cells if c["actor"] == "person:ada quill"] == [
        ("harbour", "yes", "2026-06-01")
    ]
    assert "Ada Quill" in client.get("/").text
    again = client.post("/import", data={"text": TEXT}, headers=OWN, follow_redirects=False)
    assert again.headers["location"] == f"/articles/{state['recent'][0]['document']}"


def test_files_of_each_kind(dossier: Dossier) -> None:
    client = opened(dossier)
    lines = "\n".join(json.dumps({"text": f"{TEXT} Nummer {n}."}) for n in range(3))
    page = f"<html lang=de><body><article><h1>Hafen</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    files = [
        ("files", ("eins.txt", TEXT.encode())),
        ("files", ("viele.jsonl", lines.encode())),
        ("files", ("gepackt.jsonl.gz", gzip.compress(json.dumps({"text": TEXT + " Ende."}).encode()))),
        ("files", ("seite.html", page.encode())),
        ("files", ("../../etc/böse.txt", (TEXT + " Schluss.").encode())),
        ("files", ("bild.png", bytes(range(256)))),
    ]
    answer = client.post("/api/import", files=files, headers=OWN)
    assert answer.status_code == 200
    result = answer.json()
    assert len(result["documents"]) == 7
    assert result["failures"] == ["bild.png: is no text but binary data; give text, HTML or Markdown"]
    state = read(client)
    assert state["failures"] == result["failures"]


@pytest.mark.parametrize("form", [{}, {"text": "   "}, {"date": "2026-01-01"}])
def test_nothing_to_add_is_said(dossier: Dossier, form: dict[str, str]) -> None:
    answer = opened(dossier).post("/import", data=form, headers=OWN)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_bad_dates_and_addresses_are_refused(dossier: Dossier) -> None:
    client = opened(dossier)
    assert client.post("/import", data={"text": TEXT, "date": "gestern"}, headers=OWN).status_code == 422
    for url in ("http://127.0.0.1/", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data"):
        answer = client.post("/api/import/url", json={"url": url}, headers=OWN)
        assert answer.status_code == 400
        assert "\n" not in answer.json()["detail"]
    assert len(dossier.documents()) == 5


def test_without_a_reader_the_article_is_kept_and_it_is_said(dossier: Dossier) -> None:
    def load(_dossier: Dossier) -> Reader:
        raise InternalError("the weights are missing; install the package anew")

    client = opened(dossier, load)
    client.post("/import", data={"text": TEXT}, headers=OWN)
    state = read(client)
    assert len(state["failures"]) == 1
    assert "kept, not read: the weights are missing" in state["failures"][0]
    assert client.get(f"/articles/{state['recent'][0]['document']}").status_code == 200


def test_a_fault_in_one_article_does_not_stop_the_others(dossier: Dossier) -> None:
    class Faulty(Reader):
        def read(self, document: Document) -> Reading:
            if "Unglück" in document.text:
                raise ZeroDivisionError("ouch")
            return replace(super().read(document))

    client = opened(dossier, lambda _dossier: Faulty())
    files = [
        ("files", ("a.txt", b"Ein Ungl\xc3\xbcck geschah am Dienstag in der Stadt am Fluss.\n")),
        ("files", ("b.txt", TEXT.encode())),
    ]
    client.post("/api/import", files=files, headers=OWN)
    state = read(client)
    assert len(state["failures"]) == 1
    assert "ZeroDivisionError" in state["failures"][0]
    assert "person:ada quill" in client.get("/api/matrix").json()["actors"]
