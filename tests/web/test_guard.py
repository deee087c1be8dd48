from __future__ import annotations

import pytest
from opened_desk import OWN, TOKEN, stranger
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web.guard import POLICY


def test_nobody_gets_in_without_the_token(dossier: Dossier) -> None:
    client = stranger(dossier)
    for path in ("/", "/api/matrix", "/review", "/api/openapi.json", "/?token=wrong", "/nowhere"):
        assert client.get(path).status_code == 401, path
    assert client.post("/api/undo", json={}, headers=OWN).status_code == 401


def test_the_url_with_the_token_opens_the_desk_and_does_not_stay_in_the_address(dossier: Dossier) -> None:
    client = stranger(dossier)
    answer = client.get(f"/?as_of=2026-03-01&token={TOKEN}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?as_of=2026-03-01"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert client.get("/").status_code == 200


def test_programs_send_the_token_as_bearer(dossier: Dossier) -> None:
    client = stranger(dossier)
    assert client.get("/api/matrix", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/api/matrix", headers={"authorization": "Bearer no"}).status_code == 401
    uid = client.get("/api/review", headers={"authorization": f"Bearer {TOKEN}"}).json()["items"][0]["uid"]
    answer = client.post(f"/api/items/{uid}/accept", json={}, headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://testserver.elsewhere.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
        {},
    ],
)
def test_another_site_changes_nothing(client: TestClient, dossier: Dossier, headers: dict[str, str]) -> None:
    uid = client.get("/api/review").json()["items"][0]["uid"]
    assert client.post(f"/api/items/{uid}/reject", json={}, headers=headers).status_code == 403
    assert client.post(f"/items/{uid}/reject", data={"why": ""}, headers=headers).status_code == 403
    assert dossier.history() == []


def test_another_site_may_link_here_but_not_fetch_or_frame(client: TestClient) -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.get("/", headers=link).status_code == 200
    assert (
        client.get("/api/matrix", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}).status_code == 403
    )
    assert client.get("/", headers={**link, "sec-fetch-dest": "iframe"}).status_code == 403


def test_a_foreign_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 421


def test_every_answer_forbids_inline_scripts_and_foreign_hosts(client: TestClient) -> None:
    for path in ("/", "/review", "/static/desk.js", "/nowhere", "/api/matrix"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == POLICY, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_bodies_are_bounded(client: TestClient) -> None:
    big = b"x" * 1_000_001
    assert client.post("/api/undo", content=big, headers=OWN).status_code == 413
    stream = client.post("/api/undo", content=iter([big[:600_000], big[:600_000]]), headers=OWN)
    assert stream.status_code == 413


def test_browsers_keep_our_files_and_nothing_of_the_dossier(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["cache-control"] == "no-store"
    script = page.text.partition('<script src="')[2].partition('"')[0]
    assert "?v=" in script
    assert "immutable" in client.get(script).headers["cache-control"]
    assert client.get("/static/none.js").headers["cache-control"] == "no-store"
