"""Whose answer a side is that somebody takes. Pure."""

from __future__ import annotations

import re

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Reading
from standpunkt.statements.matching import Meaning
from standpunkt.statements.pointers import JUDGES
from standpunkt.statements.stance import Said, judge
from standpunkt.statements.utterance import Utterance

__all__ = ["Answerers"]

_COUNTRY = re.compile(r"\b(?:land|country)\b", re.IGNORECASE)
_OTHER_SIDES = re.compile(  # "the country or bloc", "das eigene Land oder die eigene Organisation"
    r"\b(?:or|oder)\s(?:(?:the|its|own|die|der|das|eigene[ns]?)\s)*(?:bloc|block|union|bund|organi[sz]ation|firm|firma|party|partei)\b",
    re.IGNORECASE,
)


class Answerers:
    """Says for the utterances of one text who answers with them."""

    def __init__(self, reading: Reading, language: str, knowledge: Knowledge) -> None:
        self.text, self.language, self.knowledge = reading.document.text, language, knowledge
        self.actors: dict[str, Actor] = {a.id: a for a in reading.actors}

    def of(self, u: Utterance, said: Said, meaning: Meaning) -> tuple[str, ...]:
        """Whose answer it is: the speaker's, or that of the subject whom unnamed people speak of; () for nobody's."""
        if u.own and u.holders:
            barred = meaning.own and (u.voice == "experts" or not self._may_answer(u.holders[0], meaning))
            return () if barred else u.holders
        if said.force == "need":
            return () if meaning.own else u.holders
        about = self.actors.get(u.subject or "")
        judged = said.force in {"support", "oppose"}
        if (
            judged
            and about is not None
            and about.represents
            and any(w.ident == about.represents for w in meaning.words)
        ):
            return u.holders  # the subject is whom the question is about
        takes = about is not None and about.type in {"person", "state", "organisation"} and not meaning.own
        if takes and about is not None and self._inside(u, said) and about.id not in u.holders:
            return (about.id,)  # "Dublin would vote against it", whoever says so
        if u.framed and not meaning.own and said.force in {"demand", "support", "oppose", "refuse"}:
            return u.holders
        speaker = self.actors.get(u.holders[0]) if u.holders else None
        subject = self.actors.get(u.subject or "")
        if subject is None or subject.type == "person":
            return () if meaning.own else u.holders
        if subject.type not in {"state", "organisation"}:
            return () if meaning.own else u.holders
        unknown = speaker is None or u.voice == "unnamed" or (speaker.type == "person" and speaker.represents is None)
        return (subject.id,) if unknown else ()

    def _inside(self, u: Utterance, said: Said) -> bool:
        """The side is taken by the words of the content themselves, not by the words of speech around it."""
        if said.force not in {"demand", "support", "oppose", "refuse"}:
            return False
        own = judge(u.tokens, self.knowledge.cues, self.language, {t.clause for t in u.tokens})
        verb = own is not None and own.force == said.force and own.side == said.side
        return verb and not JUDGES.search(self.text[u.start : u.end])

    def _may_answer(self, actor: str, meaning: Meaning) -> bool:
        """A question about the own country is for states and whoever stands for one."""
        found = self.actors.get(actor)
        asked = meaning.question.words(self.language)
        if found is None or not _COUNTRY.search(asked) or _OTHER_SIDES.search(asked):
            return True
        side = self.knowledge.entries.get(found.represents or "")
        return side.type == "state" if side is not None else found.type == "organisation"
