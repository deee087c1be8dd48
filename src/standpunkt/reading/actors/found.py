"""The tokens of a document, what was found in them, and the one way to add to it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from standpunkt.knowledge import Knowledge
from standpunkt.reading.actors.lexicon import (
    TITLES,
)
from standpunkt.reading.actors.phrases import Phrases
from standpunkt.reading.actors.tokens import tokenise
from standpunkt.reading.actors_types import Candidate, Type

__all__ = ["Found"]


class Found:
    """The mentions of one document as they are found. `names` are spans (start, end, kind) of a name tagger."""

    def __init__(
        self,
        text: str,
        language: str,
        sentences: list[tuple[int, int]],
        names: Iterable[tuple[int, int, str]],
        knowledge: Knowledge,
    ) -> None:
        self.text = text
        self.tokens = tokenise(text, sentences)
        self.phrases = Phrases(self.tokens, language, knowledge, knowledge.find(text, language))
        self.language = self.phrases.language
        self.knowledge = knowledge
        self.names = sorted(part for name in names for part in self._lines(name))
        self.used = [False] * len(self.tokens)
        self.found: list[Candidate] = []
        self.surnames: dict[str, str] = {}
        self.acronyms: dict[str, str] = {}

    def _lines(self, name: tuple[int, int, str]) -> list[tuple[int, int, str]]:
        """A tagged name by lines: none runs over a line's end."""
        start, end, kind = name
        return [(start + m.start(), start + m.end(), kind) for m in re.finditer(r"[^\n]*[^\s]", self.text[start:end])]

    # -- building -------------------------------------------------------------------------------------------------

    def _add(self, first: int, last: int, type_: Type, form: str, **more: object) -> None:
        """A candidate over tokens first..last-1, unless one of its tokens is taken."""
        if any(self.used[first:last]) or first >= last:
            return
        for i in range(first, last):
            self.used[i] = True
        t = self.tokens[first]
        start, end = t.start, self.tokens[last - 1].end
        self.found.append(
            Candidate(
                start, end, self.text[start:end], form, type_, t.sentence, t.paragraph,  # type: ignore[arg-type]
                quoted=t.quoted, conjoined=self._conjoined(first, last), **more,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    def _conjoined(self, first: int, last: int) -> bool:
        return self._low(first - 1) in {"und", "and"}

    def _low(self, i: int) -> str:
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def _words(self, first: int, last: int) -> str:
        """The words of a name without titles, its genitive s taken off where the bare name is known."""
        skip = TITLES[self.language]
        words = [t.text for t in self.tokens[first:last] if t.text not in skip and t.text != "."]
        return " ".join(words)

    def _title_gender(self, first: int, last: int) -> str | None:
        return next((g for t in self.tokens[first:last] if (g := TITLES[self.language].get(t.text))), None)

    def _learn(self, name: str) -> None:
        if name:
            last = name.split()[-1]
            if len(last) > 2:
                self.surnames.setdefault(last, name)
