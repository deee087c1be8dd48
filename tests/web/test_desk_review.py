from __future__ import annotations

import pytest
from opened_desk import OWN
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier


def first(client: TestClient, **filters: str) -> dict[str, object]:
    items = client.get("/api/review", params=filters).json()["items"]
    assert items
    found: dict[str, object] = items[0]
    return found


def test_the_least_certain_comes_first(client: TestClient) -> None:
    items = client.get("/api/review").json()["items"]
    found = [i["confidence"] for i in items]
    assert found == sorted(found)


def test_accepting_takes_an_item_off_the_queue_and_signs_it(client: TestClient, dossier: Dossier) -> None:
    uid = first(client)["uid"]
    kept = client.post(f"/api/items/{uid}/accept", json={"why": "steht so da"}, headers=OWN).json()
    assert (kept["who"], kept["why"], kept["action"]) == ("Ada", "steht so da", "accept")
    assert uid not in [i["uid"] for i in client.get("/api/review").json()["items"]]
    assert dossier.item(str(uid))["status"] == "reviewed"
    page = client.get(f"/items/{uid}").text
    assert "steht so da" in page
    assert "Ada" in page


def test_rejecting_and_undoing(client: TestClient, dossier: Dossier) -> None:
    uid = str(first(client)["uid"])
    client.post(f"/api/items/{uid}/reject", json={}, headers=OWN)
    assert dossier.item(uid)["rejected"]
    assert client.get(f"/items/{uid}").status_code == 200
    assert client.post("/api/undo", json={}, headers=OWN).json()["action"] == "undo"
    assert not dossier.item(uid)["rejected"]
    assert client.post("/api/redo", headers=OWN).status_code == 200
    assert dossier.item(uid)["rejected"]


def test_an_edit_changes_the_matrix(client: TestClient, dossier: Dossier) -> None:
    item = first(client, kind="position", actor="person:irmela quast")
    uid, question = str(item["uid"]), item["question"]
    answer = client.post(f"/api/items/{uid}/edit", json={"fields": {"answer": "no"}}, headers=OWN)
    assert answer.status_code == 200
    cells = client.get("/api/matrix").json()["cells"]
    held = [c for c in cells if c["actor"] == "person:irmela quast" and c["question"] == question]
    assert held[0]["answer"] == "no"
    assert dossier.item(uid)["answer"] == "no"


def test_forms_do_the_same_without_a_script(client: TestClient, dossier: Dossier) -> None:
    uid = str(first(client, kind="position")["uid"])
    answer = client.post(
        f"/items/{uid}/accept", data={"back": "/review?kind=position"}, headers=OWN, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?kind=position")
    assert dossier.item(uid)["status"] == "reviewed"
    edited = client.post(f"/items/{uid}/edit", data={"answer": "no", "why": "gelesen"}, headers=OWN)
    assert edited.status_code == 200
    assert dossier.item(uid)["answer"] == "no"
    assert client.post("/undo", data={}, headers=OWN).status_code == 200
    assert dossier.item(uid)["answer"] != "no"
    assert client.post("/redo", data={}, headers=OWN).status_code == 200
    assert dossier.item(uid)["answer"] == "no"
    nothing = client.post(f"/items/{uid}/edit", data={"why": "x"}, headers=OWN)
    assert nothing.status_code == 400


@pytest.mark.parametrize(
    "back", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/a\r\nx: y"]
)
def test_a_form_leads_nowhere_else(client: TestClient, back: str) -> None:
    uid = str(first(client)["uid"])
    answer = client.post(f"/items/{uid}/accept", data={"back": back}, headers=OWN, follow_redirects=False)
    assert answer.headers["location"] == "/review"


def test_facets_narrow_the_queue(client: TestClient) -> None:
    everything = client.get("/api/review?limit=500").json()["items"]
    for name, value in (
        ("kind", "pledge"),
        ("actor", "person:jost wendelin"),
        ("question", "costs"),
        ("voice", "unnamed"),
        ("outlet", "Talrundschau"),
    ):
        items = client.get("/api/review", params={name: value, "limit": "500"}).json()["items"]
        assert 0 < len(items) < len(everything), name
        assert {i[name] for i in items} == {value}
    assert client.get("/api/review?disputed=true").json()["items"] == []


def test_bad_changes_are_refused_in_one_line(client: TestClient, dossier: Dossier) -> None:
    uid = str(first(client, kind="position")["uid"])
    for fields in ({"answer": "maybe"}, {"nonsense": 1}, {}, {"actor": "person:nobody"}):
        answer = client.post(f"/api/items/{uid}/edit", json={"fields": fields}, headers=OWN)
        assert answer.status_code == 400, fields
        assert "\n" not in answer.json()["detail"]
    assert client.post("/api/items/none/accept", json={}, headers=OWN).status_code == 400
    assert client.post("/api/undo", json={}, headers=OWN).status_code == 400
    assert dossier.history() == []
