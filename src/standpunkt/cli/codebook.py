"""`standpunkt codebook suggest` and `standpunkt brief`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from standpunkt.cli._app import app
from standpunkt.cli.read import LanguageOption, Maker, load_answering
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.model import Reading
    from standpunkt.statements import Codebook
    from standpunkt.words import Language

__all__ = ["brief", "suggest"]

books = typer.Typer(no_args_is_help=True, help="Codebooks: the questions that positions answer.")
app.add_typer(books, name="codebook")

Files = Annotated[
    list[str], typer.Argument(metavar="FILE…", help="Files, folders or web archives; - is standard input.")
]


@books.callback()
def _books() -> None:
    """Codebooks: the questions that positions answer."""


@books.command()
def suggest(
    paths: Files,
    most: Annotated[int, typer.Option("--most", min=1, max=100, help="How many questions at most.")] = 12,
) -> None:
    """Propose questions from articles (what is demanded, offered, refused, asked) as TOML for you to edit."""
    from standpunkt import statements
    from standpunkt.knowledge import load
    from standpunkt.words import user_language, word

    book = statements.suggest(readings(paths, None), load(), most)
    if not book.questions:
        raise InputError(word("run.no_questions", user_language()))
    sys.stdout.write(book.to_toml())


@app.command()
def brief(
    paths: Files,
    codebook: Annotated[Path, typer.Option("--codebook", metavar="FILE", help="The questions to answer (TOML).")],
    lang: LanguageOption = None,
) -> None:
    """Brief on documents in sentences: who stands where, who pledges what; every sentence cites its words."""
    from standpunkt.exports.brief import brief as written
    from standpunkt.knowledge import load
    from standpunkt.statements import Codebook, dependencies
    from standpunkt.words import user_language

    language: Language = lang.value if lang else user_language()
    book = Codebook.load(codebook)
    knowledge = load()
    for number, reading in enumerate(readings(paths, book)):
        if number:
            sys.stdout.write("\n")
        edges = dependencies(reading, knowledge)
        sys.stdout.write(written(reading, book, language, lambda ident: knowledge.name(ident, language), edges))


def readings(paths: list[str], codebook: Codebook | None) -> Iterator[Reading]:
    """The readings of all documents in `paths`, one after the other. Raises InputError for one that cannot be read."""
    from standpunkt.cli.batch import Failed
    from standpunkt.sources import items

    make, reader = Maker(None), None
    for item in items(paths):
        document = make(item)
        if isinstance(document, Failed):
            raise InputError(document.message)
        reader = reader or load_answering(codebook)
        yield reader.read(document)
