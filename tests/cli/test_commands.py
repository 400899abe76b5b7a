"""The command line as an operator meets it: plain sentences, and exit code 0 only when it is done."""

from __future__ import annotations

import getpass
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from models.settings import ROOT
from models.store import Store
from tests.cli.conftest import Run

PASSWORD = "een lange zin met woorden"
HEAD = "0" * 64


def test_load_says_what_it_did_and_twice_changes_nothing(run: Run, shipped: Path) -> None:
    first, second = run("load", "--from", str(shipped)), run("load", "--from", str(shipped))

    assert (first.code, second.code, first.err, second.err) == (0, 0, "", "")
    assert "Log: 3 rows appended, 0 unchanged, 0 changed." in first.out
    assert "Catalogue: 0 records new or changed." in second.out
    assert "Log: 0 rows appended, 3 unchanged, 0 changed." in second.out


def test_load_tells_changed_rows_and_applies_them_when_asked(loaded: Run, shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(shipped, folder)
    file = folder / "updates-2019-2024.csv"
    content = file.read_text(encoding="utf-8")
    assert content.count("d0001,1.1,VL,2019-09-30,day,acknowledged") == 1
    file.write_text(content.replace("d0001,1.1,VL,2019-09-30", "d0001,1.1,VL,2019-09-29"), encoding="utf-8")

    told = loaded("load", "--from", str(folder))
    applied = loaded("load", "--from", str(folder), "--as-corrections")

    assert "2019-2024 d0001, entry 1: effective_date: not applied (not asked for)" in told.out
    assert "2019-2024 d0001, entry 1: effective_date: corrected" in applied.out
    assert "Public entries: 4," in loaded("verify").out


def test_load_lists_what_is_wrong_with_file_line_and_column(run: Run, shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(shipped, folder)
    file = folder / "updates-2019-2024.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2019-09-30", "30/09/2019"), encoding="utf-8")

    answer = run("load", "--from", str(folder))

    assert answer.code == 1
    first, second, *_ = answer.err.splitlines()
    assert first == "Nothing was loaded, because of what is wrong in the files."
    assert second.startswith("updates-2019-2024.csv, line 2, column effective_date: expected")
    assert "no entries" not in answer.out


def test_verify_prints_counts_heads_and_problems(loaded: Run, tmp_path: Path) -> None:
    sound = loaded("verify")
    head = sound.out.split("head ")[1].split()[0]
    assert (sound.code, sound.out.splitlines()[0]) == (0, f"Public entries: 3, head {head}")
    assert f"Internal entries: 0, head {HEAD}" in sound.out
    assert "Redactions: 0" in sound.out
    assert loaded("verify", "--expect", head.upper()).code == 0

    cut = loaded("verify", "--expect", "a" * 64)
    assert f"Problem: Nothing has the hash {'a' * 64}" in cut.out
    assert "is not sound" in cut.refused()

    with closing(sqlite3.connect(tmp_path / "monitor.sqlite3")) as connection, connection:
        connection.execute("DROP TRIGGER entry_no_update")
        connection.execute("UPDATE entry SET status = 'realised' WHERE id = 2")
    changed = loaded("verify")
    assert "Problem: Entry 2: its content does not match its hash." in changed.out
    assert "is not sound" in changed.refused()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frobnicate",),
        ("load", "--bogus"),
        ("redact", "x", "--reason", "r", "--author", "a@b.be"),
        ("copy",),
        ("user",),
        ("user", "add", "a@b.be", "--role", "king"),
        ("export",),
        ("verify", "--exp", "x"),
    ],
)
def test_what_the_command_line_does_not_know_is_one_sentence(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)

    assert answer.code == 2
    assert "--help" in answer.refused()


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify",),
        ("export", "x.csv"),
        ("import", "x.csv"),
        ("backup", "b"),
        ("copy", "--to", "sqlite:///other"),
        ("redact", "1", "--reason", "r", "--author", "a@b.be"),
        ("user", "list"),
    ],
)
def test_a_store_that_does_not_exist_is_told_and_not_made(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert "There is no store at" in run(*arguments).refused()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["load", "verify", "backup"])
def test_a_store_that_cannot_be_read_is_named(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "monitor.sqlite3").write_text("no database at all" * 100, encoding="utf-8")

    assert "monitor.sqlite3 cannot be read" in run(command, *["b"] * (command == "backup")).refused()


def test_a_bad_setting_and_missing_files_are_one_sentence(
    loaded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "missing.csv cannot be used: No such file or directory" in loaded("import", "missing.csv").refused()
    assert "missing cannot be used" in loaded("restore", "missing").refused()
    assert "nowhere" in loaded("export", "nowhere/log.csv").refused()
    assert "nowhere" in loaded("backup", "nowhere/b").refused()
    assert "governments.csv" in loaded("load", "--from", "nowhere").err
    assert "must end in .csv, .xlsx or .json" in loaded("export", "log.ods").refused()
    monkeypatch.setenv("MONITOR_DATABASE_URL", "mysql://user:geheim@localhost/x")
    refused = loaded("verify").refused()
    assert "MONITOR_DATABASE_URL" in refused
    assert "geheim" not in refused


def test_export_says_loudly_what_is_internal_and_import_knows_it_again(loaded: Run, tmp_path: Path) -> None:
    whole, public = loaded("export", "log.csv"), loaded("export", "log.json", "--public")

    assert "NOT FOR PUBLICATION" in whole.out
    assert "public part only" in public.out
    assert "NOT FOR PUBLICATION" not in public.out
    assert loaded("export", "log.xlsx").code == 0
    assert "3 in the log already, 0 refused." in loaded("import", "log.xlsx").out
    again = loaded("import", "log.csv")
    assert (again.code, again.out.splitlines()[0]) == (0, "0 rows new, 3 in the log already, 0 refused.")
    assert "Exported 3 entries" in public.out


def test_import_tells_row_by_row_and_writes_all_or_nothing(loaded: Run, tmp_path: Path) -> None:
    header = "request_id,government,effective_date,date_precision,status,note_nl,note_en,source_title,source_url,"
    header += "source_publisher,source_date,confidence,second_reading\n"
    row = "4.11,VL,2020-01-02,day,stalled,Nota,,,https://example.org,,,,\n"
    (tmp_path / "in.csv").write_text(header + row + row.replace("2020-01-02", "2020-13-02"), encoding="utf-8")

    dry = loaded("import", "in.csv", "--dry-run")
    assert "new: line 2: status 4.11 VL 2020-01-02 stalled" in dry.out
    assert "refused: in.csv, line 3, column effective_date: expected a day that exists" in dry.out
    assert "1 row new, 0 in the log already, 1 refused." in dry.out
    assert loaded("import", "in.csv").refused() == "Nothing was written, because rows were refused."
    assert "Public entries: 3," in loaded("verify").out

    (tmp_path / "in.csv").write_text(header + row, encoding="utf-8")
    tried = loaded("import", "in.csv", "--dry-run")
    assert (tried.code, tried.out.splitlines()[-1]) == (0, "Nothing was written: this was a dry run.")
    assert "Public entries: 3," in loaded("verify").out
    assert loaded("import", "in.csv").code == 0
    assert "Public entries: 4," in loaded("verify").out


def test_import_takes_a_table_of_others_when_told_which_column_is_which(loaded: Run, tmp_path: Path) -> None:
    table = "Nr;Datum;Stand;Link\n4.11;maart 2023;Stilgevallen;https://example.org\n4.12;1/2/2023;Beslist;\n"
    (tmp_path / "lijst.csv").write_text(table, encoding="utf-8")
    options = ["--set", "government=VL", "--map", "effective_date=Datum", "--map", "status=Stand"]
    options += ["--map", "source_url=Link"]

    assert (
        "Say which column or which fixed value stands for: request_id."
        in loaded("import", "lijst.csv", *options).refused()
    )
    dry = loaded("import", "lijst.csv", "--dry-run", *options, "--map", "request_id=Nr")
    assert "new: line 2: status 4.11 VL 2023-03-31 stalled" in dry.out
    assert "refused: lijst.csv, line 3, column source_url: expected a source, which the status decided needs" in dry.out
    assert "An = is missing after x" in loaded("import", "lijst.csv", "--map", "x").refused()


def test_a_row_that_the_log_refuses_is_told_with_its_file(loaded: Run, tmp_path: Path) -> None:
    header = "request_id,government,effective_date,date_precision,status,note_nl,note_en,source_title,source_url,"
    header += "source_publisher,source_date,confidence,second_reading\n"
    rows = "4.11,VL,2020-01-02,day,stalled,,,,,,,,\n4.11,VL,2020-01-03,day,stalled,,,B,https://a.be,,2999-01-01,,\n"
    (tmp_path / "in.csv").write_text(header + rows, encoding="utf-8")
    told = loaded("import", "in.csv", "--dry-run").out
    assert "refused: in.csv, line 2, column source_url: Give a source, or say why there is no public one." in told
    assert "refused: in.csv, line 3, column source_url: The source is dated 2999-01-01, after today" in told


def test_backup_restore_and_copy_print_their_proof(
    loaded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = loaded("verify").out.splitlines()[0]
    made = loaded("backup", "b.sqlite3")
    assert made.code == 0
    assert head in made.out
    assert "entry: 3 rows, SHA-256" in made.out
    assert "b.sqlite3 already" in loaded("backup", "b.sqlite3").refused()
    assert "is not empty" in loaded("restore", "b.sqlite3").refused()
    assert "mysql" not in loaded("copy", "--to", "mysql://u:geheim@h/d").refused()
    assert head in loaded("copy", "--to", "sqlite:///copied.sqlite3").out
    assert (tmp_path / "copied.sqlite3").exists()

    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    restored = loaded("restore", "b.sqlite3")
    assert restored.code == 0
    assert head in restored.out
    assert restored.out.splitlines()[1:] == made.out.splitlines()[1:]


def test_users_come_with_a_password_that_is_never_shown(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    added = loaded(
        "user", "add", "An@Example.org", "--role", "admin", "--name", "An", "--password-stdin", typed=PASSWORD
    )
    short = loaded("user", "add", "bo@example.org", "--role", "reader", "--password-stdin", typed="kort\n")
    again = loaded("user", "add", "an@example.org", "--role", "editor", "--password-stdin", typed=PASSWORD)
    piped = loaded("user", "add", "bo@example.org", "--role", "reader")
    changed = loaded("user", "password", "an@example.org", "--password-stdin", typed="een ander lang woord\n")

    assert (added.code, added.out) == (0, "an@example.org can sign in as admin.\n")
    assert short.refused() == "A password has 12 to 1024 characters."
    assert again.refused() == "an@example.org has an account already."
    assert "--password-stdin" in piped.refused()
    assert changed.code == 0
    assert loaded("user", "list").out == "an@example.org\tadmin\tactive\tAn\n1 account.\n"
    assert loaded("user", "disable", "an@example.org").code == 0
    assert "an@example.org\tadmin\tdisabled\tAn" in loaded("user", "list").out
    assert "no account" in loaded("user", "disable", "bo@example.org").refused()
    assert loaded("user", "enable", "an@example.org").code == 0
    assert "only administrator" in loaded("user", "role", "an@example.org", "reader").refused()
    assert loaded("user", "add", "bo@example.org", "--role", "admin", "--password-stdin", typed=PASSWORD).code == 0
    assert loaded("user", "role", "an@example.org", "reader").out == "an@example.org is reader now.\n"
    assert "an@example.org\treader\tactive\tAn" in loaded("user", "list").out
    for answer in (added, short, again, changed):
        assert PASSWORD not in answer.out + answer.err
        assert "kort" not in answer.out + answer.err


def test_a_password_is_typed_twice(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed = iter([PASSWORD, "iets heel anders", PASSWORD, PASSWORD])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    monkeypatch.setattr(io, "StringIO", lambda _text: Terminal())

    assert (
        loaded("user", "add", "an@example.org", "--role", "editor").refused() == "The two passwords are not the same."
    )
    assert loaded("user", "add", "an@example.org", "--role", "editor").code == 0


def test_redact_needs_an_administrator_and_prints_the_tombstone(loaded: Run) -> None:
    loaded("user", "add", "an@example.org", "--role", "admin", "--password-stdin", typed=PASSWORD)
    loaded("user", "add", "bo@example.org", "--role", "editor", "--password-stdin", typed=PASSWORD)
    reason = ("--reason", "naam van een burger", "--author")

    assert "administrator" in loaded("redact", "1", *reason, "bo@example.org").refused()
    assert "no account" in loaded("redact", "1", *reason, "cas@example.org").refused()
    assert "does not exist" in loaded("redact", "99", *reason, "an@example.org").refused()
    assert "does not exist" in loaded("redact", "-1", *reason, "an@example.org").refused()
    done = loaded("redact", "1", *reason, "an@example.org")
    assert done.code == 0
    assert "Tombstone: entry 1," in done.out
    assert "naam van een burger" in done.out
    assert "gone already" in loaded("redact", "1", *reason, "an@example.org").refused()
    verified = loaded("verify")
    assert verified.code == 0
    assert "Redactions: 1" in verified.out


def test_help_names_every_command(run: Run) -> None:
    told = run("--help").out
    names = ("serve", "load", "import", "export", "verify", "links", "backup", "restore", "copy", "redact", "user")
    for name in names:
        assert f"\n    {name} " in told
        assert run(name, "--help").code == 0


def start(*arguments: str, folder: Path, stdout: int = subprocess.PIPE) -> subprocess.Popen[str]:
    """A command in a process of its own."""
    environment = {**os.environ, "MONITOR_DATABASE_URL": f"sqlite:///{folder / 'monitor.sqlite3'}"}
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, cwd=folder, env=environment, text=True, stdout=stdout, stderr=subprocess.PIPE)


def test_interrupting_leaves_a_sentence(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "verify", interrupted)
    answer = loaded("verify")

    assert (answer.code, answer.refused()) == (130, "Stopped before it was done.")


def test_output_that_nobody_reads_any_more_is_no_crash(loaded: Run, tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    program = start(str(ROOT / "app.py"), "verify", folder=tmp_path, stdout=write)
    os.close(write)
    _, err = program.communicate(timeout=60)

    assert (program.returncode, err) == (1, "")


def test_commands_do_not_load_what_draws(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import app;"
        "print(sorted({'dash', 'flask', 'plotly'} & set(sys.modules)))"
    )
    out, _ = start("-c", code, str(ROOT), folder=tmp_path).communicate(timeout=60)

    assert out == "[]\n"
