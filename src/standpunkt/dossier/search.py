"""Search in the texts of a dossier: parts of words, without regard to case, accents or the spelling of umlauts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from standpunkt.dossier.folding import fold, fold_with_map
from standpunkt.dossier.tables import documents, items
from standpunkt.errors import InputError
from standpunkt.span import Span

__all__ = ["Hit", "search", "terms"]

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_AROUND = 60
_MOST_SPANS = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A document in which every term stands: where (`spans`), a passage around the first place, and the statements
    and positions (uids) whose words hold one of the places. `copy_of` is the id of the document it is a copy of.
    """

    document: str
    title: str | None
    published: str | None
    spans: tuple[Span, ...]
    passage: str
    items: tuple[str, ...]
    copy_of: str | None


def terms(query: str) -> list[str]:
    """The folded terms of a query; words in quotation marks are one term."""
    found = [fold(a or b).replace("\0", " ").strip().replace('"', "") for a, b in _TERM.findall(query)]
    return [t for t in found if any(c.isalnum() for c in t)]


def search(connection: sa.Connection, query: str, limit: int = 20) -> list[Hit]:
    """The documents that hold all terms: those with them as whole words first, of the others the newest. A term of
    three letters or more is also found inside of words ("truppe" in "Friedenstruppen"). Raises InputError for a query
    without a letter.
    """
    wanted = terms(query)
    if not wanted:
        raise InputError(f"search: {query!r} holds no word; give one")
    found = (_sqlite if connection.dialect.name == "sqlite" else _postgresql)(connection, wanted, limit)
    if not found:
        return []
    original, c = documents.alias(), documents.c
    rows = {
        r.id: r
        for r in connection.execute(
            sa.select(c.id, c.hash, c.title, c.published, c.text, original.c.hash.label("copy_of"))
            .join(original, original.c.id == documents.c.duplicate_of, isouter=True)
            .where(documents.c.id.in_(found))
        )
    }
    places = {ident: _places(rows[ident].text, wanted) for ident in found}
    within: dict[int, list[str]] = {}
    for item in connection.execute(
        sa.select(items.c.document_id, items.c.uid, items.c.start, items.c.end)
        .where(items.c.document_id.in_(found), ~items.c.gone, ~items.c.rejected)
        .where(items.c.kind.in_(("statement", "position")))
        .order_by(items.c.document_id, items.c.start, items.c.uid)
    ):
        if any(item.start < s.end and s.start < item.end for s in places[item.document_id]):
            within.setdefault(item.document_id, []).append(item.uid)
    return [
        Hit(
            rows[ident].hash,
            rows[ident].title,
            rows[ident].published,
            places[ident],
            _passage(rows[ident].text, places[ident]),
            tuple(within.get(ident, ())),
            rows[ident].copy_of,
        )
        for ident in found
    ]


def _sqlite(connection: sa.Connection, wanted: Sequence[str], limit: int) -> list[int]:
    def ask(query: str, **terms: str) -> list[int]:
        return list(connection.execute(sa.text(f"{query} LIMIT :limit"), {**terms, "limit": limit}).scalars())

    words = "SELECT rowid FROM search_words WHERE search_words MATCH :terms ORDER BY rank"
    found = ask(words, terms=_all(wanted))
    long = [t for t in wanted if len(t) >= 3]
    short = [t for t in wanted if len(t) < 3]
    if long and len(found) < limit:
        # The newest first: for its rank, an index of trigrams is gone through once more for each term, to the end.
        grams = "SELECT rowid FROM search_grams WHERE search_grams MATCH :long"
        terms = {"long": _all(long)}
        if short:
            grams += " AND rowid IN (SELECT rowid FROM search_words WHERE search_words MATCH :short)"
            terms["short"] = _all(short)
        have = set(found)
        found += [ident for ident in ask(f"{grams} ORDER BY rowid DESC", **terms) if ident not in have]
    return found[:limit]


def _all(wanted: Sequence[str]) -> str:
    return " AND ".join(f'"{t}"' for t in wanted)


def _postgresql(connection: sa.Connection, wanted: Sequence[str], limit: int) -> list[int]:
    inside, whole = [], []
    values = dict[str, str | int | list[int]](limit=limit)
    for number, term in enumerate(wanted):
        values[f"w{number}"] = term
        whole.append(f"words @@ phraseto_tsquery('simple', :w{number})")
        if len(term) >= 3:
            values[f"t{number}"] = "%" + re.sub(r"([\\%_])", r"\\\1", term) + "%"
            inside.append(f"folded LIKE :t{number}")
        else:
            inside.append(whole[-1])

    def ask(where: Sequence[str]) -> list[int]:
        query = f"SELECT document_id FROM search_text WHERE {' AND '.join(where)} ORDER BY document_id DESC"
        return list(connection.execute(sa.text(f"{query} LIMIT :limit"), values).scalars())

    found = ask([*inside, *whole])
    if len(found) < limit:  # else nobody pays for looking inside of words
        values["found"] = found
        found += ask([*inside, "document_id <> ALL(:found)"])
    return found[:limit]


def _places(text: str, wanted: Sequence[str]) -> tuple[Span, ...]:
    folded, origin = fold_with_map(text)
    found: set[tuple[int, int]] = set()
    for term in wanted:
        pattern = re.escape(term) if len(term) >= 3 else rf"\b{re.escape(term)}\b"
        for match in re.finditer(pattern, folded):
            end = origin[match.end()] if match.end() < len(origin) else len(text)
            found.add((origin[match.start()], end))
            if len(found) >= _MOST_SPANS:
                break
    return tuple(Span.of(text, a, b) for a, b in sorted(found))


def _passage(text: str, places: Sequence[Span]) -> str:
    first = places[0] if places else Span.of(text, 0, 0)
    start, end = max(0, first.start - _AROUND), min(len(text), first.end + _AROUND)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    cut = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"
