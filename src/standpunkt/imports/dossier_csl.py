"""What a reference manager (Zotero and others) knows of articles: CSL-JSON or RIS, for documents that are there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError

__all__ = ["Reference", "import_references", "read_references"]

_RIS = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")


@dataclass(frozen=True, slots=True)
class Reference:
    """An article as a reference manager knows it; `published` is a day, month or year in ISO form."""

    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


def import_references(dossier: Dossier, path: Path) -> tuple[int, int]:
    """Fill in what the dossier does not know of its documents; how many references fit one, and how many fit none.

    A reference is of the document with its URL, else of the only one with its title. Nothing known is replaced.
    """
    found = missed = 0
    held = dossier.documents()
    for reference in read_references(path):
        fit = [d for d in held if reference.url and d["url"] == reference.url]
        fit = fit or [d for d in held if reference.title and _plain(d["title"]) == _plain(reference.title)]
        if len(fit) != 1:
            missed += 1
            continue
        names = ("title", "outlet", "published", "url")
        news = {n: getattr(reference, n) for n in names if getattr(reference, n) and not fit[0][n]}
        if news:
            dossier.describe(fit[0]["id"], news)
        found += 1
    return found, missed


def read_references(path: Path) -> list[Reference]:
    """The references in a CSL-JSON or RIS file. Raises InputError where it is neither."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    if text.lstrip().startswith(("[", "{")):
        try:
            raw = json.loads(text)
            return [_csl(r) for r in (raw if isinstance(raw, list) else raw.get("items", [raw]))]
        except (ValueError, AttributeError, TypeError) as error:
            raise InputError(f"{path}: is no CSL-JSON ({error})") from None
    found = list(_ris(text))
    if not found:
        raise InputError(f"{path}: is neither CSL-JSON nor RIS; export the references as one of them")
    return found


def _csl(record: dict[str, Any]) -> Reference:
    parts = (record.get("issued") or {}).get("date-parts") or [[]]
    day = [int(p) for p in parts[0] if p]
    return Reference(record.get("title"), record.get("container-title"), _date(day), record.get("URL"))


def _ris(text: str) -> Iterator[Reference]:
    fields: dict[str, str] = {}
    for line in text.splitlines():
        match = _RIS.fullmatch(line.rstrip())
        if not match:
            continue
        if match[1] == "ER":
            day = [int(p) for p in re.findall(r"\d+", fields.get("DA", fields.get("PY", "")))[:3]]
            outlet = next((fields[t] for t in ("T2", "JO", "JF", "PB") if t in fields), None)
            yield Reference(fields.get("TI", fields.get("T1")), outlet, _date(day), fields.get("UR"))
            fields = {}
        else:
            fields.setdefault(match[1], match[2].strip())


def _date(parts: list[int]) -> str | None:
    return "-".join([f"{parts[0]:04}", *(f"{p:02}" for p in parts[1:3])]) if parts else None


def _plain(title: str | None) -> str:
    return " ".join((title or "").casefold().split())
