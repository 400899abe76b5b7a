"""What the server sends for a page, compressed: bytes are the same on every machine, so they can be held to a limit.

A first visit is the document and the files that all pages share (``tests/http/test_shell.py`` weighs those); after that
each question on a page is one answer of Dash.
"""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.serving import body

WHOLE_PERIOD = "?from=2019-05-26&to=2024-12-31"
#: Bytes with brotli of the document and of Dash's answer: about a fifth above what they were, so nothing grows unseen.
LIMITS = {
    "/": (20_000, 33_000),
    "/?by=year&measure=index&lang=en": (20_000, 33_000),
    "/dossier/3": (17_000, 20_000),
    "/vraag/2.4.a": (11_000, 9_000),
    "/sdg": (14_000, 18_000),
    "/verschil": (13_000, 12_000),
    f"/verschil{WHOLE_PERIOD}": (61_000, 62_000),
    "/logboek": (12_000, 10_000),
    "/methode": (14_000, 13_000),
    "/open-data": (8_000, 6_000),
}


@pytest.mark.parametrize("address", LIMITS)
def test_a_page_weighs_no_more_than_this(client: FlaskClient, address: str) -> None:
    path, _, search = address.partition("?")
    packed = {"Accept-Encoding": "br"}
    document = client.get(address, headers=packed)
    answer = client.post("/_dash-update-component", json=body(f"?{search}", path=path), headers=packed)
    for each in (document, answer):
        assert each.status_code == 200
        assert each.headers["Content-Encoding"] == "br"
    heaviest = LIMITS[address]
    assert len(document.data) <= heaviest[0]
    assert len(answer.data) <= heaviest[1]
