from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.errors import InputError
from standpunkt.web.fetch import fetch, is_public


class Site(http.server.BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""

    def do_GET(self) -> None:
        Site.asked.append(self.path)
        if self.path.startswith("/hop/"):
            left = int(self.path[5:])
            self.send_response(302)
            self.send_header("Location", f"/hop/{left - 1}" if left else "/page")
            self.end_headers()
        elif self.path == "/inside":
            self.send_response(301)
            self.send_header("Location", f"http://inside.example:{self.server.server_address[1]}/secret")
            self.end_headers()
        elif self.path == "/file":
            self.send_response(301)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif self.path == "/slow":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                return
        elif self.path == "/big":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(b"x" * 5000)
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", "500")
            self.end_headers()
            self.wfile.write(b"x" * 100)
        else:
            body = "<html><body><p>Grüße aus dem Tal.</p></body></html>".encode("latin-1")
            self.send_response(404 if self.path == "/none" else 200)
            self.send_header("Content-Type", "image/png" if self.path == "/image" else "text/html; charset=iso-8859-1")
            self.end_headers()
            self.wfile.write(body)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A small site on this machine, which the tests declare public under the name site.example."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def ask(port: int, path: str, **more: object) -> object:
    """Names: site.example is public, inside.example leads to a private address."""

    def resolve(host: str, _port: int) -> list[str]:
        return ["127.0.0.1"] if host == "site.example" else ["10.1.2.3"]

    return fetch(
        f"http://site.example:{port}{path}",
        resolve=resolve,
        public=lambda address: address == "127.0.0.1",
        ports=(port,),
        **more,  # type: ignore[arg-type]
    )


def test_a_page_comes_with_its_address_and_encoding(port: int) -> None:
    item = ask(port, "/page")
    assert "Grüße".encode("latin-1") in item.data  # type: ignore[attr-defined]
    assert item.metadata == {"url": f"http://site.example:{port}/page", "charset": "iso-8859-1"}  # type: ignore[attr-defined]


def test_redirects_are_followed_so_far(port: int) -> None:
    assert ask(port, "/hop/4").metadata["url"].endswith("/page")  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="more than 5 times"):
        ask(port, "/hop/5")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/inside", "inside a private network"),
        ("/file", "only addresses that begin with http"),
        ("/none", "answered 404"),
        ("/image", "image/png"),
        ("/cut", "broke off|cannot be fetched"),
    ],
)
def test_what_is_refused(port: int, path: str, line: str) -> None:
    with pytest.raises(InputError, match=line) as caught:
        ask(port, path)
    assert "\n" not in str(caught.value)
    assert "/secret" not in Site.asked


def test_size_and_time_are_bounded(port: int) -> None:
    with pytest.raises(InputError, match="larger than 1000 bytes"):
        ask(port, "/big", largest=1000)
    begun = time.monotonic()
    with pytest.raises(InputError, match="did not come in time"):
        ask(port, "/slow", seconds=0.4)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript:alert(1)", "//example.org", "",
        "http://", "http://user:pass@example.org/", "http://example.org:22/", "http://example.org:99999/",
        "http://[::1/", "http://exa mple.org/", "data:text/html,x",
    ],
)  # fmt: skip
def test_other_schemes_ports_and_forms_are_refused_before_anything_is_asked(url: str) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise AssertionError("asked")

    with pytest.raises(InputError):
        fetch(url, resolve=resolve)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.5.5", "192.168.0.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2002:a00:1::1", "fec0::1", "nonsense", "192.0.2.1", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_addresses_in_every_dress(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    for address in ("93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"):
        assert is_public(address), address


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_inside_of_a_longer_one(address: object) -> None:
    assert is_public(str(address)) == is_public(f"::ffff:{address}")


def test_names_that_lead_inside_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://0x7f000001/", "http://2130706433/"):
        with pytest.raises(InputError):
            fetch(url)
    mixed = ["93.184.215.14", "10.0.0.1"]
    with pytest.raises(InputError, match="private"):
        fetch("http://mixed.example/", resolve=lambda _h, _p: mixed)
