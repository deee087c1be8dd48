"""Backbone and redundant set."""

import numpy as np
import pytest

import standpunkt.analysis.backbone as module
from standpunkt.analysis.backbone import backbone, nested, spectrum
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.analysis.statements import StatementTable
from standpunkt.errors import InputError


def planted() -> StatementTable:
    """Two camps divided by two concepts; three further concepts that single actors mention."""
    records = []
    for actor in range(8):
        for concept in ("Build the mole", "Dredge the harbour"):
            for day in range(1, 6):
                records.append((f"Actor {actor}", concept, int(actor < 4), f"2024-03-0{day}"))
        if actor < 3:
            records.append((f"Actor {actor}", f"Aside {actor}", 1, "2024-03-09"))
    return StatementTable.from_records(
        {"organization": o, "concept": c, "agreement": a, "date": d, "document": str(i)}
        for i, (o, c, a, d) in enumerate(records)
    )


DIVIDING = {"Build the mole", "Dredge the harbour"}
OPTIONS = NetworkOptions(aggregation="congruence")


def test_the_dividing_concept_stays_longest() -> None:
    result = nested(planted(), OPTIONS)
    assert result.steps[-1].column in DIVIDING
    assert [s.backbone_loss for s in result.steps] == sorted(s.backbone_loss for s in result.steps)
    assert result.steps[-1].statements == 0
    assert result.statements == 83


def test_a_fixed_size_is_kept_and_best() -> None:
    one = backbone(planted(), OPTIONS, size=1)
    assert one.exact
    assert one.backbone[0] in DIVIDING
    two = backbone(planted(), OPTIONS, size=2)
    assert len(two.backbone) == 2
    assert two.backbone_loss <= one.backbone_loss


def test_annealing_finds_what_looking_at_all_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = backbone(planted(), OPTIONS)
    monkeypatch.setattr(module, "_EXHAUSTIVE", 0)
    first = backbone(planted(), OPTIONS, iterations=400, seed=3)
    assert not first.exact
    assert first == backbone(planted(), OPTIONS, iterations=400, seed=3)
    assert first.backbone_loss == pytest.approx(exact.backbone_loss)


def test_a_larger_penalty_gives_no_larger_backbone() -> None:
    sizes = [len(backbone(planted(), OPTIONS, penalty=p).backbone) for p in (0.0, 2.0, 12.0)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_spectrum_is_that_of_the_normalised_laplacian() -> None:
    # a complete graph of n nodes: 0 once and n / (n - 1) otherwise
    matrix = np.ones((5, 5)) - np.eye(5)
    assert spectrum(3 * matrix) == pytest.approx([1.25, 1.25, 1.25, 1.25, 0])
    assert spectrum(-matrix) == pytest.approx([0] * 5)


@pytest.mark.parametrize("size", [0, 5, 6])
def test_an_impossible_size_is_refused(size: int) -> None:
    with pytest.raises(InputError, match="give 1 to 4"):
        backbone(planted(), OPTIONS, size=size)
