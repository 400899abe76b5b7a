"""Runs a command with a PostgreSQL to test on: ``postgres.py COMMAND...``, its address in MONITOR_TEST_POSTGRES_URL.

In this order: the one that variable names, one that answers at the usual local address, a private one that is started
here from installed (or now installed) programs and gone afterwards. Without any: a sentence, and nothing runs.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from installing import install, say

NAMED = "MONITOR_TEST_POSTGRES_URL"
USUAL = (
    "postgresql://127.0.0.1:5432/postgres",
    "postgresql:///postgres",
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://postgres:postgres@127.0.0.1:5432/postgres",
)
MISSING = (
    "No PostgreSQL answers and none could be started or installed: apt-get install postgresql, or name a database from"
    f" which others may be created in {NAMED}, or run WITHOUT_POSTGRES=1 make test."
)
OLDEST = 130000


def usable(url: str) -> bool:
    """Whether a PostgreSQL new enough answers at ``url`` and lets us create databases."""
    try:
        with psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=5) as connection:
            allowed = connection.execute(
                "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return allowed == (True,) and connection.info.server_version >= OLDEST
    except psycopg.Error:
        return False


def programs() -> Path | None:
    """The folder with the newest installed server programs."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name.split(".")[0])
    )
    in_path = shutil.which("initdb")
    folders += [Path(in_path).parent] if in_path else []
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


@contextmanager
def private_server(binaries: Path) -> Iterator[str]:
    """The URL of a PostgreSQL of our own, reachable by a socket in a temporary folder only."""
    # The server refuses to run as root; Debian's packages make this user.
    user = "postgres" if os.geteuid() == 0 else None
    # Not in TMPDIR: the path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="monitor-pg-", dir="/tmp"))

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "--pgdata", str(folder / "data"), *arguments]
        subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, cwd=folder, user=user, group=user
        )

    try:
        if user:
            shutil.chown(folder, user, user)
        run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "--wait", f"--log={folder / 'log'}", f"--options={options}", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[str]:
    """The URL of the PostgreSQL to test on."""
    named = os.environ.get(NAMED)
    if named and not usable(named):
        sys.exit(f"{NAMED} names no PostgreSQL 13 or newer that answers and lets us create databases.")
    url = named or next(filter(usable, USUAL), None)
    if url:
        yield url
        return
    binaries = programs() or (install("postgresql") and programs())
    if not binaries:
        sys.exit(MISSING)
    say(f"No PostgreSQL answers: starting a private one from {binaries}.")
    with private_server(binaries) as url:
        yield url


def main(command: list[str]) -> int:
    """Run the command; its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if os.environ.get("WITHOUT_POSTGRES") == "1":
        if os.environ.get("CI", "").lower() in ("1", "true"):
            sys.exit("WITHOUT_POSTGRES=1 is refused where CI=true: the tests there run on both engines.")
        say("!" * 72 + "\n!! WITHOUT_POSTGRES=1: NOTHING IS TESTED ON POSTGRESQL\n" + "!" * 72)
        return subprocess.run(command, check=False).returncode
    with server() as url:
        return subprocess.run(command, env={**os.environ, NAMED: url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
