"""Turns the marks of these texts into gold files with the sections that positions need; see README.md.

python tests/statements/texts/build.py
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("marks_build", HERE.parents[1] / "texts" / "build.py")
assert _spec is not None
assert _spec.loader is not None
marks = importlib.util.module_from_spec(_spec)
sys.modules["marks_build"] = marks
_spec.loader.exec_module(marks)


def gold_of(path: Path) -> dict[str, Any]:
    """The gold of the text whose marks lie at `path`, only with the sections that it has."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    try:
        return {"doc": f"{path.stem}.txt", **marks.read(text, path.read_text(encoding="utf-8"))}
    except marks.MarksError as error:
        raise marks.MarksError(f"{path.name}: {error}") from error


if __name__ == "__main__":
    for path in sorted(HERE.glob("*.marks")):
        path.with_suffix(".gold.json").write_text(marks.dump(gold_of(path)), encoding="utf-8")
