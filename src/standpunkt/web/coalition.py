"""What a situation adds up to: which pledges stand, what is missing, with switches for facts and actors."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, File, Query, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from standpunkt.coalition import Situation
from standpunkt.coalition.picture import Graph, graph_of, picture
from standpunkt.coalition.records import Lever
from standpunkt.coalition.report import number, report
from standpunkt.coalition.toml import read
from standpunkt.errors import InputError
from standpunkt.exports.marks import printable
from standpunkt.web.desk import Desk, DeskOf
from standpunkt.web.people import PersonOf
from standpunkt.web.views import Data, view

__all__ = ["api", "coalition", "pages"]

api = APIRouter(prefix="/api", tags=["changes"])
pages = APIRouter(include_in_schema=False)
_VALUES = {"true": True, "false": False, "uncertain": None}
_LARGEST = 500_000
_CHEAPEST = 3


Without = Annotated[list[str], Query(description="Actors who drop out.", max_length=500)]
Fact = Annotated[list[str], Query(description="NAME=true, NAME=false or NAME=uncertain", max_length=500)]


def _svg(desk: DeskOf, without: Without = [], fact: Fact = []) -> str:  # noqa: B006
    """Who depends on what, as a picture that stands alone."""
    graph = Graph() if desk.situation is None else graph_of(_switched(desk.situation, without, fact)[0])
    style = files("standpunkt.web").joinpath("static", "picture.css").read_text("utf-8")
    head = '<svg xmlns="http://www.w3.org/2000/svg" class="graph"'
    drawn = picture(graph).replace('<svg class="graph"', head, 1)
    return printable(drawn.replace("<defs>", f"<style>{style}</style><defs>", 1))


@view("/coalition", "coalition.html", lambda data: _rows(data), files={"svg": ("image/svg+xml", _svg)})
def coalition(desk: DeskOf, without: Without = [], fact: Fact = []) -> Data:  # noqa: B006
    """The coalition: which pledges stand, are latent, open or blocked, and what each requirement lacks."""
    base = desk.situation
    if base is None:
        return {"situation": None, "without": [], "facts": {}, "actors": {}, "sources": {}, "unlock": []}
    changed, gone = _switched(base, without, fact)
    found = report(changed)
    return {
        "situation": found,
        "without": gone,
        "facts": {f: changed.facts[f].value for f in changed.facts},
        "actors": {a.id: a.name or a.id for a in base.actors.values()},
        "sources": _sources(desk, found),
        "unlock": _unlock(changed),
    }


@api.post("/coalition")
def upload(
    desk: DeskOf, person: PersonOf, file: Annotated[UploadFile, File(description="A situation (TOML).")]
) -> Data:
    """Show the situation of a TOML file until the desk is closed; in a team, editors choose it for all."""
    if not person.edits:
        raise HTTPException(403, "only editors choose the situation that everybody sees")
    data = file.file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"situation: is larger than {_LARGEST} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"situation: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    desk.situation = read(text, "situation")
    return {"title": desk.situation.title}


@pages.post("/coalition")
def by_form(desk: DeskOf, person: PersonOf, file: Annotated[UploadFile, File()]) -> Response:
    """The same by form."""
    upload(desk, person, file)
    return RedirectResponse("/coalition", 303)


def _switched(base: Situation, without: list[str], fact: list[str]) -> tuple[Situation, list[str]]:
    """The situation with its switches set, and who dropped out."""
    changed = base.with_facts(_facts(fact))
    gone = [name for name in dict.fromkeys(without) if name]
    for name in gone:
        changed = changed.without(name)
    return changed, gone


def _facts(given: list[str]) -> dict[str, bool | None]:
    out: dict[str, bool | None] = {}
    for item in given:
        name, _, value = item.rpartition("=")
        if not name or value not in _VALUES:
            raise InputError(f"fact {item!r}: write NAME=true, NAME=false or NAME=uncertain")
        out[name] = _VALUES[value]
    return out


def _sources(desk: Desk, found: dict[str, Any]) -> dict[str, str]:
    """The words of those sources that are items of the dossier, by uid."""
    named = {s for part in ("facts", "pledges", "requirements") for entry in found[part] for s in entry["source"]}
    named |= {s for entry in found["decisions"] for vote in entry["votes"] for s in vote["source"]}
    out = {}
    for name in sorted(named):
        try:
            item = desk.dossier.item(name)
        except InputError:
            continue
        if item["uid"] == name:
            out[name] = item["text"]
    return out


def _unlock(situation: Situation) -> list[dict[str, Any]]:
    """The three cheapest changes with which every requirement is met (its lower bound); empty where none is known."""
    if not situation.requirements:
        return []
    return [
        {
            "levers": [lever.id for lever in found.levers],
            "words": [_words(lever, bool(situation.levers)) for lever in found.levers],
            "cost": number(found.cost),
        }
        for found in situation.unlock(k=_CHEAPEST)
    ]


def _words(lever: Lever, named: bool) -> dict[str, str]:
    """What a lever does: its kind, who it concerns and what; one that the file names stands as it is named there."""
    if named or lever.fact:
        return {"kind": "named", "name": lever.id, "what": ""}
    if lever.actor:
        return {"kind": "actor", "name": lever.actor, "what": ""}
    if lever.pledge:
        return {"kind": "pledge", "name": lever.pledge, "what": ""}
    ballot = lever.ballot
    assert ballot is not None
    kind = "not_against" if ballot.abstain else "ballot"
    return {"kind": kind, "name": ballot.member, "what": ballot.proposal or ballot.body}


def _rows(data: Data) -> list[dict[str, Any]]:
    if data["situation"] is None:
        return []
    return [
        {
            "actor": p["actor"],
            "pledge": p["id"],
            "level": p["level"],
            "label": p["label"],
            "offer": "; ".join(f"{low}–{high} {name}" for name, (low, high) in p["offer"].items()),
            "condition": p["condition"],
            "blocked_by": "; ".join(p["blocked_by"]),
            "source": " ".join(p["source"]),
        }
        for p in data["situation"]["pledges"]
    ]
