"""Every package is pinned, explained, really used, and under the licence the documentation says."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import metadata, packages_distributions

import pytest

from models.settings import ROOT

FILES = ("requirements", "requirements-dev")
OURS = {"app", "callbacks", "components", "data", "models"}
#: Used by name only: a command, Plotly's quick encoder, what Dash draws with, a driver, the time zones behind zoneinfo.
BY_NAME = {"gunicorn", "orjson", "plotly", "psycopg", "tzdata"}
#: Packages that state their licence as a text or a classifier, not as an SPDX expression.
STATED_OTHERWISE = {
    "authlib": "BSD-3-Clause",
    "babel": "BSD-3-Clause",
    "brotli": "MIT",
    "dash": "MIT",
    "dash-bootstrap-components": "Apache-2.0",
    "feedparser": "BSD-2-Clause",
    "fonttools": "MIT",
    "defusedxml": "PSF-2.0",
    "import-linter": "BSD-2-Clause",
    "joserfc": "BSD-3-Clause",
    "pdfplumber": "MIT",
    "pyshacl": "Apache-2.0",
    "openpyxl": "MIT",
    "pytest-playwright": "Apache-2.0",
    "pytest-timeout": "MIT",
    "pyyaml": "MIT",
    "pypdfium2": "BSD-3-Clause",
    "python-pptx": "MIT",
    "rdflib": "BSD-3-Clause",
    "requests": "Apache-2.0",
    "snowballstemmer": "BSD-3-Clause",
    "trustme": "MIT OR Apache-2.0",
    "tzdata": "Apache-2.0",
}


def named(file: str) -> list[str]:
    lines = (ROOT / f"{file}.in").read_text(encoding="utf-8").splitlines()
    return [re.sub(r"\[.*\]", "", line) for line in lines if re.match(r"[a-z]", line)]


def pins(file: str) -> list[tuple[str, str]]:
    lines = (ROOT / f"{file}.txt").read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.lstrip().startswith("#")]
    return [tuple(line.split(" ;")[0].strip().split("==")) for line in packages]  # type: ignore[misc]


def documented() -> dict[str, list[str]]:
    rows = re.findall(
        r"^\| ([a-z][a-z0-9-]*) \|(.*)\|$", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows if name != "package"}


def imported_by_us() -> set[str]:
    files = [ROOT / "app.py", *(file for folder in OURS for file in (ROOT / folder).rglob("*.py"))]
    nodes = [node for file in files if file.exists() for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {module.split(".")[0] for module in modules} - OURS - set(sys.stdlib_module_names)


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_to_one_exact_version(file):
    assert pins(file)
    for pin in pins(file):
        assert len(pin) == 2, f"{pin} is not pinned exactly"
        assert re.fullmatch(r"[0-9][0-9a-z.]*", pin[1])


@pytest.mark.parametrize("file", FILES)
def test_every_package_we_name_is_pinned(file):
    assert set(named(file)) <= {name for name, _ in pins(file)}


def test_both_files_pin_the_same_versions():
    runtime, development = (set(pins(file)) for file in FILES)
    names = {name for name, _ in runtime} & {name for name, _ in development}
    assert {pin for pin in runtime if pin[0] in names} == {pin for pin in development if pin[0] in names}


def test_every_package_we_name_is_explained_and_nothing_else_is():
    explained = documented()
    assert set(explained) == {name for file in FILES for name in named(file)}
    for name, cells in explained.items():
        assert len(cells) == 3, name
        assert all(cells), f"{name}: why, alternatives and licence are each said"


@pytest.mark.parametrize("name", sorted(documented()))
def test_the_licence_is_the_one_the_package_states(name):
    stated = metadata(name).json.get("license_expression") or STATED_OTHERWISE[name]
    assert documented()[name][-1] == stated


def test_what_we_import_is_what_we_name():
    distributions = packages_distributions()
    imported = {
        distribution.lower().replace("_", "-") for module in imported_by_us() for distribution in distributions[module]
    }
    assert imported <= set(named("requirements")), "imported, but not named in requirements.in"
    assert set(named("requirements")) <= imported | BY_NAME, "named in requirements.in, but not imported"


def test_the_versions_in_use_are_those_that_are_pinned():
    pinned = pins("requirements") + pins("requirements-dev")
    for name in documented():
        assert (name, metadata(name)["Version"]) in pinned
