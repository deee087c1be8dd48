"""Whom a person stands for, by the words beside the name: "Oberst Brandes vom Territorialkommando", "Chef der Bank"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standpunkt.knowledge import Knowledge
from standpunkt.reading.actors.lexicon import ADJECTIVES, DOCUMENTS, FUNCTION, NOT_NAMES, ORGANISATION_TAILS
from standpunkt.reading.actors.phrases import NOUN_ENDINGS
from standpunkt.reading.actors_types import Candidate

__all__ = ["Beside"]

_NOUN = r"[A-ZÄÖÜ][\w&’'-]*"
# What follows a name at once, and what follows a word for what the person is
_FROM = {
    "de": re.compile(r"\s(?P<link>vom|von (?:der |den |dem )?|aus (?:der |den |dem )?)\s?"),
    "en": re.compile(r"\s(?P<link>of|from)\s(?:the\s)?"),
}
_OFFICE = {
    "de": re.compile(
        rf"(?:\s\w+){{0,3}},\s(?:(?:der|die|ein|eine)\s)?(?:\w+e[rn]?\s)?(?P<role>{_NOUN})\s"
        r"(?P<link>der|des|vom|von (?:der|den|dem)|von|aus (?:der|den|dem)|aus|beim|bei (?:der|den)|bei|im|in der|"
        r"für (?:den|die|das))\s"
    ),
    "en": re.compile(
        r",\s(?:the\s|an?\s)?(?:[\w-]+\s){0,3}?(?P<role>[\w-]+)\s(?P<link>of|at|for|from|with)\s(?:the\s|an?\s)?"
    ),
}
# What stands right before it: an owner and a word for what the person is, or that word and whose it is
_OWNER = re.compile(rf"(?P<owner>{_NOUN}(?:\s{_NOUN})?)(?:(?<=[^sxzß])s|(?<=[sxzß])['’])\s(?:\w+e[rn]?\s)?{_NOUN}\s$")
_OWNER_EN = re.compile(
    r"(?P<owner>(?:the\s)?[A-Z][\w.&-]*(?:\s(?:of\s|for\s|and\s)?[A-Z][\w.&-]*)*)(?:(?<!s)['’]s|(?<=s)['’]s?)\s(?:[a-z-]+\s){0,3}$"
)
# "Rail workers' union organiser Pete Maddox"
_OF_THEIRS = re.compile(
    r"(?P<body>(?:[A-Z][\w-]*\s)?[\w-]+s['’]\s(?:union|guild|association|federation|league|chamber|board|lobby))"
    r"\s(?:[a-z-]+\s){1,2}$"
)
_THEIRS_EN = re.compile(r"\b(?P<whose>its|their)\s(?:[\w-]+\s){0,3}[\w-]+,?\s$", re.IGNORECASE)
_HYPHENED = re.compile(rf"(?<![\w-])(?P<body>{_NOUN})-[A-ZÄÖÜ]\w+\s$")  # "CDU-Mann", "EU-Vermittler"
_FOREIGN = re.compile(rf"\b(?P<adjective>\w{{3,}}e[nrsm]?)\s{_NOUN}\s$")
_WHOSE = re.compile(
    rf"\b(?i:der|die|ein|eine)\s(?:\w+e[rn]?\s)?(?P<role>{_NOUN})\s"
    r"(?P<link>der|des|vom|von (?:der|den)|beim|bei (?:der|den)|im|am|in der)\s"
    rf"(?P<whose>(?:\w+e[nrs]\s)?{_NOUN}(?:\s{_NOUN})*),?\s$"
)
_LED = re.compile(
    rf"(?:,\svertreten durch|\sunter|\svertreten von|,\srepresented by|\sunder|\sled by)\s(?:{_NOUN}\s)?$"
)
_THEIRS = re.compile(rf"\b(?P<whose>(?i:deren|dessen|ihre?[mnr]?|seine?[mnr]?))\s(?:\w+e[rnm]?\s)?{_NOUN}\s$")
_BARE = re.compile(rf"(?P<before>(?:\w+\s)?\w*)[\s„“»«\"–:,.!?]*\b{_NOUN}\s(?:Dr\.\s)?$")
_KNOWN_BY = frozenset(re.findall(r"\w+",
    "the a an its their his her our another one der die das des dem den ein eine einer einem einen ihr ihre ihrem "
    "ihren sein seine seinem"
))  # fmt: skip
_MANY = re.compile(rf"(?i:die|den|der)\s{_NOUN}")
_AT = re.compile(
    r"(?:The|But|And|Even|At|For|In|For the|At the)\s|"
    r"(?:Bei|Beim|Im|In|Auch|Für|Doch|Nur|Selbst|Aus|Von|Vom)\s(?:der\s|den\s|dem\s|die\s|das\s)?"
)
_ENDS = re.compile(r"\n|[.?!“«] ")
_PARTY_AFTER = re.compile(r"\s\((?P<name>[^()\d]{2,25})\)")
_FOR_WHOM = {
    "de": re.compile(
        rf",\s(?:\d+,\s)?(?:der|die)\s(?:für|dem|der|im\sNamen\s(?:der|des)|die|den|das)\s(?P<body>(?:(?:den|die|das|der)\s)?{_NOUN}(?:\s{_NOUN})*)"
        r"(?:\s[^\s,.]+){0,5}?\s(?:vorsitzt|vorsteht|vermittelt|verhandelt|verhandelte|spricht|sprach|sitzt|saß|antritt|leitet|"
        r"führt|vertritt|auftritt|auftrat|arbeitet)\b"
    ),
    "en": re.compile(
        r",\s(?:who\s(?:\w+ly\s)?(?:(?:speaks|spoke|negotiates|sits|stands|acts|answers)\sfor|heads|leads|chairs|runs|represents|headed|led)"
        r"|for|representing|speaking\sfor)\s(?:the\s)?"
    ),
}
_OPENS = {"de": re.compile(r"Für\s(?:die\s|den\s|das\s)?"), "en": re.compile(r"For\s(?:the\s)?")}
# Further endings of nouns for bodies that no list of organisations has
_BODIES = (
    "tag", "dienst", "innung", "ring", "komitee", "ausschuss", "forum", "netzwerk", "werk", "zentrum", "rat", "bund",
    "kasse", "kammer", "verbund", "gmbh", "werft", "schaft", "konföderation", "föderation", "union", "kommando",
    "delegation", "redaktion", "gericht", "gerichtshof", "börse", "mission", "sekretariat", "dezernat", "referat",
)  # fmt: skip
_GENITIVES = frozenset(("der", "des"))
_NAMED = re.compile(rf"(?:\w+e[nrs]\s)?(?P<noun>{_NOUN}(?:\s(?:(?:und|&|and|of)\s)?{_NOUN})*)")
_DAYS = re.compile(r"(?:mon|diens|donners|frei|sams|sonn|werk|feier|vor|nachmit|jahres)tag$", re.IGNORECASE)


_BODY = frozenset(("organisation", "state", "group", "place"))


class Beside:
    """The candidates of one document, in order, as `Affiliations` has them."""

    def __init__(self, text: str, candidates: Sequence[Candidate], knowledge: Knowledge, language: str) -> None:
        self.text, self.candidates = text, candidates
        self.knowledge, self.language = knowledge, language

    def stands_for(self, i: int) -> int | str | None:
        """The number of the candidate that person `i` stands for by the words beside its name, or a name that no
        candidate has; None where they tell of none."""
        c, start = self.candidates[i], self._name_start(i)
        if start is None or c.name is None:
            return None
        last = c.name.split()[-1]
        at = self.text.rfind(last, c.start, c.end)
        end = at + len(last) if at >= 0 else c.end
        before = self.text[max(0, start - 120) : start]
        before = before[before.rfind("\n") + 1 :]
        if m := _FROM[self.language].match(self.text, end):
            found = self._target(m.end(), loose=False)
            town = isinstance(found, int) and self.candidates[found].type in {"place", "state"}
            if found is not None and (town or m["link"].strip() != "aus"):
                return found
        if m := _OFFICE[self.language].match(self.text, end):
            inside = "." in self.text[end : m.end()]
            loose = m["link"] in _GENITIVES
            if not inside and self._office(m["role"]) and (found := self._target(m.end(), loose=loose)) is not None:
                return found
        if (found := self._clause_after(end)) is not None:
            return found
        if self.language == "en":
            if m := _OF_THEIRS.search(before):
                return m["body"]
            if (m := _OWNER_EN.search(before)) and (found := self._named(m["owner"].removeprefix("the "))) is not None:
                return found
        else:
            if (m := _HYPHENED.search(before)) and (found := self._known(m["body"])) is not None:
                return found
            if m := _FOREIGN.search(before):
                for hit in self.knowledge.find(m["adjective"], "de"):
                    if hit.form.kind in ADJECTIVES and not hit.modifier:
                        return hit.form.id
            if (m := _OWNER.search(before)) and (found := self._named(m["owner"])) is not None:
                return found
            m = _WHOSE.search(before)
            if m is not None and (self._office(m["role"]) or before.endswith(", ")):
                at, loose = start - len(before) + m.start("whose"), m["link"] in _GENITIVES
                found = self._target(at, loose=loose, until=start)
                if found is not None:
                    return found
        if (m := _LED.search(before)) and self._just_before(i, start - len(before) + m.start()):
            return i - 1
        return self._opening(i)

    def _just_before(self, i: int, at: int) -> bool:
        """Whether the candidate before `i` is a body that ends right before `at`."""
        return i > 0 and self.candidates[i - 1].type in _BODY and 0 <= at - self.candidates[i - 1].end <= 2

    def owner(self, i: int) -> int | None:
        """ "deren Cheflobbyist Bertram Sieveking", "ihre Sprecherin Jutta Mahlow": the body spoken of last, whose words
        for it have the gender."""
        if (at := self._name_start(i)) is None:
            return None
        german = self.language == "de"
        m = (_THEIRS if german else _THEIRS_EN).search(self.text[max(0, at - 60) : at])
        if m is None:
            return None
        whose = m["whose"].lower()
        if whose in {"deren", "dessen"} and self._just_before(i, max(0, at - 60) + m.start()):
            return i - 1  # "die Stadt, deren Bürgermeister"
        her = whose.startswith(("ihr", "deren"))
        here = self.candidates[i]
        for back in range(2):
            for k in (k for k in range(i) if self.candidates[k].sentence == here.sentence - back):
                c = self.candidates[k]
                article = (self._word_before(c.start) if c.form == "name" else "") or c.text.split()[0].lower()
                if not german:
                    article = ""
                    if c.type == "group" and whose == "its":
                        continue
                other = {"das", "des", "dem", "den"} if her else {"die"}
                after = self.candidates[k + 1]  # "Somalias Hirtenverband"
                owns = after.start - c.end <= 1 and after.text[:1].isupper() and c.text.endswith(("s", "'", "’"))
                many = c.type == "group" and not c.definite and not _MANY.match(c.text)
                if (
                    c.type in {"organisation", "state", "group"}
                    and c.form != "pronoun"
                    and article not in other
                    and not (owns or many)
                ):
                    return k
        return None

    def opener(self, i: int) -> int | None:
        """ "Die SPD sieht das anders. Stadtrat Velten sagte": the body that opens this sentence or the one before, for
        a person with a bare word for what they are."""
        c, at = self.candidates[i], self._name_start(i)
        if at is None or c.possessive:
            return None
        if self.language == "de":
            m = _BARE.search(self.text[max(0, at - 60) : at])
            if m is None or _KNOWN_BY & {w.lower() for w in m["before"].split()}:
                return None
        elif c.role is None or c.start == at or c.text.split()[0].lower() in _KNOWN_BY or c.behind:
            return None
        for back in range(2):
            first = next((k for k in range(i) if self.candidates[k].sentence == c.sentence - back), None)
            if first is None:
                continue
            x = self.candidates[first]
            if x.paragraph != c.paragraph:
                continue
            start = self._sentence_start(x.start)
            head = self.text[start : x.start]
            named = x.type in {"organisation", "state"} or (x.type == "group" and _MANY.match(self.text, x.start))
            if named and not x.possessive and (not head.strip() or _AT.fullmatch(head)):
                return first
        return None

    def party(self, i: int) -> str | None:
        """ "Haushaltspolitiker Konrad Ahlers (CDU)"."""
        c = self.candidates[i]
        m = _PARTY_AFTER.match(self.text, c.end)
        if m is None or c.form != "name":
            return None
        known = (h.form.id for h in self.knowledge.find(m["name"], self.language))
        short = m["name"] if m["name"].isupper() else None
        return next((k for k in known if self.knowledge.entries[k].kind == "party"), short)

    def _name_start(self, i: int) -> int | None:
        c = self.candidates[i]
        if c.form != "name" or c.name is None or " " not in c.name:
            return None
        return max(self.text.find(c.name.split()[0], c.start, c.end), c.start)

    def _word_before(self, at: int) -> str:
        m = re.search(r"(\w+)\s$", self.text[max(0, at - 20) : at])
        return m[1].lower() if m and m[1].lower() in {"die", "der", "das", "des", "dem", "den"} else ""

    def _office(self, word: str) -> bool:
        return self.knowledge.role(word, self.language) is not None

    def _clause_after(self, end: int) -> int | None:
        """ "Ines Rademann, die für die Linke im Ausschuss sitzt", "Rosa Tillmann, die dem Heimbeirat vorsitzt"."""
        m = _FOR_WHOM[self.language].match(self.text, end)
        if m is None:
            return None
        if self.language == "en":
            found = self._target(m.end(), loose=False)
            return found if isinstance(found, int) else None
        for k, c in enumerate(self.candidates):
            if c.start >= end and c.start < m.end("body") and c.end > m.start("body") and c.type in _BODY:
                return k
        return None

    def _opening(self, i: int) -> int | None:
        """ "Für die CDU trat Fraktionschef Joosten ans Pult": for whom the first person of a sentence speaks."""
        here = self.candidates[i]
        first = next((k for k in range(max(0, i - 4), i) if self.candidates[k].sentence == here.sentence), None)
        if first is None or any(self.candidates[k].type == "person" for k in range(first, i)):
            return None
        c = self.candidates[first]
        opens = _OPENS[self.language].match(self.text, self._sentence_start(c.start), c.end)
        return first if opens is not None and opens.end() >= c.start and c.type in _BODY else None

    def _sentence_start(self, at: int) -> int:
        return max((m.end() for m in _ENDS.finditer(self.text, max(0, at - 400), at)), default=0)

    def _target(self, at: int, *, loose: bool, until: int | None = None) -> int | str | None:
        """The body named from `at` on (and before `until`): a candidate that begins there, or, in German, a name: of
        several words, with the ending of a body, or (`loose`) any that is no thing ("Sprecher der Fischer", not
        "Autorin der Studie")."""
        for k, c in enumerate(self.candidates):
            if c.start <= at + 2 and at < c.end and c.type in _BODY:
                return k if c.form != "pronoun" else None
            if c.start > at + 40:
                break
        m = _NAMED.match(self.text, at, len(self.text) if until is None else until)
        if m is None:
            return None
        for k, c in enumerate(self.candidates):  # "der Kette Drogalux", "des Lyoner Rechenzentrumsbetreibers Hexanuage"
            if m.start("noun") <= c.start < m.end() and c.type in {"organisation", "state"}:
                return k
        words = m["noun"].split()
        low = words[-1].lower()
        if self.language == "en" or low in FUNCTION["de"] or low in NOT_NAMES["de"]:
            return None  # "minister for Fisheries", "secretary of State"
        people = loose and self.text[:at].endswith(" der ") and not low.endswith("in")
        if self._office(words[-1]) and not people:
            return None
        body = low.endswith((*ORGANISATION_TAILS["de"], *_BODIES)) and _DAYS.search(low) is None
        thing = low.endswith(NOUN_ENDINGS) or low in DOCUMENTS
        found = m["noun"] if body or len(words) > 1 or (loose and not thing) else None
        return _nominative(found) if found is not None and self.text[:at].endswith(" des ") else found

    def _known(self, body: str) -> int | str | None:
        """A body of the knowledge, or one that the text names, by the first part of a compound."""
        for hit in self.knowledge.find(body, self.language):
            if hit.form.kind in {"name", "seat"} and hit.end - hit.start == len(body):
                return hit.form.id
        return next(
            (
                k
                for k, c in enumerate(self.candidates)
                if c.type == "organisation" and c.name and body in {c.name, c.name.split()[0]}
            ),
            None,
        )

    def _named(self, owner: str) -> int | str | None:
        """Whose somebody is: a state or a town of the knowledge, or a body or a place that the text names."""
        for hit in self.knowledge.find(owner, self.language):
            if hit.form.kind in {"name", "capital", "place", "seat"} and not hit.modifier:
                return hit.form.id
        wanted = {owner, owner.split()[-1]}
        for k, c in enumerate(self.candidates):
            if c.type in {"organisation", "place", "state"} and c.name and {c.name, c.text} & wanted:
                return k
        return owner.split()[-1] if len(owner.split()) == 1 and owner.lower() not in FUNCTION["de"] else None


def _nominative(name: str) -> str:
    """A name without the ending that it has after "des": "Bauernverbands", "Bauernverbandes" become "Bauernverband"."""
    bare = name.removesuffix("es")
    if name.endswith("es") and bare.lower().endswith((*ORGANISATION_TAILS["de"], "s", "z", "x")):
        return bare
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name
