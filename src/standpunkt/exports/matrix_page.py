"""Positions and pledges as a part of the HTML page: plain tables, every cell with its sentence."""

from __future__ import annotations

from html import escape

from standpunkt.exports.stands import Cell, Names, line, stands
from standpunkt.model import Reading
from standpunkt.statements import Codebook, Dependency
from standpunkt.words import Language, word

__all__ = ["matrix_section"]

_OPENING = ('"', "„", "“", "«", "»", "‚", "‘", "'")


def matrix_section(
    reading: Reading, codebook: Codebook, language: Language, names: Names, edges: tuple[Dependency, ...] = ()
) -> str:
    """A `<section>` with the matrix, the pledges, the dependencies and the open questions."""
    view = stands(reading, codebook, language, names, edges)
    out = [f'<section class="stands"><h2>{_w("stand.matrix", language)}</h2>\n']
    if view.cells:
        heads = "".join(f'<th scope="col">{escape(line(q.words(language)))}</th>' for q in codebook.questions)
        out.append(f'<table><thead><tr><th scope="col">{_w("stand.actor", language)}</th>{heads}</tr></thead><tbody>\n')
        for who in view.actors:
            cells = []
            for q in codebook.questions:
                found = [c for c in view.cells if c.who == who and c.position.question == q.id]
                cells.append(
                    "<td>" + ("".join(_cell(c, language) for c in found) or _w("stand.none", language)) + "</td>"
                )
            out.append(f'<tr><th scope="row">{escape(who)}</th>{"".join(cells)}</tr>\n')
        out.append("</tbody></table>\n")
    else:
        out.append(f"<p>{_w('stand.positions_none', language)}</p>\n")
    out.append(f"<h2>{_w('stand.pledges', language)}</h2>\n")
    if view.pledges:
        rows = []
        for who, what, pledge in view.pledges:
            facts = [word(f"pledge.{pledge.status}", language)]
            facts += [word("stand.jointly", language)] if pledge.joint else []
            facts += [word(f"voice.{pledge.voice}", language)] if pledge.voice != "named" else []
            facts += [
                word("stand.if", language, words=view.conditions[c]) for c in pledge.conditions if c in view.conditions
            ]
            quotes = "".join(f"{_quoted(e.text)} " for e in pledge.evidence)
            rows.append(f"<li><b>{escape(who)}</b>: {escape(what)} ({escape(' · '.join(facts))}) {quotes}</li>")
        out.append("<ul>" + "\n".join(rows) + "</ul>\n")
    else:
        out.append(f"<p>{_w('stand.pledges_none', language)}</p>\n")
    if view.dependencies:
        out.append(f"<h2>{_w('stand.dependencies', language)}</h2>\n<ul>")
        for holder, on, words, against in view.dependencies:
            out.append(f"<li>{escape(word('stand.depends', language, holder=holder, on=on, words=words))}")
            out += [f"<br><strong>{escape(word('stand.against', language, words=a))}</strong>" for a in against]
            out.append("</li>\n")
        out.append("</ul>\n")
    if reading.open_questions:
        asked = "".join(f"<li>{escape(line(q.question or q.span.text))}</li>" for q in reading.open_questions)
        out.append(f"<h2>{_w('stand.open_questions', language)}</h2>\n<ul>{asked}</ul>\n")
    return "".join(out) + "</section>\n"


def _cell(cell: Cell, language: Language) -> str:
    conditions = "".join(f"<br>{escape(word('stand.if', language, words=c))}" for c in cell.conditions)
    quotes = "".join(f"<br>{_quoted(e.text)}" for e in cell.evidence)
    return f'<span class="answer {cell.position.answer}">{escape(cell.answer)}</span>{conditions}{quotes}'


def _quoted(text: str) -> str:
    """The words of evidence; the page adds no quotation marks to words that begin with some of their own."""
    marked = ' class="marked"' if text.lstrip().startswith(_OPENING) else ""
    return f"<q{marked}>{escape(line(text))}</q>"


def _w(key: str, language: Language) -> str:
    return escape(word(key, language))
