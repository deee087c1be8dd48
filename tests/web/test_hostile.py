"""Text of articles is hostile input: nothing of it is ever markup."""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opened_desk import visitor

from standpunkt.dossier import Dossier
from standpunkt.model import Actor, Document, Position, Reading, Statement, Who
from standpunkt.span import Span

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`</p></article><!-- & {{ 7*7 }} {% raw %}"
BIDI = "vor \u202e gedreht \u2066 innen \u2069 \u200f nach"


class Tags(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def reading(evil: str, title: str | None = None) -> Reading:
    text = f"{evil}\n\n{evil} sagte Ada Quill: {evil} Ende.\n"
    at = text.index("Ada Quill")
    who = Span.of(text, at, at + 9)
    said = Span.of(text, at + 11, len(text) - 7)
    document = Document(
        hashlib.sha256(text.encode()).hexdigest(), text, "de", title=title or evil, outlet=evil, published="2026-01-02"
    )
    return Reading(
        document,
        (Statement("s1", "named", "direct", "speech", (said,), 0.5, Who(who, "a1"), (said,), Who(said), (said,)),),
        (Actor("a1", evil or "x", "person", role=evil),),
        positions=(Position("a1", "Soll <b>das</b>?", "yes", ("s1",), "named", (said,), 0.4),),
    )


def pages(dossier: Dossier) -> dict[str, Tags]:
    client = visitor(dossier)
    out = {}
    key = dossier.actors()[0]["key"]
    places = ["/", "/articles", "/review", "/actors", "/search?q=quill", f"/articles/{dossier.documents()[0]['hash']}"]
    places += [f"/items/{i['uid']}" for i in dossier.items()]
    for place in places:
        answer = client.get(place)
        assert answer.status_code == 200, place
        out[place] = Tags()
        out[place].feed(answer.text)
    for place, params in (("/cell", {"actor": key, "question": "Soll <b>das</b>?"}),):
        answer = client.get(place, params=params)
        assert answer.status_code == 200
        out[place] = Tags()
        out[place].feed(answer.text)
    return out


def check(found: dict[str, Tags]) -> None:
    for place, tags in found.items():
        names = [tag for tag, _ in tags.found]
        assert names.count("script") == 1, place
        assert not {"img", "iframe", "object", "embed", "b", "svg", "style", "base"} & set(names), place
        for tag, attributes in tags.found:
            assert not [a for a in attributes if a.startswith("on") or a == "style"], (place, tag)
            for name in ("href", "src", "action"):
                value = attributes.get(name)
                assert value is None or value[0] in "/#?", (place, value)


def test_scripts_and_broken_tags_are_text(tmp_path: Path) -> None:
    with Dossier.new(tmp_path / "evil.dossier") as dossier:
        dossier.add(reading(EVIL), "test")
        found = pages(dossier)
        check(found)
        assert any("<script>alert(1)</script>" in tags.text for tags in found.values())
        assert all("49" not in tags.text.split("{{ 7*7")[0][-5:] for tags in found.values())


def test_directional_overrides_reorder_nothing(tmp_path: Path) -> None:
    with Dossier.new(tmp_path / "bidi.dossier") as dossier:
        dossier.add(reading(BIDI), "test")
        for place, tags in pages(dossier).items():
            assert not set(tags.text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), place
        assert "vor \ufffd gedreht" in pages(dossier)["/articles"].text


def test_a_title_of_a_megabyte_is_cut_in_lists(tmp_path: Path) -> None:
    with Dossier.new(tmp_path / "long.dossier") as dossier:
        dossier.add(reading("kurz", "Titel " * 180_000), "test")
        client = visitor(dossier)
        for place in ("/articles", "/review", "/search?q=quill"):
            assert len(client.get(place).text) < 60_000, place


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80))
def test_any_text_is_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with Dossier.new(tmp_path_factory.mktemp("any") / "any.dossier") as dossier:
        dossier.add(reading(text), "test")
        check(pages(dossier))
