"""Which question a stretch of text speaks to, or none. Pure.

Words first: stems, compounds, near words, names of the same state or organisation, the codebook's own terms. A
`similarity` of two texts (0 to 1), where one is given, counts beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from standpunkt.knowledge import Knowledge
from standpunkt.reading.conditions.lexicon import AGENT
from standpunkt.statements.codebook import Codebook, Question
from standpunkt.statements.terms import Content, Word, contents, coverage, likeness, stem

__all__ = ["Matcher", "Meaning", "Similarity"]

Similarity = Callable[[str, str], float]

_OWN = re.compile(
    r"\beigene[nrms]?\b|\b(?:own|(?:should|is|will|does) the (?:country|party|side|government|actor|"
    r"organi[sz]ation))\b|"
    r"\bsoll die partei\b",
    re.IGNORECASE,
)
_REVERSING = {
    "de": re.compile(
        r"(?:verzicht|abschaff|streich|gestrich|schlies|dichtmach|stilleg|verbiet|verbot|stopp|aussetz|ausgesetz|kuerz|"
        r"kurz(?!fristig)|begrenz|beschrank|einschrank|deckel|beend|abbruch|abbrech|verhinder|versch[io]b|senk|sink|"
        r"abschalt|drossel|boykott|absag|aufheb|aufhob|auflos|abbau|abriss|abreiss|ausstieg|aussteig|austritt|austret|"
        r"kundig(?:ung|en)?$|ruckzug|zuruckzieh|zuruckzog|abzieh|abzug|untersag|verweiger|reduzi|verringer|minder|"
        r"einstell|aufgeb|aufgab|weglass|abwend|abwehr|verkauf)"
    ),
    "en": re.compile(
        r"(?:scrap|abolish|abolit|ban(?:n|s)?$|bann|end(?:s|ed|ing)?$|stop|halt|clos|shut|cut(?:s|t)?|cap(?:s|p)?$|capp|"
        r"limit|freez|frozen?|drop|postpon|delay|reduc|reduct|boycott|prohibit|waiv|shelv|cancel|scupper|axe|axing|lift|"
        r"suspend|withdraw|withdrew|remov|repeal|revok|reject|block|prevent|avoid|abandon|dismantl|demolish|leav|quit|"
        r"forgo|vet(?:o|$)|curb|curtail|trim|shrink|lower)"
    ),
}
_ASKED_TO = {
    "de": re.compile(
        r"(?:soll|sollte|will|wird|darf|muss|kann|beteiligt)(?:en|n|ten)? (?:sich )?(?:der|die|das) "
        r"(?P<who>[A-ZÄÖÜ][\w-]+)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:should|will|must|may|can|is|does) the (?P<who>[A-Za-z]+)(?: (?P<next>[A-Za-z]+))?\b", re.IGNORECASE
    ),
}
_DONE_TO = {"de": re.compile(r"\bwerden\?\s*$"), "en": re.compile(r"\bbe (?:\w+ly )?\w+(?:ed|en|t|ne)\b")}
_WEAK = frozenset(re.findall(r"\S+",
    "new additional more less help plan full part extra early late big small right free joint common be "
    "use people person country itself"
))  # fmt: skip
_SHORT = 5  # sentences; in fewer a question's own words cannot be looked for
_SURELY, _HARDLY, _NAMED = 0.6, 0.34, 0.6  # match of the best sentence; share of a question's own nouns in the text
_SEPARABLE = re.compile(r"^(?:ab|an|ein|zuruck|weg|runter|herab)(?=\w{4})")
_PREREQUISITE = re.compile(
    r"\b(?:voraussetzung|bedingung|condition|precondition|prerequisite|required|necessary|essential)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question in words that can be compared. `own`: it asks what the answering side itself does or gives."""

    question: Question
    words: Content
    weights: tuple[float, ...]
    terms: tuple[Content, ...]
    own: bool
    prerequisite: bool
    reversing: frozenset[str]
    numbers: frozenset[str]
    predicate: int | None
    agent: str | None


def _agent(question: str, language: str, words: Content) -> str | None:
    """Who a question asks to do something, where it names such a body: "Soll **das Land** Geld geben?"."""
    if words and words[0].ident and question.find(words[0].form) < 30:
        return words[0].ident
    if _DONE_TO[language].search(question):
        return None  # "Soll die Klinik geschlossen werden?" asks it to do nothing
    m = _ASKED_TO[language].match(question)
    bodies = (m[name] for name in m.groupdict() if m[name] and AGENT[language].fullmatch(m[name])) if m else ()
    return next((stem(body, language) for body in bodies), None)  # "the hospital", "the regional hospital"


def _predicate(question: str, language: str, words: Content) -> int | None:
    """Which word says what is to be done, where it closes the question: "… verschoben werden?", "… trusts merge?"."""
    if not words:
        return None
    if language == "de":
        return None if words[-1].noun else len(words) - 1
    m = re.search(r"\b(?:be|\w+s)\s+(\w+)\?\s*$", question)
    return len(words) - 1 if m and m[1] == words[-1].form and m[1].islower() else None


def _numbers(text: str) -> frozenset[str]:
    """The amounts of a text in figures, without separators; years are none."""
    found = (re.sub(r"[.,]", "", n) for n in re.findall(r"\d+(?:[.,]\d+)*", text))
    return frozenset(n for n in found if not re.fullmatch(r"(?:19|20)\d\d", n))


class Matcher:
    """The questions of a codebook against one document."""

    def __init__(
        self,
        codebook: Codebook,
        text: str,
        language: str,
        knowledge: Knowledge,
        similarity: Similarity | None = None,
        sentences: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.sentences = sentences
        self._spread: dict[str, tuple[float, float]] = {}
        self._near: dict[tuple[str, int, int], float] = {}
        self._words: dict[tuple[int, int], Content] = {}
        self.language, self.knowledge, self.similarity = language, knowledge, similarity
        self.text = text
        words = [
            tuple(
                replace(w, noun=w.noun and (language != "de" or w.start > 0))  # "Beteiligt sich …?" opens with a verb
                for w in contents(q.words(language), language, knowledge) if not _PREREQUISITE.search(w.form)
            )
            for q in codebook.questions
        ]  # fmt: skip
        self.there = contents(text, language, knowledge)
        there: Counter[Word] = Counter()
        for w in self.there:
            there[replace(w, start=0, end=0, form="", noun=False)] += 1
        self.every = tuple(
            Meaning(
                q, w, tuple(self._weight(x, w, words, there) for x in w),
                tuple(c for term in q.terms if (c := contents(term, language, knowledge))),
                bool(_OWN.search(q.words(language))), bool(_PREREQUISITE.search(q.words(language))),
                frozenset(x.stem for x in w if self._turns(x)), _numbers(q.words(language)),
                _predicate(q.words(language), language, w),
                _agent(q.words(language), language, w),
            )
            for q, w in zip(codebook.questions, words, strict=True)
        )  # fmt: skip
        self.meanings = tuple(m for m in self.every if self.raised(m))  # whose words the text has
        self.named = {m.question.id: self.share(m, self.there) for m in self.every}

    def raised(self, m: Meaning) -> bool:
        """Whether the text speaks of what a question asks about at all: its own nouns are there, and a sentence has
        enough of them together, or of their like. Where not, nothing in the text answers it."""
        if len(self.sentences) < _SHORT or not m.words:
            return True
        there = self.there
        if any(min(coverage(term, there), default=0.0) >= 0.75 for term in m.terms):
            return True
        best = max(self._score(m, self.words(a, b), a, b) for a, b in self.sentences)
        asked_of = any(w.ident == m.agent for w in m.words) and not any(w.ident == m.agent for w in there)
        if m.agent is not None and asked_of:
            return False
        return best >= _SURELY or (best >= _HARDLY and self.share(m, there) >= _NAMED)

    def share(self, m: Meaning, there: Content) -> float:
        """The share of a question's own nouns that stand among the words `there`, or their like."""
        nouns = [w for w in m.words if (w.noun or self.language != "de") and w.form.lower() not in _WEAK]
        special = [w for w in nouns if w.ident or not w.groups]
        found = coverage(special or nouns or m.words, there)
        return sum(x >= 0.7 for x in found) / len(found) if found else 1.0

    def words(self, start: int, end: int) -> Content:
        """The content words of a stretch of the text."""
        if (start, end) not in self._words:
            self._words[start, end] = contents(self.text, self.language, self.knowledge, start, end)
        return self._words[start, end]

    def _turns(self, word: Word) -> bool:
        """A word for ending, lessening or preventing what is spoken of."""
        table = _REVERSING["de" if self.language == "de" else "en"]
        return bool(table.match(_SEPARABLE.sub("", word.stem)) or table.match(word.stem))

    def _weight(self, word: Word, own: Content, all_words: Sequence[Content], there: Mapping[Word, int]) -> float:
        shared = sum(any(x.stem == word.stem for x in other) for other in all_words)
        last = word is own[-1] and not word.noun  # the verb that says what is asked
        light = not word.noun if self.language == "de" else word.form.lower() in _WEAK
        weight = (0.6 if light and not word.ident and not (last and self.language == "de") else 1.0) / shared
        often = sum(n for w, n in there.items() if likeness(word, w) >= 0.7)
        return weight * (0.5 if not often else 0.75 if often > 6 else 1.0)

    def scores(self, start: int, end: int, words: Content | None = None) -> dict[str, float]:
        """For each question's id how far `text[start:end)` speaks to it, 0 to 1."""
        inside = words if words is not None else self.words(start, end)
        return {m.question.id: self._score(m, inside, start, end) for m in self.meanings}

    def _score(self, m: Meaning, inside: Content, start: int, end: int) -> float:
        found = coverage(m.words, inside)
        total = sum(m.weights) or 1.0
        score = sum(w * f for w, f in zip(m.weights, found, strict=True)) / total
        anchor = max((f * min(1.0, w) for f, w in zip(found, m.weights, strict=True)), default=0.0)
        if anchor < 0.4:
            score *= 0.6
        if m.predicate is not None and found[m.predicate] >= 0.7 and score < 0.4:
            score = max(score, 0.36 if score >= 0.2 else score)
        if m.numbers and (there := _numbers(self.text[start:end])):
            score = score + 0.15 if there & m.numbers and score else score * 0.5
        for term in m.terms:
            if min(coverage(term, inside), default=0.0) >= 0.75:
                score = max(score, 0.6) + 0.1
        near = self.nearness(m, start, end)
        if near > 0:
            score = max(score, 0.6 * score + 0.4 * near)
        return min(1.0, score)

    def nearness(self, m: Meaning, start: int, end: int) -> float:
        """How much nearer than the text's sentences on the whole a stretch is to a question, 0 to 1.

        Similarities of any scale serve: each question's are measured by their own mean and spread over the text. A
        stretch that is nearer to another question than to this one is not near.
        """
        if self.similarity is None or end - start < 8:
            return 0.0
        z = {x.question.id: self._standing(x, start, end) for x in self.meanings}
        mine = z[m.question.id]
        return max(0.0, min(1.0, mine / 2.5)) if mine >= max(z.values()) - 0.25 else 0.0

    def _standing(self, m: Meaning, start: int, end: int) -> float:
        """By how many standard deviations a stretch is nearer to a question than the text's sentences are."""
        assert self.similarity is not None
        question = m.question.words(self.language)
        if m.question.id not in self._spread:
            values = [self.similarity(question, self.text[a:b]) for a, b in self.sentences if b - a >= 20] or [0.0]
            mean = sum(values) / len(values)
            spread = (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5
            self._spread[m.question.id] = (mean, spread or 1.0)
        mean, spread = self._spread[m.question.id]
        key = (m.question.id, start, end)
        if key not in self._near:
            self._near[key] = self.similarity(question, self.text[start:end])
        return (self._near[key] - mean) / spread

    def places(self, meaning: Meaning, inside: Content) -> list[int]:
        """Where the words stand that speak to a question."""
        return [t.start for t in inside if any(f >= 0.5 for f in coverage([t], meaning.words))]

    def shares(self, meaning: Meaning, inside: Content) -> int:
        """How many words of a question a stretch has, or words near to them."""
        return sum(x >= 0.6 for x in coverage(meaning.words, inside))

    def reverses(self, meaning: Meaning, inside: Content) -> bool:
        """The stretch speaks of doing the opposite of what is asked ("auf die Garage verzichten" for building it)."""
        here = {w.stem for w in inside if self._turns(w)}
        asked = {*meaning.reversing}
        for w in inside:
            for x in meaning.words:
                if x.stem in asked and likeness(w, x) >= 0.6:
                    asked.discard(x.stem)
                    here.discard(w.stem)
        known = {w.stem for w in inside for x in meaning.words if likeness(w, x) >= 0.75}
        here -= known
        return (len(here) + len(asked)) % 2 == 1
