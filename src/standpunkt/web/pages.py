"""Pages: templates, the user's language, and the rule that text of articles is never markup."""

from __future__ import annotations

import hashlib
import textwrap
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import standpunkt
from standpunkt.errors import StandpunktError
from standpunkt.exports.marks import printable
from standpunkt.web.desk import COUNTED, Desk
from standpunkt.words import LANGUAGES, Language, count, user_language, word

__all__ = ["Pages", "language_of"]

_SIGNS = {"yes": "+", "no": "−", "conditional": "±", "open": "?"}
_SHORT = 160


class Pages:
    """The templates. Everything a template prints is escaped, and control characters are made visible."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("standpunkt.web"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "short": _short,
            "url": _url,
            "day": _day,
            "with_style": _with_style,
            "amount": _amount,
            "lines": _lines,
        }
        self._templates.globals |= {"signs": _SIGNS, "version": standpunkt.__version__, "assets": _assets()}

    def answer(
        self, request: Request, template: str, data: dict[str, Any], api: str, formats: list[str], last: int
    ) -> Response:
        """A page with `data`; `api` is where its JSON is, `formats` what else it comes as, `last` the number of the
        history's last entry that it shows.
        """
        desk: Desk = request.app.state.desk
        path = api
        for name, value in request.path_params.items():
            path = path.replace(f"{{{name}}}", quote(str(value), safe=":")).replace(
                f"{{{name}:path}}", quote(str(value), safe="/:")
            )
        query = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
        asked = f"?{urlencode(query)}" if query else ""
        exports = {"json": path + asked}
        for name in formats:
            exports[name] = (
                f"{path}?{urlencode([*query, ('format', 'csv')])}" if name == "csv" else f"{path}.{name}{asked}"
            )
        more = {"exports": exports, "counts": desk.counts(wait=False), "newest": last}
        return self._render(request, template, 200, data | more)

    def plain(self, request: Request, template: str, status: int, data: dict[str, Any]) -> Response:
        """A page that shows nothing of the dossier."""
        return self._render(request, template, status, {**data, "exports": {}, "counts": None, "newest": None})

    def picture(self, request: Request, macro: str, data: dict[str, Any]) -> Response:
        """A picture of a view as a file that stands alone."""
        language = language_of(request)

        def t(key: str, **values: object) -> str:
            return word(key, language, **values)

        html = self._templates.get_template("picture.svg").render(macro=macro, data=data, t=t, style=_style())
        return Response(html.strip() + "\n", media_type="image/svg+xml")

    def error(self, request: Request, status: int, line: str) -> Response:
        """A page that says what was wrong."""
        desk: Desk = request.app.state.desk
        counts: dict[str, Any] | None = None
        try:
            if getattr(request.state, "person", None) is not None:
                counts = desk.counts(wait=False)
        except StandpunktError:
            pass
        return self._render(
            request, "error.html", status, {"line": line, "exports": {}, "counts": counts, "newest": None}
        )

    def _render(self, request: Request, template: str, status: int, data: dict[str, Any]) -> Response:
        language = language_of(request)

        def t(key: str, **values: object) -> str:
            return word(key, language, **values)

        def n(key: str, number: int) -> str:
            return count(key, number, language)

        other = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
        switch = {each: f"?{urlencode([*other, ('lang', each)])}" for each in LANGUAGES}
        here = request.url.path + (f"?{urlencode(other)}" if other else "")
        html = self._templates.get_template(template).render(
            **data, t=t, n=n, lang=language, switch=switch, here=here, path=request.url.path, counted=COUNTED,
            person=getattr(request.state, "person", None), team=hasattr(request.app.state, "signing"),
        )  # fmt: skip
        answer = HTMLResponse(html, status)
        if request.query_params.get("lang") in LANGUAGES:
            answer.set_cookie("standpunkt-lang", language, samesite="lax", max_age=31_536_000, path="/")
        return answer


def _amount(weight: float) -> str:
    """A number with its sign, whole where it is whole."""
    return f"{'−' if weight < 0 else '+'}{abs(weight):.3g}"


def _lines(text: str | None, width: int, most: int) -> list[str]:
    """A text in at most so many lines of at most so many characters."""
    return textwrap.wrap(_short(text, 400), width, max_lines=most, placeholder=" …")


def _with_style(drawn: Markup, style: Markup) -> Markup:
    """An SVG with its style inside."""
    head, close, rest = drawn.partition(">")
    return head + close + Markup("<style>") + style + Markup("</style>") + rest


def _assets() -> str:
    """A digest of the files that pages load, so that browsers keep them until they change."""
    folder = files("standpunkt.web").joinpath("static")
    held = hashlib.sha256()
    for each in sorted(folder.iterdir(), key=lambda f: f.name):
        held.update(each.read_bytes())
    return held.hexdigest()[:12]


def _style() -> Markup:
    """The style of pictures: ours, no text of an article."""
    return Markup(files("standpunkt.web").joinpath("static", "picture.css").read_text("utf-8"))


def language_of(request: Request) -> Language:
    """The language of the page: as asked for, as kept, as the browser prefers, as the machine is set."""
    for given in (request.query_params.get("lang"), request.cookies.get("standpunkt-lang")):
        for each in LANGUAGES:
            if given == each:
                return each
    for part in request.headers.get("accept-language", "").split(",")[:20]:
        for each in LANGUAGES:
            if part.strip()[:2].lower() == each:
                return each
    return user_language()


def _shown(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return "" if value is None else value


def _short(text: str | None, most: int = _SHORT) -> str:
    """One line of at most so many characters."""
    line = " ".join((text or "")[: most * 4].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _url(text: str) -> str:
    return quote(text, safe=":")


def _day(text: str | None) -> str:
    return (text or "")[:10]
