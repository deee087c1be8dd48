"""Who may ask: the holder of the token, from this desk's own pages, under this desk's own name, in bounded size.

Another page open in the same browser can send requests to a desk on this machine. It does not know the token, its
origin is another, and a name of its own that it makes lead here (DNS rebinding) is not one of the desk's.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGEST_UPLOAD", "POLICY", "Guard"]

LARGEST_UPLOAD = 60_000_000
"""Bytes of an upload; a single document of it may hold 50 million."""
_LARGEST_FORM = 1_000_000
_SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Where no referrer is sent at all, browsers send forms with the origin "null", which could be anybody's.
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


class _TooLarge(Exception):
    """Raised to end the reading of a body; the framework may answer it in its own way."""


class Guard:
    """ASGI middleware. `hosts` are the names (with port) under which the desk may be called; `cookie` is where a
    browser that opened the URL with the token keeps it. Programs send `Authorization: Bearer TOKEN`.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: Collection[str], cookie: str) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(h.lower() for h in hosts)
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: refused with a line that says why, or passed on; every answer gets the headers."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        started = too_large = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                if too_large:
                    message["status"] = 413
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        limit = LARGEST_UPLOAD if scope["path"].startswith(("/import", "/api/import")) else _LARGEST_FORM
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            await _too_large(limit)(scope, receive, with_headers)
            return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen, too_large
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                too_large = True
                raise _TooLarge
            return message

        try:
            await self._app(scope, bounded, with_headers)
        except _TooLarge:
            if started:
                raise
            await _too_large(limit)(scope, receive, with_headers)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse("This desk does not answer under this name.\n", 421)
        site = headers.get("sec-fetch-site")
        origin = headers.get("origin")
        foreign = site not in (None, "same-origin", "none") or (
            origin is not None and origin.lower().split("://")[-1] not in self._hosts
        )
        opened = scope["method"] in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
        if foreign and not (opened and headers.get("sec-fetch-dest") == "document"):
            return PlainTextResponse("Requests from other sites are refused.\n", 403)
        bearer = headers.get("authorization", "")
        if bearer.lower().startswith("bearer ") and self._is_token(bearer[7:].strip()):
            return None
        if scope["path"].startswith("/static/"):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query).get("token")
        if given is not None and scope["method"] == "GET" and self._is_token(given):
            rest = urlencode([(k, v) for k, v in query if k != "token"])
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="lax", path="/")
            return answer
        if not self._is_token(_cookies(headers).get(self._cookie, "")):
            line = "Open the desk with the URL that `standpunkt serve` printed; it holds the token.\n"
            return PlainTextResponse(line, 401)
        if scope["method"] not in _SAFE and site is None and origin is None:
            return PlainTextResponse("Say where the request comes from (Origin), or send the token.\n", 403)
        return None

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._token.encode())


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _too_large(limit: int) -> Response:
    return PlainTextResponse(f"Too large: at most {limit} bytes are taken.\n", 413)
