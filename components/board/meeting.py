"""A meeting as the board opens it: the three answers, the points, what changed since the last one, what to push."""

from __future__ import annotations

from dataclasses import dataclass

from components.board import words
from components.board.band import static as band
from components.board.data import BoardData, Separated, Told
from components.board.editing import Editing, closing, points
from components.board.section import section
from components.charts import changes, progress, standing
from components.charts.moves import internal_note, per_dossier, status
from components.fields import Option, choice
from components.pages import overview_words
from components.report import figures
from components.report.page import table
from components.shell import coverage_sentence
from components.text import Text, day
from components.tree import Content, Node, h

#: A list up to so long stands open.
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Links:
    """Where one can go from a meeting. ``then`` is None where the meeting cannot be seen as it was then."""

    then: str | None
    now: str
    report: str
    pdf: str
    xlsx: str
    pptx: str
    presentation: str
    legislature: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The meetings that this one can be compared with: where the choice is sent, what it keeps, and the options."""

    action: str
    kept: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    chosen: str


def layout(data: BoardData, links: Links, compared: Compared, editing: Editing | None, refused: str) -> Node:
    """The page; ``editing`` is None for readers and for a meeting that is closed, ``refused`` why something was."""
    return h(
        "div",
        _opening(data, links, refused),
        points(data, editing),
        _since_last(data, compared),
        _since_then(data),
        _attention(data),
        _actions(data),
        _progress(data),
        _hidden(data),
        closing(data, editing) if editing else None,
        class_="board",
    )


def _opening(data: BoardData, links: Links, refused: str) -> Node:
    lang, seen, overview = data.lang, data.seen, data.overview
    state = (
        h("span", Text("Ontwerp", "Draft")[lang], class_="draft")
        if not seen.closed
        else h("small", Text("afgesloten", "closed")[lang])
    )
    notice = words.no_then(seen, lang)
    answers = [
        h("div", h("dt", one.question), h("dd", h("b", one.value), one.unit and h("span", one.unit)),
          h("dd", one.meaning))
        for one in overview_words.three_figures(overview.numbers, lang)
    ]  # fmt: skip
    return h(
        "section",
        h("p", words.meeting_name(seen.title, seen.held_on, lang), " ", state, class_="about"),
        h("h1", overview_words.headline(overview.numbers, lang)),
        h("p", f"{words.clocks(seen.as_of, seen.known_at, lang)}.", class_="lead"),
        _views(data, links),
        h("p", notice, class_="notice") if notice else None,
        h("p", refused, role="alert", class_="wrong") if refused else None,
        h("dl", answers, class_="figures"),
        band(data.sensitive, lang),
        h("p", words.sensitive(data.sensitive, lang), class_="finding"),
        _ways_on(links, lang),
        class_="opening",
    )


def _views(data: BoardData, links: Links) -> Node | None:
    """The switch between both views, where there are two."""
    lang = data.lang
    if links.then is None:
        return None
    options = (
        ("then", Text("Zoals het bestuur het toen zag", "As the board saw it then")[lang], links.then),
        ("now", Text("Zoals we het nu weten", "As we know it now")[lang], links.now),
    )
    shown = [
        h("a", label, href=href, aria_current="true" if view == data.seen.view else None)
        for view, label, href in options
    ]
    name = Text("Toon", "Show")[lang]
    return h("div", h("div", h("span", name, class_="switch-label"), h("div", shown), class_="switch", role="group",
                      aria_label=name), class_="choices")  # fmt: skip


def _ways_on(links: Links, lang: str) -> Node:
    offered = (
        (Text("Rapport", "Report")[lang], links.report),
        ("PDF", links.pdf),
        ("Excel", links.xlsx),
        ("PowerPoint", links.pptx),
        (Text("Presentatie", "Presentation")[lang], links.presentation),
        (Text("De legislatuur", "The legislature")[lang], links.legislature),
    )
    name = Text("Van deze vergadering", "Of this meeting")[lang]
    return h("nav", h("ul", [h("li", h("a", label, href=href)) for label, href in offered]), aria_label=name,
             class_="ways-on")  # fmt: skip


def _since_last(data: BoardData, compared: Compared) -> Node:
    lang, previous = data.lang, data.previous
    heading = Text("Sinds de vorige vergadering", "Since the meeting before")[lang]
    if previous is None:
        nothing = Text("Er is geen eerdere afgesloten vergadering om mee te vergelijken.",
                       "There is no earlier closed meeting to compare with.")[lang]  # fmt: skip
        return section("verschil", heading, h("p", nothing, class_="empty"))
    intro = Text(f"Vergeleken met {words.of_meeting(previous.earlier, lang)}.",
                 f"Compared with {words.of_meeting(previous.earlier, lang)}.")[lang]  # fmt: skip
    return section(
        "verschil", heading, h("p", intro, class_="intro"), _compare_form(compared, lang), separated(previous, lang)
    )


def _compare_form(compared: Compared, lang: str) -> Node | None:
    if len(compared.options) < 2:
        return None
    kept = [h("input", type="hidden", name=name, value=value) for name, value in compared.kept]
    chosen = choice("with", Text("Vergelijk met", "Compare with")[lang], compared.options, value=compared.chosen)
    button = h("button", Text("Vergelijk", "Compare")[lang], type="submit", class_="btn")
    return h("form", kept, chosen, button, method="get", action=compared.action, class_="compare")


def separated(found: Separated, lang: str) -> list[Content]:
    """Better knowledge and new facts, under a heading each."""
    told = found.view.told
    better = _folded(len(found.learnt), h("div", per_dossier(found.learnt, told), class_="all-moves"), lang)
    parts: list[Content] = [
        h("h3", Text("Betere kennis", "Better knowledge")[lang]),
        h("p", words.learnt(found, lang), class_="intro"),
        better,
        h("h3", Text("Nieuwe feiten", "New facts")[lang]),
    ]
    if found.same_day:
        return [*parts, h("p", words.same_day(found, lang), class_="intro")]
    parts.append(h("p", changes.sentence(found.facts, found.view), class_="intro"))
    if not found.facts.empty:
        matrix = h("div", changes.static(found.facts, found.view), class_="drawn", role="region", tabindex=0,
                   aria_label=found.view.caption)  # fmt: skip
        parts += [matrix, _folded(len(found.facts), changes.details(found.facts, found.view), lang)]
    return parts


def _folded(count: int, listed: Node, lang: str) -> Node | None:
    """A list, behind its number where it is long; None where nothing is in it."""
    if count <= _SHORT:
        return listed if count else None
    summary = Text(f"Toon de {count} vragen, met datum, toelichting en bron",
                   f"Show the {count} requests, with date, note and source")[lang]  # fmt: skip
    return h("details", h("summary", summary), listed, class_="more")


def _since_then(data: BoardData) -> Node | None:
    """What separates what the board saw from what is known now."""
    if data.since is None:
        return None
    lang = data.lang
    intro = words.until_now(data.since, lang)
    heading = Text("Van toen tot nu", "From then to now")[lang]
    return section("toen-en-nu", heading, h("p", intro, class_="intro"), separated(data.since, lang))


def _attention(data: BoardData) -> Node:
    lang, overview = data.lang, data.overview
    chart = h("div", standing.static(overview.still, overview.standing), class_="drawn", role="region", tabindex=0,
              aria_label=overview.standing.caption)  # fmt: skip
    back = h("div", per_dossier(data.back, data.back_view), class_="all-moves") if data.back else None
    return section(
        "aandacht", Text("Wat aandacht vraagt", "What needs attention")[lang],
        h("p", words.stalled(data, lang), class_="intro"), chart,
        h("h3", Text("Stappen achteruit", "Steps back")[lang]), h("p", words.back(data, lang), class_="intro"), back,
    )  # fmt: skip


def _actions(data: BoardData) -> Node:
    lang = data.lang
    items = [h("li", told(one, data)) for one in data.actions]
    return section(
        "acties", Text("Wat de VVSG zelf deed", "What the VVSG itself did")[lang],
        h("p", words.actions(data, lang), class_="intro"), h("ul", items, class_="told-list") if items else None,
    )  # fmt: skip


def _hidden(data: BoardData) -> Node | None:
    if not data.hidden:
        return None
    lang = data.lang
    intro = Text("Alleen voor wie aangemeld is. Deze notities verschuiven geen enkel cijfer.",
                 "For signed-in people only. These notes move no figure.")[lang]  # fmt: skip
    return section(
        "intern", Text("Interne notities", "Internal notes")[lang], h("p", intro, class_="intro"),
        h("ul", [h("li", told(one, data)) for one in data.hidden], class_="told-list"),
    )  # fmt: skip


def told(one: Told, data: BoardData) -> list[Content]:
    """An entry: day, what it is about, its words, and its internal words marked as such."""
    lang, labels = data.lang, data.overview.status_names
    what = one.action or (labels[one.status] if one.status else "")
    mark = status(one.status, what) if one.status and not one.action else h("b", what)
    note = internal_note(one.note, lang) if one.hidden else h("span", one.note)
    sources = [h("small", " — ", h("a", data.sources[url].title or url, href=url)) for url in one.sources]
    return [
        h("p", h("a", day(one.day, one.precision, lang), href=one.href), " ",
          h("b", one.request), f" {data.names[one.request]} ",
          h("span", data.overview.government_names[one.government], class_="to")),
        h("p", mark, " ", note, sources),
        h("p", internal_note(one.internal_note, lang)) if one.internal_note else None,
    ]  # fmt: skip


def _progress(data: BoardData) -> Node:
    lang, overview = data.lang, data.overview
    parts: list[Content] = []
    for frame, view, by in (
        (overview.dossiers, data.dossier_view, "dossier"),
        (overview.governments, data.government_view, "government"),
    ):
        chart = h("div", progress.static(frame, view), class_="drawn", role="region", tabindex=0,
                  aria_label=view.caption)  # fmt: skip
        parts += [
            h("h3", view.caption), chart, h("p", progress.sentence(frame, view), class_="finding"),
            table(figures.progress(data, by), lang),
        ]  # fmt: skip
    covered = overview.shell.provenance
    parts.append(h("p", coverage_sentence(covered, lang), class_="intro") if covered else None)
    return section("voortgang", Text("Hoe ver we staan", "How far we are")[lang], parts)
