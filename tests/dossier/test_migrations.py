"""A dossier of every released schema opens: `schemas/<version>.dossier.gz` holds one of each, as it was then."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from standpunkt.dossier import Dossier
from standpunkt.dossier.tables import HEAD

SCHEMAS = sorted(Path(__file__).parent.glob("schemas/*.dossier.gz"))


def test_every_migration_has_a_dossier_of_its_schema() -> None:
    import standpunkt.dossier.migrations as migrations

    versions = {p.name[1:5] for p in Path(migrations.__file__).parent.glob("versions/v*.py")}
    assert {p.name[:4] for p in SCHEMAS} == versions
    assert max(versions) == HEAD


@pytest.mark.parametrize("dump", SCHEMAS, ids=lambda p: p.name)
def test_a_dossier_of_a_released_schema_is_whole_today(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.dossier"
    path.write_bytes(gzip.decompress(dump.read_bytes()))
    version = dump.name[:4]
    with Dossier.open(path) as dossier:
        assert dossier.check() == []
        assert dossier.status()["documents"] == 1
        assert [e.action for e in dossier.history()] == ["edit", "reject", "undo"]
        assert len(dossier.search("truppe")) == 1
        item = next(i for i in dossier.items("position") if i["status"] == "reviewed")
        assert item["answer"] == "open"
        dossier.accept(item["uid"], "Ada")
    assert (tmp_path / f"old.dossier.before-{HEAD}").exists() == (version != HEAD)
