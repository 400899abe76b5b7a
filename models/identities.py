"""People whom another service vouches for: which account is theirs, and the role their groups give them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from models import accounts, people
from models.drafts import Refused
from models.people import PERSON, Person, person_of
from models.tables import User
from models.tables_sign_in import SignInIdentity
from models.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in elsewhere: ``subject`` never changes at its ``issuer``; ``verified``: the address is theirs.

    ``role`` is what their groups come to (None: nothing); ``by_groups`` whether groups decide at all.
    """

    issuer: str
    subject: str
    email: str
    verified: bool
    role: Role | None
    by_groups: bool


def recognised(connection: Connection, identity: Identity, now: datetime) -> Person:
    """The account of ``identity``, in the role of its groups; made or tied to it at first sight.

    The connection holds the append lock. Raises :class:`Refused` for who has no right to one.
    """
    if identity.by_groups and identity.role is None:
        raise Refused(
            "no_group",
            "Geen van uw groepen geeft toegang tot deze toepassing.",
            "None of your groups gives access to this application.",
        )
    found = _tied(connection, identity) or _first_seen(connection, identity, now)
    if not found.active:
        raise Refused("account_closed", "Dit account is afgesloten.", "This account is disabled.")
    if identity.role is not None and identity.role is not found.role:
        # The only administrator stays one: otherwise nobody could repair a mapping of groups that is wrong.
        with suppress(Refused):
            accounts.change(connection, found.id, found, identity.role, found.name, now)
    return accounts.account(connection, found.id)


def _tied(connection: Connection, identity: Identity) -> Person | None:
    row = connection.execute(
        select(*PERSON)
        .join(SignInIdentity, SignInIdentity.user_id == User.id)
        .where(SignInIdentity.issuer == identity.issuer, SignInIdentity.subject == identity.subject)
    ).one_or_none()
    return person_of(row) if row else None


def _first_seen(connection: Connection, identity: Identity, now: datetime) -> Person:
    """The account with the same address if the service is sure of that, a new one if groups decide.

    Not one that is somebody else's at that service already: addresses are claimed, and given to a successor.
    """
    email = people.as_email(identity.email)
    row = connection.execute(select(*PERSON).where(User.email == email)).one_or_none()
    if row is not None and not identity.verified:
        raise Refused(
            "email_unverified",
            "Uw e-mailadres heeft hier al een account, en uw organisatie bevestigt niet dat het van u is.",
            "Your e-mail address has an account here, and your organisation does not confirm that it is yours.",
        )
    if row is not None and _tied_to_another(connection, identity.issuer, row.id):
        raise Refused(
            "email_of_another",
            "Het account met uw e-mailadres hoort bij iemand anders van uw organisatie.",
            "The account with your e-mail address belongs to somebody else at your organisation.",
        )
    if row is None and identity.role is None:
        raise Refused("no_account", "U hebt hier nog geen account.", "You have no account here yet.")
    found = person_of(row) if row else people.add(connection, email, identity.role or Role.READER, "", None, now)
    connection.execute(
        insert(SignInIdentity).values(issuer=identity.issuer, subject=identity.subject, user_id=found.id)
    )
    return found


def _tied_to_another(connection: Connection, issuer: str, account: int) -> bool:
    theirs = (SignInIdentity.issuer == issuer, SignInIdentity.user_id == account)
    return connection.execute(select(SignInIdentity.subject).where(*theirs).limit(1)).first() is not None
