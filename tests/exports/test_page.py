import base64
import hashlib
import html
import re
from html.parser import HTMLParser

from hypothesis import given
from sample_readings import document_of, ferry, readings

from standpunkt.exports.marks import blocks, printable, role_spans
from standpunkt.exports.page import frame, page
from standpunkt.model import Document, Reading, Statement
from standpunkt.span import Span


class Parsed(HTMLParser):
    """The tags of a page, and the text inside the running text's blocks."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.running: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.depth = 0
        self.mark: dict[str, str | None] | None = None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag == "div":
            self.depth += 1
        if tag == "mark":
            self.mark = values

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self.depth -= 1
        if tag == "mark":
            self.mark = None

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.running.append(data)
            if self.mark:
                self.marks.append((str(self.mark["class"]), data))


def skeleton(source: str) -> list[str]:
    return [tag for tag, _ in Parsed(source).tags if tag not in ("mark", "p", "h1", "h3")]


@given(readings())
def test_the_text_is_never_markup(reading: Reading) -> None:
    source = page(reading, "en")
    source.encode("utf-8")
    parsed = Parsed(source)
    shown = "".join(segment.text for block in blocks(reading) for segment in block.segments)
    running = "".join(parsed.running).replace("\n", "")
    assert running == html.unescape(html.escape(printable(shown))).replace("\n", "")
    assert {tag for tag, _ in parsed.tags} <= {
        *("html", "head", "meta", "title", "style", "script", "body", "header", "ul", "li", "span", "main"),
        *("article", "div", "h1", "h2", "h3", "p", "mark", "section", "ol", "blockquote", "time"),
    }
    assert sum(tag == "script" for tag, _ in parsed.tags) == 1
    assert not any(name.startswith("on") or name in ("src", "href") for _, attrs in parsed.tags for name in attrs)


@given(readings())
def test_every_mark_leads_to_a_card_and_every_card_is_there(reading: Reading) -> None:
    parsed = Parsed(page(reading, "de"))
    cards = [attrs["id"] for tag, attrs in parsed.tags if tag == "li" and attrs.get("class") == "card"]
    assert len(cards) == len(set(cards)) == len(reading.statements)
    reached = {card for tag, attrs in parsed.tags if tag == "mark" for card in str(attrs["data-cards"]).split()}
    expected = {
        cards[n]
        for n, statement in enumerate(reading.statements)
        if any(span.text.strip() for _, span in role_spans(statement))
    }
    assert expected <= reached <= set(cards)


def test_speaker_cue_and_content_are_marked() -> None:
    assert Parsed(page(ferry(), "de")).marks == [
        ("cue", "sagte"),
        ("speaker", "Reederin Ilka Brandt"),
        ("content", '"Wir legen ab."'),
        ("content", "Das sei <sicher>."),
    ]


def test_a_hostile_document_stays_text_in_every_field() -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    reading = ferry()
    document = Document(
        document_of(bad).id, bad, bad, (), title=bad, published=bad, outlet=bad, url="javascript:alert(1)"
    )
    statement = Statement("s1", "named", "direct", "speech", (Span.of(bad, 0, len(bad)),), 1.0)
    plain = page(
        Reading(document_of("a"), (Statement("s1", "named", "direct", "speech", (Span(0, 1, "a"),), 1.0),)), "en"
    )
    hostile = page(Reading(document, (statement,)), "en")
    assert [t for t in skeleton(hostile) if t != "time"] == skeleton(plain)
    assert "javascript:" not in hostile
    assert reading.document.text not in hostile


def test_only_our_own_script_and_style_may_run() -> None:
    source = page(ferry(), "en")
    for tag in ("script", "style"):
        (body,) = re.findall(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" in source
    assert "default-src 'none'" in source


def test_the_notebook_frame_holds_the_whole_page() -> None:
    ((tag, attrs),) = Parsed(frame(ferry(), "en")).tags
    assert (tag, attrs["sandbox"]) == ("iframe", "allow-scripts")
    assert attrs["srcdoc"] == page(ferry(), "en")
