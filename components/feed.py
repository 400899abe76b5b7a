"""The log as an Atom feed (RFC 4287), in pages (RFC 5005): an item per entry, by the moment it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from components.evidence import note, sources
from components.history import ACTIONS
from components.pages import log_words as words
from components.pages.log_entry import Entry, Other
from components.text import Text, day
from components.tree import h, safe_address, to_html
from components.xml import clean

_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry with an ``id`` that is the same wherever the log is served, and the absolute address it is read at."""

    id: str
    entry: Entry
    href: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a feed, newest first. ``id`` is its own lasting address; ``page`` shows the same to people.

    ``links`` holds relations (``self``, ``next``, ...) and absolute addresses; ``updated`` is the last public write.
    """

    lang: str
    id: str
    title: str
    author: str
    rights: str
    release: str
    page: str
    updated: datetime
    links: Mapping[str, str]
    items: tuple[Item, ...]


def atom(feed: Feed) -> str:
    """The feed as XML."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", f"{{{_XML}}}lang": feed.lang})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(feed.updated))
    _author(root, feed.author)
    _text(root, "rights", feed.rights)
    _text(root, "generator", "Memorandummonitor", version=feed.release)
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    for relation, href in feed.links.items():
        SubElement(root, "link", {"rel": relation, "type": "application/atom+xml", "href": href})
    for item in feed.items:
        root.append(_item(item, feed.lang))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def title(entry: Entry, lang: str) -> str:
    """``Verbetering: vraag 8.4, Vlaamse overheid: deels gerealiseerd (3 mei 2024)``."""
    kind = f"{words.KINDS[entry.kind][lang]}: " if entry.kind in words.KINDS else ""
    request = Text("vraag", "request")[lang]
    request = request if kind else request.capitalize()
    when = day(entry.evidence.day, entry.evidence.precision, lang)
    said = _said(entry, lang)
    return f"{kind}{request} {entry.request}, {entry.government}: {f'{said} ' if said else ''}({when})"


def _said(entry: Entry, lang: str) -> str:
    """Its status or action in words, or those of the entry that it is about."""
    if entry.action:
        return (
            Text("actie van de VVSG zelf: ", "action of the VVSG itself: ")[lang] + ACTIONS[entry.action][lang].lower()
        )
    said = entry.said or (entry.about.said if entry.about else "")
    return said.lower()


def _item(item: Item, lang: str) -> Element:
    entry, root = item.entry, Element("entry")
    recorded = _moment(entry.evidence.recorded_at)
    _text(root, "id", item.id)
    _text(root, "title", title(entry, lang))
    _text(root, "published", recorded)
    _text(root, "updated", recorded)
    _author(root, entry.evidence.author)
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": item.href})
    for source in entry.evidence.sources:
        if address := safe_address(source.url):
            named = {"title": clean(source.title)} if source.title else {}
            SubElement(root, "link", {"rel": "via", "href": clean(address), **named})
    SubElement(root, "category", {"term": entry.kind, **_labelled(entry.kind, lang)})
    if entry.status:
        SubElement(root, "category", {"term": entry.status, "label": entry.said})
    _text(root, "content", _content(entry, lang), type="html")
    return root


def _labelled(kind: str, lang: str) -> dict[str, str]:
    return {"label": words.KINDS[kind][lang]} if kind in words.KINDS else {}


def _content(entry: Entry, lang: str) -> str:
    """What happened, what it rests on, and what it does to which other entry."""
    evidence = entry.evidence
    if entry.removed is not None:
        gone = Text("De tekst en de bronnen van deze logregel zijn verwijderd.", "Text and sources were removed.")[lang]
        said = [h("p", gone, f" {Text('Reden', 'Reason')[lang]}: {entry.removed}" if entry.removed else None)]
    else:
        told = note(evidence.note, evidence.note_lang, lang)
        rests = sources(evidence, lang) if evidence.sources or evidence.no_source or entry.status else None
        said = [part for part in (told, rests) if part]
    named = h("p", h("b", f"{entry.request} {entry.title}"), f", {entry.government}")
    about = _beside(words.ABOUT[entry.kind], entry.about, entry.reason, lang) if entry.about else ""
    fate = _beside(words.FATE[entry.fate.kind], entry.fate, entry.fate.reason, lang) if entry.fate else ""
    return "".join(map(to_html, [named, *said, *(h("p", line) for line in (about, fate) if line)]))


def _beside(relation: Text, other: Other, reason: str, lang: str) -> str:
    """``Verbetert logregel 12 van 3 mei 2024. Reden: ...``"""
    numbered = Text(f"logregel {other.id} van", f"entry {other.id} of")[lang]
    why = f" {Text('Reden', 'Reason')[lang]}: {reason}" if reason else ""
    return f"{relation[lang]} {numbered} {day(other.day, other.precision, lang)}.{why}"


def _author(parent: Element, name: str) -> None:
    _text(SubElement(parent, "author"), "name", name)


def _text(parent: Element, tag: str, words: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = clean(words)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
