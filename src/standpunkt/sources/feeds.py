"""Articles that a feed (RSS, Atom) names, fetched as raw items."""

from __future__ import annotations

import io
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from standpunkt.documents.item import HTML, LARGEST, PLAIN, RawItem
from standpunkt.errors import InputError
from standpunkt.sources.failure import SourceFailure

__all__ = ["Entry", "Fetch", "Fetched", "entries", "feed_items", "fetch"]

_AGENT = "Standpunkt (https://pypi.org/project/standpunkt/)"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of an article."""

    url: str
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: bytes, media type, and the charset where the server names one."""

    data: bytes
    media_type: str
    charset: str | None


Fetch = Callable[[str], Fetched]


def fetch(url: str, timeout: float = 30.0) -> Fetched:
    """What stands at an address (http or https). Raises InputError in one line."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise InputError(f"{url}: is no web address; give one that begins with https://")
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            data = answer.read(LARGEST + 1)
            kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
    except urllib.error.HTTPError as error:
        raise InputError(f"{url}: the server answers {error.code} {error.reason}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{url}: cannot be fetched ({getattr(error, 'reason', error)})") from None
    if len(data) > LARGEST:
        raise InputError(f"{url}: is larger than {LARGEST // 1_000_000} MB; it is not read")
    return Fetched(data, kind, charset)


def entries(content: bytes, name: str) -> list[Entry]:
    """The articles that a feed names, in its order. Raises InputError where the content is no feed."""
    try:
        import feedparser
    except ImportError as error:
        raise InputError("feedparser is not installed; install it with: pip install 'standpunkt[dossier]'") from error
    found = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise InputError(f"{name}: is no feed; give the address of an RSS or Atom feed")
    out = []
    for entry in found.entries:
        if url := entry.get("link"):
            moment = entry.get("published_parsed") or entry.get("updated_parsed")
            published = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", moment) if moment else None
            out.append(Entry(url, entry.get("title"), published))
    return out


def feed_items(
    feed: str, known: Callable[[str], bool], get: Fetch = fetch, pause: Callable[[], None] = lambda: None
) -> Iterator[RawItem | SourceFailure]:
    """The articles of a feed at addresses that are not `known`; `pause` is called before each one is fetched.

    An article that cannot be fetched comes as a failure. Raises InputError where the feed cannot be.
    """
    for entry in entries(get(feed).data, feed):
        if known(entry.url):
            continue
        pause()
        try:
            found = get(entry.url)
        except InputError as error:
            yield SourceFailure(entry.url, str(error).removeprefix(f"{entry.url}: "))
            continue
        said = {"url": entry.url, "title": entry.title, "date": entry.published, "charset": found.charset}
        kind = HTML if "html" in found.media_type or "xml" in found.media_type else PLAIN
        yield RawItem(entry.url, found.data, kind, {k: v for k, v in said.items() if v})
