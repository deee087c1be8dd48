"""What one running desk holds: the dossier, and what is kept in memory between requests."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Annotated, Any, TypeVar

import sqlalchemy as sa
from fastapi import Depends
from starlette.requests import Request

import standpunkt
from standpunkt.api import DocumentReader
from standpunkt.coalition import Situation
from standpunkt.dossier import Dossier
from standpunkt.dossier.tables import documents, history, info, readings
from standpunkt.errors import StandpunktError
from standpunkt.model import Document

__all__ = ["COUNTED", "Desk", "DeskOf", "Load", "model_name"]

Load = Callable[[Dossier], DocumentReader]
"""What gives the reader for a dossier's documents. Raises InternalError where it is not installed."""

COUNTED = 1000
"""Items to review are counted up to this number."""
_KEPT_DOCUMENTS = 200
_KEPT_VIEWS = 20
_QUICK = 0.05
_T = TypeVar("_T")
_STAMP = sa.select(
    *(sa.select(sa.func.max(table.c.id)).scalar_subquery() for table in (history, readings, documents)),
    sa.select(info.c.value).where(info.c.key == "codebook").scalar_subquery(),
)
_RECENT = 20
_NEWEST = 100


class Desk:
    """The state of a desk. `load` gives what reads added articles; `situation` is what the coalition view shows.

    Safe to use from several threads.
    """

    def __init__(self, dossier: Dossier, load: Load) -> None:
        self.dossier = dossier
        self.closing = False
        self.told: dict[tuple[int, str], asyncio.Task[dict[str, Any]]] = {}
        self.pulse: tuple[float, str] = (-1000.0, "")
        self.situation: Situation | None = None
        self._load = load
        self._lock = threading.Lock()
        self._counting = threading.Lock()
        self._waiting: deque[str] = deque()
        self._recent: deque[str] = deque(maxlen=_RECENT)
        self._failures: deque[str] = deque(maxlen=_RECENT)
        self._reading: threading.Thread | None = None
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._counts: tuple[tuple[Any, ...], float, dict[str, Any]] | None = None
        self._kept: OrderedDict[tuple[Any, ...], tuple[tuple[Any, ...], float, Any]] = OrderedDict()
        self._computing: dict[tuple[Any, ...], threading.Lock] = {}

    def document(self, name: str) -> Document:
        """A document by its id; the last ones asked for are kept, as a document never changes."""
        with self._lock:
            if name in self._documents:
                self._documents.move_to_end(name)
                return self._documents[name]
        found = self.dossier.document(name)
        with self._lock:
            self._documents[found.id] = found
            while len(self._documents) > _KEPT_DOCUMENTS:
                self._documents.popitem(last=False)
        return found

    def stamp(self) -> tuple[Any, ...]:
        """What tells one state of the dossier from another, whoever changed it."""
        with self.dossier._store.reading() as connection:
            return tuple(connection.execute(_STAMP).one())

    def kept(self, key: tuple[Any, ...], compute: Callable[[], _T]) -> _T:
        """What `compute` gives, computed once for each state of the dossier, also where many ask at once.

        Who waited takes what was begun after they asked, though the dossier has changed again: else, where changes
        come quicker than they are laid out, all would wait for one another.
        """
        asked = time.monotonic()
        with self._lock:
            computing = self._computing.setdefault(key, threading.Lock())
        with computing:
            begun = time.monotonic()
            stamp = self.stamp()
            with self._lock:
                found = self._kept.get(key)
                if found is not None and (found[0] == stamp or found[1] >= asked):
                    self._kept.move_to_end(key)
                    value: _T = found[2]
                    return value
            made = compute()
            with self._lock:
                self._kept[key] = stamp, begun, made
                while len(self._kept) > _KEPT_VIEWS:
                    self._computing.pop(self._kept.popitem(last=False)[0], None)
            return made

    def changes(self, since: int) -> dict[str, Any]:
        """What people changed after the history's entry with the number `since` (the newest few), the number of the
        last one, and the dossier's state as a word.
        """
        stamp = self.stamp()
        rows: list[dict[str, Any]] = []
        if (stamp[0] or 0) > since:
            c = history.c
            query = sa.select(c.id, c.uid, c.at, c.who, c.action, c.item, c.actor, c.undoes)
            query = query.where(c.id > since).order_by(c.id.desc()).limit(_NEWEST)
            with self.dossier._store.reading() as connection:
                rows = [dict(row._mapping) for row in connection.execute(query)][::-1]
        last = max([stamp[0] or 0, *(row["id"] for row in rows)])
        return {"last": last, "state": "-".join(str(part or 0) for part in stamp), "changes": rows}

    def counts(self, *, wait: bool = True) -> dict[str, Any]:
        """The dossier's status with `to_review` (at most COUNTED + 1) and `stale`.

        Counting a large dossier takes longer than a page may; without `wait`, the last counts are given where counting
        them took long, marked stale where they no longer hold.
        """
        stamp = self.stamp()
        with self._lock:
            if self._counts is not None and (self._counts[0] == stamp or (not wait and self._counts[1] > _QUICK)):
                return {**self._counts[2], "stale": self._counts[0] != stamp}
        if not self._counting.acquire(blocking=wait or self._counts is None):
            kept = self._counts
            return {**(kept[2] if kept else {}), "stale": True}  # somebody counts already
        try:
            with self._lock:
                if self._counts is not None and self._counts[0] == stamp:
                    return {**self._counts[2], "stale": False}
            begun = time.monotonic()
            found = self.dossier.status()
            found["to_review"] = len(self.dossier.queue(limit=COUNTED + 1))
            found["title"] = found["title"] or self.dossier.place
            with self._lock:
                self._counts = stamp, time.monotonic() - begun, found
            return {**found, "stale": False}
        finally:
            self._counting.release()

    def warm(self) -> None:
        """Count and lay out the matrix behind, so that the first page does not wait for it."""

        def work() -> None:
            with suppress(StandpunktError):  # whoever asks for the page is told
                self.counts()
                self.kept(("matrix", None, False), self.dossier.matrix)

        threading.Thread(target=work, name="standpunkt-warm", daemon=True).start()

    def start_reading(self, ids: Iterable[str], failures: Iterable[str] = ()) -> None:
        """Read documents in the background, one after the other; `failures` are told with those of the reading."""
        with self._lock:
            wanted = list(dict.fromkeys(ids))
            self._waiting.extend(wanted)
            self._recent.extend(wanted)
            self._failures.extend(failures)
            if self._reading is None:
                self._reading = threading.Thread(target=self._read, name="standpunkt-reading", daemon=True)
                self._reading.start()

    def reading_state(self) -> dict[str, Any]:
        """How many documents wait to be read, the last ones added (newest first), and what went wrong."""
        with self._lock:
            waiting, recent, failures = len(self._waiting), list(self._recent)[::-1], list(self._failures)
            busy = self._reading is not None
        found = [self.document(ident) for ident in dict.fromkeys(recent)]
        return {
            "busy": busy,
            "waiting": waiting,
            "recent": [{"document": d.id, "title": d.title, "published": d.published} for d in found],
            "failures": failures,
        }

    def finish_reading(self, seconds: float) -> None:
        """Wait until everything is read, or for so many seconds."""
        thread = self._reading
        if thread is not None:
            thread.join(seconds)

    def _read(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._reading = None
                    return
                ident = self._waiting[0]
            try:
                reader = self._load(self.dossier)
                self.dossier.add(reader.read(self.document(ident)), model_name(reader))
            except StandpunktError as error:
                self._fail(ident, str(error))
            except Exception as error:  # the thread must live on and say what happened
                self._fail(ident, f"a fault of ours: {type(error).__name__}: {error}")
            with self._lock:
                self._waiting.popleft()

    def _fail(self, ident: str, line: str) -> None:
        with self._lock:
            told = f"{ident[:12]}: kept, not read: {line}"
            if told not in self._failures:
                self._failures.append(told)


def model_name(reader: object) -> str:
    """The version under which a reader's readings are kept."""
    return str(getattr(reader, "version", None) or f"standpunkt-{standpunkt.__version__}")


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(_desk)]
