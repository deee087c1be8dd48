"""Noun phrases around a head: what stands left and right of it, and whom it says it stands for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from standpunkt.knowledge import Hit, Knowledge
from standpunkt.reading.actors.lexicon import (
    ADJECTIVES,
    DETERMINERS,
    FUNCTION,
    GROUP_NOUNS,
    NOT_NAMES,
    ORGANISATION_TAILS,
    PARTICLES,
    POSSESSIVES,
    QUANTIFIERS,
    TITLES,
)
from standpunkt.reading.actors.tokens import Token

__all__ = ["NOUN_ENDINGS", "Phrases", "Side"]

_ADJECTIVE_ENDINGS = ("e", "er", "en", "em", "es")
NOUN_ENDINGS = (
    "ung", "ungen", "heit", "keit", "schaft", "tion", "tionen", "ismus", "tät", "nis", "tum", "ment", "enz", "anz",
    "plan", "geld", "recht", "steuer", "fonds", "vertrag", "gesetz", "krieg", "preis", "kosten", "zeit", "jahr",
    "frage", "mittel", "hilfe", "treffen", "rat", "hof", "haus",
)  # fmt: skip
_CONTRACTIONS = {"im", "am", "zum", "zur", "beim", "vom", "ins", "ans", "kein", "keine", "keinen", "keiner"}
_LINKS = {
    "de": {"aus", "von", "vom", "für", "bei", "beim", "im", "in"},
    "en": {"of", "for", "from", "at", "in", "with"},
}


_SEATS = (*ORGANISATION_TAILS["de"], "gericht", "gerichtshof")
_INNER = frozenset(re.findall(r"\w+", "und der des die für of and for the in"))


def _in_order(short: str, name: str) -> bool:
    """The letters of `short` come in `name` in their order."""
    left = iter(name.upper())
    return all(letter in left for letter in short)


@dataclass
class Side:
    """How far a phrase reaches to one side (a token index) and what was read there."""

    at: int
    behind: list[str] = field(default_factory=list)
    possessive: bool = False
    definite: bool = False
    quantified: bool = False
    determiner: str = ""
    name: tuple[int, int] | None = None
    modified: bool = False


class Phrases:
    """The tokens of one document with the hits of the knowledge laid over them."""

    def __init__(self, tokens: list[Token], language: str, knowledge: Knowledge, hits: list[Hit]) -> None:
        self.tokens, self.knowledge = tokens, knowledge
        self.language = language if language in DETERMINERS else "en"
        self.german = self.language == "de"
        self.hit_at: dict[int, Hit] = {}
        self.hit_reach: dict[int, tuple[int, int]] = {}
        index = {}
        for i, t in enumerate(tokens):
            for offset in range(t.start, t.end):
                index[offset] = i
        for hit in hits:
            first, last = index.get(hit.start), index.get(hit.end - 1)
            if first is None or last is None:
                continue
            for i in range(first, last + 1):
                self.hit_at.setdefault(i, hit)
                self.hit_reach.setdefault(i, (first, last + 1))
        self.common = self._common_nouns()
        self.explained = self._explained()

    def _common_nouns(self) -> set[str]:
        seen: Counter[str] = Counter()
        lowered = {t.text for t in self.tokens if t.word and not t.capital}
        for k in range(1, len(self.tokens)):
            before, t = self.tokens[k - 1], self.tokens[k]
            if not t.capital or not before.word or before.sentence != t.sentence:
                continue
            if not self.german:
                seen[t.text] += t.lower in lowered
                continue
            at = k - 1
            if self.adjective_like(before) and k >= 2:
                at, before = k - 2, self.tokens[k - 2]
            low, relative = before.lower, at > 0 and self.tokens[at - 1].text == ","
            if not relative and (
                low in DETERMINERS["de"] or low in POSSESSIVES["de"] or low in QUANTIFIERS["de"] or low in _CONTRACTIONS
            ):
                seen[t.text] += 1
        return {word for word, n in seen.items() if n}

    def _explained(self) -> dict[int, tuple[int, str, str]]:
        """Names told with their acronym, "Gewerkschaft Fähre und Hafen (GFH)": by the first token of the name the
        token after the acronym's bracket, the name (the acronym where the text uses it again), the acronym.

        The name is the shortest run before the bracket whose first capitalised word begins with the acronym's first
        letter and in which its letters come in their order (as in Schwartz and Hearst 2003).
        """
        found: dict[int, tuple[int, str, str]] = {}
        for i, t in enumerate(self.tokens):
            short = t.text
            if not (short.isupper() and short.isalpha() and 2 < len(short) < 9):
                continue
            if not (self._text(i - 1) == "(" and self._text(i + 1) == ")"):
                continue
            first = i - 2
            while first >= max(0, i - 9) and self.tokens[first].sentence == t.sentence:
                word = self.tokens[first]
                if not (word.word and (word.capital or word.lower in _INNER or self.adjective_like(word))):
                    break
                run = self.tokens[first : i - 1]
                if (
                    word.capital
                    and word.text[0] == short[0]
                    and sum(x.capital for x in run) > 1
                    and _in_order(short, "".join(x.text for x in run))
                ):
                    hits = [self.hit_at[k] for k in range(first, i - 1) if k in self.hit_at]
                    if word.text not in self.knowledge.given_names and all(h.form.kind in ADJECTIVES for h in hits):
                        again = sum(x.text == short for x in self.tokens) > 1  # then the text goes on with it
                        found[first] = i + 2, short if again else " ".join(x.text for x in run), short
                    break
                first -= 1
        return found

    def adjective_like(self, t: Token) -> bool:
        """A lower-case German word with an adjective's ending that is no function word."""
        return (
            t.word and not t.capital and len(t.text) > 3
            and t.text.endswith(_ADJECTIVE_ENDINGS) and t.lower not in FUNCTION["de"]
        )  # fmt: skip

    def role_at(self, i: int) -> tuple[str, str, str | None, str | None, int] | None:
        """The role noun that begins at token i: (kind, lemma, gender, number, token after it)."""
        words = self.tokens[i : i + 3]
        if not words or not words[0].word or (self.german and not words[0].capital):
            return None
        if not self.german:
            for n in (3, 2):
                two = " ".join(w.text for w in words[:n])
                if len(words) >= n and (role := self.knowledge.role(two, "en")):
                    return role.kind, role.lemma, role.gender, role.number, i + n
        role = self.knowledge.role(words[0].text, self.language)
        if words[0].capital and i and self.goes_on(i) and self.tokens[i - 1].text in self.knowledge.given_names:
            return None
        if not self.german and len(words) > 1 and words[1].lower in GROUP_NOUNS["en"] | set(ORGANISATION_TAILS["en"]):
            return None
        if role is None or (role.kind == "title-only" and not self.name_run(i + 1)):
            return None
        return role.kind, role.lemma, role.gender, role.number, i + 1

    def name_like(self, i: int, *, inner: bool = False) -> bool:
        """Token i could be part of a person's name; `inner`: a name has begun before it."""
        if i >= len(self.tokens):
            return False
        t = self.tokens[i]
        if not t.word or not t.capital or t.lower in NOT_NAMES[self.language] or t.text in self.common:
            return False
        if t.lower in FUNCTION[self.language] or (t.text.isupper() and len(t.text) > 1):
            return False
        noun = self.german and not inner and len(t.text) > 5 and t.lower.endswith(NOUN_ENDINGS)
        if noun and t.text not in self.knowledge.given_names:
            return False
        hit = self.hit_at.get(i)
        person = hit is not None and self.knowledge.entries[hit.form.id].type == "person"
        if hit is not None and hit.end >= t.end and hit.form.kind != "capital" and not person:
            return False
        if inner and self.tokens[i - 1].text in self.knowledge.given_names:
            return True  # "Larry King"
        return self.knowledge.role(t.text, self.language) is None

    def name_run(self, i: int) -> int:
        """The token index after a person's name beginning at i; 0 where none begins. Titles count as part."""
        start = i
        while i < len(self.tokens) and self.tokens[i].text in TITLES[self.language]:
            i += 1
            if i < len(self.tokens) and self.tokens[i].text == ".":
                i += 1
        if not self.name_like(i):
            return 0
        j, sentence, quoted = i + 1, self.tokens[i].sentence, self.tokens[i].quoted
        while j < len(self.tokens) and self.tokens[j].sentence == sentence and self.tokens[j].quoted == quoted:
            t = self.tokens[j]
            dotted = t.text == "." and (len(self.tokens[j - 1].text) == 1 or self.tokens[j - 1].text == "St")
            if (dotted and self.name_like(j + 1, inner=True)) or self.name_like(j, inner=True):
                j += 1
            elif t.text in PARTICLES and self.name_like(j + 1 + (self._text(j + 1) in PARTICLES), inner=True):
                if (
                    self.german
                    and t.text in {"der", "den", "zu", "zum", "y"}
                    and self.tokens[j - 1].text not in PARTICLES
                ):
                    break
                j += 1
            else:
                break
            if j - i > 5:
                break
        return j if j > start and self.tokens[j - 1].end - self.tokens[start].start > 1 else 0

    def left(self, i: int) -> Side:
        """What stands before the head at token i: determiner, possessive, quantifier, adjectives, genitives."""
        side, k, steps = Side(i), i - 1, 0
        lang = self.language
        capitals: list[str] = []
        named = i
        while k >= 0 and steps < 7 and self.tokens[k].sentence == self.tokens[i].sentence:
            t, low, hit = self.tokens[k], self.tokens[k].lower, self.hit_at.get(k)
            if low == "own" and k and self._text(k - 1).lower() in POSSESSIVES[lang]:
                k -= 1
                continue
            if low in DETERMINERS[lang]:
                side.modified = side.modified or k < i - 1
                side.at, side.definite, side.determiner = k, low not in {"ein", "eine", "einer", "a", "an"}, low
                break
            if low in POSSESSIVES[lang]:
                side.at, side.possessive = k, True
                break
            if low in QUANTIFIERS[lang]:
                side.at, side.quantified = k, True
            elif hit is not None and (hit.form.kind in ADJECTIVES or not self.german):
                if hit.form.kind == "capital_adjective":
                    break
                side.behind.append(hit.form.id)
                side.modified = True
                k = side.at = self.hit_reach[k][0]
            elif not self.german and t.text == "s" and k >= 2 and self.tokens[k - 1].text in "'’":
                owner = k - 2
                if owner in self.hit_at:
                    side.behind.append(self.hit_at[owner].form.id)
                    owner = self.hit_reach[owner][0]
                elif self.tokens[owner].capital:
                    side.behind.append(self.tokens[owner].text)
                side.at, side.modified = owner, True
                if owner and self.tokens[owner - 1].lower == "the":
                    side.at = owner - 1
                break
            elif self.german and k == i - 1 and t.capital and t.text.endswith("s") and self.name_like(k):
                first = k - 1 if self.name_like(k - 1) and self.tokens[k - 1].sentence == t.sentence else k
                side.behind.append(" ".join(x.text for x in self.tokens[first : k + 1])[:-1])
                side.at, side.modified = first, True
                break
            elif self.german and self.adjective_like(t):
                pass  # may be a verb ("sagte"): belongs if a determiner comes before it
            elif not self.german and t.capital and t.word and low not in FUNCTION["en"]:
                capitals.insert(0, t.text)  # "the Rural Union leader", "Council leader"
                named = k
            elif not self.german and t.word and low not in FUNCTION["en"] and not low.endswith("ed"):
                pass  # a noun or adjective: belongs if a determiner or an owner comes before it
            else:
                break
            k, steps = k - 1, steps + 1
        if capitals and (side.at < i or len(capitals) > 1):
            side.behind.append(" ".join(capitals))
            side.at = min(side.at, named)  # "Social Democrat leader"
        if side.quantified or side.definite:
            self._partitive(side)
        return side

    def _partitive(self, side: Side) -> None:
        """ "none of the ministers", "keiner der Minister", "die vier Länder"."""
        k = side.at - 1
        if k < 1 or self.tokens[k].sentence != self.tokens[side.at].sentence:
            return
        low = self.tokens[k].lower
        if self.german:
            if side.determiner == "der" and low in {"keiner", "einige", "viele", "mehrere", "einer", "manche", "kein"}:
                side.at, side.quantified = k - (self.tokens[k - 1].lower == "fast"), True
            elif side.quantified and low in DETERMINERS["de"]:
                side.at, side.definite = k, True
        elif low == "of" and self.tokens[k - 1].lower in QUANTIFIERS["en"] | {"none", "neither", "one"}:
            side.at, side.quantified = k - 1, True
        elif side.quantified and low == "the":
            side.at, side.definite = k, True

    def right(self, j: int) -> Side:
        """What follows a head that ends before token j: genitives and prepositional complements, then a name."""
        if [self._text(k) for k in range(j, j + 4)] == ["a", ".", "D", "."]:
            j += 4
        side = Side(j)
        self._complement(side)
        at = side.at
        run = self.name_run(at) if self.goes_on(at) else 0
        if not run and self._text(at) == ",":
            extra = at + 1
            while self.role_at(extra) and self.role_at(extra)[4] <= at + 3:  # type: ignore[index]
                extra = self.role_at(extra)[4]  # type: ignore[index]
            run = self.name_run(extra)
            if run and not ((run - extra >= 2 and self._text(run) in {",", ".", ";", "–", "-"}) or extra > at + 1):
                run = 0
            at = extra
        if self.german and run - at == 1 and self.tokens[at].lower.endswith(("en", "e")):
            run = run if sum(t.text == self.tokens[at].text for t in self.tokens) > 1 else 0
        if run:
            side.name, side.at = (at, run), run
            tail = Side(run)
            self._complement(tail, only={"aus", "von", "vom", "from", "of"})
            side.behind += tail.behind
        return side

    def _complement(self, side: Side, only: set[str] | None = None) -> None:
        j = side.at
        low = self._text(j).lower()
        if self.german and low in {"im", "in", "bei", "beim", "am"} and only is None:
            ends = (k for k in range(j + 2, j + 5) if self._text(k) == "," and self.name_run(k + 1) > k + 2)
            side.at = next(ends, side.at)
            if (
                low in {"im", "am", "beim"}
                and self._text(j + 1).lower().endswith(_SEATS)
                and self.name_run(j + 2) > j + 3
            ):
                side.at = j + 2  # "Richter am Landgericht Eckart Dorn"
            return
        links = only if only is not None else _LINKS[self.language]
        genitive = only is None and self.german and low in {"der", "des"}
        if not genitive and low not in links:
            return
        k = j + 1
        while k < len(self.tokens) and k <= j + 3 and k not in self.hit_at and (
            self._text(k).lower() in DETERMINERS[self.language] or (self.german and self.adjective_like(self.tokens[k]))
        ):  # fmt: skip
            k += 1
        if k in self.explained and (low in {"aus", "von", "from", "of", "vom", "for"} or genitive):
            side.at, name, _ = self.explained[k]
            side.behind.append(name)
        elif k < len(self.tokens) and self.hit_at.get(k) and self.hit_at[k].form.kind in ADJECTIVES:
            side.behind.append(self.hit_at[k].form.id)
            k = self.hit_reach[k][1]
            if k < len(self.tokens) and self.tokens[k].word and self.tokens[k].lower not in FUNCTION[self.language]:
                side.at = k + 1
        elif k in self.hit_at:
            side.behind.append(self.hit_at[k].form.id)
            side.at = self.hit_reach[k][1]
        elif k < len(self.tokens) and self.tokens[k].capital and self.tokens[k].word and (
            not self.role_at(k) or (not self.german and self._text(k + 1)[:1].isupper())
        ):  # fmt: skip
            if low in {"aus", "von", "from", "of", "vom"} or genitive:
                end = k + 1
                while not self.german and end < len(self.tokens) and (
                    (self.tokens[end].capital and self.tokens[end].word)
                    or (self._text(end) in "'’" and self.tokens[end + 1 : end + 2] and self.tokens[end + 1].capital)
                ):  # fmt: skip
                    end += 1
                whole = " ".join(x.text for x in self.tokens[k:end]).replace(" '", "'").replace(" ’", "’")
                whole_name = end > k + 1 or (k == j + 1 and self.tokens[k].text not in self.common)
                if whole_name and not self.name_run(end):
                    side.behind.append(whole)
                side.at = end
        elif (not self.german and low in {"at", "to", "for"} and self._text(k + 1) == "," and self.name_run(k + 2)) or (
            not self.german and low == "of" and k < len(self.tokens) and self.tokens[k].word and k > j + 1
        ):
            side.at = k + 1

    def belongs(self, j: int) -> Side:
        """What stands after a bare name that says where it belongs: "of the Teachers' League", "vom Bauernbund"."""
        side = Side(j)
        self._complement(side, only={"of", "from", "vom", "von", "aus"})
        return side

    def goes_on(self, i: int) -> bool:
        """Token i is in the same sentence as the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i].sentence == self.tokens[i - 1].sentence

    def _text(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""
