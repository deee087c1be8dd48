"""Feeds, from a server of our own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from articles import TEXT
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.sources.feeds import entries, fetch

PAGE = "<html><body><article><h1>Streit um die Fähre {n}</h1>" + "".join(
    f"<p>{line}</p>" for line in TEXT.splitlines() if line
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Inselbote</title>
<item><title>Eins</title><link>{at}/1.html</link><pubDate>Mon, 03 Mar 2025 10:00:00 GMT</pubDate></item>
<item><title>Zwei</title><link>{at}/2.html</link></item>
<item><title>Fehlt</title><link>{at}/missing.html</link></item></channel></rss>"""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            at = f"http://127.0.0.1:{self.server.server_address[1]}"
            pages = {"/feed": FEED.format(at=at), "/1.html": PAGE.format(n=1), "/2.html": PAGE.format(n=2)}
            found = pages.get(self.path)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((found or "").encode())

        def log_message(self, *_: object) -> None:
            pass

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_address[1]}", asked
    web.shutdown()
    web.server_close()


def test_new_articles_are_added_and_known_ones_are_not_fetched(server: tuple[str, list[str]], tmp_path: Path) -> None:
    at, asked = server
    place = str(tmp_path / "d")
    Dossier.new(place).close()
    command = ["watch", place, f"{at}/feed", "--once", "--no-read", "--pause", "0"]
    result = CliRunner().invoke(app, command)
    assert f"{at}/feed: 2 added, 0 known already, 1 failed" in result.output
    assert f"{at}/missing.html: the server answers 404 Not Found" in result.output
    assert result.exit_code == 2
    with Dossier.open(place) as dossier:
        found = {d["url"]: d for d in dossier.documents()}
        assert set(found) == {f"{at}/1.html", f"{at}/2.html"}
        assert str(found[f"{at}/1.html"]["published"]).startswith("2025-03-03")
        assert "Runa Velting" in dossier.document(1).text
    asked.clear()
    assert "0 added" in CliRunner().invoke(app, command).output
    assert asked == ["/feed", "/missing.html"]


def test_what_is_no_feed_is_one_line(server: tuple[str, list[str]], tmp_path: Path) -> None:
    at, _ = server
    place = str(tmp_path / "d")
    Dossier.new(place).close()
    result = CliRunner().invoke(app, ["watch", place, f"{at}/1.html", "ftp://x", "--once", "--no-read"])
    assert f"{at}/1.html: is no feed" in result.output
    assert "ftp://x: is no web address" in result.output
    assert result.exit_code == 2
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/")
    with pytest.raises(InputError, match="is no feed"):
        entries(b"", "x")
