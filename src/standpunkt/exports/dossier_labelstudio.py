"""A dossier as Label Studio tasks with annotations: https://labelstud.io/guide/export. Offsets are code points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from standpunkt import model
from standpunkt.dossier import Dossier
from standpunkt.exports.dossier_articles import Article, articles, facts, marks

__all__ = ["LABELS", "config", "task", "write_labelstudio"]

LABELS = ("speaker", "cue", "content", "addressee", "frame", "position", "condition", "pledge")
_FACTS = (
    "actor", "question", "on_behalf_of", "date", "speaker_actor", "addressee_actor", "actors", "what", "requires",
    "requires_actor",
)  # fmt: skip
_CHOICES = {
    "answer": ("position", get_args(model.Answer)),
    "pledge_status": ("pledge", get_args(model.PledgeStatus)),
    "negated": ("condition", ("true", "false")),
    "kind": ("content", get_args(model.Kind)),
    "medium": ("content", get_args(model.Medium)),
    "voice": ("content,position,pledge", get_args(model.Voice)),
}
"""By name: the labels that a choice is for, and what can be chosen."""


def write_labelstudio(dossier: Dossier, path: Path) -> list[str]:
    """A task a document, and beside it (`.config.xml`) the labelling interface that shows them."""
    found = [task(a) for a in articles(dossier)]
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    interface = path.with_suffix(".config.xml")
    interface.write_text(config(), encoding="utf-8")
    return [f"the labelling interface for it is in {interface}"]


def config() -> str:
    """The labelling interface."""
    labels = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in LABELS)
    choices = "\n".join(
        f'  <Choices name="{name}" toName="text" perRegion="true" choice="single" whenTagName="label" '
        f'whenLabelValue="{of}">\n'
        + "\n".join(f"    <Choice value={quoteattr(v)}/>" for v in values)
        + "\n  </Choices>"
        for name, (of, values) in _CHOICES.items()
    )
    texts = "\n".join(
        f'  <TextArea name="{name}" toName="text" perRegion="true" maxSubmissions="1"/>' for name in _FACTS
    )
    return (
        '<View>\n  <Labels name="label" toName="text">\n'
        f'{labels}\n  </Labels>\n  <Text name="text" value="$text"/>\n{choices}\n{texts}\n</View>\n'
    )


def task(article: Article) -> dict[str, Any]:
    """A document with a region for each stretch; the parts of an item hang together by relations."""
    result: list[dict[str, Any]] = []
    for item in article.items:
        found = marks(item)
        said = facts(item, article.names)
        for mark in found:
            place = {"start": mark.start, "end": mark.end, "text": mark.text}
            region = {
                "id": mark.id,
                "to_name": "text",
                "origin": "prediction" if item["status"] == "machine" else "manual",
            }
            result.append({**region, "from_name": "label", "type": "labels", "value": {**place, "labels": [mark.role]}})
            if mark.id != _head(found):
                relation = {"type": "relation", "from_id": mark.id, "to_id": _head(found), "direction": "right"}
                result.append({**relation, "labels": ["part of"]})
                continue
            for name in _CHOICES:
                if name in said:
                    value = {**place, "choices": [said[name]]}
                    result.append({**region, "from_name": name, "type": "choices", "value": value})
            for name in _FACTS:
                if name in said:
                    value = {**place, "text": [said[name]]}
                    result.append({**region, "from_name": name, "type": "textarea", "value": value})
    document = article.document
    data = {"text": document.text, "document": document.id, "title": document.title, "published": document.published}
    return {"data": data, "annotations": [{"result": result}]}


def _head(found: list[Any]) -> str:
    """The stretch that stands for an item: the first one of its content or evidence."""
    for mark in found:
        if mark.role not in ("speaker", "cue", "addressee", "frame"):
            return str(mark.id)
    return str(found[0].id)
