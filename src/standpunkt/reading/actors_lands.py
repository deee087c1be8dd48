"""What "sein Land", "ihre Partei", "die Regierung" mean: the bodies that a text speaks of without a name."""

from __future__ import annotations

from collections.abc import Sequence

from standpunkt.knowledge import Knowledge
from standpunkt.reading.actors_beside import Beside
from standpunkt.reading.actors_types import Candidate, Entity, Saying, Type

__all__ = ["Lands"]


class Lands:
    """The candidates of one document and their entities. `entity_of[i]` is candidate i's entity or None."""

    def __init__(
        self,
        text: str,
        candidates: Sequence[Candidate],
        sayings: Sequence[Saying],
        knowledge: Knowledge,
        language: str,
    ) -> None:
        self.text = text
        self.candidates, self.sayings = candidates, sayings
        self.knowledge, self.language = knowledge, language
        self.beside = Beside(text, candidates, knowledge, language)
        self.entities: list[Entity] = []
        self.entity_of: list[Entity | None] = [None] * len(candidates)

    def _new(self, type_: Type, **more: object) -> Entity:
        entity = Entity(type_, **more)  # type: ignore[arg-type]
        self.entities.append(entity)
        return entity

    def _by_key(self, key: str) -> Entity:
        if key in self.knowledge.entries:
            found = next((x for x in self.entities if x.ident == key), None)
            return found or self._new(
                self.knowledge.entries[key].type, ident=key, name=self.knowledge.name(key, self.language)
            )
        others = [x for x in self.entities if x.type != "person"]
        found = next((x for x in others if x.name == key), None)
        found = found or next((x for x in others if x.name.endswith(" " + key) or x.name.startswith(key + " ")), None)
        return found or self._new("place", name=key)

    def _saying_at(self, c: Candidate) -> Saying | None:
        return next((s for s in self.sayings if any(a <= c.start < b for a, b in s.content)), None)

    def _speaker_of(self, saying: Saying | None) -> Entity | None:
        return self.entity_of[saying.speaker] if saying and saying.speaker is not None else None

    def _owner(self, i: int) -> Entity | None:
        """Whose "its chair" or "ihr Fraktionschef" is: the subject of this or the last sentence that is no person."""
        here = self.candidates[i]
        for back in range(4):
            sentence = [
                e
                for k, e in enumerate(self.entity_of[:i])
                if e is not None and self.candidates[k].sentence == here.sentence - back and not self._inside(k)
                and (e.type in {"state", "organisation"} or (e.type in {"group", "place"} and back < 2))
                and self.candidates[k].role_kind != "press"
            ]  # fmt: skip
            if sentence:
                return sentence[0]
        return None

    def _inside(self, k: int) -> bool:
        """Candidate k stands in quoted words."""
        return self.candidates[k].quoted and self.candidates[k].form != "name"

    def _own(self, i: int, c: Candidate) -> Entity | None:
        """ "sein Klub", "ihre Partei": what the speaker, or the person spoken of last, stands for."""
        saying = self._saying_at(c)
        speaker = self._speaker_of(saying)
        if speaker is None:
            speaker = next(
                (e for k in range(i - 1, -1, -1) if (e := self.entity_of[k]) is not None and e.type == "person"
                 and c.sentence - self.candidates[k].sentence <= 1), None,
            )  # fmt: skip
        about = speaker.represents if speaker is not None else None
        if about is not None and about.type in {"organisation", "place", "group"}:
            return about
        made = self._new("organisation", label=c.text, lemma=c.lemma)
        made.represents = self._owner(i)
        return made

    def _realm(self, i: int) -> Entity | None:
        """The land that a ministry without a country belongs to: the state or "Land" the text spoke of last."""
        for k in range(i - 1, -1, -1):
            e = self.entity_of[k]
            if e is not None and (e.type == "state" or (e.type == "place" and e.lemma in {"land", "landes", "region"})):
                return e
        return None

    def _land(self, i: int, c: Candidate) -> Entity | None:
        """ "sein Land", "die Regierung", "die Stadt": what the speaker, or else the text before, is about."""
        saying = self._saying_at(c)
        speaker = self._speaker_of(saying)
        town = c.lemma not in {"land", "landes", "lande", "country", "nation", "government", "republik"}
        about = speaker.represents if speaker and speaker.type == "person" else speaker
        if about is not None and about.type == "state" and (c.possessive or not town):
            return about
        if about is not None and about.type == "place" and (town or (c.possessive and c.lemma != "government")):
            return about
        if c.possessive and town and speaker is not None and speaker.type == "person" and speaker.represents is None:
            near = (
                self.entity_of[k] for k in range(i - 1, -1, -1) if c.sentence - self.candidates[k].sentence <= 2
            )  # fmt: skip
            ahead = (
                self.entity_of[k] for k in range(i + 1, len(self.candidates))
                if self.candidates[k].sentence - c.sentence <= 2
            )  # fmt: skip
            places = (e for part in (near, ahead) for e in part if e is not None and e.type == "place" and e.name)
            speaker.represents = next(places, None)
            return speaker.represents
        if c.possessive:
            for k in range(i - 1, -1, -1):
                e = self.entity_of[k]
                if e is not None and e.type == "person" and e.represents is not None:
                    return e.represents
                if e is not None and e.type == "state":
                    return e
        if not town and (i == 0 or self.candidates[i - 1].sentence != c.sentence):
            first = next((k for k in range(i) if self.candidates[k].sentence == c.sentence - 1), None)
            e = self.entity_of[first] if first is not None and not self.candidates[first].locative else None
            if e is not None and e.type == "state":
                return e  # "Norwegen würde …, wenn Island …. Das Land bot an"
        for k in range(i - 1, -1, -1):
            e = self.entity_of[k]
            if e is None or e.type not in {"state", "place"}:
                continue
            if c.sentence - self.candidates[k].sentence > 3:
                break
            if (e.type == "state" and not town) or (town and e.type == "place" and e.lemma == c.lemma):
                return e
        known = next((e for e in self.entities if e.type == "place" and e.lemma == c.lemma), None)
        if known is not None:
            return known
        if c.possessive:
            return None
        if c.lemma == "government":
            known = next((e for e in self.entities if e.lemma == "government"), None)
            return known or self._new("organisation", label=c.text, lemma=c.lemma)
        return self._new("place", label=c.text, lemma=c.lemma)
