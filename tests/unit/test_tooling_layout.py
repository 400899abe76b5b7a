"""The house in order: what stands where, how large it is, what it must not name, and who imports whom."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys

import pytest

from models.settings import ROOT

FOLDERS = {
    ".ci", "assets", "benchmarks", "callbacks", "components", "data", "deploy", "docs", "models", "tests",
}  # fmt: skip
FILES = {
    ".dockerignore", ".env.example", ".gitignore",
    "CHANGELOG.md", "LICENSE", "LICENSE-DATA", "Makefile", "README.md", "SECURITY.md", "app.py",
    "pyproject.toml", "requirements-dev.in", "requirements-dev.txt", "requirements.in", "requirements.txt",
}  # fmt: skip
PACKAGES = ("app.py", "callbacks/", "components/", "data/", "models/")
#: Addresses of package indexes and folders of one machine, written so that this file does not name them itself.
ELSEWHERE = re.compile(
    "|".join(["pythonhosted" + r"\.org", r"registry\.npm" + "js", r"(?<![\\w.])/wo" + "rk/", "/ro" + "ot/"])
)


def committed() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [name for name in listing.stdout.split("\0") if name and (ROOT / name).exists()]


def python_files(*starts: str) -> list[str]:
    return [name for name in committed() if name.endswith(".py") and name.startswith(starts or "")]


def test_the_top_level_is_as_agreed():
    names = committed()
    assert {name.split("/")[0] for name in names if "/" in name} == FOLDERS
    assert {name for name in names if "/" not in name} == FILES


def test_the_licences_are_the_ones_we_chose():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    data = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert "CC-BY-4.0" in data
    assert "VVSG" in data


def test_nothing_names_this_machine_or_a_package_index():
    texts = {name: (ROOT / name).read_bytes().decode("utf-8", "ignore") for name in committed()}
    assert {name: found[0] for name, text in texts.items() if (found := ELSEWHERE.search(text))} == {}


def test_the_threat_model_names_tests_that_exist():
    told = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    for cell in re.findall(r"\| ([^|]*) \|$", told, re.MULTILINE):
        folder = ""
        for name in re.findall(r"`([\w/*]+\.py)`", cell):
            folder = name.rpartition("/")[0] or folder
            assert list(ROOT.glob(f"{folder}/{name.rpartition('/')[2]}")), name


def test_no_file_is_longer_than_400_lines():
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in python_files()}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_function_is_longer_than_a_screen():
    long = {}
    for name in python_files(*PACKAGES):
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > 60:
                    long[f"{name}:{node.name}"] = length
    assert long == {}


def linted(folder) -> str:
    lint = "from importlinter.cli import import_linter; import_linter()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "lint", "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True
    )
    return "kept" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "imported", "contract"),
    [
        ("models", "callbacks", "data <- models <- callbacks"),
        ("data", "models", "data <- models <- callbacks"),
        ("callbacks", "app", "nobody imports the application"),
        ("components", "models", "components draw plain values"),
        ("components", "data", "components draw plain values"),
        ("components", "flask", "components draw plain values"),
        ("models", "components", "the store and the data do not draw"),
        ("data", "plotly", "the store and the data do not draw"),
        ("callbacks", "sqlalchemy", "only the store speaks SQL"),
    ],
)
def test_an_import_against_the_direction_is_found(tmp_path, module, imported, contract):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("callbacks", "components", "models", "data"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    assert linted(tmp_path) == "kept"
    (tmp_path / module / "__init__.py").write_text(f"import {imported}\n", encoding="utf-8")
    report = linted(tmp_path)
    assert contract in report
    assert "BROKEN" in report
