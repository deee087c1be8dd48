"""The formats that a dossier can be exported to, and the one way to write a file: whole, or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.dossier.flat import TABLES
from standpunkt.errors import InputError, StandpunktError

__all__ = ["FORMATS", "ExportFormat", "export"]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: the usual ending of its files, what it is, where it is written, and whether it holds one table."""

    ending: str
    about: str
    module: str
    function: str
    table: bool = False
    beside: bool = False  # a second file, `.config.xml`

    def writer(self) -> Callable[..., list[str]]:
        """The function that writes it; it takes a dossier and a path and gives notes for the user."""
        found: Any = getattr(import_module(f"standpunkt.exports.{self.module}"), self.function)
        return found  # type: ignore[no-any-return]


FORMATS = {
    "csv": ExportFormat(".csv", "one table", "dossier_tables", "write_csv", True),
    "xlsx": ExportFormat(".xlsx", "every table a sheet", "dossier_tables", "write_xlsx", True),
    "parquet": ExportFormat(".parquet", "one table", "dossier_tables", "write_parquet", True),
    "jsonl": ExportFormat(".jsonl", "readings with corrections", "dossier_jsonl", "write_jsonl"),
    "annotation": ExportFormat(".jsonld", "W3C Web Annotations", "dossier_annotation", "write_annotation"),
    "ftm": ExportFormat(".ftm.json", "FollowTheMoney entities", "dossier_ftm", "write_ftm"),
    "cas": ExportFormat(".zip", "UIMA CAS JSON (INCEpTION)", "dossier_cas", "write_cas"),
    "labelstudio": ExportFormat(".json", "Label Studio tasks", "dossier_labelstudio", "write_labelstudio", beside=True),
    "doccano": ExportFormat(".jsonl", "doccano with relations", "dossier_doccano", "write_doccano"),
    "docbin": ExportFormat(".spacy", "spaCy DocBin", "dossier_docbin", "write_docbin"),
    "qdpx": ExportFormat(".qdpx", "REFI-QDA (NVivo, MAXQDA)", "dossier_qdpx", "write_qdpx"),
    "dna": ExportFormat(".dna", "Discourse Network Analyzer", "dossier_dna", "write_dossier_dna"),
    "csl": ExportFormat(".csl.json", "CSL-JSON (Zotero)", "dossier_csl", "write_csl"),
}


def export(dossier: Dossier, format: str, path: Path, table: str | None = None) -> list[str]:
    """Write a dossier to `path` and give notes for the user, one line each. Nothing is overwritten; where writing
    fails no part of a file is left. Raises InputError for a bad format, table or path.
    """
    if format not in FORMATS:
        raise InputError(f"export: there is no format {format!r}; there are: {', '.join(FORMATS)}")
    form = FORMATS[format]
    if table is not None and not form.table:
        raise InputError(f"export: {format} holds everything; --table is for csv, xlsx and parquet")
    if table is not None and table not in TABLES:
        raise InputError(f"export: there is no table {table!r}; there are: {', '.join(TABLES)}")
    written = [path, path.with_suffix(".config.xml")] if form.beside else [path]
    for there in written:
        if there.exists():
            raise InputError(f"{there}: exists already; choose another name, nothing was overwritten")
    if not path.parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.parent}; make it first")
    part = path.with_name(f".{path.name}.part{path.suffix}")
    try:
        notes = form.writer()(dossier, part, **({"table": table} if table else {}))
        beside = part.with_suffix(".config.xml")
        if beside.exists():
            beside.rename(path.with_suffix(".config.xml"))
        part.rename(path)
    except OSError as error:
        raise StandpunktError(f"{path}: cannot be written ({error.strerror or error})") from error
    except StandpunktError as error:
        raise type(error)(str(error).replace(str(part), str(path))) from error
    finally:
        for left in (part, part.with_suffix(".config.xml")):
            with contextlib.suppress(OSError):
                left.unlink()
    return [note.replace(str(part.with_suffix(".config.xml")), str(path.with_suffix(".config.xml"))) for note in notes]
