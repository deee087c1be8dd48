"""What each utterance answers to each question: matching joined with the side that its words take. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from standpunkt.knowledge import Knowledge
from standpunkt.model import Answer, Reading
from standpunkt.reading.answers import ANSWERS, Floats
from standpunkt.span import Span
from standpunkt.statements.asking import Answered
from standpunkt.statements.binding import Binding, Vote
from standpunkt.statements.leaning import lean
from standpunkt.statements.matching import Matcher, Meaning
from standpunkt.statements.pointers import (
    BOUND,
    CHANGED,
    CONTRARY,
    CRITICISM,
    DOUBLE,
    EXPECTED,
    FORECAST,
    JUDGES,
    OTHERWISE,
    OURS,
    TAKEN_UP,
)
from standpunkt.statements.pointing import MATCH, SURE
from standpunkt.statements.stance import Said, Side, Token, judge
from standpunkt.statements.terms import Content, contents, stem
from standpunkt.statements.utterance import Utterance

__all__ = ["Vote", "Voting"]

_LEAST = 0.22
_CLEAR = 0.25  # how far from even a leaning must be
# What the model says (`asking.py`): the probability that an answer needs; how much more where the report tells of
# somebody; that any answer to a second question needs; below which an answer of the words is none; how much the words'
# own answer counts (log odds); how much an answer of the model alone counts in its cell; the share of `conditional`
# with which a condition binds.
_MODEL, _TOLD, _SECOND, _DENIED, _WORDS, _BESIDE, _BINDING = 0.56, 0.07, 0.9, 0.1, 5.0, 0.2, 0.2
_SILENT = 0.5  # the probability of none from which the model turns no answer of the words
_SPARED = 0.3  # the share of `_DENIED` that does for an answer of the words with a match of `_MATCHED`
_TURNED = 1.5  # the same, where the words were turned because they seem to run against the question
_MATCHED = 0.8  # the match from which the words' own answer counts in full
_OPEN = 0.35  # how much more an answer needs that leaves it open: what it leaves open is often another question
# What a question needs, for the model alone to answer it: the share of its own nouns that the text has, and the mean of
# the two highest probabilities that an utterance answers it, together. Questions of other texts seldom have it.
_SPOKEN_OF = 0.95
_OTHERS = 0.6  # of the match of what is said, where the question asks another than the speaker to act


class Voting(Binding):
    """Goes through the utterances of one reading in order. `answered`: what a model says of them, if there is one."""

    def __init__(
        self,
        reading: Reading,
        sentences: Sequence[tuple[int, int]],
        matcher: Matcher,
        knowledge: Knowledge,
        answered: Answered | None = None,
    ) -> None:
        super().__init__(reading, sentences, matcher, knowledge)
        self.answered = answered.answers if answered is not None else {}
        self.every = {m.question.id: m for m in matcher.every}
        self.spoken_of = {q: matcher.named[q] + self._surest(q) for q in self.every}

    def _surest(self, question: str) -> float:
        """The mean of the two highest probabilities that an utterance answers a question."""
        found = sorted((1 - float(p[question][0]) for p in self.answered.values() if question in p), reverse=True)
        return sum(found[:2]) / 2

    def votes(self, u: Utterance) -> list[Vote]:
        """The answers that an utterance gives; none where its holder or its side is not told."""
        text = self.text[u.start : u.end]
        if u.voice == "reporter" and (u.kind != "told" or JUDGES.search(text) or CHANGED[self.language].search(text)):
            return []
        if u.framed and self.expected(u):
            return []
        framing = self.text[self.sentences[u.sentence][0] : u.start] if u.sentence < len(self.sentences) else ""
        if u.voice in {"unnamed", "experts"} and FORECAST.search(
            " ".join(t.low for t in u.frame) + " " + framing[-40:]
        ):
            return []
        if OTHERWISE.match(text) or CRITICISM.search(text) or text.rstrip("\"“”«»'’ ").endswith("?"):
            return []
        tokens = u.unbound()
        inside = contents(self.text, self.language, self.knowledge, u.start, u.end)
        inside = tuple(w for w in inside if any(t.start <= w.start < t.end for t in tokens))
        out: list[Vote] = []
        if u.voice != "hearsay":
            for condition in u.conditions:
                out += self.required(u, condition)
        asked = {v.question for v in out}
        out += self.binding(u)
        ruled = self.spoken(u, tokens, inside)
        freed = [x for v in ruled if (x := self.freed(v)) is not None]
        free = {v.question for v in freed}
        spoken = [
            *freed,
            *(self.lacked(self.threatened(v)) for v in self.joined(u, tokens, inside, ruled) if v.question not in free),
        ]
        mine = [v for v in spoken if v.question not in asked or self.every[v.question].own]
        out += mine
        for v in mine[:1]:
            self.topic.setdefault(u.sentence, v.question)
            for h in v.holders:
                self.last[h] = (u.sentence, v.question, u.paragraph)
        if u.voice == "hearsay":
            return []
        return [v for v in out if v.holders]

    def spoken(self, u: Utterance, tokens: Sequence[Token], inside: Content) -> list[Vote]:
        said = judge(tokens, self.knowledge.cues, self.language, {t.clause for t in tokens}, u.frame)
        doing = u.own and said is not None and said.force in {"offer", "promise", "future", "want", "consider"}
        scores = {
            q: x * (1.0 if not doing or self.concerns(u, self.meanings[q]) else _OTHERS)
            for q, x in self.matcher.scores(u.start, u.end, inside).items()
        }
        top = max(scores.values(), default=0.0)
        alone = sum(x >= 0.5 * top for x in scores.values()) == 1 and len(scores) > 1
        out = []
        for q, score in sorted(scores.items(), key=lambda x: -x[1]):
            mine = self.meanings[q].own and u.own
            if score >= _LEAST and score >= (0.5 if mine else 0.8) * top:
                vote = self.vote(u, tokens, self.meanings[q], inside, score, matched=True)
                if vote is not None and score >= self.needed(vote, alone):
                    out.append(vote)
        if any(self.meanings[v.question].own for v in out) and u.own:  # what one does oneself answers what asks for it
            out = [v for v in out if self.meanings[v.question].own or v.match >= SURE]
        if out or top >= MATCH:
            return out
        for q, score in self.pointed(u, tokens, inside) or self.around(u, said):
            vote = self.vote(u, tokens, self.every[q], inside, score, matched=False)
            if vote is not None:
                out.append(vote)
        return out

    def expected(self, u: Utterance) -> bool:
        """Whether the report only expects it, by the words of its clause around what is said: "Russland dürfte | einem
        Mandat | kaum zustimmen"."""
        start, end = self.sentences[u.sentence] if u.sentence < len(self.sentences) else (u.start, u.end)
        before = re.split(r"[,;:„“”\"»«]", self.text[max(start, u.start - 80) : u.start])[-1]
        after = re.split(r"[,;:„“”\"»«]", self.text[u.end : max(u.end, min(end, u.end + 40))])[0]
        return bool(EXPECTED.search(before) or EXPECTED.search(after))

    def joined(self, u: Utterance, tokens: Sequence[Token], inside: Content, ruled: list[Vote]) -> list[Vote]:
        """The votes that the words give, joined with what the model says of the utterance: what it is sure to answer
        nothing is dropped, what it surely answers is added, and decides a cell less than what the words say."""
        found = self.answered.get(u.number)
        if not found:
            return ruled
        out = []
        by_words = {v.question: v for v in ruled}
        likeliest = min(float(p[0]) for p in found.values())
        bar = _MODEL + (_TOLD if u.kind == "told" else 0.0)
        for q, p in found.items():
            some, vote = 1 - float(p[0]), by_words.get(q)
            if vote is not None:
                if some >= _DENIED * (1 if vote.match < _MATCHED else _SPARED) or vote.conditions:
                    out.append(self.sided(vote, p))
            elif (
                float(p[1:].max()) >= bar + (_OPEN if ANSWERS[int(p[1:].argmax()) + 1] == "open" else 0.0)
                and self.spoken_of[q] >= _SPOKEN_OF
                and (float(p[0]) <= likeliest or some >= _SECOND)
                and u.voice not in {"experts", "hearsay"}
            ):
                told = self.vote(u, tokens, self.every[q], inside, MATCH, matched=False)
                vote = self.modelled(u, self.every[q], p) if told is None else self.sided(told, p)
                if vote is not None:
                    out.append(replace(vote, match=_BESIDE * some))
        return out

    def sided(self, vote: Vote, p: Floats) -> Vote:
        """A vote with its likeliest answer: that of the words, unless the model has hardly any doubt of another."""
        if float(p[0]) > _SILENT:
            return vote  # whatever it says of a side, it takes the words for none
        logs = {a: math.log(float(p[n]) + 1e-3) for n, a in enumerate(ANSWERS) if n}
        logs[vote.answer] += (_TURNED if vote.turned else _WORDS) * vote.strength * min(1.0, vote.match / _MATCHED)
        answer = max(logs, key=lambda a: logs[a])
        kept = answer in {"yes", "open"} or (answer == "no" and self.unless(vote.utterance, self.every[vote.question]))
        if answer == vote.answer or (vote.answer == "conditional" and kept):
            return vote
        return replace(vote, answer=cast(Answer, answer), conditions=())

    def modelled(self, u: Utterance, meaning: Meaning, p: Floats) -> Vote | None:
        """A vote of the model alone."""
        answer = cast(Answer, ANSWERS[int(p[1:].argmax()) + 1])
        side: Side = "yes" if answer == "conditional" else answer
        force = {"yes": "support", "no": "oppose", "open": "undecided"}[side]
        said = Said(side, float(p[1:].max() / p[1:].sum()), force)
        holders = self.answerers.of(u, said, meaning)
        if not holders:
            return None
        ids = tuple(c.id for c in u.conditions)
        if ids and answer in {"yes", "open"} and float(p[3]) > _BINDING * float(p[1:].sum()):
            answer = "conditional"
        if answer == "no" and self.unless(u, meaning):
            answer = "conditional"
        evidence = (Span.of(self.text, u.start, u.end),)
        bound = ids if answer == "conditional" else ()
        return Vote(meaning.question.id, holders, answer, said.strength, 1 - float(p[0]), u, bound, evidence)

    def concerns(self, u: Utterance, meaning: Meaning) -> bool:
        """Whom a question asks to act is named in the utterance, or is who speaks; so too where it asks nobody."""
        if meaning.agent is None or meaning.own:
            return True
        words = {stem(w, self.language) for w in re.findall(r"[^\W\d_]+", self.text[u.start : u.end])}
        if not any(getattr(self.actors.get(h), "represents", None) for h in u.holders):
            return True
        words |= {w.ident for w in contents(self.text, self.language, self.knowledge, u.start, u.end) if w.ident}
        for h in (*u.holders, u.subject):
            actor = self.actors.get(h or "")
            words |= {x for x in (getattr(actor, "represents", None), getattr(actor, "country", None)) if x}
            side = self.actors.get(actor.represents or "") if actor is not None else None
            for a in (actor, side):
                words |= {stem(w, self.language) for w in re.findall(r"[^\W\d_]+", a.name if a is not None else "")}
        return any(w == meaning.agent or (len(meaning.agent) >= 4 and w.endswith(meaning.agent)) for w in words)

    def needed(self, vote: Vote, alone: bool) -> float:
        """How well an utterance must match: less where its side is explicit, or where no other question fits."""
        if vote.utterance.kind == "told":  # the reporter's own sentence about an actor
            return (0.25 if alone else MATCH) if vote.strength >= 0.9 else SURE
        if alone and vote.strength >= 0.7:
            return 0.25
        if vote.strength >= 0.9:
            return _LEAST
        doing = self.meanings[vote.question].own and vote.utterance.own and vote.strength >= 0.7
        if doing and (vote.conditions or self.amount(vote.utterance)):
            return _LEAST
        return MATCH if vote.strength >= 0.7 else SURE

    def vote(
        self, u: Utterance, tokens: Sequence[Token], meaning: Meaning, inside: Content, score: float, *, matched: bool
    ) -> Vote | None:
        places = set(self.matcher.places(meaning, inside)) if matched else set()
        target = {t.clause for t in tokens if t.start in places} or {t.clause for t in tokens}
        said = judge(tokens, self.knowledge.cues, self.language, target, u.frame)
        governed = self.governed(tokens, places)
        weak = {"want", "future", "need", *(("promise", "offer") if self.against(tokens) else ())}
        if governed is not None and (said is None or said.force in weak):
            said = governed
        said = said or self.asserted(u, tokens, meaning, told=matched and score >= MATCH)
        if said is None and matched:
            said = self.beside(u, tokens, target)
        if said is None and u.conditions and matched and score >= MATCH:
            said = Said("yes", 0.75, "offer")  # "Eine Koalition gibt es nur, wenn …"
        if said is None and u.conditions and (BOUND.search(self.text[u.start : u.end]) or self.impossible(tokens)):
            said = Said("yes", 0.8, "offer")
        if said is None and u.conditions and self.only_bound(tokens, inside):
            said = Said("yes", 0.8, "offer")  # "Einzige Bedingung: …", of what was said before
        if said is None and matched and score >= SURE:
            said = self.leaning(u, meaning)
        if said is None or said.side == "none" or said.strength < 0.5:
            return None
        if u.asks() and said.force not in {"undecided", "consider", "evade"}:
            return None
        if meaning.own and said.force == "need" and not OURS & {t.low for t in tokens} and not (u.subject and u.own):
            return None
        if u.voice == "experts" and said.force in {"future", "want", "promise", "offer"}:
            return None
        holders = self.answerers.of(u, said, meaning)
        if not holders:
            return None
        side = said.side
        hits = self.knowledge.cues.find([t.low for t in tokens], self.language)
        cue_at = {tokens[i].start for h in hits for i in h.inside if h.cue.force not in {"want", "future", "need"}}
        spoken_of = tuple(w for w in inside if w.start not in cue_at)
        near = {t.start for t in tokens if t.clause in target}
        spoken_of = tuple(w for w in spoken_of if w.start in near)
        turned = side in CONTRARY and matched and self.matcher.reverses(meaning, spoken_of)
        if turned:
            side = "no" if side == "yes" else "yes"
        if meaning.prerequisite and side == "no" and u.conditions:
            side = "yes"
        ids = tuple(c.id for c in u.conditions)
        answer: Answer = "yes" if side == "yes" else "no" if side == "no" else "open"
        double = any(DOUBLE.match(c.span.text) for c in u.conditions)
        if ids and said.force != "undecided" and (answer != "no" or double):
            answer = "conditional"
        evidence = (Span.of(self.text, u.start, u.end),)
        bound = ids if answer == "conditional" else ()
        return Vote(meaning.question.id, holders, answer, said.strength, score, u, bound, evidence, turned)

    def beside(self, u: Utterance, tokens: Sequence[Token], target: set[int]) -> Said | None:
        """A side taken outside the clause that is asked about: "will die Steuer anheben, um das Bad zu sanieren",
        "den Aufschub nannte er verständlich, zustimmen könne er ihm nicht"."""
        words = [t.low for t in tokens if t.clause in target and t.low.isalnum()]
        if self.language == "de" and words[:1] == ["um"] and "zu" in words:
            return Said("yes", 0.75, "want")
        rest = [t for t in tokens if t.clause not in target]
        if not TAKEN_UP & {t.low for t in rest}:
            return None
        said = judge(rest, self.knowledge.cues, self.language, {t.clause for t in rest}, u.frame)
        return said if said is not None and said.force in {"support", "oppose", "refuse", "demand"} else None

    def leaning(self, u: Utterance, meaning: Meaning) -> Said | None:
        """What a speaker's own German words lean to where no cue takes a side; None where that is not clear."""
        if self.language != "de" or not u.statements or not u.own or u.voice != "named" or u.former or meaning.own:
            return None
        if u.others():
            return None
        p = lean(meaning.question.words("de"), self.text[u.start : u.end])
        if abs(p - 0.5) < _CLEAR:
            return None
        return Said("yes" if p > 0.5 else "no", 0.7, "support" if p > 0.5 else "oppose")

    def against(self, tokens: Sequence[Token]) -> bool:
        """German: whether "gegen" belongs to what somebody does ("kündigte an, gegen die Brücke zu klagen"), not to a
        noun before it ("ein Fonds gegen Moorbrände")."""
        if self.language != "de":
            return False
        return any(
            t.low == "gegen" and (not n or tokens[n - 1].clause != t.clause or self.text[tokens[n - 1].start].islower())
            for n, t in enumerate(tokens)
        )

    def governed(self, tokens: Sequence[Token], places: set[int]) -> Said | None:
        """ "gegen niedrigere Quoten", "against the plan": the preposition before what is asked takes the side."""
        for n, t in enumerate(tokens):
            if t.start in places:
                before = [x.low for x in tokens[max(0, n - 4) : n] if x.clause == t.clause]
                if "gegen" in before or "against" in before:
                    clause = {x.low for x in tokens if x.clause == t.clause}
                    return Said("yes" if {"nichts", "nie", "nothing"} & clause else "no", 0.9, "oppose")
        return None
