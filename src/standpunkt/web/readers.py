"""The packaged reader for a desk: loaded when the first article is added, asking what the dossier asks."""

from __future__ import annotations

from standpunkt.api import DocumentReader, load_reader
from standpunkt.dossier import Dossier
from standpunkt.web.desk import Load

__all__ = ["packaged"]


def packaged(threads: int = 0) -> Load:
    """What gives the packaged reader with a dossier's current codebook; the model is loaded once and kept."""
    kept: list[DocumentReader] = []

    def load(dossier: Dossier) -> DocumentReader:
        from standpunkt.knowledge import load as known
        from standpunkt.statements import Answering, Codebook

        if not kept:
            kept.append(load_reader(threads))
        book = dossier.codebook()
        return Answering(kept[0], known(), None if book is None else Codebook.parse(book, "codebook"))

    return load
