"""One self-contained HTML page: the running text with its marks, and beside it a card a statement.

The page loads nothing and runs one script of ours, known to its content security policy by hash; the article's text
is escaped everywhere, so it is never markup.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files

from standpunkt.exports.marks import ROLES, Block, Segment, blocks, printable
from standpunkt.model import Reading, SectionKind, Statement
from standpunkt.words import Language, count, word

__all__ = ["article", "foot", "frame", "head", "page"]

_TAGS: dict[SectionKind, str] = {"title": "h1", "subheading": "h3"}


def page(reading: Reading, language: Language) -> str:
    """A whole page that holds one reading."""
    return head(language) + article(reading, language) + foot()


def frame(reading: Reading, language: Language, height: int = 520) -> str:
    """The page in a sandboxed inline frame, for notebooks; `height` in CSS pixels."""
    return (
        f'<iframe sandbox="allow-scripts" title="{_words("reading.page_title", language)}" '
        f'style="width:100%;height:{height}px;border:0" srcdoc="{escape(page(reading, language))}"></iframe>'
    )


def head(language: Language) -> str:
    """Everything before the first article: style, script, legend."""
    style, script = _file("page.css"), _file("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
    legend = "".join(f'<li><span class="{role}">{_words(f"reading.{role}", language)}</span></li>' for role in ROLES)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="Standpunkt">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{_words('reading.page_title', language)}</title>\n"
        f"<style>{style}</style>\n<script>{script}</script>\n</head>\n<body>\n"
        f'<header><ul class="legend" aria-label="{_words("reading.legend", language)}">{legend}</ul>'
        f'<p class="help">{_words("reading.page_help", language)}</p></header>\n<main>\n'
    )


def article(reading: Reading, language: Language, more: str = "") -> str:
    """One document: its text and its cards, and `more` HTML. The last line names the document's id in a comment."""
    document = reading.document
    text = "".join(_block(block, document.id) for block in blocks(reading))
    cards = "".join(
        _card(number, statement, document.id, language) for number, statement in enumerate(reading.statements, 1)
    )
    facts = [count("reading.statements", len(reading.statements), language)] if reading.statements else []
    if document.outlet:
        facts.append(_escaped(document.outlet))
    if document.published:
        published = _escaped(document.published.replace("T", " "))
        facts.append(f"{_words('reading.published', language)} <time>{published}</time>")
    summary = " · ".join(facts) or _words("reading.statements_none", language)
    heading = _words("reading.statements", language)
    title = document.title or word("reading.article", language)
    return (
        f'<article class="document" aria-label="{_escaped(title)}">\n'
        f'<div class="text" lang="{_escaped(document.language)}" dir="auto">{text}</div>\n'
        f'<section class="statements"><h2>{heading}</h2><p class="facts">{summary}</p>'
        f"<ol>{cards}</ol></section>\n{more}</article><!-- {document.id} -->\n"
    )


def foot() -> str:
    """Everything after the last article."""
    return "</main>\n</body>\n</html>\n"


def _block(block: Block, document: str) -> str:
    tag = _TAGS.get(block.kind, "p")
    inner = "".join(_segment(segment, document) for segment in block.segments)
    return f'<{tag} class="{block.kind}">{inner}</{tag}>\n'


def _segment(segment: Segment, document: str) -> str:
    text = _escaped(segment.text)
    if not segment.marks:
        return text
    roles = " ".join(role for role in ROLES if any(mark.role == role for mark in segment.marks))
    cards = " ".join(dict.fromkeys(_card_id(document, mark.number) for mark in segment.marks))
    return f'<mark class="{roles}" data-cards="{cards}">{text}</mark>'


def _card(number: int, statement: Statement, document: str, language: Language) -> str:
    content = " … ".join(span.text for span in statement.content)
    speaker = (
        f'<span class="speaker">{_escaped(statement.speaker.span.text)}</span>'
        if statement.speaker
        else f'<span class="nobody">{_words("reading.no_speaker", language)}</span>'
    )
    cue = " … ".join(span.text for span in statement.cue)
    addressee = statement.addressee
    facts = [word(f"kind.{statement.kind}", language), word(f"medium.{statement.medium}", language)]
    if statement.voice != "named":
        facts.append(word(f"voice.{statement.voice}", language))
    percent = word("reading.percent", language, n=round(100 * statement.confidence))
    return (
        f'<li class="card" id="{_card_id(document, number)}" tabindex="0"><p class="who">{speaker}'
        + (f' <span class="cue">{_escaped(cue)}</span>' if cue else "")
        + (f' → <span class="addressee">{_escaped(addressee.span.text)}</span>' if addressee else "")
        + f'</p><blockquote dir="auto">{_escaped(content)}</blockquote><p class="facts">{escape(" · ".join(facts))} · '
        f'<span title="{_words("reading.confidence", language)}">{percent}</span></p></li>'
    )


def _card_id(document: str, number: int) -> str:
    return f"d{document[:16]}-{number}"


def _escaped(text: str) -> str:
    return escape(printable(text))


def _words(key: str, language: Language) -> str:
    return escape(word(key, language))


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
