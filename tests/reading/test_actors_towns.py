"""Towns by the words of a text."""

from __future__ import annotations

import pytest

from standpunkt.reading.actors_towns import may_be_town, town_of_dateline


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Titel\n\nZillnach, 28. November 2026\n\nDie Gemeinde will bauen.", "Zillnach"),
        ("Title\n\nPort Ansell, 3 May 2026\n\nThe council met.", "Port Ansell"),
        ("LEUDENBACH - Die Gemeinde will bauen.", "Leudenbach"),
        ("Die Gemeinde will am 28. November 2026 bauen.", None),
    ],
)
def test_the_town_of_a_date_line(text: str, town: str | None) -> None:
    assert town_of_dateline(text) == town


def test_no_railway_and_no_bridge_has_a_mayor() -> None:
    assert [may_be_town(x) for x in ("Zillnach", "Gletscherbahn", "Aarbrücke")] == [True, False, False]
