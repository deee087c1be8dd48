"""A dossier as a spaCy DocBin: documents with their items as span groups. Written with spaCy."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.exports.dossier_articles import Article, articles, facts, marks

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["write_docbin"]


def write_docbin(dossier: Dossier, path: Path) -> list[str]:
    """Each document's text and, in `doc.spans`, a group a kind of item: a span's label is its part (speaker, content,
    position …) and its id the item; `doc.user_data["standpunkt"]` holds what each item says, by its uid.

    Tokens are spaCy's for the language, parted further where a stretch begins or ends, so that offsets stay exact.
    Raises InputError where spaCy is not installed.
    """
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError as error:
        raise InputError("spaCy is not installed; install it with: pip install 'standpunkt[exports]'") from error
    languages: dict[str, Language] = {}
    box = DocBin(store_user_data=True)
    for article in articles(dossier):
        code = article.document.language[:2] if article.document.language[:2] in ("de", "en") else "xx"
        if code not in languages:
            languages[code] = spacy.blank(code)
        box.add(_doc(article, languages[code]))
    box.to_disk(path)
    return []


def _doc(article: Article, language: Any) -> Any:
    from spacy.tokens import Doc, Span, SpanGroup

    text = article.document.text
    found = [(item, mark) for item in article.items for mark in marks(item)]
    edges = {0, len(text)} | {p for _, m in found for p in (m.start, m.end)}
    for token in language.tokenizer(text):
        edges |= {token.idx, token.idx + len(token)}
    own = {m.start for _, m in found}, {m.end for _, m in found}
    words, spaces, starts, ends = _pieces(text, sorted(edges), *own)
    doc = Doc(language.vocab, words=words, spaces=spaces)
    assert doc.text == text
    doc.user_data["document"] = article.document.id
    doc.user_data["standpunkt"] = {i["uid"]: facts(i, article.names) for i in article.items}
    first, last = {s: n for n, s in enumerate(starts)}, {e: n + 1 for n, e in enumerate(ends)}
    for kind in ("statement", "position", "condition", "pledge"):
        spans = [
            Span(doc, first[m.start], last[m.end], label=m.role, span_id=m.item)
            for i, m in found
            if i["kind"] == kind and m.start < m.end
        ]
        doc.spans[f"{kind}s"] = SpanGroup(doc, name=f"{kind}s", spans=spans)
    return doc


def _pieces(
    text: str, edges: list[int], begun: set[int], ended: set[int]
) -> tuple[list[str], list[bool], list[int], list[int]]:
    """Words with whether a space follows, as spaCy wants them, and where each begins and ends. A space at which a
    stretch begins or ends is a word of its own.
    """
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        if piece == " " and words and not spaces[-1] and start not in begun and end not in ended:
            spaces[-1] = True
            continue
        words.append(piece)
        spaces.append(False)
        starts.append(start)
        ends.append(end)
    return words, spaces, starts, ends
