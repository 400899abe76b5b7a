"""One entry as the log lists it: what was recorded, what it is about, and what became of it since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from components.evidence import Evidence, confirmation, note, sources
from components.history import ACTIONS, CONFIDENCE, SECOND_READING, anchor
from components.pages import log_words as words
from components.text import Text, day, moment
from components.tree import Content, Node, h

Pieces = Sequence[tuple[str, bool]]
Mark = Callable[[str, str], Pieces]


@dataclass(frozen=True, slots=True)
class Other:
    """Another entry, as far as it is told beside one: its day, status or action in words, note and address.

    ``removed``: its words were removed. ``reason``: why it corrects or retracts.
    """

    id: int
    day: date
    precision: str
    status: str
    said: str
    note: str
    note_lang: str
    removed: bool
    kind: str
    reason: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with the request it is about.

    ``evidence`` has the day of the entry, or that of the one it names. ``status`` and ``action`` are codes, ``said`` is
    the name of either; all empty for a retraction or confirmation. ``removed``: why its words and sources were removed,
    if so. ``about`` is the entry that it names, ``fate`` the one that corrected or retracted it.
    """

    kind: str
    request: str
    title: str
    government: str
    href: str
    status: str
    action: str
    said: str
    evidence: Evidence
    confidence: str
    reason: str
    removed: str | None
    about: Other | None
    fate: Other | None


def entry(told: Entry, mark: Mark, lang: str) -> Node:
    """The entry as an item of the list, under an id of its own."""
    evidence = told.evidence
    gone = "gone" if told.fate else None
    return h(
        "li",
        h("p", h("b", _time(evidence.day, evidence.precision, lang)), h("small", _numbered(evidence.id, lang)),
          class_="when"),
        h(
            "div",
            h("p", h("a", h("b", told.request), f" {told.title}", href=told.href), " ",
              h("span", Text("aan: ", "to: ")[lang], told.government, class_="to"), class_="which"),
            _what(told, lang),
            _words(told, mark, lang),
            _about(told, told.about, lang) if told.about else None,
            _fate(told.fate, lang) if told.fate else None,
            _recorded(told, lang),
        ),
        id=anchor(evidence.id),
        class_=gone,
    )  # fmt: skip


def _numbered(number: int, lang: str) -> str:
    return Text(f"logregel {number}", f"entry {number}")[lang]


def _what(told: Entry, lang: str) -> Node:
    kind = h("b", words.KINDS[told.kind][lang], ": " if told.said else "") if told.kind in words.KINDS else None
    return h("p", kind, _status(told.status, told.action, told.said, lang), class_="what")


def _status(status: str, action: str, said: str, lang: str) -> Node | None:
    if status:
        return h("span", said, class_=f"s-{status}")
    own = Text("actie van de VVSG zelf: ", "action of the VVSG itself: ")[lang]
    return h("span", own, ACTIONS[action][lang]) if action in ACTIONS else None


def _words(told: Entry, mark: Mark, lang: str) -> Content:
    if told.removed is not None:
        gone = Text("De tekst en de bronnen van deze logregel zijn verwijderd.", "Text and sources were removed.")[lang]
        reason = [Text(" Reden: ", " Reason: ")[lang], told.removed] if told.removed else None
        return h("p", gone, reason, class_="tombstone")
    evidence = told.evidence
    said = note(evidence.note, evidence.note_lang, lang, highlighted(mark(evidence.note, evidence.note_lang)))
    shows = bool(evidence.sources or evidence.no_source or told.status)
    return [said, sources(evidence, lang, lambda text: highlighted(mark(text, "nl"))) if shows else None]


def _about(told: Entry, about: Other, lang: str) -> Node:
    """The entry that this one is about, beside it, with the reason."""
    link = h("a", _numbered(about.id, lang), href=about.href)
    on = Text(" van ", " of ")[lang]
    said = f", {about.said.lower()}" if about.said and told.kind != "confirmation" else ""
    line = h("p", words.ABOUT[told.kind][lang], " ", link, on, day(about.day, about.precision, lang), said, ".")
    reason = h("p", Text("Reden: ", "Reason: ")[lang], told.reason) if told.reason else None
    before = None
    if told.kind != "confirmation" and not about.removed:
        before = note(about.note, about.note_lang, lang, h("del", about.note))
    return h("div", line, before, reason, class_="beside")


def _fate(fate: Other, lang: str) -> Node:
    link = h("a", _numbered(fate.id, lang), href=fate.href)
    reason = [" ", Text("Reden: ", "Reason: ")[lang], fate.reason] if fate.reason else None
    return h("div", h("p", words.FATE[fate.kind][lang], " ", link, ".", reason), class_="beside")


def _recorded(told: Entry, lang: str) -> Node:
    evidence, when = told.evidence, moment(told.evidence.recorded_at, lang)
    parts = [Text(f"Geregistreerd door {evidence.author} op {when}.", f"Recorded by {evidence.author} on {when}.")]
    parts += [CONFIDENCE[told.confidence]] if told.confidence in CONFIDENCE else []
    parts += [SECOND_READING[evidence.second_reading]] if evidence.second_reading in SECOND_READING else []
    if evidence.confirmed is not None and not (told.fate or evidence.confirmed):
        parts.append(Text("Nog niet bevestigd.", "Not yet confirmed."))
    vouched = [" ", confirmation(True, lang), "."] if evidence.confirmed else None
    return h("p", " ".join(part[lang] for part in parts), vouched, class_="recorded")


def _time(value: date, precision: str, lang: str) -> Node:
    stated = {"year": value.isoformat()[:4], "month": value.isoformat()[:7]}.get(precision, value.isoformat())
    return h("time", day(value, precision, lang), datetime=stated)


def highlighted(pieces: Pieces) -> list[Content]:
    """A text with what was searched for marked."""
    return [h("mark", piece) if hit else piece for piece, hit in pieces]
