"""Accounts of a team and their sessions, kept in the dossier's database beside its own tables.

Passwords are kept as Argon2id hashes, sessions as the SHA-256 of what the browser holds: who reads the database can
sign in as nobody. Attempts are counted in the database too, so that several servers count together.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
import threading
from collections.abc import Callable
from typing import Any, get_args

import sqlalchemy as sa

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.web.people import ROLES, Person, Role

__all__ = ["SHORTEST", "Accounts", "TooManyAttempts"]

SHORTEST = 10
"""Characters of a password."""
_LONGEST = 1000
_IDLE = datetime.timedelta(hours=24)
_LONGEST_SESSION = datetime.timedelta(days=14)
_WINDOW = datetime.timedelta(minutes=15)
_MOST_BY_NAME_AND_PLACE = 5
_MOST_BY_PLACE = 100
_MOST_BY_NAME = 50
_HASHING = threading.Semaphore(2)
"""A hash takes 64 MiB; whoever sends many passwords at once must not take all memory."""

_metadata = sa.MetaData()
_accounts = sa.Table(
    "desk_accounts",
    _metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
)
_sessions = sa.Table(
    "desk_sessions",
    _metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, sa.ForeignKey("desk_accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("begun_at", sa.Text, nullable=False),
    sa.Column("seen_at", sa.Text, nullable=False),
)
_attempts = sa.Table(
    "desk_attempts",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False, index=True),
)


class TooManyAttempts(InputError):
    """Signing in failed too often; `seconds` says when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"sign-in: failed too often; try again in {max(1, round(seconds / 60))} minutes")
        self.seconds = seconds


class Accounts:
    """The accounts of a dossier's team. Every method raises InputError in one clear line.

    `now` gives the moment (UTC); tests move it.
    """

    def __init__(self, dossier: Dossier, now: Callable[[], datetime.datetime] | None = None) -> None:
        try:
            from argon2 import PasswordHasher
        except ModuleNotFoundError as error:
            raise InputError("argon2-cffi is not installed; install it with: pip install 'standpunkt[web]'") from error
        self._store = dossier._store
        self._now = now or (lambda: datetime.datetime.now(datetime.UTC))
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex(16))
        with self._store.writing() as connection:
            _metadata.create_all(connection)

    def all(self) -> list[dict[str, Any]]:
        """Every account: name, role, and when it was made and last seen."""
        seen = sa.select(sa.func.max(_sessions.c.seen_at)).where(_sessions.c.name == _accounts.c.name)
        query = sa.select(
            _accounts.c.name, _accounts.c.role, _accounts.c.made_at, seen.scalar_subquery().label("seen_at")
        ).order_by(_accounts.c.name)
        with self._store.reading() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def add(self, name: str, role: str, password: str) -> None:
        """A new account."""
        values = {"name": _name(name), "role": _role(role), "password": self._hash(password), "made_at": self._at()}
        with self._store.writing() as connection:
            if self._account(connection, values["name"]) is not None:
                raise InputError(f"account {values['name']}: is there already; change it with: standpunkt account set")
            connection.execute(sa.insert(_accounts).values(values))

    def set(self, name: str, *, role: str | None = None, password: str | None = None) -> None:
        """Change an account's role or password; a new password ends its sessions."""
        values: dict[str, str] = {}
        if role is not None:
            values["role"] = _role(role)
        if password is not None:
            values["password"] = self._hash(password)
        with self._store.writing() as connection:
            self._need(connection, name)
            if values:
                connection.execute(sa.update(_accounts).where(_accounts.c.name == name).values(values))
            if password is not None:
                connection.execute(sa.delete(_sessions).where(_sessions.c.name == name))

    def remove(self, name: str) -> None:
        """Take an account away with its sessions. What it signed stays signed."""
        with self._store.writing() as connection:
            self._need(connection, name)
            connection.execute(sa.delete(_sessions).where(_sessions.c.name == name))
            connection.execute(sa.delete(_accounts).where(_accounts.c.name == name))

    def sign_in(self, name: str, password: str, place: str) -> str:
        """A new session's token for a name and its password. `place` is the address it is asked from.

        Raises TooManyAttempts after too many failures by this name from there, from there, or by this name.
        """
        name = name.strip()[:200]
        with self._store.writing() as connection:  # counted before it is known to fail: many at once count too
            self._check(connection, name, place)
            connection.execute(sa.insert(_attempts).values(name=name, place=place, at=self._at()))
            connection.execute(sa.delete(_attempts).where(_attempts.c.at < self._at(-_WINDOW)))
            row = self._account(connection, name)
        if not self._fits(self._nobody if row is None else row.password, password) or row is None:
            raise InputError("sign-in: name and password do not fit; try again")
        token = secrets.token_urlsafe(32)
        renewed = self._hash(password) if self._hasher.check_needs_rehash(row.password) else None
        at = self._at()
        with self._store.writing() as connection:
            if renewed:
                connection.execute(sa.update(_accounts).where(_accounts.c.name == name).values(password=renewed))
            connection.execute(sa.insert(_sessions).values(digest=_digest(token), name=name, begun_at=at, seen_at=at))
            mine = (_attempts.c.name == name) & (_attempts.c.place == place)
            connection.execute(sa.delete(_attempts).where(mine))
            connection.execute(sa.delete(_sessions).where(_sessions.c.begun_at < self._at(-_LONGEST_SESSION)))
        return token

    def person(self, token: str) -> Person | None:
        """Whose session a token is; None where there is none (any more)."""
        query = (
            sa.select(_sessions, _accounts.c.role)
            .join(_accounts, _accounts.c.name == _sessions.c.name)
            .where(_sessions.c.digest == _digest(token))
        )
        with self._store.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or row.seen_at < self._at(-_IDLE) or row.begun_at < self._at(-_LONGEST_SESSION):
            return None
        if row.seen_at < self._at(-datetime.timedelta(minutes=10)):
            with self._store.writing() as connection:
                same = _sessions.c.digest == row.digest
                connection.execute(sa.update(_sessions).where(same).values(seen_at=self._at()))
        return Person(row.name, _role(row.role))

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._store.writing() as connection:
            connection.execute(sa.delete(_sessions).where(_sessions.c.digest == _digest(token)))

    def change_password(self, name: str, old: str, new: str, place: str) -> None:
        """Set one's own password, which takes the one that holds; all sessions end."""
        self.sign_out(self.sign_in(name, old, place))
        self.set(name, password=new)

    def _check(self, connection: sa.Connection, name: str, place: str) -> None:
        since = _attempts.c.at >= self._at(-_WINDOW)
        by_name, by_place = _attempts.c.name == name, _attempts.c.place == place
        for most, where in (
            (_MOST_BY_NAME_AND_PLACE, by_name & by_place),
            (_MOST_BY_PLACE, by_place),
            (_MOST_BY_NAME, by_name),
        ):
            query = sa.select(_attempts.c.at).where(since, where).order_by(_attempts.c.at.desc()).limit(most)
            failed = list(connection.execute(query).scalars())
            if len(failed) == most:
                until = datetime.datetime.fromisoformat(failed[-1]) + _WINDOW
                raise TooManyAttempts(max(1, int((until - self._now()).total_seconds())))

    def _fits(self, kept: str, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        with _HASHING:
            try:
                return self._hasher.verify(kept, password[:_LONGEST])
            except (VerificationError, InvalidHashError):
                return False

    def _hash(self, password: str) -> str:
        if not SHORTEST <= len(password) <= _LONGEST:
            raise InputError(f"password: give {SHORTEST} to {_LONGEST} characters")
        with _HASHING:
            return self._hasher.hash(password)

    def _need(self, connection: sa.Connection, name: str) -> None:
        if self._account(connection, name) is None:
            raise InputError(f"account {name}: there is none; see: standpunkt account list")

    @staticmethod
    def _account(connection: sa.Connection, name: str) -> sa.Row[Any] | None:
        return connection.execute(sa.select(_accounts).where(_accounts.c.name == name)).one_or_none()

    def _at(self, moved: datetime.timedelta = datetime.timedelta()) -> str:
        return (self._now() + moved).isoformat(timespec="microseconds")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "backslashreplace")).hexdigest()


def _name(given: str) -> str:
    name = " ".join(given.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise InputError("account: give a name of 1 to 80 characters; it signs changes")
    return name


def _role(given: str) -> Role:
    for each in ROLES:
        if given == each:
            return each
    raise InputError(f"role {given!r}: there is none; there are: {', '.join(get_args(Role))}")
