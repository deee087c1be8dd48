"""What the report itself tells of actors: sentences outside all statements, and what it passes on. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standpunkt.model import HEADINGS, Actor, Statement, Voice
from standpunkt.reading.unframed import shifted, subjunctive
from standpunkt.span import Span
from standpunkt.statements.passage import Passage, beside, same_side, sources
from standpunkt.statements.stance import Token, tokenize
from standpunkt.statements.telling import HEARD_SAY, attribution, possessed
from standpunkt.statements.utterance import Utterance

__all__ = ["ONLY_THAT", "RUMOUR", "sourced", "told"]

_FOR_WHOM = re.compile(
    r"\b(?:infrage|in frage|tabu|undenkbar|denkbar|vorstellbar|unannehmbar|inakzeptabel|ausgeschlossen)\b|"
    r"\b(?:out of the question|unacceptable|acceptable|off the table|unthinkable)\b",
    re.IGNORECASE,
)
ONLY_THAT = re.compile(r"\W*(?:das|dies|this|that|it|so)\W*$", re.IGNORECASE)
_AT = re.compile(r"(?:(?:Auch|Doch|Nur|Selbst)\s)?(?:in|im|bei|beim)\s(?:der\s|den\s|dem\s)?", re.IGNORECASE)
_ONE = re.compile(r"(?:\s[^\s,.;:]+){0,4}?\s(?:man|stößt das|ist man|wäre man)\b")
_FOR = re.compile(r"(?:(?:Auch|Doch|Nur|Selbst)\s)?für\s(?:die\s|den\s|das\s)?", re.IGNORECASE)
_IS = re.compile(
    r"(?:\s[^\s,.;:]+){0,4}?\s(?:ist|wäre|sei|war|muss|müsste|kann|kommt|hängt|gilt|bleibt|gehört|steht|zählt|darf|wird|fällt|hat)\b"
)
_GOES_ON = re.compile(r"(?:,|,? (?:und|aber|doch|but|and|yet))\s*$")
_HEARD = re.compile(r"\bzu (?:hören|vernehmen)\b|\b(?:was|were) heard\b")
RUMOUR = re.compile(
    r"\b(?:die Rede ist|ist die Rede|war die Rede|dem Vernehmen nach|Gerüchten zufolge|hinter vorgehaltener Hand|"
    r"there is talk|there was talk|rumour has it)\b",
    re.IGNORECASE,
)


def told(t: Passage, number: int, start: int, end: int, covered: Sequence[tuple[int, int]]) -> list[Utterance]:
    """A sentence of the report, or the parts of it that no statement covers, with the actor who is its subject."""
    kinds = [s.kind for s in t.reading.document.sections if s.span.start <= start < s.span.end]
    if any(k in HEADINGS for k in kinds):
        return []
    parts = [(start, end)]
    for a, b in covered:
        parts = [p for x, y in parts for p in ((x, min(y, a)), (max(x, b), y)) if p[0] < p[1]]
    free = [(a, b) for a, b in parts if len(re.findall(r"\w+", t.text[a:b])) >= 4]
    out = []
    framing = _framing(t, start, end)
    for a, b in free:
        b = min([b, *(x.start for x in framing if a <= x.start < b)])
        if (a, b) != (start, end) and len(re.findall(r"\w+", t.text[a:b])) < 7:
            continue  # only the words of speech around what is said
        out += _told_part(t, number, (a, b), (start, end))
    for part in _told_first(t, start, end, covered):
        out += _told_part(t, number, part, (start, end))
    return out


def _told_first(t: Passage, start: int, end: int, covered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What a sentence tells of a speaker before what they say in it: "Der Städtetag begrüßt den Versuch, | verlangt
    aber …", "backs the cable | but wants it moved"."""
    out = []
    for s in t.reading.statements:
        cue = next((c for c in s.cue if start <= c.start < end), None)
        if s.speaker is None or cue is None or not start <= s.speaker.span.start < s.speaker.span.end < cue.start:
            continue
        a, b = s.speaker.span.start, cue.start
        goes_on = _GOES_ON.search(t.text, s.speaker.span.end, b)
        if goes_on is None or t.text[s.speaker.span.end] == "," or any(x < b and a < y for x, y in covered):
            continue
        if len(re.findall(r"\w+", t.text[s.speaker.span.end : goes_on.start()])) >= 2:
            out.append((a, goes_on.start()))
    return out


def _framing(t: Passage, start: int, end: int) -> list[Span]:
    """The words of speech in a sentence: cues, and speakers of what is said or has its cue there. Whoever is named in
    the sentence before what they say is told of in it."""
    out: list[Span] = []
    for s in t.reading.statements:
        out += s.cue
        if s.speaker is not None and any(start <= x.start < end for x in (*s.content, *s.cue)):
            out.append(s.speaker.span)
    return out


def _told_part(t: Passage, number: int, part: tuple[int, int], sentence: tuple[int, int]) -> list[Utterance]:
    """What a stretch of the report tells: whose words it says they are, else what its subject does."""
    a, b = part
    subject = t.subject(a, b)
    former = t.former(*sentence)
    conditions = tuple(c for c in t.reading.conditions if a <= c.span.start < b)

    def spoken(holder: Actor, places: Sequence[tuple[int, int]], kind: str, frame: tuple[Token, ...]) -> Utterance:
        first, last = places[0][0], places[-1][1]
        tokens = tuple(x for x in tokenize(t.text, first, last) if any(p <= x.start < q for p, q in places))
        inner = t.subject(*places[0])
        group = holder.type == "group" and holder.represents is None
        own = inner is None or same_side(t, inner, (holder.id,)) or possessed(t.text, inner, first, last, t.actors)
        return Utterance(
            0, (holder.id,), number, t.paragraph_of(first), first, last, tokens, frame,
            "unnamed" if group else "named", (), former, kind,
            conditions, own, inner.id if inner else None, bool(frame), beside(t, inner, first, last),
        )  # fmt: skip

    given = attribution(t.text, a, b, t.language, t.mentions)
    if given is not None and subject is not None and subject.type in {"state", "organisation"}:
        who = given.actor  # "Acme is in favour, a spokesman said"
        if who.type != "organisation" and who.represents is None and all(m.form == "description" for m in who.mentions):
            given = None
    if given is not None:
        rest = given.end + 1 if t.text[given.end : given.end + 1] in {",", "–", "—"} else given.end
        places = [(x, y) for x, y in ((a, given.start), (rest, b)) if len(re.findall(r"\w+", t.text[x:y])) >= 3]
        if places:
            return [spoken(given.actor, places, "indirect", tuple(tokenize(t.text, *given.cue)))]
    before = t.speaker_before(number)
    words = t.text[a:b]
    if before is not None and t.language == "de" and subjunctive(words):
        return [spoken(before, [(a, b)], "indirect_free_indirect", ())]
    if before is not None and subject is not None and before.type == "person":
        stands = before.represents is not None and before.represents in {subject.id, subject.represents}
        stands = stands and subject.type != "person"
        shifted = t.language == "en" and re.search(r"\b(?:would|could|had)\b", words)
        if possessed(t.text, subject, a, b, t.actors) or (stands and shifted):
            return [spoken(before, [(a, b)], "indirect_free_indirect", ())]
    if before is not None and t.language == "en" and _backshifted(t, number, subject, words):
        return [spoken(before, [(a, b)], "free_indirect", ())]
    if subject is None and _FOR_WHOM.search(words):  # "kommt für Westhagen nicht infrage"
        subject = next(
            (x for p, q, x in t.mentions if a <= p and q <= b and re.search(r"\b(?:[Ff]ür|[Ff]or) $", t.text[a:p])),
            None,
        )
    if subject is None:
        subject = _thought_by(t, a, b)
    heard = _HEARD.search(t.text, a, b)
    whose = sources(t, a, heard.start()) if heard is not None else ()
    if whose:  # "auch von den Niederlanden war keine Bereitschaft zu hören"
        subject = t.actors[whose[0]]
    if subject is None:
        return []
    holders = whose or (subject.id, *beside(t, subject, a, b))
    rumour = bool(HEARD_SAY.search(words)) and not RUMOUR.search(t.text, *sentence)
    tokens = tuple(tokenize(t.text, a, b))
    return [
        Utterance(
            0, holders, number, t.paragraph_of(a), a, b, tokens, (), "hearsay" if rumour else "reporter", (),
            former, "reported" if rumour else "told", conditions, True, subject.id, False,
        )
    ]  # fmt: skip


def _thought_by(t: Passage, start: int, end: int) -> Actor | None:
    """Whose view a sentence tells without making them its subject: "In Riga mochte man sich nicht binden", "Für
    Rosenlund muss das nicht so bleiben", "To Bakos, every lad in uniform is one fewer"."""
    for a, b, actor in t.mentions:
        if start <= a and b <= end:
            head, rest = t.text[start:a], t.text[b:end]
            if t.language == "en":
                return actor if actor.type == "person" and head in {"For ", "To "} else None
            at = _AT.fullmatch(head) is not None and _ONE.match(rest) is not None
            return actor if at or (_FOR.fullmatch(head) and _IS.match(rest)) else None
    return None


def _backshifted(t: Passage, number: int, subject: Actor | None, words: str) -> bool:
    """ "It would not be sending anyone itself": an unframed sentence in the tense of reported speech, of nobody else,
    right after reported speech in its paragraph."""
    if subject is not None or not number or not shifted(words):
        return False
    start, end = t.sentences[number - 1]
    if t.paragraph_of(start) != t.paragraph_of(t.sentences[number][0]):
        return False
    return any(
        s.kind != "direct" and s.speaker is not None and any(start <= x.start < end for x in (*s.content, *s.cue))
        for s in t.reading.statements
    )


def sourced(t: Passage, number: int, start: int, end: int) -> list[Utterance]:
    """What the report passes on without speech: "Das war von Frankreich zu hören, die Rede ist von 20.000 Soldaten"."""
    inside = [s for s in t.reading.statements if any(start <= c.start < end for c in (*s.content, *s.cue))]
    heard, rumour = _HEARD.search(t.text, start, end), RUMOUR.search(t.text, start, end)
    from_whom = sources(t, start, heard.start()) if heard else ()
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


def _points(t: Passage, s: Statement) -> bool:
    """A statement whose content only points ("das")."""
    return all(ONLY_THAT.match(t.text[c.start : c.end]) for c in s.content)
