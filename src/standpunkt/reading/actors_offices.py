"""What the offices that people hold say of whom they speak for. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standpunkt.reading.actors_types import Entity

__all__ = ["federation_of", "is_federal", "is_head_of_state", "is_member", "is_of_a_group", "is_of_a_state"]

_STATE_OFFICES = frozenset((
    "minister", "kanzler", "prime minister", "chancellor", "premierminister", "ministerpräsident", "regierungschef",
    "premier", "landesrat", "landeshauptmann", "secretary",
))  # fmt: skip
_HEADS = frozenset(
    ("Präsident", "Präsidentin", "Bundespräsident", "Bundespräsidentin", "President", "president")
)  # fmt: skip
_OF_A_GROUP = re.compile(r"verband|verein|partei|fraktion|gewerkschaft|klub|bund(?!es)", re.IGNORECASE)
_MEMBERS = re.compile(r"abgeordnet|politiker|parlamentarier|\bmps?\b|lawmaker|backbencher|fraktion", re.IGNORECASE)
_FEDERAL = re.compile(r"Bundes(?:kanzler|präsident|[a-zäöüß-]*minister)")
_FEDERATIONS = ("DEU", "AUT", "CHE")  # states whose offices and ministries are called "Bundes-"


def is_of_a_state(e: Entity) -> bool:
    """Whether somebody holds an office of a state or of a land: a minister, a premier."""
    return any(lemma.lower() in _STATE_OFFICES for _, lemma, _ in e.roles)


def is_head_of_state(e: Entity) -> bool:
    """Whether somebody is called president, without saying of what."""
    return any(word in _HEADS for word, _, _ in e.roles)


def is_member(e: Entity) -> bool:
    """Whether all that is told of somebody is a seat or a party ("Abgeordnete", "lawmaker")."""
    return all(_MEMBERS.search(word) for word, _, _ in e.roles)


def is_of_a_group(e: Entity) -> bool:
    """Whether the roles are those of somebody who speaks for members: a chair, or the president of an association."""
    return any(kind == "leader" or (kind == "office" and _OF_A_GROUP.search(word)) for word, _, kind in e.roles)


def is_federal(e: Entity) -> bool:
    """Whether a German word tells of a federation's office or ministry: "Bundesagrarminister", "Bundesministerium"."""
    if e.type == "person":
        return any(_FEDERAL.match(word) for word, _, _ in e.roles)
    return (e.lemma or "").startswith("bundes")


def federation_of(entities: Sequence[Entity]) -> str:
    """The id of the federal state that a text speaks of most, Germany's where of none."""
    spoken_of = {x.ident: len(x.mentions) for x in entities if x.ident in _FEDERATIONS}
    return max(_FEDERATIONS, key=lambda key: spoken_of.get(key, 0))
