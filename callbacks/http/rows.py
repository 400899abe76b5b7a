"""Frames as rows of plain values, and rows as JSON and CSV: the same values in both."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

import pandas as pd

from models.query_values import instant_text
from models.transfer_format import harmless

Row = dict[str, Any]


def rows(frame: pd.DataFrame, columns: Iterable[str], nested: Mapping[str, Sequence[str]] | None = None) -> list[Row]:
    """The rows of ``frame`` as dicts of plain values, in the order of ``columns``.

    ``nested`` names columns that gather others of the frame: ``{"counts": ["submitted", ...]}``.
    """
    gathered = nested or {}
    names = [name for name in columns if name in gathered or name in frame.columns]
    values = {name: _values(frame, gathered[name]) if name in gathered else _column(frame, name) for name in names}
    return [dict(zip(names, row, strict=True)) for row in zip(*values.values(), strict=True)]


def json_text(body: Any) -> str:
    """Compact JSON; days and moments as ISO text. Raises ValueError for what JSON cannot say (NaN)."""
    return json.dumps(plain(body), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def csv_text(header: Sequence[str], records: Iterable[Row]) -> str:
    """RFC 4180 with a header: lists joined by ``;``, objects spread over columns, lists of objects as JSON text.

    Nothing is an empty cell, a truth value ``true`` or ``false``. A text that a spreadsheet would run as a formula
    gets an apostrophe before it.
    """
    return "".join(csv_lines(header, (_spread(record) for record in records)))


def csv_lines(header: Sequence[str], records: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The same line by line, of rows of values."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in chain([header], (map(_cell, record) for record in records)):
        writer.writerow(row)
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def plain(value: Any) -> Any:
    """``value`` with days, moments and missing values as JSON has them."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _column(frame: pd.DataFrame, name: str) -> list[Any]:
    return [None if _missing(value) else plain(value) for value in frame[name].astype(object).tolist()]


def _values(frame: pd.DataFrame, names: Sequence[str]) -> list[Row]:
    columns = [_column(frame, name) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _spread(record: Row) -> Iterable[Any]:
    for value in record.values():
        if isinstance(value, dict):
            yield from value.values()
        else:
            yield value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        nested = any(isinstance(each, dict) for each in value)
        return _cell(json_text(value) if nested else ";".join(str(each) for each in value))
    text = str(value)
    return harmless(text) if isinstance(value, str) else text
