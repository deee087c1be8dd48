"""Words that take a side (fordern, ablehnen, sich vorstellen können), and general words near in meaning.

A cue's pattern is a row of tokens: `lehn*` begins so, `…` leaves up to fourteen tokens out, none of which ends a
sentence. What stands in `cues.csv` is general vocabulary; nothing in it belongs to a topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

__all__ = ["Cue", "CueBook", "CueHit", "Force", "NearWords", "Stance"]

Stance = Literal["yes", "no", "open", "none"]
Force = Literal[
    "demand", "support", "oppose", "refuse", "promise", "offer", "want", "future", "need", "consider", "undecided",
    "evade",
]  # fmt: skip
_GAP = 14  # a German verb and its particle stand far apart
_ENDS = frozenset(".;:?!")


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that takes a side. `pledge` is the status of an undertaking told with it, empty for none."""

    pattern: tuple[str, ...]
    stance: Stance
    force: Force
    pledge: str

    @property
    def weight(self) -> int:
        """How specific the pattern is: its letters."""
        return sum(len(t) for t in self.pattern if t != "…")


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at the tokens `[start, end)`; `inside` are the tokens it matched."""

    start: int
    end: int
    inside: tuple[int, ...]
    cue: Cue


class CueBook:
    """The cues of each language, by their first token."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._whole: dict[str, dict[str, list[Cue]]] = {"de": {}, "en": {}}
        self._begins: dict[str, dict[str, list[Cue]]] = {"de": {}, "en": {}}
        for row in rows:
            for pattern in row["cue"].split("|"):
                parts = tuple(pattern.lower().split())
                cue = Cue(parts, cast(Stance, row["stance"]), cast(Force, row["force"]), row["pledge"])
                first = parts[0]
                table = self._begins if first.endswith("*") else self._whole
                table[row["language"]].setdefault(first.rstrip("*")[: 3 if first.endswith("*") else None], []).append(
                    cue
                )

    def find(self, tokens: Sequence[str], language: str) -> list[CueHit]:
        """The cues in lower-cased tokens of one clause or sentence, the most specific where two share a token."""
        language = language if language in self._whole else "en"
        hits: list[CueHit] = []
        for i, token in enumerate(tokens):
            for cue in (*self._whole[language].get(token, ()), *self._begins[language].get(token[:3], ())):
                inside = _match(cue.pattern, tokens, i)
                if inside:
                    hits.append(CueHit(i, inside[-1] + 1, inside, cue))
        hits.sort(key=lambda h: (-h.cue.weight, h.start))
        kept: list[CueHit] = []
        for h in hits:
            if not any(set(h.inside) & set(k.inside) for k in kept):
                kept.append(h)
        return sorted(kept, key=lambda h: h.start)


def _match(pattern: Sequence[str], tokens: Sequence[str], at: int) -> tuple[int, ...]:
    inside: list[int] = []
    i, gap = at, False
    for part in pattern:
        if part == "…":
            gap = True
            continue
        last = min(len(tokens), i + _GAP) if gap else min(len(tokens), i + 1)
        if gap:
            last = next((k for k in range(i, last) if tokens[k] in _ENDS), last)
        found = next((k for k in range(i, last) if _fits(part, tokens[k])), None)
        if found is None:
            return ()
        inside.append(found)
        i, gap = found + 1, False
    return tuple(inside)


def _fits(part: str, token: str) -> bool:
    return token.startswith(part[:-1]) if part.endswith("*") else token == part


class NearWords:
    """Groups of general words near in meaning."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._groups: dict[str, set[int]] = {}
        for number, row in enumerate(rows):
            for word in re.findall(r"\w+", row["words"].lower()):
                self._groups.setdefault(word, set()).add(number)
                self._groups.setdefault(_crude(word), set()).add(number)

    def groups(self, word: str) -> frozenset[int]:
        """The numbers of the groups that a lower-cased word form belongs to."""
        return frozenset(self._groups.get(word) or self._groups.get(_crude(word)) or ())


def _crude(word: str) -> str:
    """A word form without its ending; "." marks it, so that no whole word is taken for one."""
    return re.sub(r"(?:ungen|ung|enden|ende|ten|ter|tes|te|en|er|es|em|est|st|et|e|t|n|s|ed|ing)$", "", word) + "."
