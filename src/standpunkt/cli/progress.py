"""How far a run is: a live line on a terminal, plain lines in a log, nothing beside a text that is being shown."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from standpunkt.cli.forms import Form
from standpunkt.exports.marks import printable
from standpunkt.words import word

__all__ = ["Progress"]

_LOG_EVERY = 30.0  # seconds between lines in a log


class Progress:
    """Counts the documents that are through (`count`) and says so on standard error."""

    def __init__(self, form: Form) -> None:
        self.count = 0
        self._form = form
        self._console = Console(stderr=True, highlight=False, markup=False)
        quiet = sys.stdout.isatty() and not form.stored
        self._log = form.stored and not self._console.is_terminal
        self._bar = (
            Bar(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            if self._console.is_terminal and not quiet
            else None
        )
        self._task = self._bar.add_task(self._words()) if self._bar else None
        self._told = time.monotonic()

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def step(self) -> None:
        """One document more is through."""
        self.count += 1
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=self._words())
        elif self._log and time.monotonic() - self._told >= _LOG_EVERY:
            self._told = time.monotonic()
            self.say(self._words())

    def say(self, message: str) -> None:
        """One line on standard error, without disturbing the live line."""
        self._console.print(f"standpunkt: {printable(message)}", soft_wrap=True)

    def _words(self) -> str:
        return word("run.progress", self._form.language, n=self.count)
