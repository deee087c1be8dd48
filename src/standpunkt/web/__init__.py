"""The web desk: look, click, correct. It needs the extra `web`."""

from __future__ import annotations

from standpunkt.errors import InputError

try:
    from standpunkt.web.app import create_app
except ModuleNotFoundError as _error:
    if _error.name is None or _error.name.split(".")[0] not in ("fastapi", "starlette", "jinja2", "multipart"):
        raise
    raise InputError(f"{_error.name} is not installed; install it with: pip install 'standpunkt[web]'") from _error

__all__ = ["create_app"]
