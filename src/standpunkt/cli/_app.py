"""The application that groups of commands register with."""

from __future__ import annotations

import typer

__all__ = ["app"]

app = typer.Typer(
    name="standpunkt",
    help="Reads news about a negotiation: who stands where, on what conditions, and what that adds up to.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root() -> None:
    """Reads news about a negotiation: who stands where, on what conditions, and what that adds up to."""


@app.command()
def version() -> None:
    """Print the version."""
    import standpunkt

    typer.echo(standpunkt.__version__)


from standpunkt.cli import (  # noqa: E402,F401
    accounts,
    coalition,
    codebook,
    convert,
    dossier,
    dossier_exchange,
    dossier_review,
    dossier_show,
    dossier_watch,
    network,
    read,
    serve,
)
