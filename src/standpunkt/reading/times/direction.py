"""Which side of the document's day a clause speaks of: what has been, or what is to come."""

from __future__ import annotations

import re
from functools import lru_cache

from standpunkt.reading.times.lexicon import Lexicon
from standpunkt.reading.times.tokens import Tokens, words

__all__ = ["direction"]

_BREAK = frozenset('.!?;:,\n–—"„“”()«»')
_QUOTES = frozenset('"„“”«»')
_REACH = 25  # tokens on either side: a clause without a mark is seldom longer
_AUXILIARY = words("hat hatte hatten habe haben war waren wurde wurden worden")
_STRONG = re.compile(
    r"(?:ab|an|auf|aus|bei|ein|mit|nach|vor|zu|zurück|zusammen|statt|über|unter|um|wieder|weg|ent|er|ver|be|ge)?"
    r"(?:kam|ging|gab|nahm|sprach|traf|fand|hielt|ließ|liess|lag|stand|sah|rief|wies|schlug|trug|fiel|blieb|begann|"
    r"verlor|gewann|zog|schrieb|schob|bot|lief|brach|stieg|sank|wuchs|warf|starb|trat|bat|tat|fuhr|lud|schloss|hieß|"
    r"wusste|dachte|brachte|flog|riss|schied|schwieg|unterlag|verschwand|band|hob|stahl|schoss)(?:en|e)?"
)
_WEAK = re.compile(r"[a-zäöüß]{3,}te")
_PARTICIPLE = re.compile(r"\w*ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer)\w{3,}(?:t|en)|\w+iert")
_GE_PARTICIPLE = re.compile(r"(?:\w{2,6})?ge\w{3,}t|\w+iert")
_TO = re.compile(r"\w{2,}zu\w{2,}en")
_NO_PRESENT = words(
    """nicht jetzt erst mit seit fast selbst sonst oft dort damit weit gut laut statt acht zuletzt bereit überhaupt
    insgesamt längst somit soweit sofort direkt nächst zunächst möglichst weltweit landesweit bundesweit bekannt
    bestimmt gesamt leicht schlecht recht echt kurzerhand samt sanft stets"""
)
_NO_VERBS = words(
    """gegen neben wegen zwischen hinten vorn oben unten außen innen morgen beiden diesen jeden jenen welchen einigen
    vielen wenigen anderen ersten zweiten dritten letzten nächsten kommenden vergangenen ihren seinen unseren keinen
    meisten eigenen neuen alten großen kleinen allen sieben dutzenden inzwischen dagegen hingegen deswegen"""
)
_LONGEST = 40  # letters; longer strings are no verbs


@lru_cache(maxsize=8192)
def _german(word: str, known_past: bool, known_future: bool) -> int:
    """-2 past for certain, -1 weak past, 2 future, 1 present, 0 neither; for one lower-case word."""
    if known_past or _STRONG.fullmatch(word):
        return -2
    if known_future or _TO.fullmatch(word):
        return 2
    if _WEAK.fullmatch(word):
        return -1
    if len(word) > 3 and word.endswith("t") and word not in _NO_PRESENT and not _GE_PARTICIPLE.fullmatch(word):
        return 1
    return 0


def direction(t: Tokens, x: Lexicon, i: int) -> int:
    """1 where the clause around token `i` speaks of what is to come, -1 of what has been, 0 where it does not say."""
    a = i - 1
    while a >= 0 and i - a < _REACH:
        if t.low[a] in _QUOTES and i - a < 3:  # a quoted name stands within its clause
            a = next((k for k in range(a - 1, max(a - 6, -1), -1) if t.low[k] in _QUOTES), a)
        elif t.low[a] in _BREAK:
            break
        a -= 1
    b = i
    while b < len(t) and b - i < _REACH and (t.low[b] not in _BREAK or (t.low[b] == "." and t.at(b - 1).isdigit())):
        b += 1
    return _german_clause(t, x, a + 1, b) if x.language == "de" else _english_clause(t, x, a + 1, i, b)


def _german_clause(t: Tokens, x: Lexicon, a: int, b: int) -> int:
    past = future = present = perfect = False
    for k in range(a, b):
        w = t.low[k]
        if len(w) > _LONGEST or not w.isalpha() or (t.word[k][0].isupper() and k > a):
            continue
        sign = _german(w, w in x.past, w in x.future)
        if sign == -1:
            past |= not t.is_capital(k + 1) and k + 1 < len(t)
        elif sign == -2:
            past, perfect = True, perfect or w in _AUXILIARY
        elif sign == 2 or (w == "zu" and t.at(k + 1).endswith("en") and not t.is_capital(k + 1)):
            future = True
        elif sign == 1:
            present = True
        elif w in {"ist", "sind", "sei", "seien"}:
            past |= any(_PARTICIPLE.fullmatch(v) for v in t.low[a:b] if v not in x.future)
    if not (past or future or present):
        present = _plural_verb(t, a, b)
    if past and future:
        return -1 if perfect else 1
    if past or future:
        return -1 if past else 1
    return 1 if present else 0


def _plural_verb(t: Tokens, a: int, b: int) -> bool:
    """Whether the one verb of a clause seems to be a plural in the present: "Am Freitag streiken die Fahrer"."""
    verbs = [
        k
        for k in range(a, b)
        if t.low[k].endswith("en") and len(t.low[k]) > 4 and t.word[k][0].islower() and t.low[k] not in _NO_VERBS
    ]
    return (
        len(verbs) == 1 and (verbs[0] + 1 == b or t.at(verbs[0] + 1) not in {"und"}) and not t.is_capital(verbs[0] + 1)
    )


def _english_clause(t: Tokens, x: Lexicon, a: int, i: int, b: int) -> int:
    """The nearest verb before the time decides, else the nearest after it."""
    for k in (*range(i - 1, a - 1, -1), *range(i + 1, b)):
        w = t.low[k]
        if w in x.future:
            return 1
        if w in x.past or (w.endswith("ed") and len(w) > 4):
            return 1 if t.at(k - 1) in {"is", "are", "be"} else -1
    return 0
