"""To whom a sentence of the report gives its words, where no statement was made of it. Pure.

An attribution inside the sentence ("…, versprach sie", "…, its envoy said"), a sentence in the German subjunctive of
reported speech, a body that belongs to the last speaker ("ihr Unternehmen"), and what is only said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standpunkt.model import Actor

__all__ = ["HEARD_SAY", "RUMOURED", "Attribution", "attribution", "possessed"]

Mentions = Sequence[tuple[int, int, Actor]]

_VERBS = {
    "de": r"(?:sag(?:te|ten|t)|mein(?:te|ten|t)|erklär(?:te|ten|t)|beton(?:te|ten|t)|versicher(?:te|ten|t)|"
    r"versprach(?:en)?|verspricht|verkünde(?:te|t)|kündig(?:te|t)|warn(?:te|t)|forder(?:te|ten|t)|verlang(?:te|t)|"
    r"entgegne(?:te|t)|erwider(?:te|t)|antworte(?:te|t)|berichte(?:te|t)|bestätig(?:te|t)|behaupte(?:te|t)|räum(?:te|t)|"
    r"schrieb(?:en)?|schreibt|rief|teil(?:te|t)|füg(?:te|t)|kritisier(?:te|t)|argumentier(?:te|t)|glaubt(?:e)?|"
    r"sicher(?:te|t)|ergänz(?:te|t)|unterstrich|bekräftig(?:te|t)|schlug|so)",
    "en": r"(?:said|says|told|wrote|writes|argued|argues|insisted|insists|warned|warns|added|adds|announced|announces|"
    r"promised|promises|proposed|proposes|explained|explains|claimed|claims|maintained|conceded|predicted|stressed|"
    r"declared|declares|replied|pledged|vowed|suggested|suggests|confirmed|noted|made plain|made clear)",
}
_INVERTED = {
    "de": re.compile(rf",[\"“”«»]?\s+(?P<cue>{_VERBS['de']})\s+(?=\w)"),
    "en": re.compile(rf",[\"“”]?\s+(?P<cue>{_VERBS['en']})\s+(?=\w)"),
}
_SOURCE = {
    "de": re.compile(r"\b(?P<cue>[Nn]ach (?:den )?(?:Worten|Angaben)|[Ll]aut|[Ss]eitens) "),
    "en": re.compile(r"\b(?P<cue>[Aa]ccording to) "),
}
_AS = re.compile(r",\s+(?P<cue>wie)\s+")
_AS_END = re.compile(
    r"(?:\s+\w+){0,5}\s+(?:sag\w+|mitteil\w+|ankündig\w+|erklär\w+|beton\w+|versicher\w+|bestätig\w+|sagte|schr[ie]+b|"
    r"verkünd\w+|bericht\w+|formulier\w+)\s*(?=[,.;–-]|$)"
)
_SAYS = re.compile(rf"\b(?P<cue>{_VERBS['en']})\b(?!\s+(?:that|to)\b)")
_POSSESSIVE = re.compile(r"(?:sein|seine|ihr|ihre|his|her|its|their)\s", re.IGNORECASE)
_RUMOURED = (
    r"\b(?:is|are|was|were) (?:said|understood|believed|thought|rumoured|reported)(?: to)?\b|"
    r"\breportedly\b|\brumours?\b|"
    r"\bwird (?:\w+ )?(?:erzählt|geraunt|getuschelt)|\bangeblich|\bkursier|\bGerüchten|"
    r"\bsoll(?:en)? (?:\w+ ){0,3}nach (?:\w+ ){0,2}Informationen\b"
)
RUMOURED = re.compile(_RUMOURED, re.IGNORECASE)
HEARD_SAY = re.compile(_RUMOURED + r"|\b(?:heißt|hieß) es\b|\b(?:ist|war) zu hören\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said a stretch: the actor, `[start, end)` of the words that say so, and their cue."""

    actor: Actor
    start: int
    end: int
    cue: tuple[int, int]
    inverted: bool = False


def _at(mentions: Mentions, start: int, reach: int, end: int) -> tuple[int, int, Actor] | None:
    """The longest first mention that begins at most `reach` characters after `start`."""
    return next(((a, b, x) for a, b, x in mentions if start <= a <= start + reach and b <= end), None)


def attribution(text: str, start: int, end: int, language: str, mentions: Mentions) -> Attribution | None:
    """The words inside `text[start:end)` that give the rest of it to an actor, after or inside what is said."""
    for m in _INVERTED[language].finditer(text, start, end):
        found = _at(mentions, m.end(), 45, end)
        if found is not None and not re.search(r"[,;:]", text[m.end() : found[0]]):
            return Attribution(found[2], m.start(), _rest(text, found[1], end), m.span("cue"), inverted=True)
    for m in _SOURCE[language].finditer(text, start, end):
        found = _at(mentions, m.end(), 25, end)
        if found is not None and not re.search(r"[,;:]", text[m.end() : found[0]]):
            return Attribution(found[2], m.start(), found[1], m.span("cue"))
    if language == "de":
        for m in _AS.finditer(text, start, end):
            found = _at(mentions, m.end(), 25, end)
            last = _AS_END.match(text, found[1], end) if found is not None else None
            if found is not None and last is not None:
                return Attribution(found[2], m.start(), last.end(), (m.end(), last.end()))
        return None
    for m in _SAYS.finditer(text, start, end):
        before = next(
            ((a, b, x) for a, b, x in mentions if b <= m.start() and not text[b : m.start()].strip(" ,")), None
        )
        if before is None:
            continue
        comma = max(text.rfind(", ", start, before[0]), text.rfind("— ", start, before[0]))
        if comma > start + 10 and len(text[comma + 1 : before[0]].split()) <= 5:
            return Attribution(before[2], comma, _rest(text, m.end(), end), m.span("cue"))
    return None


def _rest(text: str, at: int, end: int) -> int:
    """Where what is said goes on after an attribution: the next comma or the like, else the end."""
    m = re.compile(r"[,;:–—]").search(text, at, end)
    return m.start() if m else end


def possessed(text: str, subject: Actor, start: int, end: int, actors: Mapping[str, Actor]) -> bool:
    """Whether the words for a subject in `[start, end)` say that it is somebody's ("ihr Haus", "his country")."""
    if subject.type == "person" or subject.id not in actors:
        return False
    spans = [m.span for m in subject.mentions if start <= m.span.start < end]
    return bool(spans) and bool(_POSSESSIVE.match(text, spans[0].start))
