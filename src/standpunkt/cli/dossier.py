"""`standpunkt new`, `add`, `status` and `check`: a dossier made, filled and looked after."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from standpunkt.cli._app import app
from standpunkt.errors import InputError, StandpunktError

if TYPE_CHECKING:
    from standpunkt.cli.batch import Failed
    from standpunkt.dossier import Dossier
    from standpunkt.dossier.dossier import Read
    from standpunkt.model import Document

__all__ = [
    "FormatOption",
    "PlaceArgument",
    "TextOrJson",
    "add",
    "check",
    "new",
    "opened",
    "read_waiting",
    "status",
    "take",
    "write_json",
]


class TextOrJson(StrEnum):
    """How a result is shown."""

    text = "text"
    json = "json"


PlaceArgument = Annotated[
    str, typer.Argument(metavar="DOSSIER", help="The dossier: a file, or the URL of a PostgreSQL database.")
]
FormatOption = Annotated[TextOrJson, typer.Option("--format", "-f", help="text: for people; json: for programs.")]


@contextlib.contextmanager
def opened(place: str) -> Iterator[Dossier]:
    """The dossier at a path or URL, closed at the end."""
    from standpunkt.dossier import Dossier

    with Dossier.open(place) as dossier:
        yield dossier


def write_json(value: Any) -> None:
    """A value as JSON on standard output."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@app.command()
def new(
    dossier: PlaceArgument,
    codebook: Annotated[
        Path | None, typer.Option("--codebook", metavar="FILE", help="The questions to ask (TOML).")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="What the dossier is called.")] = None,
) -> None:
    """Make a new, empty dossier."""
    from standpunkt.dossier import Dossier

    Dossier.new(dossier, codebook=_text(codebook) if codebook else None, title=title).close()
    typer.echo(f"made {dossier}; add articles with: standpunkt add {dossier} FILE…")


@app.command()
def add(
    dossier: PlaceArgument,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE…", help="Files, folders, web archives or references; - is standard input."),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of publication where a text has none.")
    ] = None,
    read: Annotated[bool, typer.Option(help="Read what was added; without, it is only kept.")] = True,
    codebook: Annotated[
        Path | None, typer.Option("--codebook", metavar="FILE", help="Ask these questions (TOML) from now on.")
    ] = None,
) -> None:
    """Add documents and read them. It may be stopped at any moment and run again; nothing is added twice.

    References (RIS, CSL-JSON) bring the files attached to them, and say more of articles that are there. What the
    present model has not read with the present codebook is read, also where no file is given.
    """
    from standpunkt.cli.read import Maker, _day
    from standpunkt.imports.dossier_csl import import_references
    from standpunkt.imports.references import read_references, reference_files, texts_of
    from standpunkt.sources import items

    make = Maker(_day(date))
    listed, others = reference_files(paths or ())
    references = [(path, read_references(path)) for path in listed]
    with opened(dossier) as store:
        if codebook is not None:
            store.set_codebook(_text(codebook))
        # First what references say of their texts, as that is more than the texts alone say.
        attached = (item for path, found in references for item in texts_of(path, found))
        counts = take(store, itertools.chain(attached, items(others)), make)
        typer.echo(f"{counts.new} added, {counts.known} known already, {counts.failed} failed")
        for path in listed:
            fit, missed = import_references(store, path)
            typer.echo(f"{path}: {fit} references fit an article, {missed} fit none or several")
        if read:
            read_waiting(store)
    if counts.failed:
        every = counts.new + counts.known + counts.failed
        raise InputError(f"{counts.failed} of {every} documents could not be added")


@dataclass(slots=True)
class Counts:
    """What became of the items of a source."""

    new: int = 0
    known: int = 0
    failed: int = 0


def take(
    store: Dossier, items: Iterable[Any], make: Callable[[Any], Document | Failed], seen: set[str] | None = None
) -> Counts:
    """Add each item of a source; what cannot be added is told in one line. The names of those added go into `seen`.

    Raises StoreError where the dossier itself cannot be written; what was added before is kept.
    """
    from standpunkt.cli.batch import Failed
    from standpunkt.dossier.connect import StoreError

    counts = Counts()
    for item in items:
        try:
            document = make(item)
            if isinstance(document, Failed):
                raise InputError(document.message)
            fresh = store.add_document(document)
        except StandpunktError as error:
            if isinstance(error, StoreError):  # the next one would fare no better
                raise
            counts.failed += 1
            typer.echo(f"standpunkt: {error}", err=True)
            continue
        counts.new, counts.known = counts.new + fresh, counts.known + (not fresh)
        if seen is not None:
            seen.add(item.name)
    return counts


def read_waiting(store: Dossier) -> None:
    """Read what the packaged reader has not read with the dossier's codebook, and say how much that was."""
    model, load = packaged(store)
    if store.pending(model):
        typer.echo(f"{sum(1 for _ in store.read_pending(load(), model))} read")


def packaged(store: Dossier) -> tuple[str, Callable[[], Read]]:
    """The packaged reader's version, by program and weights, and what loads it for a dossier's codebook."""
    import hashlib
    from importlib.resources import files

    import standpunkt

    digest = hashlib.sha256()
    for name in ("reader.json", "upper.onnx"):
        weights = files("standpunkt.weights").joinpath(name)
        if weights.is_file():
            digest.update(weights.read_bytes())
    source = store.codebook()

    def load() -> Read:
        from standpunkt.cli.read import load_answering
        from standpunkt.statements import Codebook

        book = Codebook.parse(source, "codebook") if source is not None else None
        return load_answering(book).read

    return f"standpunkt-{standpunkt.__version__}+{digest.hexdigest()[:8]}", load


@app.command()
def status(dossier: PlaceArgument, format: FormatOption = TextOrJson.text) -> None:
    """Say how much is in a dossier."""
    with opened(dossier) as store:
        found = store.status()
    if format is TextOrJson.json:
        write_json(found)
        return
    for name, value in found.items():
        if value is not None:
            typer.echo(f"{name.replace('_', ' '):16}{value}")


@app.command()
def check(dossier: PlaceArgument) -> None:
    """Check that a dossier is whole; exit code 0 only where it is."""
    with opened(dossier) as store:
        found = store.check()
    for line in found:
        typer.echo(line)
    if found:
        raise InputError(f"{dossier}: {len(found)} {'fault' if len(found) == 1 else 'faults'}; restore it from a copy")
    typer.echo(f"{dossier}: whole")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
