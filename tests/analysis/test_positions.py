"""Positions of a dossier as statements."""

from typing import Any

import pytest

from standpunkt.analysis.networks import network
from standpunkt.analysis.positions import positions_table
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.analysis.statements import MISSING
from standpunkt.dossier.changes import Held
from standpunkt.errors import InputError

ACTORS: list[dict[str, Any]] = [
    {"key": "p1", "name": "Runa Velting", "type": "person", "represents": "o1", "country": None},
    {"key": "o1", "name": "Norlund", "type": "state", "represents": None, "country": "NLD"},
    {"key": "p2", "name": "Odo Brackwede", "type": "person", "represents": None, "country": None},
]


def held(actor: str, answer: str, date: str | None = "2025-03-03") -> Held:
    return Held(f"i{actor}{answer}", actor, "ferry", answer, date, 0, "Words.", "d1", "machine", 0.5)


def test_positions_become_statements() -> None:
    positions = [
        held("p1", "yes"),
        held("o1", "conditional"),
        held("p2", "no"),
        held("p2", "open"),
        held("p2", "no", None),
    ]
    table = positions_table(positions, ACTORS, {"ferry": "The ferry?"}, [{"hash": "d1", "title": "Streit"}])
    assert table.strings("organization") == ["Norlund", "Norlund", "Odo Brackwede", "Odo Brackwede"]
    assert table.strings("person") == ["Runa Velting", "", "Odo Brackwede", "Odo Brackwede"]
    assert table.strings("country")[:2] == ["NLD", "NLD"]
    assert table.integers["agreement"].tolist() == [1, 1, 0, MISSING]
    assert table.confidence.tolist() == [0.5] * 4
    made = network(table, NetworkOptions())
    assert (made.rows, made.dense()[0, 1]) == (("Norlund", "Odo Brackwede"), -1)


def test_no_date_at_all_is_told() -> None:
    with pytest.raises(InputError, match="none has a date"):
        positions_table([held("p1", "yes", None)], ACTORS, {}, [])


def test_an_empty_dossier_is_an_empty_table() -> None:
    assert len(positions_table([], [], {}, [])) == 0
