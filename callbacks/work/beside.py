"""What stands beside the log form: how the track stands, what the entry would change, and what looks like a slip."""

from __future__ import annotations

from collections.abc import Sequence

from callbacks import naming
from callbacks.behind import note_in
from callbacks.services import services
from callbacks.work.asked import Asked
from callbacks.work.places import history_of
from components.history import ACTIONS
from components.text import Text, day
from components.work import doubts as said
from components.work.effect import EffectData, Group
from components.work.panel import PanelData, Recorded
from models.doubts import Doubt, Seen, doubts
from models.effect import Change, Difference, differences, outlook
from models.entries import EntryView, entries
from models.reading import Reading
from models.vocabulary import Kind, Visibility

_LAST = 3


def panel_of(about: Asked, request: str, government: str) -> PanelData:
    """How a track stands, with its last entries."""
    reading, lang = about.reading, about.lang
    known = reading.entries(requests={request})
    (row,) = [
        row
        for row in reading.snapshot().to_dict("records")
        if (row["request"], row["government"]) == (request, government)
    ]
    own = [entry for entry in known if (entry.request, entry.government) == (request, government) and entry.counts]
    newest = sorted(own, key=lambda entry: (entry.effective_date, entry.recorded_at), reverse=True)
    return PanelData(
        lang=lang,
        request=request,
        title=naming.titles(reading)[request],
        government=naming.governments(reading)[government],
        status=row["status"],
        status_label=naming.statuses(reading)[row["status"]],
        since=row["since"],
        since_precision=naming.exactness(reading)[request, government],
        responded=row["entry"] is not None,
        last=tuple(_recorded(entry, about) for entry in newest[:_LAST]),
        more=max(0, len(newest) - _LAST),
        href=history_of(request, government, about.kept),
    )


def _recorded(entry: EntryView, about: Asked) -> Recorded:
    if entry.effective_date is None or entry.precision is None:
        raise ValueError(f"entry {entry.id} has no date of its own")
    return Recorded(
        day=entry.effective_date,
        precision=str(entry.precision),
        label=called(entry, about.reading)[about.lang],
        look=str(entry.status or ""),
        note=note_in(entry, about.lang)[0],
        author=entry.author,
        internal=entry.visibility is Visibility.INTERNAL,
        confirmed=bool(entry.confirmed),
        href=history_of(entry.request, entry.government, about.kept, entry.id),
    )


def called(entry: EntryView, reading: Reading) -> Text:
    """What an entry says in a word: its status, its action, or what it does to another entry."""
    if entry.action:
        return ACTIONS[entry.action]
    if entry.status:
        return _status(str(entry.status), reading)
    return _DEEDS[entry.kind]


_DEEDS = {
    Kind.RETRACTION: Text("een logregel ingetrokken", "an entry retracted"),
    Kind.CONFIRMATION: Text("een logregel bevestigd", "an entry confirmed"),
}


def _status(code: str, reading: Reading) -> Text:
    (found,) = [status for status in reading.catalogue.statuses if status.code == code]
    return Text(found.label_nl, found.label_en)


def effect_of(about: Asked, change: Change) -> EffectData:
    """What the figures would be."""
    reading = about.reading
    with services().store.database.reading() as connection:
        seen = outlook(connection, reading.catalogue, change)
    found = [_group(difference, reading) for difference in differences(reading, seen)]
    still = "" if any(group.moved for group in found) else _still(change)
    on = day(reading.query.as_of, "day", about.lang)
    return EffectData(about.lang, on, tuple(found), naming.statuses(reading), still)


def _still(change: Change) -> str:
    draft = change.draft
    if draft is not None and draft.visibility is Visibility.INTERNAL:
        return "internal"
    return "action" if draft is not None and draft.kind is Kind.ACTION else "other"


def _group(difference: Difference, reading: Reading) -> Group:
    codes = list(naming.statuses(reading))
    before, after = difference.before, difference.after
    return Group(
        name=_name(difference, reading),
        index=before["index"],
        index_after=after["index"],
        counts={code: int(before[code]) for code in codes},
        counts_after={code: int(after[code]) for code in codes},
    )


def _name(difference: Difference, reading: Reading) -> str:
    if difference.by == "dossier":
        return f"Dossier {difference.key}: {naming.dossiers(reading)[difference.key]}"
    if difference.by == "government":
        return naming.governments(reading)[difference.key]
    return Text("Het hele memorandum", "The whole memorandum")[reading.query.lang]


def doubts_of(about: Asked, change: Change, seen: Seen) -> list[said.Said]:
    """What there is to doubt, in words."""
    with services().store.database.reading() as connection:
        found = doubts(connection, about.reading.catalogue, change, about.person.id, seen)
    return told(about, found)


def told(about: Asked, found: Sequence[Doubt]) -> list[said.Said]:
    """Doubts in words, each with the way to the entry it is about."""
    numbers = {doubt.entry for doubt in found if doubt.entry is not None}
    # Not from the reading, which does not know what a colleague wrote after it was taken.
    with services().store.database.reading() as connection:
        views = entries(connection, role=about.person.role, ids=numbers) if numbers else []
    about_them = {view.id: view for view in views}
    return [_said(doubt, about_them.get(doubt.entry or 0), about) for doubt in found]


def _said(doubt: Doubt, entry: EntryView | None, about: Asked) -> said.Said:
    when = _day(doubt)
    if doubt.code == "step_back":
        before, after = (_status(code, about.reading) for code in (doubt.before, doubt.after))
        return said.Said(doubt.key, said.step_back(when, before, after))
    href = history_of(entry.request, entry.government, about.kept, entry.id) if entry else ""
    what = called(entry, about.reading) if entry else Text("", "")
    if doubt.code == "older":
        return said.Said(doubt.key, said.older(when), href=href)
    if doubt.code == "duplicate":
        return said.Said(doubt.key, said.duplicate(when, what), href=href)
    dated = Text(f"{what.nl} ({when.nl})", f"{what.en} ({when.en})") if doubt.day else what
    return said.Said(doubt.key, said.colleague(entry.author if entry else "", dated), href=href)


def _day(doubt: Doubt) -> Text:
    if doubt.day is None:
        return Text("", "")
    precision = str(doubt.precision or "day")
    return Text(day(doubt.day, precision, "nl"), day(doubt.day, precision, "en"))
