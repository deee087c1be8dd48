"""What tests of several folders share: a PostgreSQL server of our own, property tests that no slow machine fails."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def _binaries() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian puts the newest version."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    return versions[-1].parent if versions else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of the database of a temporary PostgreSQL server, run as somebody who is not root."""
    binaries = _binaries()
    if binaries is None:
        message = "PostgreSQL is not installed (no initdb)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    home = Path(tempfile.mkdtemp(prefix="standpunkt-pg-"))
    user = None
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = "postgres" if "postgres" in names else "nobody"
        shutil.chown(home, user)

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=home, stdout=subprocess.DEVNULL, timeout=60)

    data = str(home / "data")
    run(str(binaries / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    options = f"-k {home} -c listen_addresses='' -c fsync=off -c shared_buffers=16MB"
    run(str(binaries / "pg_ctl"), "-D", data, "-w", "-s", "-l", str(home / "log"), "-o", options, "start")
    try:
        import psycopg

        with psycopg.connect(f"host={home} user=tester dbname=postgres", autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
        yield f"postgresql://tester@/postgres?host={home}"
    finally:
        with contextlib.suppress(subprocess.SubprocessError):
            run(str(binaries / "pg_ctl"), "-D", data, "-w", "-s", "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def schema(postgresql: str) -> Callable[[], str]:
    """Makes the URL of a new, empty schema of the server's database (a database of its own takes seconds)."""

    def make() -> str:
        import psycopg

        name = f"d{uuid.uuid4().hex}"
        with psycopg.connect(postgresql, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{postgresql}&options=-csearch_path%3D{name},public"

    return make
