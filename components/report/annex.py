"""The annex of the report: method, statuses, what the figures rest on, and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from components.board.data import BoardData, ReportData
from components.pages import methodology_words
from components.report.blocks import (
    Block,
    Cited,
    Column,
    Dated,
    Heading,
    Index,
    Linked,
    Marked,
    Paragraph,
    Table,
    Value,
)
from components.text import Text, number


class Sources:
    """Numbers sources in the order in which they are cited first."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, addresses: Iterable[str]) -> Cited | None:
        """The numbers of the sources with these addresses."""
        found = {self._numbers.setdefault(address, len(self._numbers) + 1) for address in addresses}
        return Cited(tuple(sorted(found))) if found else None

    def table(self, data: BoardData) -> Table:
        """The sources that were cited."""
        lang, rows = data.lang, []
        for address, place in self._numbers.items():
            source = data.sources[address]
            named = Linked(source.title or address, address)
            published = Dated(source.published) if source.published else None
            rows.append((str(place), named, source.publisher or None, published, Linked(address, address)))
        columns = (
            Column("Nr.", 0.5),
            Column(Text("Bron", "Source")[lang], 4),
            Column(Text("Uitgever", "Publisher")[lang], 1.6),
            Column(Text("Datum", "Date")[lang], 1.4),
            Column(Text("Adres", "Address")[lang], 4),
        )
        title = Text("Bronnen", "Sources")[lang]
        return Table(title, title, columns, tuple(rows), Text("Geen bronnen.", "No sources.")[lang], cited=True)


def annex(data: ReportData, sources: Sources) -> Iterator[Block]:
    """How everything is counted, what the figures rest on, and the sources cited."""
    board, lang, method = data.board, data.board.lang, data.method
    yield Heading(Text("Bijlage: methode en bronnen", "Annex: method and sources")[lang], fresh=True, place="methode")
    yield Paragraph(methodology_words.headline(method.basis, lang))
    sections = (
        (Text("Wat we volgen", "What is followed")[lang], methodology_words.what_is_followed(method.basis, lang)),
        *((heading[lang], tuple(text[lang] for text in texts)) for heading, texts in methodology_words.COUNTING),
        (Text("Het logboek", "The log")[lang], methodology_words.log(method.basis, lang)),
    )
    for heading, paragraphs in sections:
        yield Heading(heading, 2)
        for text in paragraphs:
            yield Paragraph(text)
    yield Heading(Text("De statussen", "The statuses")[lang], 2)
    yield _statuses(data)
    yield Heading(Text("Controlegetal", "Check value")[lang], 2)
    yield Paragraph(_check(board, lang))
    yield Heading(Text("Bronnen", "Sources")[lang], 2, place="bronnen")
    yield sources.table(board)


def _statuses(data: ReportData) -> Table:
    lang = data.board.lang
    left_out = Text("telt niet mee", "left out")[lang]
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            Marked(status.code, status.label),
            left_out if status.weight is None else Index(float(status.weight)),
            status.definition,
            status.tracks,
        )
        for status in data.method.statuses
    )
    columns = (
        Column("Status", 1.6),
        Column(Text("Gewicht", "Weight")[lang]),
        Column(Text("Betekenis", "Meaning")[lang], 5),
        Column(Text("Aantal", "Number")[lang], 0.8),
    )
    title = Text("De statussen met hun gewicht in de index", "The statuses with their weight in the index")[lang]
    return Table(Text("Statussen", "Statuses")[lang], title, columns, rows)


def _check(board: BoardData, lang: str) -> str:
    """What the log held: whoever notes it can verify later that nothing disappeared."""
    told = board.overview.shell.provenance
    if told is None:
        raise ValueError("a report tells what its figures rest on")
    entries = number(told.entries, lang)
    return Text(
        f"De cijfers steunen op {entries} publieke logregels; het controlegetal van de laatste is {told.head}. Versie "
        f"{told.release} van de software.",
        f"The figures rest on {entries} public log entries; the check value of the last one is {told.head}. Release "
        f"{told.release} of the software.",
    )[lang]
