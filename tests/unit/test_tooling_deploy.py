"""What stands in deploy/: it names what exists, keeps to least rights, and its backup can be restored."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.text import LANGUAGES
from data.reader import SHIPPED
from models.settings import ROOT, Settings
from models.store import Store
from models.transfer_limits import IN_BROWSER
from tests.store.synthetic import shipment

DEPLOY = ROOT / "deploy"
KNOWN = {f"MONITOR_{name.upper()}" for name in Settings.model_fields}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_every_container_has_least_rights_and_a_pinned_image(compose):
    assert set(compose["services"]) == {"database", "load", "app", "proxy"}
    for name, service in compose["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "build" in service or re.search(r":\d+(\.\d+)*$", service["image"]), f"{name} names no release"
        assert ("ports" in service) == (name == "proxy"), f"{name} is reached through the proxy alone"


def test_the_containers_are_given_settings_that_exist(compose):
    given = set(compose["services"]["app"]["environment"])
    assert given <= KNOWN
    assert {"MONITOR_SECRET_KEY", "MONITOR_TRUSTED_PROXIES", "MONITOR_DATABASE_READ_URL"} <= given
    image = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"MONITOR_[A-Z_]+", image)) <= KNOWN


def test_what_compose_asks_of_its_environment_stands_in_the_example(compose):
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+)", text))
    example = set(re.findall(r"^(\w+)=", (DEPLOY / "compose.env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert asked == example
    template = (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)\}", template)) <= set(compose["services"]["proxy"]["environment"])


def test_both_engines_understand_what_compose_asks_of_memory_disks(compose):
    """Podman refuses uid= and gid=, so that a folder of another user than root must be open to all in its container."""
    for name, service in compose["services"].items():
        options = [option for disk in service["tmpfs"] for option in disk.partition(":")[2].split(",") if option]
        assert all(re.fullmatch("mode=1777|size=.*", option) for option in options), name


def test_the_proxy_finds_the_application_after_any_start(compose):
    """nginx looks a name up once: the address is one that no other container is given meanwhile."""
    (pool,) = compose["networks"]["inside"]["ipam"]["config"]
    address = ip_address(compose["services"]["app"]["networks"]["inside"]["ipv4_address"])
    assert address in ip_network(pool["subnet"])
    assert address not in ip_network(pool["ip_range"])


def test_nothing_is_said_twice_to_nginx():
    """nginx does not start then; what may stand several times in a block is named here."""
    severally = {"server", "location", "proxy_set_header", "add_header"}
    said: list[list[str]] = [[]]
    for line in re.sub("#.*", "", (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")).splitlines():
        if found := re.match(r"\s*([a-z_]+) .*[;{}]$", line.rstrip()):
            said[-1].append(found[1])
        if line.rstrip().endswith("{"):
            said.append([])
        elif line.strip() == "}":
            block = [name for name in said.pop() if name not in severally]
            assert len(block) == len(set(block)), block


def test_nginx_lets_through_what_the_application_takes():
    template = (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", template)
    assert int(megabytes) * 2**20 > IN_BROWSER.size + 2**20


def test_the_image_holds_what_the_application_needs_and_nothing_secret():
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert {"app.py", "assets", "callbacks", "components", "data", "models", "deploy/gunicorn.conf.py"} <= names
    assert all((ROOT / name).exists() for name in names)
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in allowed if line.startswith("!")} == names
    assert "*" in allowed
    assert SHIPPED.is_relative_to(ROOT / "data")


def test_the_image_leaves_out_files_and_no_module_that_is_asked_for():
    """What the Containerfile removes from the packages is no Python source, and of the languages ours stay."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert not re.search(r"-name '[^']*\.(py|so)'", text)
    kept = re.findall(r"! -name '([a-z]+)\*?\.dat'", text)
    assert {"root", *LANGUAGES} == set(kept)


def test_both_units_are_held_as_tightly():
    hardening = []
    for name in ("memorandummonitor.service", "memorandummonitor-backup.service"):
        lines = (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines()
        at = lines.index("StateDirectory=memorandummonitor")
        hardening.append(
            [line for line in lines[at:] if line and line != "WantedBy=multi-user.target" and line[0] != "["]
        )
    assert hardening[0] == hardening[1]


def test_the_image_is_not_tried_where_there_is_no_engine(tmp_path):
    for program in ("bash", "dirname", "env"):
        (tmp_path / program).symlink_to(shutil.which(program))
    done = subprocess.run(
        [DEPLOY / "try-image"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "NOT TRIED: podman is not here.\n"


def test_units_start_what_exists():
    for unit in (DEPLOY / "systemd").iterdir():
        for line in re.findall(r"^Exec(?:Start|StartPre)=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE):
            program, *arguments = line.split()
            inside = program.removeprefix("/opt/memorandummonitor/")
            assert inside in (".venv/bin/python", "deploy/backup"), line
            assert not arguments or arguments[0] != "app.py" or arguments[1] in ("load", "serve")


def backed_up(url: str, folder: Path, days: int = 30) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MONITOR_DATABASE_URL": url, "PYTHON": sys.executable}
    command = [str(DEPLOY / "backup"), str(folder), str(days)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_nightly_backup_restores_and_removes_old_ones_only_when_it_went_well(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    store.load(shipment())
    old = tmp_path / "backups" / "memorandummonitor-2019-01-01T000000Z.sqlite3"
    other = tmp_path / "backups" / "other.sqlite3"
    old.parent.mkdir()
    for file in (old, other):
        file.touch()
        os.utime(file, (0, 0))

    failed = backed_up(f"sqlite:///{tmp_path / 'nothing.sqlite3'}", old.parent)
    assert failed.returncode != 0
    assert old.exists()

    done = backed_up(f"sqlite:///{tmp_path / 'store.sqlite3'}", old.parent)
    assert done.returncode == 0, done.stderr
    (made,) = set(old.parent.glob("memorandummonitor-*.sqlite3"))
    assert made != old
    assert other.exists()
    assert made.stat().st_mode & 0o077 == 0
    store.close()


def test_a_process_that_answers_does_not_search_what_was_imported_for_garbage():
    asked = (
        "import gc, runpy; from callbacks.http import workers; workers.begins(); before = gc.isenabled();"
        "hooks = runpy.run_path('deploy/gunicorn.conf.py'); hooks['post_worker_init'](None);"
        "print(before, gc.isenabled(), gc.get_freeze_count() > 10_000, len(gc.get_objects()) < 1_000); workers.tidy()"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True", "True"]


def test_a_client_that_stops_in_the_middle_does_not_hold_a_thread_for_ever():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import runpy, socket, struct, types\n"
            "hooks = runpy.run_path('deploy/gunicorn.conf.py')\n"
            "listener = socket.create_server(('127.0.0.1', 0))\n"
            "hooks['when_ready'](types.SimpleNamespace(LISTENERS=[types.SimpleNamespace(sock=listener)]))\n"
            "client = socket.create_connection(listener.getsockname())\n"
            "connection, _ = listener.accept()\n"
            "for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):\n"
            "    print(struct.unpack('ll', connection.getsockopt(socket.SOL_SOCKET, way, 16)))\n"
            "hooks['on_exit'](None)\n",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "(30, 0)\n(30, 0)\n", done.stderr


def test_nobody_asks_the_application_without_end_through_nginx():
    template = (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")
    places = re.findall(r"location [^{]+\{([^}]*proxy_pass[^}]*)\}", template)
    assert len(places) == 2
    assert "limit_req_log_level notice;" in template  # what is told of it names the reader and what was read
    assert all("limit_req zone=" in place and "limit_req_status 429;" in place for place in places)
