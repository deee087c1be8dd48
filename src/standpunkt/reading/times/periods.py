"""Times that are counted or stepped in units: weeks, months, quarters, years, from the document's day."""

from __future__ import annotations

from datetime import timedelta

from standpunkt.reading.times import calendar as cal
from standpunkt.reading.times.base import Found, Grammar
from standpunkt.reading.times.names import YEAR

__all__ = ["Periods"]

_TAILS = frozenset({"later", "earlier", "ago", "später", "zuvor", "früher", "danach", "darauf"})


class Periods(Grammar):
    """Finds times by a unit."""

    def _unit(self, i: int) -> Found | None:
        t, x, unit = self.t, self.x, self.x.units[self.t.low[i]]
        if self.de and not t.is_capital(i):
            return None
        before = t.at(i - 1)
        if unit == "weekend":
            return self._weekend(i)
        if unit.startswith("prior "):
            if before not in {"am", "im", "der", "des", "vom", "zum"}:
                return None
            value, unit = cal.shifted(self.now, unit[6:], -1) if self.now else (None, unit[6:])
            return self._left(Found(i, i + 1, value, unit))
        if unit in {"quarter", "half"} and (ordinal := self._ordinal_period(i, unit)):
            return ordinal
        if unit == "day" and before in {"selben", "gleichen", "same", "folgenden", "anderen"} | x.next:
            lead = 2 if t.at(i - 2) in x.prepositions | x.articles else 1
            return self._left(Found(i - lead, i + 1, None, "vague")) if lead == 2 else None
        if unit == "half" and not self.de:
            return None
        if unit == "day" and before in x.this and t.low[i] not in {"tage", "tagen"}:
            return None
        if before in x.this | x.next | x.last:
            return self._step(i, unit, before)
        if (
            before in {"des", "der", "the"}
            and t.at(i - 2) in x.parts | {"of"}
            and unit in {"week", "month", "year", "quarter", "decade"}
        ):
            value = self._current(unit) if unit != "decade" else None
            return self._left(Found(i - 1 if t.at(i - 2) in x.parts else i - 2, i + 1, value, unit))
        return self._counted(i, unit)

    def _current(self, unit: str) -> str | None:
        if self.now is None:
            return None
        if unit == "week":
            return cal.week_of(self.now)
        return cal.shifted(self.now, unit, 0)[0]

    def _ordinal_period(self, i: int, unit: str) -> Found | None:
        t, x = self.t, self.x
        which = x.ordinals.get(t.at(i - 1))
        start = i - 1
        if which is None and self.de and t.at(i - 1) == "." and t.at(i - 2) in {"1", "2", "3", "4"}:
            which, start = int(t.at(i - 2)), i - 2
        if which is None or which > (4 if unit == "quarter" else 2):
            return None
        end, year = i + 1, self.now.year if self.now else None
        at = end + 1 if t.at(end) in {"of", "des", "in"} else end
        if t.at(at) in {"jahres", "the"}:
            at += 1
        if YEAR.fullmatch(t.at(at)):
            year, end = int(t.at(at)), at + 1
        elif t.at(at) in x.this | x.next | x.last and t.at(at + 1) in {"jahres", "year"}:
            if year is not None:
                year += 1 if t.at(at) in x.next else -1 if t.at(at) in x.last else 0
            end = at + 2
        elif unit == "half" and (not self.de or t.at(start - 1) not in x.prepositions | x.articles):
            return None
        if year is None:
            return self._left(Found(start, end, None, "quarter"))
        if unit == "quarter":
            return self._left(Found(start, end, f"{year}-Q{which}", "quarter"))
        return self._left(Found(start, end, f"{year}-{6 * which - 5:02}", "month", f"{year}-{6 * which:02}"))

    def _step(self, i: int, unit: str, before: str) -> Found | None:
        t, shift = self.t, 1 if before in self.x.next else -1 if before in self.x.last else 0
        end, value, precision = i + 1, None, unit
        plural = t.low[i] in {
            "wochen", "monate", "monaten", "jahre", "jahren", "tage", "tagen", "jahrzehnte", "jahrzehnten", "stunden",
            "weeks", "months", "years", "days", "decades", "hours", "minutes", "quartale", "quartalen", "minuten",
        }  # fmt: skip
        if unit in {"decade", "hour", "half"} or plural:
            precision = "vague"
        elif self.now is not None:
            if before in {"übernächsten", "übernächste"}:
                shift = 2
            if before.startswith("vorvergangen"):
                shift = -2
            value, precision = cal.shifted(self.now, unit, shift)
        if not self.de and t.at(end) in {"'", "’"}:
            end += 2 if t.at(end + 1) == "s" else 0 if not plural else 1
        if (
            self.de
            and before.startswith("letzt")
            and t.at(i - 2) in {"die", "das"}
            and plural is False
            and unit == "day"
        ):
            return None
        return self._left(Found(i, end, value, precision))

    def _weekend(self, i: int) -> Found | None:
        """ "am Wochenende", "next weekend": Saturday until Sunday."""
        t, x, before = self.t, self.x, self.t.at(i - 1)
        step = before in x.this | x.next | x.last
        if not step and before not in x.prepositions and t.at(i - 2) not in x.prepositions | {"over"}:
            return None
        if self.now is None:
            return self._left(Found(i, i + 1, None, "week"))
        ahead = before in x.next or before in x.this or (before not in x.last and self._direction(i) > 0)
        days = self.now.weekday()
        if ahead:
            saturday = self.now + timedelta(days=5 - days + (7 if days > 4 and before in x.next else 0))
        else:
            saturday = self.now - timedelta(days=days + 2 if days < 5 or before in x.last else days - 5)
        found = self._left(Found(i, i + 1, cal.week_of(saturday), "week"))
        if found and t.at(found.start - 1) == "over":
            found.start -= 1
        return found

    def _counted(self, i: int, unit: str) -> Found | None:
        """ "vor drei Wochen", "seit anderthalb Jahren", "three weeks ago", "in zwei Monaten", "Wochen später"."""
        t, x = self.t, self.x
        many, start = self._count_before(i)
        if many is None:
            start = self._vague_before(i)
        if unit == "fortnight":
            unit, many, start = "week", 2.0, i - 1 if t.at(i - 1) in {"a", "one"} else i
        elif not self.de and many is None and start == i and t.at(i - 1) == "for" and t.low[i].endswith("s"):
            return Found(i - 1, i + 1, None, "vague")
        if many is None and t.low[i] in {"woche", "jahr", "tag", "week", "year", "day", "month", "monat"}:
            if t.at(i - 1) not in {"einem", "einer", "a", "one", "eine", "ein", "an"}:
                return None
            many, start = 1.0, i - 1
        tail = t.at(i + 1)
        if not self.de and tail in {"before", "after"}:
            tail = ""
        if tail in _TAILS and not (tail in {"früher", "danach", "darauf"} and many is None):
            value = None
            precision = "vague"
            if tail == "ago" and many is not None and self.now is not None:
                value, precision = cal.shifted(self.now, unit, -many)
            return Found(start, i + 2, value, precision)
        head = t.at(start - 1)
        mod = start
        if head in x.last | x.next and many is not None:  # the past three years, in den kommenden zwei Wochen
            return self._left(Found(start - 1, i + 1, None, "vague"))
        if head in {"rund", "etwa", "gut", "knapp", "mehr", "fast", "about", "nearly", "almost", "ungefähr"}:
            mod, head = start - 1, t.at(start - 2)
        if (many is not None or start < i) and (inside := self._within(mod)) is not None and self._direction(i) >= 0:
            value, precision = (None, "vague") if many is None or not self.now else cal.shifted(self.now, unit, many)
            return Found(inside, i + 1, value, precision)
        sign = {"vor": -1, "seit": -1}.get(head, 0) if self.de else {"since": -1}.get(head, 0)
        if head == "in" and many is not None and (self.de or self._direction(i) > 0):
            if self.de and (unit == "hour" or (start == i - 1 and t.at(start) in {"einem", "einer"} and unit == "day")):
                return None
            if self._direction(i) < (0 if self.de else 1):
                return None
            sign = 1
        if sign == 0:
            return None
        value, precision = (
            (None, "vague") if many is None or self.now is None else cal.shifted(self.now, unit, sign * many)
        )
        return Found(mod - 1, i + 1, value, precision)

    def _within(self, start: int) -> int | None:
        """Where "binnen", "innerhalb von", "within" before the count at `start` begins."""
        t, i = self.t, start - 1
        if t.at(i) == "von" and t.at(i - 1) == "innerhalb":
            return i - 1
        return i if t.at(i) in {"binnen", "innerhalb", "within"} and i >= self.floor else None
