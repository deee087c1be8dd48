"""What each utterance answers to each question: matching joined with the side that its words take. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Answer, Condition, Reading
from standpunkt.span import Span
from standpunkt.statements.answerers import Answerers
from standpunkt.statements.gifts import GIVING, NOW
from standpunkt.statements.leaning import lean
from standpunkt.statements.matching import Matcher, Meaning
from standpunkt.statements.pointers import (
    BARE,
    BOUND,
    CONDITION,
    CONTRARY,
    DOUBLE,
    FORECAST,
    JUDGES,
    LIMIT,
    NO,
    ONLY_POINTS,
    OTHERWISE,
    OURS,
    POINTS_BACK,
    POSSESSIVES,
    SELF,
    TAKEN_UP,
)
from standpunkt.statements.stance import Said, Token, judge
from standpunkt.statements.terms import Content, Word, contents, stem
from standpunkt.statements.utterance import Utterance

__all__ = ["Vote", "Voting"]

_LEAST, _MATCH, _SURE, _REQUIRED, _ECHO = 0.22, 0.34, 0.5, 0.42, 0.3
_CLEAR = 0.25  # how far from even a leaning must be
_BEFORE, _NEAR, _CLEARLY = 0.8, 0.3, 1.5  # of the sentence before; how near the likeliest must be, and than the next
_OTHERS = 0.6  # of the match of what is said, where the question asks another than the speaker to act


@dataclass(frozen=True, slots=True)
class Vote:
    """One utterance's answer to a question, by whom, how explicit and how well it matches (0 to 1 each)."""

    question: str
    holders: tuple[str, ...]
    answer: Answer
    strength: float
    match: float
    utterance: Utterance
    conditions: tuple[str, ...]
    evidence: tuple[Span, ...]


def _clearly(scores: Mapping[str, float], least: float) -> str | None:
    """The question with the highest score, where that reaches `least` and clearly exceeds the next."""
    order = sorted(scores, key=lambda q: -scores[q])
    if not order or scores[order[0]] < least or (len(order) > 1 and scores[order[0]] < _CLEARLY * scores[order[1]]):
        return None
    return order[0]


class Voting:
    """Goes through the utterances of one reading in order and remembers what was spoken of last."""

    def __init__(
        self, reading: Reading, sentences: Sequence[tuple[int, int]], matcher: Matcher, knowledge: Knowledge
    ) -> None:
        self.reading, self.matcher, self.knowledge = reading, matcher, knowledge
        self.text, self.language = reading.document.text, matcher.language
        self.meanings = {m.question.id: m for m in matcher.meanings}
        self.actors: dict[str, Actor] = {a.id: a for a in reading.actors}
        self.answerers = Answerers(reading, self.language, knowledge)
        self.sentences = sentences
        self.named = {n for a in reading.actors for m in a.mentions for n in range(m.span.start, m.span.end)}
        self.topic: dict[int, str] = {}
        weight: dict[str, float] = dict.fromkeys(self.meanings, 0.0)
        for n, (a, b) in enumerate(sentences):
            scores = matcher.scores(a, b)
            top = max(scores.values(), default=0.0)
            if top >= _SURE:  # of several the one that is spoken of last: a "that" after it means it
                inside = contents(self.text, self.language, knowledge, a, b)
                near = [q for q, x in scores.items() if x >= 0.75 * top]
                self.topic[n] = max(near, key=lambda q: max(matcher.places(self.meanings[q], inside), default=0))
            for q, s in scores.items():
                weight[q] += s if s >= _MATCH else 0.0
        own = [q for q, m in self.meanings.items() if m.own]
        self.own = own[0] if len(own) == 1 else None
        first = next(iter(self.meanings), None)
        self.main = self.own or max(weight, key=lambda q: weight[q] + (0.5 if q == first else 0), default=None)
        self.last: dict[str, tuple[int, str, Said | None]] = {}
        self.said: tuple[int, str, Said] | None = None

    def votes(self, u: Utterance) -> list[Vote]:
        """The answers that an utterance gives; none where its holder or its side is not told."""
        text = self.text[u.start : u.end]
        if u.voice == "reporter" and (u.kind != "told" or JUDGES.search(text)):
            return []
        framing = self.text[self.sentences[u.sentence][0] : u.start] if u.sentence < len(self.sentences) else ""
        if u.voice in {"unnamed", "experts"} and FORECAST.search(
            " ".join(t.low for t in u.frame) + " " + framing[-40:]
        ):
            return []
        if OTHERWISE.match(text) or text.rstrip("\"“”«»'’ ").endswith("?"):
            return []
        tokens = u.unbound()
        inside = contents(self.text, self.language, self.knowledge, u.start, u.end)
        inside = tuple(w for w in inside if any(t.start <= w.start < t.end for t in tokens))
        out: list[Vote] = []
        if u.voice != "hearsay":
            for condition in u.conditions:
                out += self.required(u, condition)
        asked = {v.question for v in out}
        mine = [v for v in self.spoken(u, tokens, inside) if v.question not in asked or self.meanings[v.question].own]
        out += mine
        for v in mine[:1]:
            self.topic.setdefault(u.sentence, v.question)
            for h in v.holders:
                self.last[h] = (u.sentence, v.question, None)
        if u.voice == "hearsay":
            return []
        return [v for v in out if v.holders]

    def required(self, u: Utterance, condition: Condition) -> list[Vote]:
        """What an actor makes a condition, it wants: "sofern die Stadt das Gelände in Erbpacht vergibt"."""
        span = condition.span
        inside = contents(self.text, self.language, self.knowledge, span.start, span.end)
        bound = self.actors.get(condition.requires.actor or "")
        ident = bound.represents if bound is not None else condition.requires.actor
        if ident is not None and ident in self.knowledge.entries:
            inside = (*inside, Word(span.start, span.end, "", "\0", False, frozenset(), ident))
        out = []
        for q, score in self.matcher.scores(span.start, span.end, inside).items():
            meaning = self.meanings[q]
            named = ident is not None and meaning.words and meaning.words[0].ident == ident
            if score < (0.3 if named else _REQUIRED) or (meaning.own and not meaning.prerequisite):
                continue
            if not (named or meaning.prerequisite) and self.matcher.shares(meaning, inside) < min(
                2, len(meaning.words)
            ):
                continue  # a condition may well name the subject of a question without asking for it
            wants: Answer = "no" if condition.negated else "yes"
            if not meaning.prerequisite and not LIMIT.search(span.text):
                words = re.findall(r"\w+", condition.requires.text.text.lower())
                if not condition.negated and any(w in NO for w in words):
                    wants = "no"
                if self.matcher.reverses(meaning, inside):
                    wants = "no" if wants == "yes" else "yes"
            out.append(Vote(q, u.holders, wants, 0.85, score, u, (), (span,)))
        return out

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
            out = [v for v in out if self.meanings[v.question].own or v.match >= _SURE]
        if out or top >= _MATCH:
            return out
        for q, score in self.pointed(u, tokens, inside) or self.around(u, said):
            vote = self.vote(u, tokens, self.meanings[q], inside, score, matched=False)
            if vote is not None:
                out.append(vote)
        return out

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
            return (0.25 if alone else _MATCH) if vote.strength >= 0.9 else _SURE
        if alone and vote.strength >= 0.7:
            return 0.25
        if vote.strength >= 0.9:
            return _LEAST
        doing = self.meanings[vote.question].own and vote.utterance.own and vote.strength >= 0.7
        if doing and (vote.conditions or self.amount(vote.utterance)):
            return _LEAST
        return _MATCH if vote.strength >= 0.7 else _SURE

    def gives_now(self, words: Sequence[str]) -> bool:
        """Whether a verb of giving stands in the present tense of the third person ("senkt die Quote")."""
        return any(GIVING[self.language].fullmatch(w) and NOW[self.language].fullmatch(w) for w in words)

    def amount(self, u: Utterance) -> bool:
        return any(u.start <= q.span.start < u.end for q in self.reading.quantities)

    def before(self, u: Utterance, reach: int = 2) -> str | None:
        """The question that the text spoke of just before this sentence."""
        for n in range(u.sentence - 1, u.sentence - reach - 1, -1):
            if n in self.topic:
                return self.topic[n]
        return None

    def asked(self, u: Utterance) -> str | None:
        """The question that somebody has just put in the text ("Und das Wahlalter?")."""
        for n in (u.sentence - 1, u.sentence - 2):
            if n in self.topic and self.text[self.sentences[n][0] : self.sentences[n][1]].rstrip('"“”«» ').endswith(
                "?"
            ):
                return self.topic[n]
        return None

    def pointed(self, u: Utterance, tokens: Sequence[Token], inside: Content) -> list[tuple[str, float]]:
        """ "Das lehnt er ab", "Ein Nein sei das nicht", "Wien zahle 40 Millionen": a question without its words."""
        if not u.holders:
            return []
        text = self.text[u.start : u.end]
        framed = " ".join(t.low for t in u.frame)
        words = [t for t in tokens if t.low.isalpha()]
        last = next((self.last[h] for h in u.holders if h in self.last and u.sentence - self.last[h][0] <= 2), None)
        if BARE.search(text):
            q = self.asked(u) or self.own or self.main or (last[1] if last else None)
            return [(q, _ECHO)] if q else []
        if u.conditions and (BOUND.search(text) or self.only_bound(tokens, inside) or self.impossible(tokens)):
            q = self.own or (last[1] if last else None) or self.before(u)
            return [(q, _ECHO)] if q else []
        said = judge(tokens, self.knowledge.cues, self.language, {t.clause for t in tokens}, u.frame)
        if said is None and self.own:
            said = self.asserted(u, tokens, self.meanings[self.own])
        if said is None or said.side == "none":
            return []
        hits = self.knowledge.cues.find([t.low for t in tokens], self.language)
        cue_at = {tokens[i].start for h in hits for i in h.inside}
        inside = tuple(w for w in inside if w.start not in cue_at and w.start not in self.named)
        explicit = said.force in {"support", "oppose", "refuse", "undecided", "consider", "demand"}
        if len(words) <= 2 and ONLY_POINTS.match(
            text
        ):  # "Das wies er zurück" means the sentence before, whatever it was
            q = self.before(u, 1)
            return [(q, _ECHO)] if q and explicit else []
        if POINTS_BACK[self.language].search(text) and (len(words) <= 16 or u.kind == "reported") and explicit:
            q = self.before(u) or (last[1] if last else None) or (self.main if SELF.search(text) else None)
            return [(q, _ECHO)] if q else []
        amount = self.amount(u)
        if self.own and u.own and u.conditions and said.force in {"offer", "consider", "future"} and len(inside) <= 4:
            return [(self.own, _ECHO)]
        few = 0 if said.force in {"refuse", "oppose", "support"} else 2
        doing = (amount and said.force != "want") or ((explicit or said.force == "offer") and len(inside) <= few)
        if self.own and u.own and len(u.holders) == 1 and said.pledge and said.force != "demand" and doing:
            return [(self.own, _MATCH)]
        if (
            self.own is None
            and u.kind != "told"
            and explicit
            and len(inside) <= 4
            and (SELF.search(text + framed) or (not inside and u.kind != "reported"))
        ):
            q = (last[1] if last else None) or self.before(u) or self.main
            return [(q, _MATCH)] if q else []
        bound = u.conditions and said.force in {"future", "offer", "consider", "support"}
        if bound and self.own is None and u.own and (amount or len(inside) <= 2):
            q = (last[1] if last else None) or self.before(u, 4) or self.main
            return [(q, _MATCH)] if q else []
        return []

    def around(self, u: Utterance, said: Said | None) -> list[tuple[str, float]]:
        """The question that the whole sentence of an explicit side speaks to, or it with the sentence before: "Den
        Festbetrag nannte er | Gift für kleine Häuser"."""
        taken = said is not None and said.side != "none" and (
            said.force in {"support", "oppose", "refuse", "undecided", "consider", "demand"}
            or (bool(u.conditions) and said.force in {"offer", "future"})
        )  # fmt: skip
        if not taken or not u.holders or u.voice != "named" or u.sentence >= len(self.sentences):
            return []
        start, end = self.sentences[u.sentence]
        words = self.matcher.scores(start, end)
        if (q := _clearly(words, _MATCH)) is not None:
            return [(q, _MATCH)]
        if self.matcher.near is None:
            return []
        before = self.sentences[u.sentence - 1][0] if u.sentence else start
        near = {
            q: max(self.matcher.nearness(m, start, end), _BEFORE * self.matcher.nearness(m, before, end))
            for q, m in self.meanings.items()
        }
        q = _clearly(near, _NEAR)
        return [(q, _MATCH)] if q is not None else []

    def only_bound(self, tokens: Sequence[Token], inside: Content) -> bool:
        """Nothing but a condition of what was said before: "Voraussetzung sei ein Gutachten"."""
        return all(CONDITION.match(w.form) or w.start in self.named for w in inside) and not any(
            t.low in NO for t in tokens
        )

    def impossible(self, tokens: Sequence[Token]) -> bool:
        words = " ".join(t.low for t in tokens)
        return bool(
            re.search(
                r"\b(?:geht|gehe|gehen)\b.*\bnicht\b|\bnicht\b.*\b(?:gehen|darstellbar|möglich|zu machen)\b|\bnot "
                r"possible\b",
                words,
            )
        )

    def vote(
        self, u: Utterance, tokens: Sequence[Token], meaning: Meaning, inside: Content, score: float, *, matched: bool
    ) -> Vote | None:
        places = set(self.matcher.places(meaning, inside)) if matched else set()
        target = {t.clause for t in tokens if t.start in places} or {t.clause for t in tokens}
        said = judge(tokens, self.knowledge.cues, self.language, target, u.frame)
        governed = self.governed(tokens, places)
        if governed is not None and (said is None or said.force in {"want", "future", "need"}):
            said = governed
        said = said or self.asserted(u, tokens, meaning, told=matched and score >= _MATCH)
        if said is None and matched:
            said = self.beside(u, tokens, target)
        if said is None and u.conditions and matched and score >= _MATCH:
            said = Said("yes", 0.75, "offer")  # "Eine Koalition gibt es nur, wenn …"
        if said is None and u.conditions and (BOUND.search(self.text[u.start : u.end]) or self.impossible(tokens)):
            said = Said("yes", 0.8, "offer")
        if said is None and u.conditions and self.only_bound(tokens, inside):
            said = Said("yes", 0.8, "offer")  # "Einzige Bedingung: …", of what was said before
        if said is None and matched and score >= _SURE:
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
        if side in CONTRARY and matched and self.matcher.reverses(meaning, spoken_of):
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
        return Vote(meaning.question.id, holders, answer, said.strength, score, u, bound, evidence)

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
        p = lean(meaning.question.words("de"), self.text[u.start : u.end])
        if abs(p - 0.5) < _CLEAR:
            return None
        return Said("yes" if p > 0.5 else "no", 0.7, "support" if p > 0.5 else "oppose")

    def governed(self, tokens: Sequence[Token], places: set[int]) -> Said | None:
        """ "gegen niedrigere Quoten", "against the plan": the preposition before what is asked takes the side."""
        for n, t in enumerate(tokens):
            if t.start in places:
                before = [x.low for x in tokens[max(0, n - 4) : n] if x.clause == t.clause]
                if "gegen" in before or "against" in before:
                    clause = {x.low for x in tokens if x.clause == t.clause}
                    return Said("yes" if {"nichts", "nie", "nothing"} & clause else "no", 0.9, "oppose")
        return None

    def asserted(self, u: Utterance, tokens: Sequence[Token], meaning: Meaning, *, told: bool = False) -> Said | None:
        """ "Wir stellen ein Bataillon", "erklärte, Wohnungen zu errichten": plainly what oneself does."""
        words = [t.low for t in tokens]
        no = any(w in NO for w in words)
        if meaning.own and u.own:
            mine = words[:1] and words[0] in POSSESSIVES
            if {"wir", "we", "man"} & set(words) or ((u.subject or mine) and u.kind.startswith("indirect")):
                return Said("no" if no else "yes", 0.6, "future", "ruled_out" if no else "offered")
            if u.framed and "zu" in words and re.search(r"\bzu \w+en\W*$|\w+zu\w+en\W*$", self.text[u.start : u.end]):
                return Said("no" if no else "yes", 0.7, "promise", "ruled_out" if no else "committed")
            if told and u.kind == "told" and self.amount(u) and self.gives_now(words):
                return Said("no" if no else "yes", 0.7, "future", "ruled_out" if no else "committed")
        before = self.said
        if before is not None and u.sentence - before[0] <= 1 and len(words) <= 2 and before[1] == meaning.question.id:
            return before[2]
        return None
