"""Cardinal numbers in German and English, in words and figures."""

from __future__ import annotations

import re
from functools import lru_cache

from standpunkt.reading.times.tokens import Tokens

__all__ = ["figure", "number", "word_value"]

_DE_UNITS: dict[str, float] = {
    "ein": 1, "eins": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "zwei": 2, "zwo": 2, "drei": 3,
    "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_DE_TENS: dict[str, float] = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_DE_FORMS: dict[str, float] = {"zweier": 2, "dreier": 3, "zweien": 2, "dreien": 3, "vieren": 4}
_EN_UNITS: dict[str, float] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_EN_TENS: dict[str, float] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

_SMALL = "|".join(sorted({*_DE_UNITS, *_DE_TENS} - {"eine", "einen", "einem", "einer", "eines", "eins"}, key=len)[::-1])
_DE_START = re.compile(rf"(?:{_SMALL}|hundert|tausend|anderthalb|eins)")
_DE_HALF = re.compile(r"(\w+?)einhalb(?:e|en|er|es)?$|(anderthalb|eineinhalb)(?:e|en|er|es)?$")
_DE_BELOW = re.compile(r"(?:(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(\w+)")
_LONGEST = 60  # letters; longer strings are no number words
_FIGURE_DE = re.compile(r"\d{1,3}(?:[.'’]\d{3})+(?:,\d+)?|\d+,\d+|\d+(?:\.\d{1,2})?")
_FIGURE_EN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def figure(token: str, language: str) -> float | None:
    """The value of a number in figures, with the language's separators; None where it is none (dates, versions)."""
    if len(token) > _LONGEST:
        return None
    if language == "de":
        if not _FIGURE_DE.fullmatch(token):
            return None
        if re.fullmatch(r"\d{1,3}(?:[.'’]\d{3})+(?:,\d+)?", token):
            token = re.sub(r"[.'’]", "", token)
        return float(token.replace(",", "."))
    return float(token.replace(",", "")) if _FIGURE_EN.fullmatch(token) else None


def _de_below_hundred(word: str) -> float | None:
    if word in _DE_UNITS:
        return _DE_UNITS[word]
    if word in _DE_TENS:
        return _DE_TENS[word]
    m = _DE_BELOW.fullmatch(word)
    if m and m.group(1) and m.group(2) in _DE_TENS:
        return _DE_UNITS[m.group(1)] + _DE_TENS[m.group(2)]
    return None


def _de_cardinal(word: str) -> float | None:
    for base, name in ((1000, "tausend"), (100, "hundert")):
        head, found, rest = word.partition(name)
        if found:
            many: float | None = _de_cardinal(head) if head else 1.0
            less = _de_cardinal(rest.removeprefix("und")) if rest else 0.0
            return None if many is None or less is None or less >= base else many * base + less
    return _de_below_hundred(word)


@lru_cache(maxsize=4096)
def word_value(word: str, language: str) -> float | None:
    """The value of one lower-case number word ("zweihundertfünfzig", "anderthalb", "twelve"); None for other words."""
    if language != "de":
        return _EN_UNITS.get(word, _EN_TENS.get(word))
    if word in _DE_FORMS:
        return _DE_FORMS[word]
    if len(word) > _LONGEST or not _DE_START.match(word):
        return None
    if m := _DE_HALF.match(word):
        whole = 1 if m.group(2) or m.group(1) == "ein" else _de_cardinal(m.group(1))
        return None if whole is None else whole + 0.5
    if word in {"hundert", "tausend"}:
        return 100.0 if word == "hundert" else 1000.0
    return _de_cardinal(word)


def _english_words(t: Tokens, i: int) -> tuple[float, int] | None:
    """A number in English words from token `i`: "twenty-five", "two hundred and fifty"."""
    total, part, j, last, any_word = 0.0, 0.0, i, 0, False
    while j < len(t):
        w = t.low[j]
        if w in _EN_TENS and last == 0:
            part, last = part + _EN_TENS[w], 2
        elif w in _EN_UNITS and (last == 0 or (last == 2 and _EN_UNITS[w] < 10)):
            part, last = part + _EN_UNITS[w], 1
        elif w == "hundred" and any_word and last == 1 and part < 100:
            part, last = part * 100, 0
        elif w == "thousand" and any_word and part:
            total, part, last = total + part * 1000, 0.0, 0
        else:
            break
        any_word = True
        j += 1
        follows = t.at(j + 1) in _EN_UNITS
        hyphen = t.at(j) == "-" and t.glued(j - 1) and t.glued(j) and last == 2 and follows
        if hyphen or (t.at(j) == "and" and last == 0 and (follows or t.at(j + 1) in _EN_TENS)):
            j += 1
    if not any_word:
        return None
    return total + part, j


def number(t: Tokens, i: int, language: str) -> tuple[float, int] | None:
    """The number that starts at token `i` and the token after it; multipliers ("Millionen") are not taken."""
    if not 0 <= i < len(t):
        return None
    w = t.low[i]
    if w[0].isdigit():
        value = figure(w, language)
        if value is None:
            return None
        j = i + 1
        while (  # thousands set apart by thin or plain spaces: 20 000
            j < len(t)
            and len(w) <= 3
            and len(t.low[j]) == 3
            and t.low[j].isdigit()
            and t.start[j] == t.end[j - 1] + 1
            and t.text[t.end[j - 1]] in " \u00a0\u202f\u2009"
        ):
            value, j = value * 1000 + int(t.low[j]), j + 1
        return value, j
    if language == "de":
        value = word_value(w, "de")
        return None if value is None else (value, i + 1)
    return _english_words(t, i)
