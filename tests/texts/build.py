"""Turns the marks of the development texts into gold files.

    python tests/texts/build.py            writes NAME.gold.json for every NAME.marks beside it
    python tests/texts/build.py --check    writes nothing, fails where a committed gold file differs

A `.marks` file quotes the words of `NAME.txt`; nobody counts offsets by hand. A quote stands exactly once in the text.
Where the words alone stand there more often, the quote carries its surroundings and the meant part stands between
`<` and `>`: `sagte <er> dem Boten`. Fields are separated by ` | `, several spans by ` ++ `, an empty field is `-`.
The format of the sections is written down in README.md. Offsets are Unicode code points, end exclusive.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = {"d": "direct", "i": "indirect", "r": "reported", "f": "free_indirect", "if": "indirect_free_indirect"}
VOICES = {"n": "named", "u": "unnamed", "e": "experts", "h": "hearsay"}


class MarksError(ValueError):
    """A line of a marks file that cannot be turned into gold."""


def find(text: str, quote: str) -> list[int]:
    """`[start, end)` of the quoted words, or of the part between `<` and `>`. Raises MarksError unless unique."""
    words = quote.replace("<", "", 1).replace(">", "", 1) if "<" in quote else quote
    hits = text.count(words)
    if hits != 1:
        raise MarksError(f"{quote!r} stands {hits} times in the text")
    at = text.index(words)
    start, end = (at + quote.index("<"), at + quote.index(">") - 1) if "<" in quote else (at, at + len(words))
    if end <= start or text[start:end] != text[start:end].strip():
        raise MarksError(f"{quote!r} marks an empty span or one with space at its ends")
    return [start, end]


def number(field: str) -> float | int | None:
    """A bound of a quantity; `-` is none."""
    if field == "-":
        return None
    value = float(field)
    return int(value) if value.is_integer() else value


def name(field: str) -> str | None:
    return None if field == "-" else field


def read(text: str, marks: str) -> dict[str, Any]:
    """The gold of one text from its marks. Raises MarksError with the line number."""
    gold: dict[str, Any] = {}
    section = ""
    for n, line in enumerate(marks.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("# "):
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            if section not in SECTIONS:
                raise MarksError(f"line {n}: no section is called {section!r}")
            gold[section] = []
            continue
        try:
            if not section:
                key, value = line.split(": ", 1)
                gold[key] = value
                continue
            gold[section] += SECTIONS[section](text, line.split(" | "))
        except (MarksError, ValueError, KeyError, IndexError) as error:
            raise MarksError(f"line {n}: {error}") from error
    return gold


def spans(text: str, field: str) -> list[list[int]]:
    return [] if field == "-" else [find(text, part) for part in field.split(" ++ ")]


def flags(record: dict[str, Any], rest: list[str]) -> list[dict[str, Any]]:
    """Adds what follows the fixed fields: `b` is borderline, `co=A, B` are co-actors."""
    for field in rest:
        if field == "b":
            record["borderline"] = True
        elif field.startswith("co="):
            record["co_actors"] = field[3:].split(", ")
        else:
            raise MarksError(f"unknown flag {field!r}")
    return [record]


def question(_: str, f: list[str]) -> list[dict[str, Any]]:
    return [{"id": f[0], "text": f[1]}]


def speech(text: str, f: list[str]) -> list[dict[str, Any]]:
    content, speaker, actor, represents, cue, kind, voice, *rest = f
    record = {
        "content": spans(text, content),
        "speaker_span": find(text, speaker) if speaker != "-" else None,
        "actor": name(actor),
        "represents": name(represents),
        "cue": spans(text, cue),
        "kind": KINDS[kind],
        "voice": VOICES[voice],
    }
    return flags(record, rest)


def position(text: str, f: list[str]) -> list[dict[str, Any]]:
    actor, about, answer, evidence, behalf, *rest = f
    if answer not in {"yes", "no", "conditional", "open"}:
        raise MarksError(f"no answer is called {answer!r}")
    record: dict[str, Any] = {"actor": actor, "question": about, "answer": answer, "evidence": spans(text, evidence)}
    if behalf != "-":
        record["on_behalf_of"] = behalf
    return flags(record, rest)


def nothing(_: str, f: list[str]) -> list[dict[str, Any]]:
    return [{"actor": f[0], "question": about} for about in f[1].split()]


def condition(text: str, f: list[str]) -> list[dict[str, Any]]:
    span, holder, actor, what, *rest = f
    record = {"span": find(text, span), "holder": name(holder), "requires_actor": name(actor), "what": what}
    return flags(record, rest)


def pledge(text: str, f: list[str]) -> list[dict[str, Any]]:
    actors, joint, what, low, high, unit, status, evidence, *rest = f
    record = {
        "actors": actors.split(", "),
        "joint": {"-": None, "t": True, "f": False}[joint],
        "what": what,
        "low": number(low),
        "high": number(high),
        "unit": name(unit),
        "status": status,
        "evidence": spans(text, evidence),
    }
    return flags(record, rest)


def quantity(text: str, f: list[str]) -> list[dict[str, Any]]:
    span, low, high, unit = f
    return [{"span": find(text, span), "low": number(low), "high": number(high), "unit": unit}]


def time(text: str, f: list[str]) -> list[dict[str, Any]]:
    return [{"span": find(text, f[0]), "value": name(f[1])}]


def cluster(text: str, f: list[str]) -> list[dict[str, Any]]:
    return [{"actor": f[0], "mentions": sorted(spans(text, f[1]))}]


def plain(text: str, f: list[str]) -> list[list[int]]:
    return [find(text, " | ".join(f))]


SECTIONS: dict[str, Callable[[str, list[str]], list[Any]]] = {
    "codebook": question,
    "speech": speech,
    "not_speech": plain,
    "positions": position,
    "former_positions": position,
    "no_position": nothing,
    "conditions": condition,
    "pledges": pledge,
    "quantities": quantity,
    "times": time,
    "coreference": cluster,
    "open_questions": plain,
    "reporter_judgements": plain,
}


def gold_of(path: Path) -> dict[str, Any]:
    """The gold of the text whose marks lie at `path`: every section present, empty ones as empty lists."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    try:
        marked = read(text, path.read_text(encoding="utf-8"))
    except MarksError as error:
        raise MarksError(f"{path.name}: {error}") from error
    head = {"doc": f"{path.stem}.txt", "language": marked["language"], "published": marked["published"]}
    return head | {key: marked.get(key, []) for key in SECTIONS}


def dump(gold: dict[str, Any]) -> str:
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    check, bad = "--check" in arguments, 0
    for path in sorted(HERE.glob("*.marks")):
        target = path.with_suffix(".gold.json")
        try:
            new = dump(gold_of(path))
        except MarksError as error:
            print(error, file=sys.stderr)
            bad += 1
            continue
        if check and (not target.exists() or target.read_text(encoding="utf-8") != new):
            print(f"{target.name} differs from its marks; run tests/texts/build.py", file=sys.stderr)
            bad += 1
        elif not check:
            target.write_text(new, encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
