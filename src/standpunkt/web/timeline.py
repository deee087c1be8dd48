"""The timeline: the positions of each actor over time, and what each of them changed."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

from standpunkt.dossier.changes import Change
from standpunkt.web.desk import Desk, DeskOf
from standpunkt.web.views import Data, view

__all__ = ["timeline"]

_WIDTH = 1060
_LEFT = 230
_ROW = 34
_TOP = 40


@view("/timeline", "timeline.html", lambda data: data["changes"], picture="timeline")
def timeline(desk: DeskOf, actor: str = "", question: str = "", confirmed: bool = True) -> Data:
    """The positions of each actor over time: new, confirmed, strengthened, weakened, made conditional, reversed."""
    return desk.kept(("timeline", actor, question, confirmed), lambda: _told(desk, actor, question, confirmed))


def _told(desk: Desk, actor: str, question: str, confirmed: bool) -> Data:
    names = {a["key"]: a["name"] for a in desk.dossier.actors()}
    asked = desk.dossier.questions()
    found = desk.dossier.timeline(actor=actor or None, question=question or None)
    shown = [c for c in found if confirmed or c.kind != "confirmed"]
    return {
        "filters": {"actor": actor, "question": question, "confirmed": confirmed},
        "names": names,
        "questions": asked,
        "changes": [_row(c, names) for c in shown],
        "picture": picture(found, names, asked),
    }


def _row(change: Change, names: dict[str, str]) -> dict[str, Any]:
    position, before = change.position, change.before
    return {
        "kind": change.kind,
        **asdict(position),
        "name": names.get(position.actor, position.actor),
        "before_answer": before.answer if before else None,
        "before_date": before.date if before else None,
        "before_text": before.text if before else None,
    }


def picture(found: list[Change], names: dict[str, str], asked: dict[str, str], most: int = 120) -> dict[str, Any]:
    """Where everything stands in a picture: a row for each actor and question, in the order of the questions.

    Units are pixels. `left` is where time begins; a bar lasts until the next position of its row. Rows beyond `most`
    are left out and counted in `more`.
    """
    if not found:
        return {"rows": [], "ticks": [], "width": 0, "height": 0, "left": 0, "more": 0}
    days = [_day(c) for c in found]
    first, last = min(days), max(days)
    length = max(1, last - first)

    def x(day: int) -> float:
        return round(_LEFT + 14 + (_WIDTH - _LEFT - 28) * (day - first) / length, 1)

    groups: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        groups.setdefault((change.position.question, change.position.actor), []).append(change)
    order = {q: i for i, q in enumerate(asked)}
    keys = sorted(groups, key=lambda k: (order.get(k[0], len(order)), k[0], names.get(k[1], k[1]).casefold()))
    rows: list[dict[str, Any]] = []
    y = _TOP
    heading = None
    for key in keys[:most]:
        if key[0] != heading:
            heading = key[0]
            rows.append({"heading": asked.get(heading, heading), "y": y + 23})
            y += _ROW
        held = groups[key]
        points = [
            {
                "x": x(_day(c)),
                "until": x(_day(after)) if after else x(last),
                "answer": c.position.answer,
                "kind": c.kind,
                "date": c.position.date,
                "text": c.position.text,
                "item": c.position.item,
                "document": c.position.document,
            }
            for c, after in zip(held, [*held[1:], None], strict=True)
        ]
        rows.append({"name": names.get(key[1], key[1]), "y": y + _ROW // 2, "points": points})
        y += _ROW
    ticks = []
    for step in range(5):
        day = first + round(length * step / 4)
        ticks.append({"x": x(day), "date": datetime.date.fromordinal(day).isoformat()})
    return {
        "rows": rows, "ticks": ticks if last > first else ticks[:1], "width": _WIDTH, "height": y + 8, "left": _LEFT,
        "more": max(0, len(keys) - most),
    }  # fmt: skip


def _day(change: Change) -> int:
    return datetime.date.fromisoformat(str(change.position.date)[:10]).toordinal()
