"""`standpunkt serve`: the web desk on this machine."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from standpunkt.cli._app import app
from standpunkt.errors import InputError

__all__ = ["serve"]


@app.command()
def serve(
    dossier: Annotated[
        str | None,
        typer.Argument(
            metavar="[DOSSIER]",
            help="The dossier: a file, or the URL of a PostgreSQL database. Without one, a demonstration is shown.",
        ),
    ] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 0,
    situation: Annotated[
        Path | None,
        typer.Option("--situation", metavar="FILE.toml", help="The situation that the coalition view shows."),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", help="Your name, which signs changes; without, the name you are logged in as."),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the desk in the browser.")] = True,
) -> None:
    """Show a dossier in the browser, to look, click and correct. Only this machine can reach it."""
    from standpunkt.coalition import Situation
    from standpunkt.dossier import Dossier
    from standpunkt.web import create_app
    from standpunkt.web.server import run

    shown = Situation.from_toml(situation) if situation else None
    with tempfile.TemporaryDirectory(prefix="standpunkt-") as folder:
        place = dossier
        if place is None:
            from standpunkt.web.demonstration import make_demonstration

            place = str(Path(folder) / "demonstration.dossier")
            made = make_demonstration(Path(place))
            shown = shown or made
        with Dossier.open(place) as store:
            run(
                lambda token, hosts: create_app(store, token=token, hosts=hosts, who=_who(name), situation=shown),
                port,
                lambda url: _tell(url, dossier is None, open_browser),
            )


def _who(name: str | None) -> str:
    import getpass

    if name is not None:
        if not name.strip():
            raise InputError("--name: is empty; give your name")
        return name.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


def _tell(url: str, demonstration: bool, open_browser: bool) -> None:
    if demonstration:
        typer.echo("A demonstration dossier; what you change in it is gone when you stop.")
    typer.echo(f"The desk is open at {url}\nStop it with Ctrl+C.")
    if open_browser:
        import webbrowser

        webbrowser.open(url)
