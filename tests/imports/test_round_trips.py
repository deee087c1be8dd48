"""What an export writes of any items in any text, the import of the same format reads back: offsets, parts, facts."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.dossier.fields import BLANK
from standpunkt.dossier.utf16 import points, units
from standpunkt.exports.dossier_articles import Article
from standpunkt.exports.dossier_cas import cas_json
from standpunkt.exports.dossier_doccano import record
from standpunkt.exports.dossier_labelstudio import task
from standpunkt.imports.dossier_cas import cas_regions
from standpunkt.imports.dossier_codings import Coding
from standpunkt.imports.dossier_doccano import doccano_regions
from standpunkt.imports.dossier_labelstudio import labelstudio_regions
from standpunkt.imports.dossier_regions import Region, grouped
from standpunkt.model import Document

TEXTS = st.text(st.sampled_from("aä ß\n😀„“𝔸é\u0301"), min_size=4, max_size=40)
KEYS = st.sampled_from(["person:runa velting", "state:NLD", "organisation:hafen & co"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """A text with items of every kind at any places."""
    text = draw(TEXTS)

    def span() -> dict[str, Any]:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return {"start": start, "end": end, "text": text[start:end]}

    def some(least: int) -> list[dict[str, Any]]:
        found = {(s["start"], s["end"]): s for s in (span() for _ in range(draw(st.integers(least, 2))))}
        return [found[place] for place in sorted(found)]

    items: list[dict[str, Any]] = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(sorted(BLANK)), min_size=1, max_size=5))):
        state: dict[str, Any] = dict(BLANK[kind])
        if kind == "statement":
            state |= {
                "content": some(1),
                "cue": some(0),
                "frame": some(0),
                "voice": draw(st.sampled_from(["named", "hearsay"])),
            }
            state["speaker"] = draw(st.none() | KEYS.map(lambda key: {**span(), "actor": key}))
        elif kind == "position":
            state |= {"actor": draw(KEYS), "question": "ferry", "answer": draw(st.sampled_from(["yes", "open"]))}
            state |= {"evidence": some(1), "date": draw(st.sampled_from([None, "2025-03-03"]))}
        elif kind == "condition":
            state |= {**span(), "negated": draw(st.booleans())}
            state["requires"] = {
                "what": "participation",
                "text": None,
                "actor": draw(st.none() | KEYS),
                "quantity": None,
            }
        else:
            state |= {"actors": draw(st.lists(KEYS, min_size=1, unique=True)), "what": "Geld & <mehr>"}
            state |= {"status": "offered", "evidence": some(1)}
        head = {"uid": f"u{number}", "kind": kind, "status": "machine"}
        items.append({**head, "state": state, **{n: state.get(n) for n in ("actor", "question", "answer", "date")}})
    ident = hashlib.sha256(text.encode()).hexdigest()
    return Article(Document(ident, text, "de"), tuple(items), {})


def by_labelstudio(article: Article) -> list[Region]:
    return labelstudio_regions(json.loads(json.dumps(task(article)))["annotations"][0]["result"])


def by_doccano(article: Article) -> list[Region]:
    return doccano_regions(json.loads(json.dumps(record(article))))


def by_cas(article: Article) -> list[Region]:
    text, regions = cas_regions(cas_json(article), "x")
    assert text == article.document.text
    return regions


SPANS = ("content", "cue", "frame", "evidence", "speaker", "addressee", "span")


@pytest.mark.parametrize("way", [by_labelstudio, by_doccano, by_cas])
@settings(max_examples=15)
@given(article=articles())
def test_items_come_back(way: Any, article: Article) -> None:
    known = frozenset(i["uid"] for i in article.items)
    found = [c for c in grouped("d", way(article), known, "x") if isinstance(c, Coding)]
    if way is by_cas:  # where annotations stand in the order of their places
        found.sort(key=lambda c: str(c.item))
    assert [c.kind for c in found] == [i["kind"] for i in article.items]
    for coding, item in zip(found, article.items, strict=True):
        state = {**item["state"], "span": item["state"]}
        if way is not by_doccano:  # which keeps labels alone: an item is known again by its words
            assert coding.item == item["uid"]
            if item["kind"] in ("condition", "pledge"):
                assert {"negated", "requires"} <= coding.fields.keys() or {"actors", "what"} <= coding.fields.keys()
        for name, value in coding.fields.items():
            assert plain(name, value, like=value) == plain(name, state[name], like=value), name


def plain(name: str, value: Any, like: Any = None) -> Any:
    """A value as an import gives it: spans by their places, and of a record what the import says of it."""
    if isinstance(value, list):
        return sorted((plain(name, v) for v in value), key=str)
    if isinstance(value, dict):
        keys = set(like) if isinstance(like, dict) else {"start", "end"} if name in SPANS else set(value)
        return {k: v for k, v in value.items() if k in keys}
    return value


@given(TEXTS)
def test_units_and_points_lead_to_one_another(text: str) -> None:
    unit, point = units(text), points(text)
    for place in range(len(text) + 1):
        assert unit(place) == len(text[:place].encode("utf-16-le")) // 2
        assert point(unit(place)) == place
