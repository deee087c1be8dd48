"""The matrix of positions: who stands where on what."""

from __future__ import annotations

from dataclasses import fields

from standpunkt.dossier.asking import Cell
from standpunkt.web.desk import DeskOf
from standpunkt.web.network import two_modes
from standpunkt.web.views import AsOf, Data, view

__all__ = ["matrix"]

_CELL = tuple(field.name for field in fields(Cell))


def _graphml(desk: DeskOf, as_of: AsOf = None, represented: bool = False) -> str:
    return two_modes(desk, as_of or "")


@view(
    "/",
    "matrix.html",
    lambda data: data["cells"],
    files={"graphml": ("application/graphml+xml", _graphml)},
    picture="matrix",
)
def matrix(desk: DeskOf, as_of: AsOf = None, represented: bool = False) -> Data:
    """The matrix of positions: actors × questions."""
    day = as_of or None
    found = desk.kept(("matrix", day, represented), lambda: desk.dossier.matrix(as_of=day, represented=represented))
    return {
        "as_of": as_of or None,
        "represented": represented,
        "actors": found.actors,
        "questions": found.questions,
        "cells": [
            {"actor": a, "question": q, **{name: getattr(c, name) for name in _CELL}}
            for (a, q), c in found.cells.items()
        ],
    }
