"""The history of a request with one government, in order of time: what was recorded, what became of it, and silence.

What was corrected or retracted stays readable, struck out, beside what replaced it and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from components.charts.period import duration
from components.evidence import Evidence, note, sources
from components.text import Text, day, moment, plural
from components.tree import Content, Node, h

CONFIDENCE = {
    "high": Text("Zekerheid: hoog.", "Confidence: high."),
    "medium": Text("Zekerheid: gemiddeld.", "Confidence: medium."),
    "low": Text("Zekerheid: laag.", "Confidence: low."),
}

SECOND_READING = {
    "verified": Text(
        "Een tweede lezer vond de bron terug en ze steunt de tekst.",
        "A second reader found the source again and it supports the text.",
    ),
    "not_found": Text(
        "Een tweede lezer kon de bron niet opnieuw openen.", "A second reader could not open the source again."
    ),
}

INTERNAL = Text(
    "Intern: alleen wie aangemeld is ziet dit, en geen cijfer telt het mee.",
    "Internal: only who is signed in sees this, and no figure counts it.",
)

ACTIONS = {
    "letter": Text("brief", "letter"),
    "hearing": Text("hoorzitting", "hearing"),
    "opinion": Text("advies", "opinion"),
    "meeting": Text("overleg", "meeting"),
    "campaign": Text("campagne", "campaign"),
}


@dataclass(frozen=True, slots=True)
class About:
    """An entry about another one, a correction, retraction or confirmation: who, when, and why (empty: no reason)."""

    id: int
    author: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An entry in the history of another request or government: in words, and its address."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class ForStaff:
    """What only who is signed in sees of an entry: whether all of it is internal, its internal note, what to do."""

    internal: bool
    note: str
    deeds: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What was recorded at one moment. Either a ``status`` code or an ``action`` of the publisher, the other empty.

    ``label`` names the status. ``removed``: why words and sources were removed, if so. ``corrected`` and ``retracted``
    say what became of it: ``moved_to`` where it stands now when that is in another history, ``later`` when its new date
    lies after the day shown. ``moved_from``: the entry of another history that this one corrects. ``for_staff`` is None
    on every page that is the same for everyone.
    """

    evidence: Evidence
    status: str
    label: str
    action: str
    confidence: str
    removed: str | None
    confirmed: About | None
    corrected: About | None
    retracted: About | None
    moved_to: Elsewhere | None
    moved_from: Elsewhere | None
    later: bool
    for_staff: ForStaff | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: its versions, the last recorded first."""

    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """A long time without a message; see ``models.track_history.Silence``."""

    since: date
    until: date
    exact: bool
    first: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A history of which a part is told: how many happenings, and the addresses of what lies around.

    ``before`` and ``after`` are empty where nothing does; ``log`` is the list of all of it.
    """

    happenings: int
    before: str
    after: str
    log: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What is told beside the happenings: the memorandum's first day, and the short name of its publisher."""

    lang: str
    start: date
    publisher: str


def anchor(entry: int) -> str:
    """The id of an entry on a page."""
    return f"logregel-{entry}"


def history(told: Sequence[Happening | Silence], view: HistoryView, cut: Cut | None = None) -> Node:
    """The history as a list, from the day the request was put; ``cut``: only a part of it is told."""
    begun = Text("In het memorandum aan deze overheid voorgelegd.", "Put to this government in the memorandum.")
    start = h("li", _time(view.start, "day", view.lang), h("p", begun[view.lang], class_="note"), class_="begun")
    items = [_silence(part, view) if isinstance(part, Silence) else _happening(part, view) for part in told]
    return h("ol", start, _cut_before(cut, view.lang), items, _cut_after(cut, view.lang), class_="history")


def _cut_before(cut: Cut | None, lang: str) -> Node | None:
    """What stands before the part that is told: which part that is, and the ways to what came earlier."""
    if cut is None or not cut.before:
        return None
    newest = Text(
        f"Hier staan de {cut.happenings} laatste gebeurtenissen.", f"These are the last {cut.happenings} events."
    )
    part = Text(f"Hier staan {cut.happenings} gebeurtenissen.", f"These are {cut.happenings} of the events.")
    earlier = h("a", Text("Toon wat daarvoor kwam", "Show what came before")[lang], href=cut.before, rel="prev")
    listed = h("a", Text("zoek het in het logboek", "find it in the log")[lang], href=cut.log)
    either = Text(" of ", " or ")[lang]
    return h("li", h("p", (part if cut.after else newest)[lang], " ", earlier, either, listed, "."), class_="cut")


def _cut_after(cut: Cut | None, lang: str) -> Node | None:
    if cut is None or not cut.after:
        return None
    goes_on = Text("De geschiedenis gaat verder. ", "The history goes on. ")[lang]
    later = h("a", Text("Toon wat daarna kwam", "Show what came after")[lang], href=cut.after, rel="next")
    return h("li", h("p", goes_on, later, "."), class_="cut")


def lasted(since: date, until: date, exact: bool, lang: str) -> str:
    """How long it has been: ``2 jaar en 3 maanden``, or about that where a date is not known to the day."""
    about = "" if exact else Text("ongeveer ", "about ")[lang]
    return about + duration(since, until, "day", lang)


def _silence(silence: Silence, view: HistoryView) -> Node:
    length = lasted(silence.since, silence.until, silence.exact, view.lang)
    if silence.first:
        words = Text(f"{length} geen reactie bekend", f"{length} without a known response")
    else:
        words = Text(f"{length} geen nieuw bericht bekend", f"{length} without further news")
    until = Text(f", tot {day(silence.until, 'day', 'nl')}", f", up to {day(silence.until, 'day', 'en')}")
    return h("li", h("p", words[view.lang], until[view.lang] if silence.open else None), class_="silence")


def _happening(happening: Happening, view: HistoryView) -> Node:
    newest, *older = happening.versions
    kind = "happening own" if newest.action else "happening"
    return h("li", _version(newest, view), [_version(version, view) for version in older], class_=kind)


def _version(version: Version, view: HistoryView) -> Node:
    told, lang = version.evidence, view.lang
    gone = bool(version.corrected or version.retracted)
    place, staff = anchor(told.id), version.for_staff
    content = [_what(version, view), _words(version, lang), _internal_note(staff, lang) if staff else None]
    marked = h("p", INTERNAL[lang], class_="internal") if staff and staff.internal else None
    return h(
        "div",
        h("p", h("a", _time(told.day, told.precision, lang), href=f"#{place}"), class_="when"),
        h(
            "div",
            marked,
            h("del", content) if gone else content,
            _fate(version, lang),
            _recorded(version, view),
            h("div", staff.deeds, class_="deeds") if staff and staff.deeds else None,
        ),
        id=place,
        class_="version kept-inside" if marked else "version",
    )


def alone(version: Version, view: HistoryView) -> Node:
    """One entry by itself, told as in a history."""
    kind = "happening own" if version.action else "happening"
    return h("ol", h("li", _version(version, view), class_=kind), class_="history")


def _internal_note(staff: ForStaff, lang: str) -> Node | None:
    if not staff.note:
        return None
    return h("p", h("b", Text("Interne nota: ", "Internal note: ")[lang]), staff.note, class_="internal-note")


def _time(value: date, precision: str, lang: str) -> Node:
    stated = {"year": value.isoformat()[:4], "month": value.isoformat()[:7]}.get(precision, value.isoformat())
    return h("time", day(value, precision, lang), datetime=stated)


def _what(version: Version, view: HistoryView) -> Node:
    if version.action:
        action = ACTIONS[version.action][view.lang]
        own = Text(f"De {view.publisher} zelf: {action}", f"The {view.publisher} itself: {action}")
        counted = Text(" (telt niet mee als reactie)", " (does not count as a response)")
        return h("div", h("b", own[view.lang]), h("small", counted[view.lang]), class_="what")
    return h("div", h("span", version.label, class_=f"s-{version.status}"), class_="what")


def _words(version: Version, lang: str) -> Content:
    if version.removed is not None:
        told = Text("De tekst en de bronnen van deze logregel zijn verwijderd.", "Text and sources were removed.")[lang]
        reason = [Text(" Reden: ", " Reason: ")[lang], version.removed] if version.removed else None
        return h("p", told, reason, class_="tombstone")
    return [note(version.evidence.note, version.evidence.note_lang, lang), sources(version.evidence, lang)]


def _fate(version: Version, lang: str) -> list[Node]:
    """What became of what was recorded, and where it came from."""
    told = []
    if version.corrected:
        told.append(_about(version.corrected, Text("Gecorrigeerd", "Corrected"), lang, _moved(version, lang)))
    if version.retracted:
        gone = anchor(version.retracted.id)
        told.append(_about(version.retracted, Text("Ingetrokken", "Retracted"), lang, None, id=gone))
    if version.moved_from:
        came = Text("Verbetert een logregel bij ", "Corrects an entry under ")[lang]
        told.append(h("p", came, h("a", version.moved_from.words, href=version.moved_from.href), ".", class_="fate"))
    return told


def _moved(version: Version, lang: str) -> Content:
    if version.moved_to:
        now = Text(" Dit staat nu bij ", " This now stands under ")[lang]
        return [now, h("a", version.moved_to.words, href=version.moved_to.href), "."]
    if version.later:
        return Text(
            " De nieuwe datum ligt na de dag die u bekijkt; wat er nu staat, is hier dus nog niet te zien.",
            " The new date lies after the day you are looking at, so what replaced it does not show here yet.",
        )[lang]
    return None


def _about(about: About, done: Text, lang: str, more: Content, **attributes: str) -> Node:
    when = moment(about.at, lang)
    told = Text(f"{done.nl} door {about.author} op {when}.", f"{done.en} by {about.author} on {when}.")[lang]
    ending = "" if about.reason.endswith((".", "!", "?")) else "."
    reason = [Text(" Reden: ", " Reason: ")[lang], about.reason, ending] if about.reason else None
    return h("p", told, reason, more, class_="fate", **attributes)


def _recorded(version: Version, view: HistoryView) -> Node:
    """Who recorded it when, how sure that is, and who vouches for it."""
    told, lang = version.evidence, view.lang
    when = moment(told.recorded_at, lang)
    parts = [Text(f"Geregistreerd door {told.author} op {when}.", f"Recorded by {told.author} on {when}.")]
    parts += [CONFIDENCE[version.confidence]] if version.confidence in CONFIDENCE else []
    parts += [SECOND_READING[told.second_reading]] if told.second_reading in SECOND_READING else []
    stands = not (version.corrected or version.retracted)
    vouched: Content = [" ", _confirmation(version, view)] if stands or version.confirmed else None
    return h("p", " ".join(part[lang] for part in parts), vouched, class_="recorded")


def _confirmation(version: Version, view: HistoryView) -> Node:
    lang = view.lang
    if version.confirmed:
        who, when = version.confirmed.author, moment(version.confirmed.at, lang)
        told = Text(f"✓ Bevestigd door {who} op {when}.", f"✓ Confirmed by {who} on {when}.")
        return h("span", told[lang], id=anchor(version.confirmed.id), class_="confirmed")
    waiting = Text(f"Nog niet bevestigd door de {view.publisher}.", f"Not yet confirmed by the {view.publisher}.")
    return h("span", waiting[lang], class_="unconfirmed")


def later_entries(count: int, most: int, shown: date, lang: str) -> str:
    """That entries dated after the day shown are left out; they were counted up to one more than ``most``."""
    on = day(shown, "day", lang)
    if count > most:
        many = (
            f"Meer dan {most} logregels van na {on} zijn verborgen.",
            f"More than {most} entries from after {on} are hidden.",
        )
        return Text(*many)[lang]
    return plural(
        count,
        Text(f"{{n}} logregel van na {on} is verborgen.", f"{{n}} entry from after {on} is hidden."),
        Text(f"{{n}} logregels van na {on} zijn verborgen.", f"{{n}} entries from after {on} are hidden."),
        lang,
    )
