"""A dossier as FollowTheMoney entities (JSON lines): https://followthemoney.tech."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.exports.dossier_articles import Article, articles, guid

__all__ = ["entities", "write_ftm"]

_SCHEMA = {"person": "Person", "state": "PublicBody", "organisation": "Organization", "group": "Organization"}
Entity = dict[str, Any]


def write_ftm(dossier: Dossier, path: Path) -> list[str]:
    """One entity a line: actors, whom they represent, articles, and a note for each position and statement."""
    with path.open("w", encoding="utf-8") as file:
        for entity in entities(dossier):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return []


def entities(dossier: Dossier) -> Iterator[Entity]:
    """The entities; ids are the same every time."""
    roots: dict[str, str] = {}
    for actor in dossier.actors():
        roots[actor["key"]] = actor["merged_into"] or actor["key"]
    for actor in dossier.actors():
        if actor["merged_into"] is None:
            yield from _actor(actor, roots)
    for article in articles(dossier):
        yield _article(article)
        for item in article.items:
            if item["kind"] in ("statement", "position"):
                yield _note(article, item, roots)


def _actor(actor: dict[str, Any], roots: dict[str, str]) -> Iterator[Entity]:
    ident, country = guid("actor", actor["key"]), _alpha2(actor["country"])
    properties: dict[str, Any] = {"name": actor["name"], "country": country}
    if actor["type"] == "person":
        properties["position"] = actor["role"]
    yield _entity(ident, _SCHEMA.get(actor["type"], "LegalEntity"), properties)
    if actor["represents"]:
        client = guid("actor", roots.get(actor["represents"], actor["represents"]))
        role = {"agent": ident, "client": client, "role": actor["role"]}
        yield _entity(guid("represents", ident, client), "Representation", role)


def _article(article: Article) -> Entity:
    document = article.document
    properties = {
        "title": document.title,
        "publishedAt": document.published,
        "publisher": document.outlet,
        "sourceUrl": document.url,
        "language": {"de": "deu", "en": "eng"}.get(document.language[:2]),
        "bodyText": document.text,
    }
    return _entity(guid("article", document.id), "Article", properties)


def _note(article: Article, item: Any, roots: dict[str, str]) -> Entity:
    """A position or statement: who, the quoted words, and where they stand."""
    key = item["actor"]
    answer = f"{item['question']}: {item['answer']}" if item["kind"] == "position" else item["state"]["kind"]
    properties = {
        "name": answer,
        "description": item["text"],
        "entity": guid("actor", roots.get(key, key)) if key else None,
        "proof": guid("article", article.document.id),
        "date": item["date"] or (article.document.published or "")[:10] or None,
        "summary": f"{item['start']}-{item['end']}",
        "keywords": item["status"],
    }
    return _entity(guid("item", item["uid"]), "Note", properties)


def _entity(ident: str, schema: str, properties: dict[str, Any]) -> Entity:
    return {"id": ident, "schema": schema, "properties": {k: [str(v)] for k, v in properties.items() if v}}


def _alpha2(code: str | None) -> str | None:
    """FollowTheMoney goes by two letters; codes it does not have are left out."""
    return _codes().get(code or "")


@cache
def _codes() -> dict[str, str]:
    text = files("standpunkt.knowledge").joinpath("data/states.csv").read_text("utf-8")
    return {row["id"]: row["alpha2"].lower() for row in csv.DictReader(text.splitlines()) if row["alpha2"]}
