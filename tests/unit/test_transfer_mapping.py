"""Tables of others: their columns found by name, their ways to write a value read, the rest left for the checks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reader import SHIPPED, read
from models.catalogue import Catalogue, shipped_rows
from models.transfer_format import INTERFACE
from models.transfer_input import Table
from models.transfer_limits import TransferRefused
from models.transfer_mapping import Mapping, guessed, mapped, read_date
from models.transfer_sheet import Odd


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    shipment = read(SHIPPED)
    assert shipped_rows(shipment)
    (memorandum,) = shipment.memoranda
    return Catalogue(
        version=1,
        memorandum=memorandum.memorandum,
        governments=shipment.governments,
        goals=shipment.goals,
        statuses=shipment.statuses,
        dossiers=memorandum.dossiers,
        requests=memorandum.requests,
        intentions=memorandum.intentions,
        passages=memorandum.passages,
        milestones=memorandum.milestones,
        cabinets=memorandum.cabinets,
    )


def table(header: list[str], *rows: list[str]) -> Table:
    return Table(((1, header), *((number, row) for number, row in enumerate(rows, start=2))))


def one(catalogue: Catalogue, mapping: Mapping, **cells: str) -> dict[str, str]:
    """One row, mapped, by column of the interface."""
    found = mapped(table(list(cells), list(cells.values())), mapping, catalogue)
    assert found.header == INTERFACE
    ((line, values),) = found.records[1:]
    assert line == 2
    return dict(zip(INTERFACE, values, strict=True))


def test_columns_are_found_by_what_others_call_them() -> None:
    header = ["Vraag nr.", "Overheid", "Datum", "Stand van zaken", "Toelichting", "Link", "Bron", "Dossier", "", ""]
    assert guessed(header).columns == {
        "request_id": "Vraag nr.",
        "government": "Overheid",
        "effective_date": "Datum",
        "status": "Stand van zaken",
        "note_nl": "Toelichting",
        "source_url": "Link",
        "source_title": "Bron",
    }
    assert guessed(list(INTERFACE)).columns == {name: name for name in INTERFACE}
    assert guessed(["Datum", "Datum"]).columns == {}


SAME = {name: name for name in ("request_id", "government", "effective_date", "status")}
ROW = {"request_id": "4.11", "government": "VL", "effective_date": "2023-03-31", "status": "decided"}


@pytest.mark.parametrize(
    ("column", "written", "read_as"),
    [
        ("status", "Deels gerealiseerd", "partially_realised"),
        ("status", "IN BEHANDELING", "in_progress"),
        ("status", "Partially realised", "partially_realised"),
        ("status", "klaar", "klaar"),
        ("government", "vlaamse overheid", "VL"),
        ("government", "European Union", "EU"),
        ("government", "Gent", "Gent"),
        ("request_id", "Vraag 2.1.A", "2.1.a"),
        ("request_id", "4.11 Een titel", "4.11"),
        ("request_id", "4.111", "4.111"),
        ("request_id", "vier", "vier"),
    ],
)
def test_values_are_read_as_others_write_them(catalogue: Catalogue, column: str, written: str, read_as: str) -> None:
    assert one(catalogue, Mapping(SAME, {}), **{**ROW, column: f" {written} "})[column] == read_as


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("2023-03-31", (2023, 3, 31), "day"),
        ("2023-03-31T00:00:00", (2023, 3, 31), "day"),
        ("5/6/2023", (2023, 6, 5), "day"),
        ("05.06.2023", (2023, 6, 5), "day"),
        ("5 juni 2023", (2023, 6, 5), "day"),
        ("5 Jun. 2023", (2023, 6, 5), "day"),
        ("29 februari 2020", (2020, 2, 29), "day"),
        ("maart 2023", (2023, 3, 31), "month"),
        ("March 2023", (2023, 3, 31), "month"),
        ("02/2024", (2024, 2, 29), "month"),
        ("2024-02", (2024, 2, 29), "month"),
        ("2024", (2024, 12, 31), "year"),
    ],
)
def test_dates_are_read_with_how_precise_they_are(
    catalogue: Catalogue, written: str, day: tuple[int, int, int], precision: str
) -> None:
    assert read_date(written) == (date(*day), precision)
    values = one(catalogue, Mapping(SAME, {}), **{**ROW, "effective_date": written})
    assert (values["effective_date"], values["date_precision"]) == (date(*day).isoformat(), precision)


@pytest.mark.parametrize(
    "written", ["", "31/13/2023", "29 februari 2023", "5/6/23", "vandaag", "0000", "20235", "1 x 2023", "2023-3-1x"]
)
def test_a_date_that_cannot_be_read_is_left_for_the_checks(catalogue: Catalogue, written: str) -> None:
    assert read_date(written) is None
    values = one(catalogue, Mapping(SAME, {}), **{**ROW, "effective_date": written})
    assert (values["effective_date"], values["date_precision"]) == (written, "day")


@given(st.text())
def test_reading_a_date_fails_on_nothing(text: str) -> None:
    found = read_date(text)
    assert found is None or found[1] in ("day", "month", "year")


def test_a_precision_of_its_own_may_be_coarser_but_never_finer(catalogue: Catalogue) -> None:
    mapping = Mapping({**SAME, "date_precision": "date_precision"}, {})

    def dated(written: str, precision: str) -> tuple[str, str]:
        values = one(catalogue, mapping, **{**ROW, "effective_date": written, "date_precision": precision})
        return values["effective_date"], values["date_precision"]

    assert dated("15/3/2023", "maand") == ("2023-03-31", "month")
    assert dated("maart 2023", "Jaar") == ("2023-12-31", "year")
    assert dated("maart 2023", "dag") == ("maart 2023", "day")
    assert dated("15/3/2023", "week") == ("2023-03-15", "week")


def test_what_is_the_same_in_every_row_is_said_once(catalogue: Catalogue) -> None:
    columns = {name: name for name in SAME if name != "government"}
    cells = {name: cell for name, cell in ROW.items() if name != "government"}
    assert one(catalogue, Mapping(columns, {"government": "Federale overheid"}), **cells)["government"] == "FED"
    both = Mapping(SAME, {"government": "EU"})
    assert one(catalogue, both, **ROW)["government"] == "VL"
    assert one(catalogue, both, **{**ROW, "government": ""})["government"] == "EU"


def test_numbers_that_may_be_two_codes_stay_what_they_are(catalogue: Catalogue) -> None:
    cell = one(catalogue, Mapping(SAME, {}), **{**ROW, "request_id": Odd("4.1", "fraction")})["request_id"]
    assert isinstance(cell, Odd)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (Mapping({**SAME, "request_id": "Vraag"}, {}), "no_such_column"),
        (Mapping({**SAME, "kleur": "status"}, {}), "unknown_column"),
        (Mapping(SAME, {"kleur": "rood"}), "unknown_column"),
        (Mapping({"request_id": "request_id"}, {"government": ""}), "column_missing"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told(catalogue: Catalogue, mapping: Mapping, code: str) -> None:
    with pytest.raises(TransferRefused) as refused:
        mapped(table(list(SAME)), mapping, catalogue)
    assert refused.value.code == code
