"""`standpunkt watch`: a dossier that follows feeds."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from standpunkt.cli._app import app
from standpunkt.cli.dossier import PlaceArgument, opened, read_waiting, take
from standpunkt.errors import StandpunktError

__all__ = ["watch"]


@app.command()
def watch(
    dossier: PlaceArgument,
    feeds: Annotated[list[str], typer.Argument(metavar="FEED…", help="Addresses of RSS or Atom feeds.")],
    every: Annotated[float, typer.Option("--every", min=1, metavar="MINUTES", help="How often to look.")] = 30,
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    pause: Annotated[float, typer.Option("--pause", min=0, metavar="SECONDS", help="Wait before each article.")] = 1,
    read: Annotated[bool, typer.Option(help="Read what was added; without, it is only kept.")] = True,
) -> None:
    """Add and read the new articles of feeds, again and again until stopped; nothing is added twice."""
    from standpunkt.cli.read import Maker
    from standpunkt.sources.feeds import feed_items

    with opened(dossier) as store:
        seen = {str(d["url"]) for d in store.documents() if d["url"]}
        while True:
            failed = 0
            for feed in feeds:
                try:
                    items = feed_items(feed, seen.__contains__, pause=lambda: time.sleep(pause))
                    counts = take(store, items, Maker(None), seen)
                    typer.echo(f"{feed}: {counts.new} added, {counts.known} known already, {counts.failed} failed")
                    failed += counts.failed
                except StandpunktError as error:
                    typer.echo(f"standpunkt: {error}", err=True)
                    failed += 1
            if read:
                read_waiting(store)
            if once:
                raise typer.Exit(2 if failed else 0)
            time.sleep(60 * every)
