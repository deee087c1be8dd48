"""Amounts: a number with its multipliers and currency sign, and where a number is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from standpunkt.model import Quantity
from standpunkt.reading.quantities.lexicon import (
    BOUNDS,
    CURRENCY_SIGNS,
    DASH,
    HEDGES,
    LABELS,
    MANY,
    MULTIPLIERS,
    MULTIPLIERS_EN,
    ONES,
    ROUGHLY,
    UNITS,
)
from standpunkt.reading.times.finder import TimeFinder
from standpunkt.reading.times.numbers import number, word_value
from standpunkt.reading.times.tokens import Tokens, words

__all__ = ["Amount", "Amounts", "may_start"]

_CAPS = words("maximal höchstens vielleicht knapp rund gut etwa perhaps maybe around about nearly")
_STARTS = {
    "de": words(
        "hälfte jeder jede jedes jedem jeden halbe halben halbes halbem viertelmillion dutzend us chf eur usd gbp"
    ),
    "en": words("half a an us chf eur usd gbp"),
}


@lru_cache(maxsize=65536)
def may_start(word: str, language: str) -> bool:
    """Whether a quantity may begin with a lower-case token; cheap, and true too often rather than too seldom."""
    if word[0].isdigit() or word in CURRENCY_SIGNS or word in _STARTS[language]:
        return True
    return word_value(word, language) is not None


@dataclass(slots=True)
class Amount:
    start: int
    end: int
    value: float
    scale: float = 1.0
    unit: str | None = None
    kind: str | None = None
    one: bool = False
    words: bool = False


class Amounts:
    """Finds the amounts of one text."""

    def __init__(self, text: str, language: str) -> None:
        self.t = Tokens(text)
        self.de = language == "de"
        self.language = "de" if self.de else "en"
        self.mult = MULTIPLIERS if self.de else MULTIPLIERS_EN
        self.bounds = BOUNDS[self.language]
        self.lengths = sorted({len(k) for k in self.bounds}, reverse=True)
        self.taken = bytearray(len(self.t) + 1)
        for f in TimeFinder(text, language, None, self.t).find(lines=True):
            self.taken[f.start : f.end] = b"\1" * (f.end - f.start)
        self.floor = 0
        self.last: Quantity | None = None
        self.percent = "Prozent" if self.de else ("percent" if "percent" in text else "per cent")

    def _allowed(self, a: Amount) -> bool:
        """Whether a number may be an amount at all: no ordinal, clock, calendar, section or score."""
        t, i, j = self.t, a.start, a.end
        before, after = t.at(i - 1), t.at(j)
        if any(self.taken[i:j]):
            return False
        if before in LABELS or (self.de and before.endswith(("straße", "strasse", "platz", "allee", "weg", "gasse"))):
            return False
        if before in MANY and (a.value * a.scale) in {12.0, 100.0, 1000.0}:
            return False
        figures = t.low[i][0].isdigit()
        if figures and a.scale == 1.0 and a.unit is None:
            if after == "." and t.glued(j - 1) and not (j + 1 >= len(t) or t.at(j + 1) == "\n") and a.value < 100:
                return False
            if t.glued(i - 1) and before not in {"(", "„", '"', "“", "€", "$", "£", "\n", "-", "–", "—", "+", "−", "¥"}:
                return False
            if after in {":", "/"} and t.glued(j - 1) and t.glued(j):
                return False
            if after.isalpha() and t.glued(j - 1) and not (after in UNITS or after in self.mult):
                return False
            if before == "-" and t.glued(i - 1) and t.glued(i - 2):
                return False
        return after not in {"uhr", "st", "nd", "rd", "th", "pm", "am", "gmt", "o"} or after == "am"

    def _amount(self, i: int) -> Amount | None:
        """A number with its multipliers, and its currency sign where it has one."""
        t = self.t
        if i >= len(t):
            return None
        w = t.low[i]
        if w in CURRENCY_SIGNS or w in {"us", "chf", "eur", "usd", "gbp"}:
            j = i
            if w == "us":
                if t.at(i + 1) != "$" or not t.glued(i):
                    return None
                j = i + 1
            got = number(t, j + 1, self.language)
            if got is None or not t.at(j + 1)[0].isdigit():
                return None
            sign = CURRENCY_SIGNS.get(t.low[j])
            unit = (sign[0] if self.de else sign[1]) if sign else t.word[j]
            return self._scaled(Amount(i, got[1], got[0], 1.0, unit, "money"))
        if self.de and w in ONES and t.at(i + 1) in {"halbe", "halben", "halbes", "halber"}:
            if t.at(i + 2) not in self.mult and t.at(i + 2) not in UNITS:
                return None
            return self._scaled(Amount(i, i + 2, 0.5))
        if self.de and w == "viertelmillion":
            return Amount(i - 1 if t.at(i - 1) in ONES and i > self.floor else i, i + 1, 0.25, 1e6)
        if not self.de and w == "half" and t.at(i + 1) in {"a", "an"}:
            if t.at(i + 2) in self.mult or UNITS.get(t.at(i + 2)) == "time":
                return self._scaled(Amount(i, i + 2, 0.5))
            return None
        if not self.de and w in {"a", "an"} and t.at(i + 1) not in ROUGHLY:
            if t.at(i + 1) in {"hundred", "thousand", "million", "billion", "trillion", "dozen"}:
                a = self._scaled(Amount(i, i + 1, 1.0))
                if t.low[a.end : a.end + 3] == ["and", "a", "half"]:
                    a.value, a.end = 1.5, a.end + 3
                return a
            return None
        if self.de and w == "dutzend" and t.is_capital(i) and t.at(i - 1) in {"das", "im"}:
            return Amount(i - 1, i + 1, 1.0, 12.0)
        if w in ONES and t.at(i + 1) in ROUGHLY and t.at(i + 2) in self.mult:
            return self._scaled(Amount(i, i + 2, 1.0))
        got = number(t, i, self.language)
        if got is None:
            return None
        a = Amount(i, got[1], got[0], one=w in ONES and got[1] == i + 1, words=w.isalpha())
        if not self.de and t.at(a.end) == "and" and t.at(a.end + 1) == "a" and t.at(a.end + 2) == "half":
            a.value, a.end = a.value + 0.5, a.end + 3
        return self._scaled(a)

    def _scaled(self, a: Amount) -> Amount:
        t = self.t
        while a.end < len(t):
            w = t.low[a.end]
            if (
                w == "-"
                and a.unit
                and t.glued(a.end - 1)
                and t.glued(a.end)
                and self.mult.get(t.at(a.end + 1), 0) >= 1e6
            ):
                a.end += 1  # $400-million
                w = t.low[a.end]
            by = self.mult.get(w)
            if by is None or (self.de and by >= 1e6 and not t.is_capital(a.end)):
                break
            if w in {"m", "k"} and not (
                t.glued(a.end - 1)
                and (a.unit == "Dollar" or a.kind == "money" or (w == "m" and UNITS.get(t.at(a.end + 1)) == "money"))
            ):  # "$5m", "250m kroner"
                break
            a.scale, a.end = a.scale * by, a.end + 1
            if t.at(a.end) == "." and w in {"mio", "mrd", "bio"}:
                a.end += 1
            if not self.de and w == "dozen":
                break
        return a

    def _second(self, first: Amount) -> Amount | None:
        """The upper end of a range that begins with `first`."""
        t, i = self.t, first.end
        if t.at(i) == "-" and t.glued(i - 1) and t.at(i + 1) == "bis":  # drei- bis vierhundert
            i += 1
        w = t.at(i)
        between = t.at(first.start - 1) in {"zwischen", "between"}
        if w in DASH and i + 1 < len(t):
            if not t.low[i + 1][0].isdigit() and t.low[i + 1] not in CURRENCY_SIGNS:
                return None
        elif w in {"bis", "to"}:
            if t.at(i + 1) == "zu":
                i += 1
        elif (w in {"und", "and"} and between) or w in {"oder", "or"}:
            pass
        else:
            return None
        if t.at(i + 1) in _CAPS:
            i += 1
        if self.taken[i + 1]:
            return None
        got = self._amount(i + 1)
        if got is None or got.one:
            return None
        return got

    def _hedged(self, end: int) -> tuple[str, float, int] | None:
        """ ", eventuell 30.000": a second, less certain figure."""
        t, i = self.t, end
        if t.at(i) in {",", "(", "–", "-"}:
            i += 1
        hedge = None
        if t.at(i) in {"oder", "or", "und", "and"}:
            i += 1
        if t.at(i) in HEDGES[self.language]:
            hedge, i = t.word[i], i + 1
        else:
            return None
        while t.at(i) in {"auch", "sogar", "even", "bis", "zu", "up", "to", "as", "many", "rund"}:
            i += 1
        got = self._amount(i)
        if got is None or got.one:
            return None
        return hedge, got.value * got.scale, got.end
