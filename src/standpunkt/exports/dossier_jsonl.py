"""A dossier as JSON lines: each document's reading with its corrections, in the form of the contract."""

from __future__ import annotations

import json
from pathlib import Path

from standpunkt.dossier import Dossier

__all__ = ["write_jsonl"]


def write_jsonl(dossier: Dossier, path: Path) -> list[str]:
    """One reading a line (`standpunkt/reading/1`)."""
    with path.open("w", encoding="utf-8") as file:
        for reading in dossier.readings():
            file.write(json.dumps(reading, ensure_ascii=False, separators=(",", ":")) + "\n")
    return []
