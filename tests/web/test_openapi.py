"""Whatever the description of the interface allows, and much that it does not, is answered without a fault of ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from opened_desk import TOKEN
from test_adding import Reader

from standpunkt.dossier import Dossier
from standpunkt.web import create_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


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
    asked: set[str] = set()
    for found in described.exclude(path="/api/import/url").get_all_operations():
        operation = found.ok()

        @settings(max_examples=5, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            asked.add(f"{case.method} {case.path}")
            answer = case.call(headers=HEADERS)
            assert answer.status_code < 500, answer.text
            assert answer.status_code not in (401, 403, 421), answer.text

        ask()
    assert {"GET /api/matrix", "POST /api/items/{uid}/edit", "POST /api/import"} <= asked
    assert len(asked) >= 20
