"""What was annotated in INCEpTION (UIMA CAS JSON): one file, or a zip of them. Read with dkpro-cassis."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.imports.dossier_codings import Coding, Present, document_of
from standpunkt.imports.dossier_regions import Region, grouped

__all__ = ["cas_regions", "read_cas"]

_TYPE = "webanno.custom.Standpunkt"


def read_cas(dossier: Dossier, path: Path) -> Iterator[Coding | Present]:
    """The items of every document: annotations of our type whose feature `item` is the same are one item."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as folder:
            for name in sorted(folder.namelist()):
                if name.endswith(".json"):
                    yield from _document(dossier, folder.read(name).decode(), f"{path}: {name}")
    else:
        yield from _document(dossier, path.read_text("utf-8"), str(path))


def _document(dossier: Dossier, content: str, where: str) -> Iterator[Coding | Present]:
    text, regions = cas_regions(content, where)
    document = document_of(dossier, text, None, where)
    known = frozenset(i["uid"] for held in (False, True) for i in dossier.items(document=document, rejected=held))
    yield from grouped(document, regions, known, where)


def cas_regions(content: str, where: str) -> tuple[str, list[Region]]:
    """The text of a UIMA CAS JSON and the regions of our type, in code points. Raises InputError."""
    try:
        from cassis import load_cas_from_json
    except ImportError as error:
        raise InputError("dkpro-cassis is not installed; install it with: pip install 'standpunkt[exports]'") from error
    try:
        cas = load_cas_from_json(content)
        text, found = cas.sofa_string, list(cas.select(_TYPE))
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise InputError(f"{where}: is no UIMA CAS JSON with annotations of {_TYPE} ({error})") from error
    regions = []
    for number, mark in enumerate(found):
        facts = {f.name: mark[f.name] for f in mark.type.all_features if isinstance(mark[f.name], str)}
        label = facts.pop("part", "") or facts.get("item_kind", "")
        regions.append(Region(label, mark.begin, mark.end, facts.pop("item", "") or f"annotation {number}", facts))
    return text, regions
