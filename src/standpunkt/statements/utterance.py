"""What one holder says in one sentence. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from standpunkt.model import Condition, Voice
from standpunkt.statements.stance import Token

__all__ = ["UNFRAMED", "Utterance"]

UNFRAMED = ("free_indirect", "indirect_free_indirect")
_BUT_FOR = re.compile(r"\W*(?:ohne|without|before|until|bevor|ehe|solange|unless)\b", re.IGNORECASE)
_ASKING = frozenset(re.findall(r"\w+",
    "how who whom what whether when why where which wer wem wen wie was wann warum ob wo welche welcher welches wieviel"
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one holder says in one sentence.

    `[start, end)` is the stretch that is judged, `frame` the tokens of the words of speech that govern it. `own`: its
    subject is the holder, or whom the holder stands for. `former`: the text tells it as no longer so.
    """

    number: int
    holders: tuple[str, ...]
    sentence: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    frame: tuple[Token, ...]
    voice: Voice
    statements: tuple[str, ...]
    former: bool
    kind: str
    conditions: tuple[Condition, ...] = ()
    own: bool = True
    subject: str | None = None
    framed: bool = False
    beside: tuple[str, ...] = ()

    def unbound(self) -> tuple[Token, ...]:
        """The tokens outside the conditions and what others would do with the matter ("wie ihn die Liste fordert"),
        without the "not" of "not without"."""
        spans = [(c.span.start, c.span.end, bool(_BUT_FOR.match(c.span.text))) for c in self.conditions]
        others = self.others()
        out = [t for t in self.tokens if t.clause not in others and not any(a <= t.start < b for a, b, _ in spans)]
        nots = {
            max((t.start for t in out if t.end <= a), default=-1) for a, _, without in spans if without
        }  # fmt: skip
        return tuple(t for t in out if not (t.start in nots and t.low in {"nicht", "not"}))

    def others(self) -> set[int]:
        """The clauses "wie ihn die Liste fordert", "wie sie Norwegen will": another one's view of the matter."""
        return {
            t.clause
            for before, t, after in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False)
            if t.low == "wie" and after.low in {"ihn", "sie", "es"} and before.low == ","
        }

    def asks(self) -> bool:
        """Whether it is the question in "asked how much it would pay", "ließ offen, ob …"."""
        words = [t.low for t in self.tokens]
        cleft = words[:1] in (["what"], ["was"]) and bool({"is", "was", "ist", "sei"} & set(words[1:]))
        return self.framed and self.kind == "indirect" and bool(words) and words[0] in _ASKING and not cleft
