"""Files, folders and standard input as raw items, one at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from standpunkt.documents.item import HTML, LARGEST, MARKDOWN, PLAIN, RawItem
from standpunkt.sources.failure import SourceFailure
from standpunkt.sources.jsonl import jsonl_items
from standpunkt.sources.warc import warc_items

__all__ = ["SourceFailure", "items"]

_TYPES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
}
_JSONL = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_WARC = (".warc", ".warc.gz")


def items(paths: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[RawItem | SourceFailure]:
    """The documents at `paths`, in order, one at a time.

    A path is a file of text, Markdown or HTML (one document), of JSON lines or a web archive (many), a folder (its
    files of these kinds, in the order of their names, folders in it too; hidden files and other kinds are passed
    over), or `-` for standard input (`stdin` replaces it). A file with another ending is taken for plain text.
    What cannot be read comes as a SourceFailure in its place, and the others follow. Nothing is raised for bad input;
    at most one document is held in memory.
    """
    for path in paths:
        try:
            if str(path) == "-":
                yield from _standard_input(stdin)
            elif os.path.isdir(path):
                yield from _folder(Path(path))
            else:
                yield from _file(Path(path))
        except (OSError, ValueError) as error:
            yield SourceFailure(str(path), _reason(error))


def _standard_input(stdin: BinaryIO | None) -> Iterator[RawItem | SourceFailure]:
    data = (stdin or sys.stdin.buffer).read(LARGEST + 1)
    yield RawItem("standard input", data)


def _folder(folder: Path) -> Iterator[RawItem | SourceFailure]:
    seen = False
    failures: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and _is_read(name):
                seen = True
                path = Path(place, name)
                try:
                    yield from _file(path)
                except (OSError, ValueError) as error:
                    yield SourceFailure(str(path), _reason(error))
    for failed in failures:
        seen = True
        yield SourceFailure(str(failed.filename or folder), _reason(failed))
    if not seen:
        kinds = " ".join([*_TYPES, *_JSONL, *_WARC])
        yield SourceFailure(str(folder), f"holds no file that is read ({kinds}); give another folder")


def _is_read(name: str) -> bool:
    lower = name.lower()
    return lower.endswith((*_JSONL, *_WARC)) or os.path.splitext(lower)[1] in _TYPES


def _file(path: Path) -> Iterator[RawItem | SourceFailure]:
    lower = path.name.lower()
    if lower.endswith(_JSONL):
        yield from jsonl_items(path)
    elif lower.endswith(_WARC):
        yield from warc_items(path)
    else:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        yield RawItem(str(path), data, _TYPES.get(path.suffix.lower(), PLAIN))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; check the path"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    if isinstance(error, OSError):
        return f"cannot be read ({error.strerror or error})"
    return f"is no path that can be opened ({error})"
