"""`standpunkt convert`: coded data from one program's form into another's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from standpunkt.cli._app import app
from standpunkt.errors import InputError, StandpunktError

if TYPE_CHECKING:
    from standpunkt.analysis.corpus import Corpus

__all__ = ["convert", "read_corpus"]


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A .dna database, a .csv of statements or a .json.")],
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="The file to write: .dna, .csv or .json.")],
    type: Annotated[
        str | None, typer.Option(help="The type of statements that a .csv holds; by default the one with most.")
    ] = None,
    password: Annotated[
        str, typer.Option(help="The password with which the coders of a new .dna database sign in.")
    ] = "standpunkt",
) -> None:
    """Convert coded statements: DNA databases, tables of statements, whole corpora as JSON."""
    import json

    corpus = read_corpus(source)
    notes: list[str] = []
    ending = target.suffix.lower()
    if ending not in (".dna", ".csv", ".json"):
        raise InputError(f"{target}: give a name that ends in .dna, .csv or .json")
    if target.exists():
        raise InputError(f"{target}: exists already; choose another name, nothing was overwritten")
    try:
        if ending == ".dna":
            from standpunkt.exports.dna import write_dna

            notes = write_dna(corpus, target, password)
        elif ending == ".json":
            target.write_text(json.dumps(corpus.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        else:
            target.write_text(_csv(corpus, type, notes), encoding="utf-8", newline="")
    except OSError as error:
        raise StandpunktError(f"{target}: cannot be written ({error.strerror})") from None
    for note in notes:
        typer.echo(f"standpunkt: {note}", err=True)
    typer.echo(
        f"standpunkt: {target}: {len(corpus.documents)} documents, {len(corpus.statements)} statements", err=True
    )


def read_corpus(path: Path) -> Corpus:
    """A corpus from a .dna, .json or .csv file. Raises InputError naming the file."""
    import json

    from standpunkt.analysis.corpus import Corpus
    from standpunkt.cli.network import load
    from standpunkt.imports.dna import read_dna

    ending = path.suffix.lower()
    if ending == ".dna":
        return read_dna(path)
    if ending == ".csv":
        return Corpus.from_table(load([str(path)]))
    if ending != ".json":
        raise InputError(f"{path}: is no .dna, .csv or .json file")
    try:
        return Corpus.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error})") from None


def _csv(corpus: Corpus, type: str | None, notes: list[str]) -> str:
    """The statements of a type as CSV; what it leaves out is noted."""
    import csv
    import io

    records = corpus.records(type)
    others = len(corpus.statements) - len(records)
    if others:
        notes.append(f"{others} statements of other types: left out; choose a type with --type, or write a .json")
    quiet = len({d.id for d in corpus.documents} - {r["document"] for r in records})
    notes.append("the texts outside the statements: left out; a .json holds them")
    if quiet:
        notes.append(f"{quiet} documents without a statement: left out; a .json holds them")
    if corpus.attributes:
        notes.append("the attributes of actors and concepts: left out; a .json holds them")
    kind = type or (corpus.types() or ("",))[0]
    names = [v.name for v in corpus.variables if v.type == kind]
    head = ["statement", "document", "date", *names, "start", "end", "quote", "title", "author", "source", "section"]
    out = io.StringIO()
    writer = csv.DictWriter(out, [*head, "coder"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()
