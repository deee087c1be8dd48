"""What a person types in a review, as the values that a dossier takes: words for spans, names for actors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.dossier import Dossier

__all__ = ["ask_item", "typed"]

_SPANS = ("content", "cue", "frame", "evidence")
_ONE = ("speaker", "addressee", "span")
_ACTORS = ("actor", "on_behalf_of", "represents")
_ASKED = {
    "position": ("evidence", "actor", "question", "answer"),
    "statement": ("content", "speaker"),
    "condition": ("span",),
    "pledge": ("evidence", "actors", "what", "status"),
}


def typed(store: Dossier, document: str, name: str, text: str | None, near: int = 0) -> Any:
    """The value of a field: JSON where it is some; words of the article for a span (the place nearest to `near`),
    several divided by " … "; a name for an actor, who is added as a person where there is none of the name.

    Raises InputError where the words do not stand in the article, or a name fits several actors.
    """
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        pass
    article = store.document(document).text
    if name in _SPANS:
        return [_place(article, part, near) for part in re.split(r"\s*(?:…|\.\.\.)\s*", text) if part]
    if name in _ONE:
        words, _, who = text.partition(" = ")
        place: dict[str, Any] = dict(_place(article, words, near))
        if name != "span":
            place["actor"] = _actor(store, who.strip()) if who.strip() else None
        return place
    if name in _ACTORS:
        return _actor(store, text)
    if name == "actors":
        return [_actor(store, part.strip()) for part in text.split(";") if part.strip()]
    return text


def ask_item(store: Dossier, document: str, near: int, ask: Callable[[str], str | None]) -> tuple[str, dict[str, Any]]:
    """The kind and fields of an item that a person adds by hand. Raises InputError for a kind that is none."""
    kind = ask(f"what ({', '.join(_ASKED)})") or ""
    if kind not in _ASKED:
        raise InputError(f"there are no items of kind {kind!r}; there are: {', '.join(_ASKED)}")
    fields = {name: typed(store, document, name, ask(name), near) for name in _ASKED[kind]}
    return kind, {name: value for name, value in fields.items() if value is not None}


def _place(article: str, words: str, near: int) -> dict[str, int]:
    """Where words stand, blanks and line ends alike; the nearest place where they stand more than once."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [m.span() for m in re.finditer(pattern, article)] if pattern else []
    if not found:
        raise InputError(f"{words[:60]!r} does not stand in the article; type its words as they are there")
    start, end = min(found, key=lambda place: abs(place[0] - near))
    return {"start": start, "end": end}


def _actor(store: Dossier, name: str) -> str:
    keys = {a["key"]: a["merged_into"] or a["key"] for a in store.actors()}
    if name in keys:
        return name
    same = {keys[a["key"]] for a in store.actors() if a["name"].casefold() == name.casefold()}
    if len(same) > 1:
        raise InputError(f"actor {name!r}: several fit: {', '.join(sorted(same))}; give one of them")
    return same.pop() if same else store.add_actor(name, "person")
