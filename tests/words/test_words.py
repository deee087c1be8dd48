import re
import tomllib
from importlib.resources import files

import pytest

from standpunkt.words import LANGUAGES, Language, count, user_language, word


def flat(language: str) -> dict[str, str]:
    table = tomllib.loads(files("standpunkt.words").joinpath(f"{language}.toml").read_text("utf-8"))
    return {f"{section}.{key}": text for section, words in table.items() for key, text in words.items()}


def test_every_language_has_the_same_keys_and_the_same_places_for_values() -> None:
    places = {
        language: {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in flat(language).items()}
        for language in LANGUAGES
    }
    assert places["de"] == places["en"]


def test_values_and_counts() -> None:
    assert count("reading.statements", 1, "de") == "1 Aussage"
    assert count("reading.statements", 3, "en") == "3 statements"
    with pytest.raises(KeyError):
        word("reading.nonsense", "en")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "de_AT", "LANG": "en_US"}, "de"),
        ({"LANG": "fr_FR"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_says_the_language(environment: dict[str, str], language: Language) -> None:
    assert user_language(environment) == language
