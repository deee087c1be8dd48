"""Turns the hand-marked sentences of `sources/` into conditions.jsonl and positions.jsonl.

    python training/texts/build.py

The marks are written into the sentence, nobody counts offsets by hand; README.md says what they mean. Offsets of the
output are Unicode code points, end exclusive.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import frames

HERE = Path(__file__).parent
WHAT = {
    "b": "backing",
    "p": "participation",
    "m": "mandate",
    "c": "ceasefire",
    "q": "quantity",
    "e": "event",
    "o": "other",
}
KINDS = {"w": "wish", "n": "no_condition"}
ANSWERS = {"y": "yes", "n": "no", "c": "conditional", "o": "open", "x": "none"}


class SourceError(ValueError):
    """A line of a source file that does not follow the format."""


def unmark(marked: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """The sentence without marks, the spans in `{}`, the spans in `[]`. Raises SourceError where they do not pair."""
    text, braces, brackets = "", [], []
    open_brace = open_bracket = None
    for char in marked:
        if char == "{" and open_brace is None:
            open_brace = len(text)
        elif char == "}" and open_brace is not None:
            braces.append((open_brace, len(text)))
            open_brace = None
        elif char == "[" and open_bracket is None:
            open_bracket = len(text)
        elif char == "]" and open_bracket is not None:
            brackets.append((open_bracket, len(text)))
            open_bracket = None
        elif char in "{}[]":
            raise SourceError(f"a mark {char!r} has no partner: {marked}")
        else:
            text += char
    if open_brace is not None or open_bracket is not None:
        raise SourceError(f"a mark is not closed: {marked}")
    for start, end in braces + brackets:
        if start == end or text[start:end] != text[start:end].strip():
            raise SourceError(f"a marked span is empty or has space at its ends: {marked}")
    return text, braces, brackets


def condition(head: str, marked: str, language: str) -> dict[str, Any]:
    """One row of conditions.jsonl from `codes topic` and the marked sentence."""
    codes, topic = head.split()
    text, braces, brackets = unmark(marked)
    if codes in KINDS:
        if braces or brackets:
            raise SourceError(f"a sentence without a condition has marks: {marked}")
        return {"text": text, "language": language, "topic": topic, "conditions": [], "kind": KINDS[codes]}
    parts = codes.split(",")
    if len(parts) != len(braces):
        raise SourceError(f"{len(parts)} codes for {len(braces)} spans: {marked}")
    rows = []
    for code, (start, end) in zip(parts, braces, strict=True):
        inside = [b for b in brackets if start <= b[0] and b[1] <= end]
        if len(inside) > 1:
            raise SourceError(f"a condition asks of more than one actor: {marked}")
        actor = {"text": text[inside[0][0] : inside[0][1]], "span": list(inside[0])} if inside else None
        rows.append(
            {"span": [start, end], "requires_actor": actor, "what": WHAT[code.rstrip("!")], "negated": "!" in code}
        )
    if sum(r["requires_actor"] is not None for r in rows) != len(brackets):
        raise SourceError(f"an actor is marked outside the conditions: {marked}")
    return {"text": text, "language": language, "topic": topic, "conditions": rows, "kind": "condition"}


def position(head: str, marked: str, language: str, question: str) -> dict[str, Any]:
    """One row of positions.jsonl from the answer's code and the marked sentence."""
    text, cues, speakers = unmark(marked)
    if len(speakers) > 1:
        raise SourceError(f"more than one speaker: {marked}")
    return {
        "text": text,
        "language": language,
        "question": question,
        "answer": ANSWERS[head],
        "speaker": {"text": text[speakers[0][0] : speakers[0][1]], "span": list(speakers[0])} if speakers else None,
        "cue": [list(c) for c in cues],
    }


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one source file. Raises SourceError with file and line."""
    language = question = ""
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("@"):
            language = line[1:].strip()
        elif line.startswith("? "):
            question = line[2:].strip()
        else:
            try:
                head, marked = re.split(r":\s+", line, maxsplit=1)
                if path.name.startswith("conditions"):
                    yield condition(head, marked, language)
                else:
                    yield position(head, marked, language, question)
            except (SourceError, KeyError, ValueError) as error:
                raise SourceError(f"{path.name}:{n}: {error!r}") from error


def build(name: str) -> list[dict[str, Any]]:
    """All rows of `conditions` or `positions`, in the order of the files. A repeated sentence is refused."""
    out, seen = [], set()
    for path in sorted((HERE / "sources").glob(f"{name}*.txt")):
        for row in rows(path):
            key = (row["text"], row.get("question"), (row.get("speaker") or {}).get("text"))
            if key in seen:
                raise SourceError(f"{path.name}: stands twice: {row['text']}")
            seen.add(key)
            out.append(row | {"made": "hand"})
    if name == "conditions":
        for language, head, marked in frames.rows():
            row = condition(head, marked, language)
            if (row["text"], None, None) not in seen:
                seen.add((row["text"], None, None))
                out.append(row | {"made": "frames"})
    return out


def dump(data: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in data)


def main() -> int:
    try:
        for name in ("conditions", "positions"):
            data = build(name)
            (HERE / f"{name}.jsonl").write_text(dump(data), encoding="utf-8")
            print(f"{name}: {len(data)}")
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
