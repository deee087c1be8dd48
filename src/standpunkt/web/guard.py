"""Who may ask: whom the gate knows, from this desk's own pages, under this desk's own name, in bounded size.

Another page open in the same browser can send requests to a desk on this machine. It does not know the token, its
origin is another, and a name of its own that it makes lead here (DNS rebinding) is not one of the desk's.
"""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from standpunkt.web.gates import Gate, bearer_of

__all__ = ["LARGEST_UPLOAD", "POLICY", "Guard"]

LARGEST_UPLOAD = 60_000_000
"""Bytes of an upload; a single document of it may hold 50 million."""
_LARGEST_FORM = 1_000_000
_FOREVER = "private, max-age=31536000, immutable"  # pages name our own files with a digest of what they hold
_SAFE = ("GET", "HEAD", "OPTIONS")
_FOR_ALL = ("/sign-out", "/api/sign-out", "/account")
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
    """ASGI middleware. `hosts` are the names (with port) under which the desk may be called; `gate` says who asks."""

    def __init__(self, app: ASGIApp, *, gate: Gate, hosts: Collection[str]) -> None:
        self._app = app
        self._gate = gate
        self._hosts = frozenset(h.lower() for h in hosts)

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
                static = scope["path"].startswith("/static/") and message["status"] == 200
                headers.setdefault("cache-control", _FOREVER if static else "no-store")
            await send(message)

        headers = Headers(scope=scope)
        refused = await self._refusal(scope, headers)
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

    async def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to somebody who may not ask; None where the request is passed on, with who asks in its state."""
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
        if scope["path"].startswith("/static/"):
            return None
        safe = scope["method"] in _SAFE
        named = bool(bearer_of(headers)) or scope["path"] == "/api/sign-in"
        if scope["path"] not in self._gate.open:
            found = await self._gate.person(scope, headers)
            if isinstance(found, Response):
                return found
            scope.setdefault("state", {})["person"] = found
            if not safe and not found.changes and scope["path"] not in _FOR_ALL:
                return JSONResponse({"detail": "readers look; ask an editor for the role of a coder"}, 403)
        if not safe and not named and site is None and origin is None:
            return PlainTextResponse("Say where the request comes from (Origin), or send the token.\n", 403)
        return None


def _too_large(limit: int) -> Response:
    return PlainTextResponse(f"Too large: at most {limit} bytes are taken.\n", 413)
