"""What was annotated in doccano (JSON lines with entities and relations; offsets are UTF-16 units)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.dossier.utf16 import points
from standpunkt.errors import InputError
from standpunkt.imports.dossier_codings import Coding, Present, document_of
from standpunkt.imports.dossier_regions import Region, grouped

__all__ = ["doccano_regions", "read_doccano"]

_POSITION = re.compile(r"position (\S+)=(yes|no|conditional|open)(?: (.+))?")


def read_doccano(dossier: Dossier, path: Path) -> Iterator[Coding | Present]:
    """The items of every document. Entities that relations join are one item; doccano keeps no names of ours, so an
    item is known again by its words. A position's label says question, answer and actor.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            where = f"{path}: line {number}"
            if not line.strip():
                continue
            try:
                found = json.loads(line)
                document = document_of(dossier, found["text"], None, where)
                yield from grouped(document, doccano_regions(found), frozenset(), where)
            except ValueError as error:
                raise InputError(f"{where}: is no JSON ({error}); export as JSONL (relation) from doccano") from None
            except (KeyError, TypeError) as error:
                raise InputError(f"{where}: {error} is missing; export as JSONL (relation) from doccano") from None


def doccano_regions(found: dict[str, Any]) -> list[Region]:
    """The entities of a record, in code points; relations join them."""
    joined = {r["from_id"]: r["to_id"] for r in found.get("relations") or ()}

    def group(ident: Any) -> str:
        seen = {ident}
        while ident in joined and joined[ident] not in seen:
            ident = joined[ident]
            seen.add(ident)
        return f"entity {ident}"

    point = points(found["text"])
    out = []
    for entity in found["entities"]:
        facts: dict[str, str] = {}
        label = entity["label"]
        if match := _POSITION.fullmatch(label):
            label = "position"
            facts = {"question": match[1], "answer": match[2]} | ({"actor": match[3]} if match[3] else {})
        start, end = point(entity["start_offset"]), point(entity["end_offset"])
        out.append(Region(label, start, end, group(entity["id"]), facts))
    return out
