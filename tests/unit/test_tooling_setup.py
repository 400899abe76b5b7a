"""The two commands say in one sentence what is missing, and never hide a failure."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import postgres as postgres_script
import pytest

from models.settings import ROOT

NOWHERE = "http://127.0.0.1:9/simple"


@pytest.fixture
def checkout(tmp_path):
    """A folder with the set-up scripts and one small requirement, apart from the real environment."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "requirements.txt").write_text("monitor-test-package-that-exists-nowhere==1\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def programs(tmp_path):
    """A PATH that holds nothing but what a shell script needs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("bash", "cat", "cmp", "cp", "dirname", "grep", "mktemp", "rm", "tail"):
        (folder / name).symlink_to(str(shutil.which(name)))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def run(*command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, **environment}
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_without_python_the_sentence_names_what_to_install(checkout, programs):
    done = run("bash", ".ci/venv", "requirements.txt", folder=checkout, PATH=str(programs))
    assert done.returncode == 1
    assert re.fullmatch(
        r"Python 3\.11 or newer is needed and no Python is here: apt-get install git make python3-venv.*\.\n",
        done.stderr,
    )


def test_an_old_python_is_named(checkout, programs):
    program(programs, "python3", 'case "$1" in --version) echo Python 3.10.12 ;; *) exit 1 ;; esac')
    done = run("bash", ".ci/venv", "requirements.txt", folder=checkout, PATH=str(programs))
    assert done.returncode == 1
    assert "Python 3.10.12 is here: apt-get install git make python3-venv" in done.stderr


def test_a_newer_python_beside_an_old_one_is_used(checkout, programs):
    program(programs, "python3", "exit 1")
    program(programs, "python3.12", 'case "$2" in *venv*) exit 1 ;; esac')
    done = run("bash", ".ci/venv", "requirements.txt", folder=checkout, PATH=str(programs))
    assert done.stderr == "Python's venv module is missing: apt-get install git make python3-venv.\n"


def test_without_network_one_sentence_says_so_and_nothing_counts_as_installed(checkout):
    for _ in range(2):
        done = run(
            "bash", ".ci/venv", "requirements.txt", folder=checkout,
            PIP_INDEX_URL=NOWHERE, PIP_CONFIG_FILE=os.devnull, PIP_RETRIES="0",
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr == (
            "No network: the packages of requirements.txt cannot be fetched; connect and give the same command again.\n"
        )


def test_what_is_installed_is_not_installed_again_until_the_requirements_change(checkout):
    requirements = checkout / "requirements.txt"
    requirements.write_text("# nothing yet\n", encoding="utf-8")
    offline = {"PIP_INDEX_URL": NOWHERE, "PIP_CONFIG_FILE": os.devnull}
    first, again = (run("bash", ".ci/venv", "requirements.txt", folder=checkout, **offline) for _ in range(2))
    assert first.returncode == again.returncode == 0
    assert "Making .venv" in first.stdout
    assert again.stdout == ""
    requirements.write_text("# another line\n", encoding="utf-8")
    changed = run("bash", ".ci/venv", "requirements.txt", folder=checkout, **offline)
    assert changed.stdout == "Installing the packages of requirements.txt into .venv.\n"


def postgres(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, ".ci/postgres.py", *command, folder=ROOT, **environment)


def test_the_exit_code_of_the_tests_is_the_exit_code_of_the_command():
    assert postgres("sh", "-c", "exit 7").returncode == 7
    assert postgres("true").returncode == 0


def test_a_postgresql_that_is_named_but_does_not_answer_is_never_replaced_by_another():
    done = postgres("true", MONITOR_TEST_POSTGRES_URL="postgresql://127.0.0.1:9/postgres")
    assert done.returncode == 1
    assert done.stderr.startswith("MONITOR_TEST_POSTGRES_URL names no PostgreSQL 13 or newer that answers")


@pytest.mark.parametrize(("room", "moved"), [(0, True), (2**60, False)], ids=["room", "no room"])
def test_temporary_files_are_in_memory_where_there_is_room_and_gone_afterwards(tmp_path, monkeypatch, room, moved):
    monkeypatch.setenv("TMPDIR", "/before")
    monkeypatch.setattr(tempfile, "tempdir", "/before")
    monkeypatch.setattr(postgres_script, "MEMORY", str(tmp_path))
    monkeypatch.setattr(postgres_script, "ROOM", room)
    with postgres_script.in_memory():
        folder = Path(os.environ["TMPDIR"])
        assert tempfile.gettempdir() == str(folder)
        assert [folder] == (list(tmp_path.iterdir()) if moved else [Path("/before")])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("value", ["true", "1"])
def test_integration_never_runs_without_postgresql(value):
    done = postgres("echo", "ran", WITHOUT_POSTGRES="1", CI=value)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "WITHOUT_POSTGRES=1 is refused where CI=true: the tests there run on both engines.\n"


def test_by_hand_it_may_and_says_so_loudly():
    done = postgres("echo", "ran", WITHOUT_POSTGRES="1", CI="")
    assert (done.returncode, done.stdout) == (0, "ran\n")
    assert "NOTHING IS TESTED ON POSTGRESQL" in done.stderr


def test_a_browser_that_is_named_but_does_not_start_is_never_replaced_by_another():
    done = run(sys.executable, ".ci/browser.py", folder=ROOT, MONITOR_TEST_BROWSER="/bin/false")
    assert done.returncode == 1
    assert done.stderr == "MONITOR_TEST_BROWSER names /bin/false, which does not start.\n"


def test_gunicorn_serves_as_the_settings_say_and_logs_no_reader():
    done = run(
        sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py",
        "--print-config", "wsgiref.simple_server:demo_app",
        folder=ROOT, MONITOR_HOST="::1", MONITOR_PORT="8071", MONITOR_WORKERS="3", MONITOR_THREADS="5",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    configured = dict(re.findall(r"^(\w+) += (.*)$", done.stdout, re.MULTILINE))
    wanted = {
        "bind": "['[::1]:8071']", "workers": "3", "threads": "5", "worker_class": "gthread",
        "preload_app": "False", "accesslog": "None", "control_socket_disable": "True",
    }  # fmt: skip
    assert {name: configured[name] for name in wanted} == wanted


def test_make_alone_lists_the_targets():
    done = run("make", "--no-print-directory", folder=ROOT, MAKEFLAGS="")
    assert done.returncode == 0
    assert "make run" in done.stdout
    assert "make test" in done.stdout


def test_integration_runs_the_tests_and_nothing_else():
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]
