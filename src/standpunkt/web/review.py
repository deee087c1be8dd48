"""Review: the queue, and the changes that people make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Form, Query
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from standpunkt.dossier.overlay import Entry, Role
from standpunkt.errors import InputError
from standpunkt.web.desk import DeskOf
from standpunkt.web.people import Person, PersonOf
from standpunkt.web.places import own_place
from standpunkt.web.reading import passage
from standpunkt.web.views import Data, Limit, view

__all__ = ["api", "pages", "queue"]

api = APIRouter(prefix="/api", tags=["changes"])
pages = APIRouter(include_in_schema=False)

Kind = Annotated[Literal["statement", "position", "condition", "pledge", ""], Query()]
Settle = Annotated[bool, Body(description="Settle it, also where coders differ; for editors.")]
Why = Annotated[str | None, Body(max_length=2000, embed=True, description="The reason, kept with the change.")]


@view("/review", "review.html", lambda data: [{k: i[k] for k in _COLUMNS} for i in data["items"]])
def queue(
    desk: DeskOf,
    kind: Kind = "",
    actor: str = "",
    question: str = "",
    voice: str = "",
    outlet: str = "",
    disputed: bool = False,
    limit: Limit = 30,
) -> Data:
    """What nobody has looked at yet: disputed items first, then the least certain."""
    narrow = bool(voice or outlet or disputed)
    found = desk.dossier.queue(
        kind=kind or None, actor=actor or None, question=question or None, limit=2000 if narrow else limit
    )
    if voice:
        found = [i for i in found if i["voice"] == voice]
    if disputed:
        found = [i for i in found if i["conflicts"]]
    if outlet:
        found = [i for i in found if desk.document(i["document"]).outlet == outlet]
    known = desk.dossier.actors()
    items = []
    for each in found[:limit]:
        document = desk.document(each["document"])
        items.append({**each, "outlet": document.outlet, "passage": passage(document, each["start"], each["end"])})
    return {
        "filters": {
            "kind": kind, "actor": actor, "question": question, "voice": voice, "outlet": outlet, "disputed": disputed
        },
        "items": items,
        "questions": desk.dossier.questions(),
        "names": {a["key"]: a["name"] for a in known},
        "outlets": sorted({d["outlet"] for d in desk.dossier.documents() if d["outlet"]}),
    }  # fmt: skip


_COLUMNS: tuple[str, ...] = (
    "uid", "kind", "status", "conflicts", "actor", "question", "answer", "date", "voice", "confidence", "document",
    "title", "published", "outlet", "start", "end", "text",
)  # fmt: skip


@api.post("/items/{uid}/accept")
def accept(desk: DeskOf, person: PersonOf, uid: str, why: Why = None, settle: Settle = False) -> dict[str, Any]:
    """Say that an item is right as it stands."""
    return _kept(lambda: desk.dossier.accept(uid, person.name, why=why, role=_role(person, settle)))


@api.post("/items/{uid}/reject")
def reject(desk: DeskOf, person: PersonOf, uid: str, why: Why = None, settle: Settle = False) -> dict[str, Any]:
    """Put an item in the waste bin; undo brings it back."""
    return _kept(lambda: desk.dossier.reject(uid, person.name, why=why, role=_role(person, settle)))


@api.post("/items/{uid}/edit")
def edit(
    desk: DeskOf,
    person: PersonOf,
    uid: str,
    fields: Annotated[dict[str, Any], Body()],
    why: Why = None,
    settle: Settle = False,
) -> dict[str, Any]:
    """Set fields of an item; spans are given as `{"start": 3, "end": 9}` in code points of the document's text."""
    return _kept(lambda: desk.dossier.edit(uid, person.name, fields, why=why, role=_role(person, settle)))


@api.post("/undo")
def undo(desk: DeskOf, person: PersonOf, entry: Annotated[str | None, Body(embed=True)] = None) -> dict[str, Any]:
    """Take back an entry of the history, or one's own last change that still holds. Editors take back anybody's."""
    if entry and not person.edits:
        named = [e for e in desk.dossier.history() if e.uid.startswith(entry)]
        if any(e.who != person.name for e in named):
            raise HTTPException(403, "undo: only editors take back what others changed")
    return _kept(lambda: desk.dossier.undo(person.name, entry))


@api.get("/counts", tags=["views"])
def counts(desk: DeskOf) -> dict[str, Any]:
    """How much is in the dossier, how much is to review, disputed and done."""
    return desk.counts()


@api.post("/redo")
def redo(desk: DeskOf, person: PersonOf) -> dict[str, Any]:
    """Make again what one took back last."""
    return _kept(lambda: desk.dossier.redo(person.name))


def _role(person: Person, settle: bool) -> Role:
    if settle and not person.edits:
        raise HTTPException(403, "only editors settle what coders decided")
    return "adjudicator" if settle else "coder"


def _kept(change: Callable[[], Entry]) -> dict[str, Any]:
    return asdict(change())


@pages.post("/items/{uid}/{action}")
def decide(
    desk: DeskOf,
    person: PersonOf,
    uid: str,
    action: Literal["accept", "reject", "edit"],
    back: Annotated[str, Form()] = "/review",
    why: Annotated[str, Form(max_length=2000)] = "",
    settle: Annotated[bool, Form()] = False,
    answer: Annotated[str | None, Form()] = None,
    question: Annotated[str | None, Form()] = None,
    actor: Annotated[str | None, Form()] = None,
    voice: Annotated[str | None, Form()] = None,
) -> Response:
    """A decision by form; afterwards back to the page it was made on."""
    reason = why.strip() or None
    if action == "accept":
        accept(desk, person, uid, reason, settle)
    elif action == "reject":
        reject(desk, person, uid, reason, settle)
    else:
        given = {"answer": answer, "question": question, "actor": actor, "voice": voice}
        now = desk.dossier.item(uid)
        fields = {k: v for k, v in given.items() if v and v != now["state"].get(k)}
        if not fields:
            raise InputError("edit: nothing was changed; set another value, or accept")
        edit(desk, person, uid, fields, reason, settle)
    return RedirectResponse(own_place(back), 303)


@pages.post("/undo")
def take_back(
    desk: DeskOf,
    person: PersonOf,
    back: Annotated[str, Form()] = "/review",
    entry: Annotated[str, Form()] = "",
) -> Response:
    """Undo by form."""
    undo(desk, person, entry or None)
    return RedirectResponse(own_place(back), 303)


@pages.post("/redo")
def make_again(desk: DeskOf, person: PersonOf, back: Annotated[str, Form()] = "/history") -> Response:
    """Redo by form."""
    redo(desk, person)
    return RedirectResponse(own_place(back), 303)


@view("/history", "history.html", lambda data: data["history"])
def history(desk: DeskOf, who: str = "", limit: Limit = 200) -> Data:
    """Every change, the newest first."""
    return {"history": [asdict(e) for e in desk.dossier.history(who=who or None)][::-1][:limit]}
