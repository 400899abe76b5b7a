"""The sentences of the overview: the finding, what it rests on, and the three figures, from plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from components.charts.parts import Table, rows_of
from components.text import Text, day, listing, number, percent, plural, short_name, signed, whole_percent


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the opening says, at one moment and a year earlier.

    ``governments`` are the addressees' codes and names; ``with_result`` the tracks (partially) realised; ``index`` and
    ``index_before`` are shares of 1 or None where undefined; ``before`` is the day the past year began, ``full_year``
    false when that is the memorandum's own start; ``result_change`` is the net change of ``with_result`` since,
    ``changed`` how many tracks have another status than then. ``entries`` are public status entries, ``second_read``
    those whose source a second reader found again, ``confirmed_entries`` those the publisher vouches for.
    """

    memorandum: str
    publisher: str
    governments: tuple[tuple[str, str], ...]
    requests: int
    tracks: int
    with_entry: int
    with_result: int
    index: float | None
    index_before: float | None
    before: date
    full_year: bool
    result_change: int
    changed: int
    without_response: int
    stalled: int
    entries: int
    second_read: int
    confirmed_entries: int


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A question, the figure that answers it, its unit, and what it means."""

    question: str
    value: str
    unit: str
    meaning: str


MEASURES = {
    "realised_share": Text("deel met resultaat", "share with a result"),
    "tracks": Text("aantal vragen", "number of requests"),
    "index": Text("voortgangsindex", "progress index"),
}

COLUMNS = {
    "dossier": Text("dossier", "dossier"),
    "government": Text("overheid", "government"),
    "year": Text("jaar", "year"),
}

GOALS_TITLE = {
    "dossier": Text("SDG's per dossier", "SDGs per dossier"),
    "government": Text("SDG's per overheid", "SDGs per government"),
    "year": Text("SDG's per jaar", "SDGs per year"),
}

MEASURE_INTRO = {
    "realised_share": Text(
        "In elk vak staat welk deel van de vragen geheel of gedeeltelijk resultaat opleverde (in %), "
        "en klein het aantal vragen.",
        "Each cell tells which share of the requests led to a full or partial result (in %), "
        "and in small the number of requests.",
    ),
    "tracks": Text("In elk vak staat het aantal vragen aan een overheid.", "Each cell tells the number of requests."),
    "index": Text(
        "In elk vak staat de voortgangsindex (0 tot 100), en klein het aantal vragen; "
        "een streepje als te veel vragen onduidelijk zijn.",
        "Each cell tells the progress index (0 to 100), and in small the number of requests; "
        "a dash where too many requests are unclear.",
    ),
}

GOALS_NOTE = Text(
    "Een punt betekent dat er geen vragen zijn. Een vraag telt mee bij elk doel waaraan ze bijdraagt; "
    "welke dat zijn, is onze redactionele keuze en staat zo niet in het memorandum.",
    "A dot means that there are no requests. A request counts for every goal it contributes to; "
    "which ones those are is our editorial choice and is not stated like this in the memorandum.",
)

NOTHING = {
    "empty_log": (
        Text("Er staat nog niets in het logboek.", "There is nothing in the log yet."),
        Text(
            "Zodra iemand optekent wat een overheid met een vraag deed, staat hier hoe ver elk dossier is.",
            "As soon as someone records what a government did with a request, this page shows how far each dossier is.",
        ),
        Text(
            "Tot dan is voor geen enkele van de {tracks} vragen aan een overheid een reactie bekend.",
            "Until then no response is known to any of the {tracks} requests to a government.",
        ),
    ),
    "before_log": (
        Text("Op dat moment was er nog niets geregistreerd.", "Nothing had been recorded by that moment."),
        Text(
            "U vroeg wat bekend was op een moment waarop het logboek nog leeg was.",
            "You asked what was known at a moment when the log was still empty.",
        ),
        Text(
            "Kies bij ‘Kennis op’ een latere dag, dan staat hier hoe ver de {tracks} vragen aan een overheid zijn.",
            "Choose a later day under ‘Known at’ to see how far the {tracks} requests to a government are.",
        ),
    ),
    "no_requests": (
        Text("Aan deze keuze voldoet geen enkele vraag.", "No request fits this choice."),
        Text(
            "Niet elke overheid kreeg in elk dossier en voor elke SDG een vraag.",
            "Not every government was put a request in every dossier and for every SDG.",
        ),
        Text("Kies bij ‘Filter’ minder tegelijk.", "Choose less at once under ‘Filter’."),
    ),
}

_ADDRESSEES = {
    "VL": Text("de Vlaamse overheid", "the Flemish government"),
    "FED": Text("de federale overheid", "the federal government"),
    "EU": Text("de Europese Unie", "the European Union"),
}


def addressee(code: str, name: str, lang: str) -> str:
    """A government as it stands inside a sentence."""
    return _ADDRESSEES[code][lang] if code in _ADDRESSEES else name


def headline(numbers: Numbers, lang: str) -> str:
    """The finding of the page."""
    reached, tracks = number(numbers.with_result, lang), number(numbers.tracks, lang)
    if not numbers.with_result:
        return Text(
            f"Nog geen van de {tracks} vragen aan een overheid leverde geheel of gedeeltelijk resultaat op.",
            f"None of the {tracks} requests to a government has led to a full or partial result yet.",
        )[lang]
    return plural(
        numbers.with_result,
        Text(
            f"{reached} van de {tracks} vragen aan een overheid leverde geheel of gedeeltelijk resultaat op.",
            f"{reached} of the {tracks} requests to a government has led to a full or partial result.",
        ),
        Text(
            f"{reached} van de {tracks} vragen aan een overheid leverden geheel of gedeeltelijk resultaat op.",
            f"{reached} of the {tracks} requests to a government have led to a full or partial result.",
        ),
        lang,
    )


def lead(numbers: Numbers, lang: str) -> str:
    """Where the requests come from, and how far the log behind the figures has been checked."""
    publisher, requests = short_name(numbers.publisher), number(numbers.requests, lang)
    addressees = listing([addressee(code, name, lang) for code, name in numbers.governments], lang)
    asked = Text(
        f"In het {numbers.memorandum} staan {requests} vragen aan {addressees}. "
        "Elke vraag volgen we apart voor elke overheid aan wie ze gericht is.",
        f"The {numbers.memorandum} puts {requests} requests to {addressees}. "
        "Each request is followed separately for every government it addresses.",
    )[lang]
    read, confirmed = number(numbers.second_read, lang), number(numbers.confirmed_entries, lang)
    entries = plural(
        numbers.entries, Text("{n} logregel", "{n} log entry"), Text("de {n} logregels", "the {n} log entries"), lang
    )
    checked = Text(
        f"Van {read} van {entries} vond een tweede lezer de bron terug",
        f"For {read} of {entries} a second reader found the source again",
    )[lang]
    vouched = Text(f"de {publisher} bevestigde er {confirmed}", f"the {publisher} has confirmed {confirmed}")
    waiting = Text(f"de {publisher} bevestigde er nog geen", f"the {publisher} has not confirmed any yet")
    return f"{asked} {checked}; {(vouched if numbers.confirmed_entries else waiting)[lang]}."


def three_figures(numbers: Numbers, lang: str) -> tuple[KeyFigure, KeyFigure, KeyFigure]:
    """How far are we, what moved lately, what stands still."""
    return _how_far(numbers, lang), _what_moved(numbers, lang), _what_stands_still(numbers, lang)


def lately(numbers: Numbers, as_of: date, slipped: int, lang: str) -> str:
    """How many requests changed status since the past year began, and how many stepped back in it."""
    begin, end = day(numbers.before, "day", lang), day(as_of, "day", lang)
    if not numbers.changed:
        changed = Text(
            f"Tussen {begin} en {end} veranderde geen enkele vraag aan een overheid van status.",
            f"Between {begin} and {end} no request to a government changed status.",
        )[lang]
    else:
        changed = plural(
            numbers.changed,
            Text(f"Tussen {begin} en {end} kreeg {{n}} vraag aan een overheid een andere status.",
                 f"Between {begin} and {end} {{n}} request to a government changed status."),
            Text(f"Tussen {begin} en {end} kregen {{n}} vragen aan een overheid een andere status.",
                 f"Between {begin} and {end} {{n}} requests to a government changed status."),
            lang,
        )  # fmt: skip
    if not slipped:
        return f"{changed} {Text('Geen enkele zette een stap achteruit.', 'None of them took a step back.')[lang]}"
    back = plural(
        slipped,
        Text("Er was {n} stap achteruit: een vraag die stilviel, werd afgewezen of naar een lagere status ging.",
             "There was {n} step back: a request stalled, was rejected or went to a lower status."),
        Text("Er waren {n} stappen achteruit: een vraag viel stil, werd afgewezen of ging naar een lagere status.",
             "There were {n} steps back: requests that stalled, were rejected or went to a lower status."),
        lang,
    )  # fmt: skip
    return f"{changed} {back}"


def all_changes(changed: int, lang: str) -> str:
    """The link to all changes of the past year."""
    return plural(
        changed,
        Text("Naar de verandering", "To the change"),
        Text("Alle {n} veranderingen, van status naar status", "All {n} changes, from status to status"),
        lang,
    )


def all_still(still: int, lang: str) -> str:
    """The link to all requests that stand still."""
    return plural(
        still,
        Text("De vraag die stilstaat, met waarop dat steunt", "The request that stands still, with what that rests on"),
        Text("Alle {n} vragen die stilstaan, met waarop dat steunt",
             "All {n} requests that stand still, with what that rests on"),
        lang,
    )  # fmt: skip


def unconfirmed(frame: Table, lang: str) -> str:
    """How many of the shown statuses rest on an entry that the publisher has not confirmed. ``frame``: progress."""
    rows = rows_of(frame)
    waiting = sum(row["unconfirmed"] for row in rows)
    entries = waiting + sum(row["confirmed"] for row in rows)
    if not entries:
        return Text("Voor geen enkele vraag staat er iets in het logboek.", "The log is silent on every request.")[lang]
    if not waiting:
        return Text("Elke status die op het logboek steunt, is bevestigd.", "Every logged status is confirmed.")[lang]
    if entries == 1:
        return Text(
            "De enige status uit het logboek is nog niet bevestigd.", "The only logged status awaits confirmation."
        )[lang]
    part, whole, share = number(waiting, lang), number(entries, lang), percent(waiting / entries, lang)
    return Text(
        f"Nog niet bevestigd: {part} van de {whole} statussen uit het logboek ({share}).",
        f"Not confirmed yet: {part} of the {whole} statuses from the log ({share}).",
    )[lang]


def _how_far(numbers: Numbers, lang: str) -> KeyFigure:
    question = Text("Hoe ver staan we?", "How far are we?")[lang]
    covered = number(numbers.with_entry, lang)
    coverage = Text(
        f"voor {covered} van de {number(numbers.tracks, lang)} vragen is er een logregel",
        f"{covered} of the {number(numbers.tracks, lang)} requests have a log entry",
    )[lang]
    if numbers.index is None:
        why = Text("te veel vragen zijn onduidelijk voor een index", "too many requests are unclear for an index")[lang]
        return KeyFigure(question, "–", "", f"{why}; {coverage}")
    meaning = Text("voortgangsindex", "progress index")[lang]
    if numbers.index_before is not None and numbers.full_year:
        earlier = whole_percent(numbers.index_before)
        meaning += Text(f", {earlier} een jaar eerder", f", {earlier} a year earlier")[lang]
    return KeyFigure(question, str(whole_percent(numbers.index)), "/100", f"{meaning}; {coverage}")


def _what_moved(numbers: Numbers, lang: str) -> KeyFigure:
    question = (
        Text("Wat bewoog het voorbije jaar?", "What moved in the past year?")
        if numbers.full_year
        else Text("Wat bewoog sinds het begin?", "What moved since the start?")
    )[lang]
    since = day(numbers.before, "day", lang)
    result = Text(f"vragen met resultaat sinds {since}", f"requests with a result since {since}")[lang]
    changed = plural(
        numbers.changed,
        Text("{n} vraag kreeg een andere status", "{n} request changed status"),
        Text("{n} vragen kregen een andere status", "{n} requests changed status"),
        lang,
    )
    return KeyFigure(question, signed(numbers.result_change, lang), "", f"{result}; {changed}")


def _what_stands_still(numbers: Numbers, lang: str) -> KeyFigure:
    silent, stalled = number(numbers.without_response, lang), number(numbers.stalled, lang)
    meaning = Text(
        f"{silent} zonder bekende reactie, {stalled} stilgevallen",
        f"{silent} without a known response, {stalled} stalled",
    )[lang]
    question = Text("Wat staat stil?", "What stands still?")[lang]
    return KeyFigure(question, number(numbers.without_response + numbers.stalled, lang), "", meaning)
