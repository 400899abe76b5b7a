"""A second memorandum comes from files alone: loaded by the command, with pages, figures and a log of its own.

The files of ``tests/second_memorandum`` are invented; docs/memorandum.md shows them as the example to follow.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import main
from data.reader import SHIPPED, read
from models.drafts import Draft, Source
from models.settings import ROOT
from models.store import Store
from models.vocabulary import Kind, Role, Status
from tests.people import account
from tests.serving import application

FILES = ROOT / "tests" / "second_memorandum"
FIRST, SECOND = "2019-2024", "verzonnen-2025"
#: Pages of the second one, and of the first where it has another request at that place.
PAGES = ("/", "/dossier/1", "/dossier/2", "/vraag/1.1", "/vraag/1.2", "/vraag/1.2.a", "/sdg", "/logboek", "/methode")
INSTEAD = {"/vraag/1.2.a": "/vraag/2.1.a"}


def put_together(folder: Path) -> Path:
    """What ships and the invented memorandum in ``folder``, as the documentation says to put them together."""
    for file in (*SHIPPED.glob("*.csv"), *FILES.glob("*-*.csv"), *FILES.glob("verzonnen-*.csv")):
        shutil.copy(file, folder)
    rows = (FILES / "memoranda.csv").read_text(encoding="utf-8").split("\n", 1)[1]
    with (folder / "memoranda.csv").open("a", encoding="utf-8") as listed:
        listed.write(rows)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_together(tmp_path_factory.mktemp("two"))


@pytest.fixture(scope="module")
def url(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store in which both were loaded by the command."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'monitor.sqlite3'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITOR_DATABASE_URL", url)
        assert main(["load"]) == 0
        assert main(["load", "--from", str(folder)]) == 0
        yield url


@pytest.fixture(scope="module")
def store(url: str) -> Iterator[Store]:
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture(scope="module")
def client(store: Store) -> FlaskClient:
    found: FlaskClient = application(store).server.test_client()
    return found


def rows(client: FlaskClient, resource: str, memorandum: str, **asked: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{resource}", query_string={"memorandum": memorandum, **asked}).get_json()
    assert answer["meta"]["memorandum"] == memorandum
    found: list[dict[str, Any]] = answer["data"]
    return found


def test_loading_both_again_changes_nothing(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "--from", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "Catalogue: 0 records new or changed." in told
    assert "0 rows appended, 388 unchanged, 0 changed." in told
    assert main(["verify"]) == 0


def test_the_new_one_can_come_by_itself(tmp_path: Path) -> None:
    for name in ("statuses.csv", "sdgs.csv", "governments.csv"):
        shutil.copy(SHIPPED / name, tmp_path)
    for file in FILES.glob("*.csv"):
        shutil.copy(file, tmp_path)
    store = Store.open(f"sqlite:///{tmp_path / 'monitor.sqlite3'}")
    first = store.load(read(SHIPPED)).catalogue
    second = store.load(read(tmp_path)).catalogue
    assert (first > 200, second) == (True, 12)
    assert [memorandum.id for memorandum in store.memoranda()] == [FIRST, SECOND]
    assert store.load(read(SHIPPED)).catalogue == store.load(read(tmp_path)).catalogue == 0
    assert store.verify().sound
    store.close()


def test_the_documentation_shows_the_headers_of_the_files() -> None:
    told = (ROOT / "docs" / "memorandum.md").read_text("utf-8")
    documented = re.findall(r"^\| \S+ \| `([a-z_,]+)` \|", told, re.MULTILINE)
    headers = {file.read_text("utf-8").split("\n")[0] for file in FILES.glob("*.csv")}
    updates = {header for header in headers if header.startswith("row_id")}
    assert set(documented) == headers - updates


def test_the_newest_is_shown_when_none_is_named(client: FlaskClient) -> None:
    assert client.get("/api/v1/requests").get_json()["meta"]["memorandum"] == SECOND
    assert "Verzonnen memorandum voor de tests" in client.get("/").text


def test_every_page_leads_to_the_other_one(client: FlaskClient, api: FlaskClient) -> None:
    page = client.get(f"/logboek?memorandum={SECOND}&lang=en&as_of=2025-02-01").text.split("<main")[0]
    assert f'<a href="/?memorandum={FIRST}&amp;lang=en">VVSG election memorandum 2019-2024</a>' in page
    assert f'<a href="/?memorandum={SECOND}&amp;lang=en" aria-current="true">Invented' in page


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_both_have_every_page(client: FlaskClient, path: str, lang: str) -> None:
    for memorandum, title, other in (
        (FIRST, {"nl": "VVSG-verkiezingsmemorandum 2019-2024", "en": "VVSG election memorandum 2019-2024"}, "erzonnen"),
        (SECOND, {"nl": "Verzonnen memorandum voor de tests", "en": "Invented memorandum for the tests"}, "2019-2024"),
    ):
        address = INSTEAD.get(path, path) if memorandum == FIRST else path
        answer = client.get(address, query_string={"memorandum": memorandum, "lang": lang})
        assert answer.status_code == 200
        assert title[lang] in answer.text
        assert other not in answer.text.replace("verzonnen-2025", "").split("<main")[1].split("<script")[0]


def test_what_changed_can_be_asked_of_both(client: FlaskClient) -> None:
    days = {FIRST: ("2024-01-01", "2024-12-31"), SECOND: ("2025-01-01", "2025-03-01")}
    for memorandum, (begin, end) in days.items():
        asked = {"memorandum": memorandum, "from": begin, "to": end}
        assert client.get("/verschil", query_string=asked).status_code == 200
    (change,) = rows(client, "changes", SECOND, **{"from": "2025-01-01", "to": "2025-03-01"})
    assert (change["request"], change["government"], change["status_to"]) == ("1.1", "VL", "decided")


def test_each_has_its_own_requests_tracks_and_figures(client: FlaskClient) -> None:
    (first,) = rows(client, "progress", FIRST, by="total")
    (second,) = rows(client, "progress", SECOND, by="total")
    assert (first["tracks"], second["tracks"]) == (153, 5)
    assert second["counts"] | {"decided": 0, "submitted": 0} == dict.fromkeys(second["counts"], 0)
    assert (second["counts"]["decided"], second["counts"]["submitted"]) == (1, 4)
    with (SHIPPED / "statuses.csv").open(encoding="utf-8") as file:
        (weight,) = [float(row["weight"]) for row in csv.DictReader(file) if row["code"] == "decided"]
    assert second["index"] == round(weight / 5, 6)
    assert [row["id"] for row in rows(client, "requests", SECOND)] == ["1.1", "1.2", "1.2.a", "1.2.b", "2.1"]
    assert len(rows(client, "updates", FIRST)) == 387
    assert [row["request"] for row in rows(client, "updates", SECOND)] == ["1.1"]
    texts = {rows(client, "requests", memorandum, request="1.1")[0]["text_nl"] for memorandum in (FIRST, SECOND)}
    assert len(texts) == 2


def test_the_first_one_is_what_it_was_before_the_second_came(client: FlaskClient, api: FlaskClient) -> None:
    for resource in ("requests", "tracks", "progress?by=dossier", "heatmap?by=dossier", "trend?by=total"):
        name, _, asked = resource.partition("?")
        alone = api.get(f"/api/v1/{name}?memorandum={FIRST}&as_of=2024-12-31&{asked}").get_json()["data"]
        beside = client.get(f"/api/v1/{name}?memorandum={FIRST}&as_of=2024-12-31&{asked}").get_json()["data"]
        assert beside == alone, resource


def test_embeds_and_feeds_tell_of_the_one_that_is_asked(client: FlaskClient) -> None:
    for memorandum, words in ((FIRST, "Lokale autonomie"), (SECOND, "Verzonnen dossier")):
        embed = client.get("/embed/progress", query_string={"memorandum": memorandum})
        assert embed.status_code == 200
        assert words in embed.text
    feed = client.get("/feeds/updates.atom", query_string={"memorandum": SECOND})
    assert "Verzonnen beslissing over een brug." in feed.text
    assert feed.text.count("<entry>") == 1


def test_logging_in_the_second_moves_nothing_in_the_first(client: FlaskClient, store: Store) -> None:
    first, second = (rows(client, "progress", memorandum, by="total") for memorandum in (FIRST, SECOND))
    an = account(store, Role.EDITOR)
    draft = Draft(
        kind=Kind.STATUS, memorandum=SECOND, request="1.2.b", government="EU",
        effective_date=store.clock().date().replace(year=2025, month=2, day=5), status=Status.IN_PROGRESS,
        note_nl="Verzonnen", sources=(Source("https://example.org/verzonnen"),),
    )  # fmt: skip
    with store.appending() as writer:
        writer.record(an.id, draft)
    assert rows(client, "progress", FIRST, by="total") == first
    assert rows(client, "progress", SECOND, by="total") != second
    assert store.verify().sound
