"""Role nouns: what a person is, from the word for it, with feminine forms and compounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, cast

from standpunkt.knowledge.entries import Role, RoleKind

__all__ = ["RoleBook"]

_Number = Literal["sg", "pl"] | None
_Gender = Literal["m", "f"] | None
# A compound never ends in these by chance only when the rest is a word of its own; short ones need a hyphen.
_WHOLE_ONLY = {
    "oberst",
    "emir",
    "general",
    "bauer",
    "vize",
    "papst",
    "lead",
    "student",
    "king",
    "queen",
    "head",
    "pope",
}

_EITHER = {"Vorstand"}  # women are called so too, though there is a feminine form


class RoleBook:
    """Role nouns of both languages by form, and German compounds by their last part."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._forms: dict[str, dict[str, tuple[str, RoleKind, _Gender, _Number]]] = {"de": {}, "en": {}}
        for row in rows:
            self._add(row["language"], row["role"], row["feminine"], row["plural"], cast(RoleKind, row["kind"]))
        self._tails = {form for form in self._forms["de"] if form not in _WHOLE_ONLY}
        self._shortest = min(map(len, self._tails), default=1)

    def _add(self, language: str, lemma: str, feminine: str, plural: str, kind: RoleKind) -> None:
        forms = self._forms[language]

        def put(form: str, gender: _Gender, number: _Number) -> None:
            key = form.lower()
            old = forms.get(key)
            if old is None:
                forms[key] = (lemma, kind, gender, number)
            elif old[0] == lemma or old[2] != gender:
                forms[key] = (
                    old[0], old[1], old[2] if old[2] == gender else None, old[3] if old[3] == number else None
                )  # fmt: skip

        adjectival = language == "de" and lemma == feminine + "r"
        if language == "en":
            put(lemma, "f" if feminine == lemma else "m" if feminine else None, "sg")
            if feminine and feminine != lemma:
                put(feminine, "f", "sg")
            if plural and plural != lemma:
                put(plural, None, "pl")
            return
        if adjectival:
            stem = feminine[:-1]
            for ending, gender, number in (("er", "m", "sg"), ("e", "f", "sg"), ("en", None, None), ("em", "m", "sg")):
                put(stem + ending, cast(_Gender, gender), cast(_Number, number))
            return
        either = not feminine or lemma in _EITHER  # "Vorstand Bettina Krahl"
        put(lemma, "f" if feminine == lemma else None if either else "m", "sg")
        if not lemma.endswith(("e", "s", "mann")):
            put(lemma + "s", None if either else "m", "sg")
        if lemma.endswith("mann"):
            put(lemma + "s", "m", "sg")
            put(lemma + "es", "m", "sg")
        if plural:
            put(plural, "m" if plural == lemma else None, None if plural in {lemma, lemma + "s"} else "pl")
            if not plural.endswith(("n", "s")):
                put(plural + "n", None, "pl")
            if plural.endswith("en") and plural != lemma:  # weak nouns: "dem Präsidenten"
                put(plural, None, None)
        if feminine:
            put(feminine, "f", "sg")
            if feminine.endswith("in"):
                put(feminine + "nen", "f", "pl")

    def of(self, word: str, language: str) -> Role | None:
        """The role a word names, or None. German compounds and hyphened words go by their last part."""
        forms = self._forms.get(language) or self._forms["en"]
        key = word.lower()
        found = forms.get(key)
        if found is None and "-" in word:
            found = forms.get(key.rsplit("-", 1)[1]) or (self._compound(key) if language == "de" else None)
        if found is None and language == "de" and word[:1].isupper():
            found = self._compound(key)
        if found is None:
            return None
        lemma, kind, gender, number = found
        return Role(word, lemma, kind, gender, number, language)

    def _compound(self, key: str) -> tuple[str, RoleKind, _Gender, _Number] | None:
        """The longest role noun that ends the word, with two letters or more before it."""
        for start in range(2, len(key) - self._shortest + 1):
            if key[start:] in self._tails:
                return self._forms["de"][key[start:]]
        return None
