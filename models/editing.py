"""What an administrator edits in the catalogue: each time a new version, with a reason; the log is not touched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from data.cells import CellError
from data.records import Memorandum, Request
from data.tables import TARGETS
from models.catalogue import Catalogue, RowKey, RowValue, current_catalogue, row_of, stored_rows
from models.drafts import Refused, cleaned_text, required_reason
from models.people import require_admin
from models.tables import CatalogueRow, CatalogueVersion, User
from models.versions import NewVersion, write_versions

EXPLICIT = "explicit"
_IMPLIED = "implied: "
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class RequestEdit:
    """What can be edited of a request. ``sdg_targets`` as typed: ``16.7 16.a``.

    ``governments`` and why they are implied only count where the memorandum's text does not name them.
    """

    title_nl: str
    title_en: str
    governments: tuple[str, ...]
    basis_nl: str
    basis_en: str
    sdg_targets: str
    sdg_rationale_nl: str


@dataclass(frozen=True, slots=True)
class MemorandumEdit:
    """What can be edited of a memorandum; its first day and its id stay."""

    title_nl: str
    title_en: str
    publisher: str
    end: date


@dataclass(frozen=True, slots=True)
class Change:
    """A version of the catalogue: when, by whom, why, and which records it wrote, as memorandum, kind and key."""

    version: int
    recorded_at: datetime
    author: str
    reason: str
    records: tuple[RowKey, ...]


def editable(request: Request) -> RequestEdit:
    """The request as it stands, to be edited."""
    return RequestEdit(
        title_nl=request.title_nl,
        title_en=request.title_en,
        governments=request.governments,
        basis_nl=request.government_basis_nl,
        basis_en=request.government_basis.removeprefix(_IMPLIED) if implied(request) else "",
        sdg_targets=" ".join(request.sdg_targets),
        sdg_rationale_nl=request.sdg_rationale_nl,
    )


def implied(request: Request) -> bool:
    """Whether its governments follow from reasons of ours: those that the text names are not ours to edit."""
    return request.tracked and request.government_basis.startswith(_IMPLIED)


def edit_request(
    connection: Connection, author: int, memorandum: str, code: str, edit: RequestEdit, reason: str, *, seen: int,
    now: datetime,
) -> set[int]:  # fmt: skip
    """Write a version in which the request is as ``edit`` says; the ids of the tracks that are new with it.

    ``seen`` is the version of the catalogue that the edit began from. Raises :class:`Refused` for who is no
    administrator, for what is not acceptable, and where somebody else edited the request since ``seen``.
    """
    reason = _allowed(connection, author, reason)
    catalogue = current_catalogue(connection, memorandum)
    if code not in catalogue.request:
        raise Refused("unknown_request", f"Vraag {code} bestaat niet.", f"There is no request {code}.")
    key: RowKey = (memorandum, "request", code)
    _require_unchanged(connection, key, seen)
    before = catalogue.request[code]
    edited = _edited(before, edit, catalogue)
    if edited == before:
        raise _nothing()
    rows = stored_rows(connection, memorandum=memorandum, kind="request")
    changes = {key: row_of("request", edited, rows[key].position)}
    if before.parent:
        changes |= _parent(catalogue, edited, rows)
    return write_versions(connection, [NewVersion(changes, author, reason)], now)


def edit_memorandum(
    connection: Connection, author: int, memorandum: str, edit: MemorandumEdit, reason: str, *, seen: int, now: datetime
) -> None:
    """Write a version in which the memorandum is as ``edit`` says; raises :class:`Refused` as :func:`edit_request`.

    Its steps have to be kept again where its last day has moved.
    """
    reason = _allowed(connection, author, reason)
    key: RowKey = (memorandum, "memorandum", memorandum)
    _require_unchanged(connection, key, seen)
    before = current_catalogue(connection, memorandum).memorandum
    after = Memorandum(
        id=before.id,
        title_nl=_line(edit.title_nl, "title_nl"),
        title_en=_line(edit.title_en, "title_en"),
        start=before.start,
        end=edit.end,
        publisher=_line(edit.publisher, "publisher"),
    )
    if after == before:
        raise _nothing()
    if after.end < after.start:
        raise Refused(
            "end_before_start",
            f"De laatste dag ligt voor de eerste, {before.start}.",
            f"The last day comes before the first, {before.start}.",
            "end",
        )
    position = stored_rows(connection, memorandum=memorandum, kind="memorandum")[key].position
    write_versions(connection, [NewVersion({key: row_of("memorandum", after, position)}, author, reason)], now)


def latest_edits(connection: Connection, most: int) -> list[Change]:
    """The newest versions that somebody wrote with a reason, the newest first; files come without one."""
    version = CatalogueVersion
    found = connection.execute(
        select(version.id, version.recorded_at, User.display_name, User.email, version.reason)
        .join(User, User.id == version.author_id)
        .where(version.reason != "")
        .order_by(version.id.desc())
        .limit(most)
    ).all()
    wrote: dict[int, list[RowKey]] = {row.id: [] for row in found}
    row = CatalogueRow
    records = select(row.version_id, row.memorandum, row.kind, row.key).where(row.version_id.in_(wrote))
    for id_, *key in connection.execute(records.order_by(row.kind, row.position)):
        wrote[id_].append((key[0], key[1], key[2]))
    return [Change(id_, at, name or email or "", reason, tuple(wrote[id_])) for id_, at, name, email, reason in found]


def _allowed(connection: Connection, author: int, reason: str) -> str:
    require_admin(connection, author)
    return required_reason(reason)


def _require_unchanged(connection: Connection, key: RowKey, seen: int) -> None:
    newest = connection.execute(
        select(func.max(CatalogueRow.version_id)).where(
            CatalogueRow.memorandum == key[0], CatalogueRow.kind == key[1], CatalogueRow.key == key[2]
        )
    ).scalar_one()
    if newest is None or newest > seen:
        raise Refused(
            "edited_meanwhile",
            "Iemand anders heeft dit intussen gewijzigd. Kijk na wat er nu staat en breng uw wijziging opnieuw aan.",
            "Somebody else has changed this meanwhile. Look at what is there now, and make your change again.",
        )


def _edited(before: Request, edit: RequestEdit, catalogue: Catalogue) -> Request:
    after = replace(before, title_nl=_line(edit.title_nl, "title_nl"), title_en=_line(edit.title_en, "title_en"))
    if not before.tracked:
        return after  # what groups others has what they have together
    after = replace(
        after,
        sdg_targets=_targets(edit.sdg_targets),
        sdg_rationale_nl=_line(edit.sdg_rationale_nl, "sdg_rationale_nl"),
    )
    if not implied(before):
        return after
    return replace(
        after,
        governments=_governments(edit.governments, catalogue),
        government_basis=_IMPLIED + _line(edit.basis_en, "basis_en"),
        government_basis_nl=_line(edit.basis_nl, "basis_nl"),
    )


def _targets(typed: str) -> tuple[str, ...]:
    codes = typed.replace(",", " ").replace(";", " ").split()
    try:
        return TARGETS(";".join(dict.fromkeys(codes))) if codes else ()
    except CellError as error:
        raise Refused(
            "sdg_targets",
            "Schrijf subdoelen zoals 16.7 of 16.a, met een spatie ertussen.",
            "Write targets like 16.7 or 16.a, with a space between them.",
            "sdg_targets",
        ) from error


def _governments(chosen: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    if not chosen or not set(chosen) <= set(catalogue.addressed):
        raise Refused("governments", "Kies minstens één overheid.", "Choose at least one government.", "governments")
    return tuple(code for code in catalogue.addressed if code in chosen)


def _parent(catalogue: Catalogue, edited: Request, rows: dict[RowKey, RowValue]) -> dict[RowKey, RowValue]:
    """The request that groups the edited one, where what its sub-requests have together is now something else."""
    parent = catalogue.request[edited.parent or ""]
    children = [edited if child.id == edited.id else child for child in catalogue.children(parent.id)]
    together = replace(
        parent,
        governments=_union(tuple(child.governments for child in children)),
        sdg_targets=_union(tuple(child.sdg_targets for child in children)),
    )
    key = (catalogue.memorandum.id, "request", parent.id)
    return {} if together == parent else {key: row_of("request", together, rows[key].position)}


def _union(values: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for group in values for value in group))


def _line(text: str, field: str) -> str:
    text = " ".join(cleaned_text(text, field, _LONGEST_TITLE).split())
    if not text:
        raise Refused("empty", "Vul dit in.", "Fill this in.", field)
    return text


def _nothing() -> Refused:
    return Refused("nothing_changed", "Er is niets gewijzigd.", "Nothing was changed.")
