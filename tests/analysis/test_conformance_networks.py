"""Networks in compat mode give what Discourse Network Analyzer 3.1.2 answered."""

import os
from pathlib import Path

import pytest

from benchmarks import conformance_networks as conformance

SHARED = Path(os.environ.get("STANDPUNKT_SHARED", Path(__file__).parents[2].parent / "shared"))
FOLDER = SHARED / "conformance" / "networks"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the conformance data is not beside the project")


@pytest.mark.parametrize(
    ("name", "expected"), [("static", 870), ("time_windows", 33), ("barplot", 18), ("backbone_nested", 16)]
)
def test_agrees(name: str, expected: int) -> None:
    table = conformance.load(FOLDER)
    problems = [conformance.CHECKS[name](table, r) for r in conformance.records(FOLDER / f"{name}.jsonl.gz")]
    assert [p for p in problems if p] == []
    assert len(problems) == expected


def test_a_wrong_answer_is_found() -> None:
    table = conformance.load(FOLDER)
    record = next(conformance.records(FOLDER / "static.jsonl.gz"))
    record["result"][0]["m"][0][1] += 1e-6
    assert conformance.check_static(table, record)
