import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import standpunkt


@pytest.fixture(scope="module")
def check() -> ModuleType:
    path = Path(__file__).parents[2] / "docs" / "check.py"
    spec = importlib.util.spec_from_file_location("docs_check", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_and_public_name_is_documented(check: ModuleType) -> None:
    root = check.ROOT
    text = "\n".join(p.read_text("utf-8") for p in [root / "README.md", *(root / "docs").glob("**/*.md")])
    assert list(check.undocumented(text)) == []


def test_what_is_missing_is_named(check: ModuleType) -> None:
    complaints = "\n".join(check.undocumented("`standpunkt version` and standpunkt.Span"))
    assert "`standpunkt read`" in complaints
    assert "`standpunkt.InputError`" in complaints
    assert "`standpunkt version`" not in complaints
    assert "`standpunkt.Span`" not in complaints


def test_generated_blocks_are_compared_and_written(check: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A\n\n<!-- output: standpunkt version -->\n```\nstale\n```\nafter\n", "utf-8")
    assert len(list(check.blocks(page, write=False))) == 1
    assert list(check.blocks(page, write=True)) == []
    assert page.read_text("utf-8") == (
        f"# A\n\n<!-- output: standpunkt version -->\n```\n{standpunkt.__version__}\n```\nafter\n"
    )
    assert list(check.blocks(page, write=False)) == []


def test_a_command_that_fails_is_told(check: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- output: standpunkt schema nonsense -->\n```\n```\n", "utf-8")
    (complaint,) = check.blocks(page, write=False)
    assert "ended with 2" in complaint
