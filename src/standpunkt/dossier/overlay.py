"""Corrections laid over what the machine read. Pure: from a history to what holds now, and what is in dispute.

An entry of the history says what somebody changed. `accept` keeps the whole item as it was seen, so that a later
reading cannot move it; `edit` sets the fields it names and lets the others follow the machine; `reject` puts the item
in the waste bin; `add` makes one by hand. `undo` takes back the entry it names, also another undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Conflict", "Entry", "Outcome", "active", "fold", "same"]

Action = Literal["accept", "reject", "edit", "add", "undo", "merge_actors", "edit_actor"]
Role = Literal["coder", "adjudicator"]
_LOOSE = " \t\n\r\u00a0.,;:!?\"'„“”‚‘’«»‹›–—-()"
_MACHINE = {"confidence"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: who made it, when (ISO 8601, UTC), to what, and why.

    `patch` holds the fields set (`accept` and `add`: all of them), `basis` what the machine said then (None where it
    said nothing), `undoes` the entry taken back.
    """

    uid: str
    at: str
    who: str
    action: Action
    role: Role = "coder"
    item: str | None = None
    actor: str | None = None
    patch: Mapping[str, Any] = field(default_factory=dict)
    basis: Mapping[str, Any] | None = None
    why: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something in dispute: `ours` stands, `theirs` is what the machine or another person says."""

    field: str
    ours: Any
    theirs: Any
    between: Literal["machine", "people"]
    who: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What holds of an item: None where neither a machine nor a person says it."""

    state: dict[str, Any] | None
    rejected: bool
    status: Literal["machine", "reviewed", "adjudicated"]
    conflicts: tuple[Conflict, ...]


def active(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that no undo takes back, in order of time; undo entries themselves are left out."""
    taken: set[str] = set()
    out: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.at, e.uid), reverse=True):
        if entry.uid in taken:
            continue
        if entry.action == "undo":
            taken.add(str(entry.undoes))
        else:
            out.append(entry)
    return out[::-1]


def fold(
    machine: Mapping[str, Any] | None, entries: Sequence[Entry], *, gone: bool = False, who: str | None = None
) -> Outcome:
    """What holds of one item. `machine` is what was last read of it, `gone` that the latest reading has it no more.

    `who` asks for one person's view: the machine's reading with that person's entries alone.
    """
    live = [e for e in active(entries) if who is None or e.who == who]
    live.sort(key=lambda e: e.role == "adjudicator")  # stable: an adjudicator has the last word
    state = None if machine is None else dict(machine)
    rejected = False
    for entry in live:
        if entry.action in ("accept", "add"):
            state, rejected = {**(state or {}), **entry.patch}, False
        elif entry.action == "edit" and state is not None:
            state.update(entry.patch)
        elif entry.action == "reject":
            rejected = True
    made = [e for e in live if e.action in ("accept", "add", "reject", "edit")]
    settled = any(e.role == "adjudicator" for e in made)
    if gone and not any(e.action in ("accept", "add", "edit") for e in made):
        return Outcome(None if not made else state, rejected, "reviewed" if made else "machine", ())
    conflicts = () if state is None else (*_with_machine(machine, made, state, rejected, gone), *_people(made, settled))
    return Outcome(state, rejected, "adjudicated" if settled else "reviewed" if made else "machine", conflicts)


def _with_machine(
    machine: Mapping[str, Any] | None, made: Sequence[Entry], state: Mapping[str, Any], rejected: bool, gone: bool
) -> list[Conflict]:
    """Where the machine has changed its mind since a person decided, and now says otherwise."""
    if machine is None or not made or rejected:
        return []
    if gone:
        return [Conflict("item", "kept", "no longer read", "machine", made[-1].who)]
    last = {name: entry for entry in made for name in entry.patch}
    return [
        Conflict(name, state.get(name), machine.get(name), "machine", entry.who)
        for name, entry in last.items()
        if name not in _MACHINE
        and not same(machine.get(name), (entry.basis or {}).get(name))
        and not same(machine.get(name), state.get(name))
    ]


def _people(made: Sequence[Entry], settled: bool) -> list[Conflict]:
    """Where the last words of two people differ and nobody has settled it."""
    if settled:
        return []
    last: dict[str, Entry] = {}
    views: dict[str, dict[str, Any]] = {}
    for entry in made:
        last[entry.who] = entry
        view = views.setdefault(entry.who, {})
        view["rejected"] = entry.action == "reject" or (entry.action == "edit" and view.get("rejected", False))
        view.update(entry.patch)
    if len(views) < 2:
        return []
    final = made[-1].who
    out = []
    for who, view in views.items():
        if who == final:
            continue
        for name in sorted(view.keys() & views[final].keys() - _MACHINE):
            if not same(view[name], views[final][name]):
                out.append(Conflict(name, views[final][name], view[name], "people", who))
    return out


def same(one: Any, other: Any) -> bool:
    """Whether two values mean the same: spans that differ by blanks, quotation marks or punctuation alone do."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        if {"start", "end", "text"} <= one.keys() & other.keys():
            rest = {"start", "end", "text"}
            return _core(one) == _core(other) and same(
                {k: v for k, v in one.items() if k not in rest}, {k: v for k, v in other.items() if k not in rest}
            )
        keys = (one.keys() | other.keys()) - _MACHINE
        return all(same(one.get(k), other.get(k)) for k in keys)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)


def _core(span: Mapping[str, Any]) -> tuple[int, int]:
    text = str(span["text"])
    left = len(text) - len(text.lstrip(_LOOSE))
    right = len(text) - len(text.rstrip(_LOOSE))
    if left == len(text):
        return span["start"], span["end"]
    return span["start"] + left, span["end"] - right
