"""The command line with the fake reader in place of the packaged one: `python program.py read …`.

An argument that is a number is that numbered article, `many` is a long row of them, anything else a missing file.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

fake = importlib.import_module("fake_reader")
api, documents, sources = (importlib.import_module(f"standpunkt.{name}") for name in ("api", "documents", "sources"))


class Failure:
    def __init__(self, message: str) -> None:
        self.message = message

    def __str__(self) -> str:
        return self.message


def items(paths: list[str]) -> Iterator[Any]:
    for path in paths:
        if path == "many":
            yield from map(fake.article, range(100_000))
        elif path.isdigit():
            yield fake.article(int(path))
        else:
            yield Failure(f"{path}: no such file; check its name")


def load_reader(threads: int = 0, knowledge: Path | None = None) -> Any:
    return fake.load()


# In the processes of --jobs too.
sources.items, sources.SourceFailure = items, Failure
documents.make_document = lambda item, published: fake.make(item)
api.load_reader = load_reader

if __name__ == "__main__":
    importlib.import_module("standpunkt.cli").main()
