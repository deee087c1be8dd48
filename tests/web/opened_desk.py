"""How tests ask a desk."""

from __future__ import annotations

from starlette.testclient import TestClient

from standpunkt.dossier import Dossier
from standpunkt.web import create_app

TOKEN = "not-a-secret"
OWN = {"origin": "http://testserver"}


def stranger(dossier: Dossier) -> TestClient:
    """A browser that has not opened the URL with the token."""
    return TestClient(create_app(dossier, token=TOKEN, hosts=["testserver"], who="Ada"), raise_server_exceptions=False)


def visitor(dossier: Dossier) -> TestClient:
    """A browser that has."""
    client = TestClient(create_app(dossier, token=TOKEN, hosts=["testserver"], who="Ada"))
    assert client.get(f"/?token={TOKEN}").status_code == 200
    return client
