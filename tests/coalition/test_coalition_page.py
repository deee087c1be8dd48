"""The page and the picture: self-contained, escaped, and whole."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from random_situations import cases, situations

from standpunkt.coalition import Situation
from standpunkt.coalition.picture import graph_of, picture
from standpunkt.coalition.report import answers, report
from standpunkt.coalition.report_page import page
from standpunkt.coalition.report_text import text
from standpunkt.coalition.toml import read

EXAMPLES = Path(__file__).parents[2] / "examples" / "coalition"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda p: p.stem)
def test_the_page_has_what_the_text_has_and_loads_nothing(path: Path) -> None:
    situation = Situation.from_toml(path)
    found = report(situation) | answers(situation, probabilities=True)
    html = page(found, picture(graph_of(situation)), "en")
    assert "default-src 'none'" in html
    assert not re.search(r"<script|\bsrc=|href=|url\(http|@import|style=", html)
    for entry in found["pledges"] + found["requirements"]:
        assert entry["id"] in html
    assert html.count('class="assumption"') == sum(
        e["assumption"]
        for e in found["pledges"] + found["requirements"] + [f for f in found["facts"] if f["value"] is None]
    )


def test_what_a_file_says_is_never_markup() -> None:
    s = read("""
        title = "<script>alert(1)</script>"
        [fact."<b>&"]
        [[pledge]]
        actor = "<i>x"
        offer = { "<u>" = 1 }
        condition = "\\"<b>&\\" and \\"<em>vague\\""
        source = ["<s>"]
        [[requirement]]
        capability = "<u>"
        amount = 1
        basis = "<q>"
    """)
    html = page(report(s), picture(graph_of(s)), "de")
    body = html.split("</style>")[1]
    assert not re.search(r"<(script|b|i|u|em|s|q)>", body)
    ElementTree.fromstring(picture(graph_of(s)))


@given(situations(monotone=False))
@cases(200)
def test_any_situation_is_drawn_and_told(situation: Situation) -> None:
    graph = graph_of(situation)
    drawn = ElementTree.fromstring(picture(graph))
    titles = [node.text for node in drawn.iter("title")]
    assert titles == [node.name for node in graph.nodes.values()]
    assert len([p for p in drawn.iter("path") if "edge" in p.get("class", "")]) == len(graph.edges)
    found = report(situation)
    for language in ("de", "en"):
        told = text(found, language)  # type: ignore[arg-type]
        assert all(pid in told for pid in situation.pledges)


def test_edges_say_what_is_asked_for_and_what_against() -> None:
    s = read("""
        fact.rain = {}
        pledge = [
            { actor = "a", condition = "rain" }, { actor = "b", condition = "a in unless c in" },
            { actor = "c", condition = "count(all without self) >= 1" },
        ]
    """)
    assert graph_of(s).edges == {
        ("f:rain", "p:a"): False,
        ("p:a", "p:b"): False,
        ("p:c", "p:b"): True,
        ("p:a", "p:c"): False,
        ("p:b", "p:c"): False,
    }


def test_nothing_is_drawn_too() -> None:
    s = read("")
    assert "There are no pledges" in page(report(s), picture(graph_of(s)), "en")
