"""Sentences of German and English texts, with their offsets. Pure.

A sentence ends at a mark (. ! ? …) with the closing quotation marks and brackets behind it, where white space follows
and what comes next can begin a sentence; and at the end of each paragraph. Full stops of abbreviations, initials and
ordinals end none.
"""

from __future__ import annotations

import re

from standpunkt.documents.lines import paragraphs
from standpunkt.reading.abbreviations import STARTERS, is_ordinal, never_last, sometimes_last, word_after, word_before

__all__ = ["sentences"]

_CLOSING = "\"'”“’‘»«›‹)\\]"
_MARK = re.compile(rf"(?<![.!?…؟。])[.!?…؟。]++[{_CLOSING}]*+(?=\s)|[.!?](?=[A-ZÄÖÜ][a-zäöüß]{{0,12}}\s)")
_FIRST = re.compile(r"[\s\"'„“”»«›‹‚‘’(\[–—•*-]*")
_SAYS = re.compile(
    r"\s*(?:[A-Z][\w.'’-]{0,20}\s+){1,4}(?:said|says|asked|asks|told|added|replied|wrote|shouted|insisted|warned)\b"
)
_MIXED_CASE = re.compile(r"[a-z]{1,3}[A-Z]")
_EMPTY_BRACKET = re.compile(r"[(\[]\s?[.!?…]+\s?[)\]]$")


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of `text` in order as `[start, end)` in code points; between them lies nothing but white space.

    `language` is `"de"` or `"en"`; for any other the rules of English serve. A blank line always ends a sentence, and
    so does the end of a line that is not part of a wrapped paragraph. Time is linear in the length of the text.
    """
    out: list[tuple[int, int]] = []
    german = language == "de"
    for start, end in paragraphs(text):
        first = start
        for match in _MARK.finditer(text, start, end):
            here = match.end()
            if not _ends(text, first, match.start(), here, end, german):
                continue
            out.append((first, here))
            while text[here].isspace():
                here += 1
            first = here
        out.append((first, end))
    return out


def _ends(text: str, first: int, mark: int, here: int, end: int, german: bool) -> bool:
    """Whether the mark at `[mark, here)` ends the sentence that began at `first`, in a paragraph that ends at `end`."""
    if not text[here].isspace():  # "Ende.Dann": a space was lost
        return text[mark - 1 : mark].islower() and word_after(text, here) in STARTERS
    at = _FIRST.match(text, here, min(end, here + 40))
    after = at.end() if at else here
    if after >= end:
        return False
    sign = text[after]
    if sign.islower():
        return bool(_MIXED_CASE.match(text, after)) and text[mark] in "!?"
    if sign in ",;:":
        return False
    if text[mark] in "!?؟。":
        return _after_call(text, mark, here, german)
    if text[mark] == "…" or text.startswith("..", mark):
        return _after_ellipsis(text, first, mark, here)
    return here > mark + 1 or _after_stop(text, first, mark, here, sign, german)


def _after_call(text: str, mark: int, here: int, german: bool) -> bool:
    """After ! or ?: not in "der neue (!) Chef", nor where an English sentence goes on with who asked."""
    if _EMPTY_BRACKET.search(text[max(0, mark - 2) : here]):
        return False
    return german or text[here - 1] in "!?" or not _SAYS.match(text, here)


def _after_ellipsis(text: str, first: int, mark: int, here: int) -> bool:
    """After an ellipsis a sentence begins with a word that rarely stands capitalised within one, or where the ellipsis
    follows its word at once; one that opens a sentence belongs to it."""
    if _EMPTY_BRACKET.search(text[max(0, mark - 2) : here]):
        return False
    if word_after(text, here) in STARTERS:
        return True
    return mark > first and not text[mark - 1].isspace()


def _after_stop(text: str, first: int, mark: int, here: int, sign: str, german: bool) -> bool:
    """After a single full stop, by the word before it and the one behind."""
    word = word_before(text, mark, first)
    if not word:
        return True
    if mark - len(word) == first and len(word) <= 3 and (word.isdecimal() or len(word) == 1):
        return False  # the number or letter of a list
    if word.isdecimal():
        return not (german and is_ordinal(text, mark, word))
    if never_last(text, mark, word):
        return False
    if german and is_ordinal(text, mark, word):
        return False
    if sometimes_last(text, mark, word):
        return not sign.isdecimal() and (word_after(text, here) in STARTERS or not sign.isalpha())
    return True
