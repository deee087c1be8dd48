"""Speech that goes on without words of speech: German sentences in the subjunctive, English ones in the shifted tense.

After somebody has been reported to say something, a German sentence in the Konjunktiv I goes on with it ("indirect/free
indirect" in the scheme of Petersen-Frey and Biemann 2024), an English one in the tense of reported speech too ("free
indirect"). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from standpunkt.model import Kind, Statement
from standpunkt.span import Span

__all__ = ["carried_on", "shifted", "subjunctive"]

_SUBJUNCTIVE = re.compile(
    r"\b(?:sei|seien|habe|werde|könne|müsse|wolle|solle|dürfe|möge|gebe|gehe|komme|bleibe|stehe|lehne|liege|halte|sehe|"
    r"nehme|zahle|trage|lasse|finde|übernehme|hänge|entsende|bestehe|gelte|wisse|denke|biete|unterstütze|begrüße|"
    r"fordere|verlange|erwarte|rechne|plane|brauche|verzichte|prüfe|schließe|stelle|setze|rücke|ziehe|stimme|bringe)\b|"
    r"\b[a-zäöüß]{3,}(?<!t)e (?:man|er|sie|es)\b"
)
_FIRST = re.compile(r"\b(?:ich|wir|du|ihr)\b|\?\W*$", re.IGNORECASE)
_SHIFTED = re.compile(
    r"\b(?:would|could|might|must)\b|\b(?:was|were|had)\b.{0,20}\b(?:not|no|nothing|never|neither)\b|n['’]t\b|"
    r"\bthere (?:was|were) (?:no|nothing)\b",
    re.IGNORECASE,
)
_UNFRAMED = ("free_indirect", "indirect_free_indirect")
_LEAST = 4  # words
_SURE = 0.6


def subjunctive(text: str) -> bool:
    """Whether a German sentence of the report stands in the subjunctive of reported speech."""
    return bool(_SUBJUNCTIVE.search(text)) and not _FIRST.search(text)


def shifted(text: str) -> bool:
    """Whether an English sentence of the report stands in the tense of reported speech."""
    return bool(_SHIFTED.search(text)) and not re.search(r"[\"“”]|\b(?:I|we)\b", text)


def carried_on(
    text: str,
    language: str,
    sentences: Sequence[tuple[int, int]],
    told: Sequence[Statement],
    apart: Sequence[tuple[int, int]],
) -> tuple[Statement, ...]:
    """The statements, with the sentences in which the last speaker goes on without words of speech, in order.

    `sentences` are `[start, end)` in code points; `apart` are stretches (headings) whose sentences are not looked at.
    Such a sentence follows right on one of a statement's in its paragraph, and none of its words is in any statement,
    speaker or cue. It joins the unframed statement before it, or makes a new one without a speaker of its own.
    """
    german = language.startswith("de")
    kind: Kind = "indirect_free_indirect" if german else "free_indirect"
    out = list(told)
    held = [
        (x.start, x.end)
        for s in told
        for x in (*s.content, *s.cue, *((s.speaker.span,) if s.speaker else ()))
    ]  # fmt: skip
    last: int | None = None  # the statement that the sentence before ends with
    for n, (start, end) in enumerate(sentences):
        inside = [
            i for i, s in enumerate(out) if any(start <= x.start < end or x.start < end <= x.end for x in s.content)
        ]
        if inside:
            last = max(inside, key=lambda i: (out[i].content[-1].end, out[i].content[0].start))
            continue
        broken = n > 0 and "\n" in text[sentences[n - 1][1] : start]
        words = text[start:end].rstrip()
        fits = subjunctive(words) if german else shifted(words)
        free = not any(a < end and b > start for a, b in (*held, *apart))
        if (
            last is None
            or broken
            or not free
            or not fits
            or len(words.split()) < _LEAST
            or words[-1:] not in {".", "!"}
        ):
            last = None
            continue
        span = Span.of(text, start, start + len(words) - 1)
        before = out[last]
        if before.speaker is None and not before.cue and before.kind not in _UNFRAMED:
            last = None
        elif before.kind in _UNFRAMED and not before.cue:
            out[last] = replace(before, content=(*before.content, span))
        else:
            out.append(Statement("", "hearsay", kind, "speech", (span,), _SURE))
            last = len(out) - 1
    out.sort(key=lambda s: (s.content[0].start if s.content else 0, s.id))
    return tuple(replace(s, id=f"s{n}") for n, s in enumerate(out, 1))
