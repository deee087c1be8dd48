"""Questions that texts themselves raise, for a person to choose from and edit. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from standpunkt.knowledge import Knowledge
from standpunkt.model import Reading
from standpunkt.reading.sentences import sentences
from standpunkt.statements.codebook import Codebook, Question
from standpunkt.statements.stance import judge
from standpunkt.statements.terms import Word, contents, likeness
from standpunkt.statements.utterances import utterances

__all__ = ["suggest"]

_DRAFT = {"de": "Dafür oder dagegen: {words}?", "en": "For or against: {words}?"}
_FORCES = {"demand", "support", "oppose", "refuse", "promise", "offer", "consider", "undecided"}
_TO_DO = {
    "de": re.compile(r"(?:^|,\s*)(?P<words>[^,;:„“\"]{6,90}? (?:zu \w+en|\w+zu\w+en))\b"),
    "en": re.compile(
        r"(?:^|\bto )(?P<words>(?:build|cut|pay|send|open|close|share|join|sign|keep|stop|introduce|admit) "
        r"[^,;:.\"”]{4,80})"
    ),
}
_PHRASE = {
    "de": re.compile(
        r"(?<!\w)(?:(?:de[rmns]|die|das|eine[nmrs]?|ein|keine[nmrs]?|kein|seine[nmrs]?|ihre[nmrs]?|jede[nmrs]?|"
        r"diese[nmrs]?)\s+)?"
        r"(?P<words>(?:[a-zäöüß][\wäöüß-]*(?:e|en|er|es|em)\s+){0,2}$)"
    ),
    "en": re.compile(r"\b(?:the|an?|any|its|their|his|her|our)\s+(?P<words>(?:[a-z][\w-]+\s+){0,2}$)"),
}
_GOES_ON = re.compile(
    r"\s(?!(?:of|for|to|in|on|at|by|with|that|which|and|or|as|if|is|was|would|will|so|until|before)\b)[a-z]",
)
_NO_TOPIC = frozenset(re.findall(r"\w+",
    "woche wochen zeit monat monate tag tage jahr jahre ende anfang mitte januar februar märz april mai juni "
    "juli august "
    "september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag kritik "
    "forderung zusage "
    "zustimmung tür türen frage fragen idee verfügung bord tisch voraussetzung bedingung entwurf plan pläne "
    "vorschlag bedeutung "
    "unterstützung willigen wohlwollen ja nein wort antwort seite teil zahl rat hand weg grund lage aussicht betracht "
    "week month year friday monday tuesday wednesday thursday saturday sunday evening morning agree agreed one "
    "thing idea "
    "demand call plan proposal decision case time way question answer side part number last another ruled accept "
    "appetite "
    "would could said told asked ready open supports support rejected reject oppose welcome promised"
))  # fmt: skip


@dataclass
class _Topic:
    """What several utterances speak of: its words, and who does."""

    words: list[Word]
    text: str
    holders: set[str] = field(default_factory=set)
    times: int = 0


def suggest(readings: Iterable[Reading], knowledge: Knowledge, most: int = 12) -> Codebook:
    """A codebook of at most `most` questions drawn from what is demanded, offered, refused or asked in the texts.

    What more actors speak to comes first. The questions are drafts in the words of the texts; `terms` are the nouns
    they were found by. An empty codebook where nothing is in dispute.
    """
    topics: list[_Topic] = []
    language = "en"
    for reading in readings:
        language = "de" if reading.document.language.startswith("de") else "en"
        for words, phrase, holders in _disputed(reading, knowledge, language):
            found = next((t for t in topics if _same(t.words, words)), None)
            if found is None:
                found = _Topic(words, phrase)
                topics.append(found)
            found.holders |= holders
            found.times += 1
    topics.sort(key=lambda t: (-len(t.holders), -t.times))
    questions: list[Question] = []
    for topic in topics[:most]:
        number, draft = len(questions) + 1, _DRAFT[language].format(words=topic.text)
        questions.append(Question(f"q{number}", draft, None, tuple(dict.fromkeys(w.form for w in topic.words))))
    return Codebook(tuple(questions))


def _disputed(reading: Reading, knowledge: Knowledge, language: str) -> Iterable[tuple[list[Word], str, set[str]]]:
    text = reading.document.text
    names = {n for a in reading.actors for m in a.mentions for n in range(m.span.start, m.span.end)}
    often = Counter(w.stem for w in contents(text, language, knowledge))
    amounts = {n for q in reading.quantities for n in range(q.span.start, q.span.end)}
    for u in utterances(reading, sentences(text, language), knowledge):
        said = judge(u.tokens, knowledge.cues, language, {t.clause for t in u.tokens}, u.frame)
        if said is None or said.force not in _FORCES or not u.holders or u.former:
            continue
        content = [
            w for w in contents(text, language, knowledge, u.start, u.end)
            if w.start not in names and w.start not in amounts and w.ident is None
            and any(t.start <= w.start < t.end for t in u.tokens)
            and not any(c.span.start <= w.start < c.span.end for c in u.conditions)
        ]  # fmt: skip
        taking = {t.low for t in u.frame}
        dull = _NO_TOPIC | taking
        kept = [w for w in content if w.form.lower() not in dull and len(w.form) > 3]
        if language == "de":
            nouns = [w for w in kept if w.noun]
        else:  # what follows an article, and goes no further, is a noun
            ends = [w for w in kept if not _GOES_ON.match(text, w.end)]
            nouns = [w for w in ends if _PHRASE["en"].search(text, u.start, w.start)]
        nouns.sort(key=lambda w: -often[w.stem])
        if nouns:
            m = _TO_DO[language].search(text, u.start, u.end)
            if m and m.start("words") <= nouns[0].start < m.end("words"):
                phrase = m["words"]
            else:
                before = _PHRASE[language].search(text, u.start, nouns[0].start)
                phrase = (before["words"] if before else "") + nouns[0].form
            yield nouns[:2], " ".join(phrase.split()), set(u.holders)


def _same(a: list[Word], b: list[Word]) -> bool:
    return likeness(a[0], b[0]) >= 0.75
