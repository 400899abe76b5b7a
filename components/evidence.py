"""What an entry rests on, told the same way wherever entries stand: note, sources, who recorded and confirmed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from components.text import Text, day, moment
from components.tree import Content, Node, h, safe_address

#: What a second reader of the source found, per code.
SECOND_READING = {
    "verified": Text("tweede lezing: bron teruggevonden", "second reading: source found again"),
    "not_found": Text("tweede lezing: bron niet teruggevonden", "second reading: source not found again"),
}


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A piece of evidence; empty where unknown, ``published`` None."""

    url: str
    title: str
    publisher: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry as evidence, in the page's language where it has words in it.

    ``note`` is in the language ``note_lang``; ``confirmed`` is None where that cannot be said of it.
    ``second_reading`` is a key of ``SECOND_READING`` or empty; ``no_source`` why there is no source, if so.
    """

    id: int
    day: date
    precision: str
    note: str
    note_lang: str
    sources: tuple[SourceLink, ...]
    no_source: str
    author: str
    recorded_at: datetime
    confirmed: bool | None
    second_reading: str


def note(text: str, text_lang: str, lang: str, marked: Content = None) -> Node | None:
    """A note; one in the other language says so. ``marked`` is the same text with its hits marked."""
    if not text:
        return None
    if text_lang == lang:
        return h("p", marked or text, class_="note")
    told = Text("(in het Engels)", "(in Dutch)")[lang]
    return h("p", h("span", marked or text, lang=text_lang), " ", h("small", told), class_="note")


def sources(evidence: Evidence, lang: str, mark: Callable[[str], Content] = str) -> Node:
    """Title, publisher and date of every source, or the reason why there is none; ``mark`` marks hits in a text."""
    if not evidence.sources:
        nothing = Text("Geen openbare bron", "No public source")[lang]
        return h("p", nothing, [": ", mark(evidence.no_source)] if evidence.no_source else ".", class_="sources")
    items = [h("li", source_link(source, lang, mark)) for source in evidence.sources]
    return h("ul", items, class_="sources")


def source_link(source: SourceLink, lang: str, mark: Callable[[str], Content] = str) -> list[Content]:
    """The title as a link, then publisher and date as far as they are known."""
    title = mark(source.title or source.url)
    about = [mark(source.publisher)] if source.publisher else []
    about += [day(source.published, "day", lang)] if source.published else []
    reachable = source.url and safe_address(source.url)
    link = h("a", title, href=source.url, rel="external noopener nofollow") if reachable else h("span", title)
    return [link, [[", ", part] for part in about]]


def recorded(evidence: Evidence, lang: str) -> Node:
    """Who recorded it when, what a second reader found, and whether it is confirmed."""
    written = moment(evidence.recorded_at, lang)
    told = Text(f"Geregistreerd door {evidence.author} op {written}", f"Recorded by {evidence.author} on {written}")
    read = SECOND_READING[evidence.second_reading][lang] if evidence.second_reading in SECOND_READING else ""
    vouched = confirmation(evidence.confirmed, lang)
    return h(
        "p", "; ".join(part for part in (told[lang], read) if part), vouched and ["; ", vouched], class_="recorded"
    )


def confirmation(confirmed: bool | None, lang: str) -> Node | None:
    """Whether the publisher vouches for it; None where that is not a question."""
    if confirmed is None:
        return None
    if confirmed:
        return h("span", Text("✓ bevestigd", "✓ confirmed")[lang], class_="confirmed")
    return h("span", Text("nog niet bevestigd", "not yet confirmed")[lang], class_="unconfirmed")
