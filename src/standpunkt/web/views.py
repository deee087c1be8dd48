"""The views of the desk: each is one function from the dossier to plain data. The page and its JSON come from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import Query

from standpunkt.dossier.changes import Change, Held
from standpunkt.errors import InputError
from standpunkt.web.desk import DeskOf

__all__ = ["VIEWS", "AsOf", "Data", "Limit", "View", "view"]

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """A page at `path`, its JSON at `/api` + `path`.

    `rows` gives its table, `files` further formats (media type and what writes them, asked as `data` is), `picture`
    the macro that draws it.
    """

    path: str
    template: str
    data: Callable[..., Data]
    rows: Callable[[Data], list[dict[str, Any]]] | None
    summary: str
    files: Mapping[str, tuple[str, Callable[..., str]]]
    picture: str | None


VIEWS: list[View] = []


def view(
    path: str,
    template: str,
    rows: Callable[[Data], list[dict[str, Any]]] | None = None,
    *,
    files: Mapping[str, tuple[str, Callable[..., str]]] | None = None,
    picture: str | None = None,
) -> Callable[[Callable[..., Data]], Callable[..., Data]]:
    """Register a function as a view."""

    def register(data: Callable[..., Data]) -> Callable[..., Data]:
        summary = (data.__doc__ or "").splitlines()[0].rstrip(".")
        VIEWS.append(View(path, template, data, rows, summary, files or {}, picture))
        return data

    return register


AsOf = Annotated[str | None, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="What was known at the end of a day.")]
Limit = Annotated[int, Query(ge=1, le=500)]


@view("/cell", "cell.html", lambda data: data["positions"])
def cell(desk: DeskOf, actor: str, question: str, represented: bool = False) -> Data:
    """The sentences a cell of the matrix rests on, with what each changed."""
    who = desk.dossier.actor(actor)
    asked = _question(desk, question)
    if not represented:
        return {"actor": who, "question": asked, "positions": _told(desk, who["key"], question)}
    keys = {who["key"], *who["also"]}
    held = {i["uid"] for i in desk.dossier.items("position") if (i["represented"] or i["actor"]) in keys}
    positions = [p for p in _told(desk, None, question) if p["item"] in held]
    return {"actor": who, "question": asked, "positions": positions}


@view("/articles", "articles.html", lambda data: data["articles"])
def articles(desk: DeskOf) -> Data:
    """Every article by date."""
    return {"articles": desk.dossier.documents()}


@view("/actors", "actors.html", lambda data: data["actors"])
def actors(desk: DeskOf) -> Data:
    """Every actor."""
    return {"actors": [a for a in desk.dossier.actors() if a["merged_into"] is None]}


@view("/actors/{key:path}", "actor.html", lambda data: data["positions"])
def actor(desk: DeskOf, key: str) -> Data:
    """An actor: who it is, and its positions in time."""
    who = desk.dossier.actor(key)
    names = {a["key"]: a["name"] for a in desk.dossier.actors()}
    return {
        "actor": who,
        "represents": names.get(who["represents"] or ""),
        "questions": desk.dossier.questions(),
        "positions": _told(desk, who["key"], None),
    }


@view("/questions/{ident:path}", "question.html", lambda data: data["positions"])
def question(desk: DeskOf, ident: str) -> Data:
    """A question: who stands where, in time."""
    asked = _question(desk, ident)
    names = {a["key"]: a["name"] for a in desk.dossier.actors()}
    positions = _told(desk, None, ident)
    for each in positions:
        each["name"] = names.get(each["actor"], each["actor"])
    return {"question": asked, "positions": positions}


@view(
    "/search",
    "search.html",
    lambda data: [{k: h[k] for k in ("document", "title", "published", "passage")} for h in data["hits"]],
)
def search(desk: DeskOf, q: Annotated[str, Query(max_length=400)] = "", limit: Limit = 20) -> Data:
    """Articles that hold all words, also inside of other words and in any spelling of umlauts."""
    hits = [asdict(hit) for hit in desk.dossier.search(q, limit)] if q.strip() else []
    return {"q": q, "hits": hits}


_HIT = ("document", "title", "published", "passage")


def _question(desk: DeskOf, ident: str) -> dict[str, str]:
    asked = desk.dossier.matrix().questions if ident not in desk.dossier.questions() else desk.dossier.questions()
    if ident not in asked:
        raise InputError(f"question {ident!r}: there is none; there are: {', '.join(asked) or 'none'}")
    return {"id": ident, "text": asked[ident]}


def _told(desk: DeskOf, actor: str | None, question: str | None) -> list[dict[str, Any]]:
    """Positions with what each changed (`change`, None where it has no date) and the words it changed (`before`)."""
    held = desk.dossier.positions(actor=actor, question=question)
    changed: dict[str, Change] = {c.position.item: c for c in desk.dossier.timeline(actor=actor, question=question)}
    out = []
    for one in held:
        change = changed.get(one.item)
        out.append({**_held(one), "change": change.kind if change else None, "before": _before(change)})
    return out


def _held(position: Held) -> dict[str, Any]:
    return asdict(position)


def _before(change: Change | None) -> dict[str, Any] | None:
    return asdict(change.before) if change is not None and change.before is not None else None
