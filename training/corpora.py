"""Readers of the training corpora: each part becomes `Annotated` texts with one form of event for all schemes.

An event is an anchor token and the tokens of each role. Schemes differ in what anchors an event: the first content
token for news quotations (GNQA, PolNeAR), the first cue token for parliamentary speech (SpkAtt).
"""

from __future__ import annotations

import gzip
import json
import os
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from standpunkt.reading.decoding import ENTITIES, KINDS, MEDIA, ROLES
from standpunkt.reading.encoder import SCHEMES
from standpunkt.reading.pipeline import token_ranges
from standpunkt.reading.sentences import sentences as split
from standpunkt.reading.tokens import tokens as words_of

__all__ = [
    "ENTITIES",
    "KINDS",
    "MEDIA",
    "ROLES",
    "SCHEMES",
    "Annotated",
    "Event",
    "further_questions",
    "names",
    "own_texts",
    "read_part",
    "shared",
    "short_articles",
    "speech_texts",
]

_GNQA_KINDS = dict(
    zip(("Direct", "Indirect", "Reported", "FreeIndirect", "IndirectFreeIndirect"), range(5), strict=True)
)
_GNQA_MEDIA = {"Speech": 0, "Writing": 1, "Thought": 2}
_SPKATT_ROLES = {"Source": 1, "Cue": 2, "Addr": 3, "Topic": 4, "Medium": 5, "Evidence": 6, "PTC": 7}


def shared() -> Path:
    """The folder of corpora and scorers: `STANDPUNKT_SHARED`, by default `../shared` beside the project."""
    return Path(os.environ.get("STANDPUNKT_SHARED", Path(__file__).parents[2] / "shared"))


@dataclass
class Event:
    """Token numbers; `roles` maps a token to the number of its role, `kind` and `medium` are -1 where not annotated."""

    anchor: int
    content: list[int]
    roles: dict[int, int]
    frame: list[int] = field(default_factory=list)
    kind: int = -1
    medium: int = -1


@dataclass
class Annotated:
    """A text, its tokens as `[start, end)`, sentences as `[first, end)` token ranges, events, entity tags; of the
    tokens in `unsure` nothing is known."""

    id: str
    scheme: str
    text: str
    tokens: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    events: list[Event]
    entities: list[int] | None = None
    unsure: frozenset[int] = frozenset()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _gnqa(row: dict[str, Any]) -> Annotated:
    events = []
    for quote in row["quotes"]:
        roles = dict.fromkeys(quote.get("speaker") or (), 1)
        roles |= dict.fromkeys(quote.get("addressee") or (), 3)
        roles |= dict.fromkeys(quote.get("cue") or (), 2)
        medium = _GNQA_MEDIA.get(quote["medium"], 3)
        content = sorted(quote["quote"])
        events.append(
            Event(content[0], content, roles, list(quote.get("frame") or ()), _GNQA_KINDS[quote["type"]], medium)
        )
    return Annotated(
        row["id"],
        "gnqa",
        row["text"],
        [(a, b) for a, b in row["tokens"]],
        [(a, b) for a, b in row["sentences"]],
        events,
    )


def _from_sentences(sentences: list[list[str]]) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Words joined with spaces, none before closing and none after opening punctuation."""
    text, tokens, ranges = "", [], []
    for words in sentences:
        first = len(tokens)
        for i, word in enumerate(words):
            tight = re.fullmatch(r"[.,;:!?)\]“’…]+", word) or (i and re.fullmatch(r"[(\[„‚]", words[i - 1]))
            if text and not (tight and i):
                text += " "
            tokens.append((len(text), len(text) + len(word)))
            text += word
        ranges.append((first, len(tokens)))
    return text, tokens, ranges


def _spkatt(row: dict[str, Any]) -> Annotated:
    text, tokens, sentences = _from_sentences(row["sentences"])

    def number(key: str) -> int:
        sentence, token = key.split(":")
        return sentences[int(sentence)][0] + int(token)

    events = []
    for mark in row["annotations"]:
        roles: dict[int, int] = {}
        for name, role in sorted(_SPKATT_ROLES.items(), key=lambda x: x[0] == "Cue"):
            roles |= {number(k): role for k in mark[name]}
        cue = sorted(number(k) for k in mark["Cue"])
        if cue:
            events.append(Event(cue[0], sorted(number(k) for k in mark["Message"]), roles))
    return Annotated(row["id"], "spkatt", text, tokens, sentences, events)


_WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]*[A-Z0-9])|\n\s*\n|(?<=[.!?\"”])\n")


def _plain(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    tokens = [m.span() for m in _WORD.finditer(text)]
    ends = [m.end() for m in _END.finditer(text)]
    sentences, first, e = [], 0, 0
    for i, (start, _) in enumerate(tokens):
        moved = False
        while e < len(ends) and ends[e] <= start:
            e += 1
            moved = True
        if moved and i > first:
            sentences.append((first, i))
            first = i
    if first < len(tokens):
        sentences.append((first, len(tokens)))
    return tokens, sentences


def _covered(tokens: list[tuple[int, int]], spans: list[list[int]]) -> list[int]:
    """Numbers of the tokens (in order, without overlap) that any of the spans touches."""
    ends, starts = [b for _, b in tokens], [a for a, _ in tokens]
    return sorted({t for s, e in spans for t in range(bisect_right(ends, s), bisect_left(starts, e))})


def _polnear(row: dict[str, Any]) -> Annotated:
    tokens, sentences = _plain(row["text"])
    events = []
    for mark in row["attributions"]:
        content = _covered(tokens, mark["Content"])
        if content:
            roles = dict.fromkeys(_covered(tokens, mark["Source"]), 1) | dict.fromkeys(_covered(tokens, mark["Cue"]), 2)
            events.append(Event(content[0], content, roles))
    return Annotated(row["id"], "polnear", row["text"], tokens, sentences, events)


_OWN_KINDS = {
    "direct": 0, "indirect": 1, "reported": 2, "free_indirect": 3, "indirect_free_indirect": 4,
}  # fmt: skip


def own_texts(language: str, part: str) -> list[Annotated]:
    """The project's own annotated texts of a language as events of its news scheme: `OTHERS` for `train`, `STRANGERS`,
    which nothing is trained on, for `dev`."""
    from benchmarks.positions import GROUPS

    out = []
    for path in GROUPS["others" if part == "train" else "strangers"]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["language"] != language:
            continue
        text = (path.parent / gold["doc"]).read_bytes().decode("utf-8")
        found = words_of(text)
        events = []
        for mark in gold["speech"]:
            content = _covered(found, mark["content"])
            roles = dict.fromkeys(_covered(found, [mark["speaker_span"]] if mark["speaker_span"] else []), 1)
            roles |= dict.fromkeys(_covered(found, mark["cue"]), 2)
            if content:
                events.append(Event(content[0], content, roles, [], _OWN_KINDS[mark["kind"]]))
        scheme = "gnqa" if language == "de" else "polnear"
        ranges = token_ranges(found, split(text, language))
        out.append(Annotated(path.stem, scheme, text, found, ranges, events))
    return out


def speech_texts(language: str) -> list[Annotated]:
    """The articles `texts/speech-*.jsonl`. What they mark as `reported` counts for nothing: their writers found three
    times as much of it as GNQA marks."""
    out = []
    for file in sorted((Path(__file__).parent / "texts").glob(f"speech-{language}-*.jsonl")):
        for n, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            found = words_of(row["text"])
            events, unsure = [], set[int]()
            for mark in row["speech"]:
                roles: dict[int, int] = {}
                for name, role in (("speaker", 1), ("addressee", 3), ("cue", 2)):
                    roles |= dict.fromkeys(_covered(found, mark[name]), role)
                content = _covered(found, mark["content"])
                if mark["kind"] == "reported":
                    unsure |= set(content)
                elif content:
                    frame = _covered(found, mark["frame"])
                    events.append(Event(content[0], content, roles, frame, _OWN_KINDS[mark["kind"]]))
            unsure -= {t for e in events for t in e.content}
            ranges = token_ranges(found, split(row["text"], language))
            name, left = f"{file.stem}-{n}", frozenset(unsure)
            out.append(Annotated(name, "gnqa", row["text"], found, ranges, events, None, left))
    return out


_READERS = {"gnqa": _gnqa, "spkatt": _spkatt, "polnear": _polnear}


def read_part(data: Path, scheme: str, part: str) -> list[Annotated]:
    """All texts of one part (`train` or `dev`) of a scheme's corpus below the folder `data`, or of the project's own
    texts (`own-de`, `own-en`; `speech-de`, of which all is for `train`)."""
    if scheme.startswith("speech-"):
        return speech_texts(scheme.removeprefix("speech-")) if part == "train" else []
    if scheme.startswith("own-"):
        return own_texts(scheme.removeprefix("own-"), part)
    return [_READERS[scheme](row) for row in _lines(data / scheme / f"{part}.jsonl.gz")]


_SMART = {"person": "PER", "organization": "ORG", "organization-company": "ORG"}
_SMART |= {f"location{x}": "LOC" for x in ("", "-city", "-street", "-stop", "-route")}


def names(data: Path, part: str) -> list[Annotated]:
    """Named entities: GermEval 2014, EuroParl, SmartData for `train`; UNER PUD, held out of training, for `dev`.

    Derived and partial names (GermEval's `deriv`, `part`) are no names here. Sentences are joined into texts of ten.
    """
    files = ["germeval2014-dev", "europarl-de-train"] if part == "train" else ["uner-pud"]
    out = []
    for name in files:
        rows = list(_lines(data / "ner" / f"{name}.jsonl.gz"))
        for start in range(0, len(rows), 10):
            text, tokens, sentences = _from_sentences([r["tokens"] for r in rows[start : start + 10]])
            tags: list[int] = []
            for row in rows[start : start + 10]:
                before = "O"
                for tag in row["tags"]:
                    tag = "O" if tag.endswith(("deriv", "part")) else tag.replace("MISC", "OTH")
                    if name.startswith("europarl") and tag != "O" and before[2:] != tag[2:]:
                        tag = "B" + tag[1:]
                    before = tag
                    tags.append(ENTITIES.index(tag))
            out.append(Annotated(f"{name}-{start}", "names", text, tokens, sentences, [], tags))
    if part == "train":
        for i, row in enumerate(_lines(data / "ner" / "smartdata-train.jsonl.gz")):
            tokens, sentences = _plain(row["text"])
            tags = [0] * len(tokens)
            for start, end, kind in row["entities"]:
                if kind in _SMART:
                    for k, t in enumerate(_covered(tokens, [[start, end]])):
                        tags[t] = ENTITIES.index(("I-" if k else "B-") + _SMART[kind])
            if tokens:
                out.append(Annotated(f"smartdata-{i}", "names", row["text"], tokens, sentences, [], tags))
    return out


def short_articles(*, held_out: bool) -> Iterator[tuple[tuple[str, int], dict[str, Any]]]:
    """The short articles `texts/articles-*.jsonl`, each with the name of its file and its number there; every fifth is
    held out from training."""
    for file in sorted((Path(__file__).parent / "texts").glob("articles-*.jsonl")):
        for n, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if (n % 5 == 4) == held_out:
                yield (file.stem, n), json.loads(line)


def further_questions() -> dict[tuple[str, int], list[dict[str, Any]]]:
    """By article, the rows of `texts/questions-*.jsonl`: more questions to articles that are trained on."""
    out: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for file in sorted((Path(__file__).parent / "texts").glob("questions-*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            out[f"articles-{row['file']}", row["article"]].append(row)
    return out
