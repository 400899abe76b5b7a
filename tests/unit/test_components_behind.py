"""The requests behind a number: everything a reader needs to trust it, escaped, in both languages and both forms."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

import pytest

from components.behind import Behind, behind
from components.evidence import Evidence, SourceLink
from components.tree import Child, to_dash, to_html
from tests.unit.component_samples import by_dash

EVIDENCE = Evidence(
    id=7,
    day=date(2023, 3, 31),
    precision="month",
    note="Een <b>decreet</b> & meer",
    note_lang="nl",
    sources=(SourceLink("https://example.org/a?b=1&c=2", "Bron “één”", "Uitgever", date(2023, 4, 2)),),
    no_source="",
    author="Bureauonderzoek",
    recorded_at=datetime(2025, 3, 3, 12, 0, tzinfo=UTC),
    confirmed=False,
    second_reading="verified",
)
ROW = Behind(
    "4.11", "Een titel", "Vlaamse overheid", "stalled", "Stilgevallen", date(2022, 12, 31), "year", EVIDENCE,
    "/vraag/4.11#logregel-7",
)  # fmt: skip


def text_of(child: Child) -> str:
    return unescape(re.sub("<[^>]*>", "", to_html(child)))


def words(row: Behind, lang: str = "nl") -> str:
    return text_of(behind((row,), "Vragen", lang))


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("nl", ["4.11 Een titel", "aan: Vlaamse overheid", "sinds 2022", "maart 2023",
                "Bron “één”, Uitgever, 2 april 2023",
                "Geregistreerd door Bureauonderzoek op 3 maart 2025 om 13.00 uur", "tweede lezing: bron teruggevonden",
                "nog niet bevestigd"]),
        ("en", ["to: Vlaamse overheid", "since 2022", "March 2023", "2 April 2023", "(in Dutch)",
                "Recorded by Bureauonderzoek on 3 March 2025 at 13:00", "not yet confirmed"]),
    ],
)  # fmt: skip
def test_a_row_tells_status_entry_source_author_and_moment(lang, told):
    assert [part for part in told if part not in words(ROW, lang)] == []


def test_a_confirmed_entry_says_so_and_one_without_source_says_why():
    told = words(replace(ROW, entry=replace(EVIDENCE, confirmed=True, sources=(), no_source="Mondeling")))
    assert "✓ bevestigd" in told
    assert "nog niet" not in told
    assert "Geen openbare bron: Mondeling" in told


def test_a_request_without_entry_has_no_response_known():
    told = words(replace(ROW, entry=None, href="/vraag/4.11"))
    assert "Geen reactie bekend." in told
    assert "Geregistreerd" not in told


def test_without_rows_a_sentence_says_so():
    assert text_of(behind((), "Vragen", "en")) == "No request to a government fits this."


def test_what_was_logged_is_text_and_only_web_addresses_are_links():
    html = to_html(
        behind((replace(ROW, entry=replace(EVIDENCE, sources=(SourceLink("javascript:x", "Bron"),))),), "", "nl")
    )
    assert "<b>decreet" not in html
    assert "&lt;b&gt;decreet&lt;/b&gt; &amp; meer" in html
    assert "javascript:" not in html


def test_dash_gets_the_same_table_as_one_text():
    drawn = behind((ROW,) * 153, "Vragen", "nl")
    component = by_dash(to_dash(drawn))
    assert getattr(component, "data-html") in to_html(drawn)
    assert component.children == []
