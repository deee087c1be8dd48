"""A desk that runs beside a browser, and where Debian has the browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
from test_adding import Reader

from standpunkt.dossier import Dossier
from standpunkt.web import create_app

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PLACES = (os.environ.get("CHROMIUM"), "/usr/bin/chromium", shutil.which("chromium"))
CHROMIUM = next((p for p in PLACES if p and Path(p).exists()), None)


@contextlib.contextmanager
def served(dossier: Dossier, **more: Any) -> Iterator[str]:
    """The URL (with its token) of a desk that runs beside the test."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    who = {} if "accounts" in more else {"token": "token", "who": "Ada"}
    app = create_app(dossier, hosts=[f"127.0.0.1:{port}"], load=lambda _: Reader(), **who, **more)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}/?token=token"
    finally:
        app.state.desk.closing = True
        server.should_exit = True
        thread.join(10)
        listening.close()
