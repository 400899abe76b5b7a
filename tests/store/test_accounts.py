"""Accounts: links that work once, another role at once, always an administrator, nothing kept longer than needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from models import accounts, attempts, password_links, people, retention, reviewing, sessions
from models.attempts import Attempt
from models.drafts import Refused
from models.store import Store
from models.tables import User
from models.tables_beside import CalendarToken
from models.tables_sign_in import SignInAttempt, SignInLink, SignInSession
from models.vocabulary import Role
from tests.people import PASSWORD, account
from tests.store.synthetic import Clock, draft, query

OTHER = "een nieuw en lang wachtwoord"


def write(store: Store, what: Callable[..., Any], *given: Any, **named: Any) -> Any:
    with store.database.appending() as connection:
        return what(connection, *given, **named)


def refusal(store: Store, what: Callable[..., Any], *given: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refused:
        write(store, what, *given, **named)
    return refused.value.code


def first_link(store: Store, clock: Clock) -> Any:
    return write(store, password_links.first_administrator, clock.now)


def follow(store: Store, clock: Clock, token: str, **who: str) -> Any:
    return write(store, password_links.follow, token, OTHER, clock.now, **who)


def follow_refused(store: Store, clock: Clock, token: str, password: str = OTHER, **who: str) -> str:
    return refusal(store, password_links.follow, token, password, clock.now, **who)


def test_the_first_link_makes_an_administrator_once(store: Store, clock: Clock) -> None:
    token, later = first_link(store, clock), first_link(store, clock)
    made = follow(store, clock, token, email="an@example.org", name="An")

    assert (made.email, made.role, made.signs_in) == ("an@example.org", Role.ADMIN, True)
    for used in (token, later):
        assert follow_refused(store, clock, used, email="bo@example.org") == "link_over"
    assert first_link(store, clock) is None
    with store.database.reading() as connection:
        assert people.verified(connection, "an@example.org", OTHER) == made


def test_the_first_link_is_over_after_an_hour_and_when_somebody_has_an_account(store: Store, clock: Clock) -> None:
    token = first_link(store, clock)
    with store.database.reading() as connection:
        assert password_links.link(connection, token, clock.now) == password_links.PasswordLink(None)
        assert password_links.link(connection, token[:-1] + "x", clock.now) is None
        assert password_links.link(connection, token, clock.now + password_links.FIRST) is None
    account(store, Role.READER)
    with store.database.reading() as connection:
        assert password_links.link(connection, token, clock.now) is None


def test_a_link_that_is_refused_can_be_followed_again(store: Store, clock: Clock) -> None:
    token = first_link(store, clock)
    assert follow_refused(store, clock, token, email="geen adres") == "not_an_email"
    assert follow_refused(store, clock, token, "kort", email="an@example.org") == "password_length"
    assert follow(store, clock, token, email="an@example.org").role is Role.ADMIN


def test_an_invitation_sets_a_password_and_ends_what_was_before(store: Store, clock: Clock) -> None:
    an = write(store, people.add, "an@example.org", Role.EDITOR, "An", None, clock.now)
    assert not an.signs_in
    calendar = write(store, reviewing.new_token, an.id, clock.now)
    first = write(store, password_links.for_person, an, clock.now)
    second = write(store, password_links.for_person, an, clock.now)
    token = write(store, sessions.begin, an, clock.now, timedelta(hours=1))
    assert follow_refused(store, clock, first) == "link_over"

    followed = follow(store, clock, second)

    assert (followed.id, followed.role, followed.signs_in) == (an.id, Role.EDITOR, True)
    assert follow_refused(store, clock, second) == "link_over"
    with store.database.reading() as connection:
        assert sessions.holder(connection, token, clock.now) is None
        assert reviewing.role_of_token(connection, calendar) is None


def test_a_closed_account_gets_no_link_and_loses_those_it_had(store: Store, clock: Clock) -> None:
    an = account(store, Role.EDITOR)
    token = write(store, password_links.for_person, an, clock.now)
    calendar = write(store, reviewing.new_token, an.id, clock.now)
    closed = write(store, people.disable, an.email)
    assert refusal(store, password_links.for_person, closed, clock.now) == "account_closed"
    write(store, accounts.enable, an)
    assert follow_refused(store, clock, token) == "link_over"
    with store.database.reading() as connection:
        assert reviewing.role_of_token(connection, calendar) is None


def test_another_role_and_name_count_at_once(store: Store, clock: Clock) -> None:
    admin, an = account(store, Role.ADMIN), account(store, Role.READER)
    token = write(store, sessions.begin, an, clock.now, timedelta(hours=1))
    write(store, accounts.change, admin.id, an, Role.EDITOR, "An", clock.now)
    with store.database.reading() as connection:
        found = sessions.holder(connection, token, clock.now)
    assert found is not None
    assert (found.role, found.name) == (Role.EDITOR, "An")


def test_a_name_that_shows_in_public_is_a_public_write(store: Store, clock: Clock) -> None:
    admin, an = account(store, Role.ADMIN), account(store, Role.EDITOR, name="An")
    silent = store.read(query(store)).version
    write(store, accounts.change, admin.id, an, Role.EDITOR, "Anna", clock.now)
    assert store.read(query(store)).version == silent
    with store.appending() as writer:
        writer.record(an.id, draft())
    before = store.read(query(store))
    clock.tick(days=1)
    write(store, accounts.change, admin.id, an, Role.ADMIN, "Anna", clock.now)
    assert store.read(query(store)).version == before.version
    write(store, accounts.change, admin.id, an, Role.ADMIN, "Anna Peeters", clock.now)
    after = store.read(query(store))
    assert after.version.catalogue == before.version.catalogue + 1
    assert [entry.author for entry in after.entries()] == ["Anna Peeters"]
    assert store.verify().sound


def test_somebody_is_left_who_manages(store: Store, clock: Clock) -> None:
    an, bo = account(store, Role.ADMIN), account(store, Role.EDITOR)
    assert refusal(store, accounts.change, an.id, an, Role.EDITOR, "", clock.now) == "last_admin"
    write(store, accounts.change, an.id, bo, Role.ADMIN, "", clock.now)
    write(store, people.disable, bo.email)
    assert refusal(store, accounts.require_another_admin, an) == "last_admin"
    write(store, accounts.enable, bo)
    write(store, accounts.change, an.id, an, Role.EDITOR, "", clock.now)


def test_bodies_are_no_accounts(store: Store) -> None:
    with store.database.reading() as connection:
        research = connection.execute(select(User.id)).scalars().first()
    assert refusal(store, accounts.account, research or 0) == "unknown_user"


def test_only_what_is_needed_is_kept(store: Store, clock: Clock) -> None:
    an = account(store, Role.ADMIN)

    def begin(connection: Connection) -> None:
        attempts.admitted(connection, Attempt("a", "b"), clock.now)
        sessions.begin(connection, an, clock.now, timedelta(hours=12))
        password_links.for_person(connection, an, clock.now)

    def kept(after: timedelta) -> list[int]:
        def forget_and_count(connection: Connection) -> list[int]:
            retention.forget(connection, clock.now + after, timedelta(days=30))
            tables = (SignInAttempt, SignInSession, SignInLink)
            return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

        counts: list[int] = write(store, forget_and_count)
        return counts

    write(store, begin)
    assert kept(timedelta(hours=11)) == [1, 1, 1]
    assert kept(timedelta(hours=12)) == [1, 0, 1]
    assert kept(password_links.LATER) == [1, 0, 0]
    assert kept(timedelta(days=30)) == [0, 0, 0]
    write(store, attempts.admitted, Attempt("a", "b"), clock.now)
    write(store, retention.forget, clock.now + attempts.WINDOW - timedelta(seconds=1), timedelta(0))
    assert kept(timedelta(0))[0] == 1


def test_whoever_reads_the_store_can_use_no_token_in_it(store: Store, clock: Clock) -> None:
    an = account(store, Role.EDITOR)
    tokens = (
        write(store, sessions.begin, an, clock.now, timedelta(hours=1)),
        write(store, password_links.for_person, an, clock.now),
        write(store, reviewing.new_token, an.id, clock.now),
    )
    with store.database.reading() as connection:
        kept = [
            str(row)
            for table in (SignInSession, SignInLink, CalendarToken)
            for row in connection.execute(select(table.__table__))
        ]
    assert len(kept) == len(tokens)
    assert [token for token in tokens if token in "".join(kept)] == []


def test_many_tries_at_once_count_as_many(store: Store, clock: Clock) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def tried(_: int) -> bool:
        with store.database.writing() as connection:
            return attempts.admitted(connection, Attempt("a", "b"), clock.now) is None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tried, range(20))) == attempts.MOST_PER_ACCOUNT


def test_who_is_signed_in_is_not_copied_with_the_record(store: Store, clock: Clock, tmp_path: Any) -> None:
    from models import copying
    from models.database import Database

    an = account(store, Role.ADMIN)
    token = write(store, sessions.begin, an, clock.now, timedelta(hours=1))
    target = Database(f"sqlite:///{tmp_path / 'copied.sqlite3'}")
    target.prepare()
    with target.appending() as connection:
        password_links.first_administrator(connection, clock.now)  # as serving an empty store does
    copied = copying.copy(store.database, target)
    assert copied.verdict.sound
    with target.reading() as connection:
        assert people.verified(connection, an.email, PASSWORD) == an
        assert sessions.holder(connection, token, clock.now) is None
    target.engine.dispose()
