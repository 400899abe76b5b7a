"""Accounts: one per address, no password ever readable, and closing one keeps what was written."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from models import people
from models.drafts import Refused
from models.store import Store
from models.tables import User
from models.vocabulary import Role
from tests.store.synthetic import NOW, draft

PASSWORD = "een lange zin met woorden"


def add(
    store: Store, email: str, role: Role = Role.EDITOR, name: str = "An", password: str = PASSWORD
) -> people.Person:
    with store.database.appending() as connection:
        return people.add(connection, email, role, name, password, NOW)


def hash_of(store: Store, email: str) -> str:
    with store.database.reading() as connection:
        return connection.execute(select(User.password_hash).where(User.email == email)).scalar_one() or ""


def test_an_account_has_one_address_in_lower_case_and_only_a_hash_of_the_password(store: Store) -> None:
    added = add(store, " An.Peeters@Example.ORG ")

    assert (added.email, added.name, added.role, added.active, added.signs_in) == (
        "an.peeters@example.org",
        "An",
        Role.EDITOR,
        True,
        True,
    )
    stored = hash_of(store, "an.peeters@example.org")
    assert PASSWORD not in stored
    assert stored.startswith("$argon2id$")
    assert PasswordHasher().verify(stored, PASSWORD)
    with pytest.raises(Refused, match="has an account already"):
        add(store, "an.peeters@EXAMPLE.org")


@pytest.mark.parametrize(
    "email",
    ["", "an", "an@", "@example.org", "an@example", "a n@example.org", "an@example.org\n.x", "a@b@c.d", "a@b..c"],
)
def test_what_is_no_address_is_refused(store: Store, email: str) -> None:
    with pytest.raises(Refused) as refused:
        add(store, email)
    assert (refused.value.code, refused.value.field) == ("not_an_email", "email")


@pytest.mark.parametrize("password", ["", "elf tekens.", "x" * 1025])
def test_a_password_too_short_or_absurdly_long_is_refused(store: Store, password: str) -> None:
    with pytest.raises(Refused) as refused:
        add(store, "an@example.org", password=password)
    assert refused.value.code == "password_length"
    assert "elf tekens." not in str(refused.value)


def test_twelve_characters_suffice_and_every_keyboard_types_the_same_password(store: Store) -> None:
    add(store, "an@example.org", password="caf\u00e9 \ufb01lm 12")

    assert PasswordHasher().verify(hash_of(store, "an@example.org"), "cafe\u0301 film 12".replace("e\u0301", "\u00e9"))


def test_a_new_password_replaces_the_old_one(store: Store) -> None:
    add(store, "an@example.org")
    with store.database.appending() as connection:
        people.set_password(connection, "AN@example.org", "een heel ander wachtwoord")

    stored = hash_of(store, "an@example.org")
    assert PasswordHasher().verify(stored, "een heel ander wachtwoord")
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(stored, PASSWORD)


def test_who_is_disabled_logs_no_more_and_keeps_what_was_written(store: Store) -> None:
    added = add(store, "an@example.org")
    with store.appending() as writer:
        writer.record(added.id, draft())
    with store.database.appending() as connection:
        assert people.disable(connection, "an@example.org").active is False

    with pytest.raises(Refused, match="Only an editor"), store.appending() as writer:
        writer.record(added.id, draft())
    assert store.verify().entries == 1


def test_people_are_listed_by_address_without_the_bodies_that_write(store: Store) -> None:
    add(store, "bo@example.org", Role.READER, name="")
    add(store, "an@example.org")

    with store.database.reading() as connection:
        found = people.people(connection)
    assert [(person.email, person.role) for person in found] == [
        ("an@example.org", Role.EDITOR),
        ("bo@example.org", Role.READER),
    ]


@pytest.mark.parametrize("change", [people.disable, lambda c, email: people.set_password(c, email, PASSWORD)])
def test_nobody_is_not_changed(store: Store, change) -> None:
    with pytest.raises(Refused) as refused, store.database.appending() as connection:
        change(connection, "nobody@example.org")
    assert refused.value.code == "unknown_user"
