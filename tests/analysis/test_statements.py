"""The table of statements."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.analysis.statements import MISSING, StatementTable, coded, parse_time
from standpunkt.errors import InputError

CSV = """document,date,organization,concept,agreement,confidence
d1,2024-03-01,Hafenrat,Mole bauen,ja,0.5
d2,02.03.2024,Werft,Mole bauen,0,
"""


def test_a_csv_is_read() -> None:
    table = StatementTable.from_csv("\ufeff" + CSV.replace(",", ";"))
    assert len(table) == 2
    assert table.text("organization").labels == ("Hafenrat", "Werft")
    assert table.integers["agreement"].tolist() == [1, 0]
    assert table.confidence.tolist() == [0.5, 1.0]
    assert [str(t) for t in table.time] == ["2024-03-01T00:00:00", "2024-03-02T00:00:00"]
    assert table.ids.tolist() == ["1", "2"]


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_a_data_frame_is_read(frame: type) -> None:
    data = {
        "date": ["2024-03-01", "2024-03-02"],
        "organization": ["A", None],
        "agreement": [True, False],
        "rank": [3, -1],
    }
    table = StatementTable.from_frame(frame(data))
    assert table.strings("organization") == ["A", ""]
    assert table.integers["agreement"].tolist() == [1, 0]
    assert table.integers["rank"].tolist() == [3, -1]
    assert table.text("document").labels == ("1", "2")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2024-03-01", "soon", "row 1: date 'soon'"),
        (",ja,", ",perhaps,", "row 1: agreement 'perhaps'"),
        ("0.5", "1.5", "row 1: confidence '1.5'"),
        ("d2,", "d2,x,", "line 3 has 7 fields"),
        ("date", "day", "no column 'date'"),
        (CSV, "", "empty"),
    ],
)
def test_what_cannot_be_read_is_told(old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        StatementTable.from_csv(CSV.replace(old, new, 1))


def test_tables_are_joined() -> None:
    first = StatementTable.from_csv(CSV)
    second = StatementTable.from_records([{"date": "2024-04-01", "organization": "Fischer", "agreement": None}])
    both = StatementTable.concatenated([first, second])
    assert both.strings("organization") == ["Hafenrat", "Werft", "Fischer"]
    assert both.strings("concept") == ["Mole bauen", "Mole bauen", ""]
    assert both.integers["agreement"].tolist() == [1, 0, MISSING]


@given(st.lists(st.text(max_size=4)))
def test_codes_give_back_the_values(values: list[str]) -> None:
    column = coded(values)
    assert [column.labels[c] for c in column.codes] == values
    assert list(column.labels) == sorted(set(values))


def test_times_are_utc() -> None:
    assert parse_time("2024-03-01T01:00:00+02:00") == np.datetime64("2024-02-29T23:00:00")
    assert parse_time("1.3.2024") == np.datetime64("2024-03-01T00:00:00")
