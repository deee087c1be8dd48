"""The desk served on this machine's loopback address."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Collection
from typing import Any

from standpunkt.errors import InputError

__all__ = ["run"]


def run(make: Callable[[str, Collection[str]], Any], port: int, tell: Callable[[str], None]) -> None:
    """Serve the application that `make` gives for a new token and the desk's names, until stopped.

    `tell` is called with the URL once the port is taken. Raises InputError where uvicorn is not installed or the port
    is in use.
    """
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise InputError("uvicorn is not installed; install it with: pip install 'standpunkt[web]'") from error
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        raise InputError(f"--port {port}: {error.strerror or error}; give another, or 0 for a free one") from error
    with listening:
        number = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        application = make(token, [f"127.0.0.1:{number}", f"localhost:{number}"])
        config = uvicorn.Config(application, log_level="warning", access_log=False, server_header=False)
        listening.listen(128)
        application.state.desk.warm()
        tell(f"http://127.0.0.1:{number}/?token={token}")
        uvicorn.Server(config).run(sockets=[listening])
