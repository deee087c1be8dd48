"""What a reference manager (Zotero and others) knows of articles: CSL-JSON, or RIS with the files beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from standpunkt.errors import InputError
from standpunkt.sources import RawItem, SourceFailure, items

__all__ = ["Reference", "is_references", "read_references", "reference_files", "texts_of"]

_RIS = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
_ATTACHED = ("L1", "L2", "L3", "L4")


@dataclass(frozen=True, slots=True)
class Reference:
    """An article as a reference manager knows it; `published` is a day, month or year in ISO form, `files` are the
    paths of what is attached, as the file gives them.
    """

    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    files: tuple[str, ...] = ()


def is_references(path: Path) -> bool:
    """Whether a file is one of references by its name (`.ris`), or a JSON file whose records have a CSL type."""
    if path.suffix.lower() == ".ris":
        return path.is_file()
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    try:
        first = _records(json.loads(path.read_text("utf-8-sig")))[:1]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return False
    return (
        bool(first) and isinstance(first[0], dict) and isinstance(first[0].get("type"), str) and "text" not in first[0]
    )


def reference_files(paths: Iterable[str]) -> tuple[list[Path], list[str]]:
    """The files of references among `paths` (in folders: the RIS files, as Zotero exports them beside their texts),
    and the other paths. A folder is among both.
    """
    found: list[Path] = []
    others: list[str] = []
    for name in paths:
        path = Path(name)
        if name != "-" and path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.suffix.lower() == ".ris" and p.is_file())
            others.append(name)
        elif name != "-" and is_references(path):
            found.append(path)
        else:
            others.append(name)
    return found, others


def texts_of(path: Path, references: Iterable[Reference]) -> Iterator[RawItem | SourceFailure]:
    """The texts and pages attached to references in the file `path`, with what the references say of them. What is
    attached and cannot be read (such as a PDF) comes as a failure.
    """
    for reference in references:
        said = {"title": reference.title, "outlet": reference.outlet, "date": reference.published, "url": reference.url}
        metadata = {k: v for k, v in said.items() if v}
        for name in reference.files:
            for item in items([path.parent / name]):
                yield replace(item, metadata={**item.metadata, **metadata}) if isinstance(item, RawItem) else item


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
            return [_csl(r) for r in _records(json.loads(text))]
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            raise InputError(f"{path}: is no CSL-JSON ({error})") from None
    found = list(_ris(text))
    if not found:
        raise InputError(f"{path}: is neither CSL-JSON nor RIS; export the references as one of them")
    return found


def _records(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else list(raw.get("items", [raw]))


def _csl(record: dict[str, Any]) -> Reference:
    parts = (record.get("issued") or {}).get("date-parts") or [[]]
    day = [int(p) for p in parts[0] if p]
    return Reference(
        _text(record.get("title")), _text(record.get("container-title")), _date(day), _text(record.get("URL"))
    )


def _text(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None


def _ris(text: str) -> Iterator[Reference]:
    fields: dict[str, str] = {}
    files: list[str] = []
    for line in text.splitlines():
        match = _RIS.fullmatch(line.rstrip())
        if not match:
            continue
        if match[1] == "ER":
            day = [int(p) for p in re.findall(r"\d+", fields.get("DA", fields.get("PY", "")))[:3]]
            outlet = next((fields[t] for t in ("T2", "JO", "JF", "PB") if t in fields), None)
            title = fields.get("TI", fields.get("T1"))
            yield Reference(title, outlet, _date(day), fields.get("UR"), tuple(files))
            fields, files = {}, []
        elif match[1] in _ATTACHED:
            files += [path for part in match[2].split(";") if (path := _path(part.strip()))]
        else:
            fields.setdefault(match[1], match[2].strip())


def _path(name: str) -> str | None:
    """The path that a RIS file gives for what is attached; None for an address on the web."""
    scheme = urlsplit(name).scheme
    if scheme == "file":
        return unquote(urlsplit(name).path) or None
    return None if len(scheme) > 1 else name or None


def _date(parts: list[int]) -> str | None:
    return "-".join([f"{parts[0]:04}", *(f"{p:02}" for p in parts[1:3])]) if parts else None
