"""The document of an embed: its chart with what stands around it, and the styles and script that go in it."""

from __future__ import annotations

import re

from callbacks.discovery import oembed
from callbacks.document import PLOTLY
from callbacks.embeds import Asked
from callbacks.http.assets import FOLDER, Files, address
from callbacks.services import services
from components.embeds import frame
from components.text import short_name

_SHEETS = ("monitor.css", "charts.css")
_OWN, _SCRIPT = "embed/frame.css", "embed/frame.js"


def html(asked: Asked) -> str:
    """The embed as a document."""
    files, base, query = services().files, services().settings.address, asked.reading.query
    permalink = base + asked.address(fixed=True)
    around = frame.Around(
        lang=query.lang,
        theme=asked.theme,
        name=asked.path.removeprefix("/").replace("/", "-").replace(".", "-"),
        publisher=short_name(asked.reading.catalogue.memorandum.publisher),
        as_of=query.as_of,
        known_at=query.known_at,
        frozen=asked.frozen,
        page=base + asked.page(),
        permalink=permalink,
        csv=asked.address(".csv"),
        oembed=oembed(asked.address()),
        figure=asked.address(".figure.json"),
        library=address(files, PLOTLY),
        lens=asked.lens,
    )
    return frame.document(asked.seen(), around, styles(files))


def styles(files: Files) -> frame.Styles:
    """What the files hold, the script without comments and indents."""
    pages = "".join(_text(files, name) for name in _SHEETS)
    script = re.sub(r"/\*.*?\*/", "", _text(files, _SCRIPT), flags=re.DOTALL)
    return frame.Styles(pages, _text(files, _OWN), "\n".join(filter(None, map(str.strip, script.splitlines()))))


def _text(files: Files, name: str) -> str:
    return files.file(FOLDER / name).data.decode()
