"""The sentences of the board's pages and report, generated from the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from components.board.data import BoardData, Earlier, Legislature, Seen, Sensitive, Separated, TrackNow
from components.charts.moves import DIRECTIONS
from components.charts.parts import of_requests
from components.text import Text, day, listing, moment, number, plural, whole_percent

#: What a status that is not the last word is called together, in the order of the balance.
BALANCE: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("Gerealiseerd", "Realised"), ("realised",)),
    (Text("Deels gerealiseerd", "Partially realised"), ("partially_realised",)),
    (Text("Onderweg", "On the way"), ("decided", "in_progress", "acknowledged")),
    (Text("Geen reactie bekend", "No response known"), ("submitted",)),
    (Text("Stilgevallen", "Stalled"), ("stalled",)),
    (Text("Onduidelijk", "Unclear"), ("unclear",)),
    (Text("Afgewezen", "Rejected"), ("rejected",)),
)

TERMS_NOTE = Text(
    "Een verandering staat bij de regering die op die dag in functie was. Dat zegt wanneer iets gebeurde, niet wie het "
    "bewerkte: een wet kan al onder de vorige regering voorbereid zijn. De toestand bij de start is die op de avond "
    "vóór de eedaflegging; bij wie al regeerde toen het memorandum verscheen, is het die van de eerste dag ervan.",
    "A change stands with the cabinet in office on that day. That says when something happened, not who brought it "
    "about: a law may have been prepared under the cabinet before. The state at the start is that of the evening "
    "before the oath; of who was in office when the memorandum appeared, that of its first day.",
)

PUBLIC_NOTE = Text(
    "Publieke versie: zonder interne notities en bespreekpunten.",
    "Public version: without internal notes and points for discussion.",
)


def clocks(as_of: date, known_at: datetime, lang: str) -> str:
    """``Toestand op 31 december 2024, kennis op 3 maart 2025 om 13.00 uur``."""
    shown, known = day(as_of, "day", lang), moment(known_at, lang)
    return Text(f"Toestand op {shown}, kennis op {known}", f"As of {shown}, known at {known}")[lang]


def meeting_name(title: str, held_on: date, lang: str) -> str:
    """``Raad van bestuur, 3 maart 2025``; only the day where the title is not told."""
    held = day(held_on, "day", lang)
    return f"{title}, {held}" if title else held


def of_meeting(earlier: Earlier, lang: str) -> str:
    """The meeting compared with, inside a sentence."""
    shown = day(earlier.as_of, "day", lang)
    if not earlier.title:
        return Text(f"de vergadering over {shown}", f"the meeting about {shown}")[lang]
    return Text(f"de vergadering ‘{earlier.title}’ (toestand op {shown})",
                f"the meeting ‘{earlier.title}’ (as of {shown})")[lang]  # fmt: skip


def no_then(seen: Seen, lang: str) -> str:
    """Why the meeting cannot be seen as it was then; empty where it can."""
    if seen.no_then == "open":
        return Text(
            "‘Zoals het bestuur het toen zag’ is er nog niet: de vergadering is niet afgesloten. U ziet wat nu "
            "geregistreerd is.",
            "‘As the board saw it then’ is not there yet: the meeting has not been closed. You see what is recorded "
            "now.",
        )[lang]
    if seen.no_then == "nothing":
        return Text(
            "‘Zoals het bestuur het toen zag’ is er niet: toen deze vergadering werd afgesloten, was er nog niets "
            "geregistreerd. U ziet wat we nu weten.",
            "‘As the board saw it then’ is not offered: when this meeting was closed, nothing had been recorded yet. "
            "You see what is known now.",
        )[lang]
    return ""


def draft(seen: Seen, lang: str) -> str:
    """That the report is a draft; empty for a closed meeting."""
    if seen.closed:
        return ""
    return Text(
        "Ontwerp: de vergadering is nog niet afgesloten, dus de cijfers kunnen nog veranderen.",
        "Draft: the meeting has not been closed yet, so the figures may still change.",
    )[lang]


def learnt(separated: Separated, lang: str) -> str:
    """How many requests are known better than at the earlier view."""
    count, shown = len(separated.learnt), day(separated.earlier.as_of, "day", lang)
    known = moment(separated.earlier.known_at, lang)
    if not count:
        return Text(
            f"Wat op {known} bekend was over {shown}, klopt nog altijd.",
            f"What was known on {known} about {shown} still holds.",
        )[lang]
    return plural(
        count,
        Text(
            f"Van {{n}} vraag aan een overheid weten we intussen dat ze op {shown} anders stond dan op {known} bekend "
            "was. Dat is betere kennis, geen vooruitgang of achteruitgang.",
            f"Of {{n}} request to a government it is known by now that it stood otherwise on {shown} than was known on "
            f"{known}. That is better knowledge, no progress or step back.",
        ),
        Text(
            f"Van {{n}} vragen aan een overheid weten we intussen dat ze op {shown} anders stonden dan op {known} "
            "bekend was. Dat is betere kennis, geen vooruitgang of achteruitgang.",
            f"Of {{n}} requests to a government it is known by now that they stood otherwise on {shown} than was known "
            f"on {known}. That is better knowledge, no progress or step back.",
        ),
        lang,
    )


def same_day(separated: Separated, lang: str) -> str:
    """Why there can be no new facts between two views of one day."""
    shown = day(separated.earlier.as_of, "day", lang)
    return Text(
        f"Beide vergaderingen gaan over dezelfde dag, {shown}: nieuwe feiten kunnen er dus niet zijn, alleen betere "
        "kennis.",
        f"Both meetings are about the same day, {shown}: so there can be no new facts, only better knowledge.",
    )[lang]


def until_now(separated: Separated, lang: str) -> str:
    """What stands below the difference between what the board saw and what is known now."""
    shown, now = (day(moment_of, "day", lang) for moment_of in (separated.view.start, separated.view.end))
    known = moment(separated.earlier.known_at, lang)
    return Text(
        f"Wat het bestuur zag ging over {shown}, met wat bekend was op {known}. Hieronder staat, uit elkaar gehouden, "
        f"wat we over die dag intussen beter weten, en wat er tot en met {now} gebeurde.",
        f"What the board saw was about {shown}, by what was known on {known}. Below, kept apart, is what is known "
        f"better about that day by now, and what happened up to {now}.",
    )[lang]


def stalled(data: BoardData, lang: str) -> str:
    """How many requests have stalled, and how many without a known response."""
    halted = sum(track.status == "stalled" for track in data.still)
    silent, whole = len(data.still) - halted, data.overview.numbers.tracks
    waiting = of_requests(silent, whole, lang)
    stopped = plural(
        halted, Text("{n} vraag is stilgevallen", "{n} request has stalled"),
        Text("{n} vragen zijn stilgevallen", "{n} requests have stalled"), lang,
    )  # fmt: skip
    return Text(
        f"{stopped}. Voor {waiting} is geen reactie bekend; dat wil niet zeggen dat er geen was.",
        f"{stopped}. For {waiting} no response is known; that does not mean that there was none.",
    )[lang]


def back(data: BoardData, lang: str) -> str:
    """How many steps back there were in the past year."""
    begin, end = day(data.back_from, "day", lang), day(data.seen.as_of, "day", lang)
    if not data.back:
        return Text(
            f"Tussen {begin} en {end} ging geen enkele vraag achteruit.",
            f"Between {begin} and {end} no request went back.",
        )[lang]
    return plural(
        len(data.back),
        Text(f"Tussen {begin} en {end} was er {{n}} stap achteruit.",
             f"Between {begin} and {end} there was {{n}} step back."),
        Text(f"Tussen {begin} en {end} waren er {{n}} stappen achteruit.",
             f"Between {begin} and {end} there were {{n}} steps back."),
        lang,
    )  # fmt: skip


def actions(data: BoardData, lang: str) -> str:
    """How often the association itself did something since the earlier day."""
    begin, end = day(data.actions_from, "day", lang), day(data.seen.as_of, "day", lang)
    publisher = "VVSG"
    if not data.actions:
        return Text(
            f"Over wat de {publisher} zelf deed tussen {begin} en {end}, staat niets in het logboek.",
            f"The log has nothing on what the {publisher} itself did between {begin} and {end}.",
        )[lang]
    return plural(
        len(data.actions),
        Text(f"Tussen {begin} en {end} staat {{n}} eigen actie van de {publisher} in het logboek.",
             f"Between {begin} and {end} the log has {{n}} action of the {publisher} itself."),
        Text(f"Tussen {begin} en {end} staan {{n}} eigen acties van de {publisher} in het logboek.",
             f"Between {begin} and {end} the log has {{n}} actions of the {publisher} itself."),
        lang,
    )  # fmt: skip


def sensitive(found: Sensitive, lang: str) -> str:
    """Between which values the index lies, and what each end means."""
    if found.index is None or found.low is None or found.alternative is None:
        return Text(
            "Te veel vragen zijn onduidelijk voor een index, en dus ook voor een marge.",
            "Too many requests are unclear for an index, and so for a margin.",
        )[lang]
    low, index, half = (whole_percent(value) for value in (found.low, found.index, found.alternative))
    return Text(
        f"De voortgangsindex is {index} op 100. Stond elke onbevestigde stap één trede lager, dan was hij {low}; telde "
        f"een gedeeltelijk resultaat maar voor de helft, dan was hij {half}.",
        f"The progress index is {index} out of 100. Were every unconfirmed step one rung lower, it would be {low}; did "
        f"a partial result count for half only, it would be {half}.",
    )[lang]


def ways(found: Mapping[str, int], lang: str) -> str:
    """``69 vooruit en 4 achteruit``; a dash where nothing moved."""
    parts = [f"{number(found[way], lang)} {name[lang]}" for way, name in DIRECTIONS.items() if found.get(way)]
    return listing(parts, lang) or "–"


def balance(data: BoardData, legislature: Legislature, lang: str) -> str:
    """What was open on the last day, or is so far."""
    left = _left(legislature)
    partial = number(sum(track.status == "partially_realised" for track in left), lang)
    still_open = of_requests(len(left), data.overview.numbers.tracks, lang)
    shown, over = day(data.seen.as_of, "day", lang), data.seen.as_of == data.period_end
    when = f"Bij het einde van de legislatuur, op {shown}," if over else f"Op {shown}"
    when_en = f"At the end of the term, on {shown}," if over else f"On {shown}"
    return Text(
        f"{when} stonden nog {still_open} open, waarvan {partial} deels gerealiseerd.",
        f"{when_en} {still_open} were still open, {partial} of them partially realised.",
    )[lang]


def settled(data: BoardData, legislature: Legislature, lang: str) -> str:
    """What had a last word by then, and what is called open."""
    told = plural(
        data.overview.numbers.tracks - len(_left(legislature)),
        Text("{n} vraag kreeg een volledig antwoord: gerealiseerd of afgewezen.",
             "{n} request had a full answer: realised or rejected."),
        Text("{n} vragen kregen een volledig antwoord: gerealiseerd of afgewezen.",
             "{n} requests had a full answer: realised or rejected."),
        lang,
    )  # fmt: skip
    open_is = Text(
        "Al het andere noemen we open, ook wat deels gerealiseerd is.",
        "All else is called open, also what is partially realised.",
    )
    return f"{told} {open_is[lang]}"


def _left(legislature: Legislature) -> list[TrackNow]:
    return [track for tracks in legislature.still_open.values() for track in tracks]
