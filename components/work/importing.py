"""Importing a file step by step: choosing it, saying which column is which, and seeing what would be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.fields import Option, choice, labelled, problems
from components.text import Text, listing, plural
from components.tree import Content, Node, h
from components.work.importing_words import COLUMNS, COUNTS, RESULTS, TITLE

_WRONG = Text("Dit bestand kan zo niet ingevoerd worden:", "This file cannot be imported as it is:")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was chosen before: its name, and where to go on with it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Start:
    """The first step. ``memoranda`` are asked for where there are several; ``exports`` are addresses by label.

    ``done`` is how many entries were just written, None where nothing was; ``wrong`` why a file was refused.
    """

    action: str
    memoranda: tuple[Option, ...] = ()
    templates: tuple[tuple[str, str], ...] = ()
    exports: tuple[tuple[str, str], ...] = ()
    waiting: Waiting | None = None
    done: int | None = None
    wrong: str = ""


def start(page: Start, lang: str) -> Node:
    """Choosing a file."""
    chosen = h(
        "input", type="file", id="file", name="file", required=True, accept=".csv,.xlsx,.json", class_="form-control",
        aria_describedby="file-help",
    )  # fmt: skip
    which = Text("Bestand", "File")[lang]
    asked = Text("Memorandum", "Memorandum")[lang]
    return h(
        "section",
        h("h1", TITLE[lang]),
        _done(page.done, lang),
        h("p", _INTRO[lang], class_="lead"),
        problems({"file": page.wrong} if page.wrong else {}, _WRONG[lang]),
        _waiting(page.waiting, lang),
        h(
            "form",
            labelled("file", which, chosen, help_text=_FILE_HELP[lang]),
            choice("memorandum", asked, page.memoranda) if len(page.memoranda) > 1 else None,
            h("button", Text("Bekijk wat er zou gebeuren", "See what would happen")[lang], type="submit", class_="btn"),
            method="post", action=page.action, enctype="multipart/form-data", class_="staff-form",
        ),
        _files(Text("Leeg voorbeeld om in te vullen: ", "Empty example to fill in: "), page.templates, lang),
        _exports(page.exports, lang),
    )  # fmt: skip


_INTRO = Text(
    "Breng een lijst van statuswijzigingen in het logboek. U ziet eerst rij per rij wat er zou gebeuren; daarna wordt "
    "alles ingevoerd, of niets.",
    "Bring a list of status changes into the log. You first see row by row what would happen; then everything is "
    "imported, or nothing.",
)
_FILE_HELP = Text(
    "CSV of XLSX, hoogstens 8 MiB en 5.000 rijen. Van een rekenblad wordt het eerste werkblad gelezen.",
    "CSV or XLSX, at most 8 MiB and 5,000 rows. Of a workbook the first sheet is read.",
)


def _done(done: int | None, lang: str) -> Node | None:
    if done is None:
        return None
    one, many = (
        Text("{n} logregel is ingevoerd.", "{n} entry was imported."),
        Text("{n} logregels zijn ingevoerd.", "{n} entries were imported."),
    )
    log = h("a", Text("Bekijk het logboek", "See the log")[lang], href=f"/logboek{'?lang=en' if lang == 'en' else ''}")
    return h("p", plural(done, one, many, lang), " ", log, role="status", class_="done")


def _waiting(waiting: Waiting | None, lang: str) -> Node | None:
    if waiting is None:
        return None
    before = Text(
        "U koos eerder een bestand dat nog niet ingevoerd is: ", "You chose a file earlier, not imported yet: "
    )
    return h("p", before[lang], h("a", waiting.name, href=waiting.href), ".", class_="waiting-file")


def _files(intro: Text, files: Sequence[tuple[str, str]], lang: str) -> Node | None:
    links: list[Content] = []
    for label, href in files:
        links += [", " if links else intro[lang], h("a", label, href=href, download=True)]
    return h("p", links, ".", class_="help") if files else None


def _exports(exports: Sequence[tuple[str, str]], lang: str) -> Node | None:
    if not exports:
        return None
    warning = Text(
        "Het hele logboek, met interne logregels, interne nota's en e-mailadressen: niet om te publiceren. "
        "Zo'n bestand kan hier of met de opdrachtregel opnieuw ingevoerd worden.",
        "The whole log, with internal entries, internal notes and e-mail addresses: not for publication. "
        "Such a file can be imported again, here or by the command line.",
    )
    return h(
        "section",
        h("h2", Text("Uitvoer", "Export")[lang]),
        h("p", warning[lang], class_="lead"),
        _files(Text("Het hele logboek als ", "The whole log as "), exports, lang),
        class_="exporting",
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """The second step, for a table of others: which of its columns (``header``) is which of ours.

    ``chosen`` and ``fixed`` by our name; ``sample`` are the first rows; ``back`` is where the file is put aside.
    """

    action: str
    back: str
    name: str
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    chosen: Mapping[str, str]
    fixed: Mapping[str, str]
    wrong: str = ""


def columns(page: Columns, lang: str) -> Node:
    """Saying which column is which."""
    intro = Text(
        "Dit bestand heeft andere kolommen dan de onze. Zeg welke kolom wat bevat, of wat in elke rij hetzelfde is. "
        "De eerste vier zijn nodig.",
        "This file has other columns than ours. Say which column holds what, or what is the same in every row. "
        "The first four are needed.",
    )
    heads = [
        Text("Wat we nodig hebben", "What we need"),
        Text("Kolom in uw bestand", "Column in your file"),
        Text("Of hetzelfde in elke rij", "Or the same in every row"),
    ]
    options = (Option("", Text("(geen)", "(none)")[lang]), *(Option(name, name) for name in page.header if name))
    return h(
        "section",
        h("h1", Text("Welke kolom is wat?", "Which column is what?")[lang]),
        h("p", page.name, class_="file-name"),
        h("p", intro[lang], class_="lead"),
        problems({"": page.wrong} if page.wrong else {}, _WRONG[lang]),
        h(
            "form",
            h(
                "table",
                h("thead", h("tr", [h("th", head[lang], scope="col") for head in heads])),
                h("tbody", [_column(name, options, page, lang) for name in COLUMNS]),
                class_="mapping",
            ),
            h("button", Text("Bekijk wat er zou gebeuren", "See what would happen")[lang], type="submit", class_="btn"),
            method="post", action=page.action, class_="mapping-form",
        ),
        _sample(page, lang),
        _aside(page.back, lang),
    )  # fmt: skip


def _column(name: str, options: Sequence[Option], page: Columns, lang: str) -> Node:
    label, help_text = COLUMNS[name]
    column, always = f"column-{name}", f"always-{name}"
    chosen = page.chosen.get(name, "")
    choices = [h("option", one.label, value=one.value, selected=one.value == chosen) for one in options]
    of_file = Text("kolom in uw bestand", "column in your file")[lang]
    same = Text("of hetzelfde in elke rij", "or the same in every row")[lang]
    return h(
        "tr",
        h("th", label[lang], h("span", help_text[lang], class_="help") if help_text[lang] else None, scope="row"),
        h(
            "td",
            h("select", choices, name=column, class_="form-control", aria_label=f"{label[lang]}: {of_file}"),
            data_label=of_file,
        ),
        h(
            "td",
            h(
                "input", type="text", name=always, value=page.fixed.get(name) or None, class_="form-control",
                maxlength=500, autocomplete="off", aria_label=f"{label[lang]}: {same}",
            ),
            data_label=same,
        ),
    )  # fmt: skip


def _sample(page: Columns, lang: str) -> Node:
    heads = [h("th", name, scope="col") for name in page.header]
    rows = [h("tr", [h("td", cell[:80]) for cell in row]) for row in page.sample]
    title = Text("De eerste rijen van het bestand", "The first rows of the file")[lang]
    table = h("table", h("thead", h("tr", heads)), h("tbody", rows), class_="sample")
    region = h("div", table, class_="drawn", tabindex=0, role="region", aria_label=title)
    return h("section", h("h2", title), region, class_="outcome")


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of a row: ``result`` is ``new``, ``exists`` or ``refused``, ``why`` the reasons or where it stands.

    ``said`` is what it says: request and government, date, status, note; as it stands in the file where it is refused.
    """

    line: int | None
    result: str
    why: tuple[str, ...] = ()
    said: tuple[str, str, str, str] = ("", "", "", "")
    source: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """The last step: what would become of each row. ``sheet`` is the sheet read; ``token`` names what was seen.

    ``mapping`` is where other columns are chosen, None for a file in our format; ``changed``: the log changed since.
    """

    action: str
    back: str
    name: str
    sheet: str
    rows: tuple[Row, ...]
    token: str
    mapping: str | None = None
    changed: bool = False


def trial(page: Trial, lang: str) -> Node:
    """What would be written, what is refused and why, what is there already."""
    counts = {result: sum(row.result == result for row in page.rows) for result in RESULTS}
    again = Text("Kies andere kolommen", "Choose other columns")[lang]
    return h(
        "section",
        h("h1", _finding(counts, lang)),
        h("p", page.name, f" ({page.sheet})" if page.sheet else None, class_="file-name"),
        h("p", _CHANGED[lang], role="alert", class_="wrong") if page.changed else None,
        h("p", _what_now(counts, lang), class_="lead"),
        _confirm(page, counts["new"], lang) if counts["new"] and not counts["refused"] else None,
        h("p", h("a", again, href=page.mapping)) if page.mapping else None,
        [_part(result, page.rows, lang) for result in ("refused", "new", "exists") if counts[result]],
        _aside(page.back, lang),
    )


_CHANGED = Text(
    "Het logboek is intussen gewijzigd, en daarmee wat er met deze rijen gebeurt. Er is niets ingevoerd: kijk ze na.",
    "The log has changed meanwhile, and with it what becomes of these rows. Nothing was imported: look again.",
)


def _finding(counts: Mapping[str, int], lang: str) -> str:
    said = [plural(counts[result], *COUNTS[result], lang) for result in ("new", "exists", "refused") if counts[result]]
    return listing(said, lang) if said else Text("Dit bestand heeft geen rijen", "This file has no rows")[lang]


def _what_now(counts: Mapping[str, int], lang: str) -> str:
    if counts["refused"]:
        return Text(
            "Zolang er rijen geweigerd worden, wordt niets ingevoerd. Verbeter het bestand en kies het opnieuw.",
            "As long as rows are refused, nothing is imported. Mend the file and choose it again.",
        )[lang]
    if counts["new"]:
        return Text(
            "Er is nog niets ingevoerd. Kijk de nieuwe rijen na: wat in het logboek staat, blijft erin.",
            "Nothing has been imported yet. Check the new rows: what is in the log stays in it.",
        )[lang]
    return Text("Er is niets in te voeren.", "There is nothing to import.")[lang]


def _confirm(page: Trial, new: int, lang: str) -> Node:
    one, many = Text("Voer {n} logregel in", "Import {n} entry"), Text("Voer {n} logregels in", "Import {n} entries")
    return h(
        "form",
        h("input", type="hidden", name="seen", value=page.token),
        h("button", plural(new, one, many, lang), type="submit", class_="btn"),
        method="post", action=page.action, class_="staff-form",
    )  # fmt: skip


def _part(result: str, rows: Sequence[Row], lang: str) -> Node:
    """The rows of which the same becomes."""
    of_part = [row for row in rows if row.result == result]
    why = {"refused": Text("Waarom", "Why"), "exists": Text("Waar", "Where"), "new": Text("Bron", "Source")}[result]
    heads = [
        Text("Regel", "Line"), Text("Vraag", "Request"), Text("Datum", "Date"),
        Text("Status", "Status"), Text("Nota", "Note"), why,
    ]  # fmt: skip
    drawn = [
        h(
            "tr",
            h("th", "" if row.line is None else str(row.line), scope="row"),
            [h("td", cell) for cell in row.said],
            h("td", row.source if result == "new" else [h("p", why) for why in row.why], class_="reason"),
        )
        for row in of_part
    ]
    title = f"{RESULTS[result][lang]} ({len(of_part)})"
    table = h(
        "table", h("thead", h("tr", [h("th", head[lang], scope="col") for head in heads])), h("tbody", drawn),
        class_="outcomes",
    )  # fmt: skip
    region = h("div", table, class_="drawn", tabindex=0, role="region", aria_label=title)
    return h("section", h("h2", title), region, class_=f"outcome {result}")


def _aside(action: str, lang: str) -> Node:
    put_aside = Text("Gooi dit bestand weg", "Discard this file")[lang]
    return h(
        "form", h("button", put_aside, type="submit", class_="quiet"), method="post", action=action, class_="aside"
    )


def gone(href: str, lang: str) -> Node:
    """A file that is not there any more."""
    told = Text(
        "Dit bestand is er niet meer: het is ingevoerd, weggegooid of vervangen, of het wachtte langer dan een dag.",
        "This file is not here any more: it was imported, discarded or replaced, or waited for more than a day.",
    )
    again = Text("Kies een bestand", "Choose a file")[lang]
    return h("section", h("h1", TITLE[lang]), h("p", told[lang], class_="lead"), h("p", h("a", again, href=href)))
