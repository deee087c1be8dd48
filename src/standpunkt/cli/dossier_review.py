"""`standpunkt review`, `undo`, `redo`, `history`, `merge` and `agreement`: what people make of a dossier."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from standpunkt.cli._app import app
from standpunkt.cli.dossier import FormatOption, PlaceArgument, TextOrJson, opened, write_json
from standpunkt.cli.dossier_show import _one_line
from standpunkt.cli.dossier_values import ask_item, typed
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.dossier import Dossier
    from standpunkt.dossier.overlay import Entry, Role

__all__ = ["agreement", "history", "merge", "redo", "review", "undo"]


def _me() -> str:
    try:
        return os.environ.get("STANDPUNKT_USER") or getpass.getuser()
    except (OSError, KeyError):  # no login name
        return ""


WhoOption = Annotated[
    str, typer.Option("--as", metavar="NAME", default_factory=_me, help="Who signs; by default your login name.")
]
WhyOption = Annotated[str | None, typer.Option("--why", help="The reason, kept with the change.")]
_HELP = "a accept · x reject · e edit · n new · space skip · u undo · ? help · q quit"


@app.command()
def review(
    dossier: PlaceArgument,
    who: WhoOption,
    kind: Annotated[str | None, typer.Option("--kind", help="Only statement, position, condition or pledge.")] = None,
    question: Annotated[str | None, typer.Option("--question", help="Only this question (id).")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Only this actor (name or key).")] = None,
    adjudicate: Annotated[bool, typer.Option("--adjudicate", help="Your word settles what others dispute.")] = False,
) -> None:
    """Go through what nobody has looked at yet, the least certain first; every decision is kept at once."""
    role: Role = "adjudicator" if adjudicate else "coder"
    with opened(dossier) as store:
        key = store.actor(actor)["key"] if actor else None
        seen: set[str] = set()
        typer.echo(_HELP)
        while True:
            waiting = store.queue(kind=kind, actor=key, question=question, limit=50 + len(seen))
            item = next((i for i in waiting if i["uid"] not in seen), None)
            if item is None:
                typer.echo("nothing is left to review")
                return
            _show_item(store, item)
            if not _decide(store, item, who, role, seen):
                return


def _decide(store: Dossier, item: dict[str, Any], who: str, role: Role, seen: set[str]) -> bool:
    """Ask for a key and act on it; False to quit."""
    while True:
        typer.echo("> ", nl=False)
        key = _key()
        typer.echo("" if not key.isprintable() else key)
        if key in ("q", "", "\x04"):
            return False
        if key == "\x03":
            raise KeyboardInterrupt
        try:
            if key == "a":
                store.accept(item["uid"], who, role=role)
            elif key == "x":
                store.reject(item["uid"], who, why=_ask("why (empty for none)"), role=role)
            elif key == "e":
                name = _ask("field") or ""
                value = typed(store, item["document"], name, _ask("value"), item["start"])
                store.edit(item["uid"], who, {name: value}, why=_ask("why (empty for none)"), role=role)
            elif key == "n":
                kind, fields = ask_item(store, item["document"], item["start"], _ask)
                made = store.add_item(item["document"], kind, fields, who, why=_ask("why (empty for none)"), role=role)
                typer.echo(f"added {kind} {made.item}")
                continue
            elif key == "u":
                typer.echo(f"taken back: {_entry_line(store.undo(who))}")
                return True
            elif key != " ":
                typer.echo(_HELP)
                continue
        except InputError as error:
            typer.echo(f"standpunkt: {error}", err=True)
            continue
        seen.add(item["uid"])
        return True


def _key() -> str:
    """A key from the terminal, or the next character of a file or pipe that is no blank line; empty at its end."""
    try:
        if sys.stdin.isatty():
            return str(typer.getchar())
    except EOFError:
        return ""
    while (key := sys.stdin.read(1)) in ("\n", "\r"):
        pass
    return key


def _ask(what: str) -> str | None:
    return typer.prompt(what, default="", show_default=False).strip() or None


def _show_item(store: Dossier, item: dict[str, Any]) -> None:
    text = store.document(item["document"]).text
    before, after = text[max(0, item["start"] - 200) : item["start"]], text[item["end"] : item["end"] + 100]
    typer.echo("")
    typer.echo(f"{item['kind']} {item['uid']} · {_one_line(item['title'] or '')} · {(item['published'] or '')[:10]}")
    words = text[item["start"] : item["end"]]
    typer.echo(f"  … {_one_line(before)} {typer.style('[' + _one_line(words) + ']', bold=True)} {_one_line(after)} …")
    state = item["state"]
    facts = {n: item[n] for n in ("actor", "represented", "question", "answer", "date", "voice", "confidence")}
    facts["speaker"] = state["speaker"]["text"] if state.get("speaker") else None
    typer.echo("  " + " · ".join(f"{k}: {_one_line(str(v))}" for k, v in facts.items() if v is not None))
    if item["conflicts"]:
        for conflict in store.conflicts(item["uid"]).get(item["uid"], ()):
            other = "the machine now says" if conflict.between == "machine" else f"{conflict.who} says"
            typer.echo(f"  in dispute: {conflict.field}: {conflict.ours!r} stands, {other} {conflict.theirs!r}")


@app.command()
def undo(
    dossier: PlaceArgument,
    who: WhoOption,
    entry: Annotated[
        str | None, typer.Option("--entry", help="The change to take back (see history); by default your last one.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Take back a change; it stays in the history."""
    with opened(dossier) as store:
        made = store.undo(who, entry, why=why)
    typer.echo(f"taken back: {made.undoes}")


@app.command()
def redo(dossier: PlaceArgument, who: WhoOption) -> None:
    """Make again what you took back last."""
    with opened(dossier) as store:
        store.redo(who)
    typer.echo("made again")


@app.command()
def history(
    dossier: PlaceArgument,
    item: Annotated[str | None, typer.Option("--item", help="Only changes of this item (uid).")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Only changes by this person.")] = None,
    format: FormatOption = TextOrJson.text,
) -> None:
    """Show every change by people, oldest first: who, when, what and why."""
    with opened(dossier) as store:
        found = store.history(item=item, who=by)
    if format is TextOrJson.json:
        write_json([asdict(e) for e in found])
        return
    for entry in found:
        typer.echo(_entry_line(entry))
    if not found:
        typer.echo("nothing was changed by people")


def _entry_line(entry: Entry) -> str:
    what = entry.item or entry.actor or ""
    fields = ", ".join(f"{k}={v!r}" for k, v in entry.patch.items()) if entry.action in ("edit", "edit_actor") else ""
    more = f" of {entry.undoes}" if entry.undoes else f" into {entry.patch['into']}" if "into" in entry.patch else ""
    why = f" ({entry.why})" if entry.why else ""
    return _one_line(f"{entry.uid[:8]} {entry.at[:19]} {entry.who}: {entry.action} {what}{more} {fields}{why}")


@app.command()
def merge(
    dossier: PlaceArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another dossier; or an actor that is another one.")],
    who: WhoOption,
    into: Annotated[
        str | None, typer.Argument(metavar="INTO", help="Where OTHER is an actor: the one that it is.")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Bring another person's dossier into this one; or say that two actors are one."""
    with opened(dossier) as store:
        if into is not None:
            one, two = store.actor(other), store.actor(into)
            store.merge_actors(one["key"], two["key"], who, why=why)
            typer.echo(f"{one['name']} is {two['name']} from now on; take it back with: standpunkt undo {dossier}")
            return
        if "://" not in other and not Path(other).exists():
            raise InputError(f"{other}: no such dossier; to merge actors name both")
        found = store.merge(other)
        typer.echo(", ".join(f"{n} new {what}" for what, n in found.items()))


@app.command()
def agreement(dossier: PlaceArgument, format: FormatOption = TextOrJson.text) -> None:
    """Show how far coders agree: Krippendorff's alpha, overall and for each question."""
    with opened(dossier) as store:
        overall, by_question = store.agreement()
    if format is TextOrJson.json:
        write_json({"overall": asdict(overall), "questions": {q: asdict(a) for q, a in by_question.items()}})
        return
    for name, found in (("overall", overall), *by_question.items()):
        value = "not defined" if found.alpha is None else f"{found.alpha:.3f}"
        typer.echo(f"{name}: alpha {value} ({found.units} positions coded by two or more, {len(found.differ)} differ)")
