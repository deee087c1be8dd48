"""Shares of a whole ("die Hälfte", "jeder Dritte", "one in five") and parts of a group."""

from __future__ import annotations

from standpunkt.model import Quantity
from standpunkt.reading.quantities.amounts import Amount
from standpunkt.reading.quantities.bounds import Bounds
from standpunkt.reading.quantities.lexicon import FRACTIONS, ONES, ROUGHLY, ROUND, STOP, UNITS
from standpunkt.reading.quantities.units import Units
from standpunkt.reading.times.numbers import number
from standpunkt.reading.times.tokens import words

__all__ = ["Shares"]

_OWNERS = words("the its their his her our all those these")

_NTH = {"zweit": 50.0, "dritt": 100 / 3, "viert": 25.0, "fünft": 20.0, "sechst": 100 / 6, "siebt": 100 / 7,
        "acht": 12.5, "zehnt": 10.0, "zwanzigst": 5.0, "hundertst": 1.0}  # fmt: skip
_NO_HALF = words(
    """a an - hour time measures way year past brother sister hearted century term marathon back man men price"""
)


class Shares(Bounds, Units):
    """Finds shares and parts."""

    def _share(self, i: int) -> tuple[Quantity, int] | None:
        """A share that begins at token `i`, or a range of two shares."""
        first = self._fraction(i)
        if first is None:
            return None
        value, start, end = first
        top = value
        joint = self.t.at(end) in {"bis", "to", "oder", "or"}
        joint |= self.t.at(end) in {"und", "and"} and self.t.at(start - 1) in {"zwischen", "between"}
        if joint and end + 1 < len(self.t):
            at = end + 1
            second = self._fraction(at) or (self._fraction(at + 1) if self.t.at(at) in {"die", "der", "zu"} else None)
            if second is not None:
                top, end = second[0], second[2]
        end = self._of(end)
        left, bound = self._bound(start, "percent", 1.0, None)
        low: float | None = min(value, top)
        high: float | None = max(value, top)
        if top == value:
            high = None if bound == "least" else high
            low = None if bound == "most" else low
        return self._made(left, end, low, high, self.percent, "percent", bound == "about"), end

    def _fraction(self, i: int) -> tuple[float, int, int] | None:
        """The share at token `i` in per cent, and where it starts and ends."""
        t, w = self.t, self.t.at(i)
        if not w:
            return None
        fractions = FRACTIONS[self.language]
        if w in ONES and t.at(i + 1) in ROUGHLY and t.at(i + 2) in fractions:
            return fractions[t.at(i + 2)], i, i + 3
        found = self._fraction_de(i, w) if self.de else self._fraction_en(i, w)
        return None if found is None or (t.at(found[2]) == "-" and t.glued(found[2] - 1)) else found

    def _fraction_de(self, i: int, w: str) -> tuple[float, int, int] | None:
        t, fractions = self.t, FRACTIONS["de"]
        if w == "hälfte":
            if t.at(i - 1) in {"zweiten", "ersten", "zweite", "erste"}:
                return None
            return 50.0, i - 1 if t.at(i - 1) in {"die", "der"} else i, i + 1
        if w in {"jeder", "jede", "jedes", "jedem", "jeden"}:
            key = t.at(i + 1)
            value = _NTH.get(key[:-1] if key.endswith("e") else key[:-2])
            if value is None or UNITS.get(t.at(i + 2)) == "time":
                return None
            return value, i, i + (3 if not t.is_capital(i + 1) and t.is_capital(i + 2) else 2)
        few = number(t, i, "de")
        if few is None or few[1] != i + 1:
            return None
        if t.at(i + 1) in fractions and t.is_capital(i + 1):
            value = few[0] * fractions[t.at(i + 1)]
            return (value, i, i + 2) if value <= 100 else None
        if t.at(i + 1) != "von" or t.at(i + 2) not in ROUND:
            return None
        whole = number(t, i + 2, "de")
        if whole is None or few[0] >= whole[0] or (w in ONES and not t.at(i + 3).isalpha()):
            return None
        noun = self._noun_de(whole[1])
        return 100 * few[0] / whole[0], i, noun[0] if noun else whole[1]

    def _fraction_en(self, i: int, w: str) -> tuple[float, int, int] | None:
        t, fractions = self.t, FRACTIONS["en"]
        if w == "half":
            named = t.at(i - 1) in {"first", "second", "and", "other", "-", "in"} and t.at(i + 1) != "of"
            return None if named or t.at(i + 1) in _NO_HALF else (50.0, i, i + 1)
        many = number(t, i, "en")
        top = 1.0 if w == "a" else many[0] if many and many[1] == i + 1 and many[0] < 10 else 0.0
        if not top:
            return None
        j = i + 2 if t.at(i + 1) == "-" else i + 1
        if t.at(j) in fractions and (j == i + 1 or t.glued(i)):
            third = w == "a" and t.at(j + 1).isalpha() and t.at(j + 1) not in STOP  # a third party
            plain = (top == 1.0) == t.at(j).endswith("s") or third or top * fractions[t.at(j)] > 100
            return None if plain else (top * fractions[t.at(j)], i, j + 1)
        if w == "a" or t.at(i + 1) not in {"in", "out", "of"}:
            return None
        k = i + 3 if t.at(i + 1) == "out" and t.at(i + 2) == "of" else i + 2
        whole = number(t, k, "en")
        if whole is None or self.taken[k] or UNITS.get(t.at(whole[1])) or not top < whole[0] <= 1000:
            return None
        if t.at(i + 1) == "of" and t.at(k) not in ROUND:
            return None
        noun = self._noun_en(whole[1])
        return 100 * top / whole[0], i, noun[0] if noun else whole[1]

    def _of(self, end: int) -> int:
        """Takes "davon", "der Mittel": what a share is a share of."""
        t = self.t
        if t.at(end) in {"davon", "dessen"}:
            return end + 1
        if not self.de and (t.at(end) in _OWNERS or (t.at(end) == "of" and t.at(end + 1) in _OWNERS)):
            noun = end + (2 if t.at(end) == "of" else 1)
            for j in range(noun, noun + 3):
                w = t.at(j)
                if not w.isalpha() or w in STOP or self.taken[j]:
                    return end
                if t.at(j + 1) in STOP or not t.at(j + 1).isalpha() or j == noun + 2:
                    return j + 1
            return end
        if self.de and t.at(end) in {"der", "des", "aller"}:
            j = end + 1
            while j < end + 3 and j < len(t) and t.low[j].isalpha() and not t.is_capital(j) and t.low[j].endswith("en"):
                j += 1
            if t.is_capital(j) and not self.taken[j]:
                return j + 1
        return end

    def _part(self, a: Amount) -> tuple[Quantity, int] | None:
        """ "zwölf der 27 Mitglieder", "seven of the judges", "drei von ihnen": some of a group."""
        t, i = self.t, a.end
        if (
            a.scale not in {1.0, 12.0}
            or a.unit is not None
            or (t.is_capital(a.start - 1) and self.de and t.low[a.start][0].isdigit())
        ):
            return None
        unit: str | None = None
        if self.de and t.at(i) in {"der", "von"}:
            i += 1
            if t.at(i) in {"den", "insgesamt", "ihnen", "denen"}:
                i += 1
            if t.at(i - 1) not in {"ihnen", "denen"}:
                inner = number(t, i, "de")
                if inner and t.at(i)[:1].isdigit():
                    return self._of_many(a, i)
                if t.at(a.end) == "von" and not inner:
                    return None
                i = inner[1] if inner else i
                noun = self._noun_de(i)
                if noun is None:
                    return None
                i, unit = noun
        elif not self.de and t.at(i) == "of":
            i += 1
            if t.at(i) in {"them", "those", "whom", "which"}:
                i += 1
            else:
                if t.at(i) in {"the", "its", "their", "his", "her", "our", "these", "those"}:
                    i += 1
                elif not t.at(i)[:1].isdigit():
                    return None
                inner = number(t, i, "en")
                if inner and t.at(i)[:1].isdigit():
                    return self._of_many(a, i)
                i = inner[1] if inner else i
                noun = self._noun_en(i)
                if noun is None:
                    return None
                i, unit = noun
        else:
            return None
        if any(self.taken[a.end : i]):
            return None
        return self._part_made(a, i, unit)

    def _of_many(self, a: Amount, i: int) -> tuple[Quantity, int] | None:
        """The first number of "zwölf der 27 Mitglieder"; the second is a quantity of its own."""
        inner = number(self.t, i, self.language)
        noun = self._unit(inner[1], a, None) if inner else None
        if noun is None or any(self.taken[a.end : i]):
            return None
        return self._part_made(a, a.end, noun[1])

    def _part_made(self, a: Amount, end: int, unit: str | None) -> tuple[Quantity, int]:
        left, bound = self._bound(a.start, "count", 1.0, a)
        low = None if bound == "most" else a.value * a.scale
        high = None if bound == "least" else a.value * a.scale
        return self._made(left, end, low, high, unit, "count", bound == "about"), end
