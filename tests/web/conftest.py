"""A desk over the demonstration dossier, without a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from opened_desk import visitor
from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web.demonstration import make_demonstration


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a demonstration dossier, made once; copy it to change it."""
    place = tmp_path_factory.mktemp("desk") / "demonstration.dossier"
    make_demonstration(place)
    return place


@pytest.fixture
def dossier(demonstration: Path, tmp_path: Path) -> Iterator[Dossier]:
    """A demonstration dossier of one's own."""
    place = tmp_path / "own.dossier"
    shutil.copy(demonstration, place)
    with Dossier.open(place) as opened:
        yield opened


@pytest.fixture
def client(dossier: Dossier) -> TestClient:
    """A browser that has opened the URL with the token."""
    return visitor(dossier)
