"""What a stretch of text says for or against: the cue's own side, what negates it, what it governs. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from standpunkt.knowledge.cues import CueBook, CueHit

__all__ = ["Said", "Token", "judge", "tokenize"]

Side = Literal["yes", "no", "open", "none"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-‑'’][^\W_]+)*|[^\w\s]")
_NEGATORS = {
    "de": frozenset(
        re.findall(
            r"\S+",
            "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand kaum weder keinerlei keineswegs",
        )
    ),
    "en": frozenset(
        re.findall(
            r"\S+", "not no never nobody none nothing neither nor cannot hardly n't without failed fails failing"
        )
    ),
}
_NOT_ONLY = frozenset(("nur", "only", "zuletzt", "allein"))
_BORDERS = frozenset(",;:–—")
_SUBORDINATE = frozenset(("if", "unless", "because", "although", "though", "while", "whether", "which", "who"))
_EXPLICIT = frozenset(("demand", "support", "oppose", "refuse", "promise", "offer", "consider", "undecided"))
_NOW = frozenset(("nun", "jetzt", "inzwischen", "mittlerweile", "heute", "now", "today"))
_DETERMINERS = frozenset(re.findall(r"\w+",
    "the a an its his her their this that such der die das den dem des eine einer einen einem seine seiner ihre ihrer "
    "diese dieser diesen jede jeden"
))  # fmt: skip
_COPULAS = frozenset(re.findall(r"\S+",
    "ist sei wäre bleibt bleibe war is was would remains"
))  # fmt: skip
_PREPOSITIONS = frozenset(re.findall(r"\S+",
    "für gegen auf zu zum zur von vom vor an mit über um hinter in for against to of on with about at by"
))  # fmt: skip
_STRENGTH = {
    "demand": 1.0, "refuse": 1.0, "oppose": 0.95, "undecided": 1.0, "consider": 0.95, "promise": 0.95, "support": 0.95,
    "offer": 0.9, "want": 0.75, "future": 0.7, "need": 0.7, "evade": 0.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign at `[start, end)` of the text, lower-cased; `clause` counts the clauses of its stretch."""

    start: int
    end: int
    low: str
    clause: int


@dataclass(frozen=True, slots=True)
class Said:
    """A side taken: `side`, how explicit it is (0 to 1), the force of the cue and the status of a pledge in it."""

    side: Side
    strength: float
    force: str
    pledge: str = ""


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end)` with the number of their clause; a clause ends at a comma, semicolon or dash."""
    out: list[Token] = []
    clause = 0
    for m in _TOKEN.finditer(text, start, end):
        low = m.group().lower().replace("’", "'")
        if m.group() == "May" and (m.start() != start or text[m.end() : m.end() + 2].strip().isdigit()):
            low = "may (month)"
        low = "will" if low.endswith("'ll") else "would" if low.endswith("'d") else low
        if low in _SUBORDINATE and out and out[-1].low not in _BORDERS:
            clause += 1
        out.append(Token(m.start(), m.end(), low, clause))
        if low in _BORDERS and not (low == ":" and text[m.end() : m.end() + 1].isalnum()):
            clause += 1
    return out


def _negated(hit: CueHit, tokens: Sequence[Token], language: str) -> bool:
    """A negator stands in the cue's clause and near it, and is no part of the cue's own pattern."""
    clause = {tokens[i].clause for i in hit.inside}
    if any(t in _NEGATORS[language] for t in hit.cue.pattern):
        return False
    weak = hit.cue.force in {"want", "future", "need", "support", "promise", "offer"}
    reach = 40 if weak else 5
    number = 0
    for i, t in enumerate(tokens):
        if t.clause not in clause or i in hit.inside:
            continue
        low = "n't" if t.low.endswith("n't") else t.low
        if low not in _NEGATORS[language]:
            continue
        after = tokens[i + 1].low if i + 1 < len(tokens) else ""
        if (low in {"nicht", "not"} and after in _NOT_ONLY) or low == "without" or (low == "no" and after == "matter"):
            continue
        if hit.start - reach <= i <= hit.end + reach:
            number += 1
    return number % 2 == 1


def _of(hit: CueHit, tokens: Sequence[Token], language: str) -> Said:
    side: Side = hit.cue.stance
    pledge = hit.cue.pledge
    strength = _STRENGTH[hit.cue.force]
    if side in {"yes", "no"} and _negated(hit, tokens, language):
        if side == "no":
            side, pledge = "open", "considered"
        elif hit.cue.force == "need":
            side, pledge = "no", ""
        else:
            side, pledge = "no", "ruled_out"
    return Said(side, strength, hit.cue.force, pledge)


def judge(
    tokens: Sequence[Token], cues: CueBook, language: str, target: set[int], frame: Sequence[Token] = ()
) -> Said | None:
    """The side that a stretch takes on what its clauses `target` speak of; None where no cue takes one.

    `frame` are the tokens of the words of speech around it ("lehnte … ab", "schloss nicht aus"); they govern all of
    it. A cue in an earlier clause governs the clauses after it. What governs and what is governed join: whoever rejects
    a "not" says yes, whoever leaves something open leaves it open.
    """
    language = language if language in _NEGATORS else "en"
    words = [t.low for t in tokens]
    hits = cues.find(words, language)
    now = next((n for n, t in enumerate(tokens) if t.low in _NOW), None)
    if now is not None and tokens[now].clause > max(target, default=0):  # "once he offered it, now he refuses"
        current = _best([h for h in hits if h.start > now and h.cue.force in _EXPLICIT], tokens, language)
        if current is not None:
            return current
    inner = _best([h for h in hits if any(tokens[i].clause in target for i in h.inside)], tokens, language)
    first = min(target, default=0)
    before = [h for h in hits if all(tokens[i].clause < first for i in h.inside) and h.cue.force in _EXPLICIT]
    outer = _best(before[-1:], tokens, language)
    after = ""
    if not before:  # "Dass sein Land Truppen schicke, sei keineswegs ausgemacht"
        opening = next((t.low for t in tokens if t.clause == first and t.low.isalpha()), "")
        after = next((t.low for t in tokens if t.clause == max(target, default=0) + 1 and t.low.isalpha()), "")
        if opening in {"dass", "ob", "that", "whether", "wie", "wer"} or after in _COPULAS:
            later = [h for h in hits if all(tokens[i].clause > first for i in h.inside) and h.cue.force in _EXPLICIT]
            outer = _best(later[:1], tokens, language)
    framed = _framed(tokens, cues, language, frame)
    outer = framed or outer
    if outer is not None and after in _COPULAS and outer.force in {"support", "oppose"} and not before and not framed:
        return outer
    if outer is None or outer.force == "evade":
        return inner
    if inner is None or (inner.force in {"future", "want"} and inner.side == "yes") or inner.force == "need":
        denied = inner is not None and inner.side == "no"
        if not denied and inner is None and outer.force != "undecided":
            denied = _denies(tokens, target, language)
        side = outer.side
        if denied and side in {"yes", "no"}:
            side = "no" if side == "yes" else "yes"
        return Said(side, outer.strength, outer.force, outer.pledge if not denied else "ruled_out")
    if framed is None and inner.force in _EXPLICIT:
        return inner
    if outer.side == "yes" or outer.force in {"promise", "demand"}:
        return inner if inner.side != "yes" else outer
    named = outer.side == inner.side and any(t.low in {"as", "als"} for t in tokens)
    if outer.side == "open" or named:  # "dismissed the idea as a gift to the banks": both say no
        return outer
    return Said("yes" if inner.side == "no" else "no", outer.strength, outer.force, outer.pledge)


def _framed(tokens: Sequence[Token], cues: CueBook, language: str, frame: Sequence[Token]) -> Said | None:
    """The side of the words of speech; a preposition that opens the content ("warb | für eine Maut") is theirs too."""
    words = list(frame)
    if frame and tokens and tokens[0].low in _PREPOSITIONS:
        words.append(tokens[0])
    hits = [h for h in cues.find([t.low for t in words], language) if h.cue.force in _EXPLICIT | {"evade"}]
    return _best([h for h in hits if h.start < len(frame)], words, language)


def _denies(tokens: Sequence[Token], target: set[int], language: str) -> bool:
    near = [t.low for t in tokens if t.clause in target]
    return sum(w in _NEGATORS[language] for w in near) % 2 == 1 and "ohne" not in near


def _best(hits: Sequence[CueHit], tokens: Sequence[Token], language: str) -> Said | None:
    """The most explicit of several cues; of equals the first. Something left open outweighs what would be done."""
    explicit = [h for h in hits if h.cue.force in _EXPLICIT]
    if len(explicit) > 1:  # "rejected the demand": what is rejected is no demand of one's own
        hits = [h for h in hits if not (h.start and tokens[h.start - 1].low in _DETERMINERS and h.cue.stance == "yes")]
    now = next((n for n, t in enumerate(tokens) if t.low in _NOW), None)
    if now is not None and any(h.start > now for h in explicit):  # "once for it, now against"
        hits = [h for h in hits if h.start > now]
    said = [_of(h, tokens, language) for h in hits if h.cue.force != "evade"]
    return max(said, key=lambda s: s.strength, default=None)
