"""Tables and readings out of a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pandas
import polars
import pytest
from articles import TEXT, reading

from standpunkt.dossier import Dossier
from standpunkt.dossier.flat import COLUMNS, TABLES
from standpunkt.errors import InputError
from standpunkt.exports.schema import reading_schema


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    made = Dossier.new(tmp_path / "d")
    made.add(reading(), "m1")
    return made


def test_tables_as_pandas_and_polars(dossier: Dossier) -> None:
    dossier.accept(dossier.items("position")[0]["uid"], "Ada")
    for name in TABLES:
        rows = dossier.table(name)
        assert rows
        one, two = dossier.table(name, "pandas"), dossier.table(name, "polars")
        assert isinstance(one, pandas.DataFrame)
        assert isinstance(two, polars.DataFrame)
        assert list(one.columns) == two.columns == list(rows[0]) == list(COLUMNS[name])
        assert two.to_dicts() == rows
        assert len(one) == len(rows)
    with Dossier.new(Path(dossier.place).with_name("empty")) as empty:
        for name in TABLES:
            assert (
                list(empty.table(name, "pandas").columns) == empty.table(name, "polars").columns == list(COLUMNS[name])
            )
    with pytest.raises(InputError, match="there is none; there are: documents"):
        dossier.table("people")
    with pytest.raises(InputError, match="dicts, pandas or polars"):
        dossier.table("actors", "arrow")  # type: ignore[call-overload]


def test_offsets_stand_beside_their_words(dossier: Dossier) -> None:
    for name in TABLES:
        for row in dossier.table(name):
            for column, value in row.items():
                if column.endswith("_spans") and value:
                    places = [tuple(map(int, p.split("-"))) for p in str(value).split(";")]
                    assert row[column.removesuffix("_spans")] == " … ".join(TEXT[a:b] for a, b in places)


def meaning(dossier: Dossier) -> list[Any]:
    """What the items of a dossier say, whatever they are called."""
    found = dossier.items()
    text_of = {i["uid"]: i["text"] for i in found}

    roots = {a["key"]: a["merged_into"] for a in dossier.actors() if a["merged_into"]}

    def plain(state: dict[str, Any]) -> dict[str, Any]:
        return {
            k: [text_of[u] for u in v] if k in ("statements", "conditions") else roots.get(v, v) if k == "actor" else v
            for k, v in sorted(state.items())
        }

    return [(i["document"], i["kind"], plain(i["state"])) for i in found]


def test_a_reading_with_corrections_comes_back_the_same(dossier: Dossier, tmp_path: Path) -> None:
    one, two, _ = (i["uid"] for i in dossier.items("position"))
    dossier.edit(one, "Ada", {"answer": "open", "actor": dossier.add_actor("Fee Tolle", "person")})
    dossier.reject(two, "Ada")
    start = TEXT.index("Die Friedenstruppen")
    dossier.add_item(
        1, "statement", {"content": [(start, start + 30)], "speaker": {"start": 0, "end": 6, "actor": None}}, "Ada"
    )
    dossier.merge_actors("person:odo brackwede", "state:NLD", "Ada")
    wire = dossier.reading(1)
    jsonschema.validate(wire, reading_schema())
    with Dossier.new(tmp_path / "again") as again:
        again.add(wire, "m1")
        assert again.check() == []
        assert [m for m in meaning(again) if m[1] != "statement"] == [
            m for m in meaning(dossier) if m[1] != "statement"
        ]
        assert len(again.items("statement")) == 4
        assert next(again.readings())["positions"] == wire["positions"]
    untouched = reading().to_dict()
    assert dossier.reading(1, corrected=False) == untouched


def test_what_nobody_corrected_is_the_reading_itself(dossier: Dossier) -> None:
    wire, machine = dossier.reading(1), reading().to_dict()
    machine["positions"].sort(key=lambda p: p["evidence"][0]["start"])  # items stand in the order of their places
    assert wire == machine
