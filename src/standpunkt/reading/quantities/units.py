"""Units: measures, money, shares, and the nouns that are counted."""

from __future__ import annotations

from standpunkt.reading.quantities.amounts import Amount, Amounts
from standpunkt.reading.quantities.lexicon import (
    CURRENCY_SIGNS,
    MONTHS,
    NO_ADJECTIVES,
    NO_ADVERBS,
    PEOPLE,
    PLURALS,
    STOP,
    UNITS,
)

__all__ = ["Units"]


class Units(Amounts):
    """Finds the units of amounts."""

    def _unit(self, i: int, first: Amount, second: Amount | None) -> tuple[int, str, str] | None:
        """The unit at token `i`: end, word, kind."""
        t, w = self.t, self.t.at(i)
        if w == "%":
            return self._percent_of(i + 1, self.percent)
        if w in CURRENCY_SIGNS:
            sign = CURRENCY_SIGNS[w]
            return i + 1, sign[0] if self.de else sign[1], "money"
        if w == "per" and t.at(i + 1) == "cent":
            return self._percent_of(i + 2, "per cent")
        if w == "percentage" and t.at(i + 1) == "points":
            return i + 2, "percentage points", "percent"
        if not self.de and w == "-" and t.glued(i - 1) and t.at(i + 1) in UNITS and t.at(i + 2) != "-":
            return i + 2, t.word[i + 1], UNITS[t.at(i + 1)]
        if self.de and w in {"us", "us-"} and t.at(i + 1) == "-" and t.at(i + 2) in {"dollar"}:
            return i + 3, "US-Dollar", "money"
        if w in {"cubic", "square", "nautical"} and t.at(i + 1) in UNITS:
            return i + 2, f"{w} {t.word[i + 1]}", UNITS[t.at(i + 1)]
        if w in UNITS and self.taken[i] == 0:
            if self.de and not t.is_capital(i) and w not in {"km", "m", "cm", "mm", "kg", "ha", "kw"}:
                return None
            kind = UNITS[w]
            if kind == "percent":
                return self._percent_of(i + 1, t.word[i])
            return i + 1, t.word[i], kind
        if first.one and first.scale == 1.0 and second is None:
            return None
        noun = self._noun_de(i) if self.de else self._noun_en(i)
        if noun is None:
            return None
        end, word = noun
        low = word.lower()
        if low in {"mal", "male", "times"}:  # how often is no amount
            return None
        if len(t.low[i - 1]) == 5 and t.low[i - 1].isdigit() and first.value % 100:  # a postal code
            return None
        if low in UNITS:
            return end, word, UNITS[low]
        tail = low.rsplit("-", 1)[-1]
        people = low in PEOPLE or low.rstrip("n") in PEOPLE or tail in PEOPLE or tail.rstrip("n") in PEOPLE
        if people or low.endswith(("soldaten", "kräfte", "kräften", "innen", "leute", "leuten", "personen")):
            return end, word, "people"
        return end, word, "count"

    def _percent_of(self, end: int, unit: str) -> tuple[int, str, str]:
        t = self.t
        if (
            self.de
            and t.at(end) == "des"
            and t.at(end + 1) in {"bip", "bruttoinlandsprodukts", "bruttoinlandsproduktes"}
        ):
            return end + 2, f"{unit} des BIP", "percent"
        if not self.de and t.at(end) == "of" and t.at(end + 1) == "gdp":
            return end + 2, f"{unit} of GDP", "percent"
        return end, unit, "percent"

    def _noun_de(self, i: int) -> tuple[int, str] | None:
        t, j = self.t, i
        while j < len(t) and j - i < 6 and t.low[j].isalpha() and not t.is_capital(j):
            w = t.low[j]
            if w in NO_ADJECTIVES:
                return None
            if not w.endswith(("e", "en", "er", "es", "em")) and not self._adverb(j):
                return None
            j += 1
            if t.at(j) in {",", "und"}:
                k = j + 2 if t.at(j + 1) in {"gut", "sehr", "neu", "besonders"} else j + 1
                if t.at(k).endswith(("e", "en")) and t.at(k) not in NO_ADJECTIVES and not t.is_capital(k):
                    j = k
        if j >= len(t) or not t.is_capital(j) or not t.low[j].isalpha() or self.taken[j] or t.low[j] in MONTHS:
            return None
        k = j + 1
        while t.at(k) == "-" and t.glued(k - 1) and t.glued(k) and k + 1 < len(t) and t.low[k + 1].isalpha():
            k += 2
        return k, t.text[t.start[j] : t.end[k - 1]]

    def _noun_en(self, i: int) -> tuple[int, str] | None:
        """The counted noun after at most four words: the first plural, since English nouns carry no capital."""
        t, j = self.t, i
        if t.at(j) in {"more", "other", "further"}:
            j += 1
        first = j
        while j < len(t) and j - first < 5:
            w = t.low[j]
            if not w.isalpha() or w in STOP or self.taken[j]:
                return None
            if w in PEOPLE or w in PLURALS or self._plural(w):
                while not w.endswith("s") and t.at(j + 1) not in STOP and self._plural(t.at(j + 1)):
                    j, w = j + 1, t.low[j + 1]  # police officers
                return j + 1, t.word[j]
            j += 1
            if t.at(j) == "-" and t.glued(j - 1) and t.glued(j):
                j += 1
        return None

    @staticmethod
    def _plural(w: str) -> bool:
        return w.endswith("s") and not w.endswith(("ss", "us", "is")) and len(w) > 3

    def _adverb(self, j: int) -> bool:
        """Whether an uninflected word stands before an adjective and its noun: "frisch geschlüpfte Küken"."""
        t = self.t
        return (
            t.low[j] not in NO_ADVERBS
            and t.at(j + 1).endswith(("te", "ten", "ene", "enen", "nde", "nden"))
            and t.at(j + 1) not in NO_ADJECTIVES
            and not t.is_capital(j + 1)
            and t.is_capital(j + 2)
        )
