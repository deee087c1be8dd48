"""A briefing in sentences, every one of which cites the words of the text that it rests on."""

from __future__ import annotations

from standpunkt.exports.stands import Names, line, stands
from standpunkt.model import Reading
from standpunkt.span import Span
from standpunkt.statements import Codebook, Dependency
from standpunkt.words import Language, word

__all__ = ["brief"]


class _Sources:
    """Numbers for the spans that are cited, in the order of their first citation."""

    def __init__(self) -> None:
        self.spans: dict[Span, int] = {}

    def cite(self, spans: tuple[Span, ...]) -> str:
        numbers = [self.spans.setdefault(s, len(self.spans) + 1) for s in spans]
        return "".join(f" [{n}]" for n in dict.fromkeys(numbers))


def brief(
    reading: Reading, codebook: Codebook, language: Language, names: Names, edges: tuple[Dependency, ...] = ()
) -> str:
    """The briefing as lines of text: positions by question, pledges, dependencies, what is open, then the sources.

    Each sentence ends with the numbers of its sources; `start-end` of a source are code points of the document's text.
    """
    sources = _Sources()
    view = stands(reading, codebook, language, names, edges)
    groups = {a.id for a in reading.actors if a.type == "group"}
    title = reading.document.title
    out = [word("brief.title", language, title=line(title)) if title else word("brief.untitled", language)]
    if reading.document.published:
        out[0] += f" ({line(reading.document.published)})"
    for q in codebook.questions:
        cells = [c for c in view.cells if c.position.question == q.id]
        out += ["", word("brief.question", language, question=line(q.words(language)))]
        for c in cells:
            key = "conditional_bare" if c.position.answer == "conditional" and not c.conditions else c.position.answer
            many = "_group" if c.position.actor in groups else ""
            text = word(f"brief.{key}{many}", language, **_given(key, c.who, c.conditions))
            if c.position.voice in {"unnamed", "experts", "hearsay"}:
                text += word(f"brief.voice_{c.position.voice}", language)
            out.append(f"- {text}{sources.cite(c.evidence)}.")
        if not cells:
            out.append(f"- {word('brief.none', language)}")
    if view.pledges:
        out += ["", word("stand.pledges", language) + ":"]
        for who, what, pledge in view.pledges:
            actors = word("brief.together", language, actors=who) if pledge.joint else who
            text = word(f"brief.pledge_{pledge.status}", language, actors=actors, what=what)
            found = [view.conditions[c] for c in pledge.conditions if c in view.conditions]
            text += word("brief.condition", language, conditions="; ".join(found)) if found else ""
            out.append(f"- {text}{sources.cite(pledge.evidence)}.")
    spans = {c.id: c.span for c in reading.conditions}
    if edges:
        out += ["", word("stand.dependencies", language) + ":"]
        for edge, (holder, on, words, _) in zip(edges, view.dependencies, strict=True):
            kind = "contradiction" if edge.against else "depends"
            text = word(f"brief.{kind}", language, holder=holder, on=on, words=words)
            cited = ((spans[edge.condition],) if edge.condition in spans else ()) + edge.against
            out.append(f"- {text}{sources.cite(cited)}.")
    if reading.open_questions:
        out += ["", word("stand.open_questions", language) + ":"]
        for asked in reading.open_questions:
            text = word("brief.asked", language, words=line(asked.question or asked.span.text))
            out.append(f"- {text}{sources.cite((asked.span,))}.")
    out += ["", word("brief.sources", language) + ":"]
    out += [f"[{n}] {s.start}-{s.end}: {line(s.text)}" for s, n in sources.spans.items()]
    return "\n".join(out) + "\n"


def _given(key: str, actor: str, conditions: tuple[str, ...]) -> dict[str, str]:
    return {"actor": actor} | ({"conditions": "; ".join(conditions)} if key == "conditional" else {})
