"""Networks by their definitions, where they differ from DNA 3.1 and where they do not."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.analysis import networks
from standpunkt.analysis.networks import network
from standpunkt.analysis.products import product
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.analysis.statements import StatementTable
from standpunkt.errors import InputError

ROW = tuple[str, str, int, str, str]


def table(rows: list[ROW]) -> StatementTable:
    names = ("organization", "concept", "agreement", "date", "document")
    return StatementTable.from_records(dict(zip(names, r, strict=True)) for r in rows)


ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABCD"),
        st.sampled_from("xyz"),
        st.integers(0, 1),
        st.sampled_from(["2020-12-28", "2021-01-03", "2021-01-04", "2022-01-04", "2024-02-29"]),
        st.sampled_from(["d1", "d2"]),
    ),
    min_size=1,
    max_size=25,
)


def slow(rows: list[ROW], aggregation: str, key: object) -> dict[tuple[str, str], float]:
    """The network by counting pairs of statements."""
    seen: dict[object, ROW] = {}
    for r in sorted(rows, key=lambda r: r[3]):
        assert callable(key)
        seen.setdefault((r[0], r[1], r[2] if aggregation != "ignore" else None, key(r)), r)
    out: dict[tuple[str, str], float] = {}
    for a, b in itertools.permutations(seen.values(), 2):
        if a[0] != b[0] and a[1] == b[1]:
            same = a[2] == b[2]
            value = {"ignore": 1, "congruence": same, "conflict": not same, "subtract": 1 if same else -1}[aggregation]
            out[a[0], b[0]] = out.get((a[0], b[0]), 0) + value
    return {k: float(v) for k, v in out.items() if v}


def week(r: ROW) -> object:
    import datetime

    return datetime.date.fromisoformat(r[3]).isocalendar()[:2]


@settings(max_examples=60)
@given(
    ROWS,
    st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
    st.sampled_from(
        [
            ("document", lambda r: r[4]),
            ("week", week),
            ("month", lambda r: r[3][:7]),
            ("year", lambda r: r[3][:4]),
            ("acrossrange", lambda r: 0),
        ]
    ),
)
def test_a_network_counts_pairs_of_statements(
    rows: list[ROW], aggregation: str, duplicates: tuple[str, object]
) -> None:
    result = network(table(rows), NetworkOptions(aggregation=aggregation, duplicates=duplicates[0]))  # type: ignore[arg-type]
    entries = result.matrix.tocoo()
    ours = {(result.rows[i], result.rows[j]): v for i, j, v in zip(*entries.coords, entries.data, strict=True) if v}
    assert ours == slow(rows, aggregation, duplicates[1])


@settings(max_examples=40)
@given(
    ROWS, st.sampled_from(["no", "average", "jaccard", "cosine"]), st.sampled_from(["congruence", "subtract", "ignore"])
)
def test_sparse_and_dense_agree(rows: list[ROW], normalization: str, aggregation: str) -> None:
    options = NetworkOptions(aggregation=aggregation, normalization=normalization, duplicates="include")  # type: ignore[arg-type]
    dense = network(table(rows), options)
    limit = networks._DENSE
    networks._DENSE = 0
    try:
        thin = network(table(rows), options)
    finally:
        networks._DENSE = limit
    assert np.array_equal(dense.dense(), thin.dense())


def test_the_cosine_is_that_of_vectors() -> None:
    rows = [("A", "x", 1, "2024-01-01", "d1"), ("A", "y", 1, "2024-01-01", "d1"), ("B", "x", 1, "2024-01-01", "d1")]
    options = NetworkOptions(aggregation="congruence", normalization="cosine")
    assert network(table(rows), options).dense()[0, 1] == pytest.approx(1 / np.sqrt(2))
    compat = NetworkOptions(aggregation="congruence", normalization="cosine", compat="dna-3.1")
    assert network(table(rows), compat).dense()[0, 1] == pytest.approx(1 / 2)


def test_months_of_different_years_differ() -> None:
    rows = [("A", "x", 1, "2021-01-05", "d1"), ("A", "x", 1, "2022-01-05", "d2"), ("B", "x", 1, "2021-01-05", "d1")]
    for duplicates, counted in (("month", 3), ("week", 3), ("year", 3), ("acrossrange", 2)):
        options = NetworkOptions(duplicates=duplicates)  # type: ignore[arg-type]
        assert network(table(rows), options).statements == counted
    assert network(table(rows), NetworkOptions(duplicates="month", compat="dna-3.1")).statements == 2


def test_combine_with_prominence_works() -> None:
    rows = [("A", "x", 1, "2024-01-01", "d1"), ("A", "x", 0, "2024-01-01", "d1"), ("B", "x", 0, "2024-01-01", "d1")]
    options = NetworkOptions(mode="twomode", aggregation="combine", normalization="prominence")
    assert network(table(rows), options).dense().ravel().tolist() == [1.5, 1.0]
    with pytest.raises(InputError, match=r"DNA 3\.1 fails"):
        network(
            table(rows), NetworkOptions("twomode", aggregation="combine", normalization="prominence", compat="dna-3.1")
        )


def test_confidence_weighs() -> None:
    records = [
        {"organization": o, "concept": "x", "agreement": 1, "date": "2024-01-01", "confidence": c}
        for o, c in (("A", 0.5), ("B", 0.25))
    ]
    weighted = StatementTable.from_records(records)
    assert network(weighted, NetworkOptions(weighted=True)).dense()[0, 1] == 0.125
    assert network(weighted, NetworkOptions()).dense()[0, 1] == 1.0


def test_a_scale_gives_nearness() -> None:
    records = [
        {"organization": o, "concept": "x", "support": s, "date": "2024-01-01"}
        for o, s in (("A", -2), ("B", 1), ("C", 2))
    ]
    options = NetworkOptions(aggregation="congruence", qualifier="support")
    assert network(StatementTable.from_records(records), options).dense()[0].tolist() == [0.0, 0.25, 0.0]


def test_exclusions_and_dates() -> None:
    rows = [("A", "x", 1, "2024-01-01", "d1"), ("B", "x", 1, "2024-01-02", "d1"), ("C", "y", 1, "2024-01-03", "d1")]
    assert network(table(rows), NetworkOptions(exclude={"concept": ["y"]})).rows == ("A", "B")
    assert network(table(rows), NetworkOptions(exclude={"concept": ["y"]}, invert=True)).rows == ("C",)
    late = NetworkOptions(start=np.datetime64("2024-01-02", "s"))
    assert network(table(rows), late).rows == ("B", "C")
    assert network(table(rows), NetworkOptions(exclude={"concept": ["y"]}, isolates=True)).rows == ("A", "B", "C")


def test_nothing_gives_an_empty_network() -> None:
    empty = table([("A", "x", 1, "2024-01-01", "d1")]).take(slice(0, 0))
    result = network(empty, NetworkOptions())
    assert result.matrix.shape == (0, 0)
    assert result.statements == 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"aggregation": "combine"}, "combine"),
        ({"mode": "twomode", "aggregation": "conflict"}, "conflict"),
        ({"rows": "concept"}, "two different columns"),
        ({"qualifier": None}, "needs a qualifier"),
        ({"duplicates": "day"}, "day"),
    ],
)
def test_wrong_options_are_refused(settings: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        NetworkOptions(**settings)  # type: ignore[arg-type]


def test_products_do_not_depend_on_the_order() -> None:
    rng = np.random.default_rng(5)
    left, right = rng.random((30, 50)), rng.random((20, 50))
    order = rng.permutation(50)
    result = product(left, right)
    assert np.array_equal(result, product(left[:, order], right[:, order]))
    assert np.allclose(result, left @ right.T, rtol=1e-11)
