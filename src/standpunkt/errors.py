"""One small tree of errors. Each message says what was wrong, where, and what to do."""

from __future__ import annotations

__all__ = ["InputError", "InternalError", "StandpunktError"]


class StandpunktError(Exception):
    """Anything this package raises on purpose. `exit_code` is what the command line ends with."""

    exit_code: int = 1


class InputError(StandpunktError):
    """What the user gave cannot be used: a file, an option, a codebook, a condition (exit code 2)."""

    exit_code = 2


class InternalError(StandpunktError):
    """Something of ours failed: a missing model, a broken installation (exit code 1)."""
