"""A dossier's tables as CSV, XLSX (a sheet a table) and Parquet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from standpunkt.dossier import Dossier
from standpunkt.dossier.flat import COLUMNS, TABLES
from standpunkt.errors import InputError

__all__ = ["write_csv", "write_parquet", "write_xlsx"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CELL = 32_767  # characters that a cell of a spreadsheet holds


def write_csv(dossier: Dossier, path: Path, table: str = "positions") -> list[str]:
    """One table as CSV (RFC 4180, UTF-8). A text that a spreadsheet would take for a formula gets an apostrophe."""
    rows = dossier.table(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS[table])
        for row in rows:
            writer.writerow([_cell(v) for v in row.values()])
    return []


def write_xlsx(dossier: Dossier, path: Path, table: str | None = None) -> list[str]:
    """Every table (or one) as a sheet of its own. Raises InputError where openpyxl is not installed."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError as error:
        raise InputError("openpyxl is not installed; install it with: pip install 'standpunkt[exports]'") from error
    book = Workbook(write_only=True)
    cut = 0
    for name in [table] if table else TABLES:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        rows = dossier.table(name)
        sheet.append(list(COLUMNS[name]))
        for row in rows:
            values = [ILLEGAL_CHARACTERS_RE.sub("\ufffd", _cell(v)) if isinstance(v, str) else v for v in row.values()]
            cut += sum(isinstance(v, str) and len(v) > _CELL for v in values)
            sheet.append([v[:_CELL] if isinstance(v, str) else v for v in values])
    whole = io.BytesIO()  # the library cannot end well on a full disk
    book.save(whole)
    path.write_bytes(whole.getvalue())
    return [f"{cut} texts were longer than a cell holds ({_CELL} characters) and were cut"] if cut else []


def write_parquet(dossier: Dossier, path: Path, table: str = "positions") -> list[str]:
    """One table as Parquet. Raises InputError where pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("pyarrow is not installed; install it with: pip install 'standpunkt[exports]'") from error
    rows = dossier.table(table)
    empty = pyarrow.table({n: pyarrow.nulls(0) for n in COLUMNS[table]})
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows) if rows else empty, path)
    return []


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return str(value)
