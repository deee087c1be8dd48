"""A reading as it stands after all corrections, in the form of the contract. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from standpunkt.dossier.items import actor_keys
from standpunkt.model import SCHEMA

__all__ = ["rebuilt"]

Wire = dict[str, Any]
_SHORT = {"statement": "s", "condition": "c"}


def rebuilt(
    document: Wire,
    content: Mapping[str, Any],
    items: Iterable[Mapping[str, Any]],
    actors: Mapping[str, Mapping[str, Any]],
) -> Wire:
    """The reading of `document` with what people changed. `content` is the latest reading without its document (what
    nobody corrects is taken from it), `items` are those that hold, `actors` what is known by key (merged ones say so).
    """
    found = list(items)
    local: dict[str, str] = {}
    for kind, letter in _SHORT.items():
        of_kind = [i for i in found if i["kind"] == kind]
        local |= {item["uid"]: f"{letter}{n}" for n, item in enumerate(of_kind, 1)}
    people = _Actors(content, actors)
    parts: dict[str, list[Wire]] = {"statement": [], "condition": [], "position": [], "pledge": []}
    for item in found:
        state = dict(item["state"])
        for name in ("statements", "conditions"):
            if name in state:
                state[name] = [local[uid] for uid in state[name] if uid in local]
        for name in ("speaker", "addressee"):
            if state.get(name):
                state[name] = {**state[name], "actor": people.ident(state[name].get("actor"))}
        if item["kind"] == "condition":
            state["requires"] = {**state["requires"], "actor": people.code(state["requires"].get("actor"))}
        elif item["kind"] == "position":
            state["actor"] = people.ident(state["actor"])
            state["on_behalf_of"] = people.code(state.get("on_behalf_of"))
        elif item["kind"] == "pledge":
            state["actors"] = [people.code(a) for a in state["actors"]]
        if item["kind"] in _SHORT:
            state = {"id": local[item["uid"]], **state}
        parts[item["kind"]].append(state)
    head = {k: v for k, v in document.items() if k != "provenance"}
    rest = {k: content.get(k, []) for k in ("quantities", "times", "open_questions", "terms")}
    return {
        "schema": SCHEMA,
        "document": head,
        "actors": people.records(),
        "statements": parts["statement"],
        "conditions": parts["condition"],
        "positions": parts["position"],
        "pledges": parts["pledge"],
        **rest,
    }


class _Actors:
    """Actors of the dossier under the ids of a reading; those that it lacks get an id of their own."""

    def __init__(self, content: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> None:
        self.known = known
        keys = actor_keys(content)
        self.found: dict[str, Wire] = {}
        self.mentions: dict[str, list[Wire]] = {}
        for record in content.get("actors", ()):
            root = self._root(keys[record["id"]])
            self.mentions.setdefault(root, []).extend(record["mentions"])
            self.found.setdefault(root, {"id": record["id"]})
        self.taken = {r["id"] for r in self.found.values()}

    def _root(self, key: str) -> str:
        return str(self.known.get(key, {}).get("merged_into") or key)

    def code(self, key: str | None) -> str | None:
        """The code of a state, where the contract names states so; the id of any other actor."""
        root = None if key is None else self._root(key)
        if root is not None and re.fullmatch("state:[A-Z]{3}", root):
            return root.partition(":")[2]
        return self.ident(root)

    def ident(self, key: str | None) -> str | None:
        """The id of an actor by key; a state or organisation that is only referred to goes by its code."""
        if key is None:
            return None
        root = self._root(key)
        if root not in self.found:
            kind, _, name = root.partition(":")
            if kind in ("state", "organisation") and name.isupper() and name.isalnum():
                return name
            number = len(self.taken) + 1
            while f"a{number}" in self.taken:
                number += 1
            self.taken.add(f"a{number}")
            self.found[root] = {"id": f"a{number}"}
        return str(self.found[root]["id"])

    def records(self) -> list[Wire]:
        """The actors in the form of the contract; whom they represent may add one more."""
        out: list[Wire] = []
        done: set[str] = set()
        while left := [k for k in self.found if k not in done]:
            for key in left:
                done.add(key)
                about = self.known.get(key, {})
                out.append(
                    {
                        "id": self.found[key]["id"],
                        "name": about.get("name", key),
                        "type": about.get("type", key.partition(":")[0]),
                        "represents": self.code(about.get("represents")),
                        "role": about.get("role"),
                        "country": about.get("country"),
                        "mentions": self.mentions.get(key, []),
                    }
                )
        return out
