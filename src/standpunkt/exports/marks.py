"""The running text cut at the borders of every span, so that a view can mark who said what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from standpunkt.model import Document, Reading, SectionKind, Statement
from standpunkt.span import Span

__all__ = ["ROLES", "Block", "Mark", "Role", "Segment", "blocks", "printable", "role_spans"]

Role = Literal["speaker", "cue", "content", "addressee", "frame"]
ROLES: tuple[Role, ...] = ("speaker", "cue", "content", "addressee", "frame")


@dataclass(frozen=True, slots=True)
class Mark:
    """A part that a statement plays in a stretch of text; `number` counts the reading's statements from 1."""

    number: int
    role: Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the document's text under one and the same set of marks."""

    start: int
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the layout (a title, a paragraph) with its segments."""

    kind: SectionKind
    segments: tuple[Segment, ...]


def role_spans(statement: Statement) -> Iterator[tuple[Role, Span]]:
    """Every span of a statement with the part it plays, in the order of `ROLES`."""
    if statement.speaker:
        yield "speaker", statement.speaker.span
    for span in statement.cue:
        yield "cue", span
    for span in statement.content:
        yield "content", span
    if statement.addressee:
        yield "addressee", statement.addressee.span
    for span in statement.frame:
        yield "frame", span


def blocks(reading: Reading) -> Iterator[Block]:
    """The document's parts in order, each cut into segments.

    Text between sections that is not blank becomes a paragraph of its own: the blocks together hold every character
    of the text except white space between them.
    """
    text = reading.document.text
    borders: list[tuple[int, bool, Mark]] = []  # where, whether a mark begins there, which
    for number, statement in enumerate(reading.statements, 1):
        for role, span in role_spans(statement):
            if span.start < span.end:
                mark = Mark(number, role)
                borders += [(span.start, True, mark), (span.end, False, mark)]
    borders.sort(key=lambda border: border[0])
    active: Counter[Mark] = Counter()
    upcoming = 0
    for kind, start, end in _parts(reading.document):
        segments = []
        left = start
        while left < end:
            while upcoming < len(borders) and borders[upcoming][0] <= left:
                _, begins, mark = borders[upcoming]
                active[mark] += 1 if begins else -1
                upcoming += 1
            right = min(end, borders[upcoming][0]) if upcoming < len(borders) else end
            marks = sorted((mark for mark, times in active.items() if times > 0), key=_mark_order)
            segments.append(Segment(left, text[left:right], tuple(marks)))
            left = right
        active = +active
        yield Block(kind, tuple(segments))


def _mark_order(mark: Mark) -> tuple[int, int]:
    return mark.number, ROLES.index(mark.role)


def _parts(document: Document) -> Iterator[tuple[SectionKind, int, int]]:
    """The sections, and as paragraphs whatever stands between them."""
    at = 0
    for section in sorted(document.sections, key=lambda s: (s.span.start, s.span.end)):
        start = max(at, section.span.start)
        if start < section.span.end:
            yield from _paragraphs(document.text, at, start)
            yield section.kind, start, section.span.end
            at = section.span.end
    yield from _paragraphs(document.text, at, len(document.text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[SectionKind, int, int]]:
    """The lines of `text[start:end]` that are not blank, without the white space around them."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            left = at + line.index(stripped)
            yield "paragraph", left, left + len(stripped)
        at += len(line)


_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def printable(text: str) -> str:
    """`text`, character for character, fit to be shown: control characters (a terminal would obey them), directional
    overrides (they would reorder what stands around) and unpaired surrogates become U+FFFD; the length stays."""
    if text.isprintable():
        return text
    return "".join(
        "\ufffd"
        if ((code := ord(c)) < 32 and c not in "\t\n") or 127 <= code < 160 or 0xD800 <= code < 0xE000 or code in _BIDI
        else c
        for c in text
    )
