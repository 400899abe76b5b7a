"""What is kept while pages are drawn never shows in another page: one that is asked after many others is as fresh."""

from __future__ import annotations

import random
import sys
from functools import lru_cache
from urllib.parse import urlsplit

import pytest

from tests.serving import application, call, open_at
from tests.shipped import Copies

DAYS = ("", "as_of=2022-06-30")
KEEPS = type(lru_cache(abs))
OURS = ("callbacks", "components", "models")
#: Path, query and the colours of the system.
ADDRESSES = [
    (path, "&".join(filter(None, (day, more, lang))), scheme)
    for path, choices in {
        "/": ("", "by=government&measure=index", "by=year&government=FED&dossier=3", "known_at=2019-06-01"),
        "/sdg": ("", "sdg=11&sdg=13"),
        "/dossier/3": ("",),
        "/vraag/2.1": ("",),
        "/verschil": ("",),
        "/logboek": ("government=VL",),
        "/methode": ("",),
    }.items()
    for more in choices
    for day in DAYS
    for lang, scheme in (("", "light"), ("lang=en", "dark"))
]


def forget() -> None:
    """Empty whatever our modules keep from one page to the next."""
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in OURS]
    kept = {id(each): each for module in modules for each in vars(module).values() if type(each) is KEEPS}
    assert len(kept) > 10
    for each in kept.values():
        each.cache_clear()


@pytest.mark.parametrize("base", ["http://monitor.example", "https://www.example/monitor"])
def test_a_page_is_the_same_alone_and_after_many_others(copies: Copies, engine: str, base: str) -> None:
    def asked(base: str, addresses: list[tuple[str, str, str]]) -> list[bytes]:
        store, root = open_at(copies.shipped(engine)), urlsplit(base).path
        client = application(store, workers=1, base_url=base).server.test_client()
        answers = [call(client, f"?{search}", path=root + path, scheme=scheme) for path, search, scheme in addresses]
        store.close()
        assert {answer.status_code for answer in answers} == {200}
        return [answer.data for answer in answers]

    some = random.Random(base).sample(ADDRESSES, 6)
    asked("https://elsewhere.example/other", some)  # the same words and links, below another path
    for address, found in zip(some, asked(base, [*ADDRESSES, *some])[-len(some) :], strict=True):
        forget()
        assert asked(base, [address]) == [found], address
