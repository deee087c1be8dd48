"""HTML pages: the article alone, its parts by the page's own tags."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.documents import RawItem, make_document
from standpunkt.errors import InputError
from standpunkt.model import Document

P1 = "Die Gemeinden Oberau und Niederau haben sich am Montag getroffen und lange über die Kosten der Bahn beraten."
P2 = "„Wir zahlen nicht“, sagte Bürgermeisterin Resi Lang nach dem Treffen. Das Land habe den Bau schließlich gewollt."
P3 = "Noch ist alles offen, und die Frist für den Antrag läuft in acht Wochen ab, wie alle Beteiligten wissen."
QUOTE = "„Das ist ein Zitat, das für sich steht und lang genug ist, um nicht verloren zu gehen.“"


def page(head: str = "", title: str = "Streit um die Bergbahn", body: str = "") -> str:
    return f"""<!doctype html><html lang="de"><head><title>Streit um die Bergbahn | Talbote</title>{head}</head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/s">Sport und Kultur</a></li></ul></nav>
<article><header>{f"<h1>{title}</h1>" if title else ""}</header>
<p>{P1}</p><p>{P2}</p><h2>Wer zahlt?</h2><p>{P3}</p>{body}</article>
<aside><p>Lesen Sie auch: Alles über Seilbahnen im ganzen Land, und warum sie teuer sind.</p></aside>
<footer><p>Impressum und Datenschutz, alle Rechte bleiben, der Talbote und seine Partner.</p></footer></body></html>"""


def read(html: str) -> Document:
    document = make_document(RawItem("a.html", html.encode(), "text/html"))
    for section in document.sections:
        assert document.text[section.span.start : section.span.end] == section.span.text
    return document


def parts(document: Document) -> list[tuple[str, str]]:
    return [(s.kind, s.span.text) for s in document.sections]


def one_line(html: str) -> bool:
    """Whether a page is a document, or refused in one line."""
    try:
        return bool(read(html).text)
    except InputError as error:
        return str(error).startswith("a.html: ") and "\n" not in str(error)


def test_the_parts_of_a_page() -> None:
    document = read(page())
    assert parts(document) == [
        ("title", "Streit um die Bergbahn"),
        ("paragraph", P1),
        ("paragraph", P2),
        ("subheading", "Wer zahlt?"),
        ("paragraph", P3),
    ]
    assert document.text == "\n\n".join(text for _, text in parts(document))


def test_kicker_and_lead() -> None:
    lead = "Drei Gemeinden wollen bauen, doch keine will die ganze Rechnung bezahlen."
    html = page(title='<span class="article__kicker">Kaltental</span> <span>Streit um die Bahn</span>')
    html = html.replace("</h1>", f'</h1><p class="article-lead">{lead}</p>')
    document = read(html)
    assert parts(document)[:4] == [
        ("kicker", "Kaltental"),
        ("title", "Streit um die Bahn"),
        ("lead", lead),
        ("paragraph", P1),
    ]
    assert document.text.count(lead) == 1


def test_what_the_tags_say() -> None:
    document = read(
        page(
            '<meta property="og:site_name" content="Talbote"><link rel="canonical" href="https://talbote.example/bahn">'
            '<meta property="article:published_time" content="2026-03-14T18:20:00+01:00">'
        )
    )
    assert (document.outlet, document.url) == ("Talbote", "https://talbote.example/bahn")
    assert document.published == "2026-03-14T18:20:00"
    assert document.provenance["published"] == "meta:article:published_time"


def test_what_json_ld_says() -> None:
    record = {"@graph": [{"@type": "NewsArticle", "datePublished": "2026-03-14", "publisher": {"name": "Talbote"}}]}
    document = read(page(f'<script type="application/ld+json">{json.dumps(record)}</script>'))
    assert (document.published, document.outlet) == ("2026-03-14", "Talbote")
    assert document.provenance["outlet"] == "json-ld:publisher.name"


def test_nothing_is_guessed() -> None:
    document = read(page().replace("am Montag", "am 3. Mai 2019"))
    assert document.published is document.outlet is document.url is document.kicker is document.lead is None


def test_a_title_that_only_the_head_says() -> None:
    document = read(page(title=""))
    assert document.title == "Streit um die Bergbahn | Talbote"
    assert document.provenance["title"] == "title"
    assert "Talbote" not in document.text


def test_scripts_are_never_read() -> None:
    script = "<script>document.write('„Ja“, sagte der Chef der Talbote dem Rat der Gemeinde.')</script>"
    html = page(
        body=f"{script}<style>p {{ color: red }}</style><noscript>Bitte schalten Sie JavaScript ein.</noscript>"
    )
    document = read(html.replace("</p><p>", f"</p>{script} <p>"))
    assert "sagte der Chef" not in document.text
    assert "color" not in document.text
    assert "JavaScript" not in document.text
    with pytest.raises(InputError, match=r"a\.html: "):
        read(f"<html><head></head><body>{script}</body></html>")


def test_no_paragraph_is_lost_and_no_other_added() -> None:
    document = read(page(body=f"<blockquote><p>{QUOTE}</p></blockquote><ul><li>Die Länge</li><li>Die Kosten</li></ul>"))
    texts = [text for _, text in parts(document)]
    assert texts[-3:] == [QUOTE, "Die Länge", "Die Kosten"]
    assert "Seilbahnen" not in document.text
    assert "Impressum" not in document.text


def test_a_short_page() -> None:
    document = read("<html><body><h1>Kurz</h1><p>Der Rat hat nicht getagt.</p><p>Das ist alles.</p></body></html>")
    assert [text for _, text in parts(document)] == ["Kurz", "Der Rat hat nicht getagt.", "Das ist alles."]


def test_line_breaks_part_paragraphs() -> None:
    document = read(f"<html><body><h1>Streit<br>um die Bahn</h1><div>{P1}<br><br>{P2}<br>{P3}</div></body></html>")
    assert [text for _, text in parts(document)] == ["Streit um die Bahn", P1, P2, P3]


def test_of_several_articles_the_one_with_the_title() -> None:
    other = "<article><h3>Anderes</h3><p>Ein Anriss über andere Dinge, der nicht hierher gehört.</p></article>"
    document = read(page().replace("<aside>", f"{other}<aside>"))
    assert [text for _, text in parts(document)] == ["Streit um die Bergbahn", P1, P2, "Wer zahlt?", P3]


def test_the_declared_encoding() -> None:
    html = page('<meta charset="iso-8859-1">').replace("„", '"').replace("“", '"')
    document = make_document(RawItem("a.html", html.encode("cp1252"), "text/html"))
    assert "Bürgermeisterin" in document.text


def test_html_in_a_file_of_text() -> None:
    assert make_document(RawItem("-", page().encode())).title == "Streit um die Bergbahn"


def test_nul_and_deep_nesting() -> None:
    assert P1 in read(page().replace("<article>", "<article>\0")).text
    deep = "<div>" * 3000 + f"<p>{P1} {P2}</p>" + "</div>" * 3000
    assert one_line(f"<html><body>{deep}</body></html>")


MARKUP = (
    "<p> </p> <h1> </h1> <h2> <article> </article> <ul><li> <div/class=lead> </div> <script> </script> <!-- --> &nbsp; "
    "&#0; <b <meta/name=date/content=x> <time/datetime> Rat"
)
TAGS = st.sampled_from([P1, P2, *MARKUP.split()])


@settings(max_examples=40)
@given(st.lists(TAGS, max_size=25).map("".join))
def test_any_page_is_a_document_or_one_line(body: str) -> None:
    assert one_line(f"<html>{body}")
