"""People for the tests: an account with a role, and someone signed in by the form."""

from __future__ import annotations

from flask.testing import FlaskClient
from playwright.sync_api import Page

from models import people
from models.people import Person
from models.store import Store
from models.vocabulary import Role

PASSWORD = "een wachtwoord voor de tests"


def account(store: Store, role: Role, email: str = "", *, name: str = "") -> Person:
    """Someone with an account in ``role``; by default ``reader@example.org`` and the like."""
    with store.database.appending() as connection:
        return people.add(connection, email or f"{role}@example.org", role, name, PASSWORD, store.clock())


def from_own_pages(client: FlaskClient) -> FlaskClient:
    """``client`` as a browser that sends forms from our own pages."""
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def sign_in(client: FlaskClient, person: Person, password: str = PASSWORD) -> FlaskClient:
    """Sign ``client`` in by the form."""
    answer = from_own_pages(client).post("/aanmelden", data={"email": person.email, "password": password})
    assert answer.status_code == 303, answer.text
    return client


def sign_in_browser(page: Page, site: str, person: Person, password: str = PASSWORD) -> None:
    """Sign the browser of ``page`` in; ``site`` is the address of the application."""
    answer = page.request.post(
        f"{site}/aanmelden",
        form={"email": person.email, "password": password},
        headers={"Sec-Fetch-Site": "same-origin"},
        max_redirects=0,
    )
    assert answer.status == 303, answer.text()
