"""The front: nginx as ``deploy/nginx.conf.template`` says, before several machines."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.machines.asking import HTTPS
from deploy.machines.network import PORT, Machine
from models.settings import ROOT


@contextmanager
def nginx(folder: Path, machines: list[Machine]) -> Iterator[None]:
    """Run it with a certificate of its own."""
    made = f"-subj /CN=localhost -keyout {folder}/privkey.pem -out {folder}/fullchain.pem"
    certificate = f"openssl req -x509 -newkey rsa:2048 -nodes -days 1 {made}"
    subprocess.run(certificate.split(), check=True, capture_output=True)
    given = {
        "MONITOR_HOSTNAME": "localhost",
        "MONITOR_UPSTREAM": "; server ".join(f"{machine.address}:{PORT}" for machine in machines),
        "MONITOR_HTTP_PORT": "8080",
        "MONITOR_HTTPS_PORT": str(HTTPS),
        "MONITOR_CERTIFICATES": str(folder),
    }
    template = (ROOT / "deploy" / "nginx.conf.template").read_text(encoding="utf-8")
    site = re.sub(r"\$\{(MONITOR_\w+)\}", lambda found: given[found[1]], template)
    (folder / "site.conf").write_text(site.replace("/tmp/memorandummonitor-cache", f"{folder}/cache"))  # noqa: S108
    # The temporary folder is its owner's alone: started by root, nginx goes on as root here.
    whole = (
        f"user root; pid {folder}/pid; error_log {folder}/nginx.log; events {{}} http {{ include {folder}/site.conf; }}"
    )
    (folder / "nginx.conf").write_text(whole)
    program = subprocess.Popen(
        ["nginx", "-c", folder / "nginx.conf", "-g", "daemon off;"], env={"PATH": os.environ["PATH"]}
    )
    try:
        yield
    finally:
        program.terminate()
        program.wait(30)
