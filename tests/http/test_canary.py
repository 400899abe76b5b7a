"""What is internal is nowhere in public: every address and callback of the application is asked, before and after.

The addresses are those that the application itself knows, so that a new one is swept too. An address with a part that
varies needs samples here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.document import MonitorDash
from callbacks.http import access
from callbacks.pages import PAGES
from models import reviewing
from models.catalogue import current_catalogue
from models.drafts import Draft, Source
from models.editing import editable
from models.people import Person
from models.store import Store
from models.vocabulary import Action, Kind, Role, Status, Visibility
from tests.people import account, from_own_pages, sign_in
from tests.serving import application, call
from tests.site import SAMPLES

#: Words that stand in nothing else; each is looked for as it is, whatever stands around it.
CANARIES = ("zwartekanarie", "gelekanarie", "blauwekanarie", "groenekanarie")
NOTE, ENTRY, URL, REASON = CANARIES
#: A word of the internal texts, to search for: it must find nothing.
SOUGHT = "vertrouwelijkst"

_EMBEDS = ("progress", "dossier/1", "government", "timeline", "timeline/1", "sdg", "request/1.1")
#: Values for what varies in an address, by its name.
PARTS: dict[str, tuple[str, ...]] = {
    "unknown": ("v1/nothing",),
    "address": (
        *(f"{embed}{form}" for embed in _EMBEDS for form in ("", ".json", ".csv", ".svg")),
        *("request/1.1.png", "progress.card.png"),
    ),
    "filename": ("monitor.css",),
    "package_name": ("dash",),
    "fingerprinted_path": ("nothing.js",),
    "path": ("nergens",),  # the pages are asked by themselves
    "memorandum": ("2019-2024",),
    "code": ("1.1",),
    "number": ("1",),
    "entry": ("1", *(str(number) for number in range(386, 396))),  # those to come too
    "kind": ("request", "track", "entry", "dossier", "dataset", "status"),
    "key": ("1", "390", "2019-2024/1", "2019-2024/1.1", "2019-2024/1.1/VL"),
}
#: What is asked of the addresses that begin so, where they answer nothing without.
ASKED = {
    "/api/v1/changes": "from=2019-05-26&to=2024-12-31",
    "/api/v1/progress": "by=dossier",
    "/api/v1/trend": "by=total",
    "/api/v1/heatmap": "by=government&measure=index",
    "/api/v1/updates": f"q={SOUGHT}",
    "/oembed": "url=http://localhost/dossier/1",
}
#: Says how often it was asked itself.
MOVING = {"/metrics"}

People = tuple[Person, Person]


@dataclass(frozen=True)
class Answer:
    """What one sees of an answer, and by what caches tell it from another."""

    status: int
    body: bytes
    headers: str


#: Headers that are another one for every answer.
PASSING = {"Date", "Expires", "X-Request-ID"}


def rules(app: MonitorDash, *, public: bool) -> Iterator[str]:
    """The addresses that answer a GET, as the application knows them."""
    for rule in app.server.url_map.iter_rules():
        least = access.declaration(app.server.view_functions[rule.endpoint])
        if (least is None) == public and "GET" in (rule.methods or {"GET"}):
            yield rule.rule


def addresses(app: MonitorDash) -> list[str]:
    """Every public address, with samples and with what it is to be asked."""
    found = []
    for rule in rules(app, public=True):
        varying = re.findall(r"<(?:[^:>]+:)?([^>]+)>", rule)
        filled = [rule]
        for name in varying:
            assert name in PARTS, f"{rule}: give samples for {name}"
            filled = [re.sub(rf"<(?:[^:>]+:)?{name}>", value, one) for one in filled for value in PARTS[name]]
        found += filled
        found += [f"{one}?{query}" for one in filled for start, query in ASKED.items() if one.startswith(start)]
    return found + list(pages())


def pages() -> Iterator[str]:
    """Every public page, with samples; that of the request that the canaries are about among them."""
    for page in PAGES:
        if page.needs is None:
            name = re.search("<(.*)>", page.path)
            samples = (*SAMPLES[name[1]][:1], "1.1" if name[1] == "request" else "1") if name else ("",)
            yield from (page.path.replace(name[0], value) if name else page.path for value in samples)
    yield f"/logboek?q={SOUGHT}"


def swept(client: FlaskClient, app: MonitorDash) -> dict[str, Answer]:
    """Every public answer, and what Dash answers about every page."""
    answers = {address: _seen(client.get(address)) for address in addresses(app)}
    for page in pages():
        path, _, query = page.partition("?")
        answers[f"dash {page}"] = _seen(call(client, f"?{query}" if query else "", path=path))
    return answers


def _seen(answer: TestResponse) -> Answer:
    headers = sorted(f"{name}: {value}" for name, value in answer.headers if name not in PASSING)
    with closing(answer):
        return Answer(answer.status_code, answer.data, "\n".join(headers))


def leaks(answers: dict[str, Answer]) -> list[tuple[str, str]]:
    return [
        (address, canary)
        for address, answer in answers.items()
        for canary in CANARIES
        if canary.encode() in answer.body.lower() or canary in answer.headers.lower()
    ]


def differing(one: dict[str, Answer], other: dict[str, Answer]) -> list[str]:
    return [address for address in one if one[address] != other[address] and address not in MOVING]


def personal(answer: Answer) -> bool:
    """Whether it depends on who asks, and says so to every cache: signing in, and one's own password."""
    return "Cache-Control: private, no-store" in answer.headers


def draft(**changes: Any) -> Draft:
    given: dict[str, Any] = {
        "kind": Kind.STATUS,
        "memorandum": "2019-2024",
        "request": "1.1",
        "government": "VL",
        "effective_date": date(2024, 12, 20),
        "status": Status.REALISED,
        "note_nl": f"{ENTRY} {SOUGHT}",
        "internal_note": f"{NOTE} {SOUGHT}",
        "sources": (Source(f"https://example.org/{URL}", URL, URL),),
    }
    return Draft(**(given | changes))


@pytest.fixture
def people(living_store: Store) -> People:
    store = living_store
    return account(store, Role.EDITOR, name="An"), account(store, Role.ADMIN, name="Bo")


def write_public(store: Store, an: Person, bo: Person) -> None:
    """A public entry whose note alone is internal, and a new title whose reason alone is."""
    with store.database.reading() as connection:
        known = current_catalogue(connection, "2019-2024").request["1.1"]
    edit = replace(editable(known), title_nl="Een andere titel")
    store.edit_request(bo.id, "2019-2024", "1.1", edit, f"{REASON} {SOUGHT}", seen=10**6)
    with store.appending() as log:
        log.record(an.id, draft(note_nl="Openbaar", sources=(Source("https://example.org/openbaar"),)))


def write_inside(store: Store, an: Person, bo: Person) -> None:
    """Everything that can be internal: each kind of entry, a day to look again, a form that is not sent."""
    inside = {"visibility": Visibility.INTERNAL}
    with store.appending() as log:
        first = log.record(an.id, draft(**inside)).id
        log.record(an.id, draft(**inside, kind=Kind.ACTION, status=None, action=Action.LETTER))
        gone = log.record(an.id, draft(**inside, government="FED", status=Status.REJECTED)).id
        log.retract(an.id, gone, f"{REASON} {SOUGHT}")
        corrected = log.correct(an.id, first, draft(**inside, status=Status.STALLED), f"{REASON} {SOUGHT}").id
        log.confirm(bo.id, corrected)
    with store.database.appending() as connection:
        reviewing.set_date(connection, corrected, date(2025, 6, 1), an.id, store.clock())
    store.redact(bo.id, first, f"{REASON} {SOUGHT}")


def send_inside(client: FlaskClient) -> None:
    """The same by the form of the staff, kept first and then sent."""
    form = {
        "key": "een-sleutel-van-de-proef", "memorandum": "2019-2024", "seen": "999999.999999", "request": "1.1",
        "government": "EU", "kind": "status", "status": "decided", "effective_date": "19/12/2024",
        "note_nl": f"{ENTRY} {SOUGHT}", "internal_note": NOTE, "source_url": f"https://example.org/{URL}",
        "visibility": "internal", "review_date": "1/7/2025",
    }  # fmt: skip
    assert client.post("/werk/log/concept", data=form).status_code == 200
    assert client.post("/werk/log/delen", data=form).status_code == 200
    answer = client.post("/werk/log", data={**form, "deed": "record"})
    assert answer.status_code == 303, answer.text


def test_nothing_internal_is_public_and_nothing_public_moves(living_store: Store, people: People) -> None:
    an, bo = people
    write_public(living_store, an, bo)
    warm = application(living_store)
    before = swept(warm.server.test_client(), warm)
    assert sum(answer.status == 200 for answer in before.values()) > 60
    assert leaks(before) == []

    write_inside(living_store, an, bo)
    staff = sign_in(from_own_pages(warm.server.test_client()), an)
    send_inside(staff)
    for address in ("/werk/vraag/1.1", "/werk/logregel/-5"):
        assert ENTRY in staff.get(address).text, f"{address} shows staff nothing, so this would find nothing"
    assert NOTE in staff.get("/werk/vraag/1.1").text

    # Whoever is signed in gets the same public answers, also from what was kept in memory before.
    signed_in = swept(staff, warm)
    assert leaks(signed_in) == []
    assert [address for address in differing(before, signed_in) if not personal(before[address])] == []
    staff.post("/afmelden")
    signed_out = swept(staff, warm)
    assert leaks(signed_out) == []
    assert differing(before, signed_out) == []
    cold = application(living_store)
    anew = swept(cold.server.test_client(), cold)
    assert leaks(anew) == []
    assert differing(before, anew) == []


def _filled(rule: str) -> str:
    """An address of the staff about what is internal, where it is about an entry or request."""
    return re.sub("<[^>]+>", "-5" if "signed" in rule else "1", rule.replace("<code>", "1.1"))


def test_what_staff_see_is_shown_to_nobody_else(living_store: Store, people: People) -> None:
    an, bo = people
    write_public(living_store, an, bo)
    write_inside(living_store, an, bo)
    app = application(living_store)
    staff, nobody = sign_in(app.server.test_client(), an), from_own_pages(app.server.test_client())
    asked = [_filled(rule) for rule in rules(app, public=False)]
    assert len(asked) > 5
    for address in asked:
        shown = staff.get(address)
        assert shown.headers["Cache-Control"] == "private, no-store", address
        assert "Cookie" in shown.headers["Vary"], address
        assert "ETag" not in shown.headers or address.endswith("/live")
    staff.post("/afmelden")
    for client in (staff, nobody):
        for address in asked:
            for answer in (client.get(address), client.post(address, data={"deed": "show"})):
                assert answer.status_code in (303, 401, 403, 405), address
                assert not any(canary in answer.text for canary in CANARIES), address
