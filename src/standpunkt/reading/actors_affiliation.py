"""Whom people stand for."""

from __future__ import annotations

import re

from standpunkt.reading.actors_lands import Lands
from standpunkt.reading.actors_offices import (
    federation_of,
    is_federal,
    is_head_of_state,
    is_member,
    is_of_a_group,
    is_of_a_state,
)
from standpunkt.reading.actors_towns import may_be_town, town_of_dateline
from standpunkt.reading.actors_types import Candidate, Entity

__all__ = ["Affiliations"]

_DISTRICT = {"kreis", "kreises"}
_LEADS = re.compile(r"^[^.;:]*\b(?:führt|leitet|vertritt|who (?:heads|leads|chairs|runs)|heads|leads|chairs)\b")
_TOWN = re.compile(r"\b(?:city|town|county|borough) council\b", re.IGNORECASE)
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
_PARTY = re.compile(
    r"partei|union|liste|bündnis|aufbruch|fraktion|allianz|bund\b|demokrat|liberal|grün|linke|konservativ|bürger|wähler|"
    r"party|alliance|list\b|democrat|greens|labour|coalition|movement|forum",
    re.IGNORECASE,
)


class Affiliations(Lands):
    """Finds for the people of one document whom they stand for."""

    def _represent(self, *, last: bool = False) -> None:
        for e in self.entities:
            ministry = (
                e.type == "organisation" and not e.behind and ("ministeri" in (e.lemma or "") or e.lemma == "ministry")
            )
            if ministry and e.represents is None and e.mentions:
                e.represents = self._federation(e) or self._realm(min(e.mentions))
        for e in [e for e in self.entities if e.type == "person" and e.represents is None]:
            e.represents = self._told_beside(e)
            if e.represents is None and not e.behind:
                e.represents = self._federation(e) or self._named_in_role(e) or self._introduced(e)
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

    def _federation(self, e: Entity) -> Entity | None:
        """The federation whose minister or ministry somebody is by the German word for it."""
        return self._by_key(federation_of(self.entities)) if self.language == "de" and is_federal(e) else None

    def _met_again(self) -> None:
        """ "Der Präsident des Bauernverbands Uwe Kahl … Der Verband": a body that only whoever stands for it has named
        is the one that is spoken of later by the end of its name, where no other ends so."""
        for e in [e for e in self.entities if e.type == "organisation" and e.lemma and e.mentions and not e.name]:
            first = min(e.mentions)
            known = {
                id(p.represents): p.represents for p in self.entities
                if p.represents is not None and p.mentions and min(p.mentions) < first
                and not p.represents.mentions and not p.represents.ident
            }  # fmt: skip
            called = [
                x for x in known.values() if x.name.lower() != e.lemma and x.name.lower().endswith(e.lemma or "-")
            ]
            if len(called) == 1 and self.candidates[first].definite:
                e.name = called[0].name
                for p in self.entities:
                    p.represents = e if p.represents is called[0] else p.represents
                self.entities.remove(called[0])

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

    def _context(self, e: Entity, last: bool) -> Entity | None:
        """Whom an office holder stands for when only the text around says it: the actor named last before."""
        stays: Entity | None = None
        state = is_of_a_state(e)
        local = any(kind == "local" for _, _, kind in e.roles)
        member = is_member(e)
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
                if x is not None and x.type == "group" and near and is_of_a_group(e):
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
        if state or is_head_of_state(e):
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
