"""What users read, German and English, in one place: `<language>.toml` beside this file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, cast

__all__ = ["LANGUAGES", "Language", "count", "user_language", "word"]

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


@cache
def _table(language: Language) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))


def word(key: str, language: Language, **values: object) -> str:
    """The words for `key` (`"section.name"`), with `values` put in. Raises KeyError for an unknown key."""
    section, _, name = key.partition(".")
    text = _table(language)[section][name]
    return text.format(**values) if values else text


def count(key: str, n: int, language: Language) -> str:
    """`n` things in words: the keys `<key>_one` and `<key>_many`."""
    return word(f"{key}_one" if n == 1 else f"{key}_many", language, **({} if n == 1 else {"n": n}))


def user_language(environment: Mapping[str, str] | None = None) -> Language:
    """The user's language by the locale's variables in POSIX order; English where they name neither."""
    environment = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return cast(Language, value[:2]) if value[:2] in LANGUAGES else "en"
    return "en"
