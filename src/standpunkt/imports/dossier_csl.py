"""References (CSL-JSON, RIS) laid over the documents of a dossier: what it does not know of them is filled in."""

from __future__ import annotations

from pathlib import Path

from standpunkt.dossier import Dossier
from standpunkt.imports.references import read_references

__all__ = ["import_references"]


def import_references(dossier: Dossier, path: Path) -> tuple[int, int]:
    """Fill in what the dossier does not know of its documents; how many references fit one, and how many fit none.

    A reference is of the document with its URL, else of the only one with its title. Nothing known is replaced.
    Raises InputError where the file holds no references.
    """
    found = missed = 0
    held = dossier.documents()
    by_url: dict[str, list[int]] = {}
    by_title: dict[str, list[int]] = {}
    for number, document in enumerate(held):
        by_url.setdefault(document["url"] or "", []).append(number)
        by_title.setdefault(_plain(document["title"]), []).append(number)
    for reference in read_references(path):
        fit = by_url.get(reference.url, []) if reference.url else []
        fit = fit or (by_title.get(_plain(reference.title), []) if reference.title else [])
        if len(fit) != 1:
            missed += 1
            continue
        document = held[fit[0]]
        names = ("title", "outlet", "published", "url")
        news = {n: getattr(reference, n) for n in names if getattr(reference, n) and not document[n]}
        if news:
            dossier.describe(document["id"], news)
            document.update(news)
        found += 1
    return found, missed


def _plain(title: str | None) -> str:
    return " ".join((title or "").casefold().split())
