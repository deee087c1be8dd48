"""A dossier as W3C Web Annotations (JSON-LD): https://www.w3.org/TR/annotation-model/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.exports.dossier_articles import Article, articles, facts, marks

__all__ = ["annotations_of", "write_annotation"]

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"standpunkt": "urn:standpunkt:"}]
_AROUND = 32


def write_annotation(dossier: Dossier, path: Path) -> list[str]:
    """One annotation collection whose page holds an annotation for each item."""
    found = [a for article in articles(dossier) for a in annotations_of(article)]
    page = {"id": "urn:standpunkt:page:1", "type": "AnnotationPage", "startIndex": 0, "items": found}
    collection = {
        "@context": _CONTEXT,
        "id": "urn:standpunkt:collection",
        "type": "AnnotationCollection",
        "label": str(dossier.status()["title"]),
        "total": len(found),
        "first": page,
    }
    path.write_text(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return []


def annotations_of(article: Article) -> list[dict[str, Any]]:
    """An annotation for each item: a target for each stretch, by position and by quotation; a body for each fact."""
    text, document = article.document.text, article.document
    out = []
    for item in article.items:
        targets = [
            {
                "source": document.url or f"urn:sha256:{document.id}",
                "standpunkt:role": mark.role,
                "selector": [
                    {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": mark.text,
                        "prefix": text[max(0, mark.start - _AROUND) : mark.start],
                        "suffix": text[mark.end : mark.end + _AROUND],
                    },
                ],
            }
            for mark in marks(item)
        ]
        said = facts(item, article.names)
        bodies = [
            {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": f"{name}: {value}"}
            for name, value in {"item": item["kind"], **said}.items()
        ]
        out.append(
            {
                "id": f"urn:standpunkt:{item['uid']}",
                "type": "Annotation",
                "motivation": "classifying",
                "body": bodies,
                "target": targets,
            }
        )
    return out
