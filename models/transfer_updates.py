"""The rows of an interface table as status updates of one memorandum, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from data.columns import Record
from data.errors import Problems, shown
from data.reader import sound_updates
from models.catalogue import Catalogue, current_catalogue, memoranda
from models.drafts import Refused
from models.loading import draft_of, not_taken
from models.transfer_format import INTERFACE
from models.transfer_input import Table, sound_records
from models.transfer_limits import TransferRefused
from models.transfer_mapping import Mapping, mapped
from models.transfer_rows import Incoming
from models.transfer_sheet import Odd
from models.vocabulary import Kind


def chosen_memorandum(connection: Connection, memorandum: str | None) -> str:
    """The memorandum that the rows of an interface file belong to; None: the only one there is."""
    known = [found.id for found in memoranda(connection)]
    if not known:
        raise TransferRefused(
            "no_memorandum",
            "Er is nog geen memorandum in de databank.",
            "The store knows no memorandum yet: run `python app.py load` first.",
        )
    listed = ", ".join(known)
    if memorandum is None and len(known) > 1:
        raise TransferRefused(
            "which_memorandum",
            f"Zeg bij welk memorandum de rijen horen: {listed}.",
            f"Say with --memorandum to which one the rows belong: {listed}.",
        )
    chosen = memorandum or known[0]
    if chosen not in known:
        raise TransferRefused(
            "unknown_memorandum",
            f"Er is geen memorandum {shown(chosen)}; er is {listed}.",
            f"There is no memorandum {shown(chosen)}; there is {listed}.",
        )
    return chosen


def updates(
    connection: Connection, table: Table, file: str, memorandum: str | None, mapping: Mapping | None, problems: Problems
) -> list[Incoming]:
    """The rows of an interface table, all of them status updates in ``memorandum`` (None: the only one there is).

    Another table becomes one by ``mapping``. Raises :class:`TransferRefused` where that or the memorandum is none.
    """
    chosen = chosen_memorandum(connection, memorandum)
    catalogue = current_catalogue(connection, chosen)
    table = mapped(table, mapping, catalogue) if mapping else table
    found = _unambiguous(sound_records(table, file, INTERFACE, problems), file, catalogue, problems)
    rows = []
    for update in sound_updates(found, file, catalogue.requests, catalogue.memorandum, problems):
        try:
            draft = draft_of(chosen, update)
        except Refused as refused:
            problems.note(not_taken(file, update, refused))
            continue
        rows.append(Incoming(update.line, Kind.STATUS, chosen, update.request, update.government, draft))
    return rows


def _unambiguous(found: Iterable[Record], file: str, catalogue: Catalogue, problems: Problems) -> Iterable[Record]:
    """Leave out rows whose request is a number that can be two of them: a spreadsheet makes 4.1 of 4.10."""
    ids = {request.id for request in catalogue.requests}
    header: Sequence[str] = ()
    for line, cells in found:
        place = list(header).index("request_id") if "request_id" in header else None
        header = header or cells
        cell = cells[place] if place is not None and place < len(cells) else ""
        if isinstance(cell, Odd) and f"{cell}0" in ids:
            other = f"{cell}0"
            problems.add(
                file,
                line,
                "request_id",
                f"a text; the number {cell} may stand for {other} too: make the column one of text",
                shown(cell),
                f"een tekst; het getal {cell} kan ook {other} zijn: maak van de kolom een tekstkolom",
            )
            continue
        yield line, [str(cell) for cell in cells]
