"""Decision bodies written in TOML, those that come with the package among them (facts with their date and source)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from standpunkt.coalition.bodies import Body, Number
from standpunkt.coalition.tables import (
    as_list,
    as_number,
    as_table,
    as_whole,
    check_keys,
    flag_in,
    near,
    text_in,
    text_of,
    texts_in,
    vote_in,
)
from standpunkt.errors import InputError

__all__ = ["body_from_toml", "body_of", "preset", "presets"]


def presets() -> tuple[str, ...]:
    """The names of the decision bodies that come with the package."""
    folder = files("standpunkt.coalition").joinpath("presets")
    return tuple(sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml")))


def preset(name: str) -> Body:
    """A decision body that comes with the package. Raises InputError for an unknown name."""
    if name not in presets():
        raise InputError(f"there is no preset {name!r}{near(name, presets())}; known: {', '.join(presets())}")
    text = files("standpunkt.coalition").joinpath("presets", f"{name}.toml").read_text("utf-8")
    return body_of(tomllib.loads(text), name)


def body_from_toml(path: str) -> Body:
    """The decision body that a TOML file describes. Raises InputError with the file's name."""
    text = text_of(path)
    try:
        return body_of(tomllib.loads(text), path)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: {error}") from None


def body_of(table: Mapping[str, Any], where: str) -> Body:
    """A decision body from its table: members, weights, rule, default, name, date, source, assumption."""
    check_keys(
        table, ("preset", "name", "members", "weights", "rule", "default", "date", "source", "assumption"), where
    )
    if "preset" in table:
        base = preset(text_in(table, "preset", where))
        if extra := sorted(set(table) - {"preset", "default", "name", "assumption"}):
            raise InputError(f"{where}: a preset's {extra[0]} is given; leave out preset to write your own body")
        return Body(
            base.rule, base.members, str(table.get("name", base.name)), vote_in(table, "default", where, base.default),
            base.date, base.source, flag_in(table, "assumption", where),
        )  # fmt: skip
    weights = {
        str(key): {
            str(m): as_number(w, f"{where}.weights.{key}.{m}")
            for m, w in as_table(value, f"{where}.weights.{key}").items()
        }
        for key, value in as_table(table.get("weights", {}), f"{where}.weights").items()
    }
    members = tuple(texts_in(table, "members", where)) or tuple(next(iter(weights.values()), ()))
    if not members:
        raise InputError(f"{where}: a body needs members or weights")
    if "rule" not in table:
        raise InputError(f"{where}: a body needs a rule, for example rule = {{ at_least = {len(members) // 2 + 1} }}")
    body = _rule(table["rule"], members, weights, f"{where}.rule")
    if foreign := [member for member in body.members if member not in members]:
        raise InputError(f"{where}: the rule names {foreign[0]!r}, who is no member")
    source = table.get("source", "")
    return Body(
        body.rule, members, str(table.get("name", where)), vote_in(table, "default", where, "no"),
        str(table.get("date", "")), source if isinstance(source, str) else "; ".join(map(str, source)),
        flag_in(table, "assumption", where),
    )  # fmt: skip


def _rule(value: Any, members: tuple[str, ...], weights: Mapping[str, Mapping[str, Number]], where: str) -> Body:
    table = as_table(value, where)
    known = (
        "all",
        "any",
        "at_least",
        "share",
        "quota",
        "more_than",
        "weights",
        "veto",
        "unanimous",
        "block",
        "of",
        "abstain",
    )
    check_keys(table, known, where)
    if "all" in table or "any" in table:
        kind = "all" if "all" in table else "any"
        inner = [
            _rule(part, members, weights, f"{where}.{kind}[{i + 1}]")
            for i, part in enumerate(as_list(table[kind], where))
        ]
        if len(table) > 1 or not inner:
            raise InputError(f"{where}: {kind} stands alone and has at least one part")
        body = inner[0]
        for part in inner[1:]:
            body = body & part if kind == "all" else body | part
        return body
    abstain = flag_in(table, "abstain", where)
    of = tuple(texts_in(table, "of", where)) or members
    if "veto" in table:
        return Body.veto(members if table["veto"] is True else texts_in(table, "veto", where))
    if "unanimous" in table:
        return Body.count(of, abstain=abstain)
    if "block" in table:
        return Body.blocking(of, at_least=as_whole(table["block"], f"{where}.block"))
    if "weights" in table:
        name = text_in(table, "weights", where)
        if name not in weights:
            raise InputError(f"{where}: there are no weights {name!r}{near(name, weights)}")
        chosen: Mapping[str, Number] = weights[name]
    else:
        chosen = dict.fromkeys(of, 1)
    bounds = {key: table[key] for key in ("share", "quota", "more_than") if key in table}
    if "at_least" in table:
        bounds["quota"] = table["at_least"]
    return Body.weighted(chosen, abstain=abstain, **bounds)
