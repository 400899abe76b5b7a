"""Plain records of what ships: what the reader returns and the store writes. No behaviour, no I/O."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Government:
    """An addressee of requests (``addressed`` true) or only the owner of a milestone (``LOCAL``)."""

    code: str
    name_nl: str
    name_en: str
    addressed: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the 17 Sustainable Development Goals; ``pillar`` is one of the five P's of the memorandum's chapter 3."""

    number: int
    name_nl: str
    name_en: str
    short_nl: str
    short_en: str
    colour: str
    pillar: str


@dataclass(frozen=True, slots=True)
class StatusDefinition:
    """A status with its weight in the progress index (0-1, or None: left out) and its public definition."""

    code: str
    order: int
    label_nl: str
    label_en: str
    weight: Decimal | None
    definition_nl: str
    definition_en: str


@dataclass(frozen=True, slots=True)
class Memorandum:
    """A set of requests with a period, both days included."""

    id: str
    title_nl: str
    title_en: str
    start: datetime.date
    end: datetime.date
    publisher: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A strategic dossier (``kind`` ``dossier``) or the sustainability pact (``pact``).

    Texts are the memorandum's own words; paragraphs and lists are separated by a blank line, the bullets of a list
    stand on lines of their own and start with ``• `` (items of a request or intention with ``i. ``, ``ii. ``).
    ``summary_nl`` is chapter 1, ``vision_nl`` prose and bullets, ``preamble_nl`` what stands before the requests,
    ``sdg_statement_nl`` the sentence on the goals. Empty where the memorandum has none.
    """

    number: int
    kind: str
    title_nl: str
    title_en: str
    summary_nl: str
    vision_nl: str
    preamble_nl: str
    sdg_statement_nl: str


@dataclass(frozen=True, slots=True)
class Request:
    """One numbered request, or a sub-request with a ``parent``; a request with children is not ``tracked`` itself.

    ``text_nl`` is verbatim; ``note_nl``/``note_en`` explain oddities of the source. ``governments`` are the addressees
    in the order of the catalogue, empty never; for a parent the union of its children's, as are fiches.
    ``government_basis`` is ``explicit`` or ``implied: why`` in English, ``government_basis_nl`` that reason in Dutch,
    in our words, empty where the text names the governments.
    """

    id: str
    parent: str | None
    dossier: int
    title_nl: str
    title_en: str
    text_nl: str
    note_nl: str
    note_en: str
    governments: tuple[str, ...]
    government_basis: str
    government_basis_nl: str
    fiches: tuple[str, ...]
    sdg_targets: tuple[str, ...]
    sdg_rationale_nl: str
    tracked: bool


@dataclass(frozen=True, slots=True)
class Intention:
    """What the municipalities themselves commit to in a dossier, verbatim; number 0 is the sentence before the list."""

    dossier: int
    number: int
    text_nl: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Context from the memorandum, verbatim: a ``trend``, a ``lever``, a ``pillar`` or other ``context``.

    A point that starts with ``• `` is a bullet, any other one stands by itself or heads the bullets after it.
    """

    kind: str
    number: int
    title_nl: str
    text_nl: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated public event that explains a change of pace."""

    date: datetime.date
    governments: tuple[str, ...]
    label_nl: str
    label_en: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cabinet:
    """A government in office, ``end`` exclusive; None: still in office at the end of the period."""

    government: str
    name: str
    start: datetime.date
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class Update:
    """A researched status update: one row of the interface CSV. ``line`` is its line in the file, for messages."""

    line: int
    row_id: str | None
    request: str
    government: str
    effective_date: datetime.date
    precision: str
    status: str
    note_nl: str
    note_en: str
    source_title: str
    source_url: str
    source_publisher: str
    source_date: datetime.date | None
    confidence: str
    second_reading: str


@dataclass(frozen=True, slots=True)
class MemorandumData:
    """Everything that ships for one memorandum; ``updates_file`` is where its updates stand, for messages."""

    memorandum: Memorandum
    dossiers: tuple[Dossier, ...]
    requests: tuple[Request, ...]
    intentions: tuple[Intention, ...]
    passages: tuple[Passage, ...]
    milestones: tuple[Milestone, ...]
    cabinets: tuple[Cabinet, ...]
    updates: tuple[Update, ...]
    updates_file: str = ""


@dataclass(frozen=True, slots=True)
class Shipment:
    """Everything that ships, validated as a whole: nothing is loaded by halves."""

    governments: tuple[Government, ...]
    goals: tuple[Goal, ...]
    statuses: tuple[StatusDefinition, ...]
    memoranda: tuple[MemorandumData, ...]
