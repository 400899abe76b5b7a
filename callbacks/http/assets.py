"""The files that pages load: compressed once, beforehand, and cached by browsers for as long as they stay the same.

``prepare`` writes each file in its smallest form into a folder, under the hash of its content; every process then
answers from there. A file that was not prepared is compressed quickly, once per process. Nothing is compressed per
request, which is what Dash's own way costs: 0.2 s for each page view.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import brotli
from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Response, abort, request

from callbacks.http.compression import accepted_encoding

FOLDER = Path(__file__).parents[2] / "assets"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_PACKED = frozenset({".woff2"})
_SUFFIXES = {"br": ".br", "gzip": ".gz"}
_SMALLEST: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: bytes(brotli.compress(data, quality=11)),
    "gzip": lambda data: gzip.compress(data, compresslevel=9, mtime=0),
}
_QUICK: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: bytes(brotli.compress(data, quality=4)),
    "gzip": lambda data: gzip.compress(data, compresslevel=6, mtime=0),
}
_UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda packed: bytes(brotli.decompress(packed)),
    "gzip": gzip.decompress,
}
_COMPONENTS = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
#: The address of such a file as Dash writes it: package, path, and a fingerprint in the middle of its name.
_NAMED = re.compile(r'(?<=/_dash-component-suites/)(\w+)/([^"?]+?)(\.v[\w-]+m)[0-9a-fA-F]+(\.[^"?]+)')
#: What Dash loads when the first chart appears; its address is in no page.
_LATER = ("dash/dcc/async-graph.js",)


@dataclass(frozen=True, slots=True)
class File:
    """A file's content under the hash of it."""

    data: bytes
    hash: str


class Files:
    """Files of the disk, read once as long as they do not change, and their compressed forms."""

    def __init__(self, prepared: Path) -> None:
        """``prepared`` is the folder of the compressed forms; it need not exist and may be read-only."""
        self._prepared = prepared
        self._read: dict[Path, tuple[int, File]] = {}
        self._packed: dict[tuple[str, str], bytes] = {}

    def file(self, path: Path) -> File:
        """The file as it is now; raises FileNotFoundError."""
        changed = path.stat().st_mtime_ns
        known = self._read.get(path)
        if known is None or known[0] != changed:
            data = path.read_bytes()
            known = self._read[path] = (changed, File(data, hashlib.sha256(data).hexdigest()))
        return known[1]

    def packed(self, file: File, encoding: str) -> bytes:
        """The file in ``br`` or ``gzip``: as prepared, else compressed quickly and kept in memory."""
        key = (file.hash, encoding)
        if key not in self._packed:
            self._packed[key] = self._as_prepared(file, encoding) or _QUICK[encoding](file.data)
        return self._packed[key]

    def _as_prepared(self, file: File, encoding: str) -> bytes | None:
        """The form on the disk; None where there is none, or one that was damaged since."""
        with suppress(OSError, brotli.error, EOFError, zlib.error):
            packed = self._place(file, encoding).read_bytes()
            if _UNPACKED[encoding](packed) == file.data:
                return packed
        return None

    def prepare(self, path: Path) -> None:
        """Write the smallest forms of a file where they are missing; raises OSError where the folder is read-only."""
        file = self.file(path)
        self._prepared.mkdir(parents=True, exist_ok=True)
        for encoding, compress in _SMALLEST.items():
            place = self._place(file, encoding)
            if not place.exists():
                # Renamed when whole: another process never reads half a file.
                half = place.with_suffix(".half")
                half.write_bytes(compress(file.data))
                half.replace(place)

    def _place(self, file: File, encoding: str) -> Path:
        return self._prepared / (file.hash + _SUFFIXES[encoding])

    def answer(self, path: Path, stays: Callable[[File], bool]) -> Response:
        """The file for this request; ``stays`` tells whether its address changes whenever its content does."""
        if path.suffix not in _TYPES:
            abort(404)
        try:
            file = self.file(path)
        except OSError:
            abort(404)
        encoding = None if path.suffix in _PACKED else accepted_encoding()
        response = Response(self.packed(file, encoding) if encoding else file.data, content_type=_TYPES[path.suffix])
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
        response.set_etag(f"{file.hash[:16]}-{encoding or 'raw'}")
        kept = "public, max-age=31536000, immutable" if stays(file) else "no-cache"
        response.headers["Cache-Control"] = kept
        # Embeds load them too, from a frame that other sites may isolate until it is of no origin at all.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.make_conditional(request)
        return response


def address(files: Files, name: str) -> str:
    """The address of one of our own assets, different as soon as its content is: ``/assets/app.css?v=1f2e3d4c``."""
    return f"/assets/{name}?v={files.file(FOLDER / name).hash[:8]}"


def by_content(files: Files, scripts: str) -> str:
    """Dash's script elements, at addresses that are different as soon as the content is, and only then.

    Dash's own tell when a file was installed: of several machines each would have another page, and a reader would load
    everything from each.
    """

    def named(found: re.Match[str]) -> str:
        package, name, version, ending = found.groups()
        return f"{package}/{name}{version}{_fingerprint(files.file(_package(package) / (name + ending)))}{ending}"

    return _NAMED.sub(named, scripts)


def _fingerprint(file: File) -> str:
    return file.hash[:12]


def install(app: Dash, files: Files) -> None:
    """Serve the files of ``assets/`` and of Dash's components from ``files``."""

    def asset(filename: str) -> Response:
        if "\0" in filename:
            abort(404)
        path = (FOLDER / filename).resolve()
        if not path.is_relative_to(FOLDER):
            abort(404)
        return files.answer(path, lambda file: request.args.get("v") == file.hash[:8])

    def component(package_name: str, fingerprinted_path: str) -> Response:
        name, _ = check_fingerprint(fingerprinted_path)
        if name not in app.registered_paths.get(package_name, ()):
            abort(404)
        # While releases are exchanged, one may be asked for a file under the address it has in the other.
        return files.answer(_package(package_name) / name, lambda file: f"m{_fingerprint(file)}." in fingerprinted_path)

    app.server.view_functions["_dash_assets.static"] = asset
    app.server.view_functions[_COMPONENTS] = component


def prepare(app: Dash, files: Files) -> None:
    """Write the smallest forms of everything a page loads: seconds the first time, nothing afterwards.

    Raises OSError where the folder is read-only; pages are then compressed a little less.
    """
    for path in (*_own(), *_components(app)):
        files.prepare(path)


def _own() -> Iterator[Path]:
    return (path for path in sorted(FOLDER.rglob("*")) if path.suffix in {".css", ".js", ".svg"})


def _components(app: Dash) -> Iterator[Path]:
    """The files of Dash and its component packages that a page with a chart loads."""
    with app.server.test_request_context("/"):
        scripts = app._generate_scripts_html()
    for source in (*re.findall(r'/_dash-component-suites/([^"?]+)', scripts), *_LATER):
        package, _, name = source.partition("/")
        yield _package(package) / check_fingerprint(name)[0]


def _package(name: str) -> Path:
    return Path(str(sys.modules[name].__file__)).parent
