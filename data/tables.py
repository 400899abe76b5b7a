"""What each file looks like. Tables whose codes stand in other files are made once those are known."""

from __future__ import annotations

from collections.abc import Callable, Collection

from data import codes
from data.cells import day, many, matching, maybe, number, one_of, points, prose, text, url, weight, yes_or_no
from data.columns import Column, Table

_REQUEST = matching(
    r"[1-9]\d?\.[1-9]\d?(\.[a-z])?", "a request's code such as 4.11 or 2.1.a", "een code zoals 4.11 of 2.1.a"
)
_FICHE = matching(r"\d\d", "fiche numbers of two digits, such as 03;04")
_TARGET = matching(r"([1-9]|1[0-7])\.([1-9]\d?|[a-d])", "SDG targets such as 16.7;16.a")
#: The cell of a request's SDG targets.
TARGETS = many(_TARGET)
_CSV = matching(r"[\w-][\w.-]*\.csv", "the name of a CSV file in the same directory")

GOVERNMENTS = Table(
    (
        Column("code", matching(r"[A-Z]{2,8}", "a code in capitals, such as VL")),
        Column("name_nl", text),
        Column("name_en", text),
        Column("addressed", yes_or_no),
    ),
    unique=("code",),
)

GOALS = Table(
    (
        Column("number", number(codes.GOALS[0], codes.GOALS[-1])),
        Column("name_nl", text),
        Column("name_en", text),
        Column("short_nl", text),
        Column("short_en", text),
        Column("colour", matching(r"#[0-9A-F]{6}", "a colour such as #E5243B")),
        Column("pillar", one_of(codes.PILLARS)),
    ),
    unique=("number",),
)

STATUSES = Table(
    (
        Column("code", one_of(codes.STATUSES)),
        Column("order", number(0, 99)),
        Column("label_nl", text),
        Column("label_en", text),
        Column("weight", maybe(weight)),
        Column("definition_nl", text),
        Column("definition_en", text),
    ),
    unique=("code",),
)

MEMORANDA = Table(
    (
        Column("id", matching(r"[a-z0-9][a-z0-9-]{0,40}", "an id such as 2019-2024")),
        Column("title_nl", text),
        Column("title_en", text),
        Column("start", day),
        Column("end", day),
        Column("publisher", text),
        *(Column(part, _CSV) for part in ("catalogue", "dossiers", "texts", "intentions", "passages")),
        *(Column(part, _CSV) for part in ("milestones", "cabinets", "updates")),
    ),
    unique=("id",),
)

DOSSIERS = Table(
    (
        Column("number", number(1, 99)),
        Column("kind", one_of(codes.DOSSIER_KINDS)),
        Column("title_nl", text),
        Column("title_en", text),
        Column("summary_nl", maybe(prose, "")),
        Column("vision_nl", maybe(prose, "")),
        Column("preamble_nl", maybe(prose, "")),
        Column("sdg_statement_nl", maybe(prose, "")),
    ),
    unique=("number",),
)

PASSAGES = Table(
    (
        Column("kind", one_of(codes.PASSAGE_KINDS)),
        Column("number", number(1, 99)),
        Column("title_nl", text),
        Column("text_nl", maybe(prose, "")),
        Column("points", maybe(points, ())),
    ),
    unique=("kind", "number"),
)


def catalogue(addressed: Collection[str], dossiers: Collection[int]) -> Table:
    """The requests, put to the ``addressed`` governments; their wording stands in the texts."""
    return Table(
        (
            Column("id", _REQUEST),
            Column("parent_id", maybe(_REQUEST), field="parent"),
            Column("dossier", _dossier(dossiers)),
            Column("title_nl", text),
            Column("title_en", text),
            Column("governments", many(one_of(addressed))),
            Column("government_basis", matching(r"explicit|implied: .+", "explicit, or implied: and the reason")),
            Column("fiches", maybe(many(_FICHE), ())),
            Column("sdg_targets", maybe(TARGETS, ())),
            Column("sdg_rationale_nl", text),
        ),
        unique=("id",),
    )


def texts(requests: Collection[str]) -> Table:
    """The wording of each request, notes on oddities of the source, and in Dutch why governments are implied."""
    return Table(
        (
            Column("request_id", one_of(requests, "a request of the catalogue"), field="request"),
            Column("text_nl", prose),
            Column("note_nl", maybe(prose, "")),
            Column("note_en", maybe(prose, "")),
            Column("basis_nl", maybe(text, ""), field="government_basis_nl"),
        ),
        unique=("request",),
    )


def intentions(dossiers: Collection[int]) -> Table:
    """What the municipalities commit to; number 0 is the sentence before the list."""
    return Table(
        (
            Column("dossier", _dossier(dossiers)),
            Column("number", number(0, 99)),
            Column("text_nl", prose),
        ),
        unique=("dossier", "number"),
    )


def milestones(governments: Collection[str]) -> Table:
    """Dated public events."""
    return Table(
        (
            Column("date", day),
            Column("government", many(one_of(governments)), field="governments"),
            Column("label_nl", text),
            Column("label_en", text),
            Column("kind", one_of(codes.MILESTONE_KINDS)),
        ),
        unique=("date", "label_nl"),
    )


def cabinets(addressed: Collection[str]) -> Table:
    """Governments in office; no end: still in office when the period ends."""
    return Table(
        (
            Column("government", one_of(addressed)),
            Column("name", text),
            Column("from", day, field="start"),
            Column("to", maybe(day), field="end"),
        ),
        unique=("government", "start"),
    )


def updates(requests: Collection[str], row_ids_required: bool) -> Table:
    """The interface CSV. A row without ``row_id`` is a new one each time it is imported."""
    row_id = matching(
        r"[\w.:-]{1,40}",
        "an id of letters, digits and .:_-, at most 40 of them",
        "een kenmerk van hoogstens 40 letters, cijfers en .:_-",
    )
    request = one_of(requests, "a request of the catalogue", "een vraag uit de catalogus")
    return Table(
        (
            Column("row_id", row_id if row_ids_required else maybe(row_id), required=row_ids_required),
            Column("request_id", request, field="request"),
            Column("government", text),
            Column("effective_date", day),
            Column("date_precision", one_of(codes.PRECISIONS), field="precision"),
            Column("status", one_of(codes.LOGGED_STATUSES)),
            Column("note_nl", maybe(prose, "")),
            Column("note_en", maybe(prose, "")),
            Column("source_title", maybe(text, "")),
            Column("source_url", maybe(url, "")),
            Column("source_publisher", maybe(text, "")),
            Column("source_date", maybe(day)),
            Column("confidence", maybe(one_of(codes.CONFIDENCES), "")),
            Column("second_reading", maybe(one_of(codes.SECOND_READINGS), "")),
        ),
        unique=("row_id",),
    )


def _dossier(numbers: Collection[int]) -> Callable[[str], int]:
    known = one_of([str(number) for number in numbers])
    return lambda cell: int(known(cell))
