"""Named entities from the encoder's tags: spans of persons, organisations and places. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from standpunkt.knowledge import Hit, Knowledge
from standpunkt.reading.decoding import ENTITIES
from standpunkt.reading.encoder import Encoded

__all__ = ["agreed", "best_tags", "joined", "known", "names", "shaped", "surnames", "tag_spans", "trimmed"]

_NEVER = -1e4
_AGREED = 0.75  # how much of a word's scores is the mean over all its places in the text
_SURNAME = 5.0  # added to what speaks for a person where a word ends a person's full name elsewhere in the text
_REPEATED = 4  # letters from which a word with a capital counts as the same name wherever it stands
_SAME, _OTHER = 4.0, 1.0  # what it costs that a name follows right on another one of its kind, or of another

_LINKS = frozenset(("of", "from", "von", "vom", "der", "die", "und", "and"))  # end no person's name
_NUMBER = re.compile(r"[IVX]{1,5}\.?")


def _step(before: str, tag: str) -> float:
    """What a step from one tag to the next adds: an I follows only a B or I of its own kind; two names seldom stand
    side by side ("Hong Kong" is one)."""
    if tag[0] == "I":
        return _NEVER if before[1:] != tag[1:] else 0.0
    if tag[0] == "B" and before != "O":
        return -_SAME if before[2:] == tag[2:] else -_OTHER
    return 0.0


_STEPS = np.array([[_step(f, t) for t in ENTITIES] for f in ENTITIES], dtype=np.float32)


_PERSON = [ENTITIES.index("B-PER"), ENTITIES.index("I-PER")]


def best_tags(logits: npt.NDArray[np.float32]) -> list[str]:
    """The likeliest sequence of tags that BIO allows (Viterbi 1967); `logits` are words × `ENTITIES`."""
    if not len(logits):
        return []
    chance = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    score = chance[0] + _STEPS[0]  # a text begins as behind an O
    back = []
    for row in chance[1:]:
        paths = score[:, None] + _STEPS
        back.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + row
    path = [int(score.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return [ENTITIES[i] for i in reversed(path)]


def tag_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Entities `(first, end, kind)` of a sequence of BIO tags; an I without its B begins one."""
    out, start, kind = [], -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] != "I" or tag[2:] != kind):
            out.append((start, i, kind))
            start = -1
        if tag[0] == "B" or (tag[0] == "I" and start < 0):
            start, kind = i, tag[2:]
    return out


def agreed(scores: npt.NDArray[np.float32], words: Sequence[str]) -> npt.NDArray[np.float32]:
    """Log probabilities (words × `ENTITIES`) where a word that stands in several places, with a capital and perhaps
    with an "s" at its end, counts in part as it does on average."""
    places: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        if len(word) >= _REPEATED and word[0].isupper():
            places.setdefault(_bare(word), []).append(i)
    out = scores.copy()
    for mine in places.values():
        if len(mine) > 1:
            mean = np.logaddexp.reduce(scores[mine], axis=0) - np.log(len(mine))
            out[mine] = (1 - _AGREED) * scores[mine] + _AGREED * mean
    return out


def surnames(spans: Sequence[tuple[int, int, str]], words: Sequence[str]) -> set[str]:
    """The last words of persons' names of several words."""
    last = (words[end - 1] for first, end, kind in spans if kind == "PER" and end > first + 1)
    return {_bare(w) for w in last if len(w) >= _REPEATED and w[0].isupper()}


def _bare(word: str) -> str:
    return word[:-1] if len(word) > _REPEATED and word.endswith("s") else word


def shaped(words: Sequence[str], kind: str, after: str) -> bool:
    """Whether words look like a name: not all in small letters, and no adjective of a place ("Essener Polizei").

    `after` is the word behind them, empty for none.
    """
    if not any(w[:1].isupper() or w[:1].isdigit() for w in words):
        return False
    return not (len(words) == 1 and kind == "LOC" and words[0].endswith("er") and after[:1].isupper())


def trimmed(spans: Sequence[tuple[int, int, str]], words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Names of persons without a small word at their end: "Gareth Pym of" (the League)."""
    out = []
    for first, end, kind in spans:
        while end > first + 1 and kind == "PER" and words[end - 1] in _LINKS:
            end -= 1
        out.append((first, end, kind))
    return out


def joined(spans: Sequence[tuple[int, int, str]], words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Names with what belongs to them: parts tied with hyphens that stand as words of their own ("Joliot - Curie"), a
    ruler's number ("Amyntas I."), where a person is of ("Isabella von Frankreich").

    `spans` are `(first, end, kind)` in `words`, in order and apart; so is the answer.
    """
    out: list[tuple[int, int, str]] = []
    begun = {first for first, *_ in spans}
    for first, end, kind in spans:
        while (
            end + 1 < len(words)
            and words[end] == "-"
            and (end + 1 in begun or kind == "PER")
            and words[end + 1][:1].isupper()
        ):
            end += 2
        while first > 1 and words[first - 1] == "-" and words[first - 2][:1].isupper():
            first -= 2
        if kind == "PER" and end < len(words) and _NUMBER.fullmatch(words[end]):
            end += 1
        if out and first < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        elif out and out[-1][2] == "PER" and words[out[-1][1] : first] in (["von"], ["van"], ["de"]):
            out[-1] = (out[-1][0], end, "PER")
        else:
            out.append((first, end, kind))
    return out


def known(
    spans: Sequence[tuple[int, int, str]], hits: Sequence[Hit], knowledge: Knowledge
) -> list[tuple[int, int, str]]:
    """Names put right by what is known: peoples and adjectives are no places ("die Briten"), and states, their capitals
    and organisations that no name touches are names.

    Spans are `(start, end, kind)` in code points, in order and apart, as are `hits`; so is the answer.
    """
    no_name = {(h.start, h.end) for h in hits if h.form.kind in {"people", "adjective", "capital_adjective"}}
    out = [x for x in spans if x[2] != "LOC" or x[:2] not in no_name]
    for h in hits:
        entry = knowledge.entries.get(h.form.id)
        kind = {"state": "LOC", "organisation": "ORG"}.get(entry.type) if entry is not None else None
        if h.form.kind in {"capital", "place"}:
            kind = "LOC"
        elif h.form.kind != "name":
            continue
        if kind is not None and not h.modifier and not any(a < h.end and h.start < b for a, b, _ in spans):
            out.append((h.start, h.end, kind))
    return sorted(out)


def names(
    encoded: Encoded,
    text: str,
    tokens: Sequence[tuple[int, int]],
    knowledge: Knowledge | None = None,
    language: str = "de",
) -> list[tuple[int, int, str]]:
    """Spans `(start, end, "PER" | "ORG" | "LOC")` in code points; `tokens` are those of `text` that were encoded.

    What a word is in one place speaks for what it is in others; with `knowledge` names are put right by it.
    """
    words = [text[a:b] for a, b in tokens]
    word, logits = encoded.entities()
    read = [words[w] for w in word.tolist()]
    scores = agreed(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True), read)
    people = surnames(tag_spans(best_tags(scores)), read)
    scores[np.ix_([i for i, w in enumerate(read) if _bare(w) in people], _PERSON)] += _SURNAME
    tags = ["O"] * len(tokens)
    for w, best in zip(word.tolist(), best_tags(scores), strict=True):
        tags[w] = best
    found = [
        (tokens[a][0], tokens[b - 1][1], kind)
        for a, b, kind in joined(trimmed(tag_spans(tags), words), words)
        if kind != "OTH" and shaped(words[a:b], kind, words[b] if b < len(words) else "")
    ]
    return found if knowledge is None else known(found, knowledge.find(text, language), knowledge)
