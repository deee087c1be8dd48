"""Which question an utterance means that has none of its words: what was spoken of before, oneself, the plan. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Reading
from standpunkt.statements.answerers import Answerers
from standpunkt.statements.giving import GIVING, NOW, gives
from standpunkt.statements.matching import Matcher, Meaning
from standpunkt.statements.pointers import BARE, BOUND, CONDITION, NO, ONLY_POINTS, PLAN, POINTS_BACK, POSSESSIVES, SELF
from standpunkt.statements.stance import Said, Token, judge
from standpunkt.statements.terms import Content, contents
from standpunkt.statements.utterance import Utterance

__all__ = ["MATCH", "SURE", "Pointing"]

MATCH, SURE = 0.34, 0.5
_STAYS = re.compile(r"\b(?:bleiben|beibehalten|remain|stay)(?: [\w-]+)?\W*$")  # what a question asks
_STAYING = re.compile(r"bleib(?:t|e|en)|remains?|stays?")
_ECHO = 0.3
_CLEARLY = 1.5  # times the match of the next question


def _clearly(scores: Mapping[str, float], least: float) -> str | None:
    """The question with the highest score, where that reaches `least` and clearly exceeds the next."""
    order = sorted(scores, key=lambda q: -scores[q])
    if not order or scores[order[0]] < least or (len(order) > 1 and scores[order[0]] < _CLEARLY * scores[order[1]]):
        return None
    return order[0]


class Pointing:
    """Remembers what the utterances of one reading spoke of, in order."""

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
            bound = [c.span for c in reading.conditions if a <= c.span.start < b]
            words = tuple(w for w in matcher.words(a, b) if not any(x.start <= w.start < x.end for x in bound))
            scores = matcher.scores(a, b, words)
            top = max(scores.values(), default=0.0)
            if top >= SURE:  # of several the one that is spoken of last: a "that" after it means it
                inside = contents(self.text, self.language, knowledge, a, b)
                near = [q for q, x in scores.items() if x >= 0.75 * top]
                self.topic[n] = max(near, key=lambda q: max(matcher.places(self.meanings[q], inside), default=0))
            for q, s in scores.items():
                weight[q] += s if s >= MATCH else 0.0
        own = [q for q, m in self.meanings.items() if m.own]
        self.own = own[0] if len(own) == 1 else None
        first = next(iter(self.meanings), None)
        self.main = self.own or max(weight, key=lambda q: weight[q] + (0.5 if q == first else 0), default=None)
        self.last: dict[str, tuple[int, str, int]] = {}  # by side: sentence, question, paragraph of its last answer

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
            named = SELF.search(text) or PLAN.search(text)
            q = self.before(u) or (last[1] if last else None) or (self.main if named else None)
            return [(q, _ECHO)] if q else []
        amount = self.amount(u)
        if self.own and u.own and u.conditions and said.force in {"offer", "consider", "future"} and len(inside) <= 4:
            return [(self.own, _ECHO)]
        few = 0 if said.force in {"refuse", "oppose", "support"} else 2
        doing = (amount and said.force != "want") or ((explicit or said.force == "offer") and len(inside) <= few)
        doing = doing or (
            said.force in {"promise", "offer", "future", "refuse"} and gives((t.low for t in words), self.language)
        )
        if self.own and u.own and len(u.holders) == 1 and said.pledge and said.force != "demand" and doing:
            return [(self.own, MATCH)]
        if (
            self.own is None
            and u.kind != "told"
            and explicit
            and len(inside) <= 4
            and (SELF.search(text + framed) or (not inside and u.kind != "reported"))
        ):
            q = (last[1] if last else None) or self.before(u) or self.main
            return [(q, MATCH)] if q else []
        bound = u.conditions and said.force in {"future", "offer", "consider", "support"}
        if bound and self.own is None and u.own and (amount or len(inside) <= 2):
            q = (last[1] if last else None) or self.before(u, 4) or self.main
            return [(q, MATCH)] if q else []
        return []

    def around(self, u: Utterance, said: Said | None) -> list[tuple[str, float]]:
        """The question that the whole sentence of an explicit side speaks to: "Den Festbetrag nannte er | zu hoch"."""
        taken = said is not None and said.side != "none" and (
            said.force in {"support", "oppose", "refuse", "undecided", "consider", "demand"}
            or (bool(u.conditions) and said.force in {"offer", "future"})
        )  # fmt: skip
        if not taken or not u.holders or u.voice != "named" or u.sentence >= len(self.sentences):
            return []
        start, end = self.sentences[u.sentence]
        words = self.matcher.scores(start, end)
        q = _clearly(words, MATCH)
        return [(q, MATCH)] if q is not None else []

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

    def amount(self, u: Utterance) -> bool:
        return any(u.start <= q.span.start < u.end for q in self.reading.quantities)

    def gives_now(self, words: Sequence[str]) -> bool:
        """Whether a verb of giving stands in the present tense of the third person ("senkt die Quote")."""
        return any(GIVING[self.language].fullmatch(w) and NOW[self.language].fullmatch(w) for w in words)

    def asserted(self, u: Utterance, tokens: Sequence[Token], meaning: Meaning, *, told: bool = False) -> Said | None:
        """ "Wir stellen ein Bataillon", "erklärte, Wohnungen zu errichten": plainly what oneself does."""
        words = [t.low for t in tokens]
        no = any(w in NO for w in words)
        if told and u.kind != "told" and _STAYS.search(meaning.question.words(self.language)):
            kept = [t for t in tokens if _STAYING.fullmatch(t.low)]
            clause = {t.low for t in tokens if kept and t.clause == kept[0].clause}
            if kept and not clause & NO:  # "Das Rentenniveau bleibt bei 48 Prozent, …"
                return Said("yes", 0.8, "want")
        if meaning.own and u.own:
            mine = words[:1] and words[0] in POSSESSIVES
            if {"wir", "we", "man"} & set(words) or ((u.subject or mine) and u.kind.startswith("indirect")):
                return Said("no" if no else "yes", 0.6, "future", "ruled_out" if no else "offered")
            if u.framed and "zu" in words and re.search(r"\bzu \w+en\W*$|\w+zu\w+en\W*$", self.text[u.start : u.end]):
                return Said("no" if no else "yes", 0.7, "promise", "ruled_out" if no else "committed")
            if told and u.kind == "told" and self.amount(u) and self.gives_now(words):
                return Said("no" if no else "yes", 0.7, "future", "ruled_out" if no else "committed")
        return None
