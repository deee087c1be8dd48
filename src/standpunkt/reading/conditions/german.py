"""Conditions in a German sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from standpunkt.reading.conditions import lexicon as lx
from standpunkt.reading.conditions.forms import END, Finder, Found

__all__ = ["German"]

_NOUN = r"(?:[A-ZÄÖÜ\d€$£„“»\"][\w.,\d]*(?:[-‑][\w]+)*[“”«\"]?)"
_LINK = r"(?:der|des|von|vom|aus|durch|für|zu|zur|zum|im|in|am|über|auf|an|und|gegen|bei|mit)"
_LOW = r"(?:[a-zäöüß][\wäöüß]*(?:[-‑]\w+)?)"
_PHRASE_DE = re.compile(
    rf"(?:{_LOW} ){{0,4}}?{_NOUN}(?: {_NOUN})*(?: (?:{_LINK} )(?:{_LOW} ){{0,2}}?{_NOUN}(?: {_NOUN})*){{0,3}}"
)
_VERB_END = re.compile(r"(?:^|\s)[\"„“»]?[a-zäöüß]{2,}(?:t|te|e|en|n|st|ß|d|b|s|l)[\"“”«]?$")
_ADVERBS = frozenset(
    re.findall(
        r"\w+",
        "jetzt zuletzt insgesamt nicht selbst seit mit statt damit bereits dort heute erst zuerst direkt indirekt "
        "derzeit zunächst nachts stets weit fast recht echt gut unbekannt überhaupt vielleicht deshalb deswegen "
        "gestern zumindest immerhin letztlich rund meist stattdessen dagegen danach einst zudem kurz halten weiter "
        "sonst inzwischen bislang ohne trotzdem zwischen neben gegen unter zweimal schon unterdessen nachdem wenn "
        "sollte sollten und aus auch man ein eine einen seine ihre keine diese jene alle beide viele einige welche "
        "einzelne mehrere manche wenige andere solche ",
    )
)


_WHEN = re.compile(r"\bam (?:\w+ )?\w+tag\b|\ban diesem \w+tag|\bim (?:Januar|Februar|März|April|Mai|Juni|Juli|August|"
                   r"September|Oktober|November|Dezember)\b")  # fmt: skip


_SUBJUNCTIVE = re.compile(
    r"(?:werden?|müssen?|könnten?|könnet?n?|sollen?|dürfen?|wollen?|seien?|würden?|müssten?|habe|gebe|bleibe)$"
)
_JOINED = re.compile(r"(?:[Uu]nd |[Aa]ber |[Dd]och )?")
_OPENS = (",", "–", "-", ":", "„", '"', "und", "(", "“", "?", "»", "«", "‚", "”")


class German(Finder):
    language = "de"

    def clause(self, at: int) -> int:
        """Where the clause that runs at `at` ends: at its final verb, a main clause after it, or the sentence's end."""
        for m in END.finditer(self.s, at):
            if m.group() != ",":
                if m.group() == ":" and m.start() - at < 3:
                    continue
                return m.start()
            after = m.end()
            if re.match(r"\s*sondern\b", self.s[after:]):
                continue
            if lx.RELATIVE["de"].match(self.s, after) or not _VERB_END.search(self.s[at : m.start()]):
                if lx.FRAME_AFTER["de"].match(self.s, after) and self.s[after : after + 5].strip() not in {
                    "das",
                    "und",
                }:
                    return m.start()
                continue
            return m.start()
        return len(self.s)

    def phrase(self, at: int) -> int:
        m = _PHRASE_DE.match(self.s, at)
        return m.end() if m else at

    def all(self) -> Iterator[Found]:
        yield from self.clauses()
        yield from self.complements()
        yield from self.phrases()
        yield from self.modals()
        yield from self.inverted()

    def clauses(self) -> Iterator[Found]:
        for m in self.words["strong"].finditer(self.s):
            if re.search(r"\b(?:auch|selbst|sogar)\s+$", self.s[: m.start()], re.IGNORECASE) or self.wish:
                continue
            end = self.clause(m.end())
            yield self.make(m.start(), end, m.end(), 0.92, self.unless(m.group(), m.start(), m.end(), end))
        for m in self.words["weak"].finditer(self.s):
            if lx.ASKING["de"].search(self.s[: m.start()]) or self.wish:
                continue
            word = m.group().lower()
            end = self.clause(m.end())
            if self.s[m.end() : m.end() + 6].lower().startswith((" man d", " es um", " auch")):
                continue
            sure = self.weak(word, m.start(), m.end(), end)
            if sure:
                yield self.make(m.start(), end, m.end(), sure, self.unless(word, m.start(), m.end(), end))

    def weak(self, word: str, start: int, body: int, end: int) -> float:
        """How sure a clause with a connector that is often temporal makes a condition; 0 for none."""
        first = not self.s[:start].strip(' "„“»–-')
        before = self.s[:start].rstrip()
        if not first and not before.endswith(_OPENS):
            return 0.0
        no, offer = self.refuses(start, end), self.offers(start, end)
        if word in {"bevor", "ehe"}:
            return 0.8 if no else 0.0
        if word == "bis":
            return 0.6 if (no or "bleib" in self.s[:start]) and offer else 0.0
        if word == "nachdem":
            return 0.55 if not first and not self.past(start, end) else 0.0
        if word == "außer":
            return 0.7 if self.s[body : body + 5].lower().startswith((" die", " der", " das", " es")) else 0.0
        if word in {"solange", "so lange"}:
            return 0.75 if no or offer or not first else 0.0
        if word == "wenn" and not no and _WHEN.search(self.rest(start, end)) and not re.search(r"\bnur\b", self.s):
            return 0.0
        if re.match(r" (?:überhaupt|möglich|nötig|auch|schon|jemand)\b", self.s[body:]):
            return 0.0
        if re.search(r"\b(?:[a-zäöü]{2,}ten?|war|waren|kam|kamen|ging|gingen)\W*$", self.s[body:end]) and self.past(
            start, end
        ):
            return 0.6 if offer else 0.0
        if first:
            return 0.6 if lx.NEGATION["de"].search(self.s[end:]) or self.commits(end) else 0.0
        return 0.8 if offer or no else 0.62

    def commits(self, after: int) -> bool:
        """What follows an opening clause says what will be done."""
        return bool(
            re.search(r"\b(?:werden?|würden?|wird|will|wolle\w*|könn\w*|könnte\w*|dann|bereit|nur)\b", self.s[after:])
        )

    def past(self, start: int, end: int) -> bool:
        return bool(
            re.search(r"\b(?:war(?:en)?|hatten?|wurden?|[a-zäöü]{3,}ten?)\b", self.rest(start, end))
        ) and not re.search(
            r"\b(?:würden?|könnten?|müssten?|sollten?|sagten?|betonte|erklärten?|kündigten?|stellte|rechnete|"
            r"meinte|wollten?)\b",
            self.rest(start, end),
        )

    def unless(self, word: str, start: int, body: int, end: int) -> bool:
        if self.words["negated"].search(word):
            return not self.refuses(start, end)
        inner = self.s[body:end]
        says_no = re.search(r"\b(?:nicht|kein\w{0,2}|niemand)\b", inner)
        lasts = word.lower() in {"solange", "so lange"} or re.search(
            r"\b(?:falls|sofern|wenn) nicht\b", self.s[start:end]
        )
        return bool(
            says_no and lasts and not re.search(r"\bnicht (?:mehr|weniger|unter|über)\b", inner)
        ) and not self.refuses(start, end)

    def complements(self) -> Iterator[Found]:
        for m in self.words["that"].finditer(self.s):
            lead = self.s[max(0, m.start() - 70) : m.start()].lower()
            word = m.group().lower()
            if word.startswith("daran") and "knüpf" not in lead and "gebunden" not in lead:
                continue
            if word.startswith("damit") and "fäll" not in lead:
                continue
            if word.startswith("darauf") and (" nicht" in lead[-12:] or "kommt" not in lead):
                continue
            if word.startswith("davon") and not re.search(r"häng|mach|mäch|abhängig", lead + word):
                continue
            if re.search(r"\bunabhängig\b", lead + word):
                continue
            yield self.make(m.end(), self.clause(m.end() + 4), m.end() + 4, 0.9)
        for m in self.words["presupposes"].finditer(self.s):
            yield self.make(m.end(), self.clause(m.end() + 4), m.end() + 4, 0.9)
        for m in self.words["that_is"].finditer(self.s):
            start, _ = self.main(m.start())
            start += len(_JOINED.match(self.s[start:])[0])  # type: ignore[index]
            yield self.make(start, m.start(), start, 0.8)
        for m in self.words["indispensable"].finditer(self.s):
            end = self.phrase(m.end())
            if end > m.end() and not self.past(m.start(), end):
                yield self.make(m.end(), end, m.end(), 0.8)
        for m in self.words["on"].finditer(self.s):
            at = next(m.start(g) for g in ("p1", "p2", "p3", "p4") if m.group(g))
            end = self.phrase(m.end())
            if end > m.end() and not (m.group("p2") and self.s.lower().startswith(("ob ", "und ob "))):
                yield self.make(at, end, m.end(), 0.85)
        for m in self.words["colon"].finditer(self.s):
            yield self.make(m.end(), self.clause(m.end()), m.end(), 0.9)
        for m in self.words["is"].finditer(self.s):
            end = self.phrase(m.end())
            if end > m.end() and not self.past(m.start(), end) and not re.search(r"\bkeine\b", m.group()):
                yield self.make(m.end(), end, m.end(), 0.8)
        for m in self.words["need"].finditer(self.s):
            end = self.phrase(m.end())
            if end > m.end():
                yield self.make(m.end(), end, m.end(), 0.6)

    def phrases(self) -> Iterator[Found]:
        for name, sure in (("exchange", 0.85), ("only", 0.7), ("late", 0.7), ("mandate", 0.5)):
            for m in self.words[name].finditer(self.s):
                end = self.phrase(m.end())
                if end <= m.end() or self.wish:
                    continue
                if name == "mandate" and not re.search(
                    r"vorstell|denkbar|bereit|nur|würde|könn|gar nicht|infrage", self.s
                ):
                    continue
                if self.dated(m.end(), end) or ("ab" in m.group().split() and not self.commits(0)):
                    continue
                if name in {"only", "late"} and (self.past(m.start(), end) or not self.offers(m.start(), m.start())):
                    continue
                yield self.make(m.start(), end, m.end(), sure)
        for m in self.words["without"].finditer(self.s):
            end = self.phrase(m.end())
            if (
                end > m.end()
                and self.refuses(m.start(), end)
                and not re.search(r"\b(?:mit oder|nicht) $", self.s[: m.start()])
            ):
                yield self.make(m.start(), end, m.end(), 0.8)
        if (threat := self.words["threat"].search(self.s)) and not self.wish:
            at = self.s.lower().index("ohne")
            yield self.make(at, threat.end("body"), threat.start("body"), 0.6)
        for m in self.words["below"].finditer(self.s):
            end = self.phrase(m.end())
            if end > m.end() and self.refuses(m.start(), end) and not self.past(m.start(), end):
                yield self.make(m.start(), end, m.start(), 0.55)
        if none := self.words["no_no"].search(self.s):
            yield self.make(none.start(), none.end("body"), none.start("body"), 0.8)
        for m in self.words["if_then"].finditer(self.s):
            yield self.make(m.start(), self.clause(m.end()), m.start() + 3, 0.7)

    def modals(self) -> Iterator[Found]:
        if self.wish:
            return
        for name, sure in (("first", 0.7), ("purpose", 0.7)):
            if m := self.words[name].search(self.s):
                start = m.start() if name == "first" else m.end()
                yield self.make(start, self.clause(m.end()), start, sure)
        for m in self.words["taking_part"].finditer(self.s):
            if not re.search(r"\b(?:wir|ich|man)\b", m.group()):
                start, _ = self.main(m.start())
                yield self.make(start, m.end(), start, 0.75)
        for name in ("but_must", "it_must"):
            for m in self.words[name].finditer(self.s):
                start = m.start() + 2
                offer = self.offers(start, len(self.s)) or re.search(r"\b[Ww]ir\b", self.s[:start])
                if offer and not re.search(r"\b(?:ich|wir|man)\b", m.group()):
                    yield self.make(start, self.clause(m.end()), start, 0.6)
        for m in self.words["alone"].finditer(self.s):
            if re.search(r"aber|jedoch|allerdings", m.group()):
                yield self.make(m.start(), m.end(), m.start(), 0.7)

    def inverted(self) -> Iterator[Found]:
        """A clause that begins with its verb: "Stellt Brüssel die Hälfte, legt das Land die andere drauf"."""
        if (m := self.words["should"].search(self.s)) and not self.wish:
            yield self.make(0, self.clause(m.end()), m.end(), 0.85)
            return
        for m in self.words["verb_first"].finditer(self.s):
            verb = m.group("v")
            if verb.lower() in _ADVERBS or (m.start() > 0 and verb[0].isupper() and self.s[m.start()] == ","):
                continue
            if m.start() > 0 and self.s[m.start()] in ",;" and not re.search(r"\bnur\b|;", self.s[: m.start() + 1]):
                continue
            rest = m.group("rest")
            if (
                not re.match(
                    r"(?:der|die|das|dies\w*|sich|es|er|sie|man|wir|ein|eine|kein\w{0,2}|niemand|jemand|alle|auch|nicht|"
                    r"[A-ZÄÖÜ]\w+)\b",
                    rest,
                )
                or self.wish
            ):
                continue
            if self.past(m.start(), m.end() - len(m.group("main"))) and not self.offers(m.start("v"), m.end("rest")):
                continue
            wished = verb.endswith("e") and _SUBJUNCTIVE.match(m.group("main"))  # "Finde sich keiner, müsse er …"
            yield self.make(m.start("v"), m.end("rest"), m.start("v"), 0.6 if wished else 0.5)
