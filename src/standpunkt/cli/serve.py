"""`standpunkt serve`: the web desk on this machine."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from standpunkt.cli._app import app
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.coalition import Situation

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
    origin: Annotated[
        str | None,
        typer.Option(
            "--origin",
            metavar="URL",
            help="For a team: the address under which people open the desk, such as https://desk.example.org. "
            "They sign in with the accounts of `standpunkt account`.",
        ),
    ] = None,
    host: Annotated[
        str | None, typer.Option("--host", help="For a team: the address to listen on; without, this machine's own.")
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the desk in the browser.")] = True,
) -> None:
    """Show a dossier in the browser, to look, click and correct. Without --origin, only this machine can reach it."""
    from standpunkt.coalition import Situation
    from standpunkt.dossier import Dossier
    from standpunkt.web import create_app
    from standpunkt.web.server import run

    shown = Situation.from_toml(situation) if situation else None
    if origin is not None:
        _serve_team(dossier, origin, host or "127.0.0.1", port, name, shown)
        return
    if host is not None:
        raise InputError("--host: give --origin with it; without accounts only this machine may reach the desk")
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


def _serve_team(
    dossier: str | None, origin: str, host: str, port: int, name: str | None, situation: Situation | None
) -> None:
    from standpunkt.dossier import Dossier
    from standpunkt.web import create_app
    from standpunkt.web.accounts import Accounts
    from standpunkt.web.server import run

    if dossier is None:
        raise InputError("--origin: give the dossier, such as postgresql://user@host/name")
    if name is not None:
        raise InputError("--name: is for one person; a team signs with the names of its accounts")
    secure, netloc = _origin(origin)
    with Dossier.open(dossier) as store:
        accounts = Accounts(store)
        if not accounts.all():
            raise InputError(f"{store.place}: has no account yet; add one with: standpunkt account add")
        run(
            lambda _, hosts: create_app(store, hosts=hosts, accounts=accounts, secure=secure, situation=situation),
            port,
            lambda url: typer.echo(f"The desk of {origin} listens at {url.partition('/?')[0]}\nStop it with Ctrl+C."),
            host=host,
            names=[netloc],
        )


def _origin(given: str) -> tuple[bool, str]:
    """Whether an origin is https, and its host with its port. Passwords go over http on this machine alone."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(given)
        name = (parts.hostname or "").lower()
    except ValueError:
        name = ""
    if not name or parts.scheme not in ("http", "https") or parts.path not in ("", "/") or parts.query:
        raise InputError(f"--origin {given}: is no origin; write it as https://desk.example.org")
    if parts.scheme == "http" and name not in ("localhost", "127.0.0.1"):
        raise InputError(
            f"--origin {given}: passwords would cross the network in the clear; put a proxy with https before the desk"
        )
    return parts.scheme == "https", parts.netloc.lower()


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
