"""A raw item becomes a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from standpunkt.documents.dateline import iso_date
from standpunkt.documents.decode import decoded
from standpunkt.documents.item import HTML, LONGEST, MARKDOWN, RawItem
from standpunkt.documents.language import NAMES, language_of
from standpunkt.documents.layout import Layout, layout, markdown_layout
from standpunkt.errors import InputError
from standpunkt.model import Document, SectionKind

__all__ = ["from_text", "make_document"]

_LANGUAGES = ("de", "en")
# What sources call the fields of a document.
_FIELDS = {
    "url": ("url", "link"),
    "published": ("published", "date", "published_at", "date_published", "datum"),
    "title": ("title", "headline"),
    "kicker": ("kicker",),
    "lead": ("lead", "teaser"),
    "outlet": ("outlet", "publisher", "site_name"),
}
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,100}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)


def make_document(item: RawItem, published: str | None = None) -> Document:
    """The document that an item of a source holds.

    `published` is its day of publication (ISO 8601) where neither the source nor the text says one. Offsets of the
    document's sections are code points of its text: the decoded content of plain text and Markdown, unchanged; the
    article's text of HTML.

    Raises InputError, in one line that begins with the item's name, where the content is empty, too large, no text,
    in an encoding that is not found, holds no article, or is in neither German nor English.
    """
    text = decoded(item)
    if item.media_type == HTML or _LOOKS_LIKE_HTML.match(text):
        from standpunkt.documents.html import article

        page = article(text, item.name)
        return _document(item, page.text, page.layout, page.tags, published)
    if item.media_type == MARKDOWN:
        found = markdown_layout(text)
        return _document(item, text, found, {}, published)
    return _document(item, text, layout(text), {}, published)


def from_text(text: str, published: str | None = None, *, language: str | None = None, name: str = "text") -> Document:
    """The document of a plain text. `language` ("de", "en") is found where it is not given.

    Raises InputError as `make_document` does.
    """
    item = RawItem(name, text)
    return _document(item, decoded(item), layout(text), {}, published, language)


def _document(
    item: RawItem,
    text: str,
    found: Layout,
    tags: Mapping[str, tuple[str, str]],
    published: str | None,
    language: str | None = None,
) -> Document:
    """`tags`: fields that a page's own tags say, each with its value and the tag."""
    if len(text) > LONGEST:
        raise InputError(f"{item.name}: has {len(text):,} characters, an article at most {LONGEST:,}; split it")
    values: dict[str, str] = {}
    provenance: dict[str, str] = {}

    def put(field: str, value: str | None, source: str) -> None:
        if value and field not in values:
            values[field] = value
            provenance[field] = source

    for field, (value, tag) in tags.items():
        put(field, iso_date(value) if field == "published" else value, tag)
    for name, span in found.fields:
        for field, names in _FIELDS.items():
            if name in names:
                put(field, iso_date(span.text) if field == "published" else span.text, f"text:{span.start}-{span.end}")
    for field, names in _FIELDS.items():
        for name in names:
            value = item.metadata.get(name, "").strip()
            put(field, iso_date(value) if field == "published" else value, f"meta:{name}")
    kinds: tuple[SectionKind, ...] = ("kicker", "title", "lead")
    for kind in kinds:
        if section := found.first(kind):
            put(kind, section.text, f"text:{section.start}-{section.end}")
    if found.dateline:
        put("published", found.dateline.value, f"text:{found.dateline.start}-{found.dateline.end}")
    if published is not None:
        day = iso_date(published)
        if day is None:
            raise InputError(f"{item.name}: the day of publication {published!r} is no day; write it as 2025-04-10")
        put("published", day, "argument")
    return Document(
        id=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        text=text,
        language=_language(item.name, text, language),
        sections=found.sections,
        title=values.get("title"),
        kicker=values.get("kicker"),
        lead=values.get("lead"),
        published=values.get("published"),
        outlet=values.get("outlet"),
        url=values.get("url"),
        provenance=provenance,
    )


def _language(name: str, text: str, given: str | None) -> str:
    if given is not None:
        if given not in _LANGUAGES:
            raise InputError(f"{name}: the language {given!r} is not read; give de or en")
        return given
    code = language_of(text)
    if code is None:
        raise InputError(f"{name}: holds no words; give a German or English text")
    if code not in _LANGUAGES:
        raise InputError(f"{name}: is in {NAMES.get(code, code)}; only German and English are read")
    return code
