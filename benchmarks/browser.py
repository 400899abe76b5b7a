"""What a reader's browser loads and when it shows something: real Chromium, the application beside the plain page."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.measure import Row, Sample, Table
from benchmarks.servers import monitor, plain

_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
#: A middling phone on a slow mobile network: 1.6 Mbit/s, 150 ms, a processor four times slower than this one.
_PHONE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
_SLOWER = 4
_PATIENCE = 120_000
_MOMENTS = ("chart", "interactive")

# Looks once per frame, so a moment is that of the frame in which the thing was there.
_WATCH = """
(() => {
  const seen = (window.seenAt = {});
  const there = (element) => element && element.getClientRects().length > 0 && element.checkVisibility();
  const look = () => {
    if (!seen.chart && %(chart)s) seen.chart = performance.now();
    if (!seen.interactive && %(interactive)s) seen.interactive = performance.now();
    if (!seen.chart || !seen.interactive) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
#: In the browser: how many Plotly charts have been drawn.
DRAWN = '[...document.querySelectorAll(".js-plotly-plot")].filter((one) => one.querySelector(".xtick")).length'


@dataclass(frozen=True, slots=True)
class Side:
    """A page to visit, and how to see that its first chart is there and that it answers to the mouse."""

    name: str
    address: str
    chart: str
    interactive: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit cost; ``asked`` are the addresses that were fetched over the wire."""

    kilobytes: float
    asked: tuple[str, ...]
    chart: float
    interactive: float


def measure(database: str, frames: Path, rounds: int, program: str) -> list[Table]:
    """Visit both pages in turns: a desktop, and a slow phone; cold and again with a warm cache."""
    with monitor(database) as ours, plain(frames) as theirs, opened(program) as browser:
        sides = (
            Side(
                "monitor: overview",
                f"http://127.0.0.1:{ours.port}/",
                'there(document.querySelector("#still figure, #react-entry-point:not(.waiting) figure"))',
                '"live" in document.documentElement.dataset',
            ),
            Side(
                "plain Dash page",
                f"http://127.0.0.1:{theirs.port}/",
                f"{DRAWN} > 0",
                f"{DRAWN} >= 2",
            ),
        )
        for side in sides:  # the servers' first answers are slower than all later ones
            visits(browser, side, phone=False)
        return [_table(browser, sides, rounds, phone=False), _table(browser, sides, rounds, phone=True)]


def _table(browser: Browser, sides: tuple[Side, ...], rounds: int, *, phone: bool) -> Table:
    found: dict[tuple[str, str], list[Visit]] = {}
    for turn in range(rounds):
        for side in sides if turn % 2 else sides[::-1]:
            cold, again = visits(browser, side, phone=phone)
            found.setdefault((side.name, "first"), []).append(cold)
            found.setdefault((side.name, "repeat"), []).append(again)
    device = "slow phone (1.6 Mbit/s, 150 ms, processor / 4)" if phone else "this machine, loopback"
    how = (
        f"Chromium, {device}. Bytes as they came over the wire, headers included, until the page was whole and the"
        " network still; moments counted from the navigation. Both pages show the bars per dossier and the heatmap."
    )
    rows = [_row(name, visit, visits) for (name, visit), visits in sorted(found.items(), key=lambda item: item[0][1])]
    return Table(f"Page weight and first chart, {'phone' if phone else 'desktop'}", how, rows)


def _row(name: str, visit: str, visits: list[Visit]) -> Row:
    return {
        "page": name,
        "visit": visit,
        "kB": Sample(tuple(one.kilobytes for one in visits), "kB"),
        "requests": Sample(tuple(float(len(one.asked)) for one in visits), "requests"),
        "first chart": Sample(tuple(one.chart for one in visits)),
        "interactive": Sample(tuple(one.interactive for one in visits)),
    }


def visits(browser: Browser, side: Side, *, phone: bool) -> tuple[Visit, Visit]:
    """A visit with an empty cache, and a second one in the same browser."""
    size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, locale="nl-BE")  # type: ignore[arg-type]
    try:
        return _visit(context, side, phone=phone), _visit(context, side, phone=phone)
    finally:
        context.close()


def _visit(context: BrowserContext, side: Side, *, phone: bool) -> Visit:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    asked: list[str] = []
    wire.send("Network.enable")
    if phone:
        wire.send("Network.emulateNetworkConditions", _PHONE)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.on("Network.responseReceived", lambda event: asked.extend(_over_the_wire(event)))
    page.add_init_script(_WATCH % {"chart": side.chart, "interactive": side.interactive})
    page.goto(side.address, timeout=_PATIENCE)
    seen = _seen(page)
    page.close()
    return Visit(sum(sizes) / 1000, tuple(asked), seen["chart"], seen["interactive"])


def _over_the_wire(event: dict[str, Any]) -> list[str]:
    """The address, unless it was answered from the browser's cache without asking."""
    response = event["response"]
    kept = response.get("fromDiskCache") or response.get("fromPrefetchCache") or response["url"].startswith("data:")
    return [] if kept else [response["url"]]


def _seen(page: Page) -> dict[str, float]:
    # Asked again and again from outside: the page's own policy forbids Playwright to wait inside it.
    until = time.monotonic() + _PATIENCE / 1000
    found: dict[str, float] = {}
    while len(found) < len(_MOMENTS):
        if time.monotonic() > until:
            raise TimeoutError(f"only {sorted(found)} of {_MOMENTS} was seen at {page.url}")
        page.wait_for_timeout(100)
        found = page.evaluate("window.seenAt")
    page.wait_for_load_state("networkidle", timeout=_PATIENCE)
    return found


@contextmanager
def opened(program: str) -> Iterator[Browser]:
    """The browser at ``program``, silent towards the network."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*_QUIET, *root])
        try:
            yield browser
        finally:
            browser.close()
