"""Positions and pledges in the terminal: a matrix of actors and questions, then each answer with its sentence."""

from __future__ import annotations

import io

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from standpunkt.exports.stands import Cell, Names, Stands, line, stands
from standpunkt.exports.terminal import Colours
from standpunkt.model import Reading
from standpunkt.statements import Codebook, Dependency
from standpunkt.words import Language, word

__all__ = ["render_matrix"]

_STYLES = {"yes": "green", "no": "red", "conditional": "yellow", "open": "cyan"}
_WIDE = 5


def render_matrix(
    reading: Reading,
    codebook: Codebook,
    language: Language,
    names: Names,
    edges: tuple[Dependency, ...] = (),
    *,
    width: int = 100,
    colours: Colours | None = None,
) -> str:
    """The matrix, the answers with condition and evidence, the pledges and the open questions, as lines of text."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colours is not None, color_system=colours, no_color=colours is None,
        highlight=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    view = stands(reading, codebook, language, names, edges)
    parts: list[RenderableType] = [Text(word("stand.matrix", language), style="bold")]
    if view.cells:
        parts += [_matrix(view, codebook, language), *_answers(view, codebook, language)]
    else:
        parts.append(Text(word("stand.positions_none", language)))
    parts += [Text(), Text(word("stand.pledges", language), style="bold"), _pledges(view, language)]
    if view.dependencies:
        parts += [Text(), Text(word("stand.dependencies", language), style="bold"), _dependencies(view, language)]
    if reading.open_questions:
        parts += [Text(), Text(word("stand.open_questions", language), style="bold")]
        parts += [Padding(Text(line(q.question or q.span.text)), (0, 0, 0, 2)) for q in reading.open_questions]
    console.print(Group(*parts))
    return "\n".join(row.rstrip() for row in out.getvalue().split("\n"))


def _matrix(view: Stands, codebook: Codebook, language: Language) -> RenderableType:
    """Actors down, questions across; with many questions, several such tables one below the other."""
    tables: list[RenderableType] = []
    for first in range(0, len(codebook.questions), _WIDE):
        asked = codebook.questions[first : first + _WIDE]
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column(word("stand.actor", language))
        for q in asked:
            table.add_column(line(q.id), overflow="fold")
        for who in view.actors:
            row = [Text(who)]
            for q in asked:
                cell = next((c for c in view.cells if c.who == who and c.position.question == q.id), None)
                row.append(
                    Text(cell.answer, style=_STYLES[cell.position.answer])
                    if cell
                    else Text(word("stand.none", language), style="dim")
                )
            table.add_row(*row)
        tables.append(table)
    return Group(*tables)


def _answers(view: Stands, codebook: Codebook, language: Language) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for q in codebook.questions:
        cells = [c for c in view.cells if c.position.question == q.id]
        if cells:
            parts += [Text(line(f"{q.id}: {q.words(language)}"), style="bold"), *(_cell(c, language) for c in cells)]
    return parts


def _cell(cell: Cell, language: Language) -> RenderableType:
    head = Text(f"{cell.who}: ")
    head.append(cell.answer, style=_STYLES[cell.position.answer])
    facts = []
    if cell.position.voice != "named":
        facts.append(word(f"voice.{cell.position.voice}", language))
    facts.append(word("reading.percent", language, n=round(100 * cell.position.confidence)))
    head.append("  " + " · ".join(facts), style="dim")
    lines: list[RenderableType] = [head]
    lines += [Padding(Text(word("stand.if", language, words=c), style="yellow"), (0, 0, 0, 2)) for c in cell.conditions]
    lines += [Padding(Text(line(e.text), style="italic"), (0, 0, 0, 2)) for e in cell.evidence]
    return Padding(Group(*lines), (0, 0, 0, 2))


def _pledges(view: Stands, language: Language) -> RenderableType:
    if not view.pledges:
        return Text(word("stand.pledges_none", language))
    lines: list[RenderableType] = []
    for who, what, pledge in view.pledges:
        head = Text(f"{who}: {what}  ")
        facts = [word(f"pledge.{pledge.status}", language)]
        if pledge.joint:
            facts.append(word("stand.jointly", language))
        if pledge.voice != "named":
            facts.append(word(f"voice.{pledge.voice}", language))
        head.append(" · ".join(facts), style="dim")
        lines.append(Padding(head, (0, 0, 0, 2)))
        found = [view.conditions[c] for c in pledge.conditions if c in view.conditions]
        lines += [Padding(Text(word("stand.if", language, words=c), style="yellow"), (0, 0, 0, 4)) for c in found]
        lines += [Padding(Text(line(e.text), style="italic"), (0, 0, 0, 4)) for e in pledge.evidence]
    return Group(*lines)


def _dependencies(view: Stands, language: Language) -> RenderableType:
    lines: list[RenderableType] = []
    for holder, on, words, against in view.dependencies:
        lines.append(Padding(Text(word("stand.depends", language, holder=holder, on=on, words=words)), (0, 0, 0, 2)))
        lines += [Padding(Text(word("stand.against", language, words=a), style="red"), (0, 0, 0, 4)) for a in against]
    return Group(*lines)
