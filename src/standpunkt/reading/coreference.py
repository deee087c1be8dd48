"""Which mentions mean the same actor: names first, then roles, then pronouns, by recency, gender and number."""

from __future__ import annotations

import re
from dataclasses import replace

from standpunkt.reading.actors.lexicon import ACTING
from standpunkt.reading.actors_affiliation import Affiliations
from standpunkt.reading.actors_types import Candidate, Entity, Saying, Type

__all__ = ["Linker"]

_GENERIC = {
    "unternehmen",
    "konzern",
    "firma",
    "organisation",
    "organization",
    "company",
    "group",
    "verein",
    "klub",
    "club",
    "operator",
    "betreiber",
    "airline",
    "carrier",
}
# Offices under another word
_SAME_OFFICE = {
    "Rathauschef": ("Bürgermeister", "Oberbürgermeister"),
    "Stadtoberhaupt": ("Bürgermeister", "Oberbürgermeister"),
    "Ressortchef": ("Minister", "Senator"),
    "Regierungschef": ("Kanzler", "Premier", "Premierminister", "Minister", "Präsident"),
}
# Descriptions that fit most people who hold an office
_WHOEVER = {
    "Diplomat", "Politiker", "Funktionär", "Manager", "Gewerkschafter", "Rathauschef", "Ressortchef", "Chef", "Chefin",
    "politician", "diplomat", "official",
}  # fmt: skip
_GENDERS = {"Die": "f", "die": "f", "Der": "m"}
_THEIR_HOUSE = re.compile(
    r"(?:ihr|sein)(?:e[mnrs]?|es)? (?:haus|hauses|leute|leuten|seite|lager)|"
    r"(?:his|her) (?:people|side|office|camp|team)",
    re.IGNORECASE,
)
_UNIONS = {"bloc", "union", "alliance", "bündnis", "allianz", "staatenbund", "gemeinschaft"}


class Linker(Affiliations):
    """Links the candidates of one document. `entity_of[i]` is candidate i's entity or None."""

    def link(self) -> list[Entity]:
        """All entities in order of their first mention."""
        for i, c in enumerate(self.candidates):
            if c.form != "pronoun" and (c.ident or c.name):
                self._join(i, self._named(c))
        for i, c in enumerate(self.candidates):
            if self.entity_of[i] is None and c.type == "organisation" and not c.possessive:
                self._join(i, self._apposed(i, c) or self._organisation(i, c))
        for i, c in enumerate(self.candidates):
            if self.entity_of[i] is None and c.type == "person" and c.form == "description":
                self._join(i, self._described(i, c))
        self._represent()
        for i, c in enumerate(self.candidates):
            if self.entity_of[i] is not None:
                continue
            if c.form == "pronoun":
                self._pronoun(i, c)
            elif c.type in {"place", "state"}:
                self._join(i, self._land(i, c))
            elif c.type == "organisation":
                self._join(i, self._own(i, c) or self._organisation(i, c))
            elif c.type == "group":
                self._join(i, self._group(i, c))
        self._represent(last=True)
        self._met_again()
        return sorted((e for e in self.entities if e.mentions), key=lambda e: min(e.mentions))

    # -- names and descriptions -----------------------------------------------------------------------------------

    def _join(self, i: int, entity: Entity | None) -> None:
        if entity is None:
            return
        c = self.candidates[i]
        self.entity_of[i] = entity
        entity.mentions.append(i)
        entity.gender = entity.gender or c.gender
        entity.number = entity.number or c.number
        if entity.type == "organisation" and entity.lemma is None:
            entity.lemma = c.lemma
        if c.role and c.lemma and c.type in {"person", "group"}:
            entity.roles.append((c.role, c.lemma, c.role_kind or ""))
            if c.role_kind == "relational":  # a minister's colleague is a minister
                entity.roles += self._role_before(i, entity)
        if c.type == "person":
            entity.behind += [b for b in c.behind if b not in entity.behind]
        if c.name and entity.type == "person" and len(c.name.split()) > len(entity.name.split()):
            entity.name = c.name

    def _role_before(self, i: int, entity: Entity) -> list[tuple[str, str, str]]:
        for k in range(i - 1, -1, -1):
            other, e = self.candidates[k], self.entity_of[k]
            if e is not None and e is not entity and other.role_kind in {"office", "local", "leader"}:
                return [(other.role or "", other.lemma or "", other.role_kind or "")]
        return []

    def _named(self, c: Candidate) -> Entity:
        if c.ident:
            entry = self.knowledge.entries.get(c.ident)
            known = next((e for e in self.entities if e.ident == c.ident), None)
            type_: Type = entry.type if entry else c.type
            return known or self._new(type_, ident=c.ident, name=self.knowledge.name(c.ident, self.language))
        assert c.name is not None
        if c.name.isupper() and len(c.name) > 4 and c.type != "person":  # a heading in capitals
            ident = next((f.id for f in self.knowledge.of(c.name.title(), self.language)), None)
            if ident is not None:
                return self._named(replace(c, ident=ident))
        if c.type == "person":
            return self._person(c.name, c)
        bare = c.name[:-1] if c.name.endswith("s") else c.name
        for e in self.entities:
            if e.type == "person" or e.ident or not e.name:
                continue
            if e.name in {c.name, bare, c.name + "s"}:
                return e
            longer, shorter = max(e.name, bare, key=len), min(e.name, bare, key=len)
            if e.type == c.type == "organisation" and longer.startswith(shorter + " ") and " " in shorter:
                e.name = shorter
                return e
            if self._short(e, c, bare):
                return e
        return self._new(c.type, name=c.name, lemma=c.lemma)

    def _short(self, e: Entity, c: Candidate, bare: str) -> bool:
        """ "Northmere" of "Northmere Trains", "Ostgrid" of "Netzbetreiber Ostgrid": one word of a body's name told
        before, where nothing is said to be in a place of that name."""
        words = e.name.split()
        if e.type != "organisation" or c.type not in {"organisation", "place"} or len(words) < 2 or len(bare) < 5:
            return False
        if self.language == "de":
            return c.type == "organisation" and words[-1] in {c.name, bare} and words[0] not in {"Die", "Der", "Das"}
        if words[0] not in {c.name, bare}:
            return False
        return not any(x.locative and x.name in {c.name, bare} for x in self.candidates)

    def _person(self, name: str, c: Candidate) -> Entity:
        words = name.split()
        people = [e for e in reversed(self.entities) if e.type == "person" and e.name]
        people.sort(key=lambda e: -max(e.mentions, default=-1))
        for e in people:
            other = e.name.split()
            same_last = words[-1] == other[-1] or (
                len(words) == 1 and self.language == "de" and name == other[-1] + "s"
            )
            alone = len(words) == 1 or len(other) == 1
            clash = bool(e.gender and c.gender and e.gender != c.gender)
            if same_last and not clash and (alone or words[0] == other[0]):
                return e
        if len(words) == 1 and name not in self.knowledge.given_names:
            first = [e for e in people if len(e.name.split()) > 1 and e.name.split()[0] == name]
            if first and not (first[0].gender and c.gender and first[0].gender != c.gender):
                return first[0]  # "Qiu" of "Qiu Wenbo"
        known = next((f.id for f in self.knowledge.of(name, self.language) if self._is_person(f.id)), None)
        if known is not None:  # a person of the user's own knowledge, under whatever name
            same = next((e for e in people if e.ident == known), None)
            return same or self._new("person", name=name, gender=c.gender, ident=known)
        return self._new("person", name=name, gender=c.gender or self.knowledge.gender_of(name))

    def _is_person(self, ident: str) -> bool:
        entry = self.knowledge.entries.get(ident)
        return entry is not None and entry.type == "person"

    def _described(self, i: int, c: Candidate) -> Entity | None:
        """Whom "die Ministerin" means: who had that role last before, else who follows."""
        best: tuple[int, Entity] | None = None
        for e in self.entities:
            if e.type != "person" or not e.mentions or self._clash(e, c):
                continue
            shared = [b for b in c.behind if b in e.behind]
            if c.behind and e.behind and not shared:
                continue
            role = any(
                lemma == c.lemma and (c.role or "").lower().removesuffix("in") in word.lower()
                for word, lemma, _ in e.roles
            ) or any(lemma == c.lemma or lemma in _SAME_OFFICE.get(c.lemma or "", ()) for _, lemma, _ in e.roles)
            if not role and not (c.role_kind == "relational" and shared):
                continue
            before = [m for m in e.mentions if m < i]
            distance = i - max(before) if before else 1000 + min(e.mentions) - i
            if best is None or distance < best[0]:
                best = (distance, e)
        if (best is None or best[0] >= 1000) and c.definite and not c.behind and c.lemma in _WHOEVER and (
            recent := self._office_holder(i, c)
        ) is not None:  # fmt: skip
            return recent
        if (best is None or best[0] >= 1000) and (fresh := self._just_named(i, c)) is not None:
            return fresh
        if best is not None and (best[0] < 1000 or c.role_kind == "relational"):
            return best[1]
        if c.role_kind == "relational" or c.behind:
            ahead = self._ahead(i, c)
            if ahead is not None:
                return ahead
        if best is not None and self.candidates[min(best[1].mentions)].sentence - c.sentence <= 2:
            return best[1]
        return self._new("person", label=c.text, lemma=c.lemma)

    def _office_holder(self, i: int, c: Candidate) -> Entity | None:
        """ "der Diplomat": the last named holder of an office, at most two sentences back."""
        for k in range(i - 1, -1, -1):
            other, e = self.candidates[k], self.entity_of[k]
            if c.sentence - other.sentence > 2:
                break
            if e is not None and e.type == "person" and e.name and e.roles and other.form == "name":
                return None if self._clash(e, c) else e
        return None

    def _just_named(self, i: int, c: Candidate) -> Entity | None:
        """ "Hannelore Fries … . Die Landrätin …": a person just named without any role takes the next description."""
        before = self.text[max(c.start - 8, 0) : c.start].rstrip().rsplit(" ", 1)[-1]
        if not c.definite and before not in {"as", "als", "zum", "zur"}:
            return None
        for k in range(i - 1, -1, -1):
            other, e = self.candidates[k], self.entity_of[k]
            if c.sentence - other.sentence > 1:
                break
            if other.type == "person" and other.form == "name" and e is not None:
                return e if not e.roles and not self._clash(e, c) else None
        return None

    def _ahead(self, i: int, c: Candidate) -> Entity | None:
        """The person first named in the next two sentences, where nothing speaks against it."""
        for k in range(i + 1, len(self.candidates)):
            other, e = self.candidates[k], self.entity_of[k]
            if other.sentence > c.sentence + 2 or other.paragraph != c.paragraph:
                break
            if other.type == "person" and other.form == "name" and e is not None:
                first = min(e.mentions) == k
                fits = not self._clash(e, c) and not (c.behind and e.behind and not set(c.behind) & set(e.behind))
                return e if first and fits else None
        return None

    @staticmethod
    def _clash(e: Entity, c: Candidate) -> bool:
        return bool(e.gender and c.gender and e.gender != c.gender)

    # -- whom people stand for ------------------------------------------------------------------------------------

    # -- pronouns, lands, organisations, groups -------------------------------------------------------------------

    def _pronoun(self, i: int, c: Candidate) -> None:
        saying = self._saying_at(c)
        if c.number == "pl":
            self._join(i, self._plural(i, c, saying))
            return
        speaker = self._speaker_of(saying)
        if saying and not saying.direct and speaker and speaker.type == "person" and not self._clash(speaker, c):
            self._join(i, speaker)
            return
        barred = speaker if saying and saying.direct else None
        found = self._recent_person(i, c, barred)
        self._join(i, found if found is not None or c.ident is None else self._named(c))

    def _recent_person(self, i: int, c: Candidate, barred: Entity | None) -> Entity | None:
        speakers = {s.speaker for s in self.sayings}
        best: tuple[float, Entity] | None = None
        for k in range(i - 1, -1, -1):
            other, e = self.candidates[k], self.entity_of[k]
            distance = c.sentence - other.sentence
            if distance > 4:
                break
            thing = e is not None and self._subject_like(k, c)
            if e is None or (e.type != "person" and not thing) or e is barred or self._clash(e, c):
                continue
            if c.ident and (thing or not self._may_be_from(e, c.ident)):
                continue
            cost = (
                0.5 * thing + distance + (0 if k in speakers else 0.7) + (0.5 if other.quoted and not c.quoted else 0)
            )
            cost += 0.8 * (other.paragraph != c.paragraph) + 0.4 * (
                e.gender is None and _guess(e.name) not in {None, c.gender}
            )
            cost += 0.01 * (i - k) + 0.3 * other.conjoined
            if best is None or cost < best[0]:
                best = (cost, e)
        return best[1] if best else None

    def _may_be_from(self, e: Entity, ident: str) -> bool:
        """Whether a person may be of a state: nothing says that they stand for another one."""
        stands = {*e.behind, *([e.represents.ident] if e.represents is not None and e.represents.ident else [])}
        entries = self.knowledge.entries
        lands = {b for b in stands if b in entries and entries[b].type == "state"}
        return ident in lands or not lands

    def _subject_like(self, k: int, c: Candidate) -> bool:
        """An organisation that opens its sentence or follows its verb, for "sie" or "er" of its grammatical gender
        soon after."""
        other = self.candidates[k]
        opens = k == 0 or self.candidates[k - 1].sentence != other.sentence
        before = re.findall(r"\w+", self.text[max(0, other.start - 16) : other.start].lower())
        opens = opens or bool(before and before[-1] in ACTING)
        return (
            self.language == "de" and other.type == "organisation" and opens and c.sentence - other.sentence <= 1
            and _GENDERS.get(other.text.split()[0]) == c.gender
        )  # fmt: skip

    def _plural(self, i: int, c: Candidate, saying: Saying | None) -> Entity | None:
        speaker = self._speaker_of(saying)
        if saying and not saying.direct and speaker and speaker.type == "group":
            return speaker
        for k in range(i - 1, -1, -1):
            other, e = self.candidates[k], self.entity_of[k]
            if c.sentence - other.sentence > 2:
                break
            if other.conjoined and other.type == "person" and k and self.candidates[k - 1].type == "person":
                return self._pair(k - 1, k)
            if e is not None and (e.type == "group" or (e.type == "state" and other.number == "pl")):
                return e
        return None

    def _pair(self, a: int, b: int) -> Entity | None:
        first, second = self.entity_of[a], self.entity_of[b]
        if first is None or second is None or not first.name or not second.name:
            return None
        joint = " und " if self.language == "de" else " and "
        label = first.name + joint + second.name
        return next((e for e in self.entities if e.label == label), None) or self._new(
            "group", label=label, number="pl"
        )

    def _apposed(self, i: int, c: Candidate) -> Entity | None:
        """ "The company that runs the route, Norlink, says": the name set off by commas after a general noun."""
        if c.lemma not in _GENERIC or i + 1 >= len(self.candidates):
            return None
        name = self.candidates[i + 1]
        between, after = self.text[c.end : name.start], self.text[name.end : name.end + 1]
        found = self.entity_of[i + 1]
        firm = between == ", " and found is not None and found.type == "person" and not found.roles
        fits = name.sentence == c.sentence and name.form == "name" and (name.type in {"place", "organisation"} or firm)
        if found is None or not fits or not between.endswith(", ") or after != ",":
            return None
        if firm:  # "The harbour company, Ansley Quays, offered": no person's name
            found.type, found.gender = "organisation", None
        return found

    def _organisation(self, i: int, c: Candidate) -> Entity:
        lemma = c.lemma or ""
        for e in sorted(self.entities, key=lambda e: -max((m for m in e.mentions if m < i), default=-1)):
            if not any(m < i for m in e.mentions):
                continue
            if lemma in _GENERIC and e.type == "organisation" and e.name and not e.ident and c.definite:
                return e
            if (
                lemma in _UNIONS
                and e.ident
                and (entry := self.knowledge.entries.get(e.ident))
                and entry.kind in {"union", "alliance"}
            ):
                return e
            if e.type == "organisation" and lemma and (
                (e.lemma or "").rstrip("s").endswith(lemma.rstrip("s")) or (e.lemma and e.name.lower().endswith(lemma))
                or (c.definite and any(self.candidates[m].text.lower().endswith("-" + lemma) for m in e.mentions))
            ):  # fmt: skip
                return e  # "die EU-Kommission … die Kommission"
        return self._new("organisation", label=c.text, lemma=lemma, behind=list(c.behind))

    def _group(self, i: int, c: Candidate) -> Entity:
        if _THEIR_HOUSE.fullmatch(c.text) and (whose := self._recent_person(i, c, None)) is not None:
            return whose.represents or whose  # "Ihr Haus prüfe das", "Her people are willing"
        for e in self.entities:
            if e.type == "group" and (
                e.label.lower() == c.text.lower() or (c.definite and c.lemma and e.lemma == c.lemma)
            ):
                return e
        if c.lemma == "delegation" and c.number != "pl" and not c.behind:
            made = self._new("group", label=c.text, lemma=c.lemma, number="sg")
            made.represents = self._realm(i)
            return made
        return self._new("group", label=c.text, lemma=c.lemma, number="pl", behind=list(c.behind))


def _guess(name: str) -> str | None:
    """A weak guess at a person's gender from the first name's ending; used only to break ties."""
    first = name.split()[0] if " " in name else ""
    if first.endswith(("a", "e", "ie", "ine")):
        return "f"
    return "m" if first.endswith(("o", "us", "n", "r", "k", "f", "d", "t")) else None
