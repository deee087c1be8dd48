"""Organisations by their noun, their acronym, their look or a tagger's word."""

from __future__ import annotations

import re

from standpunkt.reading.actors.lexicon import (
    ACTING,
    ADJECTIVES,
    BODIES,
    DETERMINERS,
    FUNCTION,
    NOT_NAMES,
    ORGANISATION_TAILS,
)
from standpunkt.reading.actors.people import PeopleFinder
from standpunkt.reading.actors.phrases import Side

__all__ = ["OrganisationFinder"]

_NOUN_IN_EN = re.compile(
    r"(?:hafen|garten|laden|graben|boden|ofen|wagen|brunnen|orden|westen|osten|norden|süden|becken|wesen|unternehmen)$",
    re.IGNORECASE,
)
# Parts of a country or a town
_PARTS = frozenset(["nord", "ost", "süd", "west", "mitte", "nordost", "nordwest", "südost", "südwest"])
_WITH_ARTICLE = frozenset(["beim", "vom", "zum"])
_PARTICIPLE = re.compile(
    r"(?:ab|an|auf|aus|ein|vor|zu|mit|nach|bei|her|hin|um|weg|zurück|fest|frei|bereit)?ge\w+t|(?:ver|be|er|ent|zer)\w+t"
)


class OrganisationFinder(PeopleFinder):
    """Adds the organisations of a document that the knowledge does not name."""

    def _explained(self) -> None:
        """Names told with their acronym."""
        for first, (last, name, short) in self.phrases.explained.items():
            self.acronyms[short] = name
            det = first - 1 if self._low(first - 1) in DETERMINERS[self.language] else first
            self._add(det, last - 3, "organisation", "name", name=name, number="sg")
            self._add(last - 2, last - 1, "organisation", "name", name=name, number="sg")

    def _organisation(self, i: int) -> None:
        first, last, t = i, i + 1, self.tokens[i]
        name = ""
        if self.phrases.german:
            left = self.phrases.left(i)
            opener = self.tokens[last].text if last < len(self.tokens) else ""
            if opener in {"„", '"', "»", "“"}:
                end = next(
                    (k for k in range(last + 1, min(last + 7, len(self.tokens))) if self.tokens[k].text in '“”"«'), 0
                )
                if end and self.tokens[last + 1].capital:
                    name = f"{t.text} " + " ".join(x.text for x in self.tokens[last + 1 : end])
                    last = end + 1
            elif self.phrases.goes_on(last) and (run := self.phrases.name_run(last)):
                if self._low(run) == "und" and (more := self.phrases.name_run(run + 1)):
                    run = more
                name, last = self._words(last, run), run
                if self._low(last) == "(" and self._low(last + 2) == ")":
                    short = self.tokens[last + 1].text
                    last += 3
                    name = short if sum(x.text == short for x in self.tokens) > 1 else f"{t.text} {name}"
                    self.acronyms[short] = name
                else:
                    name = f"{t.text} {name}"
            elif self.phrases.goes_on(last) and (hit := self.phrases.hit_at.get(last)) and hit.form.kind == "place":
                end = self.phrases.hit_reach[last][1]  # "der Fischereiverband Schleswig-Holstein"
                name, last = self._words(last - 1, end), end
            elif self.phrases.goes_on(last) and self._low(last) in _PARTS and self.tokens[last].capital:
                name, last = f"{t.text} {self.tokens[last].text}", last + 1  # "der kommunale Klinikverbund Ost"
            elif (
                self._low(last) in {"der", "des", "für"}
                and last + 1 < len(self.tokens)
                and self.tokens[last + 1].capital
                and not any(self.used[last : last + 2])  # "der Verband | der Fischer"
            ):
                last += 2
        else:
            first = self._name_part(first) if t.capital else first
            while first and self.tokens[first - 1].capital and self.tokens[first - 1].word and t.capital and (
                self._low(first - 1) not in FUNCTION["en"] and self.phrases.goes_on(first)
            ):  # fmt: skip
                first = self._name_part(first - 1)
            if self._low(last) == "of" and t.capital and last + 1 < len(self.tokens) and self.tokens[last + 1].capital:
                last += 2
                while last < len(self.tokens) and self.tokens[last].capital and self.tokens[last].word:
                    last += 1
            if last - first > 1:
                name = self.text[self.tokens[first].start : self.tokens[last - 1].end]
            left = self.phrases.left(first)
        compound = self.phrases.german and t.lower not in ORGANISATION_TAILS["de"] and t.lower not in BODIES
        definite = left.definite or (self.phrases.german and self._low(i - 1) in _WITH_ARTICLE)
        if not name and not (definite or left.possessive or left.modified or compound):
            return
        if not self.phrases.german and name and left.at < first and self._low(left.at) != "the":
            left = Side(first)
        if left.quantified:
            return
        self._add(
            left.at, last, "organisation", "name" if name else "description", name=name or None, lemma=t.lower,
            behind=tuple(left.behind), number="sg", possessive=left.possessive, definite=definite,
        )  # fmt: skip

    def _name_part(self, k: int) -> int:
        """How far left an English name goes on over "'", "'s", "and", "of": "the Head Teachers' League"."""
        while k >= 2:
            before, further = self.tokens[k - 1], self.tokens[k - 2]
            if before.text in "'’" and further.capital and further.word:
                k -= 2
            elif before.text == "s" and further.text in "'’" and k >= 3 and self.tokens[k - 3].capital:
                k -= 3
            elif before.lower in {"and", "&"} and further.capital and further.lower not in FUNCTION["en"]:
                k -= 2
            else:
                break
        return k

    def _tagged_organisations(self) -> None:
        """What a name tagger calls an organisation and nothing else has claimed, with its article."""
        index = {t.start: i for i, t in enumerate(self.tokens)}
        for start, end, kind in self.names:
            first = index.get(start)
            if first is None or kind.endswith("LOC"):
                continue
            if kind.endswith("PER") and (self.tokens[first].end < end or not self._lone(first)):
                continue
            if self._low(first) in DETERMINERS[self.language] and self.tokens[first].end < end:
                first += 1
            last = next((i for i in range(first, len(self.tokens)) if self.tokens[i].end >= end), first) + 1
            if not self.phrases.german:
                last = self._goes_on_in_capitals(last)
                end = self.tokens[last - 1].end
            hit = self.phrases.hit_at.get(first)
            if hit is not None and hit.form.kind in ADJECTIVES and last == first + 1:
                continue  # "a Danish promise"
            det = first - 1 if self._low(first - 1) in DETERMINERS[self.language] else first
            self._add(det, last, "organisation", "name", name=self.text[self.tokens[first].start : end], number="sg")

    def _goes_on_in_capitals(self, last: int) -> int:
        """Where an English name ends that begins before `last`: "Nordkap | Lines"."""
        while (
            last < len(self.tokens)
            and self.phrases.goes_on(last)
            and self.tokens[last].capital
            and self.tokens[last].word
            and not self.used[last]
            and self.tokens[last].lower not in NOT_NAMES["en"] | FUNCTION["en"]
            and self.text[self.tokens[last - 1].end : self.tokens[last].start] == " "
        ):
            last += 1
        return last

    def _proper(self) -> None:
        """Names that show as such: "die Freie Mitte", "der FC Altona", acronyms explained, "Kiel-Ost will"."""
        for i, t in enumerate(self.tokens):
            if self.used[i] or not t.capital or not t.word:
                continue
            if self._bare_subject(i):
                self._add(i, i + 1, "place", "name", name=t.text, number="sg")
            elif t.text in self.acronyms:
                det = i - 1 if self._low(i - 1) in DETERMINERS[self.language] else i
                self._add(det, i + 1, "organisation", "name", name=self.acronyms[t.text], number="sg")
            elif not self.phrases.german and self._low(i - 1) == "the" and t.text.endswith("s") and i > 1:
                following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
                if len(t.text) > 4 and self.phrases.name_like(i) and not (following and following.capital):
                    self._add(i - 1, i + 1, "organisation", "name", name=t.text, number="pl")
            elif self.phrases.german and self._low(i - 1) in {"die", "der", "das", "den", "dem"}:
                end = i + 1
                adjective = t.lower.endswith(("e", "en", "er")) and self.phrases.role_at(end) is None
                club = t.text.isupper() and 2 <= len(t.text) <= 5
                if end < len(self.tokens) and (adjective or club) and self.tokens[end].capital and (
                    self.tokens[end].word and not self.used[end] and self.tokens[end].sentence == t.sentence
                ):  # fmt: skip
                    if adjective and self._low(i - 1) == "der" and t.lower.endswith("er"):
                        continue
                    adjective_form = _strong(t.text, self._low(i - 1))
                    label = f"{t.text if club else adjective_form} {self.tokens[end].text}"
                    self._add(i - 1, end + 1, "organisation", "name", name=label, number="sg")

    def _bare_subject(self, i: int) -> bool:
        """An unknown name that begins a sentence and acts: "Kiel-Ost will"; English "the Liberals"."""
        t = self.tokens[i]
        if not self.phrases.german or not self.phrases.name_like(i) or t.text in self.surnames:
            return False
        starts = i == 0 or self.tokens[i - 1].sentence != t.sentence
        if _PARTICIPLE.fullmatch(t.lower):
            return False  # "Gesagt hat er", "Ausgezahlt werde"
        return starts and self._low(i + 1) in ACTING and len(t.text) > 3 and not t.lower.endswith(("en", "er", "e"))


def _strong(adjective: str, article: str) -> str:
    """A capitalised adjective of a name as it stands without an article: "(der) Freien Mitte" becomes "Freie Mitte",
    "(der) Soziale Aufbruch" "Sozialer Aufbruch"."""
    if article == "der" and adjective.endswith("e"):
        return adjective + "r"
    if article == "das" and adjective.endswith("e"):
        return adjective + "s"
    return adjective[:-1] if adjective.endswith("en") and not _NOUN_IN_EN.search(adjective) else adjective
