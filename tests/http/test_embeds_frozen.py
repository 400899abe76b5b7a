"""A frozen embed stays what it was, byte for byte, whatever is recorded later. All that is written here is made up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from callbacks.http.embed import FORMS
from data.reader import SHIPPED, read
from models.drafts import Draft, Source
from models.query_values import instant_text
from models.settings import ROOT
from models.store import Store
from models.vocabulary import Kind, Precision, Status
from tests.http.conftest import Clock
from tests.http.test_embeds import ADDRESSES
from tests.serving import application

EVIDENCE = (Source("https://example.org/besluit", "Besluit", "Voorbeeld", date(2024, 1, 2)),)
TEXTS = tuple(form.suffix for form in FORMS if form.suffix != ".png")
#: Pictures as pixels are drawn from those in SVG, slowly: of these charts only.
PICTURES = ("/embed/progress", "/embed/sdg")


def draft(request: str, government: str, status: Status, day: date) -> Draft:
    return Draft(
        kind=Kind.STATUS, memorandum="2019-2024", request=request, government=government, effective_date=day,
        precision=Precision.DAY, status=status, note_nl="Voor de test.", sources=EVIDENCE,
    )  # fmt: skip


def another_catalogue() -> Any:
    """What ships with other titles, goals, weights and dates, and without a request that nobody logged about."""
    shipped = read(SHIPPED)
    data = shipped.memoranda[0]
    logged = {update.request for update in data.updates}
    gone = next(one.id for one in data.requests if one.tracked and not one.parent and one.id not in logged)
    requests = tuple(
        replace(one, title_nl=f"{one.title_nl}!", sdg_targets=("1.1",)) for one in data.requests if one.id != gone
    )
    dossiers = tuple(replace(one, title_nl=f"{one.title_nl}!") for one in data.dossiers)
    statuses = tuple(
        replace(one, label_nl=f"{one.label_nl}!", weight=None if one.weight is None else Decimal("0.5"))
        for one in shipped.statuses
    )
    milestones = tuple(replace(one, label_nl=f"{one.label_nl}!") for one in data.milestones)
    changed = replace(data, requests=requests, dossiers=dossiers, milestones=milestones)
    return gone, replace(shipped, memoranda=(changed,), statuses=statuses)


def answers(client: FlaskClient, addresses: list[str]) -> dict[str, bytes]:
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text)
        assert "max-age=2592000" in answer.headers["Cache-Control"]
        found[address] = answer.data
    return found


def test_frozen_embeds_stay_after_entries_corrections_another_catalogue_and_a_restart(
    living_store: Store, clock: Clock, editors: tuple[int, int], tmp_path: Path
) -> None:
    gone, shipment = another_catalogue()
    clock.forward(hours=1)
    known_at = instant_text(living_store.scope().last_write)
    clocks = f"as_of=2024-06-09&known_at={known_at}"
    paths = [*ADDRESSES, f"/embed/request/{gone}"]
    frozen = [f"{path}{form}?{clocks}" for path in paths for form in TEXTS]
    frozen += [f"{path}.png?{clocks}" for path in PICTURES]
    client = application(living_store).server.test_client()
    before, living = answers(client, frozen), client.get("/embed/progress.csv?as_of=2024-06-09").data

    clock.forward(days=1)
    with living_store.appending() as writer:
        first = writer.record(editors[0], draft("4.11", "VL", Status.REJECTED, date(2024, 2, 1)))
        writer.record(editors[0], draft("1.1", "VL", Status.REALISED, date(2020, 2, 1)))
        other = writer.record(editors[0], draft("3.2", "VL", Status.STALLED, date(2024, 3, 1)))
    clock.forward(days=1)
    with living_store.appending() as writer:
        writer.correct(editors[0], first.id, draft("4.11", "VL", Status.STALLED, date(2024, 2, 2)), "Voor de test.")
        writer.retract(editors[0], other.id, "Voor de test.")
        writer.confirm(editors[1], 1)
    assert client.get("/embed/progress.csv?as_of=2024-06-09").data != living
    assert answers(client, frozen) == before

    clock.forward(days=1)
    living_store.load(shipment)
    assert client.get(f"/embed/request/{gone}").status_code == 404
    assert answers(client, frozen) == before

    url = living_store.database.url
    living_store.close()
    assert told_by_another_process(url.render_as_string(), frozen) == {
        address: sha256(data).hexdigest() for address, data in before.items()
    }


#: Opens the store, asks for the addresses on its standard input, and tells what each answer is.
ANOTHER_PROCESS = """
import hashlib, json, sys
from models.store import Store
from tests.serving import application
client = application(Store.open(sys.argv[1])).server.test_client()
told = {address: hashlib.sha256(client.get(address).data).hexdigest() for address in json.load(sys.stdin)}
print(json.dumps(told))
"""


def told_by_another_process(url: str, addresses: list[str]) -> Any:
    """The digest of each answer after a restart, years later, and with another order of everything unordered."""
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS, url],
        input=json.dumps(addresses),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "20240609", "PYTHONPATH": str(ROOT)},
    )
    return json.loads(done.stdout)


def test_a_living_embed_follows_the_log_and_offers_its_frozen_address(
    living_store: Store, clock: Clock, editors: tuple[int, int]
) -> None:
    clock.forward(hours=1)
    client = application(living_store).server.test_client()
    first = client.get("/embed/request/4.11")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    permalink = client.get("/embed/request/4.11.json").get_json()["meta"]["permalink"]
    assert permalink.replace("&", "&amp;") in first.text
    assert client.get("/embed/request/4.11", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    kept = client.get(permalink.removeprefix("http://127.0.0.1:8050"))
    clock.forward(days=1)
    with living_store.appending() as writer:
        writer.record(editors[0], draft("4.11", "VL", Status.REJECTED, date(2024, 12, 1)))
    after = client.get("/embed/request/4.11", headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    assert "afgewezen sinds 1 december 2024" in after.text
    assert client.get(permalink.removeprefix("http://127.0.0.1:8050")).data == kept.data
