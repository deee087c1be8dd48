"""The walk from a reading to positions and pledges. Pure."""

from __future__ import annotations

from dataclasses import replace

from standpunkt.knowledge import Knowledge
from standpunkt.model import Position, Reading
from standpunkt.reading.sentences import sentences
from standpunkt.statements.asking import Answered, AnswersTo, asked_of
from standpunkt.statements.codebook import Codebook
from standpunkt.statements.matching import Matcher, Similarity
from standpunkt.statements.pledges import pledges
from standpunkt.statements.positions import positions
from standpunkt.statements.utterances import utterances

__all__ = ["build"]


def build(
    reading: Reading,
    codebook: Codebook | None,
    knowledge: Knowledge,
    similarity: Similarity | None = None,
    answers: AnswersTo | None = None,
) -> Reading:
    """The reading with positions (where there is a codebook) and pledges. Pure; raises nothing.

    `similarity` says how near two texts are (0 to 1), for matching beyond words; `answers` says what stretches answer
    to the questions of the codebook and what they pledge (`statements/asking.py`). What the text does not say stays
    empty: an actor that is named without a position has none.
    """
    document = reading.document
    language = "de" if document.language.startswith("de") else "en"
    split = sentences(document.text, language)
    said = utterances(reading, split, knowledge)
    found: tuple[Position, ...] = ()
    matcher = Matcher(codebook, document.text, language, knowledge, similarity, split) if codebook is not None else None
    answered = Answered()
    if matcher is not None and codebook is not None:
        if answers is not None and codebook.questions:
            answered = asked_of(document.text, split, said, codebook, language, answers)
        found = positions(reading, split, said, matcher, knowledge, answered)
    return replace(reading, positions=found, pledges=pledges(reading, split, said, knowledge, matcher, answered))
