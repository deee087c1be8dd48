"""Where the paragraphs of a plain text lie: blank lines, single line ends and wrapped lines. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["lines", "paragraphs"]

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_FIRST_WORD = re.compile(r"\S{1,80}")
_NARROWEST, _WIDEST = 40, 120


def lines(text: str) -> list[tuple[int, int]]:
    """The lines that hold more than white space, as `[start, end)` in code points, white space at their ends cut."""
    out = []
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.strip()
        if body:
            start = match.start() + len(line) - len(line.lstrip())
            out.append((start, start + len(body)))
    return out


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of `text` as `[start, end)` in code points; all that lies between them is white space.

    A blank line always ends a paragraph. A single line end does so too, unless the lines are those of one wrapped
    paragraph: each was broken only because the next line's first word would not have fitted, or goes on in small
    letters.
    """
    out: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    for span in lines(text):
        if block and _blank_between(text, block[-1][1], span[0]):
            out.extend(_joined(text, block))
            block = []
        block.append(span)
    if block:
        out.extend(_joined(text, block))
    return out


def _blank_between(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return len(gap) > 1 and (
        "\u2029" in gap or len(re.findall(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028]", gap)) > 1 or "\x0c" in gap
    )


def _joined(text: str, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs of a block of lines between blank lines."""
    if len(block) == 1:
        return block
    width = max(end - start for start, end in block)
    wrapped = len(block) > 2 and _NARROWEST <= width <= _WIDEST
    if wrapped:
        for (start, end), (after, _) in pairwise(block):
            word = _FIRST_WORD.match(text, after)
            assert word is not None
            if end - start + 1 + len(word.group()) <= width:
                wrapped = False
                break
    if wrapped:
        return [(block[0][0], block[-1][1])]
    out = [block[0]]
    for start, end in block[1:]:
        if text[start].islower() and text[out[-1][1] - 1] not in ".!?:":
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
