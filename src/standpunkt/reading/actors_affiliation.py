"""Whom people stand for, and what "sein Land", "ihre Partei", "die Regierung" mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standpunkt.knowledge import Knowledge
from standpunkt.reading.actors_beside import Beside
from standpunkt.reading.actors_towns import may_be_town, town_of_dateline
from standpunkt.reading.actors_types import Candidate, Entity, Saying, Type

__all__ = ["Affiliations"]

_DISTRICT = {"kreis", "kreises"}
_LEADS = re.compile(r"^[^.;:]*\b(?:führt|leitet|vertritt|who (?:heads|leads|chairs|runs)|heads|leads|chairs)\b")
_STATE_OFFICES = {
    "minister",
    "kanzler",
    "prime minister",
    "chancellor",
    "premierminister",
    "ministerpräsident",
    "regierungschef",
    "premier",
    "landesrat",
    "landeshauptmann",
    "secretary",
}
_HEADS = {"Präsident", "Präsidentin", "Bundespräsident", "Bundespräsidentin", "President", "president"}
_OF_A_GROUP = re.compile(r"verband|verein|partei|fraktion|gewerkschaft|klub|bund(?!es)", re.IGNORECASE)
_TOWN = re.compile(r"\b(?:city|town|county|borough) council\b", re.IGNORECASE)
_FEDERAL = re.compile(r"Bundes(?:kanzler|präsident|[a-zäöüß-]*minister)")
_FEDERATIONS = ("DEU", "AUT", "CHE")
_LANDS = {"land", "landes", "government"}
_BUSINESS = re.compile(
    r"(?:unternehmen|konzern|bahn(?:en)?|werke?|werft|reederei|betreiber|bank|firma)\b|\b(?:company|firm)\b", re.I
)
_TOWNS = {"stadt", "gemeinde", "kommune"}
_WHO = re.compile(r"^, (?:der|die) ")
_LEADS_AFTER = re.compile(r"^(?: [^\s,.]+){0,3} (?:leitet|führt|vertritt|vorsteht)\b")
# "Volker Amelung, der für die Landesunion verhandelt", "Stroud, whose Union List lost"
_FOR = re.compile(r"^, (?:der|die) für (?:den |die |das )?$|^, who (?:speaks|negotiates|sits|stands) for (?:the )?$")
_FOR_AFTER = re.compile(r"^(?: [^\s,.]+){0,4} (?:verhandelt|verhandelte|spricht|sprach|antritt|sitzt|saß|kandidiert)\b")
_WHOSE = re.compile(r"^, (?:whose|deren|dessen) (?:\w+ )?$")
_ASIDE = frozenset(("mit", "gegen", "ohne", "with", "against", "without", "unlike", "anders", "than"))
_MEMBERS = re.compile(r"abgeordnet|politiker|parlamentarier|\bmps?\b|lawmaker|backbencher|fraktion", re.IGNORECASE)
_PARTY = re.compile(
    r"partei|union|liste|bündnis|aufbruch|fraktion|allianz|bund\b|demokrat|liberal|grün|linke|konservativ|bürger|wähler|"
    r"party|alliance|list\b|democrat|greens|labour|coalition|movement|forum",
    re.IGNORECASE,
)


class Affiliations:
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

    def _represent(self, *, last: bool = False) -> None:
        for e in self.entities:
            ministry = (
                e.type == "organisation" and not e.behind and ("ministeri" in (e.lemma or "") or e.lemma == "ministry")
            )
            if ministry and e.represents is None and e.mentions:
                federal = self.language == "de" and (e.lemma or "").startswith("bundes")
                e.represents = self._by_key(self._federation()) if federal else self._realm(min(e.mentions))
        for e in [e for e in self.entities if e.type == "person" and e.represents is None]:
            e.represents = self._told_beside(e)
            if e.represents is None and self.language == "de" and any(_FEDERAL.match(r[0]) for r in e.roles):
                e.represents = self._by_key(self._federation())  # "Bundesagrarminister"
            if e.represents is None and not e.behind:
                e.represents = self._named_in_role(e) or self._introduced(e)
            owned = next((i for i in sorted(e.mentions) if self.candidates[i].possessive), None)
            if e.represents is None and owned is not None and self.candidates[owned].role_kind == "spokesperson":
                e.represents = self._owner(owned)  # "ihres Sprechers Jone Vakatawa aus Fidschi"
            private = not e.name and {kind for _, _, kind in e.roles} == {"person"}  # "ein Investor aus Hamburg"
            if e.represents is None and e.behind and not private:
                e.represents = self._by_key(e.behind[0])
            if e.represents is None and owned is not None and self.candidates[owned].role_kind == "relational":
                chief = next(
                    (x for x in reversed(self.entity_of[:owned]) if x and x.type == "person" and x is not e), None
                )
                e.represents = chief.represents if chief else None
            elif e.represents is None and owned is not None:
                e.represents = self._owner(owned)
            if e.represents is None:
                e.represents = next((x for x in (self._led(i) for i in sorted(e.mentions)) if x), None)
            if e.represents is None and any(r[2] in {"office", "local", "spokesperson", "leader"} for r in e.roles):
                e.represents = self._context(e, last)

            if e.represents is not None and not e.represents.name and e.represents.behind:
                e.represents = self._by_key(e.represents.behind[0])

        for e in self.entities if last else ():
            apart = {kind for _, _, kind in e.roles} & {"expert", "person", "press"}
            if e.type == "person" and e.name and e.represents is None and not apart:
                e.represents = self._spoken_for(e)
            if e.type == "person" and e.represents is None and e.mentions:
                party = next((p for p in (self.beside.party(i) for i in sorted(e.mentions)) if p), None)
                opener = self.beside.opener(min(e.mentions))
                e.represents = self._by_key(party) if party else self.entity_of[opener] if opener is not None else None
        for e in self.entities if last else ():
            if e.represents is not None and not e.represents.name and e.represents.lemma in _TOWNS:
                e.represents.name = self._town() or ""
        for e in self.entities if last else ():
            if e.represents is not None and not e.represents.name and _TOWN.search(e.represents.label):
                town = (x for x in self.entities if x.type == "place" and x.name and x.mentions)
                e.represents = min(town, key=lambda x: min(x.mentions), default=e.represents)

    def _federation(self) -> str:
        """The federal state that the text speaks of most, Germany where of none."""
        spoken_of = {x.ident: len(x.mentions) for x in self.entities if x.ident in _FEDERATIONS}
        return max(_FEDERATIONS, key=lambda key: spoken_of.get(key, 0))

    def _told_beside(self, e: Entity) -> Entity | None:
        """Whom the words beside a person's name say it stands for."""
        for i in sorted(e.mentions):
            found = self.beside.stands_for(i)
            if isinstance(found, str):
                return self._by_key(found)
            if found is not None and (x := self.entity_of[found]) is not None and x is not e:
                return x
        return None

    def _named_in_role(self, e: Entity) -> Entity | None:
        """ "Ostgrid-Vorstand Bettina Krahl": the body of the text whose name a role is tied to with a hyphen."""
        for word, _, _ in e.roles:
            name = word.rpartition("-")[0]
            for x in self.entities if len(name) > 2 else ():
                if x.type in {"organisation", "place"} and x.name and (name == x.name or name in x.name.split()):
                    return x
        return None

    def _introduced(self, e: Entity) -> Entity | None:
        """Whose somebody is, or the body spoken of just before, where a person is named first by what they are."""
        first = next((i for i in sorted(e.mentions) if self.candidates[i].form == "name"), None)
        if first is None:
            return None
        found = self.beside.owner(first)
        kinds = {kind for _, _, kind in e.roles}
        if found is None and not kinds & {"local", "expert"}:
            found = self.beside.opener(first)
            if found is not None and "office" in kinds and self.candidates[found].type != "state":
                return None
        return self.entity_of[found] if found is not None else None

    def _spoken_for(self, e: Entity) -> Entity | None:
        """ "Ottawa could live with $45, said Étienne Gauvreau": whoever opens what a person without any other
        affiliation says."""
        for s in self.sayings:
            if s.direct or self._speaker_of(s) is not e or not s.content:
                continue
            a, b = s.content[0]
            first = next((k for k, c in enumerate(self.candidates) if a <= c.start < b), None)
            x = self.entity_of[first] if first is not None else None
            if first is None or x is None or self.candidates[first].start - a > 12 or self.candidates[first].possessive:
                continue
            if x.type == "state" or (x.type in {"organisation", "place"} and x.name):
                return x
        return None

    def _town(self) -> str | None:
        """The name of the town that a text without another speaks of: that of its dateline, else the most named."""
        if (town := town_of_dateline(self.text)) is not None:
            return town
        named = [
            e for e in self.entities
            if e.name and e.type == "place" and not e.ident and e.lemma not in _DISTRICT and may_be_town(e.name)
        ]  # fmt: skip
        best = max(named, key=lambda e: len(e.mentions), default=None)
        return best.name if best is not None and len(best.mentions) > 1 else None

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

    def _led(self, i: int) -> Entity | None:
        """ "Linde Holm führt die Freie Mitte", "who heads the country's delegation": whom the person leads."""
        here = self.candidates[i]
        if here.form != "name":
            return None
        for k in range(i + 1, min(i + 3, len(self.candidates))):
            c, e = self.candidates[k], self.entity_of[k]
            if c.sentence != here.sentence:
                break
            between = self.text[here.end : c.start]
            after = self.text[c.end : c.end + 40]
            if e is not None and e.type in {"organisation", "state", "place"} and len(between) < 60:
                leads = _LEADS.search(between) or (_WHO.match(between) and _LEADS_AFTER.match(after))
                stands = _FOR.match(between) and (between.startswith(", who") or _FOR_AFTER.match(after))
                return e if leads or stands or _WHOSE.match(between) else None
            if c.possessive and c.type == "group" and _LEADS.search(between):
                return self._owner(k)  # "Yusuf Lenton, who leads its six members"
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

    def _context(self, e: Entity, last: bool) -> Entity | None:
        """Whom an office holder stands for when only the text around says it: the actor named last before."""
        stays: Entity | None = None
        state = any(lemma.lower() in _STATE_OFFICES for _, lemma, _ in e.roles)
        local = any(kind == "local" for _, _, kind in e.roles)
        member = all(_MEMBERS.search(word) for word, _, _ in e.roles)
        for i in sorted(e.mentions):
            if not self.candidates[i].role:
                continue
            here = self.candidates[i]
            if any(lemma == "Landrat" for _, lemma, _ in e.roles):
                district = next((x for x in self.entities if (x.lemma or "").removeprefix("land") in _DISTRICT), None)
                if district is not None:
                    district.name = district.name or "Landkreis"
                    return district
            for k in range(i - 1, -1, -1):
                c, x = self.candidates[k], self.entity_of[k]
                if c.sentence < here.sentence - 4:
                    break
                if x is not None and x.type == "group" and x.behind and not local:
                    return self._by_key(x.behind[0])
                near = c.definite and 0 <= here.sentence - c.sentence <= 1
                if x is not None and x.type == "group" and near and _of_a_group(e):
                    return x
                if x is None or x.type in {"person", "group"} or c.quoted:
                    continue
                if member and not _PARTY.search(x.name or x.label):
                    continue
                if c.sentence == here.sentence and self._for(c):
                    return x  # "Für den Kreis war die Kreisrätin Filiz Aydemir gekommen"
                if self._word_before(c) in _ASIDE:
                    continue  # "gemeinsam mit Ungarn"
                if c.paragraph != here.paragraph and c.sentence < here.sentence - 2:
                    break
                if stays is not None and c.sentence < here.sentence - 1:
                    return stays
                own = (x.lemma or "").removeprefix("land") in _DISTRICT or x.lemma in {"council", "stadt", "gemeinde"}
                opens = k == 0 or self.candidates[k - 1].sentence != c.sentence
                if local and own and opens and here.sentence - c.sentence <= 1:
                    if x.lemma not in {"council", "stadt", "gemeinde"}:
                        x.name = x.name or "Landkreis"
                    return x
                if local and x.type == "place" and x.name and may_be_town(x.name):
                    return x
                entry = self.knowledge.entries.get(x.ident or "")
                begins = k == 0 or self.candidates[k - 1].sentence != c.sentence
                party = x.type == "organisation" and begins and (entry is None or entry.kind == "party") and (
                    here.sentence - c.sentence <= 1 and here.paragraph == c.paragraph
                    and not _BUSINESS.search(f"{x.label} {x.lemma or ''}")
                )  # fmt: skip
                if state and x.type != "state" and x.lemma not in _LANDS and not party:
                    continue
                if not local and (x.type in {"state", "organisation"} or x.name or (state and x.lemma in _LANDS)):
                    if not c.locative:
                        return x
                    stays = stays or (x if x.type == "state" else None)
        if stays is not None or not last:
            return stays
        if local:
            places = [x for x in self.entities if x.type == "place" and not x.ident and x.mentions]
            named = (x for x in places if x.name and may_be_town(x.name))
            return next(named, next((x for x in places if x.lemma in _TOWNS), None))
        if any(lemma.lower() in _STATE_OFFICES or word in _HEADS for word, lemma, _ in e.roles):
            known = (self.knowledge.entries.get(x.ident or "") for x in self.entities if x.mentions)
            country = next(
                (
                    k.country
                    for k in known
                    if k is not None and k.kind not in {None, "party", "city", "region"} and k.country
                ),
                None,
            )
            if country:
                return self._by_key(country)
            return next((x for x in self.entities if x.lemma in _LANDS and x.mentions), None)
        return None

    def _word_before(self, c: Candidate) -> str:
        """The word before a candidate, without its article."""
        words = re.findall(r"[^\W\d_]+", self.text[max(0, c.start - 24) : c.start].lower())
        while words and words[-1] in {"der", "die", "das", "dem", "den", "the"}:
            words.pop()
        return words[-1] if words else ""

    def _for(self, c: Candidate) -> bool:
        """The candidate opens its sentence after "Für"."""
        before = self.text[max(0, c.start - 12) : c.start]
        return re.search(r"(?:^|[.!?\n\s])(?:Für|For) (?:den |die |das |the )?$", before) is not None

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


def _of_a_group(e: Entity) -> bool:
    """The roles are those of somebody who speaks for members: a chair, or the president of an association."""
    return any(kind == "leader" or (kind == "office" and _OF_A_GROUP.search(word)) for word, _, kind in e.roles)
