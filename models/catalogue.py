"""The catalogue in the store: what is monitored, in versions. A reader at a past ``known_at`` gets the version of then.

Every record of ``data.records`` is one row per version in which it changed; nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, select

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
)
from models.tables import CatalogueRow, CatalogueVersion

#: The memorandum column of what all memoranda share.
SHARED = ""

RowKey = tuple[str, str, str]  # memorandum, kind, key


@dataclass(frozen=True)
class RowValue:
    """Where a record stands among its kind, and what it says (None: withdrawn)."""

    position: int
    body: dict[str, Any] | None


class _Kind:
    """How one kind of record is identified and stored."""

    def __init__(self, record: type[Any], key: Callable[[Any], str]) -> None:
        self.adapter: TypeAdapter[Any] = TypeAdapter(record)
        self.key = key
        # Rows are permanent: a text that a later release adds to a record is empty in the rows written before it.
        self._texts = {field.name: "" for field in fields(record) if field.type == "str"}

    def record(self, body: Mapping[str, Any]) -> Any:
        """The record that a row holds."""
        return self.adapter.validate_python({**self._texts, **body})


_KINDS: dict[str, _Kind] = {
    "government": _Kind(Government, lambda r: r.code),
    "goal": _Kind(Goal, lambda r: str(r.number)),
    "status": _Kind(StatusDefinition, lambda r: r.code),
    "memorandum": _Kind(Memorandum, lambda r: r.id),
    "dossier": _Kind(Dossier, lambda r: str(r.number)),
    "request": _Kind(Request, lambda r: r.id),
    "intention": _Kind(Intention, lambda r: f"{r.dossier}.{r.number}"),
    "passage": _Kind(Passage, lambda r: f"{r.kind}.{r.number}"),
    "milestone": _Kind(Milestone, lambda r: f"{r.date} {r.kind} {';'.join(r.governments)}"),
    "cabinet": _Kind(Cabinet, lambda r: f"{r.government} {r.start}"),
}


@dataclass(frozen=True)
class Catalogue:
    """Everything that is monitored in one memorandum, in one version."""

    version: int
    memorandum: Memorandum
    governments: tuple[Government, ...]
    goals: tuple[Goal, ...]
    statuses: tuple[StatusDefinition, ...]
    dossiers: tuple[Dossier, ...]
    requests: tuple[Request, ...]
    intentions: tuple[Intention, ...]
    passages: tuple[Passage, ...]
    milestones: tuple[Milestone, ...]
    cabinets: tuple[Cabinet, ...]

    @cached_property
    def request(self) -> Mapping[str, Request]:
        """The requests by code."""
        return {request.id: request for request in self.requests}

    @cached_property
    def addressed(self) -> tuple[str, ...]:
        """The codes of the governments that requests are put to, in their order."""
        return tuple(government.code for government in self.governments if government.addressed)

    def children(self, code: str) -> tuple[Request, ...]:
        """The sub-requests of a request, none for most."""
        return tuple(request for request in self.requests if request.parent == code)

    def tracks(self) -> list[tuple[str, str]]:
        """Every (request, government) that is followed, in the order of the catalogue and of the governments."""
        return [
            (request.id, government)
            for request in self.requests
            if request.tracked
            for government in self.addressed
            if government in request.governments
        ]

    def links(self) -> list[tuple[str, int]]:
        """Every (request, goal) once, through any of the request's targets."""
        return [
            (request.id, goal)
            for request in self.requests
            if request.tracked
            for goal in sorted({int(target.split(".")[0]) for target in request.sdg_targets})
        ]

    def weights(self) -> dict[str, Decimal | None]:
        """The weight of each status in the index; None: left out."""
        return {status.code: status.weight for status in self.statuses}


def shipped_rows(shipment: Shipment) -> dict[RowKey, RowValue]:
    """Everything of a shipment but the log, as rows of the catalogue."""
    rows: dict[RowKey, RowValue] = {}
    rows |= _rows(SHARED, "government", shipment.governments)
    rows |= _rows(SHARED, "goal", shipment.goals)
    rows |= _rows(SHARED, "status", shipment.statuses)
    for memorandum in shipment.memoranda:
        for kind, found in _of_memorandum(memorandum):
            rows |= _rows(memorandum.memorandum.id, kind, found)
    return rows


def _of_memorandum(data: MemorandumData) -> Iterator[tuple[str, Iterable[Any]]]:
    yield "memorandum", (data.memorandum,)
    yield "dossier", data.dossiers
    yield "request", data.requests
    yield "intention", data.intentions
    yield "passage", data.passages
    yield "milestone", data.milestones
    yield "cabinet", data.cabinets


def row_of(kind: str, record: Any, position: int) -> RowValue:
    """A record as a row of the catalogue."""
    return RowValue(position, _KINDS[kind].adapter.dump_python(record, mode="json"))


def _rows(memorandum: str, kind: str, found: Iterable[Any]) -> dict[RowKey, RowValue]:
    key = _KINDS[kind].key
    return {(memorandum, kind, key(record)): row_of(kind, record, position) for position, record in enumerate(found)}


def stored_rows(
    connection: Connection,
    *,
    version: int | None = None,
    memorandum: str | None = None,
    kind: str | None = None,
    author: int | None = None,
) -> dict[RowKey, RowValue]:
    """The newest row of each record up to ``version`` (None: the newest), withdrawn ones included.

    ``memorandum`` limits to one and what is shared, ``kind`` to one kind, ``author`` to the versions of one author.
    """
    query = select(CatalogueRow).order_by(CatalogueRow.version_id)
    if version is not None:
        query = query.where(CatalogueRow.version_id <= version)
    if memorandum is not None:
        query = query.where(CatalogueRow.memorandum.in_((SHARED, memorandum)))
    if kind is not None:
        query = query.where(CatalogueRow.kind == kind)
    if author is not None:
        query = query.join(CatalogueVersion).where(CatalogueVersion.author_id == author)
    return {
        (row.memorandum, row.kind, row.key): RowValue(row.position, row.body)
        for row in connection.execute(query.with_only_columns(*CatalogueRow.__table__.columns))
    }


def memoranda(connection: Connection) -> list[Memorandum]:
    """Every memorandum in the store, in its current version, oldest period first."""
    found = records(stored_rows(connection, kind="memorandum"), "memorandum")
    return sorted(found, key=lambda memorandum: memorandum.start)


def first_version(connection: Connection, memorandum: str) -> int:
    """The version that brought ``memorandum``: what is read where ``known_at`` lies before it."""
    return connection.execute(
        select(func.min(CatalogueRow.version_id)).where(CatalogueRow.memorandum == memorandum)
    ).scalar_one()


def current_catalogue(connection: Connection, memorandum: str) -> Catalogue:
    """The newest version of the catalogue of ``memorandum``."""
    newest = connection.execute(select(func.max(CatalogueVersion.id))).scalar_one()
    return catalogue_at(connection, memorandum, newest)


def catalogue_at(connection: Connection, memorandum: str, version: int) -> Catalogue:
    """The catalogue of ``memorandum`` as it stood in ``version``."""
    rows = stored_rows(connection, version=version, memorandum=memorandum)
    (record,) = [found for found in records(rows, "memorandum") if found.id == memorandum]
    return Catalogue(
        version=version,
        memorandum=record,
        governments=records(rows, "government"),
        goals=records(rows, "goal"),
        statuses=records(rows, "status"),
        dossiers=records(rows, "dossier"),
        requests=records(rows, "request"),
        intentions=records(rows, "intention"),
        passages=records(rows, "passage"),
        milestones=records(rows, "milestone"),
        cabinets=records(rows, "cabinet"),
    )


def records(rows: Mapping[RowKey, RowValue], kind: str) -> tuple[Any, ...]:
    """The records of one kind among ``rows``, in their order, those withdrawn left out."""
    found = [value for (_, of_kind, _), value in rows.items() if of_kind == kind]
    return tuple(
        _KINDS[kind].record(value.body)
        for value in sorted(found, key=lambda value: value.position)
        if value.body is not None
    )
