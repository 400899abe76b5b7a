"""The methodology in words: how every figure of the site comes about, with the numbers of the store in it."""

from __future__ import annotations

from dataclasses import dataclass

from components.text import Text, number, plural, short_name


@dataclass(frozen=True, slots=True)
class Basis:
    """What the record holds at the moment asked about.

    ``requests`` are followed, ``grouping`` only group others; ``tracks`` are (request, government) pairs, ``explicit``
    those of requests that name their addressees, ``implied`` the others. ``entries`` are public status entries that
    count; ``second_read`` were found again by a second reader, ``not_found`` were not; ``stated`` and ``judged`` by
    certainty; ``to_the_month`` and ``to_the_year`` have no exact day. ``links`` are pairs of a request and a goal.
    """

    memorandum: str
    publisher: str
    requests: int
    grouping: int
    tracks: int
    explicit: int
    implied: int
    with_entry: int
    entries: int
    with_source: int
    second_read: int
    not_found: int
    stated: int
    judged: int
    to_the_month: int
    to_the_year: int
    confirmed: int
    links: int
    linked_goals: int


Section = tuple[Text, tuple[Text, ...]]


def headline(basis: Basis, lang: str) -> str:
    """What every figure rests on, as the finding of the page."""
    entries = number(basis.entries, lang)
    if not basis.entries:
        return Text("Er staat nog niets in het logboek.", "There is nothing in the log yet.")[lang]
    if basis.with_source == basis.entries:
        return Text(
            f"Elk cijfer volgt uit {entries} logregels, elk met een datum en een publieke bron.",
            f"Every figure follows from {entries} log entries, each with a date and a public source.",
        )[lang]
    return Text(
        f"Elk cijfer volgt uit {entries} gedateerde logregels; {number(basis.with_source, lang)} hebben een publieke "
        "bron.",
        f"Every figure follows from {entries} dated log entries; {number(basis.with_source, lang)} have a public "
        "source.",
    )[lang]


def what_is_followed(basis: Basis, lang: str) -> tuple[str, ...]:
    """Requests, governments, and what is counted."""
    publisher = short_name(basis.publisher)
    requests, tracks = number(basis.requests, lang), number(basis.tracks, lang)
    return (
        Text(
            f"Het {basis.memorandum} stelt {requests} genummerde vragen. Een vraag kan aan meer dan één overheid "
            "gericht "
            f"zijn; we volgen en tellen elke vraag apart per overheid. Zo komen we aan {tracks} vragen aan een "
            "overheid.",
            f"The {basis.memorandum} puts {requests} numbered requests. A request can address more than one "
            "government; "
            f"we follow and count each request separately per government. That makes {tracks} requests to a "
            "government.",
        )[lang],
        Text(
            f"Bij {number(basis.explicit, lang)} daarvan noemt de tekst zelf de overheid. Bij "
            f"{number(basis.implied, lang)} "
            "leidden we ze af uit de bevoegdheden; de reden staat op de pagina van de vraag.",
            f"For {number(basis.explicit, lang)} of those the text itself names the government. For "
            f"{number(basis.implied, lang)} we derived it from who is competent; the reason stands on the request's "
            "page.",
        )[lang],
        Text(
            f"{number(basis.grouping, lang)} vragen groeperen alleen deelvragen (2.1 bijvoorbeeld): zij hebben geen "
            "eigen "
            "status, we tonen de aantallen van hun deelvragen.",
            f"{number(basis.grouping, lang)} requests only group sub-requests (2.1 for instance): they have no "
            "status of "
            "their own, we show the counts of their sub-requests.",
        )[lang],
        Text(
            f"De teksten van de vragen zijn woordelijk die van de {publisher}. De korte titels zijn van ons.",
            f"The texts of the requests are verbatim those of the {publisher}. The short titles are ours.",
        )[lang],
    )


def log(basis: Basis, lang: str) -> tuple[str, ...]:
    """How the log came about and how far it was checked."""
    publisher, entries = short_name(basis.publisher), number(basis.entries, lang)
    vouched = plural(
        basis.confirmed,
        Text(f"De {publisher} bevestigde {{n}} logregel.", f"The {publisher} has confirmed {{n}} entry."),
        Text(f"De {publisher} bevestigde {{n}} logregels.", f"The {publisher} has confirmed {{n}} entries."),
        lang,
    )
    none = Text(f"De {publisher} bevestigde er nog geen enkele.", f"The {publisher} has not confirmed any yet.")[lang]
    confirmed = vouched if basis.confirmed else none
    return (
        Text(
            f"Het logboek begon met bureauonderzoek in publieke bronnen: {entries} gebeurtenissen, elk met het "
            "oordeel hoe "
            "ver de hele vraag na die gebeurtenis stond. Een tweede lezer heropende de bronnen: bij "
            f"{number(basis.second_read, lang)} stond er wat het logboek zegt; {number(basis.not_found, lang)} kon "
            "die "
            "niet terugvinden of bereiken, en die steunen op de eerste lezer alleen.",
            f"The log began with desk research in public sources: {entries} events, each with a verdict on how far "
            "the "
            "whole request stood after it. A second reader reopened the sources: for "
            f"{number(basis.second_read, lang)} "
            f"they say what the log says; {number(basis.not_found, lang)} could not be found or reached again, and "
            "rest on "
            "the first reader alone.",
        )[lang],
        Text(
            f"Bij {number(basis.stated, lang)} logregels zegt de bron het met zoveel woorden; bij "
            f"{number(basis.judged, lang)} is de status het oordeel van de lezer.",
            f"For {number(basis.stated, lang)} entries the source says so in as many words; for "
            f"{number(basis.judged, lang)} the status is the reader's judgement.",
        )[lang],
        Text(
            f"{number(basis.to_the_month, lang)} logregels kennen we op de maand en "
            f"{number(basis.to_the_year, lang)} op "
            "het jaar; die tellen vanaf de laatste dag van die maand of dat jaar, en zo tonen we ze ook: ‘maart "
            "2023’.",
            f"{number(basis.to_the_month, lang)} entries are known to the month and "
            f"{number(basis.to_the_year, lang)} to "
            "the year; they count from the last day of that month or year, and are shown so: ‘March 2023’.",
        )[lang],
        Text(
            f"Bevestigd is iets pas als een andere redacteur van de {publisher} dan de auteur ervoor instaat. ",
            f"Something is confirmed only when another editor of the {publisher} than the author vouches for it. ",
        )[lang]
        + confirmed,
    )


COUNTING: tuple[Section, ...] = (
    (
        Text("De voortgangsindex", "The progress index"),
        (
            Text(
                "De index van een groep is het gemiddelde gewicht van haar vragen aan een overheid, van 0 tot 100. "
                "Onduidelijke vragen tellen niet mee. Zijn er dat meer dan 20 % van de groep, dan tonen we geen "
                "index.",
                "The index of a group is the mean weight of its requests to a government, from 0 to 100. Unclear "
                "requests "
                "are left out. Where they are more than 20 % of the group, no index is shown.",
            ),
            Text(
                "De gewichten zijn een keuze. Daarom staan bij elke index ook de aantallen per status, en de "
                "dekking: het "
                "deel van de vragen waarover minstens één logregel bestaat.",
                "The weights are a choice. That is why the counts per status stand beside every index, and the "
                "coverage: "
                "the share of requests with at least one entry.",
            ),
        ),
    ),
    (
        Text("Welke status geldt", "Which status counts"),
        (
            Text(
                "Op een dag geldt de jongste logregel met die datum of een vroegere; bij gelijke data de laatst "
                "geregistreerde. Zonder logregel blijft een vraag ‘ingediend’: dan is er geen reactie bekend, wat "
                "niet "
                "betekent dat er geen was.",
                "On a day the newest entry dated that day or earlier counts; of equal dates the one recorded last. "
                "Without "
                "an entry a request stays ‘submitted’: no response is known then, which does not mean that there was "
                "none.",
            ),
            Text(
                "Er zijn twee klokken: ‘toestand op’ is de dag waarover het gaat, ‘kennis op’ het moment waarop iets "
                "geregistreerd moest zijn om mee te tellen. Zo is altijd terug te vinden wat wij wanneer wisten.",
                "There are two clocks: ‘as of’ is the day in question, ‘known at’ the moment by which something had "
                "to be "
                "recorded to count. So it can always be found again what was known when.",
            ),
            Text(
                "Wat de VVSG zelf deed (brieven, hoorzittingen, adviezen) staat in de geschiedenis van een vraag "
                "maar telt "
                "nooit als vooruitgang.",
                "What the VVSG did itself (letters, hearings, opinions) stands in the history of a request but never "
                "counts as progress.",
            ),
        ),
    ),
    (
        Text("Stilstand en terugval", "Standing still and slipping back"),
        (
            Text(
                "Stil staat een vraag die stilgevallen is, of waarop geen reactie bekend is. Een terugval is een "
                "overgang "
                "naar een lager gewicht, of naar stilgevallen of afgewezen. ‘Het voorbije jaar’ is het jaar voor de "
                "dag "
                "die getoond wordt.",
                "A request stands still when it is stalled, or when no response is known. A step back is a change to "
                "a "
                "lower weight, or to stalled or rejected. ‘The past year’ is the year before the day shown.",
            ),
        ),
    ),
)

CORRECTIONS: tuple[Text, ...] = (
    Text(
        "Een logregel wordt nooit gewist of overschreven. Een fout wordt verbeterd met een nieuwe regel die de oude "
        "noemt, met een reden; beide blijven zichtbaar. Een ingetrokken regel telt niet meer vanaf de intrekking.",
        "An entry is never erased or overwritten. A mistake is corrected by a new entry that names the old one, with "
        "a "
        "reason; both stay visible. A retracted entry no longer counts from its retraction on.",
    ),
    Text(
        "Elke regel draagt een controlegetal dat ook het vorige bevat. Onderaan elke pagina staat het laatste: wie "
        "het "
        "noteert, kan later nagaan dat er niets uit het logboek verdween. Alleen tekst die onwettig of persoonlijk "
        "blijkt, "
        "kan onleesbaar gemaakt worden; dat blijft zichtbaar en verandert geen enkel cijfer.",
        "Every entry carries a check value that covers the one before it. The last one stands at the foot of every "
        "page: "
        "who notes it can verify later that nothing disappeared from the log. Only text that proves unlawful or "
        "personal "
        "can be blanked; that stays visible and changes no figure.",
    ),
)

LIMITS: tuple[tuple[str | None, Text], ...] = (
    (
        None,
        Text(
            "Een vraag zonder logregel: er is niets gevonden. Dat betekent niet dat er niets gebeurde.",
            "A request without entries: nothing was found. That does not mean that nothing happened.",
        ),
    ),
    (
        None,
        Text(
            "Sommige data zijn die van de publicatie en niet van de gebeurtenis zelf.",
            "Some dates are those of publication and not of the event itself.",
        ),
    ),
    (
        "2.8",
        Text(
            "Deze vraag werd ingewilligd via een ander akkoord (VIA6) dan het genoemde (VIA5).",
            "This request was granted through another agreement (VIA6) than the one named (VIA5).",
        ),
    ),
    (
        "10.1",
        Text(
            "Het klimaatpact lezen we hier als een gedeeltelijk antwoord.",
            "The climate pact is read as a partial answer here.",
        ),
    ),
    (
        "10.4",
        Text(
            "Ook hier lezen we het klimaatpact als een gedeeltelijk antwoord.", "Here too the climate pact is read so."
        ),
    ),
    (
        "2.4.a",
        Text(
            "Het Vlaamse deel beantwoordt een vraag waarvan de tekst vooral de federale overheid aanspreekt.",
            "The Flemish part answers a request whose text mainly addresses the federal government.",
        ),
    ),
)


def goals(basis: Basis, lang: str) -> tuple[str, ...]:
    """The editorial mapping to the goals, and how it is counted."""
    return (
        Text(
            "De pictogrammen van de doelen gingen in de bron verloren. Welke vraag aan welk doel bijdraagt is daarom "
            f"redactioneel: {number(basis.links, lang)} koppelingen met {number(basis.linked_goals, lang)} van de 17 "
            "doelen, elk met het subdoel en de reden op de pagina van de vraag.",
            "The pictograms of the goals were lost in the source. Which request contributes to which goal is "
            "therefore "
            f"editorial: {number(basis.links, lang)} links to {number(basis.linked_goals, lang)} of the 17 goals, "
            "each "
            "with its target and the reason on the request's page.",
        )[lang],
        Text(
            "Een vraag telt mee bij elk doel waaraan ze bijdraagt; de som over de doelen is dus groter dan het "
            "totaal. Het "
            "deel met resultaat is wat geheel of gedeeltelijk gerealiseerd is, gedeeld door alle vragen van het vak.",
            "A request counts for every goal it contributes to; the sum over the goals is therefore larger than the "
            "total. "
            "The share with a result is what is fully or partially realised, divided by all requests of the cell.",
        )[lang],
    )
