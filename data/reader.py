"""Reads what ships, or refuses it as a whole: one file that is wrong, and nothing of it is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from data import codes, tables
from data.checks import Checks, unions
from data.columns import Record, Row, Table, load, parse_records, records
from data.errors import DataError, DataErrors, Problems
from data.records import (
    Cabinet,
    Dossier,
    Goal,
    Government,
    Intention,
    Memorandum,
    MemorandumData,
    Milestone,
    Passage,
    Request,
    Shipment,
    StatusDefinition,
    Update,
)

__all__ = ["SHIPPED", "DataError", "DataErrors", "read", "read_updates", "sound_updates"]

#: The directory of the files that ship.
SHIPPED = Path(__file__).parent

T = TypeVar("T")


def read(directory: Path = SHIPPED) -> Shipment:
    """Everything that ships in ``directory``, validated. Raises ``DataErrors``: all that is wrong, up to a limit."""
    return _Reading(directory, Problems()).shipment()


def read_updates(
    text: str, file_name: str, requests: Iterable[Request], memorandum: Memorandum, *, row_ids_required: bool = False
) -> tuple[Update, ...]:
    """The updates in a text of the interface CSV, for the ``requests`` of ``memorandum``.

    ``file_name`` is only what errors call it. ``row_id`` may be empty or absent unless ``row_ids_required``.
    Raises ``DataErrors``.
    """
    problems = Problems()
    found = records(text.removeprefix("\ufeff"), file_name, problems)
    updates = sound_updates(found, file_name, requests, memorandum, problems, row_ids_required=row_ids_required)
    problems.settle()
    return updates


def sound_updates(
    found: Iterable[Record],
    file_name: str,
    requests: Iterable[Request],
    memorandum: Memorandum,
    problems: Problems,
    *,
    row_ids_required: bool = False,
) -> tuple[Update, ...]:
    """As :func:`read_updates` of records read already; rows with something wrong are left out, told in ``problems``.

    Raises ``DataErrors`` only when there are too many problems to go on.
    """
    by_id = {request.id: request for request in requests}
    rows = parse_records(found, file_name, tables.updates(by_id, row_ids_required), problems)
    for row in rows:
        Checks(file_name, problems).update(row, by_id, memorandum)
    wrong = {error.line for error in problems.errors}
    return _records(Update, [row for row in rows if row.line not in wrong])


class _Reading:
    """One reading of a directory. What rests on codes of other files is read only when those are sound."""

    def __init__(self, directory: Path, problems: Problems) -> None:
        self._directory = directory
        self._problems = problems

    def shipment(self) -> Shipment:
        governments = self._rows("governments.csv", tables.GOVERNMENTS)
        goals = self._rows("sdgs.csv", tables.GOALS)
        statuses = self._rows("statuses.csv", tables.STATUSES)
        memoranda = self._rows("memoranda.csv", tables.MEMORANDA)
        self._problems.settle()
        if not memoranda:
            self._problems.add("memoranda.csv", None, None, "a row for a memorandum", "none")
        self._checks("sdgs.csv").complete(goals, "number", codes.GOALS)
        self._checks("statuses.csv").complete(statuses, "code", codes.STATUSES)
        for row in memoranda:
            self._checks("memoranda.csv").order(row, ("start", "end"), row["start"], row["end"])
        self._problems.settle()
        known = _records(Government, governments)
        return Shipment(
            governments=known,
            goals=_records(Goal, goals),
            statuses=_records(StatusDefinition, statuses),
            memoranda=tuple(self._memorandum(row, known) for row in memoranda),
        )

    def _memorandum(self, row: Row, governments: tuple[Government, ...]) -> MemorandumData:
        memorandum = _record(Memorandum, row.values)
        addressed = [government.code for government in governments if government.addressed]
        dossiers = self._rows(row["dossiers"], tables.DOSSIERS)
        self._problems.settle()
        numbers = [dossier["number"] for dossier in dossiers]
        requests = self._requests(row, addressed, numbers)
        intentions = self._rows(row["intentions"], tables.intentions(numbers))
        passages = self._rows(row["passages"], tables.PASSAGES)
        milestones = self._rows(row["milestones"], tables.milestones([government.code for government in governments]))
        for milestone in milestones:
            self._checks(row["milestones"]).within(milestone, "date", milestone["date"], memorandum)
        cabinets = self._rows(row["cabinets"], tables.cabinets(addressed))
        for cabinet in cabinets:
            self._checks(row["cabinets"]).order(cabinet, ("from", "to"), cabinet["start"], cabinet["end"])
        by_id = {request.id: request for request in requests}
        updates = self._rows(row["updates"], tables.updates(by_id, row_ids_required=True))
        for update in updates:
            self._checks(row["updates"]).update(update, by_id, memorandum)
        self._problems.settle()
        return MemorandumData(
            memorandum=memorandum,
            dossiers=_records(Dossier, dossiers),
            requests=requests,
            intentions=_records(Intention, intentions),
            passages=_records(Passage, passages),
            milestones=_records(Milestone, milestones),
            cabinets=_records(Cabinet, cabinets),
            updates=_records(Update, updates),
            updates_file=row["updates"],
        )

    def _requests(self, row: Row, addressed: list[str], dossiers: list[int]) -> tuple[Request, ...]:
        """The catalogue with the wording of the texts; a parent takes over what its sub-requests have."""
        rows = self._rows(row["catalogue"], tables.catalogue(addressed, dossiers))
        self._problems.settle()
        self._checks(row["catalogue"]).catalogue(rows)
        self._problems.settle()
        ids = [found["id"] for found in rows]
        texts = self._rows(row["texts"], tables.texts(ids))
        self._problems.settle()
        self._checks(row["texts"]).complete(texts, "request", ids)
        self._checks(row["texts"]).texts(texts, {found["id"]: found["government_basis"] for found in rows})
        self._problems.settle()
        wording = {text["request"]: text.values for text in texts}
        united = unions(rows)
        return tuple(
            _record(Request, {**found.values, **wording[id_], **united.get(id_, {}), "tracked": id_ not in united})
            for id_, found in zip(ids, rows, strict=True)
        )

    def _rows(self, file: str, table: Table) -> list[Row]:
        return load(self._directory / file, table, self._problems)

    def _checks(self, file: str) -> Checks:
        return Checks(file, self._problems)


def _records(kind: type[T], rows: Iterable[Row]) -> tuple[T, ...]:
    return tuple(_record(kind, {**row.values, "line": row.line}) for row in rows)


def _record(kind: type[T], values: dict[str, Any]) -> T:
    """A record of those ``values`` that it has fields for."""
    return kind(**{field.name: values[field.name] for field in fields(kind)})  # type: ignore[arg-type]
