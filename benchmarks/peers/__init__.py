"""Other frameworks for dashboards, each with the same chart as an embed, in an environment of its own.

A peer is a line in ``PEERS``, a page ``<name>_page.py`` and its pinned packages ``<name>.txt``, both in this folder.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import FRAMES
from benchmarks.servers import Server, running
from models.settings import ROOT

_HERE = Path(__file__).parent
_ENVIRONMENTS = ROOT / "build" / "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A framework: its name, the arguments of Python that serve its page at ``{port}``, and how its chart is found.

    ``ready`` is the address of the page; ``chart`` is true in the browser once it is drawn.
    """

    name: str
    arguments: tuple[str, ...]
    ready: str = "/"
    chart: str = 'document.querySelector(".js-plotly-plot .xtick")'

    @property
    def page(self) -> Path:
        """The file with its page."""
        return _HERE / f"{self.name.lower()}_page.py"


PEERS = (
    Peer(
        "Streamlit",
        (
            *("-m", "streamlit", "run", "{page}", "--server.port={port}", "--server.address=127.0.0.1"),
            *("--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"),
        ),
    ),
    Peer(
        "Panel",
        ("-m", "panel", "serve", "{page}", "--port={port}", "--address=127.0.0.1"),
        ready="/panel_page",
        # What it draws stands in trees of its own (shadow roots), one in another.
        chart="(seek => seek(seek, document))((seek, root) => root.querySelector('.js-plotly-plot .xtick')"
        " || [...root.querySelectorAll('*')].some(one => one.shadowRoot && seek(seek, one.shadowRoot)))",
    ),
    Peer("Vizro", ("-m", "gunicorn", "--bind=127.0.0.1:{port}", "--workers=2", "--chdir={folder}", "vizro_page:app")),
)


@contextmanager
def serving(peer: Peer, frames: Path) -> Iterator[Server]:
    """The page of ``peer`` with the numbers in ``frames``."""
    python, page = _environment(peer), str(peer.page)

    def command(port: int) -> list[str]:
        return [python, *(one.format(page=page, port=port, folder=_HERE) for one in peer.arguments)]

    with running(command, {FRAMES: str(frames)}, peer.ready) as server:
        yield server


def _environment(peer: Peer) -> str:
    """The Python of the peer's environment, which is made again when its pins have changed."""
    pins = _HERE / f"{peer.name.lower()}.txt"
    folder = _ENVIRONMENTS / f"{pins.stem}-{hashlib.sha256(pins.read_bytes()).hexdigest()[:12]}"
    python, whole = folder / "bin" / "python", folder / "whole"
    if not whole.exists():
        sys.stderr.write(f"Installing {peer.name} in {folder.relative_to(ROOT)}.\n")
        _done([sys.executable, "-m", "venv", "--clear", str(folder)])
        _done([str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--requirement", str(pins)])
        whole.touch()
    return str(python)


def _done(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])} failed: {done.stderr[-300:]}")
