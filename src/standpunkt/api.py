"""The Python twin of `standpunkt read`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from standpunkt import model
from standpunkt.errors import InputError
from standpunkt.words import user_language

if TYPE_CHECKING:
    import pandas
    import polars

    from standpunkt.statements import Codebook

__all__ = ["DocumentReader", "Reading", "load_reader", "read"]


class DocumentReader(Protocol):
    """What turns a document into a reading."""

    def read(self, document: model.Document) -> model.Reading:
        """All that is read from `document`."""
        ...


class Reading(model.Reading):
    """All that was read from one document, with its table and its picture.

    The fields are those of `standpunkt.model.Reading`; `to_dict()` gives the form of the contract.
    """

    __slots__ = ()

    def to_dicts(self) -> list[dict[str, str | int | float | None]]:
        """One flat record a statement: the rows of `standpunkt read --format csv`, spans as `start-end`."""
        from standpunkt.exports.table import rows

        return rows(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows of `to_dicts` as a pandas data frame. Raises InputError where pandas is not installed."""
        from standpunkt.exports.table import COLUMNS

        return cast("pandas.DataFrame", _library("pandas").DataFrame(self.to_dicts(), columns=list(COLUMNS)))

    def to_polars(self) -> polars.DataFrame:
        """The rows of `to_dicts` as a polars data frame. Raises InputError where polars is not installed."""
        from standpunkt.exports.table import TYPES

        frames = _library("polars")
        kinds = {str: frames.String, int: frames.Int64, float: frames.Float64}
        return cast(
            "polars.DataFrame", frames.DataFrame(self.to_dicts(), schema={c: kinds[t] for c, t in TYPES.items()})
        )

    def _repr_html_(self) -> str:
        from standpunkt.exports.page import frame

        return frame(self, user_language())


def read(
    text_or_path: str | Path,
    *,
    published: str | None = None,
    codebook: Codebook | str | Path | None = None,
    reader: DocumentReader | None = None,
) -> Reading:
    """Read one document: who is reported to have said what, each word anchored in the text.

    `text_or_path` is a `Path`, or a string that is the path of an existing file, or the text itself. `published` is
    the day of publication (`2025-04-10`) where the text has none. `codebook` is a `Codebook` or the path of its TOML
    file; with one the reading has positions, as `standpunkt read --codebook` gives them. Conditions and pledges it has
    in any case. `reader` replaces the packaged model, which is loaded at the first call and kept; what it gives is
    answered only where there is a codebook. Offsets of the result are code points into `reading.document.text`.

    Raises InputError where the document cannot be read, or where a file holds several (read those with
    `standpunkt read`); InternalError where the model is missing.
    """
    from standpunkt.knowledge import load
    from standpunkt.statements import Answering
    from standpunkt.statements import Codebook as Book

    book = Book.load(codebook) if isinstance(codebook, str | Path) else codebook
    plain = reader or _packaged()
    if reader is None or book is not None:
        reader = Answering(plain, getattr(plain, "knowledge", None) or load(), book)
    found = reader.read(_document(text_or_path, published))
    return Reading(**{field.name: getattr(found, field.name) for field in fields(model.Reading)})


def load_reader(threads: int = 0, knowledge: Path | None = None) -> DocumentReader:
    """The packaged reader, newly loaded, with so many processor threads (0: as many as there are cores).

    `knowledge` is a file of the user's own actors (CSV, or FollowTheMoney as JSON lines) beside those that come with
    the package. Raises InputError where it cannot be used, InternalError where the weights are not installed.
    """
    from standpunkt.knowledge import load, parse_user_knowledge
    from standpunkt.reading.pipeline import Reader
    from standpunkt.weights import load_answers, load_encoder

    known = load()
    if knowledge is not None:
        try:
            text = knowledge.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"--knowledge {knowledge}: cannot be read ({error}); give a CSV file in UTF-8") from None
        known = known.extended(*parse_user_knowledge(text, knowledge.name))
    return Reader(load_encoder(threads=threads), known, cache(partial(load_answers, threads=threads)))


_packaged: Callable[[], DocumentReader] = cache(load_reader)


def _document(text_or_path: str | Path, published: str | None) -> model.Document:
    from standpunkt.documents import from_text, make_document
    from standpunkt.sources import SourceFailure, items

    if isinstance(text_or_path, str) and not _is_path(text_or_path):
        return from_text(text_or_path, published)
    found: Iterator[Any] = items([text_or_path])
    first = next(found, None)
    if first is None:
        raise InputError(f"{text_or_path}: holds no document")
    if isinstance(first, SourceFailure):
        raise InputError(str(first))
    if next(found, None) is not None:
        raise InputError(f"{text_or_path}: holds several documents; use `standpunkt read {text_or_path}`")
    return make_document(first, published)


def _is_path(text: str) -> bool:
    """Whether a string names a file rather than being an article. Raises InputError for a path that is not there."""
    if "\n" in text or len(text) > 4096:
        return False
    try:
        if Path(text).exists():
            return True
    except (OSError, ValueError):
        return False
    if " " not in text.strip() and Path(text).suffix in (".txt", ".html", ".htm", ".md", ".jsonl", ".warc", ".gz"):
        raise InputError(f"{text}: no such file; give the path of a file, or the text itself")
    return False


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise InputError(f"{name} is not installed; install it with: pip install 'standpunkt[tables]'") from error
