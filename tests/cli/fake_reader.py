"""A reader, a maker and items for the tests: they stand where the model and the sources stand."""

from __future__ import annotations

import hashlib
import os
import re
import time
from dataclasses import dataclass

from standpunkt.cli.batch import Failed
from standpunkt.errors import InputError, InternalError
from standpunkt.model import Document, Reading, Statement, Who
from standpunkt.span import Span


class FakeReader:
    """Takes every `NAME says: "WORDS"` for a direct statement."""

    def read(self, document: Document) -> Reading:
        if "die now" in document.text:
            os._exit(9)
        if "sleep now" in document.text:
            time.sleep(60)
        if "break now" in document.text:
            raise RuntimeError("a fault of the reader")
        found = enumerate(re.finditer(r'(\w+) (says): ("[^"]*")', document.text), 1)

        def span(match: re.Match[str], group: int) -> Span:
            return Span.of(document.text, *match.span(group))

        return Reading(
            document,
            tuple(
                Statement(f"s{n}", "named", "direct", "speech", (span(m, 3),), 0.9, Who(span(m, 1)), (span(m, 2),))
                for n, m in found
            ),
        )


def load() -> FakeReader:
    return FakeReader()


def load_nothing() -> FakeReader:
    raise InternalError("the reading model is not installed")


@dataclass(frozen=True)
class Item:
    name: str
    text: str | None


def make(item: Item) -> Document | Failed:
    if item.text is None:
        return Failed(f"{item.name}: no such file; check its name")
    if not item.text:
        raise InputError(f"{item.name}: is empty; give a file with text")
    return Document(hashlib.sha256(item.text.encode()).hexdigest(), item.text, "en")


def article(n: int) -> Item:
    return Item(f"{n}.txt", f'Number {n}\n\nAda says: "We pay, \n {n} times."\nBo says: "No." And <b>so</b> on.')
