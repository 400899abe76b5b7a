"""The whole public record as files: CSV in a ZIP, JSON and SQLite, at addresses that stay.

A file is written when it is asked for and not there yet, under the state of the public record; the same record gives
the same bytes. Processes share what they wrote.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_file

from callbacks.http import reads
from callbacks.http.rows import csv_lines, json_text
from callbacks.services import services
from models import dump
from models.dump import Table, write_sqlite
from models.dump_tables import TABLES
from models.query import Scope, parse
from models.reading import Reading

NAME = "memorandummonitor"
BASE = f"/data/{NAME}"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

#: Seconds after which a file of an earlier state is thrown away.
_KEPT = 86_400


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the dump: how its address ends, its media type, and who writes it."""

    suffix: str
    content_type: str
    write: Callable[[Path, Sequence[Reading]], None]

    @property
    def path(self) -> str:
        """Its address."""
        return BASE + self.suffix


def install(server: Flask) -> None:
    """Answer the addresses of the dump."""
    for form in FORMS:
        reads.route(server, form.path, partial(_answer, form))


def current() -> tuple[Scope, list[Reading]]:
    """Every memorandum as everybody may know it now, the oldest first. Raises QueryError in an empty store."""
    store = services().store
    scope = store.scope()
    parse([], scope, accepts=())
    names = sorted(scope.memoranda, key=lambda name: scope.memoranda[name].start)
    return scope, [store.read(parse([("memorandum", name)], scope, accepts=("memorandum",))) for name in names]


def meta(readings: Sequence[Reading]) -> dict[str, Any]:
    """What a dump says about itself."""
    newest = readings[-1].meta()
    kept = {name: newest[name] for name in ("known_at", "version", "release", "head", "entries")}
    quoted = {reading.query.memorandum: reading.catalogue.memorandum.publisher for reading in readings}
    return {**kept, "licence": LICENCE, "quoted_from": quoted}


def _answer(form: Form) -> Response:
    scope, readings = current()
    parse(request.args.items(multi=True), scope, accepts=())
    versions = [(str(reading.version), reading.version.head) for reading in readings]
    tag = reads.tag_of(form.suffix, scope.last_write, versions)
    if request.if_none_match.contains_weak(tag):
        return reads.conditional(tag, str, form.content_type)
    response = _sent(form, tag, readings)
    response.headers["Cache-Control"] = reads.ASK_AGAIN
    response.headers["Content-Disposition"] = f'attachment; filename="{NAME}{form.suffix}"'
    return response


def _sent(form: Form, tag: str, readings: Sequence[Reading]) -> Response:
    """The file, or the part of it asked for; written again if it was thrown away just now."""
    moment = readings[-1].query.known_at
    while True:
        with suppress(FileNotFoundError):
            path = _file(form, tag, readings)
            return send_file(path, form.content_type, etag=tag, conditional=True, max_age=0, last_modified=moment)


def _file(form: Form, tag: str, readings: Sequence[Reading]) -> Path:
    folder = dump.folder()
    path = next(
        (found for found in folder.glob(f"{tag}-*{form.suffix}") if _whole(found, found.stat().st_mtime_ns)), None
    )
    if path is None:
        _throw_away(folder)
        handle, half = tempfile.mkstemp(dir=folder, suffix=".half")
        os.close(handle)
        Path(half).unlink()  # SQLite wants a name, not a file
        try:
            form.write(Path(half), readings)
            path = folder / f"{tag}-{_digest(Path(half))}{form.suffix}"
            Path(half).replace(path)
        finally:
            Path(half).unlink(missing_ok=True)
    return path


@lru_cache(64)
def _whole(path: Path, _changed: int) -> bool:
    """Whether a file that is kept is still as it was written: the end of its name says how."""
    return path.stem.endswith(_digest(path))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def _throw_away(folder: Path) -> None:
    """Remove what was written a day ago; whoever still reads it keeps it open."""
    for old in folder.iterdir():
        with suppress(OSError):
            if old.stat().st_mtime < time.time() - _KEPT:
                old.unlink()


def _zip(path: Path, readings: Sequence[Reading]) -> None:
    moment = readings[-1].query.known_at.timetuple()[:6]
    with zipfile.ZipFile(path, "w") as archive:

        def write(name: str, lines: Iterator[str]) -> None:
            member = zipfile.ZipInfo(name, moment)
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            with archive.open(member, "w", force_zip64=True) as file:
                for line in lines:
                    file.write(line.encode())

        write("README.txt", iter([_readme(readings)]))
        for table in TABLES:
            write(f"{table.name}.csv", csv_lines([field.name for field in table.fields], table.rows(readings)))


def _readme(readings: Sequence[Reading]) -> str:
    told = meta(readings)
    publishers = ", ".join(dict.fromkeys(told["quoted_from"].values()))
    tables = "".join(f"  {table.name + '.csv':18}{table.meaning}\n" for table in TABLES)
    return (
        f"Memorandummonitor, release {told['release']}: the whole public record as known on {told['known_at']}\n"
        f"(version {told['version']}, {told['entries']} entries, hash of the last one {told['head']}).\n\n"
        f"{tables}\n"
        "UTF-8, RFC 4180. Lists are joined by ;, nothing is an empty cell, truth values are true and false. A text\n"
        "that a spreadsheet would run as a formula has an apostrophe before it. fields.csv tells what each field\n"
        "means.\n\n"
        f"Licence: CC BY 4.0, {LICENCE}. Fields that fields.csv marks as quoted hold the words of\n"
        f"{publishers}, quoted from its memorandum; they are not ours to license.\n"
    )


def _json(path: Path, readings: Sequence[Reading]) -> None:
    """One object, written row by row: what it is, and a list per table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f'{{"meta":{json_text(meta(readings))}')
        for table in TABLES:
            file.write(f',\n"{table.name}":[')
            for place, row in enumerate(_objects(table, readings)):
                file.write(f"{',' if place else ''}\n{json_text(row)}")
            file.write("]")
        file.write("}\n")


def _objects(table: Table, readings: Sequence[Reading]) -> Iterator[Mapping[str, Any]]:
    names = [field.name for field in table.fields]
    return (dict(zip(names, row, strict=True)) for row in table.rows(readings))


def _sqlite(path: Path, readings: Sequence[Reading]) -> None:
    write_sqlite(path, TABLES, readings, meta(readings))


FORMS = (
    Form(".zip", "application/zip", _zip),
    Form(".json", reads.JSON, _json),
    Form(".sqlite", "application/vnd.sqlite3", _sqlite),
)
