"""The dossier: documents, readings, corrections and change over months, in one file or a PostgreSQL database."""

from __future__ import annotations

from standpunkt.errors import InputError

try:
    from standpunkt.dossier.dossier import Dossier
except ModuleNotFoundError as _error:
    if _error.name not in ("sqlalchemy", "alembic", "krippendorff"):
        raise
    raise InputError(f"{_error.name} is not installed; install it with: pip install 'standpunkt[dossier]'") from _error

__all__ = ["Dossier"]
