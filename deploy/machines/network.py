"""Machines in networks of their own, a database and a front that reach them, and nothing else: by namespaces of Linux.

What starts here lives in the network that ``deploy/try-several`` gave this process, and is gone with it. There two
bridges lead to every machine: ``front``, over which it is asked, and ``back``, over which it asks the database.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import dash

from models.settings import ROOT

FRONT, BACK = "10.77.1", "10.77.2"
HUB = 1
PORT = 8050
#: Dash's folder holds files of pages: a machine has its own, installed on another day.
_DASH = Path(str(dash.__file__)).parent
_START = 'mount --bind "$1" "$2" && mount --bind "$3" "$4" && exec "$5" -m deploy.machines.ahead "$6"'


def prepare() -> None:
    """Lay the two bridges."""
    ip("link", "set", "lo", "up")
    for bridge, net in (("front", FRONT), ("back", BACK)):
        ip("link", "add", bridge, "type", "bridge")
        ip("address", "add", f"{net}.{HUB}/24", "dev", bridge)
        ip("link", "set", bridge, "up")


def ip(*arguments: str) -> None:
    """Run ``ip``."""
    subprocess.run(["ip", *arguments], check=True)


class Machine:
    """A machine: its own addresses, its own folders, its own clock, and ``app.py serve`` with several processes."""

    def __init__(self, number: int, name: str, folder: Path, settings: Mapping[str, str], *, ahead: int = 0) -> None:
        """``ahead``: so many seconds is its clock before that of the others."""
        self.name, self.folder = name, folder / name
        self.address = f"{FRONT}.{10 + number}"
        self.ahead = ahead
        self._settings = {**settings, "MONITOR_HOST": self.address, "MONITOR_PORT": str(PORT)}
        self._running: subprocess.Popen[bytes] | None = None
        for inside in ("var", "tmp"):
            (self.folder / inside).mkdir(parents=True)
        shutil.copytree(_DASH, self.folder / "dash", copy_function=shutil.copyfile)
        (ROOT / "var" / "assets").mkdir(parents=True, exist_ok=True)
        shutil.copytree(ROOT / "var" / "assets", self.folder / "var" / "assets")  # to compress takes long
        ip("netns", "add", name)
        ip("-n", name, "link", "set", "lo", "up")
        for bridge, net in (("front", FRONT), ("back", BACK)):
            ip("link", "add", self._plug(bridge), "type", "veth", "peer", "name", bridge, "netns", name)
            ip("link", "set", self._plug(bridge), "master", bridge, "up")
            ip("-n", name, "address", "add", f"{net}.{10 + number}/24", "dev", bridge)
            ip("-n", name, "link", "set", bridge, "up")

    def _plug(self, bridge: str) -> str:
        return f"{self.name}-{bridge}"

    def start(self) -> None:
        """Serve."""
        environment = {"PATH": os.environ["PATH"], "TMPDIR": str(self.folder / "tmp"), **self._settings}
        places = (self.folder / "var", ROOT / "var", self.folder / "dash", _DASH, sys.executable, self.ahead)
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                ["ip", "netns", "exec", self.name, "sh", "-c", _START, "sh", *map(str, places)],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )

    def stop(self) -> int:
        """Ask it to stop, and wait; the exit code."""
        if self._running is None:
            return 0
        self._running.send_signal(signal.SIGTERM)
        return self._running.wait(60)

    def pull(self) -> None:
        """Pull the cable to the database: what is sent is lost without a word."""
        ip("link", "set", self._plug("back"), "down")

    def plug(self) -> None:
        """Put it back."""
        ip("link", "set", self._plug("back"), "up")

    def said(self) -> str:
        """The end of what it wrote."""
        return (self.folder / "log").read_text(errors="replace")[-3000:]
