"""The part of `Dossier` that answers questions: matrix, actors, articles, search, change over time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from standpunkt.dossier.changes import Change, Held, changes
from standpunkt.dossier.connect import Store
from standpunkt.dossier.search import Hit, search
from standpunkt.dossier.tables import actors, documents, info, items, questions
from standpunkt.errors import InputError

__all__ = ["Asking", "Cell", "Matrix"]

_AT_ONCE = 500
_DAY = sa.func.coalesce(items.c.date, sa.func.substr(documents.c.published, 1, 10))


@dataclass(frozen=True, slots=True)
class Cell:
    """An actor's position on a question: the last one, how many there are, and whether the last answer was new."""

    answer: str
    date: str | None
    item: str
    count: int
    changed: bool
    status: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Actors (key to name) × questions (id to text); a pair without a position has no cell."""

    actors: dict[str, str]
    questions: dict[str, str]
    cells: dict[tuple[str, str], Cell]


class Asking:
    """What the dossier knows. Rejected items and copies of documents are left out; merged actors are one."""

    _store: Store

    def matrix(self, *, as_of: str | None = None, represented: bool = False) -> Matrix:
        """The position of every actor on every question, at the end of a day where `as_of` gives one.

        `represented`: by whom a position was taken on behalf of, where the text says so. Positions without a date
        come before all others; at a given day they are left out.
        """
        last = _day(as_of) if as_of is not None else None
        with self._store.reading() as connection:
            found = _latest(connection, last, represented)
            cells = _cells(connection, found)
            names = _names(connection)
            asked = _questions(connection)
        keys = {a for a, _ in cells}
        rest = sorted({q for _, q in cells} - asked.keys())
        return Matrix(
            {k: names.get(k, k) for k in sorted(keys, key=lambda k: (str(names.get(k, k)).casefold(), k))},
            asked | {q: q for q in rest},
            cells,
        )

    def positions(self, *, actor: str | None = None, question: str | None = None) -> list[Held]:
        """Every position held, by date (those without one first), then by document and place."""
        key = sa.func.coalesce(actors.c.merged_into, items.c.actor).label("who")
        day = _DAY.label("day")
        columns = (items.c.uid, key, items.c.question, items.c.answer, day, items.c.text, items.c.status)
        query = (
            sa.select(*columns, items.c.confidence, items.c.state, documents.c.hash)
            .select_from(items.join(documents).join(actors, actors.c.key == items.c.actor, isouter=True))
            .where(*_POSITIONS)
            .order_by(sa.func.coalesce(day, ""), items.c.document_id, items.c.start, items.c.id)
        )
        if question is not None:
            query = query.where(items.c.question == question)
        with self._store.reading() as connection:
            if actor is not None:
                root = _find_actor(connection, actor)
                query = query.where(key == root)
            return [
                Held(
                    r.uid, r.who, r.question, r.answer, r.day, len(r.state.get("conditions") or ()), r.text, r.hash,
                    r.status, r.confidence,
                )
                for r in connection.execute(query)
            ]  # fmt: skip

    def timeline(self, *, actor: str | None = None, question: str | None = None) -> list[Change]:
        """Each position with what it changed against the last of the same actor on the same question."""
        return changes(self.positions(actor=actor, question=question))

    def changes(self, since: str | None = None, *, confirmed: bool = False) -> list[Change]:
        """What changed since a day (that day included); confirmations only where asked for."""
        first = _day(since) if since is not None else ""
        return [c for c in self.timeline() if str(c.position.date) >= first and (confirmed or c.kind != "confirmed")]

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """The documents that hold all words of `query`, also inside of other words and in any spelling of umlauts."""
        with self._store.reading() as connection:
            return search(connection, query, limit)

    def actors(self) -> list[dict[str, Any]]:
        """Every actor with what is known of it; one that was merged into another says so."""
        names = ("key", "name", "type", "represents", "role", "country", "merged_into")
        query = sa.select(*(actors.c[n] for n in names)).order_by(actors.c.name, actors.c.key)
        with self._store.reading() as connection:
            return [dict(r) for r in connection.execute(query).mappings()]

    def actor(self, name: str) -> dict[str, Any]:
        """An actor by key or name, merged ones by the one they are. Raises InputError for none or several."""
        with self._store.reading() as connection:
            key = _find_actor(connection, name)
            query = sa.select(actors).where(actors.c.key == key)
            found = dict(connection.execute(query).mappings().one())
            also = connection.execute(sa.select(actors.c.key).where(actors.c.merged_into == key)).scalars()
            return {**{k: v for k, v in found.items() if k != "machine"}, "also": sorted(also)}

    def questions(self) -> dict[str, str]:
        """The questions of the current codebook; without one, those that positions answer."""
        with self._store.reading() as connection:
            asked = _questions(connection)
            if asked:
                return asked
            # Names from the index first; the tables are asked only until one position of each is found.
            names = sa.select(items.c.question).where(items.c.kind == "position").distinct().subquery()
            held = (
                sa.select(1).select_from(items.join(documents)).where(items.c.question == names.c.question, *_POSITIONS)
            )
            query = sa.select(names.c.question).where(held.exists())
            return {q: q for q in sorted(connection.execute(query).scalars())}

    def texts(self, uids: Iterable[str]) -> dict[str, str]:
        """The words of those of the given uids that are items, by uid."""
        asked, out = sorted(set(uids)), dict[str, str]()
        with self._store.reading() as connection:
            for first in range(0, len(asked), _AT_ONCE):
                query = sa.select(items.c.uid, items.c.text).where(items.c.uid.in_(asked[first : first + _AT_ONCE]))
                out |= {row.uid: row.text for row in connection.execute(query)}
        return out

    def documents(self) -> list[dict[str, Any]]:
        """Every document without its text, by date; `copy_of` is the id of the one it is a copy of."""
        original = documents.alias()
        names = ("id", "hash", "language", "title", "published", "outlet", "url", "added_at", "similarity")
        query = (
            sa.select(*(documents.c[n] for n in names), original.c.hash.label("copy_of"))
            .join(original, original.c.id == documents.c.duplicate_of, isouter=True)
            .order_by(sa.func.coalesce(documents.c.published, ""), documents.c.id)
        )
        with self._store.reading() as connection:
            return [dict(r) for r in connection.execute(query).mappings()]


_POSITIONS = (
    items.c.kind == "position",
    ~items.c.gone,
    ~items.c.rejected,
    documents.c.duplicate_of.is_(None),
)


@dataclass(slots=True)
class _Held:
    """An actor's last position on a question: its day, number and answer; the day and answer of the one before."""

    day: str
    item: int
    answer: str
    day_before: str = ""
    before: str | None = None
    count: int = 1


def _latest(connection: sa.Connection, last: str | None, represented: bool) -> dict[tuple[str, str], _Held]:
    """By actor and question: the last position up to a day.

    The rows come from an index alone, in the order of documents and places, and are put together here: several times
    faster than windows in SQL.
    """
    roots = {r.key: r.merged_into or r.key for r in connection.execute(sa.select(actors.c.key, actors.c.merged_into))}
    published = sa.func.coalesce(sa.func.substr(documents.c.published, 1, 10), "")
    once = sa.select(documents.c.id, published).where(documents.c.duplicate_of.is_(None))
    days: dict[int, str] = {r[0]: r[1] for r in connection.execute(once)}
    who_of = sa.func.coalesce(items.c.represented, items.c.actor) if represented else items.c.actor
    query = (
        sa.select(who_of, items.c.question, items.c.answer, items.c.date, items.c.document_id, items.c.id)
        .where(items.c.kind == "position", ~items.c.gone, ~items.c.rejected)
        .order_by(items.c.document_id, items.c.start, items.c.id)
    )
    found: dict[tuple[str, str], _Held] = {}
    for who, question, answer, date, document, ident in connection.execute(query):
        if document not in days:
            continue
        day = date or days[document]
        if last is not None and not "" < day <= last:
            continue
        key = roots.get(who, who), question
        held = found.get(key)
        if held is None:
            found[key] = _Held(day, ident, answer)
            continue
        held.count += 1
        if day >= held.day:
            held.day_before, held.before = held.day, held.answer
            held.day, held.item, held.answer = day, ident, answer
        elif held.before is None or day >= held.day_before:
            held.day_before, held.before = day, answer
    return found


def _cells(connection: sa.Connection, found: dict[tuple[str, str], _Held]) -> dict[tuple[str, str], Cell]:
    idents = [held.item for held in found.values()]
    more: dict[int, tuple[str, str]] = {}
    for first in range(0, len(idents), 1000):
        query = sa.select(items.c.id, items.c.uid, items.c.status).where(items.c.id.in_(idents[first : first + 1000]))
        more |= {ident: (uid, status) for ident, uid, status in connection.execute(query)}
    cells = {}
    for key, held in found.items():
        uid, status = more[held.item]
        changed = held.before is not None and held.before != held.answer
        cells[key] = Cell(held.answer, held.day or None, uid, held.count, changed, status)
    return cells


def _names(connection: sa.Connection) -> dict[str, str]:
    return {r.key: r.name for r in connection.execute(sa.select(actors.c.key, actors.c.name))}


def _questions(connection: sa.Connection) -> dict[str, str]:
    current = connection.execute(sa.select(info.c.value).where(info.c.key == "codebook")).scalar()
    if current is None:
        return {}
    query = sa.select(questions.c.id, questions.c.text).where(questions.c.codebook_id == int(current))
    return {r.id: r.text for r in connection.execute(query.order_by(questions.c.number))}


def _find_actor(connection: sa.Connection, name: str) -> str:
    root = sa.func.coalesce(actors.c.merged_into, actors.c.key)
    exact = connection.execute(sa.select(root).where(actors.c.key == name)).scalar()
    if exact is not None:
        return str(exact)
    like = sa.func.lower(actors.c.name).contains(name.lower(), autoescape=True)
    rows = connection.execute(sa.select(root.label("root"), actors.c.name).where(like)).all()
    same = {r.root for r in rows if r.name.casefold() == name.casefold()}
    found = same or {r.root for r in rows}
    if len(found) == 1:
        return str(found.pop())
    if found:
        raise InputError(f"actor {name!r}: several fit: {', '.join(sorted(found)[:5])}; give one of them")
    raise InputError(f"actor {name!r}: there is none; see: standpunkt show actors")


def _day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f"{text}: is no day; write it as 2025-04-10") from None
