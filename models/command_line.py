"""The command line: which command takes what, and every failure told in one sentence on standard error."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn

from sqlalchemy.exc import SQLAlchemyError

from data.errors import DataErrors
from models import commands
from models.backup_file import NotABackup
from models.copying import CopyRefused
from models.drafts import Refused
from models.engines import StoreUnavailable
from models.settings import SettingsError
from models.transfer_limits import TransferRefused
from models.vocabulary import Role

_TOLD = (CopyRefused, NotABackup, Refused, SettingsError, StoreUnavailable, TransferRefused)
_INTERRUPTED = 130
_LARGEST = 100_000


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message.strip()}; {self.prog} --help tells more.\n")


def main(serve: Callable[[], None], arguments: Sequence[str] | None = None) -> int:
    """Run one command (``serve`` is given, because it draws) and return the exit code: 0 only when it is done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer letters than the log
    chosen = _parser(serve).parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _told("Stopped before it was done.", _INTERRUPTED)
    except BrokenPipeError:
        return 1  # whoever read the output has gone
    except DataErrors as errors:
        return _told(f"Nothing was loaded, because of what is wrong in the files.\n{errors}")
    except _TOLD as told:
        return _told(str(told))
    except OSError as error:
        return _told(_about_file(error))
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")
        return _told(f"The store could not be used: {cause}.")


def _told(sentence: str, code: int = 1) -> int:
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    sys.stderr.write(f"{sentence}\n")
    return code


def _about_file(error: OSError) -> str:
    if isinstance(error, FileExistsError):
        return f"There is a file {error.filename2 or error.filename} already: choose another name."
    reason = error.strerror or type(error).__name__
    return f"The file {error.filename} cannot be used: {reason}." if error.filename else f"{reason}."


def _parser(serve: Callable[[], None]) -> argparse.ArgumentParser:
    parser = _Parser(prog="app.py", description="The Memorandummonitor on the command line.", allow_abbrev=False)
    group = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def serving(_chosen: argparse.Namespace) -> int:
        serve()
        return 0

    _command(group, "serve", serving, "Serve the application (MONITOR_HOST, MONITOR_PORT) until stopped.")
    _add_data_commands(group)
    _add_store_commands(group)
    _add_user_commands(group)
    return parser


_Group = argparse._SubParsersAction  # the type that argparse gives no other name


def _command(
    group: _Group[_Parser], name: str, run: Callable[[argparse.Namespace], int], explanation: str
) -> argparse.ArgumentParser:
    found = group.add_parser(name, help=explanation, description=explanation, allow_abbrev=False)
    found.set_defaults(run=run)
    return found


def _add_data_commands(group: _Group[_Parser]) -> None:
    load = _command(group, "load", commands.load, "Load the memoranda and the researched log; again changes nothing.")
    load.add_argument("--from", dest="directory", metavar="DIRECTORY", help="read these files instead of those shipped")
    load.add_argument("--as-corrections", action="store_true", help="apply changed rows of the log as corrections")
    load.add_argument(
        "--unless-read-only", action="store_true", help="leave a store as it is that can only be read, and say so"
    )
    bring = _command(
        group,
        "import",
        commands.import_file,
        "Bring a file into the log: a table of status updates, or a full export. All rows or none.",
    )
    bring.add_argument("file", metavar="FILE", help="ends in .csv, .xlsx or .json")
    bring.add_argument("--dry-run", action="store_true", help="tell what would become of each row; write nothing")
    bring.add_argument("--author", metavar="EMAIL", help="who logs the rows (interface format only)")
    bring.add_argument("--memorandum", metavar="ID", help="which one they belong to, if there are several")
    told = "which of ours the file's column with this header is (again for each)", "what a column of ours always holds"
    for option, words, explanation in (("--map", "COLUMN=HEADER", told[0]), ("--set", "COLUMN=VALUE", told[1])):
        bring.add_argument(option, action="append", default=[], metavar=words, help=explanation)
    out = _command(group, "export", commands.export, "Write the whole log to a file, what is internal included.")
    out.add_argument("file", metavar="FILE", help="ends in .csv, .xlsx or .json")
    out.add_argument("--public", action="store_true", help="only what everyone may see")


def _add_store_commands(group: _Group[_Parser]) -> None:
    verify = _command(group, "verify", commands.verify, "Check the whole record: hashes, texts, references, figures.")
    verify.add_argument("--expect", metavar="HASH", help="a head hash noted earlier, which must still be in the log")
    links = _command(group, "links", commands.links, "Ask whether sources still answer; the log stays as it is.")
    links.add_argument("--older-than", type=_number, default=7, metavar="DAYS", help="asked longer ago, or never (7)")
    links.add_argument("--most", type=_number, metavar="NUMBER", help="ask no more than so many")
    backup = _command(group, "backup", commands.backup, "Copy the store, while it is in use, into a new file.")
    backup.add_argument("file", metavar="FILE", help="does not exist yet")
    restore = _command(group, "restore", commands.restore, "Copy a backup into the store, which must be empty.")
    restore.add_argument("file", metavar="FILE", help="made by backup")
    copy = _command(group, "copy", commands.copy, "Copy the store to another database, which must be empty.")
    copy.add_argument("--to", metavar="URL", required=True, help="sqlite:///FILE or postgresql://SERVER/DATABASE")
    redact = _command(group, "redact", commands.redact, "Blank the texts of an entry for good and leave a tombstone.")
    redact.add_argument("entry", metavar="ENTRY", type=int, help="the number of the entry")
    redact.add_argument("--reason", required=True, metavar="TEXT", help="why, for everyone to read")
    redact.add_argument("--author", required=True, metavar="EMAIL", help="the administrator who decided it")


def _number(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _LARGEST:
        raise ValueError
    return number


def _add_user_commands(group: _Group[_Parser]) -> None:
    explanation = "Who may sign in."
    user = group.add_parser("user", help=explanation, description=explanation, allow_abbrev=False)
    actions = user.add_subparsers(title="actions", required=True, metavar="ACTION")
    add = _command(actions, "add", commands.user_add, "Give someone an account.")
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument("--name", default="", help="the public name of the author; without it the role is shown")
    _command(actions, "list", commands.user_list, "Print who has an account.")
    disable = _command(actions, "disable", commands.user_disable, "Close an account; the entries stay.")
    disable.add_argument("email", metavar="EMAIL")
    enable = _command(actions, "enable", commands.user_enable, "Open a closed account again.")
    role = _command(actions, "role", commands.user_role, "Give an account another role.")
    for action in (enable, role):
        action.add_argument("email", metavar="EMAIL")
    role.add_argument("role", choices=[role.value for role in Role])
    password = _command(actions, "password", commands.user_password, "Replace a password.")
    password.add_argument("email", metavar="EMAIL")
    for action in (add, password):
        action.add_argument("--password-stdin", action="store_true", help="read it from standard input, one line")
