"""The order of a reading: sentences, tokens, one pass of the encoder, statements, then whose they are. Pure.

The encoder and the knowledge are arguments; no file, clock or network is touched here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from standpunkt.knowledge import Knowledge
from standpunkt.model import HEADINGS, Condition, Document, Reading
from standpunkt.reading.actors import resolve
from standpunkt.reading.answers import Answers
from standpunkt.reading.attribution import (
    best_events,
    by_the_reporter,
    from_near,
    in_its_place,
    kind_by_marks,
    quotations,
    speaks_as_object,
    statements,
    united,
)
from standpunkt.reading.conditions import conditions
from standpunkt.reading.decoding import EventWords
from standpunkt.reading.encoder import Encoded, Encoder
from standpunkt.reading.names import names
from standpunkt.reading.quantities import quantities
from standpunkt.reading.sentences import sentences
from standpunkt.reading.terms import find_open_questions, find_terms
from standpunkt.reading.times import times
from standpunkt.reading.tokens import tokens
from standpunkt.reading.unframed import carried_on
from standpunkt.reading.voice import judgements
from standpunkt.span import Span

__all__ = ["Reader"]


# Modal verbs alone (will, soll, wird) and what is no answer tell no report of their own.
_WEAK = ("want", "future", "need", "evade")


def token_ranges(words: list[tuple[int, int]], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences in characters as `[first, end)` ranges of tokens; empty ones are left out."""
    starts = [a for a, _ in words]
    ranges = [(bisect_left(starts, a), bisect_left(starts, b)) for a, b in spans]
    return [(a, b) for a, b in ranges if a < b]


def places(document: Document, words: list[tuple[int, int]]) -> list[int]:
    """For each word (`[start, end)`) the number of the heading that holds it, 0 for running text."""
    out = [0] * len(words)
    starts = [a for a, _ in words]
    for number, section in enumerate(document.sections, start=1):
        if section.kind in HEADINGS:
            for i in range(bisect_left(starts, section.span.start), bisect_left(starts, section.span.end)):
                out[i] = number
    return out


class Reader:
    """Reads documents with a loaded encoder and the knowledge; one reader serves any number of documents.

    `answers` gives, when it is first needed, what answers the questions of a codebook, or None.
    """

    def __init__(
        self, encoder: Encoder, knowledge: Knowledge, answers: Callable[[], Answers | None] = lambda: None
    ) -> None:
        self.encoder = encoder
        self.knowledge = knowledge
        self.answers = answers
        self.finds_conditions = encoder.head is not None

    def _events(
        self, encoded: Encoded, text: str, words: list[tuple[int, int]], ranges: list[tuple[int, int]], language: str
    ) -> list[tuple[float, EventWords]]:
        """The attributions of a text with calibrated confidences, from one head or two."""
        encoder, stretches = self.encoder, quotations(text, words)

        def found(
            scheme: str, beside: str = "", skipped: frozenset[int] = frozenset()
        ) -> list[tuple[float, EventWords]]:
            least = encoder.threshold(scheme, f"{beside}anchor")
            scored = encoder.events(encoded, scheme, threshold=least, skipped=skipped)
            best = best_events(scored, encoder.threshold(scheme, f"{beside}event"), scheme=scheme, stretches=stretches)
            return [(encoder.calibrated(scheme, confidence), event) for confidence, event in best]

        if language == "en":
            return [(c, kind_by_marks(e, stretches, named=False)) for c, e in found("polnear")]
        news = [(c, kind_by_marks(e, stretches)) for c, e in found("gnqa")]
        told = {w for _, e in news for w in (*e.content, *e.roles.get("cue", ()))}
        nouns = {i for i, (a, _) in enumerate(words) if text[a].isupper()}  # seldom the cue of a report not told yet
        skipped = told | nouns | set(range(len(words))) - self._before_sides(text, words, ranges)
        sides = [
            (c, e) for c, e in found("spkatt", "beside_", frozenset(skipped)) if self._takes_a_side(e, text, words)
        ]
        every = [(c, from_near(e, ranges)) for c, e in united(news, sides)]
        return [(c, e) for c, e in every if not speaks_as_object(e, text, words)]

    def _takes_a_side(self, event: EventWords, text: str, words: list[tuple[int, int]]) -> bool:
        """Whether the cue of an event demands, refuses, promises, considers …, by the knowledge of cues."""
        cue = [text[words[w][0] : words[w][1]].lower() for w in sorted(event.roles.get("cue", ()))]
        return any(hit.cue.force not in _WEAK for hit in self.knowledge.cues.find(cue, "de"))

    def _before_sides(self, text: str, words: list[tuple[int, int]], ranges: list[tuple[int, int]]) -> set[int]:
        """The words with which, by the knowledge of cues, a cue that takes a side can begin: those of its sentence up
        to its last word. Elsewhere the upper layers need not look for one."""
        found: set[int] = set()
        for first, end in ranges:
            sentence = [text[a:b].lower() for a, b in words[first:end]]
            hits = [h for h in self.knowledge.cues.find(sentence, "de") if h.cue.force not in _WEAK]
            found.update(range(first, first + max((h.end for h in hits), default=0)))
        return found

    def read(self, document: Document) -> Reading:
        """All that is read from one document (German or English). What is not found stays empty."""
        text, language = document.text, document.language
        spans, words = sentences(text, language), tokens(text)
        ranges = token_ranges(words, spans)
        encoded = self.encoder.encode(text, words, ranges)
        place = places(document, words)
        events = [(c, in_its_place(e, place)) for c, e in self._events(encoded, text, words, ranges, language)]
        told = statements(text, words, events, german=language == "de")
        headings = [(s.span.start, s.span.end) for s in document.sections if s.kind in HEADINGS]
        told = carried_on(text, language, spans, told, headings)
        actors, found = resolve(
            document, spans, told, names(encoded, text, words, self.knowledge, language), self.knowledge
        )
        spoken = [
            (span.start, span.end)
            for s in found
            for span in (*s.content, *s.cue, *((s.speaker.span,) if s.speaker else ()))
        ]
        judged = [Span.of(text, a, b) for a, b in judgements(text, language, spans, spoken)]
        every = (*found, *by_the_reporter(judged, len(found) + 1))
        amounts = tuple(quantities(text, language))
        bound: tuple[Condition, ...] = ()
        if scored := self.encoder.conditions(encoded, words):
            bound, every = conditions(document, spans, every, actors, amounts, self.knowledge, scored)
        return Reading(
            document=document,
            statements=every,
            actors=actors,
            conditions=bound,
            quantities=amounts,
            times=tuple(times(text, language, document.published)),
            open_questions=find_open_questions(document, spans),
            terms=find_terms(document, spans),
        )
