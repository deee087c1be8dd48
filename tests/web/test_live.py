from __future__ import annotations

import asyncio
import json

from opened_desk import OWN
from starlette.requests import Request
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web.desk import Desk
from standpunkt.web.live import _events
from standpunkt.web.readers import packaged


def test_changes_after_an_entry_are_told(client: TestClient, dossier: Dossier) -> None:
    assert client.get("/api/changes").json()["changes"] == []
    uids = [i["uid"] for i in dossier.queue(limit=2)]
    for uid in uids:
        client.post(f"/api/items/{uid}/accept", json={}, headers=OWN)
    first = client.get("/api/changes").json()
    assert [c["item"] for c in first["changes"]] == uids
    rest = client.get("/api/changes", params={"since": first["changes"][0]["id"]}).json()
    assert [c["item"] for c in rest["changes"]] == uids[1:]
    assert f'data-newest="{first["last"]}"' in client.get("/review").text


def test_a_stream_tells_what_others_change(dossier: Dossier) -> None:
    desk = Desk(dossier, packaged())
    first, second = (i["uid"] for i in dossier.queue(limit=2))
    dossier.accept(first, "Bo")

    async def never() -> dict[str, str]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def listen() -> list[dict[str, object]]:
        told = []
        async for event in _events(Request({"type": "http", "headers": []}, never), desk, 0):
            if "data: " in event:
                told.append(json.loads(event.partition("data: ")[2]))
                if len(told) == 2:
                    desk.closing = True
                else:
                    dossier.accept(second, "Cy")
        return told

    told = asyncio.run(asyncio.wait_for(listen(), 20))
    assert [[(c["who"], c["item"]) for c in each["changes"]] for each in told] == [[("Bo", first)], [("Cy", second)]]  # type: ignore[attr-defined]
