"""The formats that codings can be imported from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.imports.dossier_codings import Coding, Item, Outcome, Present, apply

__all__ = ["FORMATS", "import_codings"]

FORMATS = {
    "csv": ("dossier_csv", "read_csv", ("position",)),
    "labelstudio": ("dossier_labelstudio", "read_labelstudio", ("statement", "position", "condition", "pledge")),
    "doccano": ("dossier_doccano", "read_doccano", ("statement", "position", "condition", "pledge")),
    "cas": ("dossier_cas", "read_cas", ("statement", "position", "condition", "pledge")),
    "dna": ("dossier_dna", "read_dossier_dna", ("position",)),
}
"""By name: the module, its function, and the kinds of items that it can hold."""


def import_codings(
    dossier: Dossier,
    format: str,
    path: Path,
    who: str,
    *,
    accept: bool = False,
    reject_missing: bool = False,
    why: str | None = None,
) -> Outcome:
    """Lay the codings of a file over a dossier, signed by `who`. With `accept`, what is the same is accepted; with
    `reject_missing`, items that the file's documents no longer have are rejected. Raises InputError for a bad format or
    file; a file is read whole before any item is changed.
    """
    if format not in FORMATS:
        raise InputError(f"import: there is no format {format!r}; there are: {', '.join(FORMATS)}")
    module, function, kinds = FORMATS[format]
    read: Callable[[Dossier, Path], Iterable[Coding | Present]] = _function(module, function)
    try:
        found = list(read(dossier, path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error

    def held(item: Item) -> bool:
        """Whether the format would hold an item; DNA knows agreement and disagreement alone."""
        return item["kind"] in kinds and (format != "dna" or item["answer"] != "open")

    return apply(dossier, found, who, accept=accept, reject_missing=held if reject_missing else None, why=why)


def _function(module: str, function: str) -> Any:
    return getattr(import_module(f"standpunkt.imports.{module}"), function)
