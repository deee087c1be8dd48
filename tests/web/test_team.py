"""A team's desk on PostgreSQL: signing in, roles, two coders at once, what one sees of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from opened_desk import OWN
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web import create_app
from standpunkt.web.accounts import Accounts
from standpunkt.web.demonstration import make_demonstration

PASSWORD = "correct horse battery"


@pytest.fixture
def team(schema: Callable[[], str]) -> Iterator[Dossier]:
    """A demonstration dossier on PostgreSQL with four accounts."""
    place = schema()
    make_demonstration(place)
    with Dossier.open(place) as dossier:
        accounts = Accounts(dossier)
        for name, role in (("Rea", "reader"), ("Ada", "coder"), ("Bo", "coder"), ("Eda", "editor")):
            accounts.add(name, role, PASSWORD)
        yield dossier


def desk(dossier: Dossier, *, secure: bool = False) -> TestClient:
    return TestClient(create_app(dossier, hosts=["testserver"], accounts=Accounts(dossier), secure=secure))


def signed_in(dossier: Dossier, name: str) -> TestClient:
    client = desk(dossier)
    answer = client.post("/sign-in", data={"name": name, "password": PASSWORD}, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303
    return client


def test_a_team_on_postgresql(team: Dossier) -> None:
    """One test, so that the database is filled once."""
    _signing(team)
    _roles(team)
    _two_coders(team)


def _signing(team: Dossier) -> None:
    client = desk(team)
    asked = client.get("/review?kind=pledge", follow_redirects=False)
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?back=/review%3Fkind%3Dpledge")
    assert client.get("/api/matrix").status_code == 401
    assert client.get("/api/live").status_code == 401
    assert client.post("/undo", data={}, headers=OWN).status_code == 401
    form = client.get("/sign-in?back=//elsewhere.example")
    assert form.status_code == 200
    assert 'name="back" value="/"' in form.text
    assert "Kaltental" not in form.text  # nothing of the dossier before one has signed in
    given = {"name": "Ada", "password": PASSWORD, "back": "/review?kind=pledge"}
    assert client.post("/sign-in", data=given).status_code == 403  # from nowhere
    assert client.post("/sign-in", data=given, headers={"origin": "https://elsewhere.example"}).status_code == 403
    wrong = client.post("/sign-in", data={**given, "password": "nonsense"}, headers=OWN)
    assert wrong.status_code == 401
    entered = client.post("/sign-in", data=given, headers=OWN, follow_redirects=False)
    assert entered.headers["location"] == "/review?kind=pledge"
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "Ada" in client.get("/account").text
    assert client.post("/account", data={"old": "wrong", "new": "long enough"}, headers=OWN).status_code == 400
    client.post("/sign-out", headers=OWN)
    assert client.get("/api/matrix").status_code == 401

    over_https = desk(team, secure=True).post("/sign-in", data=given, headers=OWN, follow_redirects=False)
    assert over_https.headers["set-cookie"].startswith("__Host-standpunkt-session=")
    assert "secure" in over_https.headers["set-cookie"].lower()

    program = desk(team)
    token = program.post("/api/sign-in", json={"name": "Ada", "password": PASSWORD}).json()["token"]
    bearer = {"authorization": f"Bearer {token}"}
    assert program.get("/api/me", headers=bearer).json() == {"name": "Ada", "role": "coder"}
    assert program.post("/api/sign-out", headers=bearer).status_code == 200
    assert program.get("/api/me", headers=bearer).status_code == 401
    for _ in range(5):
        program.post("/api/sign-in", json={"name": "Bo", "password": "nonsense"})
    slowed = program.post("/api/sign-in", json={"name": "Bo", "password": PASSWORD})
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) > 0
    with team._store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM desk_attempts")


def _roles(team: Dossier) -> None:
    reader, coder, editor = (signed_in(team, name) for name in ("Rea", "Ada", "Eda"))
    items = coder.get("/api/review?kind=position").json()["items"]
    one, two = items[0]["uid"], items[1]["uid"]
    assert reader.get("/").status_code == 200
    assert "data-action" not in reader.get("/review").text
    for path in (f"/api/items/{one}/accept", "/api/undo", "/api/redo", "/api/import/text", "/api/coalition"):
        assert reader.post(path, json={}, headers=OWN).status_code == 403, path
    assert team.history() == []
    assert coder.post(f"/api/items/{one}/accept", json={}, headers=OWN).json()["who"] == "Ada"
    assert coder.post(f"/api/items/{two}/accept", json={"settle": True}, headers=OWN).status_code == 403
    situation = {"file": ("s.toml", b'title = "Hafen"\n[actor.a]\n')}
    assert coder.post("/api/coalition", files=situation, headers=OWN).status_code == 403
    assert editor.post("/api/coalition", files=situation, headers=OWN).status_code == 200
    settled = editor.post(f"/api/items/{one}/edit", json={"fields": {"answer": "no"}, "settle": True}, headers=OWN)
    assert settled.json()["role"] == "adjudicator"
    assert team.item(one)["status"] == "adjudicated"
    theirs = team.history()[-1].uid
    assert coder.post("/api/undo", json={"entry": theirs}, headers=OWN).status_code == 403
    mine = team.history()[0].uid
    assert editor.post("/api/undo", json={"entry": mine}, headers=OWN).status_code == 200


def _two_coders(team: Dossier) -> None:
    ada, bo = signed_in(team, "Ada"), signed_in(team, "Bo")
    uid = next(i["uid"] for i in ada.get("/api/review?kind=position").json()["items"] if i["answer"] != "no")
    last = bo.get("/api/changes").json()["last"]
    ada.post(f"/api/items/{uid}/edit", json={"fields": {"answer": "no"}, "why": "gelesen"}, headers=OWN)
    seen = bo.get(f"/api/changes?since={last}").json()["changes"]
    assert [(c["who"], c["action"], c["item"]) for c in seen] == [("Ada", "edit", uid)]
    assert bo.get(f"/api/items/{uid}").json()["item"]["answer"] == "no"
    bo.post(f"/api/items/{uid}/edit", json={"fields": {"answer": "open"}}, headers=OWN)
    found = ada.get(f"/api/items/{uid}").json()
    assert found["item"]["conflicts"]
    assert {(e["who"], e["patch"].get("answer")) for e in found["history"]} >= {("Ada", "no"), ("Bo", "open")}
    assert uid in [i["uid"] for i in ada.get("/api/review?disputed=true").json()["items"]]
    assert f'data-uid="{uid}"' in ada.get("/review?disputed=true").text
