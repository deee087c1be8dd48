"""A text with its actors as utterances look at it: sentences, paragraphs, subjects, who spoke last. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Reading
from standpunkt.reading.unframed import subjunctive
from standpunkt.statements.telling import attribution, possessed

__all__ = ["Passage", "beside", "same_side", "sources", "would"]

_RELATIVE = re.compile(r",\s(?:der|die|das|den|dem|deren|dessen|who|which|whose)\s[^,;:.]*,")
_FORMER = {
    "de": re.compile(
        r"\b(?:hatten?|war(?:en)?)\b.*\bnoch\b|\bnoch\b.*\b(?:hatten?|war(?:en)?)\b|\b(?:bislang|bisher|zuvor|"
        r"einst|früher|"
        r"ursprünglich|vor (?:einem|zwei|drei|\w+) (?:jahr|jahren|wochen|monaten)|im (?:herbst|frühjahr|sommer|"
        r"winter))\b"
        r".*\b(?:hatten?|wollten?|war(?:en)?)\b|\b(?:hatten?)\b.*\b(?:bislang|bisher|zuvor|einst|vor (?:einem|"
        r"zwei|drei) \w+)\b",
        re.IGNORECASE | re.DOTALL,
    ),
    "en": re.compile(
        r"\b(?:until (?:this|last|now|recently)|previously|once|formerly|earlier this|had still|used to)\b|"
        r"\b(?:in|last|earlier|as late as) (?:january|february|march|april|may|june|july|august|september|october|"
        r"november|"
        r"december|spring|summer|autumn|week|month|year)\b[^.]*\bhad\b|\bwho (?:in|last) \w+ (?:had )?\w+ed\b",
        re.IGNORECASE,
    ),
}
_NOW = re.compile(
    r"\b(?:nun|jetzt|inzwischen|mittlerweile|now|on \w+day|today|this (?:week|month|morning|time))\b", re.IGNORECASE
)
_OBLIQUE = {
    "de": re.compile(
        r"\b(?:von|vom|mit|seit|bis|bei|beim|für|gegen|ohne|durch|aus|in|im|nach|über|um|an|am|zu|zur|zum|unter|wegen|auf|"
        r"neben|vor)\s+"
        r"(?-i:[a-zäöüß]+\s+){0,2}$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:of|by|from|with|for|against|to|in|at|on|about|over|between|than|near|without|into|called|told|asked)\s+"
        r"(?:the\s+|a\s+)?(?-i:[a-z]+\s+)?$",
        re.IGNORECASE,
    ),
}
# A clause of its own begins: who stands in it is not the subject of what came before
_CLAUSE = {
    "de": re.compile(r",\s+(?:\w+\s+){0,2}?(?:ob|dass|wenn|falls|sofern|weil|solange|sobald|bevor|nachdem|damit)\s"),
    "en": re.compile(
        r"(?:,|\w)\s(?:whether|if|unless|because|provided|although|while|whatever|as long as|so long as)\s"
    ),
}
_TO = re.compile(r"to [a-z]+\b")
_INFINITIVE = re.compile(
    r"[^\W\d_]{2,40}(?:en|ern|eln)\W{0,5}$"
)  # at the end of a stretch; "zu" may stand in or before it
_ZU = re.compile(r"\b(?:zu \w{2,40}|\w{2,20}zu\w{2,30})n\W{0,5}$")
_FINITE = re.compile(r"\b(?:dass|wenn|sobald|bevor)\b")
_COUNTED = re.compile(
    r"\d|(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|mehrere)\w*\b", re.IGNORECASE
)
_MEMBERS = re.compile(r"\b(?:members|colleagues|mitglieder|kolleg\w+)\b", re.IGNORECASE)
_FIRST = re.compile(r"(?:[a-zäöüß]+ |[Dd]en |[Dd]em |Einem |Einen )*")  # the words of a mention before its noun
_NO_SUBJECT = re.compile(r"\b(?:[Dd]en|[Dd]em|[Ee]inem|[Ee]inen) (?:[a-zäöüß]+ )?$")
_OWNED = re.compile(r"[s'’] (?:\w+e[rn]? )?[A-ZÄÖÜ]")
_WOULD = {
    "de": re.compile(
        r"\b(?:würde|hätte|wäre|könnte|ließe|gäbe|nähme|sähe|käme|täte|bliebe|fände|stünde|ginge|schlösse|trüge|hielte|"
        r"brächte|zöge|träte)n?\b"
    ),
    "en": re.compile(r"\b(?:would|could|might)\b|\b(?:wo|would|could)n['’]t\b"),
}
_AFTER_NAME = re.compile(
    r"(?: (?:of|in|from|at) (?:(?:the|his|her|its|their) )?[\w'’-]+(?: [\w'’-]+){0,2})?"
    r"(?:,[^,]{1,90},| for (?:his|her|its|their) part)? (?:\w+ly )?"
)
_BOUND_CLAUSE = re.compile(r", (?:wenn|falls|sofern|solange|sobald|vorausgesetzt|unter der Bedingung)\b")
_GENITIVE = ("der ", "des ")
_FROM = re.compile(r"\b(?:von|vom|aus|seitens|from)\s+(?:[a-zäöüß]+\s+){0,2}$", re.IGNORECASE)


class Passage:
    def __init__(self, reading: Reading, sentences: Sequence[tuple[int, int]], knowledge: Knowledge) -> None:
        self.reading, self.sentences, self.knowledge = reading, sentences, knowledge
        self.text = reading.document.text
        self.language = "de" if reading.document.language.startswith("de") else "en"
        self.starts = [a for a, _ in sentences]
        self.actors = {a.id: a for a in reading.actors}
        self.mentions = sorted(
            ((m.span.start, m.span.end, a) for a in reading.actors for m in a.mentions), key=lambda x: (x[0], -x[1])
        )
        self.passed_on: set[int] = set()
        self.bound = [(c.span.start, c.span.end) for c in reading.conditions]
        self.paragraphs = [m.start() for m in re.finditer(r"\n\s*\n|\n", self.text)]

    def sentence_of(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def paragraph_of(self, at: int) -> int:
        return bisect_right(self.paragraphs, at)

    def subject(self, start: int, end: int) -> Actor | None:
        """The first actor of a stretch that no preposition and no genitive puts aside; an infinitive has none."""
        close = max(start, end - 60)
        counts = self.language == "de" and not _FINITE.search(self.text, start, min(end, start + 200))
        counts = counts and _INFINITIVE.search(self.text, close, end) is not None
        to = self.language == "en" and _TO.match(self.text, start, end) is not None
        for a, b, actor in self.mentions:
            if start <= a and b <= end and a - start < 90 and not any(x <= a < y for x, y in self.bound):
                before = self.text[start:a]
                far = a - start > 12 or _ZU.search(self.text, close, end)
                if to or (counts and far and _COUNTED.match(self.text, a)):
                    continue  # "will bis 2030 | mindestens 300 Berater einstellen"
                if _CLAUSE[self.language].search(before):
                    continue
                oblique = _OBLIQUE[self.language].search(before)
                if oblique and self.text[a:b] in {"er", "sie"} and len(oblique.group().split()) > 1:
                    oblique = None  # "Gegen Seile hat er nichts"
                if oblique or self.text[b : b + 2] in {"'s", "’s"}:
                    continue
                if self.language == "de" and re.search(r"\b\w+ (?:des|der) (?:\w+ )?$", before) and a > start + 6:
                    continue
                if (
                    self.language == "de"
                    and actor.type != "state"
                    and _NO_SUBJECT.search(
                        before[-25:] + _FIRST.match(self.text[a:b])[0]  # type: ignore[index]
                    )
                ):
                    continue  # "Den Anwohnern versprach er Fenster"
                if self.language == "de" and _OWNED.match(self.text, b - 1) and self.text[a:b] != actor.name:
                    continue  # "Norwegens Fischereiminister"
                if (
                    self.language == "de"
                    and re.search(r"\b[A-ZÄÖÜ]\w+ $", before)
                    and self.text[a : a + 4] in _GENITIVE
                ):
                    continue
                return actor
        return None

    def speaker_before(self, number: int) -> Actor | None:
        """Who spoke last before a sentence, at most two sentences back: in its paragraph, or in the sentence before."""
        here = self.paragraph_of(self.sentences[number][0])
        for n in range(number - 1, max(-1, number - 3), -1):
            start, end = self.sentences[n]
            same = self.paragraph_of(start) == here
            if not same and n < number - 1:
                return None
            said = [
                s.speaker.actor for s in self.reading.statements
                if s.speaker is not None and any(start <= c.start < end for c in (*s.content, *s.cue))
            ]  # fmt: skip
            found = self.actors.get(said[-1] or "") if said else None
            if found is None and same:
                given = attribution(self.text, start, end, self.language, self.mentions)
                found = given.actor if given is not None else self.subject(start, end)
                found = found if found is not None and found.type == "person" else None
            if found is not None:
                return found
        return None

    def former(self, start: int, end: int) -> bool:
        """What the text tells of as no longer so; what it says of somebody in passing ("die bisher das meiste zahlten")
        tells nothing of it."""
        words = self.text[start:end]
        told = _RELATIVE.sub(",", words)
        return bool(_FORMER[self.language].search(told)) and not _NOW.search(words)


def sources(t: Passage, start: int, end: int, but: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """The actors that a sentence names as where something comes from ("von Frankreich und Großbritannien")."""
    found: list[str] = []
    last = -1
    for a, b, actor in t.mentions:
        if start <= a and b <= end and a >= last and not any(x <= a < y for x, y in but):
            joined = last >= 0 and re.fullmatch(r"\s*(?:und|and|sowie|,)\s+", t.text[last:a])
            if joined or (not found and _FROM.search(t.text[start:a])):
                found.append(actor.id)
                last = b
    return tuple(dict.fromkeys(found))


def would(t: Passage, subject: Actor, start: int, end: int) -> bool:
    """ "Serbien würde die Ausweise anerkennen, wenn …": what its subject would do, beside the verb, in no words of
    anybody's speech; whoever spoke before."""
    verb = _WOULD[t.language].search(t.text, start, end)
    if verb is None or subject.type == "group":
        return False
    bound = _BOUND_CLAUSE.search(t.text, verb.end(), end)
    stop = bound.start() if bound is not None and subject.type in {"state", "organisation"} else end
    if t.language == "de" and subjunctive(t.text[start : verb.start()] + t.text[verb.end() : stop]):
        return False
    if possessed(t.text, subject, start, end, t.actors):
        return False
    for m in subject.mentions:
        a, b = m.span.start, m.span.end
        if start <= a and b <= end and m.form != "pronoun":
            between = t.text[b : verb.start()]
            if t.language == "en":
                return a - start < 25 and _AFTER_NAME.fullmatch(between) is not None
            return (0 < len(between) < 30 and not re.search(r"[,;:]", between)) or 0 < a - verb.end() < 6
    return False


def same_side(t: Passage, actor: Actor, holders: Sequence[str]) -> bool:
    if actor.id in holders:
        return True
    sides = {x for h in holders for x in (h, getattr(t.actors.get(h), "represents", None)) if x}
    if actor.type == "group" and actor.represents is None:  # "Die Mitglieder", said for their association
        stands = holders if not _MEMBERS.search(actor.name) else [x for h in holders for x in (h, _side_of(t, h))]
        return any(getattr(t.actors.get(h or ""), "type", "") == "organisation" for h in stands)
    definite = all(m.form == "description" for m in actor.mentions) and actor.mentions
    if actor.type == "organisation" and definite and actor.represents is None:  # "the council", said by its convener
        speaker = t.actors.get(holders[0]) if holders else None
        return speaker is not None and speaker.type == "person"
    return actor.id in sides or (actor.represents in sides if actor.represents else False)


def _side_of(t: Passage, holder: str) -> str | None:
    """Whom an actor stands for."""
    found = t.actors.get(holder)
    return found.represents if found is not None else None


def beside(t: Passage, subject: Actor | None, start: int, end: int) -> tuple[str, ...]:
    """Who is joined to a subject by "and"."""
    for x, y, actor in t.mentions if subject is not None else ():
        other = subject is not None and start <= x and y <= end and actor.id != subject.id
        if other and subject and re.search(r"^\s*(?:und|and|sowie)\s+$", _between(t, subject, x)):
            return (actor.id,)
    return ()


def _between(t: Passage, subject: Actor, at: int) -> str:
    ends = [m.span.end for m in subject.mentions if m.span.end <= at]
    return t.text[max(ends) : at] if ends else ""
