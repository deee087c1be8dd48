"""Conditions in an English sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from standpunkt.reading.conditions import lexicon as lx
from standpunkt.reading.conditions.forms import END, Finder, Found

__all__ = ["English"]

_STOP_EN = re.compile(
    r"[,;:]| (?:nothing|nobody|no one|will|would|can|could|may|might|is|are|was|were|has|have|had|does|did|"
    r"said|says|there|and there)\b"
)


class English(Finder):
    language = "en"

    def clause(self, at: int) -> int:
        for m in END.finditer(self.s, at):
            if there := re.search(r" there (?:will|would|can|is)\b", self.s[at : m.start()]):
                return at + there.start()
            if m.group() == "," and re.match(r" (?:who|which|whose|where|to somewhere|but not)\b", self.s[m.end() :]):
                continue
            if m.group() == ":" and m.start() - at < 3:
                continue
            return m.start()
        return len(self.s)

    def phrase(self, at: int) -> int:
        m = _STOP_EN.search(self.s, at)
        return m.start() if m else self.trim(at, len(self.s))

    def all(self) -> Iterator[Found]:
        yield from self.clauses()
        yield from self.phrases()
        yield from self.modals()

    def clauses(self) -> Iterator[Found]:
        for m in self.words["strong"].finditer(self.s):
            iffy = "if" in m.group().lower()
            if iffy and (self.wish or lx.ASKING["en"].search(self.s[: m.start()])):
                continue
            end = self.clause(m.end())
            yield self.make(m.start(), end, m.end(), 0.9, self.unless(m.group(), m.start(), m.end(), end))
        for m in self.words["weak"].finditer(self.s):
            if lx.ASKING["en"].search(self.s[: m.start()]) or self.wish:
                continue
            end = self.clause(m.end())
            sure = self.weak(m.group().lower(), m.start(), m.end(), end)
            if sure:
                yield self.make(m.start(), end, m.end(), sure, self.unless(m.group(), m.start(), m.end(), end))

    def weak(self, word: str, start: int, body: int, end: int) -> float:
        first = not self.s[:start].strip(" \"“‘'")
        no, offer = self.refuses(start, end), self.offers(start, end)
        if word == "if":
            if re.match(
                r" (?:only|ever|not\b|any\b|so\b|necessary|need|possible|you\b|anyone|anything|all\b|it must)",
                self.s[body:],
            ):
                return 0.0
            if self.s[body:end].endswith(" at all"):
                return 0.0
            if not first and re.search(r"\b(?:and|or|but) $", self.s[:start]) and not offer:
                return 0.0
            if first:
                return 0.65 if re.search(r"\b(?:will|would|must|can|could|may)\b|['’]ll\b", self.s[end:]) else 0.0
            return 0.8 if offer or no else 0.65
        if self.narrates(start, end):
            return 0.0
        if word in {"until", "before", "ahead of"}:
            if self.dated(body, end):
                return 0.0
            holds = no or (word == "until" and re.search(r"\b(?:stay|remain|keep|go on|going on)\b", self.s[:start]))
            return 0.72 if holds and not re.match(r" (?:now|then|this week|last|recently)\b", self.s[body:]) else 0.0
        if word in {"once", "as soon as"}:
            holds = offer or (not first and re.search(r"\b(?:has|have|is|are)\b", self.s[body:end]))
            return 0.7 if holds and not re.match(r" (?:again|more|a|in|possible|practicable)\b", self.s[body:]) else 0.0
        if word in {"after", "when"}:
            modal = re.search(r"\b(?:only|not before|not a day|not earlier|and not before)\b", self.rest(start, end))
            return 0.5 if modal else 0.0
        return 0.5 if not first and word.startswith("the day") else 0.0

    def narrates(self, start: int, end: int) -> bool:
        rest = self.rest(start, end)
        return bool(re.search(r"\b(?:was|were|had|left|came|went|took|met|failed|broke)\b", rest)) and not re.search(
            r"\b(?:will|would|could|may|must|can)\b", rest
        )

    def unless(self, word: str, start: int, body: int, end: int) -> bool:
        if self.words["negated"].search(word):
            return not self.refuses(start, end)
        lasts = word.lower().endswith("long as") or word.lower() == "if"
        inner = self.s[body:end]
        return bool(
            lasts and re.match(r" (?:no|nobody|nothing)\b| \w+(?: \w+)? (?:does|do|is|are) not\b", inner)
        ) and not self.refuses(start, end)

    def phrases(self) -> Iterator[Found]:
        for m in self.words["on"].finditer(self.s):
            at = next(m.start(g) for g in ("p1", "p2", "p3") if m.group(g))
            if m.group().startswith("Depending") or re.search(r"\b(?:not|no longer) $", self.s[: m.start()]):
                continue
            if not m.group("p1") and self.narrates(m.start(), m.end()):
                continue
            if m.group("p3") and re.match(
                r"(?:criticism|change|debate|abuse|attack|review|scrutiny)", self.s[m.end() :]
            ):
                continue
            asks = re.match(r"(?:whether|what|how|who)\b", self.s[m.end() :])
            sure = 0.65 if m.group("p2") and not asks else 0.85
            yield self.make(at, self.clause(m.end()), m.end(), sure)
        for m in self.words["colon"].finditer(self.s):
            yield self.make(m.end(), self.clause(m.end()), m.end(), 0.85)
        for name, sure in (
            ("only", 0.7),
            ("mandate", 0.6),
            ("not_before", 0.8),
            ("takes", 0.7),
            ("only_noun", 0.6),
            ("anything", 0.6),
            ("with", 0.6),
        ):
            for m in self.words[name].finditer(self.s):
                end = self.phrase(m.end())
                if name == "takes":
                    end = self.s.find(" before ", m.end())
                if name == "with" and not re.search(r"\b(?:will|would|can|is safe)\b", self.s[end:]):
                    continue
                if self.dated(m.end(), end):
                    continue
                if end > m.end() and (name == "takes" or not self.narrates(m.start(), end)):
                    start = m.end() if name == "takes" else m.start()
                    yield self.make(start, end, m.end(), sure)
        for m in self.words["without"].finditer(self.s):
            end = self.phrase(m.end())
            either = re.search(r"\bwith or $", self.s[: m.start()])
            opens = not self.s[: m.start()].strip(' "“') and re.search(r"\b(?:will|would)\b", self.s[end:])
            if (self.refuses(m.start(), end) or opens) and not self.narrates(m.start(), end) and not either:
                yield self.make(m.start(), end, m.end(), 0.72)
        if none := self.words["no_no"].search(self.s):
            yield self.make(none.start(), none.end("body"), none.start("body"), 0.8)

    def modals(self) -> Iterator[Found]:
        if self.wish:
            return
        aim = self.words["purpose"].search(self.s)
        if aim and re.match(r"[^,]{2,40} (?:must|has to|have to|needs? to)\b", self.s[aim.end() :]):
            yield self.make(aim.end(), self.clause(aim.end()), aim.end(), 0.7)
        for m in self.words["taking_part"].finditer(self.s):
            start, _ = self.main(m.start())
            start = max(start, self.s.rfind(" that ", 0, m.start()) + 6 if " that " in self.s[start : m.start()] else 0)
            if not re.search(r"\b(?:we|i)\b", self.s[start : m.start()], re.IGNORECASE):
                yield self.make(start, m.end(), start, 0.7)
        for m in self.words["but_must"].finditer(self.s):
            start = m.start() + 2
            if self.offers(start, len(self.s)) and not re.search(r"\b(?:we|i|he|she|they)\b", m.group(), re.IGNORECASE):
                yield self.make(start, self.clause(m.end()), start, 0.6)
        for m in self.words["alone"].finditer(self.s):
            yield self.make(m.start(), m.end(), m.start(), 0.7)
        for m in self.words["should"].finditer(self.s):
            yield self.make(m.start(), self.clause(m.end()), m.end(), 0.8)
