"""Adding articles: files that are uploaded, a pasted text, an address; they are kept at once and read behind."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Annotated

from fastapi import APIRouter, Body, File, Form, UploadFile
from starlette.responses import RedirectResponse, Response

from standpunkt.documents import make_document
from standpunkt.documents.item import RawItem
from standpunkt.errors import InputError, StandpunktError
from standpunkt.sources import SourceFailure, items
from standpunkt.web.desk import Desk, DeskOf
from standpunkt.web.fetch import fetch
from standpunkt.web.views import Data, view

__all__ = ["api", "pages"]

api = APIRouter(prefix="/api", tags=["changes"])
pages = APIRouter(include_in_schema=False)
_LARGEST_TEXT = 1_000_000
_MOST = 5_000
"""Documents of one upload: a small file can unpack to more than anybody wants to wait for."""
_DAY = r"^(\d{4}-\d\d-\d\d)?$"


@view("/import", "import.html", lambda data: [{"failure": line} for line in data["failures"]])
def state(desk: DeskOf) -> Data:
    """Adding articles: how many are still to be read, and what went wrong."""
    return desk.reading_state()


@api.post("/import")
def upload(
    desk: DeskOf,
    files: Annotated[list[UploadFile], File(max_length=100, description="Texts, pages, JSON lines, web archives.")],
    date: Annotated[str, Form(pattern=_DAY, description="Day of publication where a text has none.")] = "",
) -> Data:
    """Add the articles of uploaded files."""
    return _added(desk, _uploaded(files), date)


@api.post("/import/text")
def paste(
    desk: DeskOf,
    text: Annotated[str, Body(min_length=1, max_length=_LARGEST_TEXT)],
    date: Annotated[str, Body(pattern=_DAY)] = "",
) -> Data:
    """Add an article by its text."""
    return _added(desk, iter([RawItem("text", text)]), date)


@api.post("/import/url")
def address(
    desk: DeskOf,
    url: Annotated[str, Body(min_length=1, max_length=4000)],
    date: Annotated[str, Body(pattern=_DAY)] = "",
) -> Data:
    """Add the article at an address of the public web."""
    return _added(desk, iter([fetch(url)]), date)


@pages.post("/import")
def by_form(
    desk: DeskOf,
    files: Annotated[list[UploadFile] | None, File(max_length=100)] = None,
    text: Annotated[str, Form(max_length=_LARGEST_TEXT)] = "",
    url: Annotated[str, Form(max_length=4000)] = "",
    date: Annotated[str, Form(pattern=_DAY)] = "",
) -> Response:
    """Add by form; afterwards to the one article that came, or to the state of adding."""
    given = [f for f in files or () if f.filename]
    if given:
        result = _added(desk, _uploaded(given), date)
    elif url.strip():
        result = address(desk, url, date)
    elif text.strip():
        result = paste(desk, text, date)
    else:
        raise InputError("nothing to add: choose a file, paste a text, or give an address")
    return RedirectResponse(
        "/import" if result["failures"] or result["new"] else f"/articles/{result['documents'][0]}", 303
    )


def _added(desk: Desk, found: Iterator[RawItem | SourceFailure], date: str) -> Data:
    """Keep what is found and begin to read it. Raises InputError where nothing could be kept."""
    ids: list[str] = []
    failures: list[str] = []
    new = 0
    for number, item in enumerate(found):
        if number >= _MOST:
            failures.append(f"only the first {_MOST} documents were taken; add the others with: standpunkt add")
            break
        try:
            if isinstance(item, SourceFailure):
                raise InputError(str(item))
            document = make_document(item, date or None)
            new += desk.dossier.add_document(document)
            ids.append(document.id)
        except StandpunktError as error:
            failures.append(str(error))
    if not ids:
        raise InputError(failures[0] if failures else "nothing to add: the files hold no document")
    desk.start_reading(ids, failures)
    return {"documents": ids, "new": new, "failures": failures}


def _uploaded(files: list[UploadFile]) -> Iterator[RawItem | SourceFailure]:
    """The documents of uploaded files; each stands under its own name in messages."""
    with tempfile.TemporaryDirectory(prefix="standpunkt-") as folder:
        for number, file in enumerate(files, 1):
            name = _name(file.filename, number)
            place = Path(folder, name)
            with place.open("wb") as out:
                while piece := file.file.read(1 << 20):
                    out.write(piece)
            for item in items([place]):
                if isinstance(item, SourceFailure):
                    yield SourceFailure(item.name.replace(f"{folder}/", ""), item.reason)
                else:
                    yield RawItem(item.name.replace(f"{folder}/", ""), item.data, item.media_type, item.metadata)
            place.unlink()


def _name(given: str | None, number: int) -> str:
    """A harmless name of a file with the ending that was given."""
    bare = re.sub(r"[^\w.\- ]", "_", PurePath((given or "").replace("\\", "/")).name)[-80:].lstrip(".- ")
    return bare or f"file-{number}.txt"
