"""Two gates of the desk: the token in the URL of a desk on one's own machine, and the sessions of a team."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import parse_qsl, quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Scope

from standpunkt.errors import StandpunktError
from standpunkt.web.accounts import Accounts
from standpunkt.web.people import Person

__all__ = ["SESSION", "Gate", "SessionGate", "TokenGate", "bearer_of", "cookie_of"]

SESSION = "standpunkt-session"
"""The cookie of a session. Over https it is called `__Host-standpunkt-session`, which browsers bind to the host."""


class Gate(Protocol):
    """Says who asks, or answers instead."""

    open: frozenset[str]
    """Paths that anybody may ask."""

    async def person(self, scope: Scope, headers: Headers) -> Person | Response:
        """Who asks, or the answer to somebody who may not."""
        ...


class TokenGate:
    """Whoever opened the URL with the token is `person`; the browser keeps it in `cookie`."""

    open: frozenset[str] = frozenset()

    def __init__(self, token: str, cookie: str, person: Person) -> None:
        self._token = token
        self._cookie = cookie
        self._person = person

    async def person(self, scope: Scope, headers: Headers) -> Person | Response:
        """The one person, by bearer, by the URL (which leads on without the token), or by cookie."""
        bearer = bearer_of(headers)
        if self._fits(bearer):
            return self._person
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and self._fits(dict(query).get("token")):
            rest = urlencode([(k, v) for k, v in query if k != "token"])
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="lax", path="/")
            return answer
        if bearer is None and self._fits(cookie_of(headers, self._cookie)):
            return self._person
        line = "Open the desk with the URL that `standpunkt serve` printed; it holds the token.\n"
        return PlainTextResponse(line, 401)

    def _fits(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._token.encode())


class SessionGate:
    """Whoever signed in, by the session in the cookie or sent as bearer."""

    open = frozenset({"/sign-in", "/api/sign-in"})

    def __init__(self, accounts: Accounts, cookie: str) -> None:
        self._accounts = accounts
        self._cookie = cookie

    async def person(self, scope: Scope, headers: Headers) -> Person | Response:
        """The person of the session; pages lead others to the sign-in, data is refused."""
        token = bearer_of(headers) or cookie_of(headers, self._cookie)
        try:
            found = await run_in_threadpool(self._accounts.person, token) if token else None
        except StandpunktError as error:
            return PlainTextResponse(f"{error}\n", 503)
        if found is not None:
            return found
        if scope["path"].startswith("/api/") or scope["method"] not in ("GET", "HEAD"):
            return JSONResponse({"detail": "sign in first"}, 401)
        query = scope["query_string"].decode("latin-1")
        back = scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse("/sign-in" + (f"?back={quote(back)}" if back != "/" else ""), 303)


def bearer_of(headers: Headers) -> str | None:
    """What a program sends as `Authorization: Bearer …`."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None


def cookie_of(headers: Headers, name: str) -> str | None:
    """A cookie by its name."""
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    return jar[name].value if name in jar else None
