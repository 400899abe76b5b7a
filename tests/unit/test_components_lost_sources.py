"""The list of lost sources says what each answered, since when, and what rests on it; its links are harmless."""

from __future__ import annotations

from datetime import date

import pytest

from components.lost_sources import OUTCOMES, Citing, Lost, Round, lost_sources
from components.tree import to_html
from models.vocabulary import LinkOutcome

SINCE = date(2025, 3, 3)
ROUND = Round(1387, 1250, SINCE)


def lost(**changes: object) -> Lost:
    sound = {
        "url": "https://example.org/a",
        "title": "Een <bron>",
        "outcome": "gone",
        "http_status": 404,
        "moved_to": "",
        "failing_since": SINCE,
        "dead": True,
        "citing": (Citing("4.11 (VL)", "/vraag/4.11#logregel-7"), Citing("4.12 (VL)", "/vraag/4.12#logregel-8")),
    }
    return Lost(**{**sound, **changes})  # type: ignore[arg-type]


def test_every_outcome_has_its_words() -> None:
    assert set(OUTCOMES) == set(LinkOutcome)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_lost_source_with_what_rests_on_it(lang: str) -> None:
    drawn = to_html(lost_sources([lost()], ROUND, lang))
    assert "Een &lt;bron&gt;" in drawn
    assert '<a href="/vraag/4.12#logregel-8">4.12 (VL)</a>' in drawn
    said = {"nl": "bestaat niet meer (404), sinds 3 maart 2025", "en": "gone (404), since 3 March 2025"}
    assert said[lang] in drawn
    counted = {
        "nl": "1.250 van de 1.387 webadressen nagekeken, het laatst op 3 maart 2025.",
        "en": "1,250 of the 1,387",
    }
    assert counted[lang] in drawn


def test_a_source_that_moved_and_an_address_that_would_run() -> None:
    drawn = to_html(lost_sources([lost(failing_since=None, moved_to="javascript:alert(1)", title="")], ROUND, "nl"))
    assert "verhuisd" in drawn
    assert 'href="javascript' not in drawn
    assert ">https://example.org/a</a>" in drawn


def test_nothing_checked_and_nothing_lost() -> None:
    assert "nog nooit nagekeken" in to_html(lost_sources([], Round(3, 0, None), "nl"))
    assert "Elke bron die nagekeken is, werd gevonden." in to_html(lost_sources([], ROUND, "nl"))
