"""Whether a pinned package has a known weakness, by a copy of an advisory database and without a network.

``advisories.py DATABASE REQUIREMENTS...``: the database is a folder or a ZIP file of advisories in the format of OSV
(https://ossf.github.io/osv-schema/), as JSON or YAML. That is how the Python Packaging Authority, GitHub and osv.dev
give theirs away. Exit code 0 when no pin has a known weakness, 1 when one has or cannot be judged, 2 when the question
could not be put at all.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

Advisory = dict[str, Any]


class NotAsked(Exception):
    """The question could not be put: the sentence says why."""


@dataclass(frozen=True)
class Pin:
    """A package at the one version that is installed."""

    name: str
    version: str


def main(database: Path, requirements: list[Path]) -> int:
    """Print what is known about each pin; the exit code."""
    pins = sorted({pin for file in requirements for pin in pinned(file)}, key=lambda pin: (pin.name, pin.version))
    advisories = list(read(database))
    if not pins or not advisories:
        raise NotAsked(f"{database} holds no advisory." if pins else "No package is pinned.")
    newest = max(str(advisory["modified"])[:10] for advisory in advisories)
    print(f"Advisories: {len(advisories)}, the newest of {newest}; what became known later is not in them.")
    about = _by_package(advisories)
    told = [_told(pin, about.get(pin.name, [])) for pin in pins]
    print("\n".join(line for lines, _ in told for line in lines))
    weak = sum(not sound for _, sound in told)
    looked_at = sum(len(about.get(pin.name, [])) for pin in pins)
    print(f"Pins: {len(pins)}, advisories about them: {looked_at}, pins with a known weakness: {weak or 'none'}.")
    return 1 if weak else 0


def pinned(file: Path) -> Iterator[Pin]:
    """The pins of a requirements file, whatever Python or system they are for."""
    for line in file.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if not text:
            continue
        try:
            asked = Requirement(text)
            (only,) = asked.specifier
            exact = only.version if only.operator == "==" else ""
            yield Pin(canonicalize_name(asked.name), str(Version(exact)))
        except (InvalidRequirement, InvalidVersion, ValueError):
            raise NotAsked(f"{file}: {text} is not pinned to one exact version.") from None


def read(database: Path) -> Iterator[Advisory]:
    """Every advisory in the folder or ZIP file that was not withdrawn."""
    for name, content in _files(database):
        try:
            found = _PARSERS[Path(name).suffix](content)
        except (ValueError, yaml.YAMLError) as error:
            raise NotAsked(f"{name} in {database} cannot be read: {str(error).splitlines()[0]}") from None
        # A database holds other files besides: its own workflows, lists, a description.
        if isinstance(found, dict) and {"id", "modified", "affected"} <= set(found) and not found.get("withdrawn"):
            yield found


def affected(version: str, package: dict[str, Any]) -> bool:
    """Whether the version is among those that an advisory's entry about its package names.

    Raises InvalidVersion where the entry bounds it by something that is no version.
    """
    named = Version(version)
    return any(_same(named, other) for other in package.get("versions") or ()) or any(
        _in_range(named, found["events"])
        for found in package.get("ranges") or ()
        if found["type"] == "ECOSYSTEM"  # the others are commits, or repeat this one
    )


def _files(database: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file that may be an advisory."""
    if database.is_dir():
        paths = sorted(path for path in database.rglob("*") if path.suffix in _PARSERS)
        yield from ((str(path.relative_to(database)), path.read_bytes()) for path in paths)
    elif zipfile.is_zipfile(database):
        with zipfile.ZipFile(database) as archive:
            names = (name for name in archive.namelist() if Path(name).suffix in _PARSERS)
            yield from ((name, archive.read(name)) for name in names)
    else:
        raise NotAsked(f"{database} is neither a folder nor a ZIP file.")


def _from_yaml(content: bytes) -> Any:
    # Texts, lists and mappings alone, without a guess at types: a version written 1.10 is no number.
    return yaml.load(content, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506


_PARSERS: dict[str, Callable[[bytes], Any]] = {".json": json.loads, ".yaml": _from_yaml, ".yml": _from_yaml}


def _by_package(advisories: list[Advisory]) -> dict[str, list[tuple[Advisory, dict[str, Any]]]]:
    """The entries of all advisories about packages of the Python index, by the name they have there."""
    found: dict[str, list[tuple[Advisory, dict[str, Any]]]] = {}
    for advisory in advisories:
        for entry in advisory["affected"] or ():
            package = entry.get("package") or {}
            if package.get("ecosystem") == "PyPI":
                found.setdefault(canonicalize_name(package["name"]), []).append((advisory, entry))
    return found


def _told(pin: Pin, entries: list[tuple[Advisory, dict[str, Any]]]) -> tuple[list[str], bool]:
    """The lines about a pin, and whether it has no known weakness."""
    wrong = []
    for advisory, entry in entries:
        names = ", ".join([advisory["id"], *(advisory.get("aliases") or ())])
        said = (advisory.get("summary") or advisory.get("details") or "").strip().split("\n")[0][:160]
        try:
            if affected(pin.version, entry):
                wrong.append(f"{pin.name} {pin.version}: {names}: {said}")
        except InvalidVersion as error:
            wrong.append(f"{pin.name} {pin.version}: {names} cannot be judged by a program ({error}): {said}")
    return wrong or [f"{pin.name} {pin.version}: no known weakness (advisories: {len(entries)})"], not wrong


def _same(version: Version, other: str) -> bool:
    try:
        return Version(other) == version
    except InvalidVersion:  # older than the rules for versions: no pin can be that one
        return False


def _in_range(version: Version, events: list[dict[str, str]]) -> bool:
    """What the last event at or before the version leaves it: the rules of the OSV format."""
    limits = [event["limit"] for event in events if "limit" in event]
    if limits and not any(limit == "*" or version < Version(limit) for limit in limits):
        return False
    within = False
    steps = [(kind, said) for event in events for kind, said in event.items() if kind != "limit"]
    for kind, said in sorted(steps, key=lambda step: _place(step[1])):
        reached = _place(said) < version if kind == "last_affected" else _place(said) <= version
        if reached:
            within = kind == "introduced"
    return within


def _place(said: str) -> Version:
    # The format's word for "from the first version on", before which even a development release of 0 lies.
    return Version("0.dev0") if said == "0" else Version(said)


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1]), [Path(file) for file in sys.argv[2:]]))
    except (NotAsked, OSError, zipfile.BadZipFile) as refused:
        print(refused, file=sys.stderr)
        sys.exit(2)
