"""Who says something where: stretches of text with their holder, from statements and from the report. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Condition, Reading, Statement, Voice
from standpunkt.statements.stance import Token, tokenize

__all__ = ["Utterance", "utterances"]

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
_NOW = re.compile(r"\b(?:nun|jetzt|inzwischen|mittlerweile|now|on \w+day|today)\b", re.IGNORECASE)
_OBLIQUE = {
    "de": re.compile(
        r"\b(?:von|vom|mit|seit|bis|bei|beim|für|gegen|ohne|durch|aus|in|im|nach|über|um|an|am|zu|zur|zum|unter|wegen|auf|"
        r"neben|vor)\s+"
        r"(?:[a-zäöüß]+\s+){0,2}$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:of|by|from|with|for|against|to|in|at|on|about|over|between|than|near|without|into|called|told|asked)\s+"
        r"(?:the\s+|a\s+)?(?:[a-z]+\s+)?$",
        re.IGNORECASE,
    ),
}


_ONLY_THAT = re.compile(r"\W*(?:das|dies|this|that|it|so)\W*$", re.IGNORECASE)


_READY = re.compile(r"\b(?:nicht )?(?:bereit|willens|ready|willing|prepared)(?: sind| ist| war| waren)?,?\s*$")
_FROM = re.compile(r"\b(?:von|vom|aus|seitens|from)\s+(?:[a-zäöüß]+\s+){0,2}$", re.IGNORECASE)
_HEARD = re.compile(r"\bzu (?:hören|vernehmen)\b|\b(?:was|were) heard\b")
_RUMOUR = re.compile(
    r"\b(?:die Rede ist|ist die Rede|war die Rede|dem Vernehmen nach|Gerüchten zufolge|hinter vorgehaltener Hand|"
    r"there is talk|there was talk|rumour has it)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one holder says in one sentence.

    `[start, end)` is the stretch that is judged, `frame` the tokens of the words of speech that govern it. `own`: its
    subject is the holder, or whom the holder stands for. `former`: the text tells it as no longer so.
    """

    number: int
    holders: tuple[str, ...]
    sentence: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    frame: tuple[Token, ...]
    voice: Voice
    statements: tuple[str, ...]
    former: bool
    kind: str
    conditions: tuple[Condition, ...] = ()
    own: bool = True
    subject: str | None = None
    framed: bool = False


class _Text:
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
        """The first actor of a stretch that no preposition and no genitive puts aside."""
        for a, b, actor in self.mentions:
            if start <= a and b <= end and a - start < 90 and not any(x <= a < y for x, y in self.bound):
                before = self.text[start:a]
                if _OBLIQUE[self.language].search(before) or self.text[b : b + 2] in {"'s", "’s"}:
                    continue
                if self.language == "de" and re.search(r"\b\w+ (?:des|der) (?:\w+ )?$", before) and a > start + 6:
                    continue
                return actor
        return None

    def former(self, start: int, end: int) -> bool:
        words = self.text[start:end]
        return bool(_FORMER[self.language].search(words)) and not _NOW.search(words)


def utterances(reading: Reading, sentences: Sequence[tuple[int, int]], knowledge: Knowledge) -> list[Utterance]:
    """The utterances of a reading in the order of the text.

    Statements of hearsay and of the reporter have none of their own holder; they are told apart by `voice`. A sentence
    of the report whose subject is an actor is that actor's, as the reporter tells it.
    """
    t = _Text(reading, sentences, knowledge)
    out: list[Utterance] = []
    covered: list[tuple[int, int]] = []
    for s in reading.statements:
        if not s.content:
            continue
        covered += [(c.start, c.end) for c in s.content]
        out += _spoken(t, s)
    for number, (start, end) in enumerate(sentences):
        out += _sourced(t, number, start, end)
        if number not in t.passed_on:
            out += _told(t, number, start, end, covered)
    out.sort(key=lambda u: (u.start, u.end))
    return [replace(u, number=n) for n, u in enumerate(out)]


def _holders(t: _Text, s: Statement) -> tuple[str, ...]:
    """The actors of a statement: its speaker, and whoever is named beside it in the speaker's words."""
    if s.speaker is None or s.speaker.actor is None:
        return ()
    out = [s.speaker.actor]
    span = s.speaker.span
    joined = re.search(r"\b(?:und|and|sowie)\b", span.text)
    if joined:
        cut = span.start + joined.start()
        for a, b, actor in t.mentions:
            if a >= cut and b <= span.end and actor.id not in out:
                out.append(actor.id)
                break
        group = t.actors.get(out[0])
        if group is not None and group.type == "group" and len(out) > 1:
            first = next((x.id for a, b, x in t.mentions if span.start <= a and b <= cut and x.type != "group"), None)
            out[0] = first or out[0]
    return tuple(dict.fromkeys(out))


def _spoken(t: _Text, s: Statement) -> list[Utterance]:
    holders = _holders(t, s)
    found = []
    by_sentence: dict[int, list[tuple[int, int]]] = {}
    for c in s.content:
        at = c.start
        while at < c.end:
            n = t.sentence_of(at)
            stop = min(c.end, t.sentences[n][1]) if n < len(t.sentences) else c.end
            if stop <= at:
                break
            by_sentence.setdefault(n, []).append((at, stop))
            at = stop
            while at < c.end and t.text[at].isspace():
                at += 1
    for n, parts in sorted(by_sentence.items()):
        start, end = parts[0][0], parts[-1][1]
        a, b = t.sentences[n] if n < len(t.sentences) else (start, end)
        frame = tuple(x for c in s.cue if a <= c.start < b for x in tokenize(t.text, c.start, c.end))
        for c in s.cue[:1]:  # "keine | Bereitschaft zu hören"
            no = re.search(r"\b(?:kein\w{0,2}|nicht|nie|no|not)\s+$", t.text[a : c.start]) if a <= c.start < b else None
            if no:
                frame = (*tokenize(t.text, a + no.start(), c.start), *frame)
        if not frame and (ready := _READY.search(t.text[a:start])):  # "nur wenige bereit, | Soldaten zu schicken"
            frame = tuple(tokenize(t.text, a + ready.start(), start))
        traced = _source(t, s, a, b) if not holders else ()
        if s.kind == "reported" and not frame:
            frame = tuple(tokenize(t.text, a, start))
        inside = tuple(c for c in t.reading.conditions if start <= c.span.start < b and c.span.start < max(end, b))
        mine = tuple(c for c in inside if c.span.start < end or _theirs(t, s, c, end))
        subject = t.subject(start, end) if s.kind != "reported" else None
        if subject is None and s.voice in {"hearsay", "unnamed"}:
            subject = t.subject(a, b)
        who = traced or holders
        spoken_by = _pronoun(t, s, subject, start, end) if not frame else None
        if spoken_by is not None and holders and spoken_by not in holders:
            who = (spoken_by,)
        voice: Voice = "named" if traced else s.voice
        own = subject is None or _same_side(t, subject, who)
        if s.kind == "reported" and n and holders and _ONLY_THAT.match(t.text[start:end]) and not _takes_side(t, frame):
            start, end = t.sentences[n - 1]
            parts = [(start, end)]
            t.passed_on.add(n - 1)
        last = max([end, *(c.end for c in s.cue if a <= c.start < b)])
        former = t.former(_since(t.text, a, start, s), last)
        tokens = tuple(tokenize(t.text, start, end))
        kept = tuple(x for x in tokens if any(p <= x.start < q for p, q in parts)) or tokens
        found.append(
            Utterance(
                0, who, n, t.paragraph_of(start), start, end, kept, frame, voice, (s.id,), former, s.kind,
                mine, own, subject.id if subject else None, bool(frame),
            )
        )  # fmt: skip
    return found


def _source(t: _Text, s: Statement, start: int, end: int) -> tuple[str, ...]:
    """Hearsay that its sentence traces to somebody: "Von den Niederlanden war keine Bereitschaft zu hören"."""
    if s.speaker is not None or s.voice not in {"hearsay", "unnamed"}:
        return ()
    words = " ".join(c.text for c in s.cue)
    if not re.search(r"\b(?:hören|vernehmen|verlaut|hieß|heißt|kam|kommt|heard)", words):
        return ()
    return _sources(t, start, end, [(c.start, c.end) for c in s.content])


def _sources(t: _Text, start: int, end: int, but: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
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


def _sourced(t: _Text, number: int, start: int, end: int) -> list[Utterance]:
    """What the report passes on without speech: "Das war von Frankreich zu hören, die Rede ist von 20.000 Soldaten"."""
    inside = [s for s in t.reading.statements if any(start <= c.start < end for c in (*s.content, *s.cue))]
    heard, rumour = _HEARD.search(t.text, start, end), _RUMOUR.search(t.text, start, end)
    from_whom = _sources(t, start, heard.start()) if heard else ()
    out: list[Utterance] = []

    def make(a: int, b: int, sentence: int, voice: Voice, who: tuple[str, ...]) -> Utterance:
        tokens = tuple(tokenize(t.text, a, b))
        return Utterance(
            0, who, sentence, t.paragraph_of(a), a, b, tokens, (), voice, (), False, "reported", (), True, None, False
        )

    points = heard and re.search(r"\b(?:das|dies)\b", t.text[start : heard.start()])
    if from_whom and points and number and number not in t.passed_on and not any(_points(t, s) for s in inside):
        out.append(make(*t.sentences[number - 1], number - 1, "named", from_whom))
    if rumour and not any(s.voice == "hearsay" for s in inside):
        out.append(make(rumour.end(), end, number, "hearsay", from_whom))
    return out


def _points(t: _Text, s: Statement) -> bool:
    """A statement whose content only points ("das")."""
    return all(_ONLY_THAT.match(t.text[c.start : c.end]) for c in s.content)


def _pronoun(t: _Text, s: Statement, subject: Actor | None, start: int, end: int) -> str | None:
    """Unframed speech whose subject is "he" or "she" is that person's: "Einem Baubeginn werde sie nicht zustimmen"."""
    if subject is None or subject.type != "person" or s.kind not in {"indirect_free_indirect", "free_indirect"}:
        return None
    said = any(m.form == "pronoun" and start <= m.span.start < end for m in subject.mentions)
    return subject.id if said else None


def _since(text: str, sentence: int, start: int, s: Statement) -> int:
    """Where the words about a statement begin: after the comma before its speaker, cue and content."""
    places = [start, *(c.start for c in s.cue if c.start >= sentence)]
    if s.speaker is not None and s.speaker.span.start >= sentence:
        places.append(s.speaker.span.start)
    first = min(places)
    comma = max(text.rfind(", ", sentence, start), text.rfind("; ", sentence, start))
    return max(sentence, comma) if comma > first else sentence


def _takes_side(t: _Text, frame: Sequence[Token]) -> bool:
    """Not so with "von ihm war das zu hören", where "das" is what the sentence before said, whoever it was about."""
    words = " ".join(x.low for x in frame)
    if not re.search(r"\b(?:hören|vernehmen|verlautete|heißt|hieß|heard|said)\b", words) or " nicht" in f" {words}":
        return True
    return bool(t.knowledge.cues.find(words.split(), t.language))


def _theirs(t: _Text, s: Statement, c: Condition, end: int) -> bool:
    """A condition after the content that stands in no other statement's content."""
    same = s.speaker.actor if s.speaker is not None else None
    others = (
        x for o in t.reading.statements
        if o.id != s.id and (same is None or o.speaker is None or o.speaker.actor != same) for x in o.content
    )  # fmt: skip
    return c.span.start - end < 120 and not any(x.start <= c.span.start < x.end for x in others)


def _same_side(t: _Text, actor: Actor, holders: Sequence[str]) -> bool:
    if actor.id in holders:
        return True
    sides = {x for h in holders for x in (h, getattr(t.actors.get(h), "represents", None)) if x}
    if actor.type == "group" and actor.represents is None:  # "Die Mitglieder", said for their association
        return any(getattr(t.actors.get(h), "type", "") == "organisation" for h in holders)
    definite = all(m.form == "description" for m in actor.mentions) and actor.mentions
    if actor.type == "organisation" and definite and actor.represents is None:  # "the council", said by its convener
        speaker = t.actors.get(holders[0]) if holders else None
        return speaker is not None and speaker.type == "person"
    return actor.id in sides or (actor.represents in sides if actor.represents else False)


def _told(t: _Text, number: int, start: int, end: int, covered: Sequence[tuple[int, int]]) -> list[Utterance]:
    """A sentence of the report, or the parts of it that no statement covers, with the actor who is its subject."""
    kinds = [s.kind for s in t.reading.document.sections if s.span.start <= start < s.span.end]
    if any(k in {"kicker", "title", "dateline", "subheading"} for k in kinds):
        return []
    parts = [(start, end)]
    for a, b in covered:
        parts = [p for x, y in parts for p in ((x, min(y, a)), (max(x, b), y)) if p[0] < p[1]]
    free = [(a, b) for a, b in parts if len(re.findall(r"\w+", t.text[a:b])) >= 4]
    out = []
    framing = [x for st in t.reading.statements for x in (*st.cue, *((st.speaker.span,) if st.speaker else ()))]
    for a, b in free:
        b = min([b, *(x.start for x in framing if a <= x.start < b)])
        if (a, b) != (start, end) and len(re.findall(r"\w+", t.text[a:b])) < 7:
            continue  # only the words of speech around what is said
        subject = t.subject(a, b)
        if subject is None:
            continue
        holders = [subject.id]
        for x, y, actor in t.mentions:
            if (
                a <= x
                and y <= b
                and actor.id != subject.id
                and re.search(r"^\s*(?:und|and|sowie)\s+$", _between(t, subject, x))
            ):
                holders.append(actor.id)
                break
        conditions = tuple(c for c in t.reading.conditions if a <= c.span.start < b)
        out.append(
            Utterance(
                0, tuple(holders), number, t.paragraph_of(a), a, b, tuple(tokenize(t.text, a, b)), (), "reporter", (),
                t.former(start, end), "told", conditions, True, subject.id, False,
            )
        )  # fmt: skip
    return out


def _between(t: _Text, subject: Actor, at: int) -> str:
    ends = [m.span.end for m in subject.mentions if m.span.end <= at]
    return t.text[max(ends) : at] if ends else ""
