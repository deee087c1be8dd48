from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from opened_desk import OWN, TOKEN
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web import create_app


def test_readers_and_coders_at_once_lose_nothing(dossier: Dossier) -> None:
    people = ("Ada", "Bert", "Cleo")
    apps = [create_app(dossier, token=TOKEN, hosts=["testserver"], who=who) for who in people]
    uids = [i["uid"] for i in dossier.queue(limit=30)]

    def opened(app: int) -> TestClient:
        client = TestClient(apps[app])
        client.get(f"/?token={TOKEN}")
        return client

    def code(number: int) -> list[int]:
        client = opened(number)
        return [
            client.post(f"/api/items/{uid}/accept", json={"why": people[number]}, headers=OWN).status_code
            for uid in uids[number * 10 : number * 10 + 10]
        ]

    def look(number: int) -> list[int]:
        client = opened(number % 3)
        return [client.get(path).status_code for path in ("/", "/review", "/history", "/api/counts")]

    with ThreadPoolExecutor(7) as pool:
        coded = [pool.submit(code, n) for n in range(3)]
        looked = [pool.submit(look, n) for n in range(4)]
        assert {status for each in (*coded, *looked) for status in each.result()} == {200}
    history = dossier.history()
    assert sorted((e.item, e.who) for e in history) == sorted((uid, people[n // 10]) for n, uid in enumerate(uids))
    assert all(dossier.item(uid)["status"] == "reviewed" for uid in uids)
