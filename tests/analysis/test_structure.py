"""Camps, clusters, ideal points, intervals and phases on planted data."""

import itertools

import numpy as np
import pytest

from standpunkt.analysis.bootstrap import intervals
from standpunkt.analysis.camps import camps, partition, signed_modularity
from standpunkt.analysis.clusters import clusters
from standpunkt.analysis.networks import network
from standpunkt.analysis.phases import distances, phases
from standpunkt.analysis.random import Random
from standpunkt.analysis.scaling import scale
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.analysis.statements import StatementTable
from standpunkt.analysis.windows import WindowOptions, windows
from standpunkt.errors import InputError

OPTIONS = NetworkOptions()


def planted(seed: int, k: int = 2, actors: int = 12, noise: float = 0.1) -> StatementTable:
    """k camps of actors; a camp says yes to its own concepts and no to those of others, but for the noise."""
    random = Random(seed)
    records = []
    for actor in range(actors):
        for concept in range(2 * k):
            for turn in range(3):
                agrees = (concept % k == actor % k) != (random.uniform() < noise)
                records.append(
                    {
                        "organization": f"Actor {actor:02}",
                        "concept": f"Question {concept}",
                        "agreement": int(agrees),
                        "date": f"2024-0{1 + turn}-1{concept % 10}",
                        "document": f"d{actor}-{concept}-{turn}",
                    }
                )
    return StatementTable.from_records(records)


def true_camps(k: int, actors: int = 12) -> set[frozenset[str]]:
    return {frozenset(f"Actor {a:02}" for a in range(actors) if a % k == c) for c in range(k)}


@pytest.mark.parametrize(("seed", "k"), [(s, k) for s in range(8) for k in (2, 3, 4)])
def test_planted_camps_are_found(seed: int, k: int) -> None:
    result = camps(planted(seed, k, noise=0.1 if k < 4 else 0.03), OPTIONS, k=k)
    assert {frozenset(c) for c in result.camps} == true_camps(k)
    assert 0 < result.polarization <= 1


def test_the_search_finds_the_best_of_all_divisions() -> None:
    for seed in range(6):
        made = network(planted(seed, 2, actors=8, noise=0.4), OPTIONS)
        _, score = partition(made, 2, seed)
        every = [np.array(m) for m in itertools.product((0, 1), repeat=8)]
        assert score == pytest.approx(max(signed_modularity(made.dense(), m) for m in every), abs=1e-9)


def test_polarization_falls_with_noise() -> None:
    values = [camps(planted(1, noise=n), OPTIONS).polarization for n in (0.0, 0.15, 0.3, 0.5)]
    assert values[0] > 0.95
    assert values == sorted(values, reverse=True)
    assert camps(planted(1, noise=0.0), OPTIONS).frustration == 0


def test_agreement_of_all_is_no_polarization() -> None:
    records = [{"organization": f"A{i}", "concept": "x", "agreement": 1, "date": "2024-01-01"} for i in range(6)]
    assert camps(StatementTable.from_records(records), OPTIONS).polarization < 0.15


def test_what_divides_is_named() -> None:
    table = planted(2, noise=0.0)
    common = [
        {"organization": f"Actor {a:02}", "concept": "Common", "agreement": 1, "date": "2024-01-01"} for a in range(12)
    ]
    both = StatementTable.concatenated([table, StatementTable.from_records(common)])
    result = camps(both, OPTIONS)
    assert {d.column for d in result.divides} == {f"Question {c}" for c in range(4)}
    assert sum(d.share for d in result.divides) == pytest.approx(1)
    assert result.divides[0].agree in ((18, 0), (0, 18))


def test_one_camp_is_refused() -> None:
    with pytest.raises(InputError, match="at least 2"):
        camps(planted(0), OPTIONS, k=1)


@pytest.mark.parametrize(
    ("method", "k"), [("louvain", None), ("greedy", 3), ("hierarchical", 3), ("hierarchical", None)]
)
def test_planted_clusters_are_found(method: str, k: int | None) -> None:
    made = network(planted(4, 3, noise=0.0), OPTIONS)
    result = clusters(made, method, k)  # type: ignore[arg-type]
    assert {frozenset(c) for c in result.clusters} == true_camps(3)
    assert result.modularity > 0.3
    assert result == clusters(made, method, k)  # type: ignore[arg-type]


def test_clusters_of_nothing_stand_alone() -> None:
    records = [{"organization": o, "concept": o, "agreement": 1, "date": "2024-01-01"} for o in "AB"]
    assert clusters(network(StatementTable.from_records(records), OPTIONS)).clusters == (("A",), ("B",))


@pytest.mark.parametrize("dimensions", [1, 2])
def test_ideal_points_separate_the_camps(dimensions: int) -> None:
    result = scale(planted(3), OPTIONS, dimensions)
    sides = {np.sign(p) for p in result.points[::2, 0]}, {np.sign(p) for p in result.points[1::2, 0]}
    assert sides == ({-1.0}, {1.0})
    assert result.points.shape == (12, dimensions)
    assert result.explained > 0.85


def test_ideal_points_give_back_an_order() -> None:
    records = []
    for actor in range(9):
        for concept in range(8):
            records.append(
                {
                    "organization": f"A{actor}",
                    "concept": f"c{concept}",
                    "agreement": int(actor > concept),
                    "date": "2024-01-01",
                }
            )
    points = scale(StatementTable.from_records(records), OPTIONS).points[:, 0]
    assert (np.diff(points) > 0).all()


def test_intervals_hold_the_network_and_shrink_with_documents() -> None:
    few, many = planted(5, actors=6), StatementTable.concatenated([planted(s, actors=6) for s in range(5, 9)])
    few_ones = intervals(few, OPTIONS, draws=100)
    assert all(e.low <= e.weight <= e.high or abs(e.weight) < 3 for e in few_ones.entries)
    same = intervals(few, OPTIONS, draws=100)
    assert same.entries == few_ones.entries
    assert intervals(few, OPTIONS, draws=100, seed=1).entries != few_ones.entries

    def width(result: object) -> float:
        entries = result.entries  # type: ignore[attr-defined]
        return float(np.mean([(e.high - e.low) / max(1.0, abs(e.weight)) for e in entries]))

    normalized = NetworkOptions(normalization="average", duplicates="include")
    assert width(intervals(many, normalized, draws=100)) < width(intervals(few, normalized, draws=100))


def test_intervals_with_duplicates_across_documents() -> None:
    result = intervals(planted(5, actors=4), NetworkOptions(duplicates="acrossrange"), draws=50)
    assert max(abs(e.high) for e in result.entries) <= max(abs(e.weight) for e in result.entries) + 4


def test_a_change_is_found() -> None:
    records = [
        {
            "organization": f"A{a}",
            "concept": f"c{c}",
            "agreement": int((a < 3) if month < 7 else (a % 2)),
            "date": f"2024-{month:02}-{day:02}",
            "document": f"{month}-{day}-{a}",
        }
        for month in range(1, 13)
        for day in (5, 15, 25)
        for a in range(6)
        for c in range(2)
    ]
    series = list(windows(StatementTable.from_records(records), OPTIONS, WindowOptions("days", 20, every=10)))
    result = phases(series, number=3)  # before, while both are in the window, after
    assert result.states == tuple(sorted(result.states))
    assert set(result.states) == {0, 1, 2}
    for change in result.changes:
        middle = series[change].middle
        assert middle is not None
        assert np.datetime64("2024-06-15") <= middle <= np.datetime64("2024-07-20")


@pytest.mark.parametrize("distance", ["euclidean", "absolute", "spectral"])
def test_distances_are_distances(distance: str) -> None:
    series = list(windows(planted(1), OPTIONS, WindowOptions("days", 20, every=10)))
    between = distances(series, distance)  # type: ignore[arg-type]
    assert (between == between.T).all()
    assert (np.diag(between) == 0).all()
    n = len(series)
    assert all(
        between[a, c] <= between[a, b] + between[b, c] + 1e-9 for a, b, c in itertools.product(range(n), repeat=3)
    )
