"""A dossier for doccano's sequence labelling with relations (JSON lines). doccano counts UTF-16 units, as browsers do
(https://github.com/doccano/doccano/issues/2290).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.dossier.utf16 import units
from standpunkt.exports.dossier_articles import Article, articles, marks

__all__ = ["record", "write_doccano"]


def write_doccano(dossier: Dossier, path: Path) -> list[str]:
    """One document a line."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(dossier):
            file.write(json.dumps(record(article), ensure_ascii=False) + "\n")
    return []


def record(article: Article) -> dict[str, Any]:
    """A document with its entities. doccano keeps labels alone, so a position's label names question, answer and
    actor: `position ferry=yes person:runa velting`. The parts of an item hang together by relations.
    """
    entities: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    unit = units(article.document.text)
    for item in article.items:
        first: int | None = None
        found = sorted(marks(item), key=lambda m: m.role in ("speaker", "cue", "addressee", "frame"))
        for mark in found:
            label = mark.role
            if item["kind"] == "position":
                label = f"position {item['question']}={item['answer']} {item['actor']}"
            ident = len(entities) + 1
            place = {"start_offset": unit(mark.start), "end_offset": unit(mark.end), "text": mark.text}
            entities.append({"id": ident, "label": label, **place})
            if first is None:
                first = ident
            else:
                relations.append({"id": len(relations) + 1, "from_id": ident, "to_id": first, "type": "part of"})
    document = article.document
    return {
        "text": document.text,
        "entities": entities,
        "relations": relations,
        "document": document.id,
        "title": document.title,
        "published": document.published,
    }
