"""Networks over time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.analysis.kernels import Kernel, weight
from standpunkt.analysis.networks import network
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.analysis.statements import StatementTable
from standpunkt.analysis.steps import plus, whole_months
from standpunkt.analysis.windows import WindowOptions, plan, windows
from standpunkt.errors import InputError

KERNELS: tuple[Kernel, ...] = ("uniform", "epanechnikov", "triangular", "gaussian")
INCLUDE = NetworkOptions(duplicates="include")


def daily(days: int = 21) -> StatementTable:
    """Two actors who speak every day; one of them changes sides half way."""
    first = np.datetime64("2024-01-01")
    return StatementTable.from_records(
        {"organization": o, "concept": "x", "agreement": int(o == "A" or d > days // 2), "date": str(first + d)}
        for d in range(days)
        for o in "AB"
    )


def test_a_window_is_the_network_of_its_range() -> None:
    table = daily()
    for made in windows(table, INCLUDE, WindowOptions("days", 6)):
        alone = network(table, NetworkOptions(duplicates="include", start=made.start, stop=made.stop))
        assert made.statements == alone.statements == 14
        assert np.array_equal(made.dense(), alone.dense())


def test_the_middles_move_by_one_unit() -> None:
    middles = [m for _, m, _ in plan(daily(), INCLUDE, WindowOptions("days", 6))]
    assert len(middles) == 15
    assert set(np.diff(middles)) == {np.timedelta64(86400, "s")}
    every = [n.middle for n in windows(daily(), INCLUDE, WindowOptions("days", 6, every=4))]
    assert every == middles[::4]


@pytest.mark.parametrize("kernel", KERNELS)
def test_kernels_are_symmetric_and_the_diagonal_is_empty(kernel: Kernel) -> None:
    made = list(
        windows(daily(), NetworkOptions(aggregation="ignore", duplicates="include"), WindowOptions("days", 10, kernel))
    )
    assert all(np.diag(n.dense()).tolist() == [0, 0] for n in made)
    values = [float(n.dense()[0, 1]) for n in made]
    assert values == pytest.approx(values[::-1])
    assert min(values) > 0


@given(st.floats(-3, 3))
def test_a_weight_does_not_know_before_from_after(distance: float) -> None:
    for kernel in KERNELS:
        at = weight(np.array([distance, -distance, 0.0]), kernel)
        assert at[0] == at[1] <= at[2]


def test_a_change_of_sides_is_seen() -> None:
    made = list(windows(daily(), INCLUDE, WindowOptions("days", 4, "epanechnikov")))
    assert made[0].dense()[0, 1] < 0 < made[-1].dense()[0, 1]


def test_events_are_the_same_for_the_same_seed() -> None:
    def run(seed: int) -> list[list[float]]:
        window = WindowOptions("events", 6, seed=seed)
        return [n.dense().ravel().tolist() for n in windows(daily(), INCLUDE, window)]

    assert run(1) == run(1)
    assert len(run(1)) == 42 - 6
    assert run(1) != run(2)


@pytest.mark.parametrize(
    ("time", "months", "expected"),
    [("2024-01-31", 1, "2024-02-29"), ("2024-01-31T10:00", 2, "2024-03-31T10:00"), ("2024-03-31", -13, "2023-02-28")],
)
def test_months_end_where_they_end(time: str, months: int, expected: str) -> None:
    assert plus(np.datetime64(time, "s"), "months", months) == np.datetime64(expected, "s")


@given(st.dates(), st.integers(-30, 30))
def test_whole_months_undo_steps(day: object, months: int) -> None:
    time = np.datetime64(str(day), "s")
    try:
        later = plus(time, "months", months)
    except (OverflowError, ValueError):
        return
    found = int(whole_months(np.array([time]), later)[0])
    assert found in (months, months - np.sign(months))


@pytest.mark.parametrize(("unit", "size", "kernel"), [("days", 0, "no"), ("events", 5, "uniform")])
def test_impossible_windows_are_refused(unit: str, size: int, kernel: str) -> None:
    with pytest.raises(InputError):
        WindowOptions(unit, size, kernel)  # type: ignore[arg-type]


def test_nothing_has_no_windows() -> None:
    empty = daily().take(slice(0, 0))
    assert list(windows(empty, INCLUDE, WindowOptions("days", 6))) == []
