"""What a trained model says that each utterance answers to each question of a codebook, and what it pledges. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from standpunkt.reading.answers import Asked, Floats, Told
from standpunkt.statements.codebook import Codebook
from standpunkt.statements.utterance import Utterance

__all__ = ["Answered", "AnswersTo", "Undertaking", "asked_of"]

AnswersTo = Callable[[Sequence[Asked]], list[Told]]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """The probabilities of `reading.answers.STATUSES` for one utterance, and a place in the text within the word for
    what it most likely gives."""

    statuses: Floats
    given: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """By the number of an utterance: by the id of a question the probabilities of `reading.answers.ANSWERS`, and what
    it undertakes."""

    answers: dict[int, dict[str, Floats]] = field(default_factory=dict)
    undertakings: dict[int, Undertaking] = field(default_factory=dict)


def asked_of(
    text: str, sentences: Sequence[tuple[int, int]], said: Sequence[Utterance], codebook: Codebook, language: str,
    answers: AnswersTo,
) -> Answered:  # fmt: skip
    """What the model says of each utterance that somebody holds.

    A sentence is read with the one before it; where it has several utterances, each is judged as its own stretch.
    """
    questions = tuple(q.words(language) for q in codebook.questions)
    ids = [q.id for q in codebook.questions]
    cases: dict[tuple[int, int], Asked] = {}
    where: dict[int, tuple[int, int]] = {}
    in_sentence: dict[int, set[tuple[str, ...]]] = {}
    for u in said:
        in_sentence.setdefault(u.sentence, set()).add(u.holders)
    for u in said:
        if not (u.holders or u.subject) or u.sentence >= len(sentences):
            continue
        whole = sentences[u.sentence]
        start, end = whole if len(in_sentence[u.sentence]) == 1 else (u.start, u.end)
        low = sentences[u.sentence - 1][0] if u.sentence else whole[0]
        where[u.number] = (start, end)
        cases.setdefault((start, end), Asked(text[low : whole[1]], start - low, end - low, questions))
    found = dict(zip(cases, answers(tuple(cases.values())), strict=True))
    out = Answered()
    for n, place in where.items():
        told, low = found[place], place[0] - cases[place].start
        out.answers[n] = dict(zip(ids, told.answers, strict=True))
        out.undertakings[n] = Undertaking(told.statuses, low + told.given[1] - 1 if told.given else None)
    return out
