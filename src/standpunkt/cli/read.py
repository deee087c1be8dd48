"""`standpunkt read`, `standpunkt schema` and `standpunkt demo`."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from standpunkt.cli._app import app
from standpunkt.errors import InputError, InternalError

if TYPE_CHECKING:
    from standpunkt.api import DocumentReader
    from standpunkt.cli.batch import Failed
    from standpunkt.cli.forms import Form
    from standpunkt.model import Document
    from standpunkt.statements import Codebook
    from standpunkt.words import Language

__all__ = ["demo", "load_answering", "read", "run", "schema"]


class FormatName(StrEnum):
    """The formats of `standpunkt read`."""

    text = "text"
    json = "json"
    csv = "csv"
    html = "html"


class LanguageName(StrEnum):
    """The languages of the words around a reading."""

    de = "de"
    en = "en"


LanguageOption = Annotated[
    LanguageName | None,
    typer.Option("--lang", help="Language of the words around the reading; by default that of your locale."),
]


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Files, folders or web archives to read; - is standard input."),
    ],
    format: Annotated[
        FormatName,
        typer.Option("--format", "-f", help="text: for the terminal; json: one reading a line; csv; html: one page."),
    ] = FormatName.text,
    date: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of publication where a text has none.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many processes read at once.")] = 1,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write to this file. If it holds readings already, its documents are not read again.",
        ),
    ] = None,
    knowledge: Annotated[
        Path | None,
        typer.Option("--knowledge", help="Actors of your own: CSV, or FollowTheMoney entities as JSON lines."),
    ] = None,
    codebook: Annotated[
        Path | None,
        typer.Option(
            "--codebook",
            metavar="FILE",
            help="Answer the questions of this file (TOML): who stands where, and pledges.",
        ),
    ] = None,
    lang: LanguageOption = None,
) -> None:
    """Read documents: who is reported to have said what, each word anchored in the text."""
    from standpunkt.statements import Codebook

    questions = Codebook.load(codebook) if codebook is not None else None
    form = _form(format, lang, stored=output is not None and str(output) != "-", codebook=questions)
    load = partial(load_answering, questions, threads=0 if jobs == 1 else 1, knowledge=knowledge)
    run(_items(paths), output, form, load=load, make=Maker(_day(date)), jobs=jobs)


@app.command()
def demo(lang: LanguageOption = None) -> None:
    """Read a bundled article about an invented negotiation and show what was found."""
    from standpunkt.api import load_reader
    from standpunkt.words import user_language

    language: Language = lang.value if lang else user_language()
    article = str(files("standpunkt.examples").joinpath(f"bergbahn.{language}.txt"))
    run(_items([article]), None, _form(FormatName.text, lang), load=load_reader, make=Maker(None))


@app.command()
def schema(
    contract: Annotated[str, typer.Argument(metavar="reading", help="The contract: reading.")],
) -> None:
    """Print the JSON Schema of what `standpunkt read --format json` writes."""
    import json

    from standpunkt.exports.schema import reading_schema

    if contract != "reading":
        raise InputError(f"schema: there is no contract {contract!r}; give: reading")
    typer.echo(json.dumps(reading_schema(), indent=2, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Maker:
    """Turns an item of a source into a document, or says in one line why it cannot be read."""

    published: str | None

    def __call__(self, item: Any) -> Document | Failed:
        from standpunkt.cli.batch import Failed
        from standpunkt.documents import make_document
        from standpunkt.sources import SourceFailure

        if isinstance(item, SourceFailure):
            return Failed(str(item))
        return make_document(item, self.published)


def run(
    items: Iterable[Any],
    output: Path | None,
    form: Form,
    *,
    load: Callable[[], DocumentReader],
    make: Callable[[Any], Document | Failed],
    jobs: int = 1,
) -> None:
    """Read every item and write it to `output` (None: standard output) in `form`.

    `load` and `make` are called in each process, so with several `jobs` they must pickle. What cannot be read is told
    in one line on standard error and the rest goes on. Raises InputError at the end where a document could not be
    read (InternalError where that was a fault of ours), Stopped on Ctrl-C or a closed pipe, StandpunktError on a full
    disk; whole documents that were written stay.
    """
    from standpunkt.cli.batch import Done, Failed, Stopped, Work, outcomes
    from standpunkt.cli.output import Output
    from standpunkt.cli.progress import Progress
    from standpunkt.words import word

    language = form.language
    with Output(output, form) as out, Progress(form) as progress:
        if out.repaired:
            progress.say(word("run.repaired", language, path=output))
        seen = set(out.have)
        failures = 0
        ours = False
        only: Failed | None = None  # the first failure, told at the end where it is all that happened
        try:
            with contextlib.closing(outcomes(items, Work(make, load, form, out.have), jobs)) as results:
                for outcome in results:
                    if only:
                        progress.say(only.message)
                        only = None
                    if isinstance(outcome, Failed):
                        failures += 1
                        ours = ours or outcome.ours
                        if progress.count == 0:
                            only = outcome
                        else:
                            progress.say(outcome.message)
                    elif isinstance(outcome, Done) and outcome.document not in seen:
                        seen.add(outcome.document)
                        out.start()
                        out.add(outcome.part)
                    progress.step()
        except KeyboardInterrupt:
            kept = "interrupted_kept" if form.stored else "interrupted"
            raise Stopped(word(f"run.{kept}", language, n=len(seen), path=output), 130) from None
        if progress.count > failures:
            out.start()
            out.finish()
        if form.stored:
            skipped = progress.count - out.written - failures
            progress.say(word("run.done", language, read=out.written, skipped=skipped, failed=failures))
        if progress.count == 0:
            raise InputError(word("run.nothing", language))
    if failures:
        message = only.message if only else word("run.failed_many", language, failed=failures, all=progress.count)
        raise (InternalError if ours else InputError)(message)


def _items(paths: list[str]) -> Iterator[Any]:
    from standpunkt.sources import items

    return iter(items(paths))


def load_answering(codebook: Codebook | None, threads: int = 0, knowledge: Path | None = None) -> DocumentReader:
    """The packaged reader with conditions, pledges and, where there is a codebook, positions."""
    from standpunkt.api import load_reader
    from standpunkt.knowledge import load
    from standpunkt.statements import Answering

    reader = load_reader(threads=threads, knowledge=knowledge)
    return Answering(reader, getattr(reader, "knowledge", None) or load(), codebook)


def _form(
    format: FormatName, lang: LanguageName | None, *, stored: bool = False, codebook: Codebook | None = None
) -> Form:
    """The form of the output, by what standard output is where it goes there."""
    from rich.console import Console

    from standpunkt.cli.forms import Form
    from standpunkt.words import user_language

    console = Console()
    language: Language = lang.value if lang else user_language()
    if stored or not console.is_terminal:
        return Form(format.value, language, stored=stored, codebook=codebook)
    system = console.color_system
    colours = None if console.no_color or system is None or system == "windows" else system
    return Form(format.value, language, min(console.width, 100), colours, codebook=codebook)  # type: ignore[arg-type]


def _day(date: str | None) -> str | None:
    """A day as the user writes it (2025-04-10 or 10.04.2025) in ISO form. Raises InputError for anything else."""
    if date is None:
        return None
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", date)
    parts = german.group(3, 2, 1) if german else date.split("-")
    try:
        return datetime.date(*map(int, parts)).isoformat()
    except (ValueError, TypeError):
        raise InputError(f"--date {date}: is no day; write it as 2025-04-10") from None
