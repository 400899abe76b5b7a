"""Runs a command with a PostgreSQL to test on: ``postgres.py [--in-memory] COMMAND...``.

Its address is in MONITOR_TEST_POSTGRES_URL. In this order: the one that variable names, one that answers at the usual
local address, a private one that is started here from installed (or now installed) programs and gone afterwards.
Without any: a sentence, and nothing runs.

``--in-memory``, for tests, of which nothing need outlive the machine: rather a private one than the one at the usual
address, and its files and all temporary files of the command in memory, where there is room.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
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

#: Where Linux keeps files in memory, and the bytes that must be free there: the tests use a tenth of them.
MEMORY, ROOM = "/dev/shm", 4 * 2**30
IN_MEMORY = "--in-memory"
#: The path of a socket must be short, which rules out the temporary folders of some systems.
LONGEST = 50


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


class PrivateServer:
    """A PostgreSQL of our own, reachable by a socket in a temporary folder, and at an address if it is given one."""

    def __init__(self, binaries: Path, address: str = "") -> None:
        """Make its folder and its files, with the programs in ``binaries``.

        ``address``: of a network that is ours alone, for whoever can reach it is let in.
        """
        # The server refuses to run as root; Debian's packages make this user.
        self._user = "postgres" if os.geteuid() == 0 else None
        self._binaries = binaries
        self._address = address
        usual = tempfile.gettempdir()
        self.folder = Path(tempfile.mkdtemp(prefix="monitor-pg-", dir=usual if len(usual) <= LONGEST else "/tmp"))
        self.url = f"postgresql://postgres@/postgres?host={self.folder}"
        if self._user:
            shutil.chown(self.folder, self._user, self._user)
        self._run(
            "initdb",
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--wal-segsize=1",
        )
        if address:
            with (self.folder / "data" / "pg_hba.conf").open("a") as rules:
                rules.write("host all all samenet trust\n")

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-c listen_addresses='{self._address}' -c unix_socket_directories={self.folder} -c fsync=off"
        self._run("pg_ctl", "--wait", f"--log={self.folder / 'log'}", f"--options={options}", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: ``fast`` ends every connection first, ``immediate`` is as good as a crash."""
        self._run("pg_ctl", f"--mode={mode}", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), "--pgdata", str(self.folder / "data"), *arguments]
        quiet = subprocess.DEVNULL
        subprocess.run(
            command, stdin=quiet, stdout=quiet, check=True, cwd=self.folder, user=self._user, group=self._user
        )


@contextmanager
def private_server(binaries: Path, address: str = "") -> Iterator[PrivateServer]:
    """A server of our own that runs, and is gone afterwards."""
    server = PrivateServer(binaries, address)
    try:
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)


@contextmanager
def server(own: bool) -> Iterator[str]:
    """The URL of the PostgreSQL to test on; ``own``: a private one where its programs are, unless one is named."""
    named = os.environ.get(NAMED)
    if named and not usable(named):
        sys.exit(f"{NAMED} names no PostgreSQL 13 or newer that answers and lets us create databases.")
    binaries = programs()
    url = named or (None if own and binaries else next(filter(usable, USUAL), None))
    if url:
        yield url
        return
    binaries = binaries or (programs() if install("postgresql") else None)
    if not binaries:
        sys.exit(MISSING)
    say(f"Starting a private PostgreSQL from {binaries}.")
    with private_server(binaries) as private:
        yield private.url


@contextmanager
def in_memory() -> Iterator[None]:
    """Have temporary files written to memory, where the system has room for that, and removed afterwards."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="monitor-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # the server's own user has to find its folder in it
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        yield


def main(command: list[str]) -> int:
    """Run the command; its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    quick = command[:1] == [IN_MEMORY]
    command = command[quick:]
    if os.environ.get("WITHOUT_POSTGRES") == "1":
        if os.environ.get("CI", "").lower() in ("1", "true"):
            sys.exit("WITHOUT_POSTGRES=1 is refused where CI=true: the tests there run on both engines.")
        say("!" * 72 + "\n!! WITHOUT_POSTGRES=1: NOTHING IS TESTED ON POSTGRESQL\n" + "!" * 72)
        return subprocess.run(command, check=False).returncode
    with in_memory() if quick else nullcontext(), server(own=quick) as url:
        return subprocess.run(command, env={**os.environ, NAMED: url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
