"""Reads the knowledge of the package, once, and what a user adds to it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Literal, cast

from standpunkt.errors import InputError
from standpunkt.knowledge.cues import CueBook, NearWords
from standpunkt.knowledge.entries import Entry, Form, FormKind
from standpunkt.knowledge.inflection import adjective_forms, capital_adjective, name_forms, people_forms
from standpunkt.knowledge.knowledge import Knowledge
from standpunkt.knowledge.roles import RoleBook

__all__ = ["load", "parse_user_knowledge"]

_FTM_TYPES: dict[str, Literal["person", "organisation"]] = {
    "Person": "person", "Organization": "organisation", "PublicBody": "organisation", "Company": "organisation",
    "LegalEntity": "organisation",
}  # fmt: skip
_TYPES = ("person", "state", "organisation", "group")


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("standpunkt.knowledge").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """The knowledge that comes with the package. The files are read on the first call only."""
    sources = {r["file"]: r for r in _rows("sources.csv")}
    entries: list[Entry] = []
    forms: list[Form] = []
    for row in _rows("states.csv"):
        code, de, en = row["id"], row["de"], row["en"]
        entries.append(
            Entry(code, "state", de, en, country=code, source=row["source"], licence=row["licence"])
        )  # fmt: skip
        forms += [Form(f, code, "name", "de") for f in name_forms(de, "de")]
        forms.append(Form(en, code, "name", "en"))
        if " & " in en:
            forms.append(Form(en.replace(" & ", " and "), code, "name", "en"))
    forms += _demonyms(_rows("demonyms.csv"))
    for row in _rows("aliases.csv"):
        kind = cast(FormKind, row["kind"])
        inflected = name_forms(row["form"], row["language"]) if kind in {"name", "seat"} else (row["form"],)
        forms += [Form(f, row["id"], kind, row["language"]) for f in inflected]
        if kind == "seat" and row["language"] == "de" and row["form"] == "Brüssel":
            forms += [Form("Brüsseler", row["id"], "capital_adjective", "de")]
    for file, country in (("organisations.csv", False), ("parties.csv", True)):
        src = sources[file]
        for row in _rows(file):
            de = row["name"] if country else row["name_de"]
            entries.append(
                Entry(
                    row["id"], "group" if row.get("kind") == "group" else "organisation", de, row["name_en"],
                    country=row["country"] or None, kind="party" if country else row["kind"],
                    wikidata=row.get("wikidata") or None, part_of=row.get("part_of") or None,
                    source=src["source"], licence=src["licence"],
                )
            )  # fmt: skip
            for text in dict.fromkeys([*name_forms(de, "de"), row["name_en"], *_split(row["aliases"])]):
                forms.append(Form(text, row["id"], "name"))
    more_entries, more_forms = _places(_rows("places.csv"), sources["places.csv"])
    entries += more_entries
    forms += more_forms
    given = {name: row["gender"] for row in _rows("given_names.csv") for name in row["names"].split()}
    return Knowledge(
        entries,
        forms,
        RoleBook(_rows("roles.csv")),
        given,
        CueBook(_rows("cues.csv")),
        NearWords(_rows("near_words.csv")),
    )


def _places(rows: Iterable[Mapping[str, str]], src: Mapping[str, str]) -> tuple[list[Entry], list[Form]]:
    entries: list[Entry] = []
    forms: list[Form] = []
    for row in rows:
        ident, de, en = row["id"], row["name_de"], row["name_en"]
        entries.append(
            Entry(
                ident, "organisation", de, en, country=row["country"] or None, kind=row["kind"],
                source=src["source"], licence=src["licence"],
            )
        )  # fmt: skip
        forms += [Form(f, ident, "place", "de") for f in name_forms(de, "de")]
        forms.append(Form(en, ident, "place", "en"))
        forms += [Form(alias, ident, "place") for alias in _split(row["aliases"])]
        for stem in _split(row["adjective_de"]):
            forms += [Form(f, ident, "adjective", "de") for f in adjective_forms(stem, "de")]
        forms += [Form(a, ident, "adjective", "en") for a in _split(row["adjective_en"])]
    return entries, forms


def _demonyms(rows: Iterable[Mapping[str, str]]) -> list[Form]:
    forms: list[Form] = []
    for row in rows:
        code = row["id"]
        for stem in _split(row["adjective_de"]):
            forms += [Form(f, code, "adjective", "de") for f in adjective_forms(stem, "de")]
        for noun in _split(row["people_de"]):
            forms += [Form(f, code, "people", "de") for f in people_forms(noun, "de")]
        adjectives = _split(row["adjective_en"])
        forms += [Form(a, code, "adjective", "en") for a in adjectives]
        people = _split(row["people_en"]) or [a + "s" for a in adjectives if a.endswith(("n", "i"))]
        forms += [Form(p, code, "people", "en") for p in people]
        for city in _split(row["capital_de"]):
            forms += [Form(f, code, "capital", "de") for f in name_forms(city, "de")]
            if adjective := capital_adjective(city):
                forms.append(Form(adjective, code, "capital_adjective", "de"))
        forms += [Form(city, code, "capital", "en") for city in _split(row["capital_en"])]
    return forms


def parse_user_knowledge(text: str, name: str) -> tuple[list[Entry], list[Form]]:
    """Entries and forms of a user's own file, given its content and its name (for messages and as the source).

    CSV with the columns `id,name` and, where wanted, `type,aliases,country,role,wikidata,licence` (aliases parted by
    `|`), or FollowTheMoney entities, one JSON object a line. Ids are kept exactly as given. Raises InputError.
    """
    head = text.lstrip("\ufeff \n\r\t")[:1]
    return _from_ftm(text, name) if head == "{" else _from_csv(text.lstrip("\ufeff"), name)


def _from_csv(text: str, name: str) -> tuple[list[Entry], list[Form]]:
    table = csv.DictReader(io.StringIO(text))
    if not {"id", "name"} <= set(table.fieldnames or ()):
        raise InputError(f"{name}: line 1 must name the columns; `id` and `name` are needed")
    entries: list[Entry] = []
    forms: list[Form] = []
    for row in table:
        ident, label = (row["id"] or "").strip(), (row["name"] or "").strip()
        kind = (row.get("type") or "organisation").strip()
        if not ident or not label:
            raise InputError(f"{name}: line {table.line_num}: `id` and `name` must not be empty")
        if kind not in _TYPES:
            raise InputError(f"{name}: line {table.line_num}: type {kind!r} is none of {', '.join(_TYPES)}")
        entries.append(
            Entry(
                ident, cast(Literal["person", "state", "organisation", "group"], kind), label, label,
                country=row.get("country") or None, role=row.get("role") or None, wikidata=row.get("wikidata") or None,
                source=name, licence=row.get("licence") or "",
            )
        )  # fmt: skip
        forms += [Form(f, ident, "name") for f in dict.fromkeys([label, *_split(row.get("aliases") or "")])]
    return entries, forms


def _from_ftm(text: str, name: str) -> tuple[list[Entry], list[Form]]:
    entries: list[Entry] = []
    forms: list[Form] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
            ident, schema, props = str(entity["id"]), str(entity["schema"]), dict(entity["properties"])
            names = [str(n) for n in props.get("name", [])]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{name}: line {number} is no FollowTheMoney entity (id, schema, properties)") from error
        if schema not in _FTM_TYPES or not names:
            continue

        def first(key: str, props: dict[str, list[str]] = props) -> str | None:
            return next(iter(props.get(key, [])), None)

        country = first("country") or first("nationality") or first("jurisdiction")
        entries.append(
            Entry(
                ident, _FTM_TYPES[schema], names[0], names[0], country=country, role=first("position"),
                wikidata=first("wikidataId") or (ident if ident[:1] == "Q" and ident[1:].isdigit() else None),
                source=name, licence="",
            )
        )  # fmt: skip
        extra = [str(n) for key in ("alias", "weakAlias", "abbreviation") for n in props.get(key, [])]
        forms += [Form(f, ident, "name") for f in dict.fromkeys([*names, *extra])]
    return entries, forms
