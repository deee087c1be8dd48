"""JSON lines: a document a line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from standpunkt.documents.item import HTML, LARGEST, PLAIN, RawItem
from standpunkt.sources.failure import SourceFailure

__all__ = ["jsonl_items"]

_TEXTS = (("text", PLAIN), ("html", HTML), ("body", PLAIN), ("content", PLAIN))


def jsonl_items(path: Path) -> Iterator[RawItem | SourceFailure]:
    """A raw item for each line of a file of JSON lines, gzipped or not; blank lines are passed over.

    A line is an object whose `text` (or `html`, `body`, `content`) is the document; its other fields that are strings
    become metadata. A line that is none comes as a SourceFailure. Raises OSError where the file cannot be opened.
    """
    packed = path.name.lower().endswith(".gz")
    with path.open("rb") as raw, cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw as file:
        number = 0
        while True:
            number += 1
            name = f"{path}, line {number}"
            try:
                line = file.readline(LARGEST + 1)
                if len(line) > LARGEST:
                    yield SourceFailure(name, f"is larger than {LARGEST // 1_000_000} MB; split it")
                    while line and not line.endswith(b"\n"):
                        line = file.readline(1_000_000)
                    continue
            except (gzip.BadGzipFile, EOFError, zlib.error):
                yield SourceFailure(name, "the gzip file is broken from here on; fetch it again")
                return
            if not line:
                return
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _item(name, line)


def _item(name: str, line: bytes) -> RawItem | SourceFailure:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return SourceFailure(name, f"is not UTF-8 at byte {error.start}; save the file as UTF-8")
    except json.JSONDecodeError as error:
        return SourceFailure(name, f"is no JSON ({error.msg} at character {error.pos}); write one object a line")
    except (ValueError, RecursionError):
        return SourceFailure(name, "is no JSON that can be read; write one object a line")
    if isinstance(record, dict):
        for field, media_type in _TEXTS:
            if isinstance(record.get(field), str):
                metadata = {k: v for k, v in record.items() if k != field and isinstance(v, str) and len(v) < 10_000}
                return RawItem(name, record[field], media_type, metadata)
    return SourceFailure(name, 'holds no text; write an object with "text" (or "html")')
