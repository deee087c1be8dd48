"""The demonstration dossier: an invented negotiation, coded by hand, so that the first view is not an empty one."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from standpunkt.coalition import Situation
from standpunkt.coalition.toml import read
from standpunkt.documents import from_text
from standpunkt.dossier import Dossier
from standpunkt.model import Actor, Condition, Document, Mention, Pledge, Position, Reading, Requirement, Statement, Who
from standpunkt.span import Span

__all__ = ["CODEBOOK", "make_demonstration", "readings"]

CODEBOOK = """
title = "Die Bergbahn im Kaltental"
[[question]]
id = "build"
text = "Soll die Bergbahn gebaut werden?"
text_en = "Should the mountain railway be built?"
[[question]]
id = "costs"
text = "Beteiligt sich der Akteur an den Kosten?"
text_en = "Does the actor share the costs?"
[[question]]
id = "night"
text = "Soll die Bahn nachts fahren?"
text_en = "Should the railway run at night?"
[[question]]
id = "grant"
text = "Fördert das Land die Talstation?"
text_en = "Does the state pay for the valley station?"
"""


def make_demonstration(place: str | Path) -> Situation:
    """Write the demonstration dossier to a new file; the situation that its pledges make, with their statements."""
    text = files(__package__).joinpath("demonstration-situation.toml").read_text("utf-8")
    with Dossier.new(place, codebook=CODEBOOK) as dossier:
        for number, reading in enumerate(readings(), 1):
            dossier.add(reading, "demonstration")
            uids = {i["start"]: i["uid"] for i in dossier.items("statement", document=reading.document.id)}
            for statement in reading.statements:
                place_of = min(span.start for span in statement.content)
                text = text.replace(f'"{number}:{statement.id}"', f'"{uids[place_of]}"')
    return read(text, "demonstration")


def readings() -> list[Reading]:
    """The readings of the demonstration, in order of time."""
    raw = tomllib.loads(files(__package__).joinpath("demonstration.toml").read_text("utf-8"))
    return [_reading(article, raw["actor"]) for article in raw["article"]]


def _reading(article: Mapping[str, Any], actors: Mapping[str, Mapping[str, str]]) -> Reading:
    text = article["text"].lstrip("\n")
    found = from_text(text, article["published"], language="de")
    document = Document(
        hashlib.sha256(text.encode()).hexdigest(),
        text,
        "de",
        found.sections,
        text.splitlines()[0],
        published=article["published"],
        outlet=article["outlet"],
        provenance={"published": "argument", "outlet": "argument"},
    )
    statements: list[Statement] = []
    conditions: list[Condition] = []
    positions: list[Position] = []
    pledges: list[Pledge] = []
    mentions: dict[str, list[Mention]] = {}
    for number, said in enumerate(article["said"], 1):
        content = _spans(text, said["content"])
        around = content[0].start
        who = None
        if "speaker" in said:
            span = _near(text, said["speaker"], around)
            who = Who(span, said["by"])
            name = actors[said["by"]]["name"]
            mentions.setdefault(said["by"], []).append(Mention(span, "name" if name in span.text else "description"))
        given: tuple[str, ...] = ()
        if "condition" in said:
            span = _near(text, said["condition"], around)
            given = (f"c{number}",)
            requires = Requirement(said["requires"], span, said.get("requires_of"))
            conditions.append(Condition(given[0], span, requires, False, said["confidence"]))
        voice = said.get("voice", "named")
        cue = tuple(_near(text, word, around) for word in said.get("cue", ()))
        statements.append(
            Statement(
                f"s{number}", voice, said["kind"], "speech", content, said["confidence"], who, cue, conditions=given
            )
        )
        if "question" in said:
            positions.append(
                Position(
                    said["by"], said["question"], said["answer"], (f"s{number}",), voice, content, said["confidence"],
                    actors[said["by"]].get("represents"), given,
                )
            )  # fmt: skip
        if "pledge" in said:
            evidence = (_near(text, said["amount"], around),)
            pledges.append(
                Pledge((said["by"],), said["pledge"], "offered", voice, evidence, said["confidence"], conditions=given)
            )
            mentions.setdefault(said["by"], [])
    used = {said["by"] for said in article["said"]} | {said.get("requires_of") for said in article["said"]}
    used |= {actors[key].get("represents") for key in used if key}
    return Reading(
        document,
        tuple(statements),
        tuple(
            Actor(
                key, known["name"], known["type"], known.get("represents"), known.get("role"),  # type: ignore[arg-type]
                mentions=tuple(mentions.get(key, ())),
            )
            for key, known in actors.items()
            if key in used
        ),
        tuple(conditions),
        tuple(positions),
        tuple(pledges),
    )  # fmt: skip


def _spans(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    at, out = 0, []
    for each in words:
        start = text.index(each, at)
        at = start + len(each)
        out.append(Span.of(text, start, at))
    return tuple(out)


def _near(text: str, words: str, place: int) -> Span:
    """The place of `words` nearest to `place`. Raises ValueError where they do not stand in the text."""
    starts = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not starts:
        raise ValueError(f"demonstration: {words!r} is not in the text")
    start = min(starts, key=lambda s: abs(s - place))
    return Span.of(text, start, start + len(words))
