"""A dossier's articles as CSL-JSON, for Zotero and other reference managers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier

__all__ = ["csl_item", "write_csl"]


def write_csl(dossier: Dossier, path: Path) -> list[str]:
    """A list of references, one a document (copies too)."""
    found = [csl_item(d) for d in dossier.documents()]
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return []


def csl_item(document: dict[str, Any]) -> dict[str, Any]:
    """A document (a record of `Dossier.documents`) as a newspaper article."""
    day = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", document["published"] or "")
    fields = {
        "id": document["hash"],
        "type": "article-newspaper",
        "title": document["title"],
        "container-title": document["outlet"],
        "URL": document["url"],
        "language": document["language"],
        "issued": {"date-parts": [[int(p) for p in day.groups() if p]]} if day else None,
        "note": f"copy of {document['copy_of']}" if document["copy_of"] else None,
    }
    return {k: v for k, v in fields.items() if v is not None}
