"""What the machine's keepers see: counts and log lines, and neither a reader nor a secret in them."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import threading
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from callbacks import logs
from callbacks.http.metrics import Metrics
from models.settings import Settings
from models.store import Store
from tests.serving import application, call
from tests.shipped import LOADED

TOKEN = "een-lang-en-geheim-woord"


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]


def counted(text: str) -> dict[str, float]:
    """The samples, each by its name with its labels."""
    return {
        " ".join([sample.name, *(sample.labels[label] for label in sorted(sample.labels))]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_the_pattern_of_their_address(shipped_store: Store) -> None:
    client = application(shipped_store, workers=1).server.test_client()  # each tells what it answered itself
    for address in ("/dossier/3?lang=en", "/dossier/4", "/dossier/99", "/nergens", "/api/v1/tracks.json?dossier=3"):
        client.get(address)
    call(client, path="/dossier/3")
    found = counted(client.get("/metrics").text)

    assert found["monitor_requests_total GET /dossier/<dossier> 200"] == 2
    assert found["monitor_requests_total GET /dossier/<dossier> 404"] == 1
    assert found["monitor_requests_total POST /dossier/<dossier> 200"] == 1
    assert found["monitor_requests_total GET /<path:path> 404"] == 1
    assert found["monitor_requests_total GET /api/v1/tracks.json 200"] == 1
    assert found["monitor_request_seconds_count /dossier/<dossier>"] == 4
    assert found["monitor_requests_in_progress"] == 1
    assert found["monitor_store_up"] == 1
    assert found["monitor_log_entries"] == 387
    assert found["monitor_last_write_seconds"] == pytest.approx(LOADED.timestamp(), abs=1)


def test_a_process_that_is_just_beginning_its_file_is_waited_for(
    shipped_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = tmp_path / "counter_1.db"
    begun.touch()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    timer = threading.Timer(0.05, begun.write_bytes, [bytes([8, *[0] * 63])])  # as long as used, and nothing in it
    timer.start()
    try:
        assert counted(Metrics().text(shipped_store).decode())["monitor_store_up"] == 1
    finally:
        timer.join()


@pytest.mark.parametrize(
    ("given", "asked", "status"),
    [
        ({}, {}, 200),
        ({}, {"address": "192.0.2.7"}, 403),
        ({}, {"X-Forwarded-For": "192.0.2.7"}, 403),
        ({}, {"Via": "1.1 proxy"}, 403),
        ({"base_url": "https://monitor.example"}, {}, 403),
        ({"metrics_token": TOKEN}, {}, 403),
        ({"metrics_token": TOKEN}, {"Authorization": f"Bearer {TOKEN}x"}, 403),
        ({"metrics_token": TOKEN}, {"Authorization": f"Bearer {TOKEN}", "address": "192.0.2.7"}, 200),
        ({"metrics_token": TOKEN}, {"Authorization": "Bearer é"}, 403),
    ],
)
def test_counts_are_for_this_machine_or_who_has_the_token(shipped_store: Store, given, asked, status) -> None:
    client = application(shipped_store, **given).server.test_client()
    headers = {name: value for name, value in asked.items() if name != "address"}
    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": asked.get("address", "127.0.0.1")})
    assert answer.status_code == status
    assert TOKEN not in answer.text


def test_a_store_out_of_reach_is_a_count_too(living_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    client = application(living_store, workers=1).server.test_client()
    living_store.close()
    living_store.database.engine.url  # noqa: B018 - the engine opens the file again when asked
    monkeypatch.setattr(living_store.database, "reading", _unavailable)
    assert counted(client.get("/metrics").text)["monitor_store_up"] == 0


def _unavailable() -> None:
    from models.engines import StoreUnavailable

    raise StoreUnavailable("The store is gone.")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch):
    """Configure the log as served with the settings given; returns what is written from then on."""
    kept = (logging.root.handlers[:], logging.root.level)
    stream = io.StringIO()

    def configured(**given: object) -> io.StringIO:
        wanted = logs.configuration(settings(log_level="info", **given))
        wanted["handlers"]["ours"]["stream"] = stream
        logging.config.dictConfig(wanted)
        return stream

    yield configured
    logging.root.handlers[:], level = kept
    logging.root.setLevel(level)


def test_a_line_per_request_says_what_was_asked_but_not_by_whom(shipped_store: Store, written) -> None:
    client, stream = application(shipped_store).server.test_client(), written(log_format="json")
    reader = {"headers": {"User-Agent": "Ouderwets/1.0"}, "environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    answer = client.get("/dossier/3?utm_source=Jan+Peeters", **reader)
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert told["request_id"] == answer.headers["X-Request-ID"]
    assert (told["level"], told["method"], told["route"], told["status"]) == ("INFO", "GET", "/dossier/<dossier>", 200)
    assert told["milliseconds"] > 0
    assert "timestamp" in told
    for personal in ("192.0.2.7", "Peeters", "Ouderwets"):
        assert personal not in line


def test_a_fault_is_found_by_the_number_that_the_answer_carries(shipped_store: Store, written, monkeypatch) -> None:
    client, stream = application(shipped_store, workers=1).server.test_client(), written(log_format="json")
    monkeypatch.setattr(shipped_store, "scope", lambda: 1 // 0)
    number = client.get("/").headers["X-Request-ID"]
    fault, line = map(json.loads, stream.getvalue().splitlines())
    assert (fault["request_id"], line["request_id"]) == (number, number)
    assert "ZeroDivisionError" in fault["exc_info"]
    assert line["status"] == 500


def test_a_number_from_outside_is_taken_only_from_a_server_that_is_trusted(shipped_store: Store) -> None:
    for trusted, given, taken in ((0, "0123456789ab", False), (1, "0123456789ab", True), (1, "x\ty<b>" * 9, False)):
        client = application(shipped_store, trusted_proxies=trusted).server.test_client()
        found = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
        assert (found == given) is taken


@pytest.mark.parametrize("form", ["text", "json"])
def test_secrets_and_addresses_are_never_written(written, form: str) -> None:
    secrets = {
        "secret_key": "geheim" * 6,
        "metrics_token": TOKEN,
        "database_url": "postgresql://monitor:wachtwoord%20een@db/monitor",
        "database_read_url": "postgresql://reader:wachtwoord-twee@db/monitor",
    }
    stream = written(log_format=form, **secrets)
    log = logging.getLogger("tests")
    for text in (*secrets.values(), "wachtwoord een", "an.peeters@example.org", "Authorization: Bearer abc123",
                 "/feeds/review.ics?token=abc123", "https://an:abc123@elsewhere.example/",
                 "/wachtwoord/instellen?link=abc123", "Invalid request from ip=192.0.2.7: a line of abc",
                 "Invalid request from ip=2001:db8::7: a line of abc"):  # fmt: skip
        log.warning("This was seen: %s and no more", text)
        try:
            raise ValueError(text)
        except ValueError:
            log.exception("It failed")
    output = stream.getvalue()
    assert output.count("and no more") == 12
    hidden = ("geheim" * 6, TOKEN, "wachtwoord een", "wachtwoord-twee", "an.peeters", "abc123", "192.0.2.7", "db8")
    assert [secret for secret in hidden if secret in output] == []
    assert "db/monitor" in output


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_quoted_begins_no_line_of_its_own(written, form: str) -> None:
    stream = written(log_format=form)
    forged = "x\n2026-11-26 13:00:00,000 INFO all is well\r\x1b[2Ja\x9bb\u2028c"
    try:
        raise ValueError(forged)
    except ValueError:
        logging.getLogger("tests").exception("It failed: %s", forged)
    output = stream.getvalue()
    lines = output.removesuffix("\n").split("\n")
    assert [line for line in lines[1:] if not line.startswith(" ")] == []
    assert all(sign.isprintable() or sign == "\n" for sign in output)
    if form == "json":
        assert json.loads(output)["message"] == f"It failed: {forged}"


def test_a_client_that_was_left_fills_no_log(written) -> None:
    stream = written()
    try:
        raise BlockingIOError(11, "Resource temporarily unavailable")
    except BlockingIOError:
        logging.getLogger("gunicorn.error").exception("Socket error processing request.")
    assert stream.getvalue() == ""


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "long",
    ["a", "a.", "a@", "://", "://a", "password=", "from ip=", "from ip=:", "bearer ", "a+b-c_", "token=a&"],
)
def test_a_long_line_is_gone_through_once(written, long: str) -> None:
    # With time growing as its square, as it once did, a line as long as this takes many minutes.
    stream = written()
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=192.0.2.7: %s", long * 150_000)
    assert "192.0.2.7" not in stream.getvalue()
