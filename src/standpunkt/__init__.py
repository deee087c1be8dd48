"""Standpunkt: who stands where, on what conditions, and what that adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standpunkt.errors import InputError, InternalError, StandpunktError
from standpunkt.span import Span

if TYPE_CHECKING:
    from standpunkt.api import Reading, read
    from standpunkt.dossier import Dossier

__all__ = ["Dossier", "InputError", "InternalError", "Reading", "Span", "StandpunktError", "read"]
__version__ = "0.1.0"

# Loaded at first use, so that `import standpunkt` is immediate.
_LATE = {"Dossier": "standpunkt.dossier", "Reading": "standpunkt.api", "read": "standpunkt.api"}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        from importlib import import_module

        value = getattr(import_module(_LATE[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'standpunkt' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
