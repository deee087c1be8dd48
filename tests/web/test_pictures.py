from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from opened_desk import OWN, TOKEN
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web import create_app
from standpunkt.web.demonstration import make_demonstration
from standpunkt.web.timeline import picture


def test_the_timeline_shows_each_change_at_its_day(client: TestClient, dossier: Dossier) -> None:
    data = client.get("/api/timeline").json()
    assert {c["kind"] for c in data["changes"]} >= {"new", "strengthened", "made_conditional", "reversed"}
    points = [p for row in data["picture"]["rows"] for p in row.get("points", ())]
    assert len(points) == len(dossier.timeline())
    places = sorted((p["date"], p["x"]) for p in points)
    assert [x for _, x in places] == sorted(x for _, x in places)
    only = client.get("/api/timeline?question=night&actor=person:jost%20wendelin").json()["changes"]
    assert [(c["question"], c["name"]) for c in only] == [("night", "Jost Wendelin")]


def test_rows_beyond_the_most_are_counted(dossier: Dossier) -> None:
    found = picture(dossier.timeline(), {}, {}, most=2)
    assert sum("points" in row for row in found["rows"]) == 2
    assert found["more"] == len({(c.position.actor, c.position.question) for c in dossier.timeline()}) - 2


def test_the_network_has_camps_and_a_tie_opens_its_statements(client: TestClient) -> None:
    data = client.get("/api/network").json()
    assert {n["label"] for n in data["nodes"]} >= {"Oberau", "Niederau"}
    assert data["edges"]
    for edge in data["edges"]:
        found = client.get("/api/tie", params={"a": edge["a"], "b": edge["b"]}).json()["statements"]
        assert {s["organization"] for s in found} == {edge["a"], edge["b"]}
    early = client.get("/api/network?until=2026-02-01").json()
    assert early["statements"] < data["statements"]
    assert client.get("/api/tie?a=Oberau&b=Nirgends").status_code == 400
    both = client.get("/api/network?mode=twomode").json()
    assert {n["mode"] for n in both["nodes"]} == {"organization", "concept"}


@pytest.mark.parametrize(
    "path",
    [
        "/api/timeline.svg",
        "/api/network.svg",
        "/api/network.graphml",
        "/api/network.gexf",
        "/api/matrix.svg",
        "/api/matrix.graphml",
    ],
)
def test_files_are_well_formed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    root = ET.fromstring(answer.text)
    assert root.tag.rpartition("}")[2] in ("svg", "graphml", "gexf")
    assert "Oberau" in answer.text or "Rauhfuß" in answer.text


def test_the_coalition_is_a_picture(tmp_path: Path, client: TestClient) -> None:
    assert ET.fromstring(client.get("/api/coalition.svg").text).tag.endswith("}svg")
    drawn = situated(tmp_path).get("/api/coalition.svg", params={"without": ["land"]}).text
    assert "veith" in drawn
    assert "blocked" in {c for e in ET.fromstring(drawn).iter() for c in e.get("class", "").split()}


def test_changes_that_would_unlock_are_told_in_words(tmp_path: Path) -> None:
    page = situated(tmp_path).get("/coalition?lang=de").text
    assert "Sankt Veith ohne Bedingung" in page or "veith ohne Bedingung" in page


def situated(tmp_path: Path) -> TestClient:
    place = tmp_path / "situation.dossier"
    situation = make_demonstration(place)
    app = create_app(Dossier.open(place), token=TOKEN, hosts=["testserver"], who="Ada", situation=situation)
    client = TestClient(app)
    client.get(f"/?token={TOKEN}")
    return client


def labels(client: TestClient, **switches: object) -> dict[str, str]:
    data = client.get("/api/coalition", params=switches).json()["situation"]  # type: ignore[arg-type]
    return {p["actor"]: p["label"] for p in data["pledges"]}


def test_switches_change_what_stands(tmp_path: Path) -> None:
    client = situated(tmp_path)
    before = labels(client)
    assert before["veith"] == "open"
    assert before["oberau"] == "firm"
    assert labels(client, fact="Fahrten bis Mitternacht=true")["veith"] == "firm"
    cheapest = client.get("/api/coalition").json()["unlock"]
    assert cheapest[0]["levers"] == ["Fahrten bis Mitternacht"]
    done = client.get("/api/coalition?fact=Fahrten bis Mitternacht=true").json()["unlock"]
    assert [u["levers"] for u in done] == [[]]
    assert labels(client, fact="Fahrten bis Mitternacht=false")["veith"] == "blocked"
    without = labels(client, without=["land"])
    assert without["land"] == "blocked"
    assert without["niederau"] == "blocked"
    assert client.get("/api/coalition?fact=nonsense").status_code == 400
    assert client.get("/api/coalition?without=nobody").status_code == 400


def test_every_source_leads_to_its_sentence(tmp_path: Path) -> None:
    client = situated(tmp_path)
    data = client.get("/api/coalition").json()
    named = {s for p in data["situation"]["pledges"] for s in p["source"]}
    assert named
    assert named <= data["sources"].keys()
    page = client.get("/coalition").text
    for uid in named:
        assert f'href="/items/{uid}"' in page
        assert client.get(f"/items/{uid}").status_code == 200


def test_a_situation_can_be_uploaded(client: TestClient) -> None:
    assert client.get("/coalition").status_code == 200
    text = 'title = "Der Hafen"\n[actor.a]\n[[pledge]]\nactor = "a"\noffer = { money = 2 }\n'
    answer = client.post("/coalition", files={"file": ("hafen.toml", text.encode())}, headers=OWN)
    assert "Der Hafen" in answer.text
    bad = client.post("/api/coalition", files={"file": ("x.toml", b"= =")}, headers=OWN)
    assert bad.status_code == 400
    assert client.post("/api/coalition", files={"file": ("x.toml", b"\xff\xfe")}, headers=OWN).status_code == 400


def test_a_dossier_makes_its_own_situation(client: TestClient, dossier: Dossier) -> None:
    data = client.get("/api/coalition").json()
    assert (data["own"], data["given"]) == (True, False)
    assert labels(client)["Sankt Veith"] == "open"
    assert labels(client, fact="wenn die Bahn bis Mitternacht fahre=true")["Sankt Veith"] == "firm"
    assert labels(client, without="Oberau")["Oberau"] == "blocked"
    page = client.get("/coalition?lang=de").text
    sources = {s for p in data["situation"]["pledges"] for s in p["source"]}
    assert sources
    for uid in sources:
        assert f'href="/items/{uid}"' in page
    pledge = next(i for i in dossier.items("pledge") if i["state"]["what"] == "Darlehen")
    dossier.reject(pledge["uid"], "Ada")
    assert "Talbank" not in labels(client)


def test_a_given_situation_stands_beside_the_own_one(tmp_path: Path) -> None:
    client = situated(tmp_path)
    assert "veith" in labels(client)
    assert "Sankt Veith" in labels(client, own="true")
    assert 'href="/coalition?own=true"' in client.get("/coalition").text
    assert 'name="own" value="true"' in client.get("/coalition?own=true").text
    assert 'title = "' in client.get("/api/coalition.toml?own=true").text


TRIED = """title = "Der Hafen"
[actor.a]
name = "Auhof"
[actor.b]
name = "Bruck"
[[pledge]]
actor = "a"
id = "one"
offer = { boats = [2, 8] }
[[pledge]]
actor = "b"
id = "two"
offer = { boats = 3 }
"""


def test_amounts_and_needs_are_tried_out(client: TestClient) -> None:
    client.post("/coalition", files={"file": ("hafen.toml", TRIED.encode())}, headers=OWN)
    base = client.get("/api/coalition").json()
    (offer,) = base["offers"]
    assert (offer["actor"], offer["capability"], offer["low"], offer["high"]) == ("Auhof", "boats", 2, 8)
    assert base["needs"] == [{"capability": "boats", "low": 5, "high": 11, "set": ""}]
    tried = {"of": offer["id"], "amount": "4", "need_of": "boats", "need": "10"}
    found = client.get("/api/coalition", params=tried).json()["situation"]
    (need,) = found["requirements"]
    assert (need["need"], need["firm"], need["missing_firm"]) == ([10, 10], [7, 7], [3, 3])
    assert need["assumption"]
    untouched = client.get("/api/coalition", params={**tried, "amount": ""}).json()["situation"]["requirements"][0]
    assert untouched["firm"] == [5, 11]
    page = client.get("/coalition", params=tried).text
    assert 'name="amount"' in page
    assert 'value="4"' in page
    for wrong in ({"amount": "9"}, {"amount": "1e9"}, {"of": "nobody"}, {"need_of": "ships"}, {"need": "-3"}):
        assert client.get("/api/coalition", params={**tried, **wrong}).status_code == 400, wrong
    assert client.get("/api/coalition?of=x").status_code == 400
