"""Signing in and out, and one's own account, on a team's desk."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from standpunkt.errors import InputError
from standpunkt.web.accounts import SHORTEST, Accounts, TooManyAttempts
from standpunkt.web.gates import SESSION, bearer_of, cookie_of
from standpunkt.web.pages import Pages
from standpunkt.web.people import PersonOf
from standpunkt.web.places import own_place

__all__ = ["Signing", "api", "pages"]

api = APIRouter(prefix="/api", tags=["account"])
pages = APIRouter(include_in_schema=False)
Name = Annotated[str, Body(min_length=1, max_length=200)]
Password = Annotated[str, Body(min_length=1, max_length=1000)]


class Signing:
    """The accounts and the name of the session's cookie."""

    def __init__(self, accounts: Accounts, secure: bool) -> None:
        self.accounts = accounts
        self.secure = secure
        self.cookie = f"__Host-{SESSION}" if secure else SESSION

    def keep(self, answer: Response, token: str) -> Response:
        """The answer with the session's cookie."""
        answer.set_cookie(self.cookie, token, httponly=True, samesite="lax", path="/", secure=self.secure)
        return answer


def _signing(request: Request) -> Signing:
    signing: Signing = request.app.state.signing
    return signing


SigningOf = Annotated[Signing, Depends(_signing)]


@api.post("/sign-in")
def sign_in(request: Request, signing: SigningOf, name: Name, password: Password) -> dict[str, str]:
    """A session's token for a name and its password, to be sent as `Authorization: Bearer TOKEN`."""
    return {"token": signing.accounts.sign_in(name, password, _place(request))}


@api.post("/sign-out")
def sign_out(request: Request, signing: SigningOf) -> dict[str, bool]:
    """End the session that asks."""
    signing.accounts.sign_out(bearer_of(request.headers) or cookie_of(request.headers, signing.cookie) or "")
    return {"signed_out": True}


@api.get("/me")
def me(person: PersonOf) -> dict[str, str]:
    """Who asks, and what they may do."""
    return {"name": person.name, "role": person.role}


@pages.get("/sign-in")
def ask(request: Request, back: str = "/") -> Response:
    """The form to sign in."""
    return _shown(request, 200, own_place(back, "/"), None)


@pages.post("/sign-in")
def enter(
    request: Request,
    signing: SigningOf,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Sign in by form; afterwards to the page that was asked for."""
    place = own_place(back, "/")
    try:
        token = signing.accounts.sign_in(name, password, _place(request))
    except TooManyAttempts as error:
        answer = _shown(request, 429, place, "web.too_many_attempts", name, minutes=max(1, round(error.seconds / 60)))
        answer.headers["retry-after"] = str(error.seconds)
        return answer
    except InputError:
        return _shown(request, 401, place, "web.wrong_password", name)
    return signing.keep(RedirectResponse(place, 303), token)


@pages.post("/sign-out")
def leave(request: Request, signing: SigningOf) -> Response:
    """Sign out by form."""
    sign_out(request, signing)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(signing.cookie, path="/", secure=signing.secure, httponly=True, samesite="lax")
    return answer


@pages.get("/account")
def account(request: Request, person: PersonOf) -> Response:
    """One's own account."""
    return _own(request, 200, None)


@pages.post("/account")
def change_password(
    request: Request,
    signing: SigningOf,
    person: PersonOf,
    old: Annotated[str, Form(max_length=1000)] = "",
    new: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Set a new password; every session ends, and one signs in again."""
    if len(new) < SHORTEST:
        return _own(request, 400, "web.short_password", n=SHORTEST)
    try:
        signing.accounts.change_password(person.name, old, new, _place(request))
    except TooManyAttempts as error:
        return _own(request, 429, "web.too_many_attempts", minutes=max(1, round(error.seconds / 60)))
    except InputError:
        return _own(request, 400, "web.wrong_password")
    return RedirectResponse("/sign-in", 303)


def _shown(request: Request, status: int, back: str, key: str | None, name: str = "", **values: Any) -> Response:
    found: Pages = request.app.state.pages
    return found.plain(request, "sign_in.html", status, {"back": back, "key": key, "values": values, "name": name})


def _own(request: Request, status: int, key: str | None, **values: Any) -> Response:
    found: Pages = request.app.state.pages
    return found.plain(request, "account.html", status, {"key": key, "values": values, "shortest": SHORTEST})


def _place(request: Request) -> str:
    return request.client.host if request.client else ""
