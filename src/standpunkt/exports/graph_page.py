"""A network as one self-contained HTML page in which a tie opens the statements it rests on.

The page loads nothing and runs one script of ours, known to its content security policy by hash; names and quotations
are escaped or held as data, so they are never markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from standpunkt.analysis.graph import Edge, Graph, Node
from standpunkt.analysis.selection import NetworkOptions, in_range, select
from standpunkt.analysis.statements import StatementTable
from standpunkt.exports.graph_layout import layout
from standpunkt.words import Language

__all__ = ["network_page"]

_WIDTH, _HEIGHT = 900, 680
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "Discourse network",
        "summary": "{n} statements, {start} to {stop}",
        "help": "Solid ties: agreement; dashed ties: conflict. Choose a tie to read its statements.",
        "ties": "Ties, strongest first",
        "camps": "Camps",
        "polarization": "Polarisation {p}",
        "divides": "What divides them",
        "evidence": "No tie is chosen.",
        "agrees": "agrees",
        "disagrees": "disagrees",
        "nothing": "There is no tie.",
    },
    "de": {
        "title": "Diskursnetzwerk",
        "summary": "{n} Aussagen, {start} bis {stop}",
        "help": "Durchgezogen: Übereinstimmung; gestrichelt: Konflikt. Eine Verbindung öffnet ihre Aussagen.",
        "ties": "Verbindungen, die stärkste zuerst",
        "camps": "Lager",
        "polarization": "Polarisierung {p}",
        "divides": "Was sie trennt",
        "evidence": "Es ist keine Verbindung gewählt.",
        "agrees": "stimmt zu",
        "disagrees": "lehnt ab",
        "nothing": "Es gibt keine Verbindung.",
    },
}


def network_page(
    graph: Graph,
    table: StatementTable,
    options: NetworkOptions,
    language: Language = "en",
    divides: tuple[str, ...] = (),
    polarization: float | None = None,
) -> str:
    """The page of a graph and the statements it counts.

    Nodes are coloured by their attribute `camp`, a whole number from 1; `divides` names what divides the camps. A text
    column `quote` (or `text`) holds the statements' words, `title` their documents' titles.
    """
    words = _WORDS[language]
    style, script = _file("graph_page.css"), _file("graph_page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
    known = graph.attributes
    summary = words["summary"].format(
        n=known.get("statements", 0), start=str(known.get("start", "–"))[:10], stop=str(known.get("stop", "–"))[:10]
    )
    edges = sorted(enumerate(graph.edges), key=lambda e: (-abs(e[1].weight), e[0]))
    labels = {n.id: n.label for n in graph.nodes}
    ties = "".join(_tie(i, e, labels) for i, e in edges) or f"<li>{escape(words['nothing'])}</li>"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="Standpunkt">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(words['title'])}</title>\n<style>{style}</style>\n<script>{script}</script>\n</head>\n<body>\n"
        f'<header><h1>{escape(words["title"])}</h1><p class="soft">{escape(summary)}</p>'
        f'<p class="soft">{escape(words["help"])}</p></header>\n<main>\n<div>{_svg(graph, words)}</div>\n'
        f"<div>{_camps(graph, words, divides, polarization)}<h2>{escape(words['ties'])}</h2>"
        f'<ul class="plain ties">{ties}</ul>'
        f'<section id="evidence" tabindex="-1" aria-live="polite"><p class="soft">{escape(words["evidence"])}</p>'
        "</section>"
        "</div>\n</main>\n"
        f'<script type="application/json" id="data">{_data(graph, table, options, words)}</script>\n</body>\n</html>\n'
    )


def _svg(graph: Graph, words: dict[str, str]) -> str:
    places = layout(graph, _WIDTH, _HEIGHT)
    labels = {n.id: n.label for n in graph.nodes}
    strongest = max((abs(e.weight) for e in graph.edges), default=1.0) or 1.0
    most = max((int(n.attributes.get("statements", 0)) for n in graph.nodes), default=1) or 1
    lines = []
    for i, e in sorted(enumerate(graph.edges), key=lambda x: abs(x[1].weight)):
        (x, y), (x2, y2) = places[e.source], places[e.target]
        width = 0.75 + 6 * abs(e.weight) / strongest
        ends = f'x1="{x}" y1="{y}" x2="{x2}" y2="{y2}"'
        kind = "seen" if e.weight > 0 else "seen against"
        name = escape(_clean(f"{labels[e.source]} – {labels[e.target]}: {_shown(e.weight)}"))
        lines.append(
            f'<g data-edge="{i}" tabindex="0" role="button" aria-label="{name}"><title>{name}</title>'
            f'<line class="{kind}" {ends} stroke-width="{width:.2f}"/><line class="catch" {ends}/></g>'
        )
    circles = []
    for n in graph.nodes:
        x, y = places[n.id]
        radius = 5 + 13 * (int(n.attributes.get("statements", 0)) / most) ** 0.5
        circles.append(
            f'<circle class="{_colour(n)}" cx="{x}" cy="{y}" r="{radius:.1f}"/>'
            f'<text x="{x}" y="{y - radius - 4:.1f}">{escape(_clean(n.label))}</text>'
        )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group" aria-label="{escape(words["title"])}">'
        f"{''.join(lines)}{''.join(circles)}</svg>"
    )


def _camps(graph: Graph, words: dict[str, str], divides: tuple[str, ...], polarization: float | None) -> str:
    members: dict[str, list[str]] = {}
    for n in graph.nodes:
        if "camp" in n.attributes:
            members.setdefault(_colour(n), []).append(n.label)
    if not members:
        return ""
    rows = "".join(
        f'<li><span class="dot {colour}"></span>{escape(_clean(", ".join(sorted(names))))}</li>'
        for colour, names in sorted(members.items())
    )
    out = f'<h2>{escape(words["camps"])}</h2><ul class="plain">{rows}</ul>'
    if polarization is not None:
        out += f'<p class="soft">{escape(words["polarization"].format(p=f"{polarization:.2f}"))}</p>'
    if divides:
        out += f"<p><strong>{escape(words['divides'])}:</strong> {escape(_clean('; '.join(divides)))}</p>"
    return out


def _tie(number: int, edge: Edge, labels: dict[str, str]) -> str:
    ends = escape(_clean(f"{labels[edge.source]} – {labels[edge.target]}"))
    colour = "with" if edge.weight > 0 else "against-ink"
    return (
        f'<li><button type="button" data-edge="{number}" aria-pressed="false"><span>{ends}</span>'
        f'<span class="{colour}">{_shown(edge.weight)}</span></button></li>'
    )


def _data(graph: Graph, table: StatementTable, options: NetworkOptions, words: dict[str, str]) -> str:
    selected = select(in_range(table, options), options)
    labels = {n.id: n.label for n in graph.nodes}
    who, what = selected.strings(options.rows), selected.strings(options.columns)
    quotes = [a or b for a, b in zip(selected.strings("quote"), selected.strings("text"), strict=True)]
    titles = [a or b for a, b in zip(selected.strings("title"), selected.strings("document"), strict=True)]
    people = selected.strings("person" if options.rows != "person" else "organization")
    answers = selected.strings("agreement")
    statements = [
        {
            "who": who[i],
            "what": what[i],
            "agreement": {"0": 0, "1": 1}.get(answers[i]),
            "date": str(selected.time[i])[:10],
            "document": titles[i],
            "person": people[i],
            "quote": quotes[i],
        }
        for i in range(len(selected))
    ]
    edges = [{"ends": [labels[e.source], labels[e.target]], "shown": _shown(e.weight)} for e in graph.edges]
    used = {k: words[k] for k in ("agrees", "disagrees")}
    data: dict[str, Any] = {"mode": options.mode, "words": used, "edges": edges, "statements": statements}
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _colour(node: Node) -> str:
    camp = node.attributes.get("camp")
    return f"c{(int(camp) - 1) % 5}" if isinstance(camp, int) and camp > 0 else "none"


def _shown(weight: float) -> str:
    return str(int(weight)) if weight == int(weight) else f"{weight:.3g}"


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)


@cache
def _file(name: str) -> str:
    return files("standpunkt.exports").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
