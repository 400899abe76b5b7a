"""The table of the API: what can be asked, which parameters it takes, and which columns it answers.

Routes, parsing, JSON, CSV and the OpenAPI description all follow from this one table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from models import answers
from models.query import COLUMNS, GROUPINGS, MEASURES
from models.vocabulary import Action, Kind, Precision, Status

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_ENTRY: Schema = {"type": "integer", "minimum": 1}
_CODE: Schema = {"type": "string", "pattern": r"^[0-9]+\.[0-9]+(\.[a-z])?$"}


def _word(members: type[Status] | type[Kind] | type[Action] | type[Precision]) -> Schema:
    return {"type": "string", "enum": [member.value for member in members]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, **words, "type": [schema["type"], "null"]}


def object_of(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """The schema of an object with exactly these properties, all present but the optional ones."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: its JSON Schema, what it means, and whether its words are the VVSG's, quoted."""

    name: str
    schema: Schema
    meaning: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing to ask. ``by`` and ``measures`` are what may be chosen, the first one when nothing is chosen.

    ``counts`` nests a number per status in JSON, and spreads them over columns in CSV. ``optional`` columns are there
    with ``known_from`` only. ``entries``: the answer shows entries themselves, which can be many and can be redacted.
    """

    name: str
    summary: str
    answer: Callable[..., pd.DataFrame]
    columns: tuple[Column, ...]
    accepts: tuple[str, ...]
    by: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    entries: bool = False
    nested: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def row_schema(self) -> Schema:
        """The JSON Schema of one row."""
        properties = {column.name: {**column.schema, "description": column.meaning} for column in self.columns}
        return object_of(properties, self.optional)

    def header(self, *, with_optional: bool) -> list[str]:
        """The header of the CSV."""
        names = [column.name for column in self.columns if with_optional or column.name not in self.optional]
        return [flat for name in names for flat in self.nested.get(name, (name,))]


_COUNTS = {"counts": tuple(status.value for status in Status)}
_TRACK = (
    Column("request", _CODE, "The code of the request."),
    Column("government", _TEXT, "The code of the government that the request was put to."),
)
_FIGURES = (
    Column("key", _TEXT, "The group: dossier number, government code, goal number, or `total`."),
    Column("tracks", _COUNT, "How many tracks (a request put to a government) the group has."),
    Column(
        "index", _or_null(_SHARE), "Mean weight of the statuses; null where undefined (no tracks, or > 20 % unclear)."
    ),
    Column("coverage", _or_null(_SHARE), "The share of the tracks with at least one entry; null without tracks."),
    Column("confirmed", _COUNT, "Tracks whose status rests on an entry that another editor of the VVSG confirmed."),
    Column("unconfirmed", _COUNT, "Tracks whose status rests on an entry that is not confirmed."),
    Column("without_entry", _COUNT, "Tracks without an entry: no response is known."),
    Column("counts", object_of(dict.fromkeys(_COUNTS["counts"], _COUNT)), "How many tracks have each status."),
)
_SOURCE = object_of({"url": _TEXT, "title": _TEXT, "publisher": _TEXT, "date": _or_null(_DAY)})
_FILTERS = ("memorandum", "dossier", "request", "government", "sdg", "as_of", "known_at", "lang")
_LIST = (*_FILTERS, "status")

RESOURCES = (
    Resource(
        name="requests",
        summary="The requests of the memorandum",
        answer=answers.requests,
        accepts=_LIST,
        columns=(
            Column("id", _CODE, "The code of the request."),
            Column("parent", _or_null(_CODE), "The request of which this is a sub-request."),
            Column("dossier", {"type": "integer", "minimum": 1}, "The number of the dossier."),
            Column("title_nl", _TEXT, "A short title in Dutch."),
            Column("title_en", _TEXT, "A short title in English."),
            Column("text_nl", _TEXT, "The request in the words of the memorandum.", quoted=True),
            Column("governments", _list(_TEXT), "The governments it was put to; of a parent, those of its children."),
            Column("fiches", _list(_TEXT), "The numbers of the fiches that the memorandum refers to."),
            Column("sdg_targets", _list(_TEXT), "Targets of the Sustainable Development Goals; an editorial mapping."),
            Column("tracked", _FLAG, "False for a request that only groups its sub-requests."),
        ),
    ),
    Resource(
        name="tracks",
        summary="The status of every request with every government",
        answer=answers.tracks,
        accepts=_LIST,
        columns=(
            *_TRACK,
            Column("status", _word(Status), "The status on the day asked for."),
            Column("since", _DAY, "The start of the unbroken run of this status."),
            Column("entry", _or_null(_ENTRY), "The entry on which the status rests; null: no response is known."),
            Column("days_in_status", _COUNT, "Days since `since`."),
            Column("silence_days", _COUNT, "Days since the effective date of that entry, or since the start."),
            Column("confirmed", _or_null(_FLAG), "Whether that entry is confirmed; null without one."),
        ),
    ),
    Resource(
        name="updates",
        summary="The public log with its sources",
        answer=answers.updates,
        accepts=(*_LIST, "q", "page"),
        entries=True,
        columns=(
            Column("id", _ENTRY, "The number of the entry."),
            Column("kind", _word(Kind), "What the entry is."),
            *_TRACK,
            Column("status", _or_null(_word(Status)), "The status it reports."),
            Column("action", _or_null(_word(Action)), "What the VVSG itself did; never counted as progress."),
            Column("effective_date", _or_null(_DAY), "The day it happened; of a month or year the last day."),
            Column("date_precision", _or_null(_word(Precision)), "How exactly that day is known."),
            Column("note_nl", _TEXT, "What happened, in Dutch."),
            Column("note_en", _TEXT, "What happened, in English."),
            Column("no_source_reason", _TEXT, "Why there is no public source, if there is none."),
            Column("confidence", _or_null(_TEXT), "How sure the reader of the source was."),
            Column("second_reading", _or_null(_TEXT), "What a second reader of the source found."),
            Column("author", _TEXT, "The public name of who recorded it."),
            Column("recorded_at", _MOMENT, "When it was recorded."),
            Column("refers_to", _or_null(_ENTRY), "The entry that a correction, retraction or confirmation is about."),
            Column("reason", _TEXT, "Why something was corrected or retracted."),
            Column("row_id", _or_null(_TEXT), "The name of the row in the file it was imported from."),
            Column("counts", _FLAG, "Whether it is the last word of its chain, and not retracted."),
            Column("confirmed", _or_null(_FLAG), "Whether it is confirmed; null for what cannot be."),
            Column("redacted", _FLAG, "Whether its words were removed."),
            Column("hash", _TEXT, "Its hash in the chain of entries."),
            Column("sources", _list(_SOURCE), "The evidence."),
        ),
    ),
    Resource(
        name="progress",
        summary="How many requests stand where, and the progress index, per group",
        answer=answers.progress,
        accepts=(*_FILTERS, "by"),
        by=GROUPINGS,
        columns=_FIGURES,
        nested=_COUNTS,
    ),
    Resource(
        name="trend",
        summary="Progress at the end of each month, the last one on the day asked for",
        answer=answers.trend,
        accepts=(*_FILTERS, "by"),
        by=GROUPINGS,
        columns=(Column("month", {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}, "The month."), *_FIGURES),
        nested=_COUNTS,
    ),
    Resource(
        name="changes",
        summary="Whose status differs between two days, and between two moments of knowledge",
        answer=answers.changes,
        accepts=(*(name for name in _LIST if name != "as_of"), "known_from", "from", "to"),
        required=("from", "to"),
        optional=("part",),
        columns=(
            *_TRACK,
            Column("status_from", _word(Status), "The status on the first day."),
            Column("status_to", _word(Status), "The status on the last day."),
            Column("entries", _list(_ENTRY), "The entries in between that count."),
            Column(
                "part",
                {"type": "string", "enum": ["better_knowledge", "new_facts"]},
                "With `known_from`: what was learnt since about the first day, or what happened after it.",
            ),
        ),
    ),
    Resource(
        name="heatmap",
        summary="The Sustainable Development Goals by dossier, government or year",
        answer=answers.heatmap,
        accepts=(*_FILTERS, "by", "measure"),
        by=COLUMNS,
        measures=MEASURES,
        columns=(
            Column("sdg", {"type": "integer", "minimum": 1, "maximum": 17}, "The number of the goal."),
            Column("column", _TEXT, "Dossier number, government code or year."),
            Column(
                "tracks", _COUNT, "How many tracks the cell has; one counts in every goal its request is linked to."
            ),
            Column("value", _or_null({"type": "number", "minimum": 0}), "The measure; null where undefined."),
        ),
    ),
)

#: The rows of the embeds that show periods of unchanged status.
PERIODS = (
    *_TRACK,
    Column("dossier", {"type": "integer", "minimum": 1}, "The number of the dossier."),
    Column("status", _word(Status), "The status in this period."),
    Column("valid_from", _DAY, "Its first day."),
    Column("valid_to", _or_null(_DAY), "The first day of the next period; null where it goes on."),
    Column("entry", _or_null(_ENTRY), "The entry on which the status rests; null: no response is known."),
    Column("date_precision", _word(Precision), "How exactly the first day is known."),
)
