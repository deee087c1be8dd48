"""Places for dossiers: a file, and a schema of a PostgreSQL server of our own, so that the same tests run on both."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new dossier can be made: a path, or the URL of an empty schema."""
    if request.param == "sqlite":
        return str(tmp_path / "talks.dossier")
    return str(request.getfixturevalue("schema")())
