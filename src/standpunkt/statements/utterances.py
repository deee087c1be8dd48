"""Who says something where: stretches of text with their holder, from statements and from the report. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Condition, Reading, Statement, Voice
from standpunkt.statements.passage import Passage, beside, same_side, sources, would
from standpunkt.statements.report import ONLY_THAT, RUMOUR, sourced, told
from standpunkt.statements.stance import Token, tokenize
from standpunkt.statements.telling import attribution, possessed
from standpunkt.statements.utterance import UNFRAMED, Utterance

__all__ = ["utterances"]

_OWN_WORDS = re.compile(r"\b(?:eigene[nmr]?|own|ihre[mnrs]?|seine[mnrs]?|its|their)\b", re.IGNORECASE)
_SPOKESPERSON = re.compile(
    r"(?:an?|eine[rms]?|the|der|die) (?:spokes(?:man|woman|person)|Sprecher(?:in|s)?)", re.IGNORECASE
)
_OF_WHOM = re.compile(r" (?:for|of|from|des|der|von|vom|aus) ")
_READY = re.compile(r"\b(?:nicht )?(?:bereit|willens|ready|willing|prepared)(?: sind| ist| war| waren)?,?\s*$")


def utterances(reading: Reading, sentences: Sequence[tuple[int, int]], knowledge: Knowledge) -> list[Utterance]:
    """The utterances of a reading in the order of the text.

    Statements of hearsay and of the reporter have none of their own holder; they are told apart by `voice`. A sentence
    of the report whose subject is an actor is that actor's, as the reporter tells it.
    """
    t = Passage(reading, sentences, knowledge)
    out: list[Utterance] = []
    covered: list[tuple[int, int]] = []
    for s in reading.statements:
        if not s.content:
            continue
        covered += [(c.start, c.end) for c in s.content]
        if not _within(s, reading.statements):
            out += _spoken(t, s)
    for number, (start, end) in enumerate(sentences):
        out += sourced(t, number, start, end)
        if number not in t.passed_on:
            out += told(t, number, start, end, covered)
    out.sort(key=lambda u: (u.start, u.end))
    return [replace(u, number=n) for n, u in enumerate(_once(out))]


def _within(s: Statement, statements: Sequence[Statement]) -> bool:
    """Words in quotation marks that another statement tells with the same words of speech: they are said once."""
    return s.kind == "direct" and any(
        o.kind != "direct"
        and o.cue == s.cue
        and all(any(x.start <= c.start and c.end <= x.end for x in o.content) for c in s.content)
        for o in statements
    )


def _holders(t: Passage, s: Statement) -> tuple[str, ...]:
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


def _spoken(t: Passage, s: Statement) -> list[Utterance]:
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
        if not s.cue and s.kind in UNFRAMED and n < len(t.sentences):
            start, end = _whole(t, s, (a, b), start, end)
            parts = [(start, parts[0][1]), *parts[1:]]
            parts[-1] = (parts[-1][0], end)
        frame = _frame(t, s, a, b)
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
        asked = t.text[start:end].rstrip("\"“”«»'’ ").endswith("?")
        if not who and s.kind == "indirect_free_indirect" and not s.cue and not asked and s.voice != "reporter":
            nearest = t.speaker_before(n)  # unframed speech is the nearest framed speaker's
            who = traced = (nearest.id,) if nearest is not None else ()
        told_of = not who and s.speaker is None and s.voice == "reporter" and not asked and subject is not None
        if told_of and subject is not None and subject.type in {"person", "state"}:
            who = (subject.id,)  # the report tells it of them: "Immerhin bietet Deppe an, …"
        if not who and s.speaker is not None and _OWN_WORDS.search(s.speaker.span.text):
            whose = t.subject(a, b)  # "Die Partei will nach eigenem Bekunden …"
            who = traced = (whose.id,) if whose is not None else ()
        inside_words = attribution(t.text, start, end, t.language, t.mentions) if s.kind != "direct" else None
        if inside_words is not None and inside_words.inverted and (not frame or s.voice != "named"):
            who = traced = (inside_words.actor.id,)
        spoken_by = _pronoun(t, s, subject, start, end) if not frame else None
        if spoken_by is not None and holders and spoken_by not in holders:
            who = (spoken_by,)
        if len(who) == 1 and (body := _spoken_for(t, who[0], subject)) is not None:
            who = traced = (body,)  # "Acme is in favour, a spokesman said"
        others = subject is not None and not frame and s.kind in UNFRAMED and not same_side(t, subject, who)
        if others and subject is not None and would(t, subject, start, end):
            who = traced = (subject.id,)
        voice: Voice = "named" if traced and not RUMOUR.search(t.text, start, end) else s.voice
        own = subject is None or same_side(t, subject, who) or possessed(t.text, subject, start, end, t.actors)
        if s.kind == "reported" and n and holders and ONLY_THAT.match(t.text[start:end]) and not _takes_side(t, frame):
            start, end = t.sentences[n - 1]
            parts = [(start, end)]
            t.passed_on.add(n - 1)
        last = max([end, *(c.end for c in s.cue if a <= c.start < b)])
        former = t.former(_since(t.text, a, start, s), last)
        tokens = tuple(tokenize(t.text, start, end))
        kept = tuple(x for x in tokens if any(p <= x.start < q for p, q in parts)) or tokens
        found.append(
            Utterance(
                0, who, n, t.paragraph_of(start), start, end, kept, frame, voice, () if told_of else (s.id,), former,
                "told" if told_of else s.kind,
                mine, own, subject.id if subject else None, bool(frame), beside(t, subject, start, end),
            )
        )  # fmt: skip
    return found


def _frame(t: Passage, s: Statement, start: int, end: int) -> tuple[Token, ...]:
    """The words of speech in a sentence, with a "not" between a verb and its particle ("schließt es nicht aus")."""
    cues = [c for c in s.cue if start <= c.start < end]
    out: list[Token] = []
    for n, c in enumerate(cues):
        if n and not any(cues[n - 1].end <= x.start < c.start for x in s.content):
            out += [x for x in tokenize(t.text, cues[n - 1].end, c.start) if x.low in {"nicht", "not"}]
        out += tokenize(t.text, c.start, c.end)
    return tuple(out)


def _whole(t: Passage, s: Statement, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Unframed speech runs to the borders of its sentence, where no other statement has words there."""
    others = [x for o in t.reading.statements if o.id != s.id for x in (*o.content, *o.cue)]
    a, b = sentence
    if not any(x.start < start and a < x.end for x in others):
        start = a
    if not any(x.start < b and end < x.end for x in others):
        end = b
    return start, end


def _spoken_for(t: Passage, holder: str, subject: Actor | None) -> str | None:
    """The body for which a spokesperson without a name speaks: whom the text says, else the subject of what is said;
    None for anybody else."""
    found = t.actors.get(holder)
    if found is None or found.type != "person" or not found.mentions:
        return None
    if not all(m.form == "description" and _SPOKESPERSON.fullmatch(m.span.text) for m in found.mentions):
        return None
    if any(_OF_WHOM.match(t.text, m.span.end) for m in found.mentions):
        return None
    if found.represents is not None:
        return next(
            (a.id for a in t.actors.values() if found.represents in {a.id, a.represents} and a.type != "person"), None
        )
    return subject.id if subject is not None and subject.type in {"state", "organisation"} else None


def _once(found: Sequence[Utterance]) -> list[Utterance]:
    """Without unframed speech that lies inside other unframed speech of the same holder."""
    free = [u for u in found if u.kind in UNFRAMED and not u.framed]
    out: list[Utterance] = []
    for n, u in enumerate(found):
        wider = (
            v for m, v in enumerate(found)
            if m != n and v in free and v.holders == u.holders and v.start <= u.start and u.end <= v.end
            and (v.start, -v.end, m) < (u.start, -u.end, n)
        )  # fmt: skip
        if not (u in free and any(wider)):
            out.append(u)
    return out


def _source(t: Passage, s: Statement, start: int, end: int) -> tuple[str, ...]:
    """Hearsay that its sentence traces to somebody: "Von den Niederlanden war keine Bereitschaft zu hören"."""
    if s.speaker is not None or s.voice not in {"hearsay", "unnamed"}:
        return ()
    words = " ".join(c.text for c in s.cue)
    if not re.search(r"\b(?:hören|vernehmen|verlaut|hieß|heißt|kam|kommt|heard)", words):
        return ()
    return sources(t, start, end, [(c.start, c.end) for c in s.content])


def _pronoun(t: Passage, s: Statement, subject: Actor | None, start: int, end: int) -> str | None:
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


def _takes_side(t: Passage, frame: Sequence[Token]) -> bool:
    """Not so with "von ihm war das zu hören", where "das" is what the sentence before said, whoever it was about."""
    words = " ".join(x.low for x in frame)
    if not re.search(r"\b(?:hören|vernehmen|verlautete|heißt|hieß|heard|said)\b", words) or " nicht" in f" {words}":
        return True
    return bool(t.knowledge.cues.find(words.split(), t.language))


def _theirs(t: Passage, s: Statement, c: Condition, end: int) -> bool:
    """A condition after the content that stands in no other statement's content."""
    same = s.speaker.actor if s.speaker is not None else None
    others = (
        x for o in t.reading.statements
        if o.id != s.id and (same is None or o.speaker is None or o.speaker.actor != same) for x in o.content
    )  # fmt: skip
    return c.span.start - end < 120 and not any(x.start <= c.span.start < x.end for x in others)
