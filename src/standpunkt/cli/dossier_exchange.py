"""`standpunkt export` and `standpunkt import`: a dossier to other programs and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from standpunkt.cli._app import app
from standpunkt.cli.dossier import PlaceArgument, opened
from standpunkt.cli.dossier_review import WhoOption, WhyOption
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.dossier import Dossier

__all__ = ["export", "import_"]


@app.command()
def export(
    dossier: PlaceArgument,
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="csv, xlsx, parquet, jsonl, annotation, ftm, cas, labelstudio, doccano, docbin, qdpx, dna or csl.",
        ),
    ],
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; nothing is overwritten.")],
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            help="For csv, xlsx and parquet: documents, statements, positions, conditions, pledges, actors or history.",
        ),
    ] = None,
) -> None:
    """Write a dossier in the format of another program."""
    from standpunkt.exports.dossier_formats import export as write

    with opened(dossier) as store:
        notes = write(store, format, target, table)
    for note in notes:
        typer.echo(f"standpunkt: {note}", err=True)
    typer.echo(f"wrote {target}")


@app.command("import")
def import_(
    dossier: PlaceArgument,
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="jsonl (readings), csv, labelstudio, doccano, cas, dna (codings), or references (CSL-JSON, RIS).",
        ),
    ],
    source: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    who: WhoOption,
    accept: Annotated[
        bool, typer.Option("--accept", help="Accept what is the same, so that agreement counts it.")
    ] = False,
    reject_missing: Annotated[
        bool, typer.Option("--reject-missing", help="Reject items that the file's documents no longer have.")
    ] = False,
    why: WhyOption = None,
) -> None:
    """Bring readings or people's codings from another program into a dossier; each change is signed by you."""
    with opened(dossier) as store:
        if format == "jsonl":
            count = _readings(store, source)
            typer.echo(f"{count} new readings")
            return
        if format == "references":
            from standpunkt.imports.dossier_csl import import_references

            fit, missed = import_references(store, source)
            typer.echo(f"{fit} references fit a document, {missed} fit none or several")
            return
        from standpunkt.imports.dossier_formats import import_codings

        found = import_codings(store, format, source, who, accept=accept, reject_missing=reject_missing, why=why)
    for note in found.notes:
        typer.echo(f"standpunkt: {note}", err=True)
    typer.echo(f"{found.added} added, {found.edited} corrected, {found.same} the same, {found.rejected} rejected")
    if found.failed:
        raise InputError(f"{source}: {found.failed} codings could not be imported")


def _readings(store: Dossier, source: Path) -> int:
    import json

    from standpunkt.dossier.dossier import IMPORTED

    count = 0
    try:
        with source.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    count += store.add(json.loads(line), f"{IMPORTED}{source.name}")
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise InputError(f"{source}: line {number}: is no reading ({error})") from None
                except InputError as error:
                    raise InputError(f"{source}: line {number}: {error}") from None
    except OSError as error:
        raise InputError(f"{source}: cannot be read ({error.strerror})") from error
    return count
