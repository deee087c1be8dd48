"""Corrections in a dossier: kept, undone, and alive after re-reading."""

from __future__ import annotations

import itertools
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from articles import TEXT, document, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.dossier import Dossier
from standpunkt.dossier.connect import open_store
from standpunkt.errors import InputError


def made(place: str | Path) -> Dossier:
    dossier = Dossier.new(place)
    dossier.add(reading(), "m1")
    return dossier


def position(dossier: Dossier, question: str = "ferry", actor: str = "person:runa velting") -> dict[str, Any]:
    (found,) = [i for i in dossier.items("position") if (i["question"], i["actor"]) == (question, actor)]
    return found


def test_a_correction_is_an_entry_and_survives_rereading(place: str) -> None:
    with made(place) as dossier:
        uid = position(dossier)["uid"]
        entry = dossier.edit(uid, "Ada", {"answer": "open"}, why="she only wishes it")
        assert (entry.who, entry.action, entry.patch, entry.why) == (
            "Ada",
            "edit",
            {"answer": "open"},
            "she only wishes it",
        )
        dossier.add(reading(shift=2), "m2")
        found = dossier.item(uid)
        assert (found["answer"], found["status"], found["conflicts"]) == ("open", "reviewed", 0)
        assert found["state"]["evidence"][0]["text"] == "ie Fähre muss bleibe"
        dossier.add(reading(answer="no"), "m3")
        assert dossier.item(uid)["answer"] == "open"
        ((conflict,),) = dossier.conflicts().values()
        assert (conflict.field, conflict.ours, conflict.theirs, conflict.who) == ("answer", "open", "no", "Ada")
        assert dossier.status()["conflicts"] == 1
        assert dossier.queue()[0]["uid"] == uid
        dossier.undo("Ada")
        assert (dossier.item(uid)["answer"], dossier.item(uid)["status"]) == ("no", "machine")
        assert [e.action for e in dossier.history()] == ["edit", "undo"]
        assert dossier.check() == []


def test_what_was_accepted_does_not_move(place: str) -> None:
    with made(place) as dossier:
        before = position(dossier)
        dossier.accept(before["uid"], "Ada")
        dossier.add(reading(shift=3, confidence=0.2), "m2")
        after = dossier.item(before["uid"])
        assert {k: v for k, v in after["state"].items() if k != "confidence"} == {
            k: v for k, v in before["state"].items() if k != "confidence"
        }
        dossier.add(reading(without=("s1",)), "m3")
        ((conflict,),) = dossier.conflicts().values()
        assert conflict.theirs == "no longer read"
        assert position(dossier)["uid"] == before["uid"]
        assert dossier.check() == []


def test_the_waste_bin_gives_back(place: str) -> None:
    with made(place) as dossier:
        uids = [i["uid"] for i in dossier.items("statement")]
        entries = [dossier.reject(u, "Ada") for u in uids]
        assert dossier.items("statement") == []
        assert {i["uid"] for i in dossier.items("statement", rejected=True)} == set(uids)
        dossier.undo("Bo", entries[0].uid)
        assert [i["uid"] for i in dossier.items("statement")] == uids[:1]
        dossier.undo("Ada")
        dossier.undo("Ada")
        assert len(dossier.items("statement")) == 3
        with pytest.raises(InputError, match="nothing of Ada is left"):
            dossier.undo("Ada")
        for _ in uids[1:]:
            dossier.redo("Ada")
        assert [i["uid"] for i in dossier.items("statement")] == uids[:1]
        with pytest.raises(InputError, match="nothing of Ada was taken back last"):
            dossier.redo("Ada")
        assert dossier.check() == []


def test_items_are_made_by_hand_and_met_by_the_machine_later(place: str) -> None:
    with Dossier.new(place) as dossier:
        dossier.add(reading(without=("s3",)), "m1")
        start = TEXT.index("lehnte das ab")
        fields = {
            "actor": "person:odo brackwede",
            "question": "ferry",
            "answer": "no",
            "evidence": [(start, start + 13)],
        }
        uid = dossier.add_item(1, "position", fields, "Ada").item
        assert uid is not None
        assert dossier.item(uid)["text"] == "lehnte das ab"
        dossier.add(reading(), "m2")
        assert dossier.item(uid)["machine"]["answer"] == "no"
        assert len(dossier.items("position")) == 3
        dossier.undo("Ada")
        assert dossier.item(uid)["status"] == "machine"
        assert dossier.check() == []


def test_actors_are_merged_and_parted_again(place: str) -> None:
    with made(place) as dossier:
        dossier.merge_actors("person:odo brackwede", "person:runa velting", "Ada", why="a test")
        with pytest.raises(InputError, match="one actor already"):
            dossier.merge_actors("person:runa velting", "person:odo brackwede", "Ada")
        dossier.edit_actor("person:runa velting", "Ada", {"name": "R. Velting", "country": "NLD"})
        dossier.add(reading(shift=1), "m2")
        assert dossier.check() == []
        store = open_store(place)
        with store.reading() as connection:
            rows = dict(connection.execute(sa.text("SELECT actor_key, actor FROM positions")).all())  # type: ignore[arg-type]
        store.close()
        assert rows["person:odo brackwede"] == "R. Velting"
        dossier.undo("Ada")
        dossier.undo("Ada")
        assert dossier.check() == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"answer": "maybe"}, "answer: 'maybe' is none of"),
        ({"colour": "red"}, "no field 'colour'"),
        ({"evidence": [(5, 4)]}, "evidence: [5, 4) is no stretch"),
        ({"evidence": [{"start": 0, "end": 6, "text": "Strait"}]}, "the text at [0, 6) is 'Streit'"),
        ({"actor": "person:nobody"}, "no actor 'person:nobody'"),
        ({"conditions": ["c9"]}, "no condition 'c9'"),
        ({"date": "gestern"}, "'gestern' is no day"),
        ({}, "nothing to set"),
    ],
)
def test_a_wrong_value_changes_nothing(tmp_path: Path, fields: dict[str, Any], says: str) -> None:
    with made(tmp_path / "d") as dossier:
        with pytest.raises(InputError, match=re.escape(says)):
            dossier.edit(position(dossier)["uid"], "Ada", fields)
        assert dossier.history() == []


def test_names_must_be_clear(tmp_path: Path) -> None:
    with made(tmp_path / "d") as dossier:
        with pytest.raises(InputError, match="several begin so"):
            dossier.item(document().id[:4])
        with pytest.raises(InputError, match="there is none"):
            dossier.accept("nothing", "Ada")
        with pytest.raises(InputError, match="sign a change"):
            dossier.accept(position(dossier)["uid"], " ")


STEPS = st.one_of(
    st.tuples(
        st.just("read"),
        st.sampled_from(["yes", "no", "open"]),
        st.integers(0, 3),
        st.sets(st.sampled_from(["s1", "s2"])),
    ),
    st.tuples(st.sampled_from(["accept", "reject"]), st.integers(0, 9), st.sampled_from("AB")),
    st.tuples(st.just("edit"), st.integers(0, 9), st.sampled_from("AB"), st.sampled_from(["yes", "no", "conditional"])),
    st.tuples(st.sampled_from(["undo", "redo"]), st.sampled_from("AB")),
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "d"
    made(path).close()
    return path


@settings(max_examples=10)
@given(st.lists(STEPS, min_size=1, max_size=7))
def test_any_run_of_steps_leaves_a_whole_dossier_in_which_nothing_is_lost(
    template: Path, steps: list[tuple[Any, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Dossier.open(shutil.copy(template, folder)) as dossier:
        kept: list[Any] = []
        for number, (step, *given) in enumerate(steps):
            found = dossier.items("position") + dossier.items("position", rejected=True)
            try:
                if step == "read":
                    dossier.add(reading(answer=given[0], shift=given[1], without=tuple(given[2])), f"m{number}")
                elif step in ("undo", "redo"):
                    getattr(dossier, step)(given[0])
                elif found and step == "edit":
                    dossier.edit(found[given[0] % len(found)]["uid"], given[1], {"answer": given[2]})
                elif found:
                    getattr(dossier, step)(found[given[0] % len(found)]["uid"], given[1])
            except InputError as error:
                if "nothing of" not in str(error):
                    raise
            now = dossier.history()
            assert now[: len(kept)] == kept
            kept = now
            assert dossier.check() == []
        for who in itertools.chain("AB"):
            while True:
                try:
                    dossier.undo(who)
                except InputError:
                    break
        dossier.add(reading(confidence=0.11), "last")
        held = [i for i in dossier.items() if i["kind"] in ("statement", "position")]
        assert len(held) == 6
        assert all(i["status"] == "machine" and not i["conflicts"] and i["state"] == i["machine"] for i in held)
        assert dossier.check() == []
