"""Finds mentions of possible actors by rule: role nouns, names, the knowledge's words, groups, pronouns."""

from __future__ import annotations

from dataclasses import replace

from standpunkt.reading.actors.lexicon import (
    ADJECTIVES,
    BODIES,
    DETERMINERS,
    DOCUMENTS,
    FUNCTION,
    GOVERNMENT,
    GROUP_NOUNS,
    GROUP_TAILS,
    LOCATIVE,
    NO_BODIES,
    NOT_NAMES,
    ORGANISATION_TAILS,
    OWN_WORDS,
    PLACE_NOUNS,
    PRONOUNS,
    SAYINGS,
)
from standpunkt.reading.actors.organisations import OrganisationFinder
from standpunkt.reading.actors_types import Candidate, Type

__all__ = ["Finder"]

_RELATIVES = frozenset(("der", "die", "das", "who", "which", "dessen", "deren"))


_OF_PARTIES = frozenset(["social", "christian", "liberal", "free", "national", "new"])


class Finder(OrganisationFinder):
    """Mentions of one document. `names` are spans (start, end, kind) of a name tagger, where there is one."""

    def candidates(self) -> list[Candidate]:
        """All mentions in order of the text; none overlaps another."""
        self._people()
        self._explained()
        self._tagged_titles()
        self._full_names()
        self._by_traits()
        self._known()
        self._nouns()
        self._tagged_organisations()
        self._proper()
        self._surnames()
        self._places()
        self._pronouns()
        return sorted(self.found, key=lambda c: (c.start, -c.end))

    def add_speaker(self, start: int, end: int) -> None:
        """The words that a statement names as its speaker, where no mention was found in them: a name or a group."""
        inside = [i for i, t in enumerate(self.tokens) if t.start < end and t.end > start and t.word]
        while len(inside) > 1 and self._low(inside[-1] - 1) == "," and self.tokens[inside[-1]].lower in _RELATIVES:
            inside, end = inside[:-1], self.tokens[inside[-2]].end  # "Der Flüchtlingsrat, der"
        within = [c for c in self.found if c.start < end and c.end > start]
        while within and inside and self.tokens[inside[0]].lower in DETERMINERS[self.language]:
            inside = inside[1:]
        if within and inside and self._tells(inside, min(c.start for c in within)):
            return  # "den Worten von Kobus"
        if within and inside:  # "study commissioned by the basin authority": the head has no mention yet
            first_end = min(c.start for c in within)
            head = [i for i in inside if self.tokens[i].end <= first_end]
            apart = head and (
                self.tokens[head[-1]].lower in FUNCTION[self.language]
                or self.tokens[head[-1] + 1].lower in DETERMINERS[self.language]
            )
            nearest = min(within, key=lambda c: c.start)
            paper = head and self.tokens[head[0]].lower in DOCUMENTS and len(head) == 2
            if not apart or (paper and nearest.type == "organisation"):
                return
            head = head[: next((n for n, i in enumerate(head) if n and self.tokens[i].lower.endswith("ed")), len(head))]
            nouns = [i for i in head if self.tokens[i].lower not in FUNCTION[self.language]]
            if not nouns or (self.phrases.german and not any(self.tokens[i].capital for i in nouns)):
                return
            while head and self.tokens[head[-1]].lower in FUNCTION[self.language]:
                head = head[:-1]
            inside, end = head, self.tokens[head[-1]].end
        if not inside:
            return
        nobody = FUNCTION[self.language] | SAYINGS[self.language] | OWN_WORDS
        if all(self.tokens[i].lower in nobody for i in inside):
            return  # "Dem Vernehmen nach", "nach Angaben", "nach eigenem Bekunden", "in ihrem Brief"
        first, last = inside[0], inside[-1] + 1
        hit = self.phrases.hit_at.get(inside[-1])
        if hit is not None and hit.form.kind in ADJECTIVES and not hit.modifier:
            self._add(first, last, "state", "description", ident=hit.form.id, number="sg")
            return  # "a Danish promise to share data"
        run = next((i for i in inside if self.phrases.name_run(i)), None)
        plural = self._low(first) in GROUP_NOUNS[self.language]
        if run is not None and not plural and (self.phrases.name_run(run) - run >= 2 or len(inside) == 1):
            self._add(first, last, "person", "name", name=self._words(run, self.phrases.name_run(run)), number="sg")
        else:
            self._add(first, last, "group", "description", lemma=self._low(last - 1), number="pl")
            made = self.found[-1]
            a, b = max(made.start, start), min(made.end, end)  # "Experten" of "Experten-Einschätzung"
            self.found[-1] = replace(made, start=a, end=b, text=self.text[a:b])

    def _tells(self, inside: list[int], end: int) -> bool:
        """What stands before `end` is only words for what is said ("nach Angaben eines …")."""
        head = [self.tokens[i].lower for i in inside if self.tokens[i].end <= end]
        nouns = [w for w in head if w not in FUNCTION[self.language] | DETERMINERS[self.language]]
        return bool(nouns) and all(w in SAYINGS[self.language] for w in nouns)

    # -- states, organisations ------------------------------------------------------------------------------------

    def _known(self) -> None:
        seen: set[int] = set()
        for i, _hit in sorted(self.phrases.hit_at.items()):
            first, last = self.phrases.hit_reach[i]
            if first in seen or any(self.used[first:last]):
                continue
            seen.add(first)
            self._hit(first, last)

    def _hit(self, first: int, last: int) -> None:
        hit = self.phrases.hit_at[first]
        kind, ident = hit.form.kind, hit.form.id
        entry = self.knowledge.entries[ident]
        type_: Type = entry.type
        lang = self.language
        word = self.tokens[last - 1]
        det = first - 1 if self._low(first - 1) in DETERMINERS[lang] else first
        if hit.modifier or (word.end > hit.end and hit.end - hit.start < word.end - word.start):
            tail = word.text.rsplit("-", 1)[-1].lower()
            if type_ == "state" and tail in GOVERNMENT[lang]:
                self._add(self.phrases.left(first).at, last, "state", "description", ident=ident, number="sg")
            return
        following = self._low(last)
        if kind in ADJECTIVES or (not self.phrases.german and kind == "name" and following in GOVERNMENT["en"]):
            possessive = 2 if following in {"'", "’"} else 0
            if self._low(last + possessive) in GOVERNMENT[lang]:
                self._add(
                    self.phrases.left(first).at, last + possessive + 1, "state", "description", ident=ident, number="sg"
                )
            return
        if not self.phrases.german and entry.kind == "party" and self._low(first - 1) in _OF_PARTIES and (
            self.phrases.goes_on(first) and self.tokens[first - 1].capital
        ):  # fmt: skip
            det = first - 2 if self._low(first - 2) in DETERMINERS["en"] else first - 1
            self._add(det, last, "organisation", "name", name=self._words(first - 1, last), number="pl")
            return  # "the Social Democrats" are no Democrats
        if kind == "people":
            named = self.phrases.german and last < len(self.tokens) and self.tokens[last].capital
            if named and self.tokens[last].word:  # "die Deutsche Gleisgrund"
                return
            if det < first and self._low(det) in {"die", "den", "der", "the"} and not self.phrases.role_at(last):
                self._add(det, last, "state", "name", ident=ident, name=self.text[hit.start : hit.end], number="pl")
            return
        if kind == "capital" or (kind == "seat" and ident == "EU"):
            before = self._low(first - 1)
            away = before in LOCATIVE[lang] and not self._views(first, last)
            if away or self.phrases.name_run(last) or self._low(first - 2) == "bürgermeister":
                return
            if kind == "capital" and self._dateline(first, last):
                return
            self._add(first, last, type_, "metonym", ident=ident, number="sg")
            return
        if type_ == "person":
            name = self.text[hit.start : hit.end]
            self._add(first, last, "person", "name", name=name, number="sg")
            self._learn(name)
            return
        if kind == "place":
            body = self.tokens[first - 1] if first and self.phrases.german and self.phrases.goes_on(first) else None
            if body is not None and body.capital and body.lower.endswith(ORGANISATION_TAILS["de"]):
                return  # "der Fischereiverband Schleswig-Holstein"
            if not self.phrases.name_run(last) or self.phrases.german:
                links = LOCATIVE[lang] | {"aus", "von", "from", "of", "for"}
                self._add(first, last, "place", "name", name=self.knowledge.name(ident, lang), number="sg",
                          locative=self._low(first - 1) in links)  # fmt: skip
            return
        if kind in {"seat", "government"}:
            self._add(det, last, type_, "metonym", ident=ident, number="sg")
            return
        locative = self._low(det - 1) in LOCATIVE[lang]
        number = "pl" if det < first and self._low(det) in {"die", "den"} else "sg"
        name = self.text[hit.start : hit.end]
        start, lemma = self._apposed(det), None
        if start == det == first and type_ == "organisation" and self._low(det - 1).endswith(ORGANISATION_TAILS[lang]):
            left = self.phrases.left(det - 1)  # "die Gewerkschaft Verdi"
            if self.phrases.german and self.phrases.goes_on(det) and left.definite and not self.used[det - 1]:
                start, lemma = left.at, self._low(det - 1)
        self._add(start, last, type_, "name", ident=ident, name=name, lemma=lemma, number=number, locative=locative)

    def _views(self, first: int, last: int) -> bool:
        """ "In Stockholm mag man sich nicht binden", "hieß es in Stockholm": a capital that thinks or speaks."""
        opens = first == 1 or self.tokens[first - 1].sentence != self.tokens[first - 2].sentence
        thinks = opens and any(self._low(k) == "man" and self.phrases.goes_on(k) for k in range(last, last + 4))
        return thinks or (self._low(first - 2) == "es" and self._low(first - 3) in {"heißt", "hieß"})

    def _apposed(self, det: int) -> int:
        """ "die Atommacht Russland": the article of the noun before a bare name."""
        t = self.tokens[det - 1] if det else None
        if (
            self.phrases.german
            and t
            and t.capital
            and self._low(det - 2) in {"die", "der", "das"}
            and t.lower.endswith(("macht", "staat", "land", "republik", "nachbar", "mitglied"))
        ):
            return det - 2
        return det

    def _dateline(self, first: int, last: int) -> bool:
        starts = first == 0 or self.tokens[first - 1].paragraph != self.tokens[first].paragraph
        return starts and self._low(last) in {"(", "–", "-", "/", ","}

    # -- other nouns ----------------------------------------------------------------------------------------------

    def _nouns(self) -> None:
        lang = self.language
        for i, t in enumerate(self.tokens):
            low = t.lower
            if self.used[i] or not t.word or (self.phrases.german and not t.capital):
                continue
            if low in GROUP_NOUNS[lang] or (self.phrases.german and low.endswith(GROUP_TAILS)):
                self._group(i)
            elif low in PLACE_NOUNS[lang]:
                self._place_noun(i)
            elif low in {"landesregierung", "staatsregierung", "landesministerium"}:
                left = self.phrases.left(i)
                self._add(left.at, i + 1, "place", "description", lemma="land", number="sg", definite=True)
            elif low in {"regierung", "government", "regierungen"}:
                left, right = self.phrases.left(i), self.phrases.right(i + 1)
                if left.definite or left.possessive:
                    self._add(left.at, max(i + 1, right.at if right.name is None else i + 1), "state", "description",
                              lemma="government", ident=next(iter(left.behind + right.behind), None), number="sg",
                              possessive=left.possessive, definite=left.definite)  # fmt: skip
            elif (
                low in BODIES or (low.endswith(ORGANISATION_TAILS["de"]) and low not in NO_BODIES)
                if self.phrases.german
                else low in ORGANISATION_TAILS["en"]
            ):
                self._organisation(i)

    def _group(self, i: int) -> None:
        left = self.phrases.left(i)
        bare = self.phrases.german and self._low(i).endswith(GROUP_TAILS)
        if left.at == i and not bare and self._low(i - 1) not in {"aus", "from"}:
            return
        if left.possessive and not left.quantified:
            return
        right = self.phrases.right(i + 1)
        last = right.at if right.name is None else i + 1
        if self.phrases.german and self._low(i + 1) in {"anderer", "mehrerer", "vieler", "der", "einiger"}:
            last = max(last, i + 3)
            while last < len(self.tokens) and self._low(last) in {"der", "des"} and self.tokens[last + 1 : last + 2]:
                last += 2
        last = min(last, len(self.tokens))
        if last > i + 2 and self.phrases.german and self._low(i + 1) == "der" and self.tokens[last - 1].capital:
            word = self.tokens[last - 1].text
            if word.lower().endswith(ORGANISATION_TAILS["de"]) and word.lower() not in ORGANISATION_TAILS["de"]:
                left.behind.append(word)
        single = self._low(i) == "delegation"
        plural = not single and (left.quantified or not left.determiner or left.determiner in {"die", "den", "the"})
        self._add(left.at, last, "group", "description", lemma=self._low(i), behind=tuple(left.behind),
                  number="pl" if plural else "sg", definite=left.definite, possessive=left.possessive)  # fmt: skip

    def _place_noun(self, i: int) -> None:
        left = self.phrases.left(i)
        if left.quantified or (not self.phrases.german and self._low(i + 1) in ORGANISATION_TAILS["en"]):
            return
        end = self.phrases.name_run(i + 1) if self.phrases.german and self.phrases.goes_on(i + 1) else 0
        if end == i + 2 and self.tokens[i + 1].lower.endswith(("en", "e")):
            end = end if sum(t.text == self.tokens[i + 1].text for t in self.tokens) > 1 else 0
        if end and not left.possessive:
            self._add(left.at, end, "place", "name", name=self._words(i + 1, end), lemma=self._low(i), number="sg")
        elif left.definite or left.possessive:
            self._add(left.at, i + 1, "place", "description", lemma=self._low(i), number="sg",
                      possessive=left.possessive, definite=left.definite)  # fmt: skip

    def _places(self) -> None:
        """Unknown proper names that the text treats as places: "nach Kirchlohe", "from Fraserburgh"."""
        lang = self.language
        links = LOCATIVE[lang] | {"aus", "von", "from", "of", "zwischen"}
        known = {c.name for c in self.found if c.type == "place" and c.name}
        tagged = {self.text[s:e] for s, e, kind in self.names if kind.endswith("LOC")}
        behind = {b for c in self.found for b in c.behind}
        named = known | tagged | behind
        for i, t in enumerate(self.tokens):
            if t.lower in GROUP_NOUNS[lang]:
                continue
            if lang == "en" and i and self.phrases.name_like(i) and t.text not in self.surnames and not self.used[i]:
                same = [k for k, x in enumerate(self.tokens) if x.text == t.text and not self.used[k]]
                inner = [
                    k for k in same if k and self.tokens[k - 1].sentence == t.sentence and self._low(k - 1) != "the"
                ]
                if len(same) > 1 and inner and len(t.text) > 3 and not self.phrases.name_run(i) > i + 1:
                    named.add(t.text)  # a name that comes again
            begins = i == 0 or self.tokens[i - 1].paragraph != t.paragraph
            if begins and self.phrases.name_like(i) and self._low(i + 1) == "," and (
                self._low(i + 2) in {"den", "stand"} or self._low(i + 2)[:1].isdigit()
            ):  # fmt: skip
                named.add(t.text)  # "Kesselstadt, den 15. Januar"
            if self.phrases.name_like(i) and t.text not in self.surnames and self._low(i - 1) in links and not (
                self.phrases.name_run(i) > i + 2
            ):  # fmt: skip
                count = sum(x.text == t.text for x in self.tokens)
                if (count > 1 or lang == "en") and len(t.text) > 3 and t.lower not in NOT_NAMES[lang]:
                    named.add(t.text)
        for i, t in enumerate(self.tokens):
            if not self.used[i] and t.text in named and t.text not in self.knowledge.entries:
                self._add(i, i + 1, "place", "name", name=t.text, number="sg",
                          locative=self._low(i - 1) in links)  # fmt: skip

    def _pronouns(self) -> None:
        for i, t in enumerate(self.tokens):
            known = PRONOUNS[self.language].get(t.lower)
            if known is None or self.used[i] or t.lower == "it":
                continue
            gender, number = known
            if self.phrases.german and t.lower == "ihr" and self._possessive_ihr(i):
                continue
            if self.language == "en" and t.lower == "her" and i + 1 < len(self.tokens) and self.tokens[i + 1].word and (
                self._low(i + 1) not in FUNCTION["en"]
            ):  # fmt: skip
                continue
            if t.lower == "sie" and self.phrases.german:
                if t.text == "Sie" and t.quoted:
                    continue
                number = self._number_of_sie(i)
                gender = "f" if number == "sg" else None
            self._add(i, i + 1, "group" if number == "pl" else "person", "pronoun", gender=gender, number=number)

    def _possessive_ihr(self, i: int) -> bool:
        """ "ihr" before a noun or an adjective is a possessive."""
        nxt = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return nxt is not None and nxt.word and (nxt.capital or self.phrases.adjective_like(nxt))

    def _number_of_sie(self, i: int) -> str:
        """The number of the verb beside "sie": after it at a clause's start, before it elsewhere."""
        before, after = self._low(i - 1), self._low(i + 1)
        start = i == 0 or self.tokens[i - 1].sentence != self.tokens[i].sentence or not self.tokens[i - 1].word
        beside = after if start or before in {"und", "aber", "denn", "oder", "doch"} else before
        if beside.endswith(("en", "ern", "eln")) or beside in {"sind", "sie", "seien", "tun"}:
            return "pl"
        if before in {"dass", "weil", "wenn", "ob", "als", "sofern", "bevor", "die", "was", "wie", "wo", "bis"}:
            for t in self.tokens[i + 1 : i + 25]:
                if t.text in {",", ".", ";", ":"}:
                    break
                beside = t.lower
            return "pl" if beside.endswith("en") or beside in {"sind", "seien"} else "sg"
        return "sg"
