"""Time expressions: an anchor word is found, its modifiers and preposition are added, and its value is worked out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from standpunkt.model import Time
from standpunkt.reading.times.base import DASH, Found
from standpunkt.reading.times.lexicon import EARLY_DECADES, PERIOD_ENDS, SINCE
from standpunkt.reading.times.names import CalendarNames
from standpunkt.reading.times.periods import Periods
from standpunkt.reading.times.seasons import Seasons
from standpunkt.span import Span

__all__ = ["Found", "TimeFinder"]


class TimeFinder(CalendarNames, Seasons, Periods):
    """Finds the times of one text."""

    def times(self) -> list[Time]:
        """The times in reading order."""
        t = self.t
        return [
            Time(
                Span.of(t.text, t.start[f.start], t.end[f.end - 1]),
                f.value,
                f.precision if f.value else "vague",  # type: ignore[arg-type]
                f.until,
            )
            for f in self.find()
        ]

    def find(self, lines: bool = False) -> list[Found]:
        """The times as stretches of tokens, in reading order, none overlapping; date lines only where `lines`."""
        out: list[Found] = []
        i, n = 0, len(self.t)
        anchors, low = self.x.anchors, self.t.low
        while i < n:
            found = self._anchor(i) if low[i] in anchors or low[i][0].isdigit() else None
            if found is None:
                i += 1
                continue
            found.start = max(found.start, self.floor)
            self._joined(found)
            found.start = max(found.start, self.floor)
            if not self.de and self.t.at(found.end) in {"'", "’"} and self.t.at(found.end + 1) == "s":
                found.end += 2
            if lines or not self._dateline(found):
                out.append(found)
            self.floor = i = max(found.end, i + 1)
        return out

    def _anchor(self, i: int) -> Found | None:
        w, x = self.t.low[i], self.x
        if w[0].isdigit():
            return self._figures(i)
        if w in x.weekdays and (not self.de or self.t.is_capital(i)):
            return self._weekday(i)
        if w in x.months:
            return self._month(i)
        if w in x.units:
            return self._unit(i)
        if w in x.deictic and (found := self._deictic(i)):
            return found
        if w in x.dayparts:
            return self._daypart(i)
        if self.de and w in SINCE and self.t.at(i - 1) in {"seit", "vor"}:
            return Found(i - 1, i + 1, None, "vague")
        if w in x.breaks:
            return self._left(Found(i, i + 1, None, "vague")) if self._after_preposition(i) else None
        if w in x.seasons:
            return self._season(i)
        if self.t.is_capital(i) and (w in x.holidays or (not self.de and self._feast(i))):
            return self._holiday(i)
        if self.de and w in PERIOD_ENDS:
            return self._left(Found(i, i + 1, self._current(PERIOD_ENDS[w]), PERIOD_ENDS[w]))
        if w in EARLY_DECADES and self.t.at(i + 1) in {"jahre", "jahren"}:
            return self._left(Found(i, i + 2, None, "vague"))
        return None

    def _joined(self, found: Found) -> None:
        """Takes the second half of a range: "von Montag bis Mittwoch", "2020-2025", "zwischen Mai und Juli"."""
        t, i = self.t, found.end
        if i >= len(t) - 1:
            return
        if t.low[i] == "/" and t.glued(i - 1) and self._school_year(found, i + 1):
            return
        joint = t.low[i] in DASH or t.low[i] in {"bis", "to", "until", "till"}
        first = t.at(found.start)
        if t.low[i] in {"und", "and"} and (
            first in {"zwischen", "between"} or t.at(found.start - 1) in {"zwischen", "between"}
        ):
            joint = True
        if not joint:
            return
        keep, self.floor = self.floor, i + 1
        second = None
        for k in (1, 2, 3):
            if i + k >= len(t):
                break
            second = self._anchor(i + k)
            if second is not None:
                if second.start > i + 1:
                    second = None
                break
        self.floor = keep
        if second is None or (t.low[i] in DASH and second.precision != found.precision):
            return
        found.end, found.until = second.end, second.until or second.value
        first_name, last_name = self._weekday_of(found.start, i), self._weekday_of(i + 1, second.end)
        if found.value and first_name is not None and last_name is not None:
            days = (last_name - first_name) % 7
            found.until = (date.fromisoformat(found.value) + timedelta(days=days)).isoformat()
        if found.value and found.until and found.until < found.value and found.precision in {"day", "month"}:
            found.value = f"{int(found.value[:4]) - 1:04}{found.value[4:]}"
        if t.at(found.start - 1) in {"zwischen", "between"}:
            found.start -= 1

    def _school_year(self, found: Found, i: int) -> bool:
        """Takes the second year of "2006/2007" or "2013/15"."""
        w = self.t.at(i)
        if found.precision != "year" or found.value is None or not w.isdigit() or len(w) not in {2, 4}:
            return False
        found.until, found.end = (w if len(w) == 4 else found.value[:2] + w), i + 1
        return True

    def _weekday_of(self, start: int, end: int) -> int | None:
        names = [w for w in self.t.low[start:end] if w in self.x.weekdays]
        return self.x.weekdays[names[0]] if len(names) == 1 else None

    def _dateline(self, found: Found) -> bool:
        """Whether the time stands in a line that says when the document was written."""
        t = self.t
        if found.precision not in {"day", "month"} or t.start[found.start] > 1500:
            return False
        text, a, b = t.text, t.start[found.start], t.end[found.end - 1]
        left = text.rfind("\n", max(0, a - 160), a) + 1 if a else 0
        if left == 0 and a > 160:
            return False
        right = text.find("\n", b, b + 80)
        line_end = right if right >= 0 else min(len(text), b + 80)
        before, after = text[left:a], text[b:line_end]
        if re.search(
            r"(?:\bStand|\bdate|Published|Veröffentlicht|Updated|Aktualisiert|Datum|Date)\b\W{0,3}$", before, re.I
        ):
            return True
        if right < 0 and len(text) > line_end:
            return False
        year_given = re.search(r"\d{4}", text[a:b]) is not None
        return (
            year_given
            and len(before) < 40
            and bool(
                re.fullmatch(
                    r"[\s,|–-]*(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:Uhr|[A-Z]{2,4}|[ap]\.?m\.?)?.{0,12})?", after
                )
            )
            and not re.search(r"[a-zäöü]{3,}\s+[a-zäöü]{2,}", before)
        )
