"""How a dossier is opened: SQLite in WAL or PostgreSQL, its schema brought up to date, its errors in one clear line."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event

from standpunkt.dossier.tables import HEAD
from standpunkt.errors import InputError, InternalError, StandpunktError

__all__ = ["Store", "StoreError", "create_store", "open_store"]

_MAGIC = b"SQLite format 3\x00"


class StoreError(InputError):
    """The dossier itself cannot be read or written just now: a full disk, another program, no right to write."""


class Store:
    """An engine with its place's name; `reading()` and `writing()` are the only ways in.

    A transaction of `writing()` is whole or not there at all; writers wait for one another for `timeout` seconds.
    """

    def __init__(self, place: str, engine: sa.Engine) -> None:
        self.place = place
        self.engine = engine

    @property
    def sqlite(self) -> bool:
        """Whether the dossier is a file."""
        return self.engine.dialect.name == "sqlite"

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one moment of the dossier."""
        with self._told(), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection whose changes are all kept at the end, or none where anything is raised.

        Writers come one after the other, so that what is read here is still so when the change is kept.
        """
        with (
            self._told(),
            self.engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            if not self.sqlite:
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(7307021)"))
            yield connection

    def close(self) -> None:
        """Let go of the file or server."""
        self.engine.dispose()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise _clear(error, self.place) from error


def create_store(place: str, timeout: float = 30.0) -> Store:
    """A new, empty dossier. Raises InputError where there is one already or the place cannot be written."""
    if not _is_url(place):
        path = Path(place)
        if path.exists():
            raise InputError(f"{place}: exists already; give the name of a new file")
        if not path.parent.is_dir():
            raise InputError(f"{place}: there is no folder {path.parent}; make it first")
        # Built under another name and moved, so that a dossier that is there is a whole one.
        part = path.with_name(path.name + ".part")
        with contextlib.suppress(OSError):
            part.unlink()
        try:
            store = Store(place, _engine(str(part), timeout))
            _migrate(store)
            store.close()
            part.rename(path)
        except OSError as error:
            raise InputError(f"{place}: cannot be written ({error.strerror})") from error
        finally:
            for name in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
                with contextlib.suppress(OSError):
                    name.unlink()
        return Store(place, _engine(place, timeout))
    store = Store(_shown(place), _engine(place, timeout))
    with store.reading() as connection:
        if sa.inspect(connection).has_table("alembic_version"):
            raise InputError(f"{store.place}: holds a dossier already; give another database")
    _migrate(store)
    return store


def open_store(place: str, timeout: float = 30.0) -> Store:
    """The dossier at a path or PostgreSQL URL; an older schema is brought up to date, after a copy was made.

    Raises InputError where there is none, where it is damaged, or where a newer version wrote it.
    """
    if not _is_url(place):
        _look_at(Path(place))
    store = Store(_shown(place), _engine(place, timeout))
    with store.reading() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            raise InputError(f"{store.place}: is no dossier; make one with: standpunkt new")
        version = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    if version == HEAD:
        return store
    if not isinstance(version, str) or version > HEAD:
        raise InputError(
            f"{store.place}: a newer version of standpunkt wrote this dossier; update standpunkt to open it"
        )
    if store.sqlite:
        if not os.access(place, os.W_OK):
            raise InputError(f"{place}: must be updated but may not be written; give yourself the right to write it")
        _copy(Path(place), Path(f"{place}.before-{HEAD}"))
    _migrate(store)
    return store


def _is_url(place: str) -> bool:
    return "://" in place


def _shown(place: str) -> str:
    return sa.make_url(place).render_as_string(hide_password=True) if _is_url(place) else place


def _engine(place: str, timeout: float) -> sa.Engine:
    def dumps(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    if _is_url(place):
        try:
            url = sa.make_url(place)
            if url.drivername in ("postgresql", "postgres"):
                url = url.set(drivername="postgresql+psycopg")
            if url.get_backend_name() != "postgresql":
                raise InputError(f"{_shown(place)}: give a path, or the URL of a PostgreSQL database")
            # The web desk answers on up to 40 threads: each finds a connection.
            engine = sa.create_engine(url, json_serializer=dumps, pool_pre_ping=True, pool_size=10, max_overflow=32)
        except sa.exc.ArgumentError:
            raise InputError(f"{place}: is no URL of a database; write it as postgresql://user@host/name") from None
        except ImportError as error:
            raise InputError(
                "psycopg is not installed; install it with: pip install 'standpunkt[postgresql]'"
            ) from error

        @event.listens_for(engine, "connect")
        def _set_up(connection: Any, _record: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{int(timeout * 1000)}ms'")
            connection.commit()

        return engine
    read_only = Path(place).exists() and not os.access(
        place, os.W_OK, effective_ids=os.access in os.supports_effective_ids
    )
    engine = sa.create_engine(_sqlite_url(place, read_only), json_serializer=dumps, connect_args={"timeout": timeout})

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, by what they are for
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _sqlite_url(place: str, read_only: bool) -> sa.URL:
    if not read_only:
        return sa.URL.create("sqlite", database=place)
    # Where the file's folder may not be written either, SQLite reads it only where told that nobody writes it.
    query = {"mode": "ro", "uri": "true"} | ({} if _logged(Path(place)) else {"immutable": "1"})
    return sa.URL.create("sqlite", database=f"file:{quote(place)}", query=query)


def _migrate(store: Store) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "standpunkt:dossier/migrations")
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def _copy(path: Path, copy: Path) -> None:
    """A copy of the file with what its log holds, made by SQLite itself."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as old, contextlib.closing(sqlite3.connect(copy)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise InputError(f"{path}: no copy could be made before updating it ({error}); nothing was changed") from error


def _look_at(path: Path) -> None:
    """Say what is wrong with a file before a database library says it in its own words."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; give the file of a dossier")
    if not path.exists():
        raise InputError(f"{path}: no such dossier; make it with: standpunkt new {path}")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror})") from error
    if not head.startswith(_MAGIC):
        what = "is cut off" if _MAGIC.startswith(head[:16]) or not head else "is no dossier"
        raise InputError(f"{path}: {what}; restore it from a copy")
    page = int.from_bytes(head[16:18], "big")
    size = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if len(head) < 100 or (path.stat().st_size < size and not _logged(path)):
        raise InputError(f"{path}: is cut off ({path.stat().st_size} of {size} bytes); restore it from a copy")


def _logged(path: Path) -> bool:
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def _clear(error: sa.exc.DBAPIError, place: str) -> StandpunktError:
    """One clear line for what a database says; whatever had been kept before is still there."""
    said = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    low = said.lower()
    if "nul (0x00)" in low or "unterminated string" in low:
        return InputError(f"{place}: what was asked holds a NUL character, which no text here has; leave it out")
    for signs, line in (
        (("locked", "lock timeout"), "is in use by another program; try again when it is done"),
        (
            ("disk is full", "no space left", "disk full"),
            "the disk is full; make room and run it again; nothing was lost",
        ),
        (("readonly", "read-only"), "may not be written; give yourself the right to write it"),
        (("malformed", "not a database", "disk i/o error"), "is damaged; restore it from a copy"),
        (("unable to open", "could not connect", "connection failed", "connection refused"), "cannot be opened"),
    ):
        if any(sign in low for sign in signs):
            more = f" ({said})" if line == "cannot be opened" else ""
            return StoreError(f"{place}: {line}{more}")
    return InternalError(f"{place}: the database says: {said}")
