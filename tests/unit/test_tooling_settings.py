"""The settings: their defaults, their refusals in one sentence, and the table of the README."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from models.oidc_settings import pairs, role_of
from models.settings import ROOT, Settings, SettingsError, example, kept_secret, next_free_port, table
from models.vocabulary import Role


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    """The settings of the machine that runs the tests are not those of the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"MONITOR_{name.upper()}", raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture
def listener():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken


def refusal(call) -> str:
    with pytest.raises(SettingsError) as refused:
        call()
    return str(refused.value)


def test_without_any_setting_this_machine_is_served_from_a_file_beside_the_application():
    settings = Settings.load()
    assert settings.database_url == f"sqlite:///{ROOT}/var/monitor.sqlite3"
    assert (settings.host, settings.port, settings.address) == ("127.0.0.1", 8050, "http://127.0.0.1:8050")
    settings.require_servable()


def test_the_root_is_where_the_application_stands():
    assert (ROOT / "requirements.txt").is_file()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///elsewhere/store.sqlite3", f"sqlite:///{ROOT}/elsewhere/store.sqlite3"),
        ("sqlite:////srv/store.sqlite3", "sqlite:////srv/store.sqlite3"),
        ("sqlite://", "sqlite://"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite:///file:store?mode=ro&uri=true", "sqlite:///file:store?mode=ro&uri=true"),
        ("postgresql://monitor:p%40ss@db/monitor", "postgresql://monitor:p%40ss@db/monitor"),
    ],
)
def test_a_relative_sqlite_path_starts_beside_the_application_whatever_the_folder(monkeypatch, tmp_path, given, used):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MONITOR_DATABASE_URL", given)
    assert Settings.load().database_url == used


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MONITOR_PORT", "tcp://10.0.0.1:8050"),
        ("MONITOR_PORT", "0"),
        ("MONITOR_PORT", "65536"),
        ("MONITOR_WORKERS", "0"),
        ("MONITOR_THREADS", "many"),
        ("MONITOR_BASE_URL", "monitor.example"),
        ("MONITOR_BASE_URL", "https://monitor.example/pad met spatie"),
        ("MONITOR_BASE_URL", "https://monitor.example/?x=1"),
        ("MONITOR_DATABASE_READ_URL", "postgresql://reader:verysecret@db/monitor"),  # beside the default, SQLite
        ("MONITOR_OIDC_ISSUER", "http://login.example"),
        ("MONITOR_OIDC_ISSUER", "login.example"),
        ("MONITOR_OIDC_ROLES", "beheer=king"),
        ("MONITOR_OIDC_ROLES", "=admin"),
        ("MONITOR_DATABASE_URL", "var/monitor.sqlite3"),
        ("MONITOR_DATABASE_URL", "mysql://monitor:verysecret@db/monitor"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_in_one_sentence_that_names_the_variable(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    sentence = refusal(Settings.load)
    assert sentence.startswith(f"{name} cannot be used: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "verysecret" not in sentence


@pytest.mark.parametrize("missing", ["MONITOR_OIDC_CLIENT_ID", "MONITOR_OIDC_CLIENT_SECRET"])
def test_a_provider_needs_the_name_and_the_secret_it_knows_us_by(monkeypatch, missing):
    monkeypatch.setenv("MONITOR_OIDC_ISSUER", "https://login.example/realms/vvsg/")
    for name in {"MONITOR_OIDC_CLIENT_ID", "MONITOR_OIDC_CLIENT_SECRET"} - {missing}:
        monkeypatch.setenv(name, "verysecret")
    sentence = refusal(Settings.load)
    assert sentence == f"{missing} cannot be used: it is needed once MONITOR_OIDC_ISSUER is set."
    monkeypatch.setenv(missing, "verysecret")
    assert Settings.load().oidc_issuer == "https://login.example/realms/vvsg"


def test_the_highest_role_of_the_groups_counts_and_names_may_hold_commas():
    roles = pairs("beheer=admin; cn=raad,ou=vvsg = reader;;belangen=editor ")
    assert roles == {"beheer": Role.ADMIN, "cn=raad,ou=vvsg": Role.READER, "belangen": Role.EDITOR}
    assert role_of(["belangen", "cn=raad,ou=vvsg", 7, None], roles) is Role.EDITOR
    assert role_of([], roles) is None


def test_an_empty_variable_means_the_default(monkeypatch):
    monkeypatch.setenv("MONITOR_PORT", "")
    assert Settings.load().port == 8050


def test_settings_are_read_from_the_file_beside_the_application_and_the_environment_wins(monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_text("MONITOR_PORT=8060\nMONITOR_WORKERS=3\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setitem(Settings.model_config, "env_file", file)
    monkeypatch.setenv("MONITOR_PORT", "8070")
    assert (Settings.load().port, Settings.load().workers) == (8070, 3)


def test_a_settings_file_in_another_encoding_is_refused_in_one_sentence(monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_bytes("MONITOR_BASE_URL=https://één.example\n".encode("latin-1"))
    monkeypatch.setitem(Settings.model_config, "env_file", file)
    assert refusal(Settings.load) == "The file .env is not UTF-8 text."


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "monitor.example"])  # noqa: S104
@pytest.mark.parametrize("secret", ["", "short", "x" * 31])
def test_others_are_served_only_with_a_real_secret(monkeypatch, host, secret):
    monkeypatch.setenv("MONITOR_HOST", host)
    monkeypatch.setenv("MONITOR_SECRET_KEY", secret)
    sentence = refusal(Settings.load().require_servable)
    assert sentence.startswith("MONITOR_SECRET_KEY must hold at least 32 random characters")
    assert host in sentence
    monkeypatch.setenv("MONITOR_SECRET_KEY", "x" * 32)
    Settings.load().require_servable()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_alone_needs_no_secret(monkeypatch, host):
    monkeypatch.setenv("MONITOR_HOST", host)
    settings = Settings.load()
    settings.require_servable()  # raises where a secret is needed
    assert (settings.host, settings.secret_key.get_secret_value()) == (host, "")


def test_the_secret_of_this_machine_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "var" / "secret-key"
    made = kept_secret(path)
    assert len(made) == 64
    assert kept_secret(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("kort", encoding="ascii")
    assert len(kept_secret(path)) == 64


def test_where_no_secret_can_be_kept_there_is_another_at_each_start(tmp_path):
    (tmp_path / "var").write_text("no folder", encoding="ascii")
    path = tmp_path / "var" / "secret-key"
    assert kept_secret(path) != kept_secret(path)


def test_no_secret_is_shown_when_the_settings_are_printed(monkeypatch):
    monkeypatch.setenv("MONITOR_SECRET_KEY", "verysecret" * 4)
    monkeypatch.setenv("MONITOR_DATABASE_URL", "postgresql://monitor:verysecret@db/monitor")
    monkeypatch.setenv("MONITOR_DATABASE_READ_URL", "postgresql://reader:verysecret@db/monitor")
    assert "verysecret" not in repr(Settings.load())


def test_absolute_links_start_at_the_public_address_without_a_slash(monkeypatch):
    monkeypatch.setenv("MONITOR_BASE_URL", "https://monitor.example/")
    assert Settings.load().address == "https://monitor.example"
    monkeypatch.setenv("MONITOR_BASE_URL", "")
    monkeypatch.setenv("MONITOR_HOST", "::1")
    assert Settings.load().address == "http://[::1]:8050"


def test_the_path_of_the_public_address_is_where_everything_stands(monkeypatch):
    assert Settings.load().root == ""
    monkeypatch.setenv("MONITOR_BASE_URL", "https://www.example/over/monitor/")
    assert (Settings.load().address, Settings.load().root) == ("https://www.example/over/monitor", "/over/monitor")


def test_a_free_port_is_itself_and_a_taken_one_names_the_next_free_one(listener):
    host, taken = listener.getsockname()
    following = next_free_port(host, taken)
    assert following > taken
    assert next_free_port(host, following) == following


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_that_is_not_of_this_machine_is_refused_with_the_reason(host):
    sentence = refusal(lambda: next_free_port(host, 8050))
    assert sentence.startswith(f"Cannot listen on {host}:8050 (MONITOR_HOST, MONITOR_PORT): ")


def test_every_setting_stands_in_the_readme_with_its_default():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert table() in readme, "Run `python -m models.settings` and put its table in README.md."


def test_the_table_has_a_line_for_every_setting_and_shows_no_path_of_this_machine():
    lines = table().splitlines()
    assert len(lines) == 2 + len(Settings.model_fields)
    assert "| `MONITOR_DATABASE_URL` | `sqlite:///var/monitor.sqlite3` |" in table()
    assert str(Path.home()) not in table()


def test_the_example_of_a_settings_file_holds_every_setting_and_sets_none(monkeypatch):
    file = ROOT / ".env.example"
    assert file.read_text(encoding="utf-8") == example(), "Run `python -m models.settings example >.env.example`."
    monkeypatch.setitem(Settings.model_config, "env_file", file)
    assert Settings.load() == Settings(_env_file=None)  # type: ignore[call-arg]
    assert all(f"\n# MONITOR_{name.upper()}=" in example() for name in Settings.model_fields)
