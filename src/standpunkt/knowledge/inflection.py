"""The forms that words of the knowledge take in German and English text."""

from __future__ import annotations

__all__ = ["adjective_forms", "capital_adjective", "name_forms", "people_forms"]

_UMLAUT = str.maketrans({"a": "ä", "o": "ö", "u": "ü"})
_PLURAL_NAMES = ("Niederlande", "Seychellen", "Malediven", "Philippinen", "Bahamas", "Emirate", "Staaten")


def name_forms(name: str, language: str) -> tuple[str, ...]:
    """The name and, in German, its genitive ("Österreichs") and the dative of plural names ("Niederlanden")."""
    if language != "de":
        return (name,)
    forms = [name]
    if name[-1] not in "sxzß’'" and " " not in name and name[-1].isalpha() and not name.isupper():
        forms.append(name + "s")
    if name in _PLURAL_NAMES and name.endswith("e"):
        forms = [name, name + "n"]
    return tuple(forms)


def adjective_forms(stem: str, language: str) -> tuple[str, ...]:
    """A German adjective with its endings, capitalised or not; an English one as it is."""
    if language != "de":
        return (stem,)
    out = [stem + e for e in ("e", "er", "en", "em", "es", "")]
    return tuple(out + [f[0].upper() + f[1:] for f in out if f[0].islower()])


def people_forms(noun: str, language: str) -> tuple[str, ...]:
    """A people noun with its cases, number and feminine: Finne, Finnen, Finnin, Finninnen; Norwegians, Norwegian."""
    if language == "en":
        return (noun,)
    if noun == "Deutsche":
        return ("Deutsche", "Deutschen", "Deutscher")
    if noun.endswith("in"):
        return (noun, noun + "nen")
    if noun.endswith("e"):
        stem = noun[:-1]
        return (noun, noun + "n", stem + "in", stem + "innen")
    if noun.endswith("er"):
        return (noun, noun + "s", noun + "n", noun + "in", noun + "innen")
    return (noun, noun + "s", noun + "in", noun + "innen")


def capital_adjective(capital: str) -> str | None:
    """The German adjective of a city ("Moskauer"), None where -er does not simply join."""
    if capital.endswith(("a", "o", "i", "e", "y", "á", "é", "í", "ó")) or capital in {"Rom", "Prag"}:
        return {"Rom": "Römer", "Prag": "Prager"}.get(capital)
    return capital + "er"
