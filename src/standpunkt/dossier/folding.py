"""One spelling for search: case, accents, ä/ae, ö/oe, ü/ue, ß/ss and kinds of blanks make no difference. Pure.

"Präsident", "praesident" and "prasident" all fold to "prasident"; a map leads from each folded character back to the
code point it came from, so that what is found can be shown in the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "fold_with_map"]

_LETTERS = {"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ", "\u00ad": ""}
# What is not copied letter by letter: ae, oe, ue; anything beyond ASCII; blanks that are not one space.
_SIGMA = {ord("Σ"): "σ"}  # whose small letter depends on its place
_UMLAUT = re.compile(r"([aou])e+")
_BLANKS = re.compile(" +")
_SPECIAL = re.compile(r"[aouAOU][eE]+|[^\x00-\x7f]+[eE]*\s*|\s{2,}|[\t-\r\x1c-\x1f]")


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    if character.isspace():
        return " "
    low = character.lower()
    if low in _LETTERS:
        return _LETTERS[low]
    plain = unicodedata.normalize("NFKD", low).lower()
    return "".join(_LETTERS.get(c, c) for c in plain if not unicodedata.combining(c))


class _Letters(dict[int, str]):
    """The letters of decomposed characters, looked up once each."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _letter(chr(code))
        return found


_TABLE = _Letters()


def fold(text: str) -> str:
    """`text` as it is searched: what `fold_with_map` gives, without the map and faster."""
    plain = unicodedata.normalize("NFKD", text.translate(_SIGMA).lower()).translate(_TABLE)
    return _BLANKS.sub(" ", _UMLAUT.sub(r"\1", plain))


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """`text` as it is searched, and for each of its characters the offset in `text` it came from."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    last = ""
    for match in _SPECIAL.finditer(text):
        if match.start() > at:
            out.append(text[at : match.start()].lower())
            places.extend(range(at, match.start()))
            last = out[-1][-1]
        at = match.end()
        for place in range(match.start(), at):
            for letter in _letter(text[place]):
                if (letter == "e" and last and last in "aou") or (letter == " " and last == " "):
                    continue  # ae, oe, ue are ä, ö, ü; blanks are one
                out.append(letter)
                places.append(place)
                last = letter
    if at < len(text):
        out.append(text[at:].lower())
        places.extend(range(at, len(text)))
    return "".join(out), places
