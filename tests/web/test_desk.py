from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from opened_desk import OWN
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web.desk import Desk
from standpunkt.web.readers import packaged


def test_what_is_kept_holds_for_one_state_of_the_dossier(dossier: Dossier) -> None:
    desk = Desk(dossier, packaged())
    asked: list[int] = []

    def compute() -> int:
        asked.append(1)
        return len(asked)

    assert [desk.kept(("x",), compute), desk.kept(("x",), compute)] == [1, 1]
    uid = dossier.queue()[0]["uid"]
    dossier.accept(uid, "Bert")  # somebody else, past the desk
    assert desk.kept(("x",), compute) == 2
    dossier.undo("Bert")
    assert desk.kept(("x",), compute) == 3
    dossier.set_codebook('[[question]]\nid = "q"\ntext = "Wer?"\n')
    assert desk.kept(("x",), compute) == 4


def test_many_who_ask_while_it_changes_wait_for_one_another_once(dossier: Dossier) -> None:
    desk = Desk(dossier, packaged())
    uids = iter([i["uid"] for i in dossier.queue(limit=40)])
    made: list[int] = []

    def compute() -> int:
        time.sleep(0.3)
        dossier.accept(next(uids), "Bert")  # changed again before it is laid out
        made.append(1)
        return len(made)

    together = Barrier(12)

    def ask(_: int) -> int:
        together.wait(20)
        return desk.kept(("x",), compute)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(ask, range(12)))
    assert len(made) <= 3


def test_counts_follow_changes(client: TestClient) -> None:
    before = client.get("/api/counts").json()
    uid = client.get("/api/review").json()["items"][0]["uid"]
    client.post(f"/api/items/{uid}/accept", json={}, headers=OWN)
    after = client.get("/api/counts").json()
    assert after["to_review"] == before["to_review"] - 1
    assert after["reviewed"] == before["reviewed"] + 1
    assert not after["stale"]


def test_slow_counts_are_shown_stale_rather_than_waited_for(dossier: Dossier) -> None:
    desk = Desk(dossier, packaged())
    first = desk.counts()
    stamp, _, found = desk._counts or ((), 0.0, {})
    desk._counts = stamp, 9.0, found  # as if counting had taken nine seconds
    dossier.accept(dossier.queue()[0]["uid"], "Ada")
    shown = desk.counts(wait=False)
    assert (shown["to_review"], shown["stale"]) == (first["to_review"], True)
    assert desk.counts()["to_review"] == first["to_review"] - 1
