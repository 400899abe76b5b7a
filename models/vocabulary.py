"""The closed word lists of the domain, as codes that stand in the store, the API and the URLs."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """A step a request can reach with one government; labels and weights are data (``data/statuses.csv``)."""

    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    DECIDED = "decided"
    PARTIALLY_REALISED = "partially_realised"
    REALISED = "realised"
    STALLED = "stalled"
    REJECTED = "rejected"
    UNCLEAR = "unclear"


class Kind(StrEnum):
    """What an entry of the log is."""

    STATUS = "status"
    ACTION = "action"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    CONFIRMATION = "confirmation"


class Action(StrEnum):
    """What the VVSG itself did; never counted as progress."""

    LETTER = "letter"
    HEARING = "hearing"
    OPINION = "opinion"
    MEETING = "meeting"
    CAMPAIGN = "campaign"


class Precision(StrEnum):
    """How exactly an effective date is known; month and year are stored as their last day."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Visibility(StrEnum):
    """Who may see an entry; internal entries never move a figure."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Role(StrEnum):
    """What a signed-in person may do: read internal notes, log, or manage."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


class LinkOutcome(StrEnum):
    """What became of asking the address of a source."""

    FOUND = "found"
    GONE = "gone"
    UNWILLING = "unwilling"
    FAILING = "failing"
    UNKNOWN_HOST = "unknown_host"
    NO_CONNECTION = "no_connection"
    TOO_SLOW = "too_slow"
    BAD_CERTIFICATE = "bad_certificate"
    NO_WEB_ANSWER = "no_web_answer"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    NOT_PUBLIC = "not_public"
    NOT_WEB = "not_web"


#: Outcomes by which a source is most likely lost; the others may be the server's mood.
DEAD = frozenset({LinkOutcome.GONE, LinkOutcome.UNKNOWN_HOST})

#: Statuses that change what people can rely on: they need a source, an explicit absence of one is not enough.
NEEDS_SOURCE = frozenset({Status.DECIDED, Status.PARTIALLY_REALISED, Status.REALISED, Status.REJECTED})

#: Statuses that count as a result.
WITH_RESULT = frozenset({Status.PARTIALLY_REALISED, Status.REALISED})

#: The ladder on which a doubtful step is lowered by one rung (sensitivity of the index).
LADDER = (
    Status.SUBMITTED,
    Status.ACKNOWLEDGED,
    Status.IN_PROGRESS,
    Status.DECIDED,
    Status.PARTIALLY_REALISED,
    Status.REALISED,
)
