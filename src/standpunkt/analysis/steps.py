"""Steps through the calendar."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from standpunkt.analysis.statements import Ints, Times

__all__ = ["Unit", "plus", "whole_months"]

Unit = Literal["seconds", "minutes", "hours", "days", "weeks", "months", "years", "events"]

_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 7 * 86400}


def plus(time: np.datetime64, unit: Unit, number: int) -> np.datetime64:
    """A time some units later (or earlier). Where a month is too short, its last day: 31 January + 1 month is the
    28th or 29th of February."""
    if unit in _SECONDS:
        return time + np.timedelta64(number * _SECONDS[unit], "s")
    months = number * 12 if unit == "years" else number
    month: Any = time.astype("datetime64[M]")
    within: Any = time - month.astype("datetime64[s]")
    target = month + months
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(int)
    day = within.astype("timedelta64[D]").astype(int)
    rest = within - np.timedelta64(int(day), "D")
    result: np.datetime64 = target.astype("datetime64[s]") + np.timedelta64(int(min(day, length - 1)), "D") + rest
    return result


def whole_months(time: Times, until: np.datetime64) -> Ints:
    """Whole calendar months from the day of each time to the day of another, negative where it lies later."""
    days = time.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    last: Any = until.astype("datetime64[D]")
    last_month: Any = last.astype("datetime64[M]")
    difference = (last_month - months).astype(np.int64)
    day = (days - months.astype("datetime64[D]")).astype(np.int64)
    last_day = int((last - last_month.astype("datetime64[D]")).astype(int))
    short = (difference > 0) & (last_day < day)
    over = (difference < 0) & (last_day > day)
    return np.asarray(difference - short + over, np.int64)
