"""Marked regions of annotation programs, put together to statements and positions: what Label Studio, doccano and
UIMA CAS have in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from standpunkt.errors import InputError
from standpunkt.imports.dossier_codings import Coding, Present

__all__ = ["Region", "grouped"]

_LISTS = ("content", "cue", "frame")
_SINGLES = ("speaker", "addressee")
_KIND = {"position": "position", "condition": "condition", "pledge": "pledge"}
_FACTS = {
    "statement": ("voice", "kind", "medium"),
    "position": ("actor", "on_behalf_of", "question", "answer", "voice", "date"),
    "condition": (),
    "pledge": ("what", "voice"),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A marked stretch [start, end) in code points with its label, the group (item) it is part of, and more."""

    label: str
    start: int
    end: int
    group: str
    facts: Mapping[str, str] = field(default_factory=dict)


def grouped(document: str, regions: Sequence[Region], known: frozenset[str], where: str) -> Iterator[Coding | Present]:
    """The document, and the items that regions of one group make up. `known` are the uids of the dossier: a group of
    such a name is that item. Raises InputError for a label that is not known.
    """
    yield Present(document)
    groups: dict[str, list[Region]] = {}
    for region in regions:
        groups.setdefault(region.group, []).append(region)
    for group, found in groups.items():
        labels = {r.label for r in found}
        kinds = {_KIND.get(label, "statement") for label in labels}
        for label in labels - _KIND.keys() - set(_LISTS) - set(_SINGLES):
            raise InputError(
                f"{where}: the label {label!r} is not known; there are: {', '.join((*_SINGLES, *_LISTS, *_KIND))}"
            )
        if len(kinds) > 1:
            raise InputError(f"{where}: {', '.join(sorted(labels))} hang together, which are parts of different things")
        kind = kinds.pop()
        ordered = sorted(found, key=lambda r: (r.start, r.end))
        item = group if group in known else None
        yield Coding(document, kind, _fields(kind, ordered), where, item)


def _fields(kind: str, found: Sequence[Region]) -> dict[str, Any]:
    facts: dict[str, str] = {}
    for region in found:
        facts |= region.facts
    fields: dict[str, Any] = {n: facts[n] for n in _FACTS[kind] if n in facts}
    if kind == "statement":
        for label in _LISTS:
            fields[label] = [_span(r) for r in found if r.label == label]
        for label in _SINGLES:
            who = next((r for r in found if r.label == label), None)
            actor = {"actor": facts[f"{label}_actor"]} if f"{label}_actor" in facts else {}
            fields[label] = None if who is None else {**_span(who), **actor}
    elif kind == "condition":
        fields["span"] = _span(found[0])
        if "negated" in facts:
            fields["negated"] = facts["negated"] == "true"
        requires = {
            name: facts[fact] for name, fact in (("what", "requires"), ("actor", "requires_actor")) if fact in facts
        }
        if requires:
            fields["requires"] = requires
    else:
        fields["evidence"] = [_span(r) for r in found]
        if kind == "pledge" and "pledge_status" in facts:
            fields["status"] = facts["pledge_status"]
        if kind == "pledge" and "actors" in facts:
            fields["actors"] = [a for a in facts["actors"].split(";") if a]
    return fields


def _span(region: Region) -> dict[str, Any]:
    return {"start": region.start, "end": region.end}
