"""The report on paper, whatever people wrote: no text is a command to the typesetter, none keeps it from printing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from components.report.blocks import Column, Heading, Internal, Linked, Paragraph, Report, Table
from components.report.pdf import pdf
from tests.callbacks.report_read import words_of


def printed(words: str) -> str:
    """What a report says that has these words in a paragraph and in a table."""
    table = Table(
        "Blad", "Tabel", (Column("Een"), Column("Twee")), (("12 van 111", Linked(words, "/")), ("", Internal(words)))
    )
    blocks = (Heading("Kort"), Heading("Deel", fresh=True), Paragraph(words), table)
    return words_of(
        pdf(Report("nl", "Titel", "", False, datetime(2025, 3, 3, tzinfo=UTC), "Voet", blocks), "https://x")
    )


@pytest.mark.parametrize(
    "words",
    ['#eval("1") #read("/etc/passwd")', "*vet* _schuin_ $x$ `code`", "a \\ b // c /* d */", '"; panic(" <l> @ref'],
)
def test_what_people_write_is_no_command(words: str) -> None:
    assert printed(words).count(words) == 3


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Getal 1\u20e3 en 111", "Getal 1□ en 111"),
        ("Een \uf8ff en een \uf8fe", "Een □ en een □"),
        ("Caf\u00e9 met \u00e9\u20e3", "Café met é□"),
        ("Blij \U0001f389 in \u65e5\u672c", "Blij □ in □□"),
    ],
    ids=["digit in a key", "private signs", "mark without a font", "emoji and Japanese"],
)
def test_a_sign_that_no_font_has_is_shown_as_a_square_and_nothing_else_is(words: str, shown: str) -> None:
    said = printed(words)
    assert "12 van 111" in said
    assert said.count(shown) == 3, said
