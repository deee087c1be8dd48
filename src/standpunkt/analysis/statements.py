"""A table of statements as arrays: what every analysis of this package takes in.

A row is one statement: who (person, organisation) said yes or no (agreement) to what (concept), when, and in which
document. Text columns are stored as codes into sorted labels, so that counting is arithmetic on integers.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from standpunkt.errors import InputError

__all__ = ["MISSING", "Coded", "StatementTable", "coded", "parse_time"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Times = npt.NDArray[np.datetime64]

_Distinct = tuple[Ints, list[Any]]

MISSING = -(2**31)
"""The value of an integer column where a statement has none."""

_TRUE = {"1", "true", "yes", "ja", "wahr"}
_FALSE = {"0", "false", "no", "nein", "falsch"}


@dataclass(frozen=True, slots=True)
class Coded:
    """A text column: `labels[codes[i]]` is the value of row i; labels are distinct and sorted by code point."""

    codes: Ints
    labels: tuple[str, ...]

    def take(self, rows: npt.NDArray[Any] | slice) -> Coded:
        """The column of the rows given by a mask, indices or a slice, with the same labels."""
        return Coded(self.codes[rows], self.labels)


@dataclass(frozen=True, slots=True)
class StatementTable:
    """Statements as arrays, all of the same length, in the order given.

    `texts`: text columns by name (person, organization, concept, document and any further one). `integers`: integer
    columns by name (agreement is 0 or 1; MISSING where a statement has none). `time`: datetime64[s], UTC.
    `confidence`: 0 to 1. `ids`: the statements' own names.
    """

    texts: Mapping[str, Coded]
    integers: Mapping[str, Ints]
    time: Times
    confidence: Floats
    ids: npt.NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.time)

    def take(self, rows: npt.NDArray[Any] | slice) -> StatementTable:
        """The statements given by a mask, indices or a slice (a view)."""
        return StatementTable(
            {k: v.take(rows) for k, v in self.texts.items()},
            {k: v[rows] for k, v in self.integers.items()},
            self.time[rows],
            self.confidence[rows],
            self.ids[rows],
        )

    def between(self, first: np.datetime64, last: np.datetime64) -> StatementTable:
        """The statements from first to last, both included, of a table ordered by time."""
        return self.take(slice(int(self.time.searchsorted(first)), int(self.time.searchsorted(last, "right"))))

    def text(self, name: str) -> Coded:
        """A text column. Raises InputError where there is none of this name."""
        if name not in self.texts:
            known = ", ".join(sorted(self.texts))
            raise InputError(f"statements: there is no text column {name!r}; there are: {known}")
        return self.texts[name]

    @classmethod
    def from_columns(cls, columns: Mapping[str, Sequence[Any]]) -> StatementTable:
        """A table from columns of equal length: `date` and any of document, person, organization, concept, agreement,
        confidence, statement, and others. Columns of whole numbers (and agreement) become integer columns, the rest
        text. Raises InputError where a date, an agreement or a confidence cannot be read; the row is named.
        """
        lengths = {k: len(v) for k, v in columns.items()}
        if len(set(lengths.values())) > 1:
            raise InputError(f"statements: the columns differ in length: {lengths}")
        return cls._from_distinct({k: _distinct(v) for k, v in columns.items()})

    @classmethod
    def _from_distinct(cls, columns: Mapping[str, _Distinct]) -> StatementTable:
        """A table from each column's distinct values and codes."""
        if "date" not in columns:
            known = ", ".join(columns) or "none"
            raise InputError(f"statements: there is no column 'date'; the columns are: {known}")
        n = len(columns["date"][0])
        texts: dict[str, Coded] = {}
        integers: dict[str, Ints] = {}
        confidence = np.ones(n)
        ids = np.array([str(i) for i in range(1, n + 1)], np.object_)
        for name, column in columns.items():
            if name == "statement":
                ids = np.array([_string(v) for v in column[1]], np.object_)[column[0]] if n else ids
            elif name == "confidence":
                confidence = _confidences(column)
            elif name == "agreement":
                integers[name] = _agreements(column)
            elif name != "date":
                whole = None if name in ("document", "person", "organization", "concept") else _wholes(column)
                if whole is None:
                    texts[name] = _coded(column)
                else:
                    integers[name] = whole
        if "document" not in texts:
            texts["document"] = coded(ids.tolist())
        return cls(texts, integers, _times(columns["date"]), confidence, ids)

    @classmethod
    def concatenated(cls, tables: Sequence[StatementTable]) -> StatementTable:
        """Several tables as one, in their order. A column that a table lacks is empty there; a column of whole numbers
        in one and of text in another is text."""
        texts: dict[str, Coded] = {}
        integers: dict[str, Ints] = {}
        for name in dict.fromkeys(k for t in tables for k in (*t.texts, *t.integers)):
            if any(name in t.texts for t in tables):
                texts[name] = coded([v for t in tables for v in t.strings(name)])
            else:
                empty = [t.integers.get(name, np.full(len(t), MISSING, np.int64)) for t in tables]
                integers[name] = np.concatenate(empty)
        return cls(
            texts,
            integers,
            np.concatenate([t.time for t in tables]),
            np.concatenate([t.confidence for t in tables]),
            np.concatenate([t.ids for t in tables]),
        )

    def strings(self, name: str) -> list[str]:
        """The values of any column as text; empty where there is none."""
        if name in self.texts:
            column = self.texts[name]
            return [column.labels[c] for c in column.codes.tolist()]
        if name in self.integers:
            return ["" if v == MISSING else str(v) for v in self.integers[name].tolist()]
        return [""] * len(self)

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> StatementTable:
        """A table from dicts, one a statement; a key that a record lacks is empty there."""
        rows = list(records)
        names = list(dict.fromkeys(k for r in rows for k in r))
        if not rows:
            names = ["date"]
        return cls.from_columns({k: [r.get(k) for r in rows] for k in names})

    @classmethod
    def from_csv(cls, text: str) -> StatementTable:
        """A table from the text of a CSV file with a header; comma, semicolon or tab separate.

        Raises InputError where the header lacks `date` or a row has too few or too many fields.
        """
        head = text.split("\n", 1)[0].lstrip("\ufeff")
        delimiter = max(",;\t", key=head.count)
        reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
        header = next(reader, None)
        if not header:
            raise InputError("statements: the file is empty; its first line must name the columns, among them 'date'")
        header = [h.strip() for h in header]
        seen: list[dict[str, int]] = [{} for _ in header]
        codes: list[array[int]] = [array("q") for _ in header]
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                raise InputError(
                    f"statements: line {reader.line_num} has {len(row)} fields, but the header names {len(header)}"
                )
            for value, known, column in zip(row, seen, codes, strict=True):
                column.append(known.setdefault(value, len(known)))
        return cls._from_distinct(
            {
                name: (np.array(column, np.int64), list(known))
                for name, known, column in zip(header, seen, codes, strict=True)
            }
        )

    @classmethod
    def from_frame(cls, frame: Any) -> StatementTable:
        """A table from a pandas or polars data frame with the columns of `from_columns`."""
        return cls.from_columns({str(c): frame[c].to_list() for c in frame.columns})


def coded(values: Sequence[Any]) -> Coded:
    """A text column from its values; None and NaN are empty."""
    return _coded(_distinct(values))


def _coded(column: _Distinct) -> Coded:
    codes, distinct = column
    texts = [_string(v) for v in distinct]
    labels = sorted(set(texts))
    place = {label: i for i, label in enumerate(labels)}
    places = np.array([place[t] for t in texts], np.int64)
    return Coded(places[codes] if len(codes) else codes, tuple(labels))


def _distinct(values: Sequence[Any]) -> _Distinct:
    """Each value's place among the distinct values, and these in the order in which they come."""
    seen: dict[Any, int] = {}
    return np.fromiter((seen.setdefault(v, len(seen)) for v in values), np.int64, len(values)), list(seen)


def parse_time(value: Any) -> np.datetime64:
    """A point in time as datetime64[s] in UTC, from a datetime, ISO 8601 or DD.MM.YYYY. Raises ValueError."""
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[s]").item()
    if not isinstance(value, datetime):
        text = str(value).strip()
        parts = text.split(".")
        if len(parts) == 3 and all(p.isdigit() for p in parts):
            text = f"{parts[2]:0>4}-{parts[1]:0>2}-{parts[0]:0>2}"
        value = datetime.fromisoformat(text)
    if value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return np.datetime64(value.replace(microsecond=0), "s")


def _times(column: _Distinct) -> Times:
    codes, distinct = column
    times = np.empty(len(distinct), "datetime64[s]")
    for k, value in enumerate(distinct):
        try:
            times[k] = parse_time(value)
        except ValueError:
            raise InputError(
                f"statements: row {_row(codes, k)}: date {value!r} is no date; write it as 2025-04-10"
            ) from None
    return times[codes]


def _row(codes: Ints, code: int) -> int:
    """The number of the first row with a code, from 1."""
    return int(np.argmax(codes == code)) + 1


def _string(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def _agreements(column: _Distinct) -> Ints:
    codes, distinct = column
    numbers = np.empty(len(distinct), np.int64)
    for k, value in enumerate(distinct):
        number = _agreement(value)
        if number is None:
            raise InputError(
                f"statements: row {_row(codes, k)}: agreement {value!r} is neither yes nor no; write 1 or 0 "
                "(or a whole number)"
            )
        numbers[k] = number
    return numbers[codes]


def _agreement(value: Any) -> int | None:
    text = _string(value).strip().lower()
    if text in _TRUE or text == "1.0":
        return 1
    if text in _FALSE or text == "0.0":
        return 0
    return MISSING if text == "" else _whole(text)


def _whole(text: str) -> int | None:
    """A whole number of at most 31 bits, or None."""
    try:
        number = int(text)
    except ValueError:
        return None
    return number if abs(number) < -MISSING else None


def _wholes(column: _Distinct) -> Ints | None:
    """The values as whole numbers, or None where one is not or all are empty."""
    codes, distinct = column
    texts = [_string(v).strip() for v in distinct]
    numbers = [MISSING if t == "" else _whole(t) for t in texts]
    if not any(texts) or None in numbers:
        return None
    return np.array(numbers, np.int64)[codes]


def _confidences(column: _Distinct) -> Floats:
    codes, distinct = column
    numbers = np.ones(len(distinct))
    for k, value in enumerate(distinct):
        text = _string(value).strip()
        try:
            numbers[k] = float(text) if text else 1.0
        except ValueError:
            numbers[k] = -1
        if not 0 <= numbers[k] <= 1:
            raise InputError(f"statements: row {_row(codes, k)}: confidence {value!r} is no number from 0 to 1")
    return numbers[codes]
