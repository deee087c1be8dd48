"""Times that are named by the calendar: weekdays, months, dates in figures, years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from standpunkt.reading.times import calendar as cal
from standpunkt.reading.times.base import DASH, Found, Grammar
from standpunkt.reading.times.tokens import words

__all__ = ["FAR", "NUMERIC", "YEAR", "CalendarNames"]

NUMERIC = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


_ISO_TAIL = re.compile(r"-[01]\d-[0-3]\d")
_EARLY_YEAR = re.compile(r"1[0-5]\d\d")
NO_YEAR = words(
    """€ $ £ # + § nr / resolution nummer number artikel flug flight boeing rund etwa fast über circa ca
    knapp gut over under derzeit mindestens höchstens maximal about around some nearly almost roughly
    least than als exactly genau"""
)


_FURTHER = {"yesterday": "before", "tomorrow": "after"}
FAR = 240  # days: a date without its year is seldom further away


class CalendarNames(Grammar):
    """Finds times by a name or a figure of the calendar."""

    def _figures(self, i: int) -> Found | None:
        t, w = self.t, self.t.low[i]
        if m := NUMERIC.fullmatch(w):
            if not m.group(3) and not (t.at(i + 1) == "." and t.glued(i)):
                return None
            end = i + 1 if m.group(3) else i + 2
            year = int(m.group(3)) if m.group(3) else None
            if year is not None and year < 100:
                year += 2000
            if year is None and YEAR.fullmatch(t.at(end)):
                year, end = int(t.at(end)), end + 1
            return self._left(self._day(i, end, int(m.group(1)), int(m.group(2)), year))
        if not YEAR.fullmatch(w):
            if _EARLY_YEAR.fullmatch(w) and t.at(i - 1) in {"seit", "since", "jahr", "jahre", "jahres", "year", "anno"}:
                return self._year(i)
            if len(w) == 2 and w[1] == "0" and t.glued(i) and t.at(i + 1) == "er":  # 90er Jahre
                at = i + 3 if t.at(i + 2) == "-" else i + 2
                return self._left(Found(i, at + 1, None, "vague")) if t.at(at) in {"jahre", "jahren"} else None
            return None
        tail = (t.at(i + 1), t.at(i + 2), t.at(i + 3), t.at(i + 4))
        if t.glued(i) and _ISO_TAIL.fullmatch("".join(tail)):  # 2024-03-14
            return self._left(self._day(i, i + 5, int(t.at(i + 4)), int(t.at(i + 2)), int(w)))
        if t.at(i + 1) == "-" and t.glued(i) and t.glued(i + 1) and re.fullmatch(r"0[1-9]|1[0-2]", t.at(i + 2)):
            return self._left(Found(i, i + 3, f"{w}-{t.at(i + 2)}", "month"))
        return self._year(i)

    def _year(self, i: int) -> Found | None:
        t, after, before = self.t, self.t.at(i + 1), self.t.at(i - 1)
        if after == "s" and t.glued(i):
            return self._left(Found(i, i + 2, None, "vague"))
        if self.de and after == "-" and t.at(i + 2) == "er" and t.at(i + 3) in {"jahre", "jahren"}:
            return self._left(Found(i, i + 4, None, "vague"))
        if self.de and after == "er" and t.glued(i):
            return self._left(Found(i, i + 3, None, "vague")) if t.at(i + 2) in {"jahre", "jahren"} else None
        if before in NO_YEAR or after in {"%", "€", "$", "£", "°"}:
            return None
        if t.glued(i - 1) and before not in {"(", "-", "–", "—", "/", "'", '"', "„", "“", "\n", "’"}:
            return None
        clear = before in self.x.prepositions | self.x.parts | {"jahr", "jahre", "jahres", "year", "-", "–", "(", "of"}
        if before in {"und", "oder", "and", "or", ","} and YEAR.fullmatch(t.at(i - 2)):
            clear = True
        if self.de and t.is_capital(i + 1) and not clear:
            return None
        if not clear and not self.de and after.endswith("s") and after not in {"was", "is", "has", "as"}:
            return None
        if int(t.low[i]) > 2100 or (self.de and after in {"uhr", "euro", "prozent", "meter", "kilometer", "menschen"}):
            return None
        start = i - 1 if before in {"jahr", "jahre", "jahres", "year"} else i
        return self._left(Found(start, i + 1, t.low[i], "year"))

    def _day(self, start: int, end: int, day: int, month: int, year: int | None) -> Found | None:
        try:
            if year is not None:
                return Found(start, end, date(year, month, day).isoformat(), "day")
            date(2024, month, day)
        except ValueError:
            return None
        if self.now is None:
            return Found(start, end, None, "day")
        return Found(start, end, cal.nearest(self._days(day, month), self.now, 0).isoformat(), "day")

    def _days(self, day: int, month: int) -> list[date]:
        """The days of that date in the years about the document's."""
        out = []
        reach = 4 if (day, month) == (29, 2) else 1
        for year in range(self.now.year - reach, self.now.year + reach + 1) if self.now else ():
            try:
                out.append(date(year, month, day))
            except ValueError:
                continue
        return out

    def _month(self, i: int) -> Found | None:
        t, x, month = self.t, self.x, self.x.months[self.t.low[i]]
        if not t.is_capital(i):
            return None
        start, end, day = i, i + 1, None
        if (
            not self.de
            and end < len(t)
            and t.low[i] in {"jan", "feb", "aug", "sept", "sep", "oct", "nov", "dec"}
            and t.at(end) == "."
        ):
            end += 1
        if self.de:
            if t.at(i - 1) == "." and re.fullmatch(r"[0-3]?\d", t.at(i - 2)):
                start, day = i - 2, int(t.at(i - 2))
            elif t.at(i - 1) in x.nth and i - 1 >= self.floor:
                start, day = i - 1, x.nth[t.at(i - 1)]
        else:
            back = i - 1
            if t.at(back) == "of":
                back -= 1
            if t.at(back) in {"st", "nd", "rd", "th"} and t.glued(back - 1):
                back -= 1
            if re.fullmatch(r"[0-3]?\d", t.at(back)) and back >= self.floor:
                start, day = back, int(t.at(back))
            elif re.fullmatch(r"[0-3]?\d", t.at(end)):
                day, end = int(t.at(end)), end + 1
                if t.at(end) in {"st", "nd", "rd", "th"}:
                    end += 1
        year, at = None, end
        if t.at(at) == "," and not self.de and day is not None:
            at += 1
        if t.at(at) in {"des", "of"}:
            at += 1
            if t.at(at) == "jahres":
                at += 1
        if YEAR.fullmatch(t.at(at)):
            year, end = int(t.at(at)), at + 1
        if t.low[i] in {"may", "march"} and day is None and year is None and not self._month_context(start, end):
            return None
        if day is not None:
            found = self._day(start, end, day, month, year)
            if found and (first := self._first_day(start, end)):
                return self._day_range(found, first, day, month, year)
            if found and year is None and not self._year_of(found, month, day):
                self._directed_day(found, day, month)
            if found and found.value and self._in_week(found):
                found.value, found.precision = cal.week_of(date.fromisoformat(found.value)), "week"
            return self._left(found)
        if year is not None:
            return self._left(Found(start, end, f"{year:04}-{month:02}", "month"))
        found = Found(start, end, None, "month")
        direction, strict, sure = self._side(start)
        if self.now is not None:
            here = self.now.replace(day=1)
            months = [date(self.now.year + k, month, 1) for k in (-1, 0, 1)]
            if strict:
                months = [m for m in months if m != here]
            if end < len(t) and self._year_of(found, month):
                return self._left(found)
            if t.at(start - 1) in x.this:
                direction = 0
            chosen = cal.nearest(months, here, direction)
            if not sure and abs((chosen - here).days) > FAR:
                chosen = cal.nearest(months, here, 0)
            found.value = cal.month_of(chosen)
        return self._left(found)

    def _first_day(self, start: int, end: int) -> tuple[int, int] | None:
        """The first day of "3. bis 5. Juni", "3-5 June" and where it starts."""
        t, i = self.t, start - 1
        if t.at(i) == "den" and t.at(i - 1) == "auf":
            i -= 1
        joint = t.at(i) in DASH or t.at(i) in {"bis", "to", "auf"}
        if t.at(i) in {"bis", "to"} and t.at(i - 1) in {"zum"}:
            i -= 1
        if t.at(i) == "zum" and t.at(i - 1) == "bis":
            joint, i = True, i - 1
        if not joint or i - 1 < self.floor:
            return None
        i -= 1
        if t.at(i) == "." and self.de:
            i -= 1
        if not re.fullmatch(r"[0-3]?\d", t.at(i)) or i < self.floor:
            return None
        return int(t.at(i)), i

    def _day_range(self, found: Found, first: tuple[int, int], day: int, month: int, year: int | None) -> Found | None:
        if year is None:
            self._directed_day(found, day, month)
        if found.value is not None and 1 <= first[0] < day:
            found.until = found.value
            found.value = f"{found.value[:8]}{first[0]:02}"
            found.start = first[1]
        return self._left(found)

    def _year_of(self, found: Found, month: int, day: int | None = None) -> bool:
        """ "Mai nächsten Jahres", "16 June last year": the month or day of a year that is named by its side."""
        t, x, at = self.t, self.x, found.end
        step = x.this | x.next | x.last
        if t.at(at) in {"des", "of"}:
            at += 1
        if self.now is None or t.at(at) not in step or t.at(at + 1) not in {"jahres", "year", "jahr"}:
            return False
        shift = 1 if t.at(at) in x.next else -1 if t.at(at) in x.last else 0
        found.value, found.end = f"{self.now.year + shift:04}-{month:02}", at + 2
        if day is not None:
            found.value += f"-{min(day, 28 if month == 2 else day):02}"
        return True

    def _month_context(self, start: int, end: int) -> bool:
        t, x = self.t, self.x
        return t.at(start - 1) in (x.prepositions - {"to"}) | x.this | x.next | x.last | x.parts | {"-"}

    def _directed_day(self, found: Found, day: int, month: int) -> None:
        direction, _, sure = self._side(found.start)
        if self.now is None or found.value is None or direction == 0:
            return
        near = cal.nearest(self._days(day, month), self.now, direction)
        if abs((near - self.now).days) <= (366 if sure else FAR):
            found.value = near.isoformat()

    def _weekday(self, i: int) -> Found | None:
        t, x, day = self.t, self.x, self.x.weekdays[self.t.low[i]]
        end = i + 1
        if t.at(end) in x.dayparts and (not self.de or t.at(end) != "morgen" or t.is_capital(end)):
            end += 1
        if self.de and t.at(i - 1) == "am" and t.at(i - 2) in {"bild", "welt"}:  # newspapers
            return None
        found = Found(i, end, None, "day")
        if self.now is not None:
            back = timedelta(days=(self.now.weekday() - day) % 7)
            last, direction = self.now - back, self._side(i).direction
            before = t.at(i - 1) if t.at(i - 1) != "following" or t.at(i - 2) == "the" else ""
            later = last + timedelta(days=7) if last != self.now or before in x.next else last
            if before in x.last:
                chosen = last if last != self.now else last - timedelta(days=7)
            elif before in x.next or direction > 0 or (before in x.this and direction >= 0):
                chosen = later
            else:
                chosen = last
            if shift := self._week_shift(found):
                week = self.now - timedelta(days=self.now.weekday()) + timedelta(weeks=shift[0])
                chosen = week + timedelta(days=day)
            found.value = chosen.isoformat()
        # "Montag, 3. März (2025)": the date says it
        at = found.end + 1 if t.at(found.end) in {",", "("} else found.end
        if t.at(at) in {"dem", "den", "the"}:
            at += 1
        for k in (0, 1, 2):
            if at + k < len(t) and (t.low[at + k] in x.months or (k == 0 and NUMERIC.fullmatch(t.low[at]))):
                if t.low[at + k] in x.months and k == 1:
                    break
                inner = self._month(at + k) if t.low[at + k] in x.months else self._figures(at)
                if inner and inner.precision == "day" and inner.start <= at:
                    found.value, found.end = inner.value, inner.end
                break
        return self._left(found)

    def _week_shift(self, found: Found) -> tuple[int] | None:
        """ "Freitag vergangener Woche", "Monday of next week", "Monday next week"."""
        t, x, at = self.t, self.x, found.end
        if t.at(at) in {"in", "of", "der"}:
            at += 1
        if t.at(at) in {"der", "the"}:
            at += 1
        w = t.at(at)
        if t.at(at + 1) not in {"woche", "week"} or w not in x.this | x.next | x.last:
            return None
        found.end = at + 2
        return (1 if w in x.next else -1 if w in x.last else 0,)

    def _deictic(self, i: int) -> Found | None:
        t, w, end = self.t, self.t.low[i], i + 1
        if self.de and w == "morgen":
            if t.is_capital(i) and (i > 0 and t.at(i - 1) not in {".", "\n", "!", "?", "„", '"', "“"}):
                return None
            if t.at(i - 1) in {"am", "jeden", "guten", "diesem", "als", "den", "nächsten", "gegen", "von"}:
                return None
        if not self.de and t.is_capital(i) and t.is_capital(i - 1) and t.low[i - 1].isalpha():  # a newspaper's name
            return None
        if self.de and w == "heute" and t.at(i + 1) == "als" and t.at(i + 2) in {"morgen", "gestern"}:
            return None
        shift = self.x.deictic[w]
        if t.at(end) in self.x.dayparts and (not self.de or t.is_capital(end) or t.at(end) in {"früh", "abend"}):
            end += 1
        if t.at(i - 1) == _FURTHER.get(w) and t.at(i - 2) == "day":
            i -= 3 if t.at(i - 3) == "the" else 2
            shift *= 2
        if not self.de and t.at(end) in {"'", "’"} and t.at(end + 1) == "s":
            end += 2
        if t.at(end) in self.x.weekdays and t.is_capital(end):
            end += 1
        value = (self.now + timedelta(days=shift)).isoformat() if self.now else None
        return self._left(
            Found(i, end, value, "day"), only=frozenset({"bis", "seit", "ab", "by", "until", "since", "from"})
        )

    def _after_preposition(self, i: int) -> bool:
        before = self.t.at(i - 2) if self.t.at(i - 1) in self.x.articles else self.t.at(i - 1)
        return before in self.x.prepositions

    def _in_week(self, found: Found) -> bool:
        """Takes "in the week of", "in der Woche vom" before a day."""
        t, i = self.t, found.start - 1
        if self.de and t.at(i) in {"vom", "dem"}:
            i -= 1 if t.at(i) == "vom" else 2
            if t.at(i) != "woche":
                return False
        elif t.at(i) in {"of", "beginning", "from", "starting"} and t.at(i - 1) == "week":
            i -= 1
        else:
            return False
        if i < self.floor:
            return False
        found.start = i
        return True
