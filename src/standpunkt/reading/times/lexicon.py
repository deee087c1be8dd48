"""The words of time expressions in German and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from standpunkt.reading.times.tokens import words

__all__ = ["ENGLISH", "GERMAN", "Lexicon"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the grammar of times needs to know of a language; all words in lower case."""

    language: str
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    breaks: frozenset[str]
    nth: Mapping[str, int]
    holidays: Mapping[str, str]
    deictic: Mapping[str, int]
    units: Mapping[str, str]
    dayparts: frozenset[str]
    this: frozenset[str]
    next: frozenset[str]
    last: frozenset[str]
    parts: frozenset[str]
    prepositions: frozenset[str]
    articles: frozenset[str]
    ahead: frozenset[str]
    ordinals: Mapping[str, int]
    future: frozenset[str]
    past: frozenset[str]
    vague: frozenset[str]
    fillers: frozenset[str]
    anchors: frozenset[str] = frozenset()

    def anchored(self) -> Lexicon:
        """The lexicon with the set of all words that a time may be found by."""
        tables = (self.weekdays, self.months, self.units, self.deictic, self.seasons, self.holidays)
        found = self.dayparts | self.breaks | SINCE | EARLY_DECADES
        found |= {w.split()[0] for t in (*tables, PERIOD_ENDS) for w in t}
        return replace(self, anchors=found)


def _forms(stems: str, endings: str = "e en er es em") -> frozenset[str]:
    return frozenset(s + e for s in stems.split() for e in endings.split())


_DE_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_DE_DAYPARTS = ("abend", "morgen", "mittag", "nachmittag", "vormittag", "nacht", "früh")
_EN_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DE_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4}


def _de_weekdays() -> dict[str, int]:
    out = {d: i for i, d in enumerate(_DE_DAYS)} | {"sonnabend": 5}
    out |= {d + p: i for d, i in list(out.items()) for p in _DE_DAYPARTS}
    return out


def _de_nth() -> dict[str, int]:
    low = ["erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwölft"]
    low += [f"{s}zehnt" for s in ["drei", "vier", "fünf", "sech", "sieb", "acht", "neun"]] + ["zwanzigst"]
    low += [f"{s}undzwanzigst" for s in ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]]
    low += ["dreißigst", "einunddreißigst"]
    return {f"{s}{e}": n for n, s in enumerate(low, 1) for e in ("e", "en", "er")}


PERIODS = {"jahres": "year", "monats": "month", "wochen": "week", "quartals": "quarter"}
PERIOD_ENDS = {
    head + tail: unit
    for head, unit in PERIODS.items()
    for tail in ("ende", "wechsel", "beginn", "anfang", "mitte", "frist")
    if head + tail not in {"wochenende", "wochenwechsel", "wochenfrist", "monatsfrist", "quartalsfrist", "jahresfrist"}
}
EARLY_DECADES = words("zwanziger dreißiger vierziger fünfziger sechziger siebziger achtziger neunziger")
SINCE = words("langem kurzem längerem jeher")


def _de_months() -> dict[str, int]:
    names = ["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september"]
    names += ["oktober", "november", "dezember"]
    out = {name: n for n, name in enumerate(names, 1)} | {"jänner": 1, "feber": 2}
    return out | {f"{name}s": n for name, n in out.items()}


GERMAN = Lexicon(
    language="de",
    weekdays=_de_weekdays(),
    months=_de_months(),
    seasons={
        "sommer": 7, "winter": 12, "herbst": 10, "frühjahr": 4, "frühling": 4, "frühsommer": 6, "spätsommer": 8,
        "spätherbst": 11, "frühherbst": 9, "hochsommer": 7,
    },
    breaks=words(
        "sommerpause winterpause weihnachtspause sommerferien osterferien herbstferien winterferien weihnachtsferien"
    ),
    nth=_de_nth(),
    holidays={
        "weihnachten": "12-25", "heiligabend": "12-24", "silvester": "12-31", "neujahr": "01-01", "nikolaus": "12-06",
        "karfreitag": "easter-2", "ostersonntag": "easter", "ostern": "easter", "ostermontag": "easter+1",
        "himmelfahrt": "easter+39", "pfingsten": "easter+49", "pfingstsonntag": "easter+49",
        "pfingstmontag": "easter+50", "fronleichnam": "easter+60", "rosenmontag": "easter-48",
        "aschermittwoch": "easter-46", "allerheiligen": "11-01", "neujahrstag": "01-01",
    },
    deictic={"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2},
    units={
        "tag": "day", "tage": "day", "tagen": "day", "tages": "day",
        "woche": "week", "wochen": "week", "monat": "month", "monate": "month", "monaten": "month", "monats": "month",
        "quartal": "quarter", "quartals": "quarter", "quartale": "quarter", "quartalen": "quarter",
        "jahr": "year", "jahre": "year", "jahren": "year", "jahres": "year",
        "jahrzehnt": "decade", "jahrzehnte": "decade", "jahrzehnten": "decade", "jahrhundert": "decade",
        "stunde": "hour", "stunden": "hour", "minute": "hour", "minuten": "hour",
        "wintern": "year", "sommern": "year",
        "vortag": "prior day", "vorwoche": "prior week", "vormonat": "prior month", "vorjahr": "prior year",
        "vorjahres": "prior year", "jahrzehnts": "decade", "jahrhunderts": "decade",
        "wochenende": "weekend", "wochenendes": "weekend", "halbjahr": "half", "halbjahres": "half",
    },
    dayparts=frozenset(_DE_DAYPARTS),
    this=_forms("dies jetzig laufend heutig"),
    next=_forms("morgig kommend nächst darauffolgend übernächst"),
    last=_forms("gestrig vergangen letzt vorig vorvergangen zurückliegend"),
    parts=words("ende anfang mitte lauf laufe verlauf beginn"),
    prepositions=words("""übers am an bis aus seit ab vom von im in zum zur nach vor gegen während um für zu"""),
    articles=words("dem den der des die das"),
    ahead=words("bis ab"),
    ordinals={s + e: n for s, n in _DE_ORDINALS.items() for e in ("e", "en", "er", "es")},
    future=words("""wird werden werde würden will wollen wolle soll sollen solle dürfte dürften könnte könnten möchte
möchten plant planen muss müssen müsse müssten kann können könne kommend spätestens ob wann sobald falls bevor geplant
vorgesehen angesetzt terminiert anberaumt steht beginnt beginnen startet starten tagt tagen entscheidet endet läuft"""),
    past=words("""hat hatte hatten haben habe sagte sagten erklärte teilte war waren wurde wurden kam kamen ging gab
hieß bereits betonte warnte forderte nannte kündigte sprach berichtete stimmte einigte einigten trat
worden"""),
    vague=words("wenigen wenige einigen einige mehreren mehrere vielen viele etlichen etliche kurzer kürzester langer"),
    fillers=words("spätestens frühestens voraussichtlich mindestens etwa rund ungefähr circa wohl noch schon genau"),
).anchored()  # fmt: skip

ENGLISH = Lexicon(
    language="en",
    weekdays={d: i for i, d in enumerate(_EN_DAYS)},
    months={
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
        "september": 9, "october": 10, "november": 11, "december": 12,
        "jan": 1, "feb": 2, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    },
    seasons={"spring": 4, "summer": 7, "autumn": 10, "fall": 10, "winter": 12},
    breaks=frozenset(),
    nth={},
    holidays={
        "christmas": "12-25", "christmas eve": "12-24", "easter": "easter", "easter monday": "easter+1",
        "easter sunday": "easter", "good friday": "easter-2", "boxing day": "12-26", "halloween": "10-31",
        "new year": "01-01", "new year's eve": "12-31", "new year’s eve": "12-31", "new year's day": "01-01",
        "new year’s day": "01-01", "christmas day": "12-25", "pentecost": "easter+49",
    },
    deictic={"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1},
    units={
        "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
        "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year", "decade": "decade",
        "decades": "decade", "century": "decade", "hours": "hour", "hour": "hour", "minutes": "hour",
        "winters": "year", "summers": "year", "fortnight": "fortnight", "half": "half", "weekend": "weekend",
    },
    dayparts=words("morning afternoon evening night lunchtime"),
    this=words("this current"),
    next=words("next coming following"),
    last=words("last past previous"),
    parts=words("course end beginning start middle early late mid"),
    prepositions=words("""over for on by until till since from in at before after during through to of as within"""),
    articles=words("the"),
    ahead=words("by until till"),
    ordinals={"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4},
    future=words(
        """will would shall should must may might could plans plan due expected hopes hope wants scheduled is
        are begins starts opens meets ends can intends expects votes decides convenes resumes holds
        returns gathers leaves arrives faces launches hosts visits publishes presents expires resume
        meet vote"""
    ),
    past=words("""had has have was were said told did came went agreed met voted signed announced called warned
insisted signalled began ended opened took made gave left rejected accepted published showed"""),
    vague=words("several some many few recent"),
    fillers=words("about around roughly sometime at least approximately"),
).anchored()  # fmt: skip
