"""What conditions say of the sides that are taken: what is wanted by being required, what binds what was said. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from standpunkt.model import Answer, Condition
from standpunkt.span import Span
from standpunkt.statements.matching import Meaning
from standpunkt.statements.pointers import BINDS, LACKING, LIMIT, NO, POINTED_AT, THREAT, WITHOUT
from standpunkt.statements.pointing import SURE, Pointing
from standpunkt.statements.stance import judge
from standpunkt.statements.terms import Word, contents
from standpunkt.statements.utterance import Utterance

__all__ = ["Binding", "Vote"]

_NOT = re.compile(r"\b(?:not|nicht|nie|never) $")
_ONLY = re.compile(r"\W*(?:aber |allerdings |but )?(?:nur|only)\b", re.IGNORECASE)
_REQUIRED = 0.42  # how well a condition must match a question, to answer it


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
    turned: bool = False  # by words that seem to run against the question


class Binding(Pointing):
    """The answers that lie in conditions. `every` holds all questions by their ids."""

    every: dict[str, Meaning]

    def required(self, u: Utterance, condition: Condition) -> list[Vote]:
        """What an actor makes a condition, it wants: "sofern die Stadt das Gelände in Erbpacht vergibt"."""
        span = condition.span
        inside = contents(self.text, self.language, self.knowledge, span.start, span.end)
        bound = self.actors.get(condition.requires.actor or "")
        ident = bound.represents if bound is not None else condition.requires.actor
        if ident is not None and ident in self.knowledge.entries:
            inside = (*inside, Word(span.start, span.end, "", "\0", False, frozenset(), ident))
        said = judge(u.unbound(), self.knowledge.cues, self.language, {t.clause for t in u.unbound()}, u.frame)
        refused = said is not None and said.side == "no"  # "stellt sich quer, es sei denn, …"
        refused = refused or _NOT.search(self.text, u.start, span.start) is not None  # "not unless"
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
            wants: Answer = "no" if condition.negated and not refused else "yes"
            if not meaning.prerequisite and not LIMIT.search(span.text):
                words = re.findall(r"\w+", condition.requires.text.text.lower())
                if not condition.negated and any(w in NO for w in words):
                    wants = "no"
                if self.matcher.reverses(meaning, inside):
                    wants = "no" if wants == "yes" else "yes"
            out.append(Vote(q, u.holders, wants, 0.85, score, u, (), (span,)))
        return out

    def binding(self, u: Utterance) -> list[Vote]:
        """What binds the last answers that its holders gave, in the same paragraph: "Einzige Bedingung: …"."""
        if (
            not u.conditions
            or u.sentence >= len(self.sentences)
            or not BINDS.match(self.text, self.sentences[u.sentence][0])
        ):
            return []
        ids, span = tuple(c.id for c in u.conditions), Span.of(self.text, u.start, u.end)
        return [
            Vote(last[1], (h,), "conditional", 0.8, SURE, u, ids, (span,))
            for h in u.holders
            if (last := self.last.get(h)) is not None and u.sentence - last[0] < 4 and last[2] == u.paragraph
        ]

    def freed(self, vote: Vote) -> Vote | None:
        """The yes of a vote that hangs on just what is asked about, where the rest does not speak of it ("ohne Aufsicht
        gibt es keinen Cent", asked whether there should be a supervision); None for any other."""
        meaning, u = self.every[vote.question], vote.utterance
        bound = [c.span for c in self.reading.conditions if c.id in vote.conditions]
        if not bound or meaning.own or not all(WITHOUT.match(s.text) for s in bound):
            return None
        words = contents(self.text, self.language, self.knowledge, u.start, u.end)
        inside = tuple(w for w in words if any(s.start <= w.start < s.end for s in bound))
        outside = tuple(w for w in words if w not in inside and w.noun)
        named = self.matcher.shares(meaning, inside) or all(POINTED_AT.match(s.text) for s in bound)
        if not named or self.matcher.shares(meaning, outside) or self.matcher.reverses(meaning, inside):
            return None
        return replace(vote, answer="yes", conditions=())

    def unless(self, u: Utterance, meaning: Meaning) -> bool:
        """Whether an utterance says no only unless its conditions are met, and these are not just what is asked: "Ohne
        Beschluss fährt kein Schiff", "soll nur mit Zustimmung"."""
        spans = [c.span for c in u.conditions]
        asked = any(
            POINTED_AT.match(s.text) or self.matcher.shares(meaning, self.matcher.words(s.start, s.end)) for s in spans
        )
        if not spans or asked:
            return False
        tokens = u.unbound()
        denied = bool(NO & {t.low for t in tokens})
        if all(WITHOUT.match(s.text) for s in spans):
            return denied
        said = judge(tokens, self.knowledge.cues, self.language, {t.clause for t in tokens}, u.frame)
        refused = denied or (said is not None and said.side == "no")
        return not refused and all(_ONLY.match(s.text) for s in spans)

    def threatened(self, vote: Vote) -> Vote:
        """A vote; a no where it is bound to what one goes to court against: "will klagen, sollte gebaut werden"."""
        u, asked = vote.utterance, self.every[vote.question].question.words(self.language)
        threat = THREAT.search(self.text, u.start, u.end) if vote.answer == "conditional" else None
        if threat is None or THREAT.search(asked):
            return vote
        rest = re.findall(r"\w+", self.text[threat.end() : u.end].lower())  # "… to court if no decision came"
        return vote if NO & set(rest) else replace(vote, answer="no", conditions=())

    def lacked(self, vote: Vote) -> Vote:
        """A vote; a yes where its utterance opens with "without" and just what is asked about: "Ohne den Ausbau sind
        wir ein Museum" (a model takes it for a no)."""
        meaning, u = self.every[vote.question], vote.utterance
        phrase = LACKING.match(self.text, u.start, u.end)
        if phrase is None or meaning.own or vote.answer not in {"no", "conditional"}:
            return vote
        inside = self.matcher.words(phrase.start(), phrase.end())
        if not self.matcher.shares(meaning, inside) or self.matcher.reverses(meaning, inside):
            return vote
        return replace(vote, answer="yes", conditions=())
