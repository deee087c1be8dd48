"""Times that are named by the course of the year and of the day: seasons, feasts, evenings."""

from __future__ import annotations

from datetime import date, timedelta

from standpunkt.reading.times import calendar as cal
from standpunkt.reading.times.base import Found, Grammar
from standpunkt.reading.times.names import FAR, YEAR

__all__ = ["Seasons"]


class Seasons(Grammar):
    """Finds seasons, feasts and parts of the day."""

    def _season(self, i: int) -> Found | None:
        t, x = self.t, self.x
        if self.de and not t.is_capital(i):
            return None
        end = i + 1
        year = None
        at = end + 1 if t.at(end) in {"of", "des"} else end
        if YEAR.fullmatch(t.at(at)):
            year, end = t.at(at), at + 1
        before = t.at(i - 1) if t.at(i - 1) not in x.articles else t.at(i - 2)
        step = before in x.next | x.last | x.this
        if not (year or step or before in x.prepositions - {"of", "to", "für", "um"} or before in x.parts):
            return None
        if t.at(end) in {"recess", "break", "holiday", "holidays", "vacation"}:
            return self._left(Found(i, end + 1, None, "vague"))
        value: str | None = year
        if value is None and self.now is not None:
            value = f"{self._season_year(x.seasons[t.low[i]], before, i)}"
        return self._left(Found(i, end, value, "year"))

    def _season_year(self, month: int, before: str, i: int) -> int:
        """The year of a season whose middle lies in `month`."""
        x, now = self.x, self.now
        assert now is not None
        middles = [date(now.year + k, month, 15) for k in (-1, 0, 1)]
        if before in x.this:
            return now.year
        if before in x.last:
            return cal.nearest([m for m in middles if (now - m).days > 30], now, -1).year
        if before in x.next:
            return cal.nearest([m for m in middles if (m - now).days > 30], now, 1).year
        side = self._side(i).direction
        if side == 0:
            return cal.nearest(middles, now, 0).year
        return cal.nearest([m for m in middles if (m - now).days * side > -46], now, 0).year

    def _daypart(self, i: int) -> Found | None:
        """ "am Abend", "am frühen Morgen": the document's day."""
        t, x = self.t, self.x
        if t.low[i] in {"nacht", "night"}:
            step = t.at(i - 1)
            if step not in x.last | x.next or (step == "following" and not self.de):
                return None
            value = (self.now + timedelta(days=-1 if step in x.last else 0)).isoformat() if self.now else None
            return self._left(Found(i, i + 1, value, "day"))
        if not self.de or not t.is_capital(i) or t.low[i] == "früh":
            return None
        start = i - 1 if t.at(i - 1) in {"späten", "frühen", "selben", "gleichen"} else i
        if t.at(start - 1) != "am" or start - 1 < self.floor or t.at(i + 1) in {"des", "vor", "nach"}:
            return None
        if start < i and t.at(start) in {"selben", "gleichen"}:
            return Found(start - 1, i + 1, None, "vague")
        return Found(start - 1, i + 1, self.now.isoformat() if self.now else None, "day")

    def _feast(self, i: int) -> tuple[str, int] | None:
        """The longest name of a feast at token `i` and the token after it."""
        t = self.t
        for n in (5, 2, 1):
            if i + n <= len(t):
                name = t.text[t.start[i] : t.end[i + n - 1]].lower()
                if name in self.x.holidays:
                    return name, i + n
        return None

    def _holiday(self, i: int) -> Found | None:
        feast = self._feast(i)
        if feast is None:
            return None
        name, end = feast
        rule, year = self.x.holidays[name], None
        if YEAR.fullmatch(self.t.at(end)):
            year, end = int(self.t.at(end)), end + 1
        before = self.t.at(i - 1) if self.t.at(i - 1) not in self.x.articles else self.t.at(i - 2)
        if before not in self.x.prepositions | self.x.last | self.x.next | self.x.this:
            return None
        value = None
        if year is not None:
            value = cal.holiday(rule, year).isoformat()
        elif self.now is not None:
            days = [cal.holiday(rule, self.now.year + k) for k in (-1, 0, 1)]
            side = self._side(i)
            chosen = cal.nearest(days, self.now, side.direction)
            if not side.sure and abs((chosen - self.now).days) > FAR:
                chosen = cal.nearest(days, self.now, 0)
            value = chosen.isoformat()
        return self._left(Found(i, end, value, "day"))
