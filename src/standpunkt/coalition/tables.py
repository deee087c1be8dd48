"""Values out of TOML tables: each is checked, and what is wrong is told with its place."""

from __future__ import annotations

import datetime
import difflib
import os
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from standpunkt.coalition.bodies import Number, VoteName, exact
from standpunkt.coalition.records import Range
from standpunkt.errors import InputError

__all__ = [
    "as_list",
    "as_number",
    "as_range",
    "as_table",
    "as_whole",
    "check_keys",
    "day_in",
    "flag_in",
    "near",
    "probability_in",
    "sourced",
    "text_in",
    "text_of",
    "texts_in",
    "vote_in",
]


_BYTES = 64 * 2**20


def text_of(path: str | os.PathLike[str]) -> str:
    """The text of a TOML file. Raises InputError where it cannot be read."""
    name = os.fspath(path)
    try:
        if os.path.getsize(path) > _BYTES:
            raise InputError(f"{name}: larger than {_BYTES // 2**20} MB; split it")
        return Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}; give a TOML file that can be read") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: byte {error.start} is no UTF-8; save the file as UTF-8") from None


def check_keys(table: Mapping[str, Any], known: Collection[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise InputError(f"{where}: there is no {key!r} here{near(key, known)}; known: {', '.join(known)}")


def near(word: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, list(known)[:20_000], n=1)
    return f'; did you mean "{found[0]}"?' if found else ""


def as_table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{where}: expected a table, found {value!r}")
    return value


def as_list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"{where}: expected a list, found {value!r}")
    return value


def text_in(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise InputError(f'{where}: {key} is missing or no text; write {key} = "…"')
    return value


def texts_in(table: Mapping[str, Any], key: str, where: str) -> list[str]:
    value = table.get(key, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InputError(f"{where}: {key} is a list of texts, not {value!r}")
    return value


def flag_in(table: Mapping[str, Any], key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise InputError(f"{where}: {key} is true or false, not {value!r}")
    return value


def as_number(value: Any, where: str) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise InputError(f"{where}: expected a number, found {value!r}")
    exact(value)
    return value


def as_whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"{where}: expected a whole number, found {value!r}")
    return value


def as_range(value: Any, where: str) -> Range:
    bounds = value if isinstance(value, list) else [value]
    if not 1 <= len(bounds) <= 2:
        raise InputError(f"{where}: expected a number or [low, high], found {value!r}")
    low, high = exact(as_number(bounds[0], where)), exact(as_number(bounds[-1], where))
    if low < 0 or high < low:
        raise InputError(f"{where}: expected 0 <= low <= high, found {value!r}")
    return Range(low, high)


def probability_in(table: Mapping[str, Any], key: str, where: str) -> Fraction | None:
    if key not in table:
        return None
    value = exact(as_number(table[key], f"{where}: {key}"))
    if not 0 <= value <= 1:
        raise InputError(f"{where}: {key} lies between 0 and 1, not {table[key]!r}")
    return value


def vote_in(table: Mapping[str, Any], key: str, where: str, default: VoteName) -> VoteName:
    value = table.get(key, default)
    if value not in ("yes", "abstain", "no"):
        raise InputError(f'{where}: {key} is "yes", "abstain" or "no", not {value!r}')
    return value  # type: ignore[no-any-return]


def sourced(table: Mapping[str, Any], where: str) -> tuple[tuple[str, ...], bool]:
    return tuple(texts_in(table, "source", where)), flag_in(table, "assumption", where)


def day_in(table: Mapping[str, Any], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    try:
        day = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"{where}: {key} is a day such as 2026-09-30, not {value!r}") from None
    return day.isoformat()[:10]
