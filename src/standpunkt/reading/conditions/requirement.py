"""What a condition requires, and of whom. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor
from standpunkt.reading.conditions import lexicon as lx

__all__ = ["Agents", "what"]

_EVERYBODY = re.compile(
    r"\b(?:all|alle[nr]?|every|each|jede[rs]?|the others?|others|die anderen|andere)\b", re.IGNORECASE
)
_SAME = re.compile(r"\b(?:solche[nsmr]?|such an?) (\w+)")
_OPENING = re.compile(r"^\W*(?:\w+(?:t|te|en|ten|st)\s+)(?=(?:auch |die |der |das |dem |den |sich )?$)")
_PREPOSITION = {
    "de": re.compile(
        r"\b(?i:in|im|nach|bei|beim|an|am|auf|über|für|gegen|zwischen|zu|zum|zur|mit|bis)\s+(?:[a-zäöüß]+\s+){0,2}$"
    ),
    "en": re.compile(r"\b(?i:in|at|to|on|over|for|into|within|against|near|with|about|than)\s+(?:[a-z]+\s+){0,2}$"),
}
_GIVER = {
    "de": re.compile(r"\b(?:des|der|von|vom|aus|durch|seitens)\s+(?:\w+en\s+)?$", re.IGNORECASE),
    "en": re.compile(r"\b(?:from|by|of)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE),
}
_VERB_BEFORE = {
    "de": re.compile(r"\b(?:hat|habe|haben|wird|werde|ist|sei|muss|müsse|kann|könne)\b|\b[a-zäöüß]{3,}te?\s"),
    "en": re.compile(
        r"\b(?:is|are|was|were|has|have|had|will|would|gets?|got|can|could|may|must|should|\w{3,}(?:ed|es|ts|ns|"
        r"ws|ls|ps|cks))\b",
        re.IGNORECASE,
    ),
}


def _first_clause(words: str, after: int) -> str:
    """The words up to an "and" behind subject and verb: what stands behind it may be told of somebody else."""
    cut = re.search(r"(?<=\w)(?:\s+\S+){2,}?\s(?=(?:und|and)\s)", words[after:])
    return words[: after + cut.end()] if cut else words


def what(words: str) -> str:
    """The kind of a requirement by its words: backing, participation, mandate, ceasefire, quantity, event or other."""
    return next((name for name, pattern in lx.WHAT if pattern.search(words)), "other")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    actor: str


class Agents:
    """Finds in a condition's words who would have to act: the text's actors, the knowledge, or a noun of agency."""

    def __init__(self, text: str, language: str, actors: Sequence[Actor], knowledge: Knowledge) -> None:
        self.text, self.language, self.knowledge = text, language, knowledge
        self.states = {a.represents: a.id for a in actors if a.type == "state" and a.represents}
        names = [
            (m.span.start, m.span.end, a.id)
            for a in actors
            for m in a.mentions
            if m.form != "pronoun" or a.type in {"state", "organisation"}
        ]
        self.mentions = sorted((_Mention(*n) for n in names), key=lambda m: (m.start, -m.end))

    def of(self, body: int, end: int, *, clause: bool) -> tuple[str, tuple[int, int]] | None:
        """Who must act in `text[body:end)`, with the words that name it; None where nobody is named as acting.

        `clause`: the stretch is a clause, so its subject acts; otherwise a noun phrase, whose giver ("von", "des",
        an adjective of a country) does. The name is an actor's id, an id of the knowledge, or the words themselves.
        """
        inside = [m for m in self.mentions if body <= m.start and m.end <= end]
        hits = self.knowledge.find(self.text, self.language, body, end)
        found: list[tuple[int, int, str, str]] = [(m.start, m.end, m.actor, "mention") for m in inside]
        for h in hits:
            if not any(s <= h.start < e for s, e, _, _ in found):
                kind = h.form.kind
                found.append((h.start, h.end, self.states.get(h.form.id, h.form.id), kind))
        for m in lx.AGENT[self.language].finditer(self.text, body, end):
            if not any(s < m.end() and m.start() < e for s, e, _, _ in found):
                found.append((m.start(), m.end(), m.group(), "noun"))
        if not found and (same := _SAME.search(self.text, body, end)):
            return self._before(body, same.group(1))
        found.sort()
        if clause:
            return self._subject(body, end, found)
        return self._giver(body, end, found)

    def _before(self, at: int, noun: str) -> tuple[str, tuple[int, int]] | None:
        """ "Ohne ein solches Mandat": whose mandate the text spoke of before."""
        last = self.text.rfind(noun, max(0, at - 600), at)
        if last < 0:
            return None
        stop = self.text.find(".", last)
        found = self.of(last, stop if 0 < stop < at else at, clause=False)
        return (found[0], (at, at)) if found else None

    def _subject(
        self, body: int, end: int, found: list[tuple[int, int, str, str]]
    ) -> tuple[str, tuple[int, int]] | None:
        words = self.text[body:end]
        for start, stop, ident, kind in found:
            before = self.text[body:start]
            if _PREPOSITION[self.language].search(before) and kind != "capital":
                continue
            oblique = self.language == "de" and re.search(r"\b(?:de[ms]|einem|eines)\s+(?:\w+\s+)?$", before)
            if kind == "noun" and oblique and not _GIVER["de"].search(before):
                continue
            verb = _VERB_BEFORE[self.language].search(_OPENING.sub("", before))
            giver = _GIVER[self.language].search(before)
            if (
                (verb or len(before.split()) > 6)
                and not giver
                and not re.match(r"\W*(?:\w+ )?(?:muss|müss|must)", before)
            ):
                continue
            if lx.PASSIVE[self.language].search(_first_clause(words, stop - body)) and not giver:
                return None
            if _EVERYBODY.search(before + self.text[start:stop]):
                return None
            return ident, (start, stop)
        return None

    def _giver(self, body: int, end: int, found: list[tuple[int, int, str, str]]) -> tuple[str, tuple[int, int]] | None:
        for start, stop, ident, kind in found:
            before = self.text[body:start]
            if _GIVER[self.language].search(before) or kind in {"adjective", "capital_adjective"}:
                return ident, (start, stop)
        for start, stop, ident, _ in found:
            before = self.text[body:start]
            if len(before.split()) <= 2 and not _PREPOSITION[self.language].search(before):
                return ident, (start, stop)
        return None
