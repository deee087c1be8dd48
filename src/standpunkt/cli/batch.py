"""Reading many documents: one after the other or in several processes, in constant memory, never losing one."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from threading import current_thread, main_thread
from typing import Any

from standpunkt.api import DocumentReader
from standpunkt.cli.forms import Form
from standpunkt.errors import InternalError, StandpunktError
from standpunkt.model import Document
from standpunkt.words import word

__all__ = ["Done", "Failed", "Outcome", "Skipped", "Stopped", "Work", "outcomes"]

_GIVE_UP = 10.0  # seconds that a pool whose processes were ended has to notice it


class Stopped(StandpunktError):
    """The run ended before its end: by the user, or because nobody reads the output any more."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was read: its id and its part of the output."""

    document: bytes
    part: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that the output holds already."""

    document: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be read, in one line; `ours`: by a fault of ours rather than of the input."""

    message: str
    ours: bool = False


Outcome = Done | Skipped | Failed


@dataclass(frozen=True, slots=True)
class Work:
    """What turns an item of a source into an outcome; goes whole to each process."""

    make: Callable[[Any], Document | Failed]
    load: Callable[[], DocumentReader]
    form: Form
    have: frozenset[bytes]


def outcomes(items: Iterable[Any], work: Work, jobs: int = 1) -> Generator[Outcome, None, None]:
    """An outcome for each item, in the items' order; at most four items a process are held at once.

    Raises InternalError where the reader cannot be loaded or a process dies.
    """
    if jobs <= 1:
        reader = work.load()
        for item in items:
            yield _outcome(item, work, reader)
        return
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(work,))
    pending: deque[Future[Outcome]] = deque()
    complete = False
    try:
        for item in items:
            with _quiet_children():
                pending.append(pool.submit(_go, item))
            if len(pending) >= 4 * jobs:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
        complete = True
    except BrokenProcessPool as error:
        raise InternalError(word("run.worker_lost", work.form.language)) from error
    finally:
        processes, manager = list((pool._processes or {}).values()), getattr(pool, "_executor_manager_thread", None)
        pool.shutdown(wait=complete, cancel_futures=True)
        if not complete:  # the run is given up: what is still being read is not waited for
            for process in processes:
                process.terminate()
            if manager is not None:  # else it can close its pipe just while the interpreter's end writes to it
                manager.join(_GIVE_UP)


@contextmanager
def _quiet_children() -> Iterator[None]:
    """Processes that start meanwhile do not hear Ctrl-C from their first instant; it is the parent's, right after."""
    if current_thread() is not main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    mask = getattr(signal, "pthread_sigmask", None)
    if mask:
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # its start would let the signal through again
        held = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if mask:
            mask(signal.SIG_SETMASK, held)
        signal.signal(signal.SIGINT, before)
        if pressed:
            signal.raise_signal(signal.SIGINT)


_work: Work | None = None
_reader: DocumentReader | StandpunktError | None = None


def _start(work: Work) -> None:
    """Prepare a process; that a reader does not load is told with the first item."""
    global _work, _reader
    _work = work
    try:
        _reader = work.load()
    except StandpunktError as error:
        _reader = error


def _go(item: Any) -> Outcome:
    assert _work is not None
    assert _reader is not None
    if isinstance(_reader, StandpunktError):
        raise _reader
    return _outcome(item, _work, _reader)


def _outcome(item: Any, work: Work, reader: DocumentReader) -> Outcome:
    try:
        document = work.make(item)
        if isinstance(document, Failed):
            return document
        identity = bytes.fromhex(document.id)
        if identity in work.have:
            return Skipped(identity)
        return Done(identity, work.form.document(reader.read(document)))
    except StandpunktError as error:
        return Failed(str(error), ours=error.exit_code == 1)
    except Exception as error:  # one document's fault must not take the others with it
        name = getattr(item, "name", None) or getattr(item, "source", None) or "a document"
        return Failed(f"{name}: {type(error).__name__}: {error}", ours=True)
