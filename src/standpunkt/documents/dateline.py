"""Date lines: "Stand: 10.04.2025 19:05 Uhr", "Erschienen am 9. Juli 2024", "BRUSSELS, 28 November 2025". Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

__all__ = ["Dateline", "dateline_at_end", "iso_date", "whole_dateline"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner january jan jän",
            "februar feber february feb febr",
            "märz march mär mar mrz",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = (
    r"(?:(?P<y1>\d{4})-(?P<m1>\d{2})-(?P<d1>\d{2})|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>\d{4})"
    rf"|(?P<d3>\d{{1,2}})(?:\.|st|nd|rd|th)?\s(?P<m3>{_MONTH})\.?,?\s(?P<y3>\d{{4}})"
    rf"|(?P<m4>{_MONTH})\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>\d{{4}}))"
)
_TIME = (
    r"(?:(?:T|,?\s*(?:um\s|at\s|\||-|–|•|·)?\s*)(?P<h>\d{1,2})[:.](?P<min>\d{2})(?::(?P<s>\d{2}))?\s*"
    r"(?P<pm>[ap]\.?m\.?)?(?:\s*(?:Uhr|h\b))?(?:\s*(?:GMT|BST|CEST|CET|MESZ|MEZ|UTC|E[SD]T|P[SD]T|Z))?)?"
)
_LABEL = (
    r"(?:(?:Stand|Veröffentlicht|Erschienen|Erstellt|Aktualisiert|Zuletzt aktualisiert|Artikel vom|Datum|vom|Published|"
    r"Posted|Updated|Last updated|First published|Date)\s*(?:am|on|at)?\s*:?\s*)"
)
_DAY = (
    r"(?:(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\.?,?\s+(?:den\s+)?)?"
)
_BY = r"(?:(?:Von|By)\s[\w .'’-]{2,60},\s*)?"  # "Von unserer Korrespondentin, Valletta, 20. Juni 2025"
_WHOLE = re.compile(
    rf"{_BY}(?:[^\W\d_][\w ./'’-]{{1,40}}[,:|–-]\s*)??{_LABEL}?{_DAY}{_DATE}{_TIME}\s*[.|]?$", re.IGNORECASE
)
_AT_END = re.compile(rf"(?<=\s)(?:Stand|Published|Veröffentlicht(?: am)?)\s*:\s*{_DATE}{_TIME}\s*$", re.IGNORECASE)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?")


class Dateline:
    """Where a date line stands in the text, and its day or moment as ISO 8601."""

    __slots__ = ("end", "start", "value")

    def __init__(self, start: int, end: int, value: str) -> None:
        self.start, self.end, self.value = start, end, value


def whole_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The date line that the stretch `[start, end)` of `text` is as a whole; None where it is anything else."""
    if end - start > 120:
        return None
    match = _WHOLE.match(text[start:end])
    value = _value(match) if match else None
    return Dateline(start, end, value) if value else None


def dateline_at_end(text: str, start: int, end: int) -> Dateline | None:
    """The labelled date line ("Stand: …") with which the stretch `[start, end)` of `text` ends."""
    begin = max(start, end - 80)
    match = _AT_END.search(text[begin:end])
    value = _value(match) if match else None
    return Dateline(begin + match.start(), end, value) if match and value else None


def iso_date(written: str) -> str | None:
    """A day or moment in ISO 8601, without fractions and zone, from one as tags and records write it; None if none."""
    written = written.strip()
    if match := _ISO.match(written):
        day, hour, minute, second = match.groups()
        try:
            date.fromisoformat(day)
            if hour is None:
                return day
            return datetime.fromisoformat(f"{day}T{hour}:{minute}:{second or '00'}").isoformat()
        except ValueError:
            return None
    found = whole_dateline(written, 0, len(written))
    return found.value if found else None


def _value(match: re.Match[str]) -> str | None:
    group = match.groupdict()
    for n in "1234":
        if group["y" + n]:
            year, month, day = group["y" + n], group["m" + n], group["d" + n]
            break
    else:
        return None
    try:
        found = date(int(year), _MONTHS.get(month.lower()) or int(month), int(day))
        if group["h"] is None:
            return found.isoformat()
        hour = int(group["h"])
        if group["pm"]:
            hour = hour % 12 + (12 if group["pm"].lower().startswith("p") else 0)
        return datetime(found.year, found.month, found.day, hour, int(group["min"]), int(group["s"] or 0)).isoformat()
    except ValueError:
        return None
