"""The report's tables as a workbook: a sheet per table, cells with their type, headers that stay in sight.

Text stays text, also where it looks like a formula. The same report gives the same bytes: dates come from the report.
"""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.report.blocks import Change, Dated, Index, Linked, Report, Share, Table, Value, words_of
from components.text import Text

_WIDEST, _WIDE, _NARROW = 60, 30, 12
_WORDY = 25
#: What a spreadsheet allows in the name of a sheet.
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767

_DATES = {"day": "d mmmm yyyy", "month": "mmmm yyyy", "year": "yyyy"}
_SHARE, _INDEX, _COUNT, _CHANGE = "0%", "0", "#,##0", "+#,##0;-#,##0;0"


def xlsx(report: Report) -> bytes:
    """The workbook; its first sheet says what it is."""
    written = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, safe) as workbook:
        workbook.set_properties(
            {
                "title": report.title,
                "subject": report.subtitle,
                "author": "VVSG",
                "created": report.known_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        sheets = _Sheets(workbook, report.lang)
        sheets.about(report)
        for table in report.tables():
            sheets.add(table)
    return written.getvalue()


class _Sheets:
    """The sheets of one workbook, and the formats that they share."""

    def __init__(self, workbook: Workbook, lang: str) -> None:
        self._workbook, self._lang = workbook, lang
        self._formats: dict[str, Format] = {}
        self._head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._title = workbook.add_format({"bold": True, "font_size": 14})
        self._words = workbook.add_format({"text_wrap": True, "valign": "top"})

    def about(self, report: Report) -> None:
        """What the workbook is, and which sheets it has."""
        sheet = self._workbook.add_worksheet(Text("Over", "About")[self._lang])
        draft = Text("Ontwerp", "Draft")[self._lang] if report.draft else ""
        lines = [report.title, report.subtitle, report.foot, draft]
        lines += ["", *(f"{table.sheet}: {table.title}" for table in report.tables())]
        sheet.set_column(0, 0, 100)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, self._title if row == 0 else self._words)

    def add(self, table: Table) -> None:
        """A sheet: the headers in the first row, then a row per row."""
        sheet = self._workbook.add_worksheet(table.sheet[:_LONGEST_NAME])
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.label, self._head)
            sheet.set_column(place, place, self._width(table, place))
        for row, values in enumerate(table.rows, start=1):
            for place, value in enumerate(values):
                self._write(sheet, row, place, value)
        if not table.rows:
            sheet.write_string(1, 0, table.empty, self._words)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)

    def _width(self, table: Table, place: int) -> int:
        longest = max((len(words_of(row[place], self._lang)) for row in table.rows), default=0)
        return _WIDEST if longest > 2 * _WORDY else _WIDE if longest > _NARROW else _NARROW

    def _write(self, sheet: Worksheet, row: int, place: int, value: Value) -> None:
        if value is None:
            return
        number, form = _number(value)
        if number is not None:
            sheet.write_number(row, place, number, self._format(form))
        elif isinstance(value, Dated):
            sheet.write_datetime(row, place, value.day, self._format(_DATES[value.precision]))
        else:
            words = value.words if isinstance(value, Linked) else words_of(value, self._lang)
            sheet.write_string(row, place, words[:_LONGEST_CELL], self._words)

    def _format(self, form: str) -> Format:
        if form not in self._formats:
            self._formats[form] = self._workbook.add_format({"num_format": form, "valign": "top", "align": "left"})
        return self._formats[form]


def _number(value: Value) -> tuple[float | None, str]:
    """A value as a number and the format it is shown in; None for what is no number."""
    match value:
        case Share():
            return value.share, _SHARE
        case Index():
            return 100 * value.index, _INDEX
        case Change():
            return value.by, _CHANGE
        case int():
            return value, _COUNT
    return None, ""
