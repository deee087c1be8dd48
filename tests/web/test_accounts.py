from __future__ import annotations

import datetime
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.web.accounts import Accounts, TooManyAttempts
from standpunkt.web.people import Person

PASSWORD = "correct horse battery"


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.at = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.at += datetime.timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    with Dossier.new(tmp_path / "team.dossier") as dossier:
        found = Accounts(dossier, clock)
        found.add("Ada", "editor", PASSWORD)
        yield found


def test_a_session_lasts_while_it_is_used(accounts: Accounts, clock: Clock) -> None:
    token = accounts.sign_in("Ada", PASSWORD, "here")
    assert accounts.person(token) == Person("Ada", "editor")
    for _ in range(13):
        clock.pass_(hours=23)
        assert accounts.person(token) is not None
    clock.pass_(hours=23 * 2)
    assert accounts.person(token) is None
    again = accounts.sign_in("Ada", PASSWORD, "here")
    for _ in range(20):
        clock.pass_(hours=20)
        last = accounts.person(again)
    assert last is None  # two weeks at most, also where it is used
    third = accounts.sign_in("Ada", PASSWORD, "here")
    accounts.sign_out(third)
    assert accounts.person(third) is None
    assert accounts.person("") is None
    assert accounts.person("\ud800") is None


def test_what_is_kept_lets_nobody_in(accounts: Accounts) -> None:
    token = accounts.sign_in("Ada", PASSWORD, "here")
    with accounts._store.reading() as connection:
        rows = [
            str(r)
            for t in ("desk_accounts", "desk_sessions")
            for r in connection.execute(sa.text(f"SELECT * FROM {t}"))
        ]
    assert any("$argon2id$" in row for row in rows)
    assert not any(PASSWORD in row or token in row for row in rows)


def test_signing_in_is_slowed_by_name_and_place(accounts: Accounts, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(InputError, match="do not fit"):
            accounts.sign_in("Ada", "something wrong", "there")
    with pytest.raises(TooManyAttempts) as told:
        accounts.sign_in("Ada", PASSWORD, "there")
    assert 0 < told.value.seconds <= 900
    assert accounts.sign_in("Ada", PASSWORD, "elsewhere")  # others are not locked out by it
    clock.pass_(minutes=16)
    assert accounts.sign_in("Ada", PASSWORD, "there")


def test_many_at_once_are_counted_too(accounts: Accounts) -> None:
    def guess(number: int) -> str:
        try:
            return accounts.sign_in("Ada", f"guess number {number}", "there")
        except InputError as error:
            return type(error).__name__

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(guess, range(12)))
    assert sorted(found) == ["InputError"] * 5 + ["TooManyAttempts"] * 7


def test_a_name_that_is_not_there_is_answered_alike(accounts: Accounts) -> None:
    lines = []
    for name in ("Ada", "Nobody"):
        with pytest.raises(InputError) as told:
            accounts.sign_in(name, "something wrong", "there")
        lines.append(str(told.value))
    assert lines[0] == lines[1]


def test_changes_of_an_account_hold_at_once(accounts: Accounts) -> None:
    token = accounts.sign_in("Ada", PASSWORD, "here")
    accounts.set("Ada", role="reader")
    assert accounts.person(token) == Person("Ada", "reader")
    accounts.change_password("Ada", PASSWORD, "another long one", "here")
    assert accounts.person(token) is None
    with pytest.raises(InputError):
        accounts.sign_in("Ada", PASSWORD, "here")
    token = accounts.sign_in("Ada", "another long one", "here")
    accounts.remove("Ada")
    assert accounts.person(token) is None
    assert accounts.all() == []


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("", "coder", PASSWORD), ("A\x00", "coder", PASSWORD), ("Ada", "coder", PASSWORD), ("Bo", "king", PASSWORD),
     ("Bo", "coder", "short"), ("Bo", "coder", "x" * 1001), ("x" * 81, "coder", PASSWORD)],
)  # fmt: skip
def test_bad_accounts_are_refused_in_one_line(accounts: Accounts, name: str, role: str, password: str) -> None:
    with pytest.raises(InputError) as told:
        accounts.add(name, role, password)
    assert "\n" not in str(told.value)
    with pytest.raises(InputError):
        accounts.set("Nobody", role="coder")
    assert [a["name"] for a in accounts.all()] == ["Ada"]
