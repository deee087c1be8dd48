"""An article as it stands in the dossier: its text cut into marked segments, and a card a statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standpunkt.exports.marks import blocks
from standpunkt.model import Document, Reading, Statement, Who
from standpunkt.span import Span
from standpunkt.web.desk import DeskOf
from standpunkt.web.views import Data, view

__all__ = ["article", "item"]

Wire = Mapping[str, Any]


@view("/articles/{ident}", "article.html", lambda data: [_row(item) for item in data["items"]])
def article(desk: DeskOf, ident: str) -> Data:
    """An article: its text with marks, its statements, and what rests on them."""
    document = desk.document(ident)
    items = desk.dossier.items(document=document.id)
    names = {a["key"]: a["name"] for a in desk.dossier.actors()}
    statements = [i for i in items if i["kind"] == "statement"]
    resting = _resting(items)
    return {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "published": document.published,
        "outlet": document.outlet,
        "url": document.url,
        "text": document.text,
        "blocks": _blocks(document, statements),
        "items": items,
        "statements": [{**s, "positions": resting.get(s["uid"], [])} for s in statements],
        "conditions": {i["uid"]: i for i in items if i["kind"] == "condition"},
        "others": [i for i in items if i["kind"] in ("position", "pledge") and not _held_by(i, resting)],
        "questions": desk.dossier.questions(),
        "names": names,
    }


@view("/items/{uid}", "item.html", lambda data: data["history"])
def item(desk: DeskOf, uid: str) -> Data:
    """A statement, position, condition or pledge: what holds, what is disputed, and who changed what when and why."""
    from dataclasses import asdict

    found = desk.dossier.item(uid)
    document = desk.document(found["document"])
    names = {a["key"]: a["name"] for a in desk.dossier.actors()}
    return {
        "item": found,
        "passage": passage(document, found["start"], found["end"]),
        "conflicts": [asdict(c) for each in desk.dossier.conflicts(found["uid"]).values() for c in each],
        "history": [asdict(e) for e in desk.dossier.history(item=found["uid"])],
        "questions": desk.dossier.questions(),
        "names": names,
    }


def passage(document: Document, start: int, end: int, around: int = 220) -> dict[str, Any]:
    """The words of an item with what stands before and after them, cut at blanks.

    `from` is where the passage begins (code points); `cut_before` and `cut_after` say that text was left out.
    """
    text = document.text
    left, right = max(0, start - around), min(len(text), end + around)
    while left > 0 and start - left < around + 40 and not text[left - 1].isspace():
        left -= 1
    while left < start and text[left].isspace():
        left += 1
    while right < len(text) and right - end < around + 40 and not text[right].isspace():
        right += 1
    return {
        "from": left,
        "before": text[left:start],
        "words": text[start:end],
        "after": text[end:right],
        "cut_before": bool(text[:left].strip()),
        "cut_after": bool(text[right:].strip()),
    }


def _blocks(document: Document, statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The layout's parts; a segment is a place, a text, and the roles and numbers of the statements it is in."""
    reading = Reading(document, tuple(_statement(s) for s in statements))
    out = []
    for block in blocks(reading):
        segments = [
            {
                "start": segment.start,
                "text": segment.text,
                "roles": list(dict.fromkeys(mark.role for mark in segment.marks)),
                "cards": list(dict.fromkeys(mark.number for mark in segment.marks)),
            }
            for segment in block.segments
        ]
        out.append({"kind": block.kind, "segments": segments})
    return out


def _statement(record: Wire) -> Statement:
    state = record["state"]

    def many(name: str) -> tuple[Span, ...]:
        return tuple(_span(s) for s in state.get(name) or ())

    def who(name: str) -> Who | None:
        given = state.get(name)
        return Who(_span(given), given.get("actor")) if given else None

    return Statement(
        record["uid"], state["voice"], state["kind"], state["medium"], many("content"),
        state.get("confidence") or 0.0, who("speaker"), many("cue"), who("addressee"), many("frame"),
    )  # fmt: skip


def _span(wire: Wire) -> Span:
    return Span(wire["start"], wire["end"], wire["text"])


def _resting(items: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Positions by the uids of the statements that they rest on."""
    known = {i["uid"] for i in items if i["kind"] == "statement"}
    out: dict[str, list[dict[str, Any]]] = {}
    for each in items:
        if each["kind"] == "position":
            for uid in each["state"].get("statements") or ():
                if uid in known:
                    out.setdefault(uid, []).append(each)
    return out


def _held_by(item: Wire, resting: Mapping[str, list[dict[str, Any]]]) -> bool:
    return any(item["uid"] == one["uid"] for held in resting.values() for one in held)


def _row(record: Wire) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k not in ("state", "machine")}
