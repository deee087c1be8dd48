"""Which item of a new reading is which of the last one, also where the model's spans have shifted. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from standpunkt.dossier.items import anchors

__all__ = ["Known", "match"]

_LEAST = 0.5
"""How much of the shorter of two places must lie in the other one for both to be the same item."""


@dataclass(frozen=True, slots=True)
class Known:
    """An item of the dossier: its payloads are what the machine last read, and what holds with corrections."""

    uid: str
    kind: str
    payloads: tuple[Mapping[str, Any], ...]


def match(known: Sequence[Known], found: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[int, str]:
    """For each index of `found` (kind, payload) the uid of the known item that it is, where it is one.

    Two items are the same where they are of one kind (positions: of one question) and at least half of the shorter
    one's words lie in the other. The best pairs go first: nearest in place, then by who speaks. Each item is used once.
    """
    pairs: list[tuple[float, int, int]] = []
    by_kind: dict[str, list[int]] = {}
    for k, item in enumerate(known):
        by_kind.setdefault(item.kind, []).append(k)
    for f, (kind, payload) in enumerate(found):
        for k in by_kind.get(kind, ()):
            score = max((_score(kind, old, payload) for old in known[k].payloads), default=0.0)
            if score > 0:
                pairs.append((-score, k, f))
    out: dict[int, str] = {}
    used: set[int] = set()
    for _, k, f in sorted(pairs):
        if f not in out and k not in used:
            out[f] = known[k].uid
            used.add(k)
    return out


def _score(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> float:
    if kind == "position" and old.get("question") != new.get("question"):
        return 0.0
    a, b = _places(kind, old), _places(kind, new)
    common = len(a & b)
    if not a or not b or common < _LEAST * min(len(a), len(b)):
        return 0.0
    score = common / len(a | b)
    if kind == "statement":
        score += 0.5 * (_who(old) == _who(new))
    elif kind == "position":
        score += 0.5 * (old.get("actor") == new.get("actor")) + 0.1 * (old.get("answer") == new.get("answer"))
    elif kind == "pledge":
        score += 0.5 * (old.get("actors") == new.get("actors")) + 0.1 * (old.get("what") == new.get("what"))
    return score


def _places(kind: str, payload: Mapping[str, Any]) -> set[int]:
    return {place for start, end in anchors(kind, payload) for place in range(start, end)}


def _who(payload: Mapping[str, Any]) -> Any:
    speaker = payload.get("speaker")
    return speaker and (speaker.get("actor") or speaker["start"])
