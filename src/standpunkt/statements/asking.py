"""What a trained model says that each utterance answers to each question of a codebook. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from standpunkt.knowledge.cues import CueBook
from standpunkt.reading.answers import Asked, Floats
from standpunkt.statements.codebook import Codebook
from standpunkt.statements.utterance import Utterance

__all__ = ["Answered", "AnswersTo", "asked_of"]

AnswersTo = Callable[[Sequence[Asked]], list[Floats]]
Answered = dict[int, dict[str, Floats]]  # by the number of an utterance and the id of a question: probabilities


def asked_of(
    text: str, sentences: Sequence[tuple[int, int]], said: Sequence[Utterance], codebook: Codebook, language: str,
    cues: CueBook, answers: AnswersTo,
) -> Answered:  # fmt: skip
    """For each utterance that somebody holds the probabilities of `reading.answers.ANSWERS` for each question.

    A sentence is read with the one before it; where it has several utterances, each is judged as its own stretch. What
    the report tells of somebody without any cue is not asked about.
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
        if u.kind == "told" and not u.conditions and not cues.find([t.low for t in u.tokens], language):
            continue
        whole = sentences[u.sentence]
        start, end = whole if len(in_sentence[u.sentence]) == 1 else (u.start, u.end)
        low = sentences[u.sentence - 1][0] if u.sentence else whole[0]
        where[u.number] = (start, end)
        cases.setdefault((start, end), Asked(text[low : whole[1]], start - low, end - low, questions))
    found = dict(zip(cases, answers(tuple(cases.values())), strict=True))
    return {n: dict(zip(ids, found[place], strict=True)) for n, place in where.items()}
