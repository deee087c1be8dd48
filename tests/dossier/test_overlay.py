"""Corrections laid over readings, without a database."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from standpunkt.dossier.matching import Known, match
from standpunkt.dossier.overlay import Entry, active, fold, same

MACHINE = {
    "answer": "yes",
    "actor": "state:NLD",
    "evidence": [{"start": 4, "end": 9, "text": "„ja“,"}],
    "confidence": 0.5,
}


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 12))):
        action = draw(st.sampled_from(["accept", "reject", "edit", "undo"]))
        if action == "undo" and not entries:
            continue
        entry = Entry(f"e{number:02}", f"2025-01-01T00:00:{number:02}", draw(st.sampled_from("AB")), action)  # type: ignore[arg-type]
        if action == "undo":
            entry = dataclasses.replace(entry, undoes=draw(st.sampled_from(entries)).uid)
        elif action == "edit":
            entry = dataclasses.replace(entry, patch={"answer": draw(st.sampled_from(["yes", "no", "open"]))})
        elif action == "accept":
            entry = dataclasses.replace(entry, patch={"answer": "yes", "actor": "state:NLD"})
        entries.append(dataclasses.replace(entry, basis=MACHINE))
    return entries


@given(histories(), st.booleans())
def test_undoing_the_last_change_brings_back_what_held_before(entries: list[Entry], gone: bool) -> None:
    for entry in active(entries)[-1:]:
        undo = Entry("z", "2026", "A", "undo", undoes=entry.uid)
        rest = [e for e in active(entries) if e.uid != entry.uid]
        assert active([*entries, undo]) == rest
        assert fold(MACHINE, [*entries, undo], gone=gone) == fold(MACHINE, rest, gone=gone)
        again = Entry("zz", "2027", "A", "undo", undoes="z")
        assert fold(MACHINE, [*entries, undo, again], gone=gone) == fold(MACHINE, entries, gone=gone)


@given(histories(), st.randoms())
def test_the_order_in_which_entries_are_given_does_not_matter(entries: list[Entry], random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert fold(MACHINE, shuffled) == fold(MACHINE, entries)


@given(histories())
def test_what_a_person_set_stands_whatever_the_machine_reads_next(entries: list[Entry]) -> None:
    set_by_people = {name for e in active(entries) for name in e.patch}
    other = {**MACHINE, "answer": "conditional", "actor": "state:BEL"}
    before, after = fold(MACHINE, entries), fold(other, entries)
    assert before.rejected == after.rejected
    assert before.state is not None
    assert after.state is not None
    for name in set_by_people:
        assert after.state[name] == before.state[name]
    for name in MACHINE.keys() - set_by_people:
        assert after.state[name] == other[name]  # type: ignore[literal-required]
    if set_by_people and not after.rejected:
        assert {c.field for c in after.conflicts if c.between == "machine"} == set_by_people & {"answer", "actor"}


def test_a_shift_over_quotation_marks_is_no_conflict() -> None:
    accepted = Entry("a", "1", "A", "accept", patch={"evidence": MACHINE["evidence"]}, basis=MACHINE)
    shifted = {**MACHINE, "evidence": [{"start": 5, "end": 7, "text": "ja"}]}
    found = fold(shifted, [accepted])
    assert found.state is not None
    assert found.state["evidence"] == MACHINE["evidence"]
    assert found.conflicts == ()
    moved = {**MACHINE, "evidence": [{"start": 15, "end": 17, "text": "ja"}]}
    assert [c.field for c in fold(moved, [accepted]).conflicts] == ["evidence"]


def test_a_corrected_item_that_is_no_longer_read_is_kept_and_shown() -> None:
    edit = Entry("a", "1", "A", "edit", patch={"answer": "no"}, basis=MACHINE)
    found = fold(MACHINE, [edit], gone=True)
    assert found.state == {**MACHINE, "answer": "no"}
    assert [(c.field, c.between) for c in found.conflicts] == [("item", "machine")]
    assert fold(MACHINE, [], gone=True).state is None


def test_two_people_differ_until_somebody_settles_it() -> None:
    one = Entry("a", "1", "A", "edit", patch={"answer": "no"}, basis=MACHINE)
    two = Entry("b", "2", "B", "edit", patch={"answer": "open"}, basis=MACHINE)
    found = fold(MACHINE, [one, two])
    assert [(c.field, c.ours, c.theirs, c.who) for c in found.conflicts] == [("answer", "open", "no", "A")]
    settled = Entry("c", "0", "C", "edit", "adjudicator", patch={"answer": "yes"}, basis=MACHINE)
    found = fold(MACHINE, [one, two, settled])
    assert (found.status, found.conflicts) == ("adjudicated", ())
    assert found.state is not None
    assert found.state["answer"] == "yes"
    assert fold(MACHINE, [one, two], who="A").state == {**MACHINE, "answer": "no"}


def statement(start: int, end: int, speaker: int = 100) -> dict[str, Any]:
    return {"content": [{"start": start, "end": end, "text": "x" * (end - start)}], "speaker": {"start": speaker}}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8, unique=True), st.integers(-3, 3))
def test_shifted_items_are_known_again(places: list[int], shift: int) -> None:
    known = [Known(f"u{p}", "statement", (statement(p * 20, p * 20 + 12),)) for p in places]
    found = [("statement", statement(max(0, p * 20 + shift), p * 20 + 12 + shift)) for p in reversed(places)]
    assert match(known, found) == {n: f"u{p}" for n, p in enumerate(reversed(places))}


def test_items_are_told_apart_by_kind_question_and_speaker() -> None:
    known = [Known("a", "statement", (statement(0, 10, 50),)), Known("b", "statement", (statement(0, 10, 70),))]
    assert match(known, [("statement", statement(0, 10, 70)), ("statement", statement(0, 10, 50))]) == {0: "b", 1: "a"}
    assert match(known, [("condition", {"start": 0, "end": 10})]) == {}
    position = {"evidence": [{"start": 0, "end": 9, "text": "x" * 9}], "actor": "a", "question": "q"}
    assert match([Known("p", "position", (position,))], [("position", {**position, "question": "r"})]) == {}
    assert match([Known("p", "position", (position,))], [("position", {**position, "actor": "b"})]) == {0: "p"}


def test_same_looks_through_spans_but_not_past_values() -> None:
    assert same({"start": 0, "end": 3, "text": "„a“"}, {"start": 1, "end": 2, "text": "a"})
    assert not same({"start": 0, "end": 1, "text": "a"}, {"start": 4, "end": 5, "text": "a"})
    assert not same([1], [1, 2])
    assert same({"confidence": 0.1, "x": 1}, {"confidence": 0.9, "x": 1})
