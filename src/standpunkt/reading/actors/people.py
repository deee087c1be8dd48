"""People: role nouns with and without names, names alone, surnames."""

from __future__ import annotations

import re

from standpunkt.reading.actors.found import Found
from standpunkt.reading.actors.lexicon import (
    DETERMINERS,
    FUNCTION,
    LOCATIVE,
    ORGANISATION_TAILS,
    PARTICLES,
    SPEECH_AROUND,
    TITLES,
)
from standpunkt.reading.actors.phrases import Side

__all__ = ["PeopleFinder"]

# "Stadtwerke-Chef", "Betriebsratsvorsitzende": the body within the role
_BODY_IN_ROLE = re.compile(
    r"(?P<body>(?!Vize|Ex-|Co-|Alt|Noch)[A-ZÄÖÜ][\w-]{3,})-(?:Chef|Vorsitzend|Sprecher|Präsident|Vorst|Geschäfts|Direktor)|"
    r"(?P<short>[A-ZÄÖÜ]{2,8})-[A-ZÄÖÜ][a-zäöü]|"
    r"(?P<council>[A-ZÄÖÜ]\w{2,}(?:rat|verband|verein))s(?:chef|vorsitzend|sprecher|präsident|geschäftsführ)"
)
# Members of a party, by its colour: no "Mieterin", who may well be somebody new
_MEMBER = re.compile(r"[A-ZÄÖÜ]\w*demokrat(?:in|en)?|(?:Liberale|Grüne|Konservative|Parteilose)n?")


class PeopleFinder(Found):
    """Adds the people of a document."""

    # -- people ---------------------------------------------------------------------------------------------------

    def _tagged_titles(self) -> None:
        """ "Frau Kessel", "Mr Dunne"."""
        for i, t in enumerate(self.tokens):
            if t.text in TITLES[self.language] and (end := self.phrases.name_run(i)):
                before = self.phrases.role_at(i - 1) if i else None
                if before is None:
                    name = self._words(i, end)
                    self._add(i, end, "person", "name", name=name, gender=self._title_gender(i, end), number="sg")
                    self._learn(name)

    def _people(self) -> None:
        i = 0
        while i < len(self.tokens):
            role = self.phrases.role_at(i)
            genitive = role is not None and not self.phrases.german and self._low(role[4]) in {"'", "’"}
            if role is None or self.used[i] or (genitive and role[3] == "pl"):
                i += 1
                continue
            kind, lemma, gender, number, after = role
            while (more := self.phrases.role_at(after)) is not None and more[0] != "relational":
                if more[0] != "rank":
                    kind, lemma, gender, number = more[0], more[1], more[2] or gender, more[3]
                after = more[4]
            if not self.phrases.german and self._low(after) in {"'", "’"} and after + 1 < len(self.tokens) and (
                self.tokens[after + 1].capital
            ):  # fmt: skip
                i = after  # "the Head Teachers' League"
                continue
            i = self._person(i, after, kind, lemma, gender, number)

    def _person(self, i: int, after: int, kind: str, lemma: str, gender: str | None, number: str | None) -> int:
        left, right = self.phrases.left(i), self.phrases.right(after)
        if kind == "rank" and right.name is None:
            return after
        behind = left.behind + right.behind
        for k in range(i, after):
            hit = self.phrases.hit_at.get(k)
            if hit is not None and hit.modifier:
                behind.insert(0, hit.form.id)
        role = self.text[self.tokens[i].start : self.tokens[after - 1].end]
        if self.phrases.german and not behind and (body := _BODY_IN_ROLE.match(role)):
            short = body["short"]
            known = next((name for _, name, s in self.phrases.explained.values() if s == short), short)
            if short is not None or kind in {"leader", "spokesperson"} or (kind == "office" and body["council"]):
                behind.append(known or body["body"] or body["council"])
        if kind == "local" and self.phrases.german and not behind and self._low(after) in {"in", "von", "im"} and (
            self.phrases.name_like(after + 1) and self.phrases.goes_on(after + 1)
        ):  # fmt: skip
            behind.append(self.tokens[after + 1].text)  # "Landrat in Wendlo"
        if not self.phrases.german and not behind and (whose := self._body_before(i)) is not None:
            behind.append(whose)
        first, last, name = left.at, right.at, right.name
        if not self.phrases.german and first == i and name is not None and self._kind_of(i - 1):
            first = i - 1  # "Housing lead", "group leader"
        if name is None and self._low(first - 1) == ",":
            name, first = self._name_before(first)
        members = self.phrases.german and first and self._low(first) == "der" and number != "sg"
        if members and name is None and self._low(first - 1).endswith(ORGANISATION_TAILS["de"]):
            return max(after, last)  # "die Gewerkschaft der Busfahrer"
        plural = self._plural(left, number)
        if name is not None:
            label = self._words(*name)
            gender = gender or self._title_gender(*name)
            if self.used[name[0]]:
                return after
            self._learn(label)
            self._add(first, last, "person", "name", name=label, role=role, lemma=lemma, role_kind=kind, number="sg",
                      behind=tuple(dict.fromkeys(behind)), gender=gender, possessive=left.possessive,
                      definite=left.definite)  # fmt: skip
            return last
        if not plural and not (left.definite or left.possessive or left.determiner or left.modified):
            if self.phrases.german and kind in {"expert", "person"}:
                plural = True
            elif not self.phrases.german:
                return after
        if (
            self.phrases.german is False
            and not plural
            and kind in {"leader", "person"}
            and lemma in {"head", "chief", "chair"}
        ):
            return after
        self._add(first, last, "group" if plural else "person", "description", role=role, lemma=lemma, role_kind=kind,
                  behind=tuple(dict.fromkeys(behind)), gender=None if plural else gender,
                  number="pl" if plural else "sg", possessive=left.possessive, definite=left.definite)  # fmt: skip
        return max(after, last)

    def _body_before(self, i: int) -> str | None:
        """ "Trade union boss": the English noun for a body right before a role, with the word before it."""
        k = i - 1
        if k < 0 or self._low(k) not in ORGANISATION_TAILS["en"] or not self.phrases.goes_on(i):
            return None
        bare = FUNCTION["en"] | DETERMINERS["en"] | SPEECH_AROUND["en"]
        if not k or not self.tokens[k - 1].word or not self.phrases.goes_on(k) or self._low(k - 1) in bare:
            return None
        return self._words(k - 1, i)

    def _kind_of(self, k: int) -> bool:
        """English token k is a noun before a role: it stands alone between a boundary and the role."""
        if k < 0 or self.used[k] or k in self.phrases.hit_at or not self.tokens[k].word:
            return False
        low = self._low(k)
        if low in FUNCTION["en"] | SPEECH_AROUND["en"] or low.endswith(("ed", "ing")):
            return False
        same = k > 0 and self.tokens[k - 1].sentence == self.tokens[k].sentence
        return self.tokens[k + 1].sentence == self.tokens[k].sentence and (
            not same or not self.tokens[k - 1].word or self._low(k - 1) in FUNCTION["en"]
        )

    def _plural(self, left: Side, number: str | None) -> bool:
        if left.quantified or number == "pl":
            return True
        if number == "sg":
            return False
        if not self.phrases.german:
            return False
        if left.determiner in {"die", "den", "diese", "diesen"}:
            return left.determiner in {"die", "diese"} or (number is None and self._low(left.at) != "den")
        return not (left.determiner or left.possessive or left.modified)

    def _name_before(self, first: int) -> tuple[tuple[int, int] | None, int]:
        """ "Ingrid Solheim, Norway's chief negotiator": the name that ends before the comma at first - 1."""
        for k in range(max(first - 5, 0), first - 1):
            if not self.used[k] and self.phrases.name_run(k) == first - 1 and first - 1 - k >= 2:
                return (k, first - 1), k
        return None, first

    def _full_names(self) -> None:
        """Tagged persons, and runs of two or more capitalised words that something shows to be a name."""
        index = {t.start: i for i, t in enumerate(self.tokens)}
        for start, end, kind in self.names:
            if kind.endswith("PER") and start in index:
                first = index[start]
                last = next((i for i in range(first, len(self.tokens)) if self.tokens[i].end >= end), first) + 1
                if self._is_known_otherwise(first, last) or (last == first + 1 and self._lone(first)):
                    continue
                label = self._words(first, last)
                self._add(first, last, "person", "name", name=label, number="sg")
                if " " in label:
                    self._learn(label)
        i = 0
        while i < len(self.tokens):
            end = 0 if self.used[i] else self.phrases.name_run(i)
            if end and self.phrases.german and i and self.tokens[i - 1].capital and (
                self._low(i - 1).endswith(ORGANISATION_TAILS["de"]) and not self.used[i - 1]
            ):  # fmt: skip
                i = end  # "Bündnis Bezahlbar Wohnen"
                continue
            if end and self._tagged_otherwise(i, end):
                i = end
                continue
            if end - i >= 2 and not any(self.used[i:end]):
                side = self.phrases.belongs(end)
                if self._is_person(i, end) or any(" " in b or b in self.knowledge.entries for b in side.behind):
                    self._name(i, end, side)
            i = max(end, i + 1)

    def _is_known_otherwise(self, first: int, last: int) -> bool:
        """What the tagger calls a person is a state, a town or a body that the knowledge names: "Lima might agree"."""
        reach = self.phrases.hit_reach.get(first)
        if reach is None or reach != (first, last):
            return False
        return self.knowledge.entries[self.phrases.hit_at[first].form.id].type != "person"

    def _lone(self, i: int) -> bool:
        """One word that the tagger calls a person's, of which the text tells neither a first name nor a role: rather a
        firm's or a place's ("Norlink would pay a quarter")."""
        word = self.tokens[i].text
        bare = {word, word.removesuffix("s")}
        if bare & (self.surnames.keys() | self.knowledge.given_names):
            return False
        names = [self.text[s:e].split() for s, e, kind in self.names if kind.endswith("PER")]
        return not any(len(words) > 1 and {words[0], words[-1]} & bare for words in names)

    def _tagged_otherwise(self, i: int, end: int) -> bool:
        """The tagger says that tokens i..end-1 name an organisation or a place."""
        a, b = self.tokens[i].start, self.tokens[end - 1].end
        return any(s < b and e > a and kind.endswith(("ORG", "LOC")) for s, e, kind in self.names)

    def _name(self, i: int, end: int, side: Side) -> None:
        """A name by itself, or with a noun before it that says what the person is ("Die Hebamme Swantje Loick")."""
        role, first, start = None, i, i
        known = self.tokens[i].text in self.knowledge.given_names
        told = self._low(i - 1) in DETERMINERS["de"] or (
            self.phrases.adjective_like(self.tokens[i - 1]) and bool(self.phrases.left(i).behind)
        )
        if self.phrases.german and not known and end - i >= 3 and not set(self._low_run(i, end)) & PARTICLES and (
            told or len(self.tokens[i].text) > 8
        ):  # fmt: skip
            role, first = self.tokens[i].text, i + 1
            start = i - 1 if self._low(i - 1) in DETERMINERS["de"] else i
        if self.phrases.german and not role and i and end - i >= 2:
            hit = self.phrases.hit_at.get(i - 1)
            if hit is not None and hit.form.kind == "people" and not self.used[i - 1]:
                side.behind.append(hit.form.id)  # "Der Amerikaner Dale Hutchens"
                start = self.phrases.left(i - 1).at
            elif self.phrases.goes_on(i) and self.tokens[i - 1].text in self.phrases.common and not self.used[i - 1]:
                left = self.phrases.left(i - 1)
                if left.behind:  # "Der dänische Gastgeber Asger Holmboe"
                    side.behind += left.behind
                    role, start = self.tokens[i - 1].text, left.at
        elif role and self.phrases.adjective_like(self.tokens[i - 1]):
            left = self.phrases.left(i)
            side.behind += left.behind
            start = left.at
        label = self._words(first, end)
        self._learn(label)
        last = side.at if side.at > end else end
        more: dict[str, object] = {"role": role, "lemma": role, "role_kind": "person"} if role else {}
        self._add(start, last, "person", "name", name=label, number="sg", behind=tuple(side.behind), **more)

    def _low_run(self, i: int, end: int) -> list[str]:
        return [t.lower for t in self.tokens[i:end]]

    def _is_person(self, i: int, end: int) -> bool:
        if self._low(i - 1) in {"the", *DETERMINERS["de"]} and self.language == "en":
            return False
        surname = self.tokens[end - 1].text
        if surname in self.surnames or self.tokens[i].text in self.knowledge.given_names:
            return True
        around = {self._low(k) for k in (i - 2, i - 1, end, end + 1, end + 2)}
        if around & SPEECH_AROUND[self.language]:
            return True
        first = self.tokens[i].text
        again = any(
            t.text in (surname, surname + "s") and (k == 0 or self.tokens[k - 1].text != first) and k != end - 1
            and not (k and self.tokens[k - 1].capital and self.tokens[k - 1].sentence == t.sentence)
            for k, t in enumerate(self.tokens)
        )  # fmt: skip
        if self.phrases.german and {"von", "van"} & set(self._low_run(i, end)):
            return False
        return again and self._low(i - 1) not in LOCATIVE[self.language]

    def _by_traits(self) -> None:
        """People by what they are: "die 44-Jährige", "the 44-year-old", "der Däne", "die Sozialdemokratin"."""
        for i, t in enumerate(self.tokens):
            if not self.phrases.german:
                after = self.tokens[i + 1 : i + 2]
                alone = not after or not after[0].word or after[0].lower in FUNCTION["en"] | SPEECH_AROUND["en"]
                if t.lower == "year-old" and self.tokens[i - 2].text.isdigit() and self._low(i - 3) == "the" and alone:
                    self._add(i - 3, i + 1, "person", "pronoun", number="sg")
                continue
            det = self._low(i - 1)
            if t.lower in {"jährige", "jähriger", "jährigen"} and i >= 3 and self.tokens[i - 1].text in {"-", "‑"}:
                det = self._low(i - 3)
                if self.tokens[i - 2].text.isdigit() and det in DETERMINERS["de"]:
                    gender = "f" if det in {"die", "eine"} else "m"
                    self._add(i - 3, i + 1, "person", "pronoun", gender=gender, number="sg")
            elif (one := self._one_told(i)) is not None:
                behind = i > 2 and self.tokens[i - 2].capital and self.tokens[i - 2].sentence == t.sentence
                named = i + 1 < len(self.tokens) and self.tokens[i + 1].capital and self.tokens[i + 1].word
                if named or behind:
                    continue  # "die Forderung der Italiener"
                hit = self.phrases.hit_at.get(i)
                self._add(i - 1, i + 1, "person", "pronoun", gender=one, number="sg",
                          ident=hit.form.id if hit is not None and hit.form.kind == "people" else None,
                          name=t.text if hit is not None else None)  # fmt: skip

    def _one_told(self, i: int) -> str | None:
        """The gender with which a word and its article tell of one of a people or a party: "der Däne", "die Dänin",
        "dem Sozialdemokraten", "die Grüne"; None for many of them or others."""
        hit, det, low = self.phrases.hit_at.get(i), self._low(i - 1), self.tokens[i].lower
        member = bool(_MEMBER.fullmatch(self.tokens[i].text))
        if not member and (hit is None or hit.form.kind != "people"):
            return None
        if low.endswith("in"):
            return "f" if det == "die" else None
        if det == "die":
            return "f" if member and low.endswith("e") else None
        return "m" if det == "dem" or (det == "der" and not low.endswith(("en", "ern"))) else None

    def _surnames(self) -> None:
        for i, t in enumerate(self.tokens):
            bare = t.text if t.text in self.surnames else t.text[:-1] if t.text.endswith("s") else ""
            if not self.used[i] and bare in self.surnames:
                self._add(i, i + 1, "person", "name", name=bare, number="sg")
