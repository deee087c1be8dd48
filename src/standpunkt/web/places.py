"""Where a form may lead afterwards."""

from __future__ import annotations

__all__ = ["own_place"]


def own_place(place: str, otherwise: str = "/review") -> str:
    """A place on this desk; anything else leads to `otherwise`."""
    return place if place.startswith("/") and place[1:2] not in ("/", "\\") and place.isprintable() else otherwise
