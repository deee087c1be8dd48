"""Two people: how far they agree, who settles it, and two dossiers become one."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from articles import CODEBOOK, TEXT, reading
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.dossier import Dossier
from standpunkt.dossier.agreement import alpha

VALUES = st.sampled_from(["yes", "no", "open", None])


def by_definition(table: list[list[str | None]]) -> float:
    """1 - observed / expected disagreement, pair by pair."""
    units = [[v for v in row if v is not None] for row in table if sum(v is not None for v in row) > 1]
    values = [v for unit in units for v in unit]
    observed = sum(sum(a != b for a, b in itertools.permutations(u, 2)) / (len(u) - 1) for u in units) / len(values)
    expected = sum(a != b for a, b in itertools.permutations(values, 2)) / (len(values) * (len(values) - 1))
    return 1 - observed / expected


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=15))
def test_alpha_follows_its_definition(table: list[list[str | None]]) -> None:
    units = {str(n): {str(c): v for c, v in enumerate(row) if v is not None} for n, row in enumerate(table)}
    ours = alpha(units)
    paired = [row for row in table if sum(v is not None for v in row) > 1]
    if len({v for row in paired for v in row if v is not None}) < 2:
        assert ours is None
        return
    assert ours == pytest.approx(by_definition(table))


def test_two_coders_and_an_adjudicator(place: str) -> None:
    with Dossier.new(place, codebook=CODEBOOK) as dossier:
        dossier.add(reading(), "m1")
        first, second, third = (i["uid"] for i in dossier.items("position"))
        for who in ("Ada", "Bo"):
            dossier.accept(first, who)
            dossier.accept(third, who)
        dossier.accept(second, "Ada")
        dossier.edit(second, "Bo", {"answer": "no"})
        overall, by_question = dossier.agreement()
        assert (overall.units, overall.coders, len(overall.differ)) == (3, ("Ada", "Bo"), 1)
        assert overall.alpha is not None
        assert set(by_question) == {"ferry", "subsidy"}
        assert list(dossier.conflicts()) == [second]
        dossier.edit(second, "Cy", {"answer": "yes"}, role="adjudicator")
        assert dossier.conflicts() == {}
        assert dossier.status()["adjudicated"] == 1
        assert dossier.agreement()[0] == overall
        assert dossier.check() == []
    shown = CliRunner().invoke(app, ["agreement", place, "--format", "json"]) if "://" not in place else None
    if shown:
        assert json.loads(shown.output)["overall"]["units"] == 3


def test_dossiers_of_two_people_become_one(place: str, tmp_path: Path) -> None:
    other = tmp_path / "bo.dossier"
    added = TEXT + "Nur bei Bo. " + "".join(f"Satz {n} in Bos Artikel ist neu. " for n in range(80))
    start = TEXT.index("lehnte das ab")
    by_hand = {"content": [(start, start + 6)], "speaker": {"start": start - 15, "end": start - 1, "actor": None}}
    with Dossier.new(other) as bo:
        bo.add(reading(shift=1), "m2")
        bo.add(reading(text=added), "m2")
        one = bo.items("position")[0]
        bo.edit(one["uid"], "Bo", {"answer": "open"}, why="read twice")
        bo.reject(bo.items("statement")[2]["uid"], "Bo")
        made = bo.add_item(1, "statement", by_hand, "Bo").item
        bo.merge_actors("person:odo brackwede", "person:runa velting", "Bo")
        bo.undo("Bo")
        theirs = bo.history()
    with Dossier.new(place) as ada:
        ada.add(reading(shift=2), "m1")
        ada.edit(ada.items("position")[1]["uid"], "Ada", {"answer": "open"})
        found = ada.merge(other)
        assert found == {"documents": 1, "readings": 1, "changes": 5}
        assert ada.check() == []
        history = ada.history()
        assert [e.uid for e in history if e.who == "Bo"] == [e.uid for e in theirs]
        assert {e.who for e in history} == {"Ada", "Bo"}
        mine = ada.items("position", document=1)
        assert sorted(i["answer"] for i in mine) == ["no", "open", "open"]
        assert ada.item(str(made))["status"] == "reviewed"
        assert ada.status()["rejected"] == 1
        assert ada.merge(other) == {"documents": 0, "readings": 0, "changes": 0}
        assert ada.history() == history
        ada.undo("Bo")
        assert ada.check() == []
