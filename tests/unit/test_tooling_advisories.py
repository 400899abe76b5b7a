"""The pins asked of a copy of an advisory database: made-up advisories that concern them, and ones that do not."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import advisories
import pytest
import yaml

from models.settings import ROOT


def advisory(name="example", *, versions=(), ecosystem="PyPI", kind="ECOSYSTEM", events=(), **more):
    entry = {"package": {"ecosystem": ecosystem, "name": name}, "versions": list(versions)}
    if events:
        entry["ranges"] = [{"type": kind, "events": [dict([event]) for event in events]}]
    return {
        "id": "TEST-2026-1",
        "aliases": ["CVE-2026-0001"],
        "modified": "2026-03-04T05:06:07Z",
        "summary": "Something is wrong.",
        "affected": [entry],
        **more,
    }


def folder(path: Path, *found: object) -> Path:
    path.mkdir(exist_ok=True)
    for number, one in enumerate(found):
        (path / f"{number}.json").write_text(json.dumps(one), encoding="utf-8")
    return path


@pytest.fixture
def ask(tmp_path, capsys):
    """Asks about pins; the exit code, and what was printed."""

    def answer(pins: str, *found: object):
        file = tmp_path / "requirements.txt"
        file.write_text(pins, encoding="utf-8")
        code = advisories.main(folder(tmp_path / "database", *found), [file])
        return code, capsys.readouterr().out

    return answer


BELOW_2 = (("introduced", "0"), ("fixed", "2.0"))
FROM_1_2_TO_1_4 = (("introduced", "1.2"), ("last_affected", "1.4"))
TWO_SPELLS = (("introduced", "3.0"), ("fixed", "3.1"), ("introduced", "1.0"), ("fixed", "1.10"))


@pytest.mark.parametrize(
    ("version", "events", "hit"),
    [
        ("0.dev1", BELOW_2, True),
        ("1.9.9", BELOW_2, True),
        ("2.0rc1", BELOW_2, True),
        ("2.0", BELOW_2, False),
        ("2.0.post1", BELOW_2, False),
        ("1.1", FROM_1_2_TO_1_4, False),
        ("1.2", FROM_1_2_TO_1_4, True),
        ("1.4.0", FROM_1_2_TO_1_4, True),
        ("1.4.1", FROM_1_2_TO_1_4, False),
        ("1.9", TWO_SPELLS, True),
        ("1.10", TWO_SPELLS, False),
        ("2.5", TWO_SPELLS, False),
        ("3.0.5", TWO_SPELLS, True),
        ("3.1", TWO_SPELLS, False),
        ("99", (("introduced", "0"),), True),
        ("5", (("introduced", "0"), ("limit", "6")), True),
        ("6", (("introduced", "0"), ("limit", "6")), False),
        ("6", (("introduced", "0"), ("limit", "*")), True),
    ],
)
def test_a_range_holds_from_where_it_begins_to_where_it_was_mended(ask, version, events, hit):
    code, said = ask(f"example=={version}\n", advisory(events=events))
    assert code == int(hit)
    assert ("TEST-2026-1, CVE-2026-0001: Something is wrong." in said) is hit


def test_a_version_named_by_itself_is_hit_however_it_is_written(ask):
    named = advisory(versions=["1.0.0", "2004d-old", "1.10"])
    assert ask("example==1.0\n", named)[0] == 1
    assert ask("example==1.10\n", named)[0] == 1
    assert ask("example==1.1\n", named)[0] == 0


def test_names_are_compared_as_the_index_does(ask):
    assert ask("some-package==1\n", advisory("Some_Package", events=BELOW_2))[0] == 1
    assert ask("Some.Package==1\n", advisory("some-package", events=BELOW_2))[0] == 1
    assert ask("somepackage==1\n", advisory("some-package", events=BELOW_2))[0] == 0


@pytest.mark.parametrize(
    "other",
    [
        advisory(events=BELOW_2, withdrawn="2026-01-02T00:00:00Z"),
        advisory(events=BELOW_2, ecosystem="npm"),
        advisory(events=BELOW_2, kind="GIT"),
        advisory("another", events=BELOW_2),
    ],
    ids=["withdrawn", "another ecosystem", "commits", "another package"],
)
def test_what_does_not_concern_a_pin_is_not_told(ask, other):
    code, said = ask("example==1\n", other, advisory("elsewhere", events=BELOW_2))
    assert code == 0
    assert "example 1: no known weakness" in said
    assert said.endswith("pins with a known weakness: none.\n")


def test_every_pin_of_every_python_is_asked_and_the_age_of_the_database_told(ask):
    pins = (
        "example==1 ; python_version < '3.12'\n    # via something\nexample==2 ; python_version >= '3.12'\n\nother==3\n"
    )
    code, said = ask(pins, advisory(events=BELOW_2), advisory("other", events=BELOW_2, modified="2026-05-06T00:00:00Z"))
    assert code == 1
    first, *lines, last = said.splitlines()
    assert first == "Advisories: 2, the newest of 2026-05-06; what became known later is not in them."
    assert [line.split(": ")[0] for line in lines] == ["example 1", "example 2", "other 3"]
    assert last == "Pins: 3, advisories about them: 3, pins with a known weakness: 1."


def test_a_bound_that_is_no_version_is_left_to_people(ask):
    code, said = ask("example==1\n", advisory(events=(("introduced", "0"), ("fixed", "winter"))))
    assert code == 1
    assert "cannot be judged by a program" in said


def test_yaml_and_zip_are_read_and_other_files_passed_over(tmp_path, capsys):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("example==1.10\n", encoding="utf-8")
    # A version without quotes, which a reader of YAML may take for the number 1.1.
    written = yaml.safe_dump(advisory(versions=["1.10"])).replace("'1.10'", "1.10")
    assert "- 1.10\n" in written
    database = tmp_path / "database.zip"
    with zipfile.ZipFile(database, "w") as archive:
        archive.writestr("top/vulns/example/TEST-2026-1.yaml", written)
        archive.writestr("top/.github/workflows/check.yaml", "on: push\n")
        archive.writestr("top/list.json", "[1, 2]")
        archive.writestr("top/README.md", "# Not an advisory")
    assert advisories.main(database, [requirements]) == 1
    assert capsys.readouterr().out.startswith("Advisories: 1, the newest of 2026-03-04;")


def program(*arguments: object):
    command = [sys.executable, str(ROOT / ".ci/advisories.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_a_question_that_cannot_be_put_is_no_answer(tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("example==1\n", encoding="utf-8")
    loose = tmp_path / "loose.txt"
    loose.write_text("example>=1\n", encoding="utf-8")
    broken = folder(tmp_path / "broken", advisory(events=BELOW_2))
    (broken / "half.json").write_text('{"id": "TEST', encoding="utf-8")
    sound = folder(tmp_path / "sound", advisory("elsewhere", events=BELOW_2))
    for database, file, sentence in (
        (folder(tmp_path / "empty"), requirements, "holds no advisory."),
        (tmp_path / "nowhere", requirements, "is neither a folder nor a ZIP file."),
        (broken, requirements, "half.json in "),
        (sound, loose, "example>=1 is not pinned to one exact version."),
        (sound, tmp_path / "absent.txt", "absent.txt"),
    ):
        done = program(database, file)
        assert done.returncode == 2, done.stdout
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
    assert program(sound, requirements).returncode == 0


def test_our_own_pins_can_be_asked(tmp_path):
    database = folder(tmp_path / "database", advisory("Flask", events=(("introduced", "0"),)))
    done = program(database, ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
    assert done.returncode == 1
    weak = [line for line in done.stdout.splitlines() if "TEST-2026-1" in line]
    assert [line.split()[0] for line in weak] == ["flask"]
