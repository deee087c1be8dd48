"""Web archives (WARC): the pages that were fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from standpunkt.documents.item import HTML, LARGEST, PLAIN, RawItem
from standpunkt.sources.failure import SourceFailure

__all__ = ["warc_items"]

_TYPES = {HTML: HTML, "application/xhtml+xml": HTML, PLAIN: PLAIN}
_RECORDS = ("response", "resource", "conversion")


def warc_items(path: Path) -> Iterator[RawItem | SourceFailure]:
    """A raw item for each page of a web archive, gzipped or not: successful answers that are HTML or plain text.

    The address is in the item's metadata as `url`; the moment of the fetch is no date of the document and is left out.
    Raises OSError where the file cannot be opened.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as file:
        seen = False
        try:
            for record in ArchiveIterator(file):
                seen = True
                if record.rec_type in _RECORDS and (item := _item(path, record)) is not None:
                    yield item
        except (ArchiveLoadFailed, OSError, ValueError, EOFError) as error:
            reason = " ".join(str(error).split())[:100] or type(error).__name__
            yield SourceFailure(str(path), f"the web archive is broken from here on ({reason}); fetch it again")
            return
        if not seen:
            yield SourceFailure(str(path), "is empty; give a web archive with records")


def _item(path: Path, record: Any) -> RawItem | SourceFailure | None:
    headers = record.http_headers
    if headers is not None and not (headers.get_statuscode() or "").startswith("200"):
        return None
    content = (headers or record.rec_headers).get_header("Content-Type") or ""
    kind, _, parameters = content.partition(";")
    media_type = _TYPES.get(kind.strip().lower())
    if media_type is None:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    name = f"{path}: {url}"
    data = record.content_stream().read(LARGEST + 1)
    metadata = {"url": url} if url else {}
    _, _, charset = parameters.lower().partition("charset=")
    if charset:
        metadata["charset"] = charset.split(";")[0].strip(" \"'")
    return RawItem(name, data, media_type, metadata)
