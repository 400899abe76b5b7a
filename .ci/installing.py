"""Installing a Debian or Ubuntu package where the machine allows it: as root, or by a sudo that asks no password."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def say(message: str) -> None:
    """Tell what happens on standard error: standard output is for results."""
    print(message, file=sys.stderr, flush=True)


def install(package: str) -> bool:
    """Install ``package``; whether that went well."""
    apt = shutil.which("apt-get")
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if not apt or (sudo and not (shutil.which("sudo") and _quietly([*sudo, "true"]))):
        return False
    say(f"Installing {package} with apt-get.")
    command = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", apt, "--quiet"]
    return _quietly([*command, "update"]) and _quietly([*command, "install", "--yes", package])


def _quietly(command: list[str]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
