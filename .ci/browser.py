"""Finds a Chromium or Chrome that starts, or installs one where the machine allows; prints the path of the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from installing import install, say
from playwright.sync_api import Error, sync_playwright

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
MISSING = (
    "No Chromium or Chrome starts here and none could be installed: apt-get install chromium (Debian),"
    " or install Google Chrome (Ubuntu), or name the program in MONITOR_TEST_BROWSER."
)


def driver_starts() -> bool:
    """Whether the program by which Playwright speaks to browsers runs on this machine."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def starts(program: str) -> bool:
    """Whether Playwright can open a page with ``program``: a name in PATH may be a wrapper around nothing."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=root, timeout=60_000)
            browser.new_page().set_content("<p>starts</p>")
            browser.close()
    except Error:
        return False
    return True


def installed() -> Iterator[str]:
    """The programs on this machine that could be the browser."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/bin", "/snap/bin"])
    yield from filter(None, (shutil.which(name, path=path) for name in NAMES))


def playwrights_own() -> Iterator[str]:
    """The last resort: the build Playwright downloads, with the libraries it needs where they may be installed."""
    say("Trying the Chromium that Playwright downloads.")
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    command += ["--with-deps"] if os.geteuid() == 0 else []
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def find() -> str:
    """The browser's path; exits with one sentence where there is none."""
    # The driver is linked to a library that a small Debian does not have.
    if not driver_starts() and not (install("libatomic1") and driver_starts()):
        sys.exit("Playwright, which drives the browser in the tests, does not start: apt-get install libatomic1.")
    named = os.environ.get("MONITOR_TEST_BROWSER")
    if named:
        return named if starts(named) else sys.exit(f"MONITOR_TEST_BROWSER names {named}, which does not start.")
    for program in filter(starts, installed()):
        return program
    if install("chromium"):
        for program in filter(starts, installed()):
            return program
    for program in filter(starts, list(playwrights_own())):
        return program
    sys.exit(MISSING)


if __name__ == "__main__":
    print(find())
