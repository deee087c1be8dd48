"""`standpunkt account`: who may sign in to a team's desk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from standpunkt.cli._app import app
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.web.accounts import Accounts

__all__ = ["add", "change", "remove", "show"]

accounts = typer.Typer(no_args_is_help=True, help="Accounts of a team's web desk.")
app.add_typer(accounts, name="account")

Place = Annotated[str, typer.Argument(metavar="DOSSIER", help="The dossier: a PostgreSQL URL, or a file.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that signs in and signs changes.")]
RoleOption = typer.Option("--role", metavar="ROLE", help="reader, coder or editor.")


@accounts.callback()
def _accounts() -> None:
    """Accounts of a team's web desk."""


@accounts.command()
def add(dossier: Place, name: Name, role: Annotated[str, RoleOption] = "reader") -> None:
    """Add an account. The password is asked for, or is the first line of standard input."""
    with _opened(dossier) as found:
        found.add(name, role, _password())
    typer.echo(f"{name}: {role}")


@accounts.command("set")
def change(
    dossier: Place,
    name: Name,
    role: Annotated[str | None, RoleOption] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new password; its sessions end.")] = False,
) -> None:
    """Change an account's role or password."""
    if role is None and not password:
        raise InputError("account set: give --role, --password, or both")
    with _opened(dossier) as found:
        found.set(name, role=role, password=_password() if password else None)


@accounts.command()
def remove(dossier: Place, name: Name) -> None:
    """Take an account away; what it signed stays signed."""
    with _opened(dossier) as found:
        found.remove(name)


@accounts.command("list")
def show(dossier: Place) -> None:
    """Every account with its role and when it was last seen."""
    with _opened(dossier) as found:
        for each in found.all():
            typer.echo(f"{each['name']}\t{each['role']}\t{(each['seen_at'] or '')[:16]}")


@contextmanager
def _opened(place: str) -> Iterator[Accounts]:
    from standpunkt.dossier import Dossier
    from standpunkt.web.accounts import Accounts

    with Dossier.open(place) as dossier:
        yield Accounts(dossier)


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
