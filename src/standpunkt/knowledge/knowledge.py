"""The knowledge as one object that reading takes as an argument: look-up by id and a longest-match finder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from standpunkt.knowledge.cues import CueBook, NearWords
from standpunkt.knowledge.entries import Entry, Form, Hit, Role
from standpunkt.knowledge.roles import RoleBook

__all__ = ["Knowledge"]

_UNIT = re.compile(r"[^\W_]+")
_LONGEST = 10
_RANK = {
    "name": 0,
    "seat": 1,
    "government": 1,
    "capital": 2,
    "people": 3,
    "adjective": 4,
    "capital_adjective": 5,
    "place": 6,
}


class Knowledge:
    """Entries by id, their forms, and roles. Immutable in use; `extended` gives a larger one."""

    def __init__(
        self,
        entries: Iterable[Entry],
        forms: Iterable[Form],
        roles: RoleBook,
        given_names: Mapping[str, str] | None = None,
        cues: CueBook | None = None,
        near_words: NearWords | None = None,
    ) -> None:
        self.entries: Mapping[str, Entry] = {e.id: e for e in entries}
        self.roles = roles
        self.given_names: Mapping[str, str] = given_names or {}
        self.cues = cues or CueBook(())
        self.near_words = near_words or NearWords(())
        self._all = tuple(forms)
        self._forms: dict[str, list[Form]] = {}
        self._starts: dict[str, int] = {}
        for form in self._all:
            self._forms.setdefault(" ".join(form.text.split()), []).append(form)
            units = _UNIT.findall(form.text)
            if units:
                self._starts[units[0]] = max(self._starts.get(units[0], 0), len(units))
        for same in self._forms.values():
            same.sort(key=lambda f: _RANK[f.kind])

    def extended(self, entries: Iterable[Entry], forms: Iterable[Form]) -> Knowledge:
        """A knowledge with more in it. What is added comes first where a form was known already."""
        added = tuple(forms)
        return Knowledge(
            [*self.entries.values(), *entries], [*added, *self._all], self.roles, self.given_names, self.cues,
            self.near_words,
        )  # fmt: skip

    def name(self, ident: str, language: str) -> str:
        """The usual name of an entry in a language; the id itself where it is not known."""
        entry = self.entries.get(ident)
        return ident if entry is None else (entry.name_de if language == "de" else entry.name_en)

    def gender_of(self, name: str) -> str | None:
        """The gender that most bearers of a full name's first name have ("m" or "f"); None where unknown."""
        words = name.replace("-", " ").split()
        return self.given_names.get(words[0]) if len(words) > 1 else None

    def role(self, word: str, language: str) -> Role | None:
        """The role that a noun names, or None."""
        return self.roles.of(word, language)

    def of(self, words: str, language: str) -> tuple[Form, ...]:
        """Every form that is exactly `words` in a language, names before peoples before adjectives."""
        found = self._forms.get(" ".join(words.split()), ())
        return tuple(f for f in found if f.language in ("", language))

    def find(self, text: str, language: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """The known forms in `text[start:end)`, longest first at each place, without overlaps, in order.

        Offsets are code points of `text`. Words are read whole or up to a hyphen: "US-Regierung" has the modifier
        "US", "britisch-französisch" two adjectives. Case counts.
        """
        stop = len(text) if end is None else end
        units = [(m.start(), m.end()) for m in _UNIT.finditer(text, start, stop)]
        hits: list[Hit] = []
        i = 0
        while i < len(units):
            s = units[i][0]
            most = min(self._starts.get(text[s : units[i][1]], 0), _LONGEST, len(units) - i)
            step = 1
            for n in range(most, 0, -1):
                e = units[i + n - 1][1]
                form = None
                for stretch in (1, 0):  # "U.S." ends in its full stop, "OPEC+" in its sign
                    sign = text[e : e + stretch]
                    if (
                        e + stretch <= stop
                        and not sign.isspace()
                        and (found := self.of(text[s : e + stretch], language))
                    ):
                        form, e = found[0], e + stretch
                        break
                if form is None or (e < stop and text[e].isalnum()):
                    continue
                hits.append(Hit(s, e, form, modifier=text[e : e + 1] in {"-", "‑"} and text[e + 1 : e + 2].isalpha()))
                step = n
                break
            i += step
        return hits
