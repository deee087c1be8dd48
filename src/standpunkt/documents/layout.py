"""The parts of a text by their place: kicker, title, date line, lead, subheadings, paragraphs. Pure.

Only what stands in the text is marked, and never changed. A text whose first line is a sentence has no head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from standpunkt.documents.dateline import Dateline, dateline_at_end, whole_dateline
from standpunkt.documents.lines import paragraphs
from standpunkt.model import Section, SectionKind
from standpunkt.span import Span

__all__ = ["Layout", "layout", "markdown_layout"]

_CRAWLED = re.compile(r"date \d{4}-\d{2}(?:-\d{2})?(?=\s)")
_BYLINE = re.compile(r"(?:Von|By|VON|BY)\s+[^\W\d_][^.!?]{2,80}$")
# Words that begin a headline and seldom stand capitalised inside a kicker.
_HEADLINE = (
    "Der|Die|Das|Ein|Eine|Wie|Was|Warum|Wer|Wo|Wann|Wieso|Weshalb|Welche|Welcher|So|Kein|Keine|Jetzt|Nun|Wir|Ich|Er|"
    "Sie|The|How|What|Why|Who|When|Where"
)
_SPLIT = re.compile(rf"(?<=[^\s,:–-])\s+(?=[\"„“»‚]?(?:{_HEADLINE})\s)")
_LEADS_ON = re.compile(
    r"\b(?:in|im|am|an|auf|aus|bei|für|gegen|mit|nach|ohne|um|über|und|unter|von|vom|vor|zu|zum|zur|oder|der|die|das|of|"
    r"and|for|on|at|to|with|by|from|as)$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"„“»«‚'‘].*[\"“”«»’'‘][.,!?]?$", re.DOTALL)
_ITEM = re.compile(r"[-*•–—]\s|\d{1,2}[.)]\s")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?$")
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]*(.+?)[ \t]*\r?$", re.MULTILINE)
_TITLE, _KICKER, _HEAD_UNITS, _LEAD, _SUBHEADING = 160, 60, 6, 700, 90


@dataclass(frozen=True, slots=True)
class Layout:
    """The sections of a text in order, the day of publication with where it is written, and named fields (Markdown)."""

    sections: tuple[Section, ...]
    dateline: Dateline | None = None
    fields: tuple[tuple[str, Span], ...] = ()

    def first(self, kind: SectionKind) -> Span | None:
        """The first section of a kind."""
        return next((s.span for s in self.sections if s.kind == kind), None)


def layout(text: str) -> Layout:
    """The layout of a plain text."""
    units = paragraphs(text)
    marked: list[tuple[SectionKind, int, int]] = []
    dates: list[Dateline] = []
    if units and (crawled := _crawled_head(text, *units[0])):
        head, found = crawled
        marked.extend(head)
        dates.append(found)
        at = 1
    else:
        at = _head(text, units, marked, dates)
    titled = any(kind == "title" for kind, _, _ in marked)
    has_lead = any(kind == "lead" for kind, _, _ in marked)
    for i in range(at, len(units)):
        start, end = units[i]
        found_date = whole_dateline(text, start, end) if i - at < 2 or i == len(units) - 1 else None
        if found_date:
            dates.append(found_date)
            marked.append(("dateline", start, end))
        elif titled and not has_lead and end - start <= _LEAD and i + 1 < len(units) and _sentence(text, start, end):
            has_lead = True
            marked.append(("lead", start, end))
        elif at < i < len(units) - 1 and _is_subheading(text, start, end):
            marked.append(("subheading", start, end))
        else:
            has_lead = True
            marked.append(("paragraph", start, end))
    return Layout(_sections(text, marked), dates[0] if dates else None)


def markdown_layout(text: str) -> Layout:
    """The layout of Markdown as it is written: headings by their marks, fields of a front matter by name."""
    fields: list[tuple[str, Span]] = []
    body = 0
    if front := _FRONT.match(text):
        body = front.end()
        for match in _FIELD.finditer(text, front.start(1), front.end(1)):
            start, end = match.span(2)
            if end - start > 1 and text[start] == text[end - 1] and text[start] in "\"'":
                start, end = start + 1, end - 1
            fields.append((match.group(1).lower(), Span.of(text, start, end)))
    marked: list[tuple[SectionKind, int, int]] = []
    dates: list[Dateline] = []
    for start, end in paragraphs(text[body:]):
        start, end = start + body, end + body
        heading = _HEADING.match(text, start, end)
        titled = any(kind == "title" for kind, _, _ in marked)
        if heading:
            kind: SectionKind = "subheading" if titled or len(heading.group(1)) > 1 else "title"
            marked.append((kind, *heading.span(2)))
        elif not dates and len(marked) < 4 and (found := whole_dateline(text, start, end)):
            dates.append(found)
            marked.append(("dateline", start, end))
        else:
            marked.append(("paragraph", start, end))
    return Layout(_sections(text, marked), dates[0] if dates else None, tuple(fields))


def _sections(text: str, marked: list[tuple[SectionKind, int, int]]) -> tuple[Section, ...]:
    return tuple(Section(kind, Span.of(text, start, end)) for kind, start, end in marked)


def _crawled_head(text: str, start: int, end: int) -> tuple[list[tuple[SectionKind, int, int]], Dateline] | None:
    """A head that a crawler ran together on one line: `date 2025-04 KICKER TITLE Stand: 10.04.2025 19:05 Uhr`.

    Where the kicker ends is not marked; it is told only where a word follows that begins headlines.
    """
    if end - start > 400:
        return None
    date = dateline_at_end(text, start, end)
    if date is None or date.start == start:
        return None
    out: list[tuple[SectionKind, int, int]] = []
    first = start
    if match := _CRAWLED.match(text, start, end):
        out.append(("dateline", *match.span()))
        first = match.end()
    last = date.start
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if first < last:
        for split in _SPLIT.finditer(text, first, last):
            if split.start() - first <= _KICKER and not _LEADS_ON.search(text[first : split.start()]):
                out.append(("kicker", first, split.start()))
                first = split.end()
                break
        out.append(("title", first, last))
    out.append(("dateline", date.start, date.end))
    return out, date


def _head(
    text: str,
    units: list[tuple[int, int]],
    marked: list[tuple[SectionKind, int, int]],
    dates: list[Dateline],
) -> int:
    """Mark the head of a text, line by line; how many of its units it takes."""
    names: list[tuple[int, int]] = []
    kinds: dict[int, SectionKind] = {}
    at = 0
    for start, end in units[:_HEAD_UNITS]:
        date = whole_dateline(text, start, end)
        if date:
            dates.append(date)
            kinds[start] = "dateline"
        elif at and _BYLINE.match(text[start:end]):
            kinds[start] = "dateline"
        elif _is_headline(text, start, end) and (len(names) < 2 or (len(names) < 3 and not dates)):
            names.append((start, end))
        else:
            break
        at += 1
    if at == len(units) or not names:
        if not names:
            marked.extend((kinds[start], start, end) for start, end in units[:at])
            return at
        dates.clear()
        return 0
    while len(names) > 2 or (len(names) == 2 and names[1][0] == units[at - 1][0] and _heads_body(text, names)):
        at -= 1  # what stands last before the text is the heading of its first part
        if units[at] == names[-1]:
            names.pop()
        elif kinds.pop(units[at][0], None) == "dateline" and dates:
            dates.pop()
    if len(names) == 1:
        kinds[names[0][0]] = "title"
    else:
        (a, b), (c, d) = names
        first_is_kicker = b - a <= _KICKER and b - a < d - c
        kinds[a], kinds[c] = ("kicker", "title") if first_is_kicker else ("title", "lead")
    marked.extend((kinds[start], start, end) for start, end in units[:at])
    return at


def _heads_body(text: str, names: list[tuple[int, int]]) -> bool:
    """Whether the second of two headlines is shorter than the first, so that it heads a part rather than the text."""
    (a, b), (c, d) = names
    return b - a > _KICKER and d - c < 40


def _is_headline(text: str, start: int, end: int) -> bool:
    line = text[start:end]
    return (
        len(line) <= _TITLE
        and "\n" not in line
        and line[-1] not in ".,;:"
        and any(c.isalpha() for c in line)
        and not _ITEM.match(line)
        and not line.endswith((".“", '."', ".”", ".«"))
    )


def _is_subheading(text: str, start: int, end: int) -> bool:
    line = text[start:end]
    if end - start > _SUBHEADING or "\n" in line or line[-1] in ".,;:!…" or _ITEM.match(line) or _QUOTED.match(line):
        return False
    if line[-1] == "?" and (line.count(" ") > 6 or "," in line):
        return False
    return line[0].isupper() or line[0].isdecimal() or line[0] in '"„“»‚'


def _sentence(text: str, start: int, end: int) -> bool:
    return text[start:end].rstrip("\"'“”«»’‘)")[-1:] in (".", "!", "?", "…")
