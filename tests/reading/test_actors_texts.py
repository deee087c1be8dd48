"""Actors on the development texts with gold: the gold's statements are given, who they mean is resolved.

The bounds are the project's requirements, not what was measured: resolved speakers 80 %, whom they stand for 80 %.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from standpunkt.knowledge import load
from standpunkt.model import Actor, Document, Statement, Who
from standpunkt.reading.actors import resolve
from standpunkt.reading.sentences import sentences
from standpunkt.span import Span

TEXTS = sorted((Path(__file__).parents[1] / "texts").glob("*.gold.json"))


def fold(name: str | None) -> str:
    return (name or "").casefold().replace("-", " ").strip()


def names(actor: Actor | None, by_id: dict[str, Actor]) -> set[str]:
    if actor is None:
        return {""}
    own = {actor.name, actor.represents if actor.type != "person" else None}
    own |= {m.span.text for m in actor.mentions if m.form == "name" and actor.type != "person"}
    return {fold(n) for n in own if n}


def same(gold: str, found: set[str]) -> bool:
    last = fold(gold).split()[-1]
    return fold(gold) in found or (len(last) > 3 and any(n.split()[-1:] == [last] for n in found))


def counts(path: Path) -> tuple[int, int, int, int]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / gold["doc"]).read_text(encoding="utf-8")

    def span(pair: list[int]) -> Span:
        return Span.of(text, *pair)

    speech = [s for s in gold.get("speech", []) if not s.get("borderline")]
    made = tuple(
        Statement(
            f"s{n}", "unnamed", s["kind"], "speech", tuple(map(span, s["content"])), 1.0,
            Who(span(s["speaker_span"])) if s.get("speaker_span") else None, tuple(map(span, s["cue"])),
        )
        for n, s in enumerate(speech)
    )  # fmt: skip
    document = Document("x", text, gold["language"])
    actors, out = resolve(document, sentences(text, gold["language"]), made, [], load())
    by_id = {a.id: a for a in actors}
    right = asked = stands = stands_asked = 0
    for s, g in zip(out, speech, strict=True):
        actor = by_id.get((s.speaker.actor if s.speaker else None) or "")
        if g.get("actor"):
            asked += 1
            right += same(g["actor"], names(actor, by_id)) or (actor is None and s.voice == g["voice"] == "unnamed")
            if g.get("represents"):
                stands_asked += 1
                behind = actor.represents if actor else None
                found = names(by_id[behind], by_id) if behind in by_id else {fold(behind)}
                stands += same(g["represents"], found | names(actor, by_id))
    return right, asked, stands, stands_asked


@pytest.mark.skipif(not TEXTS, reason="no development texts in tests/texts")
def test_speakers_of_the_development_texts() -> None:
    right, asked, stands, stands_asked = (sum(column) for column in zip(*map(counts, TEXTS), strict=True))
    assert asked > 100
    assert right / asked >= 0.8
    assert stands / stands_asked >= 0.8
