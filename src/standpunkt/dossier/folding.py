"""One spelling for search: case, accents, ä/ae, ö/oe, ü/ue, ß/ss and kinds of blanks make no difference. Pure.

"Präsident", "praesident" and "prasident" all fold to "prasident"; a map leads from each folded character back to the
code point it came from, so that what is found can be shown in the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

__all__ = ["Folded", "fold", "fold_with_map"]

_LETTERS = {"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ", "\u00ad": ""}
# What is not copied letter by letter: ae, oe, ue; anything beyond ASCII; blanks that are not one space.
_SIGMA = {ord("Σ"): "σ"}  # whose small letter depends on its place
_UMLAUT = re.compile(r"([aou])e+")
_BLANKS = re.compile(" +")
_PART = 200
_SEAM = re.compile("(?<=[!-~] )(?=[!-~])")  # where neither side changes how the other folds
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


class Folded:
    """A folded text (`text`) and, for each of its characters, the offset it came from; the map of a stretch is made
    when an offset in it is asked for, as few are.
    """

    def __init__(self, text: str) -> None:
        self._whole = text
        self._cuts = [0]
        while (seam := _SEAM.search(text, self._cuts[-1] + _PART)) is not None:
            self._cuts.append(seam.start())
        self._cuts.append(len(text))
        parts = [fold(text[a:b]) for a, b in zip(self._cuts, self._cuts[1:], strict=False)]
        self._starts = [0]
        for part in parts[:-1]:
            self._starts.append(self._starts[-1] + len(part))
        self._maps: dict[int, list[int]] = {}
        self.text = "".join(parts)

    def origin(self, index: int) -> int:
        """The offset in the whole text of a folded character; the text's end for the place after the last one."""
        if index >= len(self.text):
            return len(self._whole)
        part = bisect_right(self._starts, index) - 1
        if part not in self._maps:
            self._maps[part] = fold_with_map(self._whole[self._cuts[part] : self._cuts[part + 1]])[1]
        return self._cuts[part] + self._maps[part][index - self._starts[part]]
