"""The closed word lists that the files are written in; the program gives these codes their meaning."""

from __future__ import annotations

STATUSES = (
    "submitted",
    "acknowledged",
    "in_progress",
    "decided",
    "partially_realised",
    "realised",
    "stalled",
    "rejected",
    "unclear",
)

#: A track starts as submitted by itself: that is no event, and cannot be logged.
LOGGED_STATUSES = tuple(status for status in STATUSES if status != "submitted")

#: Statuses that people rely on: they stand only with a source.
NEEDS_SOURCE = frozenset({"decided", "partially_realised", "realised", "rejected"})

PRECISIONS = ("day", "month", "year")
CONFIDENCES = ("high", "medium", "low")
SECOND_READINGS = ("verified", "not_found")
DOSSIER_KINDS = ("dossier", "pact")
PASSAGE_KINDS = ("context", "pillar", "lever", "trend")
MILESTONE_KINDS = ("election", "government", "crisis")
PILLARS = ("People", "Planet", "Prosperity", "Peace", "Partnership")
GOALS = range(1, 18)
