"""Where `standpunkt read` writes: a stream, or a file that a later run goes on with."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from standpunkt.cli.batch import Stopped
from standpunkt.cli.forms import Form, Whole, whole
from standpunkt.errors import InputError, StandpunktError
from standpunkt.words import word

__all__ = ["Output"]


class Output:
    """Takes the parts of an output one by one; each is on its way to the disk before the next is asked for.

    A regular file that exists already is gone on with: `have` holds the ids of its whole documents, and a part of a
    document at its end is cut off (`repaired`). `written` counts the documents of this run.
    """

    def __init__(self, path: Path | None, form: Form) -> None:
        self.path = None if path is None or str(path) == "-" else path
        self.form = form
        self.written = 0
        self.have: frozenset[bytes] = frozenset()
        self.repaired = False
        self._resumable = False
        self._started = False
        self._end = 0
        self._file = sys.stdout.buffer if self.path is None else self._open(self.path)

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.path is not None:
            with contextlib.suppress(OSError):  # whatever was to be said of the disk has been said
                self._file.close()

    def start(self) -> None:
        """Write what stands before the first document, unless the file has it."""
        if not self._started:
            self._started = True
            self._write(self.form.head())

    def add(self, part: str) -> None:
        """Write a document's part. Raises Stopped on a closed pipe, StandpunktError on a full disk."""
        self._write(part)
        self.written += 1

    def finish(self) -> None:
        """Write what stands after the last document."""
        self._write(self.form.foot())

    def _open(self, path: Path) -> BinaryIO:
        try:
            if path.exists() and not stat.S_ISREG(path.stat().st_mode):
                return path.open("wb", buffering=0)
            self._resumable = True
            found = whole(path, self.form) if path.exists() else Whole()
            file = path.open("r+b" if path.exists() else "xb", buffering=0)
            file.truncate(found.length)
            file.seek(found.length)
        except OSError as error:
            raise InputError(self._words("write_failed", reason=error.strerror)) from error
        self.have, self.repaired, self._end = frozenset(found.documents), found.cut, found.length
        self._started = found.length > 0
        return file

    def _write(self, text: str) -> None:
        data = text.encode("utf-8")
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) :]
            self._file.flush()
        except BrokenPipeError as error:
            self._give_up()
            raise Stopped(self._words("pipe_closed"), 141) from error
        except OSError as error:
            self._give_up()
            full = error.errno in (28, 122)  # ENOSPC, EDQUOT
            key = "disk_full" if full else "write_failed"
            raise StandpunktError(self._words(key, reason=error.strerror, n=self.written)) from error
        self._end += len(data)

    def _give_up(self) -> None:
        """Leave a file with whole documents only; keep the interpreter from flushing what cannot be written."""
        if self.path is None:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        elif self._resumable:
            with contextlib.suppress(OSError):
                os.truncate(self.path, self._end)

    def _words(self, key: str, **values: object) -> str:
        return word(f"run.{key}", self.form.language, path=self.path or "stdout", **values)
