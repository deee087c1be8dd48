"""Whatever the description of the interface allows, and much that it does not, is answered without a fault of ours."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from opened_desk import TOKEN
from test_adding import Reader

from standpunkt.dossier import Dossier
from standpunkt.web import create_app
from standpunkt.web.accounts import Accounts
from standpunkt.web.demonstration import make_demonstration

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
EXAMPLES = 10
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def described(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of a desk; fetching addresses is left out, as it would ask the real network."""
    place = tmp_path_factory.mktemp("openapi") / "own.dossier"
    shutil.copy(demonstration, place)
    with Dossier.open(place) as dossier:
        app = create_app(
            dossier, token=TOKEN, hosts=["testserver", "localhost", "127.0.0.1"], who="Ada", load=lambda _: Reader()
        )
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)


def test_no_request_is_a_fault_of_ours(described: Any) -> None:
    asked = _ask(described, lambda _: HEADERS, {})
    assert {"GET /api/matrix", "POST /api/items/{uid}/edit", "POST /api/import"} <= asked
    assert len(asked) >= 20


def test_no_request_of_somebody_signed_in_is_a_fault_of_ours(schema: Callable[[], str]) -> None:
    """A team's desk on PostgreSQL: all operations as an editor, changes as a reader too."""
    place = schema()
    make_demonstration(place)
    with Dossier.open(place) as dossier:
        accounts = Accounts(dossier)
        signed: dict[str, dict[str, str]] = {}
        for name, role in (("Eda", "editor"), ("Rea", "reader")):
            accounts.add(name, role, PASSWORD)
            signed[name] = _bearer(accounts, name)
        app = create_app(
            dossier, hosts=["testserver", "localhost", "127.0.0.1"], accounts=accounts, load=lambda _: Reader()
        )
        described = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=signed["Eda"])

        def editor(path: str) -> dict[str, str]:
            return _bearer(accounts, "Eda") if path == "/api/sign-out" else signed["Eda"]

        # Whoever signs in with a made-up password is told so, and slowed down after the fifth time.
        asked = _ask(described, editor, {"/api/sign-in": {401, 429}})
        assert {"GET /api/matrix", "GET /api/me", "POST /api/sign-in", "POST /api/sign-out"} <= asked
        _ask(described.include(method="POST"), lambda _: signed["Rea"], {None: {401, 403, 429}})


def _bearer(accounts: Accounts, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {accounts.sign_in(name, PASSWORD, 'test')}"}


def _ask(described: Any, headers: Callable[[str], dict[str, str]], refused: dict[str | None, set[int]]) -> set[str]:
    """Ask each operation; those of `refused` (None: all) may be refused with these codes. What was asked."""
    asked: set[str] = set()
    for found in described.exclude(path="/api/import/url").get_all_operations():
        operation = found.ok()

        @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            asked.add(f"{case.method} {case.path}")
            answer = case.call(headers=headers(case.path))
            assert answer.status_code < 500, answer.text
            allowed = refused.get(case.path, refused.get(None, set()))
            assert answer.status_code not in {401, 403, 421, 429} - allowed, answer.text

        ask()
    return asked
