"""Positions: each actor's answer to each question, joined from what it says and what is told of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Answer, Document, Position, Reading
from standpunkt.statements.asking import Answered
from standpunkt.statements.matching import Matcher
from standpunkt.statements.utterance import Utterance
from standpunkt.statements.votes import Vote, Voting

__all__ = ["positions"]

_BINDS = 0.35  # how much of an answer's weight a condition told beside it needs, to bind it


def positions(
    reading: Reading,
    sentences: Sequence[tuple[int, int]],
    said: Sequence[Utterance],
    matcher: Matcher,
    knowledge: Knowledge,
    answered: Answered | None = None,
) -> tuple[Position, ...]:
    """The positions of a reading, in the order of its actors and the codebook. What is unsure is left out."""
    voting = Voting(reading, sentences, matcher, knowledge, answered)
    votes: dict[tuple[str, str], list[Vote]] = {}
    for u in said:
        for vote in voting.votes(u):
            for holder in vote.holders:
                votes.setdefault((holder, vote.question), []).append(vote)
    actors = {a.id: a for a in reading.actors}
    order = {m.question.id: n for n, m in enumerate(matcher.every)}
    where = {a.id: n for n, a in enumerate(reading.actors)}
    out = []
    for (holder, question), mine in sorted(votes.items(), key=lambda x: (where.get(x[0][0], 0), order[x[0][1]])):
        now = [v for v in mine if not v.utterance.former]
        if now and holder in actors:
            out.append(_position(actors[holder], question, now, reading.document, knowledge))
    return tuple(out)


def _position(actor: Actor, question: str, votes: Sequence[Vote], document: Document, knowledge: Knowledge) -> Position:
    answer, best = _answer(votes)
    statements = dict.fromkeys(s for v in votes for s in v.utterance.statements)
    evidence = sorted(dict.fromkeys(e for v in votes for e in v.evidence))
    conditions = dict.fromkeys(c for v in votes for c in v.conditions) if answer == "conditional" else {}
    voices = {v.utterance.voice for v in votes}
    itself = {actor.id, *(form.id for form in knowledge.of(actor.name, document.language))}  # Verdi is ver.di
    behalf = actor.represents if actor.type != "state" and actor.represents not in itself else None
    return Position(
        actor.id, question, answer, tuple(statements),
        "named" if "named" in voices or voices == {"reporter"} else best.utterance.voice,
        tuple(evidence), round(min(0.95, 0.35 + 0.35 * best.strength + 0.3 * best.match), 2),
        on_behalf_of=behalf, conditions=tuple(conditions), date=(document.published or "")[:10] or None,
    )  # fmt: skip


def _answer(votes: Sequence[Vote]) -> tuple[Answer, Vote]:
    """One answer of several: what more and more explicit words say, of equals the later; a condition binds a yes."""
    weight: dict[Answer, float] = {}
    for v in votes:
        weight[v.answer] = weight.get(v.answer, 0.0) + v.strength * v.match
    last = {v.answer: v.utterance.number for v in votes}
    answer = max(weight, key=lambda a: (round(weight[a], 1), last[a]))
    if answer in {"yes", "open"} and "conditional" in weight:
        firm = {a: max(v.strength * v.match for v in votes if v.answer == a) for a in (answer, "conditional")}
        if firm["conditional"] >= _BINDS * firm[answer]:
            answer = "conditional"
    return answer, max((v for v in votes if v.answer == answer), key=lambda v: v.strength * v.match)
