"""The desk served: on this machine's loopback address, or for a team."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

from standpunkt.errors import InputError

__all__ = ["run"]


def run(
    make: Callable[[str, Collection[str]], Any],
    port: int,
    tell: Callable[[str], None],
    *,
    host: str = "127.0.0.1",
    names: Collection[str] = (),
) -> None:
    """Serve the application that `make` gives for a new token and the desk's names, until stopped.

    `names` are what a team's desk is called by (its token is then of no use); without, it is this machine's loopback
    address. `tell` is called with the URL once the port is taken. Raises InputError where uvicorn is not installed or
    the port is in use.
    """
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise InputError("uvicorn is not installed; install it with: pip install 'standpunkt[web]'") from error
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        raise InputError(f"--host {host}: is no address of this machine") from error
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise InputError(f"--port {port}: {error.strerror or error}; give another, or 0 for a free one") from error
    with listening:
        number = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        application = make(token, names or [f"127.0.0.1:{number}", f"localhost:{number}"])

        class Server(uvicorn.Server):
            """Tells the desk that it closes, so that streams of live changes end."""

            def handle_exit(self, sig: int, frame: FrameType | None) -> None:
                application.state.desk.closing = True
                super().handle_exit(sig, frame)

        config = uvicorn.Config(
            application,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=75,
        )
        listening.listen(128)
        application.state.desk.warm()
        tell(f"http://{host}:{number}/?token={token}")
        Server(config).run(sockets=[listening])
