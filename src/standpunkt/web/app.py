"""The desk as an ASGI application."""

from __future__ import annotations

import csv
import inspect
import io
from collections.abc import Callable, Collection
from importlib.resources import files
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Query
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import standpunkt
from standpunkt.coalition import Situation
from standpunkt.dossier import Dossier
from standpunkt.errors import InputError, StandpunktError
from standpunkt.web import (  # noqa: F401  (they register their views)
    adding,
    coalition,
    live,
    matrix,
    network,
    reading,
    review,
    signing,
    timeline,
)
from standpunkt.web.accounts import Accounts, TooManyAttempts
from standpunkt.web.desk import Desk, Load
from standpunkt.web.gates import Gate, SessionGate, TokenGate
from standpunkt.web.guard import Guard
from standpunkt.web.pages import Pages
from standpunkt.web.people import Person
from standpunkt.web.readers import packaged
from standpunkt.web.views import VIEWS, View

__all__ = ["create_app"]

Form = Annotated[Literal["json", "csv"], Query(description="JSON, or the view's table as CSV.")]


def create_app(
    dossier: Dossier,
    *,
    hosts: Collection[str],
    token: str = "",
    who: str = "",
    accounts: Accounts | None = None,
    secure: bool = False,
    load: Load | None = None,
    situation: Situation | None = None,
) -> FastAPI:
    """The desk of a dossier, which answers to `hosts` (names with port).

    For one person: `token` opens it and `who` signs changes. For a team: whoever has one of the `accounts` signs in;
    `secure` says that it is reached over https alone. `load` gives what reads articles that are added; `situation` is
    shown as the coalition. Raises InputError where there is neither a token nor accounts.
    """
    if accounts is None and not token:
        raise InputError("the desk: give a token or accounts; without either anybody could open it")
    app = FastAPI(
        title="Standpunkt",
        version=standpunkt.__version__,
        summary="What the desk shows, as data, and the changes that people make.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.desk = Desk(dossier, load or packaged())
    app.state.desk.situation = situation
    pages = Pages()
    app.state.pages = pages
    app.mount("/static", StaticFiles(directory=str(files("standpunkt.web").joinpath("static"))), name="static")
    for each in sorted(VIEWS, key=lambda v: "{" in v.path):
        app.add_api_route(_api_path(each), _data(each), summary=each.summary, tags=["views"])
        for name, (kind, write) in each.files.items():
            route = _file(write, kind, f"{each.data.__name__}_{name}")
            app.add_api_route(f"{_api_path(each)}.{name}", route, summary=f"{each.summary} ({name})", tags=["views"])
        if each.picture is not None:
            app.add_api_route(f"{_api_path(each)}.svg", _drawn(each, pages), include_in_schema=False)
        app.add_api_route(each.path, _page(each, pages), include_in_schema=False)
    for module in (review, adding, coalition, live):
        app.include_router(module.api)
        app.include_router(module.pages)
    app.add_exception_handler(StandpunktError, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    gate: Gate
    if accounts is None:
        port = next(iter(hosts), "").rpartition(":")[2]
        gate = TokenGate(token, f"standpunkt-{port or 'desk'}", Person(who, "editor"))
    else:
        app.state.signing = signing.Signing(accounts, secure)
        app.include_router(signing.api)
        app.include_router(signing.pages)
        gate = SessionGate(accounts, app.state.signing.cookie)
    app.add_middleware(Guard, gate=gate, hosts=hosts)
    return app


def _api_path(view: View) -> str:
    return "/api/matrix" if view.path == "/" else f"/api{view.path}"


def _data(view: View) -> Callable[..., Any]:
    """The view as JSON, or its rows as CSV."""

    def endpoint(**values: Any) -> Any:
        if values.pop("format", "json") == "csv" and view.rows is not None:
            return Response(_csv(view.rows(view.data(**values))), media_type="text/csv; charset=utf-8")
        return view.data(**values)

    signature = inspect.signature(view.data, eval_str=True)
    parameters = list(signature.parameters.values())
    if view.rows is not None:
        parameters.append(inspect.Parameter("format", inspect.Parameter.KEYWORD_ONLY, default="json", annotation=Form))
    endpoint.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=parameters, return_annotation=Any
    )
    endpoint.__name__ = view.data.__name__
    endpoint.__doc__ = view.data.__doc__
    return endpoint


def _page(view: View, pages: Pages) -> Callable[..., Any]:
    """The view as a page."""
    formats = (["csv"] if view.rows is not None else []) + list(view.files) + (["svg"] if view.picture else [])

    def endpoint(request: Request, **values: Any) -> Response:
        last = request.app.state.desk.stamp()[0] or 0  # before the data: what changes in between is told again
        return pages.answer(request, view.template, view.data(**values), _api_path(view), formats, last)

    return _asked(endpoint, view.data, f"{view.data.__name__}_page")


def _drawn(view: View, pages: Pages) -> Callable[..., Any]:
    """The view's picture as a file."""

    def endpoint(request: Request, **values: Any) -> Response:
        return pages.picture(request, str(view.picture), view.data(**values))

    return _asked(endpoint, view.data, f"{view.data.__name__}_picture")


def _file(write: Callable[..., str], kind: str, name: str) -> Callable[..., Any]:
    """A view in a further format."""

    def endpoint(request: Request, **values: Any) -> Response:
        return Response(write(**values), media_type=kind)

    return _asked(endpoint, write, name)


def _asked(endpoint: Callable[..., Any], like: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The endpoint with the parameters of `like` and the request."""
    signature = inspect.signature(like, eval_str=True)
    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    endpoint.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[request, *signature.parameters.values()], return_annotation=Response
    )
    endpoint.__name__ = name
    return endpoint


def _csv(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    names = list(dict.fromkeys(k for row in rows for k in row))
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({k: _harmless(v) for k, v in row.items()})
    return out.getvalue()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _wants_data(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _answer(request: Request, status: int, line: str) -> Response:
    if _wants_data(request):
        return JSONResponse({"detail": line}, status)
    pages: Pages = request.app.state.pages
    return pages.error(request, status, line)


def _told(request: Request, error: Exception) -> Response:
    """What was wrong, in the one line that says it: not found, not usable, or ours."""
    looked_up = request.method in ("GET", "HEAD") and (request.path_params or request.url.path.endswith("/cell"))
    status = (404 if looked_up else 400) if isinstance(error, InputError) else 503
    if isinstance(error, TooManyAttempts):
        answer = _answer(request, 429, str(error))
        answer.headers["retry-after"] = str(error.seconds)
        return answer
    return _answer(request, status, str(error))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in error.errors()]
    return _answer(request, 422, "; ".join(found)[:500])


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(request, error.status_code, str(error.detail))
