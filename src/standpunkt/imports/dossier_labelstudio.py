"""What was annotated in Label Studio (JSON), with the labels of the interface that an export comes with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.imports.dossier_codings import Coding, Present, document_of
from standpunkt.imports.dossier_regions import Region, grouped

__all__ = ["labelstudio_regions", "read_labelstudio"]


def read_labelstudio(dossier: Dossier, path: Path) -> Iterator[Coding | Present]:
    """The items of every task's last annotation that was not cancelled. Regions that relations join are one item."""
    try:
        tasks = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error}); export as JSON from Label Studio") from None
    if not isinstance(tasks, list):
        raise InputError(f"{path}: is no list of tasks; export as JSON from Label Studio, not JSON-MIN")
    for number, task in enumerate(tasks, 1):
        where = f"{path}: task {number}"
        try:
            data = task["data"]
            done = [a["result"] for a in task["annotations"] if not a.get("was_cancelled")]
            document = document_of(dossier, data["text"], data.get("document"), where)
            if done:
                both = (i for held in (False, True) for i in dossier.items(document=document, rejected=held))
                known = frozenset(i["uid"] for i in both)
                yield from grouped(document, labelstudio_regions(done[-1]), known, where)
        except (KeyError, TypeError, IndexError) as error:
            raise InputError(f"{where}: {error} is missing; export as JSON from Label Studio") from None


def labelstudio_regions(result: list[dict[str, Any]]) -> list[Region]:
    """The regions of an annotation's result with the choices and texts of each; relations join them."""
    labels: dict[str, dict[str, Any]] = {}
    facts: dict[str, dict[str, str]] = {}
    joined: dict[str, str] = {}
    for entry in result:
        if entry["type"] == "labels":
            labels[entry["id"]] = entry["value"]
        elif entry["type"] == "choices":
            facts.setdefault(entry["id"], {})[entry["from_name"]] = entry["value"]["choices"][0]
        elif entry["type"] == "textarea" and entry["value"]["text"]:
            text = entry["value"]["text"]
            facts.setdefault(entry["id"], {})[entry["from_name"]] = text if isinstance(text, str) else text[0]
        elif entry["type"] == "relation":
            joined[entry["from_id"]] = entry["to_id"]

    def group(ident: str) -> str:
        seen = {ident}
        while ident in joined and joined[ident] not in seen:
            ident = joined[ident]
            seen.add(ident)
        return ident.partition("/")[0]

    return [
        Region(v["labels"][0], v["start"], v["end"], group(ident), facts.get(ident, {})) for ident, v in labels.items()
    ]
