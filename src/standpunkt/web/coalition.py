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
from standpunkt.web.switches import offers, sums, switched
from standpunkt.web.views import Data, view

__all__ = ["api", "coalition", "pages"]

api = APIRouter(prefix="/api", tags=["changes"])
pages = APIRouter(include_in_schema=False)
_LARGEST = 500_000
_CHEAPEST = 3


Without = Annotated[list[str], Query(description="Actors who drop out.", max_length=500)]
Fact = Annotated[list[str], Query(description="NAME=true, NAME=false or NAME=uncertain", max_length=500)]
Own = Annotated[bool, Query(description="What this dossier itself makes, also where a file was given.")]
Of = Annotated[list[str], Query(description="Offers that are open between two amounts.", max_length=500)]
Amount = Annotated[list[str], Query(description="What each of these offers brings; empty: as it is.", max_length=500)]
NeedOf = Annotated[list[str], Query(description="Capabilities that no requirement asks for.", max_length=500)]
Need = Annotated[list[str], Query(description="How much of each of them is needed; empty: nothing.", max_length=500)]


def _svg(
    desk: DeskOf,
    own: Own = False,
    without: Without = [],  # noqa: B006
    fact: Fact = [],  # noqa: B006
    of: Of = [],  # noqa: B006
    amount: Amount = [],  # noqa: B006
) -> str:
    """Who depends on what, as a picture that stands alone."""
    base = _base(desk, own)
    graph = Graph()
    if base is not None:
        graph = graph_of(switched(base, without=without, fact=fact, offered=_pairs(of, amount))[0])
    style = files("standpunkt.web").joinpath("static", "picture.css").read_text("utf-8")
    head = '<svg xmlns="http://www.w3.org/2000/svg" class="graph"'
    drawn = picture(graph).replace('<svg class="graph"', head, 1)
    return printable(drawn.replace("<defs>", f"<style>{style}</style><defs>", 1))


def _toml(desk: DeskOf, own: Own = False) -> str:
    """The situation as a file, to add numbers of one's own to."""
    base = _base(desk, own)
    return printable((base or Situation()).to_toml())


@view(
    "/coalition",
    "coalition.html",
    lambda data: _rows(data),
    files={"svg": ("image/svg+xml", _svg), "toml": ("application/toml; charset=utf-8", _toml)},
)
def coalition(
    desk: DeskOf,
    own: Own = False,
    without: Without = [],  # noqa: B006
    fact: Fact = [],  # noqa: B006
    of: Of = [],  # noqa: B006
    amount: Amount = [],  # noqa: B006
    need_of: NeedOf = [],  # noqa: B006
    need: Need = [],  # noqa: B006
) -> Data:
    """The coalition: which pledges stand, are latent, open or blocked, and what each requirement lacks."""
    base = _base(desk, own)
    own = own or desk.situation is None
    told = {"own": own, "given": desk.situation is not None}
    if base is None:
        nothing: Data = {"situation": None, "without": [], "facts": {}, "actors": {}, "sources": {}, "unlock": []}
        return nothing | told | {"offers": [], "needs": []}
    offered, needed = _pairs(of, amount), _pairs(need_of, need)
    changed, gone = switched(base, without=without, fact=fact, offered=offered, needed=needed)
    found = report(changed)
    names = {a.id: a.name or a.id for a in base.actors.values()}
    return {
        "situation": found,
        "without": gone,
        "facts": {f: changed.facts[f].value for f in changed.facts},
        "actors": names,
        "sources": _sources(desk, found),
        "unlock": _unlock(changed),
        "offers": [
            {
                "id": name,
                "actor": names.get(base.pledges[o.pledge].actor, o.pledge),
                "capability": o.capability,
                "low": number(o.amount.low),
                "high": number(o.amount.high),
                "set": dict(offered).get(name, "").strip(),
            }
            for name, o in offers(base).items()
        ],
        "needs": [
            {
                "capability": name,
                "low": number(r.low),
                "high": number(r.high),
                "set": dict(needed).get(name, "").strip(),
            }
            for name, r in sums(base).items()
        ],
        **told,
    }


def _base(desk: Desk, own: bool) -> Situation | None:
    """The situation that was given, else (or where asked for) what the dossier makes; None where it makes nothing."""
    if desk.situation is not None and not own:
        return desk.situation
    made = desk.kept(("situation",), lambda: Situation.from_dossier(desk.dossier))
    return made if made.pledges or made.votes else None


def _pairs(names: list[str], amounts: list[str]) -> list[tuple[str, str]]:
    if len(names) != len(amounts):
        raise InputError(f"amounts: {len(names)} names and {len(amounts)} amounts; give one amount for each name")
    return list(zip(names, amounts, strict=True))


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


def _sources(desk: Desk, found: dict[str, Any]) -> dict[str, str]:
    """The words of those sources that are items of the dossier, by uid."""
    named = {s for part in ("facts", "pledges", "requirements") for entry in found[part] for s in entry["source"]}
    named |= {s for entry in found["decisions"] for vote in entry["votes"] for s in vote["source"]}
    return desk.dossier.texts(named)


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
