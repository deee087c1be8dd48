"""One page of the web for the desk, and nothing of the network the desk stands in.

Whoever can make a server fetch an address can make it ask what only that server reaches. So only http and https on
their own ports are asked, and only addresses of the public internet; the address that was checked is the one that is
connected to, so that a name cannot lead elsewhere in between. Redirects, size and time are bounded.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import SplitResult, urljoin, urlsplit

from standpunkt.documents.item import HTML, MARKDOWN, PLAIN, RawItem
from standpunkt.errors import InputError

__all__ = ["LARGEST", "fetch", "is_public"]

LARGEST = 10_000_000
"""Bytes of a page, as they come over the line; it is asked for uncompressed."""
_REDIRECTS = 5
_SECONDS = 20.0
_TYPES = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN, "text/markdown": MARKDOWN}
_PORTS = {"http": 80, "https": 443}
_AGENT = "standpunkt"

Resolve = Callable[[str, int], list[str]]


def fetch(
    url: str,
    *,
    resolve: Resolve | None = None,
    public: Callable[[str], bool] | None = None,
    ports: tuple[int, ...] = (80, 443),
    seconds: float = _SECONDS,
    largest: int = LARGEST,
) -> RawItem:
    """The page at `url` as a raw item, its final address as `url` in its metadata.

    `resolve` gives the addresses of a name, `public` says which may be asked, `ports` which ports. Raises InputError
    in one line where the page may not be asked for, does not come in time, is too large or is no text.
    """
    until = time.monotonic() + seconds
    place = url.strip()
    for _ in range(_REDIRECTS + 1):
        parts = _checked(place, ports)
        answer = _ask(parts, place, resolve or _resolve, public or is_public, until, largest)
        if isinstance(answer, RawItem):
            return answer
        place = urljoin(place, answer)
    raise InputError(f"{_short(url)}: leads on more than {_REDIRECTS} times; give the address where it ends")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it is written inside another one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local or int(found) < 2**32:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _checked(place: str, ports: tuple[int, ...]) -> SplitResult:
    try:
        parts = urlsplit(place)
        port = parts.port
    except ValueError:
        raise InputError(f"{_short(place)}: is no address of a page; write it as https://example.org/page") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InputError(f"{_short(place)}: only addresses that begin with http:// or https:// are fetched")
    if parts.username is not None or parts.password is not None:
        raise InputError(f"{_short(parts.hostname)}: leave out the name and password before the @")
    if (port or _PORTS[parts.scheme]) not in ports:
        raise InputError(f"{_short(place)}: port {port} is not asked; only {' and '.join(map(str, ports))}")
    if any(ord(c) <= 32 or ord(c) == 127 for c in place):
        raise InputError(f"{_short(place)}: holds blanks or control characters; write them as %20")
    return parts


def _ask(
    parts: SplitResult, place: str, resolve: Resolve, public: Callable[[str], bool], until: float, largest: int
) -> RawItem | str:
    """The page, or where it leads."""
    host = str(parts.hostname)
    port = parts.port or _PORTS[parts.scheme]
    addresses = resolve(host, port)
    for address in addresses:
        if not public(address):
            raise InputError(f"{_short(host)}: is an address inside a private network; only public ones are fetched")
    connection: http.client.HTTPConnection | None = None
    timer: threading.Timer | None = None
    try:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line = socket.create_connection((addresses[0], port), timeout=left)
        timer = threading.Timer(max(0.0, until - time.monotonic()), _cut, [line])
        timer.daemon = True
        timer.start()
        if parts.scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = line
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with suppress(UnicodeError):
            path = path.encode("ascii").decode()
        headers = {"User-Agent": _AGENT, "Accept": "text/html, text/plain;q=0.8", "Accept-Encoding": "identity"}
        connection.request("GET", _ascii(path), headers=headers)
        return _answer(connection.getresponse(), place, largest, until)
    except InputError:
        raise
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        if time.monotonic() >= until:
            raise InputError(f"{_short(place)}: did not come in time; try again, or upload the page") from None
        reason = getattr(error, "strerror", None) or error or type(error).__name__
        raise InputError(f"{_short(place)}: cannot be fetched ({_short(str(reason))})") from None
    finally:
        if timer is not None:
            timer.cancel()
        if connection is not None:
            connection.close()


def _answer(answer: http.client.HTTPResponse, place: str, largest: int, until: float) -> RawItem | str:
    if answer.status in (301, 302, 303, 307, 308) and answer.getheader("location"):
        return str(answer.getheader("location"))
    if answer.status != 200:
        raise InputError(f"{_short(place)}: the server answered {answer.status}; check the address")
    kind = answer.headers.get_content_type()
    if kind not in _TYPES:
        raise InputError(f"{_short(place)}: is {_short(kind)}, not a page or a text")
    if answer.getheader("content-encoding", "identity") not in ("", "identity"):
        raise InputError(f"{_short(place)}: came compressed though it was asked for plain; upload the page instead")
    data = bytearray()
    while piece := answer.read(65_536):
        data += piece
        if len(data) > largest:
            raise InputError(f"{_short(place)}: is larger than {largest} bytes; upload the article instead")
        if time.monotonic() >= until:
            raise TimeoutError
    if answer.length:
        raise InputError(f"{_short(place)}: broke off; try again")
    metadata = {"url": place}
    if charset := answer.headers.get_content_charset():
        metadata["charset"] = charset
    return RawItem(place, bytes(data), _TYPES[kind], metadata)


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise InputError(f"{_short(host)}: there is no such host; check the address") from None
    return [str(entry[4][0]) for entry in found]


def _cut(line: socket.socket) -> None:
    """Break off a connection that takes too long, also one that sends a byte now and then."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _ascii(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/%?&=:@!$'()*+,;~-._[]")


def _short(text: str) -> str:
    line = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return line if len(line) <= 120 else line[:119] + "…"
