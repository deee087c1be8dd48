"""Sources: each document once, each failure one line, the others still there."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import tracemalloc
from pathlib import Path

import pytest

from standpunkt.documents import make_document
from standpunkt.sources import RawItem, SourceFailure, items

TEXT = "Die Ministerin sagte, man müsse nicht nur über die Brücke im Tal reden."


def warc(path: Path, pages: list[tuple[str, str, str, bytes]], packed: bool) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for url, status, kind, body in pages:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=headers))


def test_files_and_a_missing_one_between(tmp_path: Path) -> None:
    one, two, missing = tmp_path / "a.txt", tmp_path / "b.html", tmp_path / "none.txt"
    one.write_text(TEXT, "utf-8")
    two.write_text("<p>x</p>", "utf-8")
    found = list(items([one, str(missing), two]))
    assert isinstance(found[0], RawItem)
    assert isinstance(found[2], RawItem)
    assert found[0].name == str(one)
    assert found[0].data == TEXT.encode()
    assert found[2].media_type == "text/html"
    assert isinstance(found[1], SourceFailure)
    assert str(found[1]) == f"{missing}: no such file; check the path"


def test_a_path_that_is_none() -> None:
    assert all(isinstance(item, SourceFailure) for item in items(["a\0b", "x" * 5000]))


def test_standard_input() -> None:
    (item,) = items(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert isinstance(item, RawItem)
    assert make_document(item).text == TEXT


def test_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.HTML", ".hidden.txt", "sub/.git/d.txt", "p.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    names = [os.path.relpath(item.name, tmp_path) for item in items([tmp_path])]
    assert names == ["a.md", "b.txt", "sub/c.HTML"]


def test_a_folder_without_documents(tmp_path: Path) -> None:
    (failure,) = items([tmp_path])
    assert isinstance(failure, SourceFailure)
    assert "holds no file that is read" in str(failure)


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines(tmp_path: Path, packed: bool) -> None:
    lines = [
        json.dumps({"text": TEXT, "date": "2026-03-14", "n": 1, "url": "https://a.example"}).encode(),
        b"",
        b"{broken",
        b'{"title": "no text"}',
        json.dumps({"html": "<p>x</p>"}).encode(),
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({"text": "half \ud800"}).encode(),
        json.dumps({"body": TEXT}).encode(),
    ]
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    data = b"\n".join(lines)
    path.write_bytes(gzip.compress(data) if packed else data)
    found = list(items([path]))
    assert [type(item).__name__ for item in found] == [
        *("RawItem", "SourceFailure", "SourceFailure", "RawItem"),
        *("SourceFailure", "SourceFailure", "RawItem", "RawItem"),
    ]
    assert isinstance(found[0], RawItem)
    assert found[0].metadata == {"date": "2026-03-14", "url": "https://a.example"}
    assert str(found[1]).startswith(f"{path}, line 3: is no JSON")
    assert found[-1].name == f"{path}, line 9"
    assert all("\n" not in str(item) for item in found if isinstance(item, SourceFailure))


def test_a_broken_gzip_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(
        gzip.compress(b"\n".join(json.dumps({"text": f"{i} {TEXT}"}).encode() for i in range(3000)))[:-400]
    )
    found = list(items([path]))
    assert isinstance(found[-1], SourceFailure)
    path.write_bytes(b"no gzip")
    (failure,) = items([path])
    assert "gzip file is broken" in str(failure)


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    html = f"<html><body><article><h1>Brücke</h1><p>{TEXT}</p><p>{TEXT} Auch nicht.</p></article></body></html>"
    pages = [
        ("https://a.example/1", "200 OK", "text/html; charset=iso-8859-1", html.encode("iso-8859-1")),
        ("https://a.example/2", "404 Not Found", "text/html", b"<p>gone</p>"),
        ("https://a.example/3", "200 OK", "image/png", b"\x89PNG"),
        ("https://a.example/4", "200 OK", "text/plain", TEXT.encode()),
    ]
    warc(path, pages, packed)
    found = [item for item in items([path]) if isinstance(item, RawItem)]
    assert [item.metadata["url"] for item in found] == ["https://a.example/1", "https://a.example/4"]
    document = make_document(found[0])
    assert "Brücke" in document.text
    assert (document.url, document.published) == ("https://a.example/1", None)
    assert make_document(found[1]).text == TEXT


def test_a_broken_web_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"this is no archive\r\n\r\n" * 5)
    (failure,) = items([path])
    assert isinstance(failure, SourceFailure)
    assert "\n" not in str(failure)
    path.write_bytes(b"")
    assert all(isinstance(item, SourceFailure) for item in items([path]))


def test_items_and_failures_travel_between_processes() -> None:
    for item in (RawItem("a", b"b", metadata={"url": "c"}), SourceFailure("a", "b")):
        assert pickle.loads(pickle.dumps(item)) == item


def test_one_document_is_held_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        for i in range(200):
            file.write(json.dumps({"text": f"{i}" + "x" * 100_000}).encode() + b"\n")
    tracemalloc.start()
    assert sum(isinstance(item, RawItem) for item in items([path])) == 200
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_line_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("standpunkt.sources.jsonl.LARGEST", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x" * 3000}) + "\n" + json.dumps({"text": TEXT}) + "\n", "utf-8")
    failure, item = items([path])
    assert "line 1: is larger" in str(failure)
    assert isinstance(item, RawItem)
    assert item.name.endswith("line 2")
