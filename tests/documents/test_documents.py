"""Raw items become documents, and bad ones end in one clear line."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.documents import RawItem, from_text, make_document
from standpunkt.errors import InputError
from standpunkt.model import Document

SHARED = Path(os.environ.get("STANDPUNKT_SHARED") or Path(__file__).parents[2].parent / "shared")
TEXT = "Die Ministerin für Straßen sagte, man müsse „größer“ denken – und das nicht nur über die Brücke im Tal."


def refusal(data: bytes | str, media_type: str = "text/plain") -> str:
    with pytest.raises(InputError) as caught:
        make_document(RawItem("a.txt", data, media_type))
    message = str(caught.value)
    assert message.startswith("a.txt: ")
    assert "\n" not in message
    return message


def outcome(make: Callable[[], Document]) -> Document | str:
    try:
        return make()
    except InputError as error:
        return str(error)


def test_plain_text_is_kept_as_it_is() -> None:
    text = f" Titel\r\n\r\n{TEXT}\u00a0 \r\n"
    document = make_document(RawItem("a.txt", text.encode()))
    assert document.text == text
    assert document.id == hashlib.sha256(text.encode()).hexdigest()
    assert document.language == "de"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_encodings_are_found(encoding: str) -> None:
    assert make_document(RawItem("a.txt", TEXT.encode(encoding))).text == TEXT


def test_dos_encoding_is_found() -> None:
    text = "Die Müller fürchten größere Öfen und mögen sie auch nicht."
    assert make_document(RawItem("a.txt", text.encode("cp850"))).text == text


def test_what_is_no_text() -> None:
    assert "empty" in refusal(b"")
    assert "empty" in refusal(b" \n\t\r\n")
    assert "PDF" in refusal(b"%PDF-1.7 ...")
    assert "picture" in refusal(b"\x89PNG\r\n\x1a\n")
    assert "binary" in refusal(bytes(range(256)) * 20)
    assert "NUL at character 3" in refusal("Der\0Mann ist hier und nicht dort.")
    assert "U+D800" in refusal("Der Mann \ud800 ist da.")
    assert "half a character" in refusal(b"Der Mann \xed\xa0\x80 ist da.")
    assert "broken UTF-8 at byte" in refusal(TEXT.encode() + b"\xff" + TEXT.encode())
    assert "holds no words" in refusal("12 + 30 = 42")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("standpunkt.documents.decode.LARGEST", 2_000_000)
    assert "2 MB or more" in refusal("a" * 2_000_000)


def test_languages_that_are_not_read() -> None:
    french = "Le ministre a dit que la France ne donnerait pas de troupes pour la mission et que rien ne presse."
    arabic = "\u202bوقال الوزير إن البلاد لن ترسل قوات إلى هناك في هذا العام.\u202c"
    assert "is in French; only German and English are read" in refusal(french)
    assert "is in Arabic" in refusal(arabic)
    assert "is in Dutch" in refusal("De minister heeft gezegd dat hij niet meer wil betalen voor de brug en de weg.")


def test_right_to_left_words_in_a_german_text() -> None:
    text = f"{TEXT} Auf dem Schild stand: „\u200fلن نرسل قوات\u200f“. Das war nicht neu."
    assert make_document(RawItem("a.txt", text.encode())).text == text


def test_language_may_be_given() -> None:
    assert from_text("12", language="en").language == "en"
    with pytest.raises(InputError, match="'fr' is not read"):
        from_text(TEXT, language="fr")
    assert from_text("The minister said that he would not pay for the bridge.").language == "en"


def test_the_day_given_serves_where_the_text_has_none() -> None:
    document = from_text(TEXT, "2026-03-14")
    assert document.published == "2026-03-14"
    assert document.provenance["published"] == "argument"
    dated = from_text(f"Ein Titel\nStand: 01.02.2026\n\n{TEXT}\n\n{TEXT}", published="2026-03-14")
    assert dated.published == "2026-02-01"
    with pytest.raises(InputError, match="is no day"):
        from_text(TEXT, "2026-02-30")


def test_metadata_of_the_source() -> None:
    metadata = {"url": "https://talbote.example/1", "date": "2026-03-14T06:00:00Z", "publisher": "Talbote", "x": "y"}
    document = make_document(RawItem("a", TEXT, metadata=metadata))
    assert (document.url, document.published, document.outlet) == (metadata["url"], "2026-03-14T06:00:00", "Talbote")
    assert document.provenance == {"url": "meta:url", "published": "meta:date", "outlet": "meta:publisher"}


def test_markdown_is_kept_as_it_is() -> None:
    text = f"---\ntitle: Streit\ndate: 2026-03-14\n---\n# Die Brücke\n\n{TEXT}\n"
    document = make_document(RawItem("a.md", text, "text/markdown"))
    assert document.text == text
    assert (document.title, document.published) == ("Streit", "2026-03-14")


@given(st.text(max_size=300))
def test_any_text_is_a_document_or_one_line(text: str) -> None:
    found = outcome(lambda: from_text(text, language="de"))
    if isinstance(found, str):
        assert found.startswith("text: ")
        assert "\n" not in found
    else:
        assert found.text == text
        assert all(text[s.span.start : s.span.end] == s.span.text for s in found.sections)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_one_line(data: bytes) -> None:
    found = outcome(lambda: make_document(RawItem("b", data)))
    if isinstance(found, str):
        assert found.startswith("b: ")
        assert "\n" not in found
    else:
        assert found.text in data.decode("utf-8", "replace") or not data.isascii()


def test_one_long_line() -> None:
    text = (TEXT + " ") * (1_400_000 // len(TEXT))
    document = from_text(text)
    assert [s.kind for s in document.sections] == ["paragraph"]
    with pytest.raises(InputError, match=r"^text: has 2,\d+,\d+ characters, an article at most 1,500,000; split it$"):
        from_text((TEXT + " ") * (2_100_000 // len(TEXT)))


def test_plain_text_loads_no_heavy_library() -> None:
    heavy = ("trafilatura", "lxml", "warcio", "py3langid", "charset_normalizer", "numpy")
    code = (
        "import sys; from standpunkt.documents import from_text; import standpunkt.sources; "
        f"from_text({TEXT!r}); "
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_sample_article() -> None:
    path = SHARED / "samples" / "article-de.txt"
    if not path.exists():
        pytest.skip("the sample article is not here")
    document = make_document(RawItem(path.name, path.read_bytes()))
    assert document.published == "2025-04-10T19:05:00"
    kinds = [s.kind for s in document.sections]
    assert kinds[:5] == ["dateline", "kicker", "title", "dateline", "lead"]
    assert kinds.count("subheading") == 2
