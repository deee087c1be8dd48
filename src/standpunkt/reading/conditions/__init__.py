"""Conditions on offers and positions: where they stand, what they require of whom, negation and quantity.

A grammar of connectors ("sofern", "unless"), phrases ("nur mit", "in exchange for"), predicates ("macht … davon
abhängig", "hinges on") and modal clauses ("… müssten dabei sein") finds them; wishes, concessive clauses ("auch wenn",
"regardless of") and bare questions ("ob", "whether") are none. A small trained head over the encoder's states finds
more, and weighs what the grammar finds (`joining`); without it the grammar speaks alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from standpunkt.knowledge import Knowledge
from standpunkt.model import HEADINGS, Actor, Condition, Document, Quantity, Requirement, Statement
from standpunkt.reading.conditions.finder import Found, find
from standpunkt.reading.conditions.joining import Scored, counts, joined
from standpunkt.reading.conditions.requirement import Agents, what
from standpunkt.span import Span

__all__ = ["conditions"]

_CLAUSE = {
    "de": re.compile(
        r"[a-zäöüß]{2,}(?:t|te|e|en|ten|n|st|d)[\"“”«]?$|^\W*(?:muss|müss)|^(?:[a-zäöü]+t|sollten?) ", re.I
    ),
    "en": re.compile(
        r"\b(?:is|are|was|were|be|been|has|have|had|does?|did|will|would|can|could|must|should|gets?|\w{2,}(?:s|"
        r"ed))\b|\bto\b"
    ),
}


def conditions(
    document: Document,
    sentences: Sequence[tuple[int, int]],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    quantities: Sequence[Quantity],
    knowledge: Knowledge,
    scored: Scored | None = None,
) -> tuple[tuple[Condition, ...], tuple[Statement, ...]]:
    """The conditions of a document, and its statements with the ids of those that stand in them.

    `sentences` are `[start, end)`, all offsets code points of `document.text`. In `requires.actor` stands an actor's
    id, an id of the knowledge, or, where the text makes no actor of whoever is required ("sobald der Landtag …"), the
    noun itself; None where nobody is named. `requires.text` is the condition without its connector. Outside reported
    speech only sure forms count. With `scored`, what the encoder's head gives the document's words, the head takes part
    and `confidence` is the probability that the condition is one; without it, how sure its form is. Raises nothing.
    """
    text = document.text
    language = "de" if document.language.startswith("de") else "en"
    agents = Agents(text, language, actors, knowledge)
    spoken = [(s.content[0].start, s.content[-1].end) for s in statements if s.content]
    layout = {(s.span.start, s.span.end): s.kind for s in document.sections}
    skip = [(a, b) for (a, b), kind in layout.items() if kind in HEADINGS]
    found: list[Found] = []

    def said(f: Found) -> bool:
        return any(a < f.end and f.start < b for a, b in spoken)

    for start, end in sentences:
        if any(a <= start < b for a, b in skip):
            continue
        if scored is None:
            found += [f for f in find(text, start, end, language) if counts(f, said(f))]
        else:
            found += joined(text, start, end, language, scored, said)
    out = tuple(_condition(n, f, text, language, agents, quantities) for n, f in enumerate(found, 1))
    return out, tuple(_with(s, out, sentences) for s in statements)


def _condition(
    number: int, f: Found, text: str, language: str, agents: Agents, quantities: Sequence[Quantity]
) -> Condition:
    body = f.body
    while body < f.end and (text[body].isspace() or text[body] in ',:"„“»'):
        body += 1
    while m := re.match(r"(?:dass|ob|that|whether)\s+", text[body : f.end]):
        body += m.end()
    words = text[body : f.end]
    who = agents.of(body, f.end, clause=bool(_CLAUSE[language].search(words)))
    amount = next((q for q in quantities if f.start <= q.span.start and q.span.end <= f.end), None)
    required = Span.of(text, body if body < f.end else f.start, f.end)
    kind = what(text[f.start : f.end])
    return Condition(
        f"c{number}", Span.of(text, f.start, f.end), Requirement(kind, required, who[0] if who else None, amount),
        f.negated, round(f.sure, 2),
    )  # fmt: skip


def _with(s: Statement, found: Sequence[Condition], sentences: Sequence[tuple[int, int]]) -> Statement:
    """The statement with the conditions that lie in its content or right beside it in the same sentence."""
    if not s.content:
        return s
    ids = []
    for c in found:
        inside = any(x.start < c.span.end and c.span.start < x.end for x in s.content)
        between = s.content[0].start <= c.span.start and c.span.end <= s.content[-1].end
        if inside or (between and any(a <= c.span.start < b and a <= s.content[0].start < b for a, b in sentences)):
            ids.append(c.id)
    return replace(s, conditions=tuple(ids)) if ids else s
