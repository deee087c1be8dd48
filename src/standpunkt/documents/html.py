"""The article of an HTML page: trafilatura says what belongs to it, the page's own tags say what each part is.

Title, kicker, lead, subheadings and paragraphs become the text, a blank line between them; day of publication, outlet
and address come from tags alone (meta, JSON-LD, `time`, `link`), never from a guess. Scripts are never run or read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from standpunkt.documents.layout import Layout, layout
from standpunkt.errors import InputError
from standpunkt.model import Section, SectionKind
from standpunkt.span import Span

__all__ = ["Page", "article"]

_NO_CONTENT = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "aside",
    "footer",
    "form",
    "figure",
    "button",
    "select",
    "iframe",
    "svg",
    "dialog",
)
_KICKER = re.compile(r"kicker|topline|overline|dachzeile|eyebrow|spitzmarke|roofline|headline__?label", re.I)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|teaser-?text|intro|standfirst|vorspann|shorttext|deck?|subline|abstract)", re.I
)
_SPACE = re.compile(r"\s+")
_PARTED = re.compile(r"\n\s*\n|(?<=[.!?…“”»«\"])[ \t]*\n\s*")
_SHORTEST = 60


@dataclass(frozen=True, slots=True)
class Page:
    """The text of an article with its layout; `tags` holds fields with their value and the tag that says it."""

    text: str
    layout: Layout
    tags: Mapping[str, tuple[str, str]]


@dataclass(slots=True)
class _Block:
    kind: SectionKind
    text: str
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = _SPACE.sub(" ", self.text).strip()
        self.key = re.sub(r"\W+", "", self.text).lower()


def article(html: str, name: str) -> Page:
    """The article of a page. Raises InputError, beginning with `name`, where the page holds none."""
    from lxml import etree  # type: ignore[import-untyped]
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    try:
        tree = load_html(html.encode("utf-8"))
        if tree is None:
            raise InputError(f"{name}: is no HTML page that can be read")
        tags = _tags(tree)
        head = _head(tree)
        for element in list(tree.iter(*_NO_CONTENT)):
            if element.tag in ("script", "style", "noscript", "template") and element.getparent() is not None:
                _drop(element)
        found: Any = bare_extraction(
            etree.tostring(tree, encoding="unicode", method="html"),
            favor_recall=True,
            include_comments=False,
            include_tables=False,
            with_metadata=False,
        )
        elements = list(_body(found.body)) if found is not None and found.body is not None else []
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        raise InputError(f"{name}: is no HTML page that can be read ({type(error).__name__})") from None
    blocks = _whole(head, _recovered(tree, elements))
    if not any(block.kind in ("paragraph", "lead") for block in blocks):
        raise InputError(f"{name}: holds no article; save the page of a single article")
    return _page(blocks, tags)


def _page(blocks: list[_Block], tags: dict[str, tuple[str, str]]) -> Page:
    sections = []
    at = 0
    for block in blocks:
        sections.append((block.kind, at, at + len(block.text)))
        at += len(block.text) + 2
    text = "\n\n".join(block.text for block in blocks)
    dated = layout(text).dateline  # a "Stand: …" among the paragraphs
    marked = tuple(
        Section("dateline" if dated and dated.start == a and dated.end == b else kind, Span.of(text, a, b))
        for kind, a, b in sections
    )
    return Page(text, Layout(marked, dated), tags)


def _drop(element: Any) -> None:
    """Take an element out, leaving the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _text(element: Any) -> str:
    return _SPACE.sub(" ", _lined(element)).strip()


def _lined(element: Any) -> str:
    """The text of an element with a line end for each `br` (`lb` in trafilatura's tree)."""
    out: list[str] = []
    for event, part in _walk(element):
        if event == "start":
            out.append("\n" if part.tag in ("br", "lb") else part.text or "")
        elif part is not element:
            out.append(part.tail or "")
    return "".join(out)


def _walk(element: Any) -> Any:
    from lxml import etree

    return etree.iterwalk(element, events=("start", "end", "comment", "pi"))


def _head(tree: Any) -> list[_Block]:
    """Kicker, title and lead by the page's own headings and class names."""
    headings = [h for h in tree.iter("h1") if _text(h)]
    if not headings:
        return []
    heading = next((h for h in headings if _inside(h, ("article", "main"))), headings[0])
    out: list[_Block] = []
    whole = _text(heading)
    kicker = _named(heading, _KICKER)
    if kicker is None:
        around = heading.getparent()
        for _ in range(2):
            if around is None or around.tag in ("body", "html"):
                break
            kicker = _named(around, _KICKER)
            if kicker is not None:
                break
            around = around.getparent()
    if kicker is not None:
        label = _text(kicker)
        if len(label) <= 80 and label != whole:
            out.append(_Block("kicker", label))
            if _contains(heading, kicker):
                whole = whole.replace(label, "", 1).strip(" :\u2013-|")
    out.append(_Block("title", whole))
    scope = next((a for a in heading.iterancestors("article", "main")), heading.getroottree().getroot())
    lead = _named(scope, _LEAD, ("p", "div", "strong", "h2", "section"))
    if lead is not None and 30 <= len(_text(lead)) <= 800 and not _contains(lead, heading):
        out.append(_Block("lead", _text(lead)))
    return [block for block in out if block.key]


def _named(scope: Any, pattern: re.Pattern[str], tags: tuple[str, ...] = ()) -> Any:
    for element in scope.iter(*tags) if tags else scope.iter():
        if isinstance(element.tag, str) and pattern.search(element.get("class") or "") and _text(element):
            return element
    return None


def _inside(element: Any, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _contains(outer: Any, inner: Any) -> bool:
    return outer is inner or any(a is outer for a in inner.iterancestors())


def _body(body: Any) -> Iterator[tuple[SectionKind, Any]]:
    """The elements of trafilatura's tree that are blocks."""
    for element in body.iter("head", "p", "item", "quote", "ab"):
        if any(a.tag in ("p", "item", "head") for a in element.iterancestors()):
            continue
        if element.tag == "quote" and element.find(".//p") is not None:
            continue
        yield "subheading" if element.tag in ("head", "ab") else "paragraph", element


def _split(kind: SectionKind, element: Any) -> Iterator[_Block]:
    """An element as a block; as several where line ends, double or after a sentence, part its text."""
    for piece in _PARTED.split(_lined(element)) if kind == "paragraph" else [_text(element)]:
        block = _Block(kind, piece)
        if block.key:
            yield block


def _recovered(tree: Any, elements: list[tuple[SectionKind, Any]]) -> list[_Block]:
    """The body with paragraphs and subheadings of the page's one article that the extraction lost, at their place.

    Where the extraction ran several paragraphs together, they are taken from the page instead.
    """
    body = [block for kind, element in elements for block in _split(kind, element)]
    scopes = list(tree.iter("article")) or list(tree.iter("main"))
    alone = len(scopes) == 1
    found = list(_blocks(scopes[0] if alone else next(tree.iter("body"), tree)))
    if not body or _merges([_Block(kind, _text(element)) for kind, element in elements], found):
        return [block for block, _ in found]
    if not alone:
        return body
    have = "".join(block.key for block in body)
    out = list(body)
    place = 0
    for block, links in found:
        at = next((i for i in range(place, min(place + 30, len(out))) if out[i].key == block.key), None)
        if at is not None:
            place = at + 1
        elif block.kind == "paragraph" and len(block.text) >= _SHORTEST and links <= 0.5 and block.key not in have:
            out.insert(place, block)
            place += 1
    return out


def _blocks(scope: Any) -> Iterator[tuple[_Block, float]]:
    """The paragraphs and subheadings of a part of the page in their order, with the share of links in their text."""
    for element in scope.iter("p", "h2", "h3", "li", "blockquote"):
        if _inside(element, _NO_CONTENT) or _inside(element, ("p", "li", "blockquote", "header")):
            continue
        links = sum(len(_text(a)) for a in element.iter("a")) / max(1, len(_text(element)))
        for block in _split("subheading" if element.tag in ("h2", "h3") else "paragraph", element):
            yield block, links


def _merges(body: list[_Block], found: list[tuple[_Block, float]]) -> bool:
    """Whether a block of the extraction holds several paragraphs of the page."""
    keys = {block.key for block, _ in found if len(block.key) > 4}
    return any(sum(key in block.key for key in keys) > 1 for block in body if block.key not in keys)


def _whole(head: list[_Block], body: list[_Block]) -> list[_Block]:
    """Head and body without what stands in both."""
    keys = {block.key for block in head}
    title = next((block for block in head if block.kind == "title"), None)
    if title is not None:
        body = _without_title(title, body)
    lead = next((block for block in head if block.kind == "lead"), None)
    out = list(head)
    both = "".join(block.key for block in head if block.kind != "lead")
    for block in body:
        if block.key in keys or block.key == both:
            continue
        if lead is not None and len(block.key) > 20 and block.key in lead.key:
            continue
        out.append(block)
    while out and out[-1].kind == "subheading":
        out.pop()
    return out


def _without_title(title: _Block, body: list[_Block]) -> list[_Block]:
    """The body without the title where it begins with it, whole, in pieces or run together with what follows."""
    if body and title.key.endswith(body[0].key):  # trafilatura may keep only what follows a line break in it
        return body[1:]
    rest = title.key
    for i, block in enumerate(body):
        if rest.startswith(block.key):
            rest = rest[len(block.key) :]
            if not rest:
                return body[i + 1 :]
            continue
        if i == 0 and block.text.startswith(title.text + " "):
            return [_Block(block.kind, block.text[len(title.text) :]), *body[1:]]
        break
    return body


def _tags(tree: Any) -> dict[str, tuple[str, str]]:
    """What the page's tags say of the article: field to value and tag."""
    out: dict[str, tuple[str, str]] = {}

    def put(name: str, value: object, tag: str) -> None:
        if isinstance(value, str) and value.strip():
            out.setdefault(name, (_SPACE.sub(" ", value).strip(), tag))

    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        if key and element.get("content"):
            meta.setdefault(key.lower(), element.get("content"))
    for key in (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dcterms.date",
    ):
        put("published", meta.get(key), f"meta:{key}")
    put("outlet", meta.get("og:site_name"), "meta:og:site_name")
    for record in _records(tree):
        put("published", record.get("datePublished"), "json-ld:datePublished")
        publisher = record.get("publisher")
        if isinstance(publisher, dict):
            put("outlet", publisher.get("name"), "json-ld:publisher.name")
    for element in tree.iter("time"):
        if element.get("datetime") and not _inside(element, ("aside", "nav", "footer")):
            put("published", element.get("datetime"), "time:datetime")
            break
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            put("url", element.get("href"), "link:canonical")
    put("url", meta.get("og:url"), "meta:og:url")
    if not any(_text(h) for h in tree.iter("h1")):
        put("title", meta.get("og:title"), "meta:og:title")
        for element in tree.iter("title"):
            put("title", _text(element), "title")
            break
    return out


def _records(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD describes."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        todo = found if isinstance(found, list) else [found]
        for record in todo:
            if not isinstance(record, dict):
                continue
            graph = record.get("@graph")
            for inner in graph if isinstance(graph, list) else [record]:
                if isinstance(inner, dict) and "Article" in str(inner.get("@type")):
                    yield inner
