"""The operator's commands: each opens the store, has the work done, and prints what was done in plain sentences."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import make_url, select

from data.reader import SHIPPED, read
from models import accounts, asking, copying, link_checking, people, transfer
from models.database import Database
from models.drafts import Refused
from models.engines import StoreUnavailable
from models.links import Link
from models.loading import LoadReport
from models.release import RELEASE
from models.settings import Settings
from models.store import Store
from models.tables import Redaction
from models.transfer_mapping import Mapping
from models.verification import Verdict
from models.vocabulary import Role


@contextmanager
def _store(*, made: bool = False) -> Iterator[Store]:
    """The store of the settings; ``made`` when it does not exist yet, otherwise that is told."""
    url = Settings.load().database_url
    path = make_url(url).database
    if not made and url.startswith("sqlite") and path and not Path(path).exists():
        raise StoreUnavailable(f"There is no store at {path} yet: `python app.py load` makes it.")
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


def load(chosen: Namespace) -> int:
    """Bring the store up to date with the files that ship, or with those of another directory."""
    shipment = read(Path(chosen.directory) if chosen.directory else SHIPPED)
    with _store(made=True) as store:
        if store.database.read_only and chosen.unless_read_only:
            print(store.database.consulted_only, file=sys.stderr)
            return 0
        report = store.load(shipment, as_corrections=chosen.as_corrections)
        _print_load(report, store.database.name)
    return 0


def _print_load(report: LoadReport, name: str) -> None:
    print(f"Loaded into {name}.")
    print(f"Catalogue: {_count(report.catalogue, 'record')} new or changed.")
    print(
        f"Log: {_count(report.appended, 'row')} appended, {report.unchanged} unchanged, {len(report.changed)} changed."
    )
    for row in report.changed:
        done = "corrected" if row.applied else f"not applied ({row.why_not})"
        print(f"  {row.memorandum} {row.row_id}, entry {row.entry}: {', '.join(row.fields)}: {done}")
    if any(row.why_not == "not asked for" for row in report.changed):
        print("`python app.py load --as-corrections` applies changed rows as corrections.")


def import_file(chosen: Namespace) -> int:
    """Bring a file into the log, or only tell what would become of each row."""
    mapping = Mapping(_pairs(chosen.map), _pairs(chosen.set)) if chosen.map or chosen.set else None
    with _store() as store:
        report = transfer.import_file(
            store,
            Path(chosen.file),
            author=chosen.author,
            memorandum=chosen.memorandum,
            mapping=mapping,
            dry_run=chosen.dry_run,
        )
    for outcome in report.outcomes:
        if outcome.result == "refused":
            print(f"refused: {outcome.text}")
        elif chosen.dry_run:
            print(f"{outcome.result}: line {outcome.line}: {outcome.text}")
    new, known, refused = (report.count(result) for result in ("new", "exists", "refused"))
    print(f"{_count(new, 'row')} new, {known} in the log already, {refused} refused.")
    if refused:
        return _failed("Nothing was written, because rows were refused.")
    print("Done." if report.written else "Nothing was written: this was a dry run.")
    return 0


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """``COLUMN=WORDS`` by column."""
    found = [pair.partition("=") for pair in given]
    if not_one := [name for name, sign, _ in found if not sign]:
        raise Refused(
            "no_pair", f"Er ontbreekt een = na {not_one[0]}.", f"An = is missing after {not_one[0]}: COLUMN=WORDS."
        )
    return {name: words for name, _, words in found}


def export(chosen: Namespace) -> int:
    """Write the log to a file."""
    with _store() as store:
        found = transfer.export(store, Path(chosen.file), public=chosen.public)
    print(f"Exported {_count(found.public + found.internal, 'entry', 'entries')} to {chosen.file}.")
    if chosen.public:
        print("This is the public part only.")
    else:
        print(
            f"NOT FOR PUBLICATION: the file holds the whole log, with {found.internal} internal"
            f" entries and {found.internal_notes} internal notes. --public exports what everyone may see."
        )
    return 0


def verify(chosen: Namespace) -> int:
    """Check the whole record."""
    with _store() as store:
        verdict = store.verify(chosen.expect and chosen.expect.lower())
        _print_verdict(verdict)
    if not verdict.sound:
        return _failed(f"The store {store.database.name} is not sound.")
    print("The store is sound.")
    return 0


def _print_verdict(verdict: Verdict) -> None:
    print(f"Public entries: {verdict.entries}, head {verdict.head}")
    print(f"Internal entries: {verdict.internal_entries}, head {verdict.internal_head}")
    print(f"Versions of the catalogue: {verdict.versions}, head {verdict.catalogue_head}")
    print(f"Redactions: {verdict.redactions}")
    for problem in verdict.problems:
        print(f"Problem: {problem}")


def links(chosen: Namespace) -> int:
    """Ask the addresses of sources whether they still answer; the log stays as it is."""
    agent = f"Memorandummonitor/{RELEASE} (checks the links of its sources; {Settings.load().address})"
    older_than, most = timedelta(days=chosen.older_than), chosen.most
    asked, lost = 0, 0
    with _store() as store:
        for link in link_checking.check(store, partial(asking.ask, agent=agent), older_than=older_than, most=most):
            asked, lost = asked + 1, lost + (link.failing_since is not None)
            if link.failing_since or link.moved_to:
                print(f"{_about_link(link)}: {link.url}", flush=True)
    print(f"{_count(asked, 'address', 'addresses')} asked, {lost} not found. Nothing in the log changed.")
    return 0


def _about_link(link: Link) -> str:
    status = f" ({link.http_status})" if link.http_status else ""
    return f"moved to {link.moved_to}" if link.moved_to else f"{link.outcome.replace('_', ' ')}{status}"


def backup(chosen: Namespace) -> int:
    """Copy the store, in use or not, into a new file."""
    with _store() as store:
        copied = copying.backup(store.database, Path(chosen.file))
        _print_copied(copied, f"Backed up {store.database.name} to {chosen.file}.")
    if not copied.verdict.sound:
        return _failed("The backup equals the store, but the record in both is not sound: see the problems above.")
    return 0


def restore(chosen: Namespace) -> int:
    """Copy a backup into the store, which is empty."""
    with _store(made=True) as store:
        copied = copying.restore(Path(chosen.file), store.database)
        _print_copied(copied, f"Restored {chosen.file} into {store.database.name}.")
    return 0


def copy(chosen: Namespace) -> int:
    """Copy the store to another database, which is empty."""
    with _store() as store:
        target = _target(chosen.to)
        try:
            target.prepare()
            copied = copying.copy(store.database, target)
            _print_copied(copied, f"Copied {store.database.name} to {target.name}.")
        finally:
            target.close()
    return 0


def _target(url: str) -> Database:
    target = Database(url)
    if target.url.get_backend_name() not in ("sqlite", "postgresql") or not target.url.database:
        raise StoreUnavailable("A store is SQLite (sqlite:///FILE) or PostgreSQL (postgresql://SERVER/DATABASE).")
    return target


def _print_copied(copied: copying.Copied, done: str) -> None:
    print(done)
    for name, content in copied.tables.items():
        print(f"  {name}: {_count(content.rows, 'row')}, SHA-256 {content.digest}, equal on both sides")
    _print_verdict(copied.verdict)


def redact(chosen: Namespace) -> int:
    """Blank the texts of one entry for good."""
    with _store() as store:
        with store.database.reading() as connection:
            author = people.person(connection, chosen.author)
        store.redact(author.id, chosen.entry, chosen.reason)
        with store.database.reading() as connection:
            stone = connection.execute(select(Redaction.__table__).where(Redaction.entry_id == chosen.entry)).one()
    print(f"The texts and sources of entry {stone.entry_id} are gone; its figures stay.")
    print(f"Tombstone: entry {stone.entry_id}, {stone.recorded_at:%Y-%m-%d %H:%M:%S} UTC, by {author.email}.")
    print(f"Reason, for everyone to read: {stone.reason}")
    return 0


def user_add(chosen: Namespace) -> int:
    """Give someone an account."""
    password = _password(chosen)
    with _store(made=True) as store, store.database.appending() as connection:
        added = people.add(connection, chosen.email, Role(chosen.role), chosen.name, password, store.clock())
    print(f"{added.email} can sign in as {added.role}.")
    return 0


def user_list(_chosen: Namespace) -> int:
    """Print who has an account."""
    with _store() as store, store.database.reading() as connection:
        found = people.people(connection)
    for person in found:
        state = "active" if person.active else "disabled"
        print(f"{person.email}\t{person.role}\t{state}\t{person.name}".rstrip())
    print(f"{_count(len(found), 'account')}.")
    return 0


def user_disable(chosen: Namespace) -> int:
    """Close an account."""
    with _store() as store, store.database.appending() as connection:
        disabled = people.disable(connection, chosen.email)
    print(f"{disabled.email} is disabled; the entries stay.")
    return 0


def user_enable(chosen: Namespace) -> int:
    """Open an account again."""
    with _store() as store, store.database.appending() as connection:
        found = people.person(connection, chosen.email)
        accounts.enable(connection, found)
    print(f"{found.email} can sign in again as {found.role}.")
    return 0


def user_role(chosen: Namespace) -> int:
    """Give an account another role; nobody in particular does it, so it stands in the record under its own name."""
    with _store() as store, store.database.appending() as connection:
        found = people.person(connection, chosen.email)
        accounts.change(connection, found.id, found, Role(chosen.role), found.name, store.clock())
    print(f"{found.email} is {chosen.role} now.")
    return 0


def user_password(chosen: Namespace) -> int:
    """Replace a password."""
    password = _password(chosen)
    with _store() as store, store.database.appending() as connection:
        changed = people.set_password(connection, chosen.email, password)
    print(f"The password of {changed.email} is changed.")
    return 0


def _password(chosen: Namespace) -> str:
    """Typed twice, unseen, or the first line of standard input; never an argument, which others could see."""
    if chosen.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused(
            "no_terminal",
            "Er is geen terminal om een wachtwoord in te typen.",
            "There is no terminal to type a password in: give it on standard input with --password-stdin.",
        )
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Once more: "):
        raise Refused("passwords_differ", "De wachtwoorden verschillen.", "The two passwords are not the same.")
    return first


def _failed(sentence: str) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"{sentence}\n")
    return 1


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
