"""`standpunkt show`, `search`, `changes` and `timeline`: what a dossier knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from standpunkt.cli._app import app
from standpunkt.cli.dossier import FormatOption, PlaceArgument, TextOrJson, opened, write_json
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.dossier import Dossier
    from standpunkt.dossier.changes import Change

__all__ = ["changes", "search", "show", "timeline"]


class What(StrEnum):
    """What can be shown."""

    matrix = "matrix"
    actors = "actors"
    actor = "actor"
    questions = "questions"
    question = "question"
    articles = "articles"
    article = "article"
    statement = "statement"
    conflicts = "conflicts"
    bin = "bin"


_SIGNS = {"yes": "+", "no": "−", "conditional": "±", "open": "?"}
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="What was known at the end of that day.")
]


@app.command()
def show(
    dossier: PlaceArgument,
    what: Annotated[What, typer.Argument(help="What to show.")] = What.matrix,
    name: Annotated[
        str | None, typer.Argument(help="Which actor, question, article or statement: name, id or its beginning.")
    ] = None,
    as_of: AsOfOption = None,
    represented: Annotated[
        bool, typer.Option("--represented", help="Rows are those on whose behalf a position was taken.")
    ] = False,
    format: FormatOption = TextOrJson.text,
) -> None:
    """Show the matrix of positions, or an actor, a question, an article, a statement."""
    single = what in (What.actor, What.question, What.article, What.statement)
    if single != (name is not None):
        raise InputError(f"show {what.value}: {'say which one' if single else 'takes no name'}")
    with opened(dossier) as store:
        found = _found(store, what, name or "", as_of, represented)
    if format is TextOrJson.json:
        write_json(found)
    elif what is What.matrix:
        _matrix(found)
    elif what in (What.conflicts, What.bin) and not found:
        typer.echo("nothing is in dispute" if what is What.conflicts else "nothing was rejected")
    else:
        for line in _articles(found) if what is What.articles else _lines(_for_people(what, found)):
            typer.echo(line)


@app.command()
def search(
    dossier: PlaceArgument,
    query: Annotated[str, typer.Argument(help='Words, or "several words" in quotation marks; all must be there.')],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many documents at most.")] = 20,
    format: FormatOption = TextOrJson.text,
) -> None:
    """Find words in the articles, also inside of other words and in any spelling of umlauts."""
    with opened(dossier) as store:
        hits = store.search(query, limit)
    if format is TextOrJson.json:
        write_json([asdict(h) for h in hits])
        return
    for hit in hits:
        copy = f" (copy of {hit.copy_of[:12]})" if hit.copy_of else ""
        typer.echo(f"{hit.document[:12]}  {(hit.published or '')[:10]:10}  {_one_line(hit.title or '')}{copy}")
        typer.echo(f"    {hit.passage}")
    if not hits:
        typer.echo("nothing found")


@app.command()
def changes(
    dossier: PlaceArgument,
    since: Annotated[str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="From this day on.")] = None,
    confirmed: Annotated[bool, typer.Option("--confirmed", help="Also positions that were only confirmed.")] = False,
    format: FormatOption = TextOrJson.text,
) -> None:
    """Show which positions are new or have changed, with the sentences before and after."""
    with opened(dossier) as store:
        _show_changes(store, store.changes(since, confirmed=confirmed), format)


@app.command()
def timeline(
    dossier: PlaceArgument,
    actor: Annotated[str | None, typer.Option("--actor", help="Only this actor (name or key).")] = None,
    question: Annotated[str | None, typer.Option("--question", help="Only this question (id).")] = None,
    format: FormatOption = TextOrJson.text,
) -> None:
    """Show every dated position in its order and what it changed."""
    with opened(dossier) as store:
        _show_changes(store, store.timeline(actor=actor, question=question), format)


def _show_changes(store: Dossier, found: Sequence[Change], format: TextOrJson) -> None:
    if format is TextOrJson.json:
        write_json([asdict(c) for c in found])
        return
    names = {a["key"]: a["name"] for a in store.actors()}
    for change in found:
        new, old = change.position, change.before
        answer = f"{old.answer} → {new.answer}" if old else new.answer
        who = names.get(new.actor, new.actor)
        typer.echo(f"{new.date}  {who} · {new.question}: {answer} ({change.kind.replace('_', ' ')})")
        if old is not None and change.kind != "confirmed":
            typer.echo(f"    {old.date}: {_one_line(old.text)}")
        typer.echo(f"    {new.date}: {_one_line(new.text)}")
    if not found:
        typer.echo("nothing found")


def _found(store: Dossier, what: What, name: str, as_of: str | None, represented: bool) -> Any:
    if what is What.matrix:
        matrix = store.matrix(as_of=as_of, represented=represented)
        cells = [{"actor": a, "question": q, **asdict(c)} for (a, q), c in matrix.cells.items()]
        return {"actors": matrix.actors, "questions": matrix.questions, "cells": cells}
    if what is What.actors:
        return store.actors()
    if what is What.questions:
        return store.questions()
    if what is What.articles:
        return store.documents()
    if what is What.conflicts:
        return {uid: [asdict(c) for c in found] for uid, found in store.conflicts().items()}
    if what is What.bin:
        return store.items(rejected=True)
    if what is What.actor:
        found = store.actor(name)
        return {**found, "positions": [asdict(p) for p in store.positions(actor=found["key"])]}
    if what is What.question:
        asked = store.questions()
        if name not in asked:
            raise InputError(f"question {name!r}: there is none; there are: {', '.join(asked) or 'none'}")
        return {"id": name, "text": asked[name], "positions": [asdict(p) for p in store.positions(question=name)]}
    if what is What.article:
        from standpunkt.dossier.wire import document_wire

        return {**document_wire(store.document(name)), "items": store.items(document=name)}
    item = store.item(name)
    return {**item, "history": [asdict(e) for e in store.history(item=item["uid"])]}


def _matrix(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    cells = {(c["actor"], c["question"]): c for c in found["cells"]}
    asked = list(found["questions"])
    table = Table("", *(escape(q) for q in asked))
    for key, name in found["actors"].items():
        row = [cells.get((key, q)) for q in asked]
        words = [f"{_SIGNS[c['answer']]} {c['answer']}{' *' if c['changed'] else ''}" if c else "" for c in row]
        table.add_row(Text(name), *words)
    Console(markup=False).print(table)
    if any(c["changed"] for c in found["cells"]):
        typer.echo("* the last answer is another than the one before")


def _articles(found: list[dict[str, Any]]) -> Iterable[str]:
    """A line an article: the beginning of its id, its day and its title."""
    for article in found:
        copy = f" (copy of {article['copy_of'][:12]})" if article["copy_of"] else ""
        outlet = f" · {_one_line(article['outlet'])}" if article["outlet"] else ""
        day = (article["published"] or "")[:10]
        yield f"{article['hash'][:12]}  {day:10}  {_one_line(article['title'] or '')}{outlet}{copy}"


def _for_people(what: What, found: Any) -> Any:
    """What is shown of a thing as text: its items by their words, without the records behind them."""

    def item(record: dict[str, Any]) -> dict[str, Any]:
        names = ("uid", "kind", "status", "actor", "question", "answer", "date", "voice", "confidence", "text")
        return {n: record[n] for n in names}

    if what is What.bin:
        return [item(i) for i in found]
    if what is What.article:
        head = {n: found[n] for n in ("id", "title", "published", "outlet", "url", "language", "text")}
        return {**head, "items": [item(i) for i in found["items"]]}
    return found


def _lines(value: Any, indent: str = "") -> Iterable[str]:
    """A value for people: one line a field, texts in one line each."""
    if isinstance(value, dict):
        for key, item in value.items():
            if item in (None, [], {}, ()):
                continue
            if isinstance(item, dict | list | tuple):
                yield f"{indent}{key}:"
                yield from _lines(item, indent + "    ")
            else:
                yield f"{indent}{key}: {_one_line(str(item))}"
    else:
        for item in value:
            if isinstance(item, dict):
                flat = {k: v for k, v in item.items() if not isinstance(v, dict | list | tuple) and v is not None}
                yield indent + "  ".join(f"{k}={_one_line(str(v))}" for k, v in flat.items())
            else:
                yield f"{indent}{_one_line(str(item))}"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
