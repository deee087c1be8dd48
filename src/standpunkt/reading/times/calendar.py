"""Arithmetic on calendar days: ISO values of weeks, months, quarters; Easter; the nearest day of a name."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["easter", "holiday", "month_of", "nearest", "parse_day", "shifted", "week_of"]


def parse_day(published: str | None) -> date | None:
    """The day of an ISO date or date-time; None where there is none, or none of the years 1000 to 8999."""
    try:
        day = date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return day if day and 1000 <= day.year < 9000 else None


def week_of(day: date) -> str:
    """The ISO week of a day, as 2025-W15."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def month_of(day: date) -> str:
    """The month of a day, as 2025-04."""
    return f"{day.year:04}-{day.month:02}"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date:
    """The day of a holiday in a year; `rule` is "MM-DD" or "easter+DAYS"."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[len("easter") :] or 0))
    return date(year, int(rule[:2]), int(rule[3:]))


def nearest(candidates: list[date], now: date, direction: int) -> date:
    """The candidate nearest to `now`, on its side of it: -1 on or before, 1 on or after, 0 either side."""
    allowed = [c for c in candidates if direction == 0 or (c - now).days * direction >= 0]
    return min(allowed or candidates, key=lambda c: (abs((c - now).days), c))


def shifted(now: date, unit: str, many: float) -> tuple[str | None, str]:
    """`now` moved by `many` units: the value in the unit's own precision, and that precision."""
    if unit in {"day", "hour"}:
        return ((now + timedelta(days=round(many))).isoformat(), "day") if abs(many) < 300_000 else (None, "vague")
    if unit == "week" and abs(many) < 40_000:
        return week_of(now + timedelta(days=round(7 * many))), "week"
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}.get(unit)
    if months is None or not 1 <= now.year + many * months / 12 <= 9998:
        return None, "vague"
    count = now.year * 12 + now.month - 1 + round(many * months)
    year, month = divmod(count, 12)
    if unit in {"year", "decade"} and many == int(many):
        return f"{year:04}", "year"
    if unit == "quarter":
        return f"{year:04}-Q{month // 3 + 1}", "quarter"
    return f"{year:04}-{month + 1:02}", "month"
