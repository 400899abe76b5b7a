"""The sentences of the page about the open data."""

from __future__ import annotations

from components.text import Text, number

LICENCE = Text("Wat u ermee mag", "What you may do with it")
OWN = Text(
    "Het logboek, de titels en de koppelingen met de SDG's mag u vrij gebruiken, ook bewerkt en commercieel, als u "
    "de bron vermeldt: ",
    "You may use the log, the titles and the links with the SDGs freely, also adapted and commercially, if you "
    "mention the source: ",
)

FILES = Text("Alles in één bestand", "Everything in one file")
FILES_INTRO = Text(
    "Elk bestand bevat alles wat openbaar is: de vragen, de dossiers, het volledige logboek met bronnen, en de "
    "status van elke vraag door de tijd. De adressen blijven dezelfde; de inhoud volgt het logboek.",
    "Each file holds everything that is public: the requests, the dossiers, the whole log with its sources, and the "
    "status of each request through time. The addresses stay the same; the content follows the log.",
)
FORMS = {
    ".zip": (
        Text("CSV", "CSV"),
        Text(
            "(ZIP): een tabel per bestand, voor een rekenblad of R.", "(ZIP): a table per file, for a spreadsheet or R."
        ),
    ),
    ".json": (Text("JSON", "JSON"), Text("één document, voor programma's.", "one document, for programs.")),
    ".sqlite": (
        Text("SQLite", "SQLite"),
        Text("een databank die u meteen kunt bevragen.", "a database that you can query at once."),
    ),
}

API = Text("De API", "The API")
API_INTRO = (
    Text(
        "Elke tabel en elke grafiek van deze site kunt u ook als gegevens opvragen, zonder sleutel en zonder "
        "account, vanuit elke website. Filter met dezelfde parameters als op de bladzijden: dossier, request, "
        "government, sdg, status.",
        "You can also ask for each table and chart of this site as data, without a key or account, from any "
        "website. Filter with the same parameters as on the pages: dossier, request, government, sdg, status.",
    ),
    Text(
        "Twee datums bepalen wat u ziet. Met as_of kiest u de dag waarvan u de toestand wilt kennen; met known_at "
        "wat toen al geregistreerd was. Geeft u beide, dan blijft het antwoord altijd hetzelfde: zo verwijst u naar "
        "cijfers.",
        "Two dates decide what you see. With as_of you choose the day whose state you want; with known_at what had "
        "been recorded by then. If you give both, the answer always stays the same: that is how to refer to figures.",
    ),
)
API_CAPTION = Text("Wat u kunt opvragen", "What you can ask for")
API_COLUMNS = (Text("Adres", "Address"), Text("Een rij is", "A row is"), Text("Voorbeeld", "Example"))
RESOURCES = {
    "requests": Text("een vraag van het memorandum", "a request of the memorandum"),
    "tracks": Text("een vraag aan één overheid, met haar status", "a request to one government, with its status"),
    "updates": Text("een logregel, met haar bronnen", "an entry of the log, with its sources"),
    "progress": Text("een groep, met aantallen en de index", "a group, with counts and the index"),
    "trend": Text("een groep aan het einde van een maand", "a group at the end of a month"),
    "changes": Text("een vraag waarvan de status veranderde", "a request whose status changed"),
    "heatmap": Text("een SDG in een dossier, overheid of jaar", "an SDG in a dossier, government or year"),
}
DESCRIBED = Text(
    "Alle adressen, parameters en kolommen staan voor programma's beschreven in ",
    "All addresses, parameters and columns are described for programs in ",
)

EXAMPLES = Text("Voorbeelden", "Examples")
EXAMPLES_INTRO = Text(
    "Deze voorbeelden werken zoals ze hier staan.",
    "These examples work as they stand here.",
)

FEEDS = Text("Volgen wat er bij komt", "Follow what is added")
FEEDS_INTRO = (
    Text(
        "Een feed (Atom) meldt elke nieuwe logregel, ook een die over een dag van lang geleden gaat. Verbeteringen, "
        "intrekkingen en bevestigingen worden zo genoemd.",
        "A feed (Atom) announces each new entry, also one about a day long ago. Corrections, retractions and "
        "confirmations are called that.",
    ),
    Text(
        "Kies wat u volgt met dossier, request, government of sdg in het adres.",
        "Choose what you follow with dossier, request, government or sdg in the address.",
    ),
)

PICTURES = Text("Grafieken als afbeelding", "Charts as pictures")
PICTURES_INTRO = Text(
    "Elke grafiek is er ook als afbeelding: .png en .svg voor een nieuwsbrief of presentatie, .card.png voor "
    "sociale media. De afbeelding bevat haar eigen tekstalternatief.",
    "Each chart also exists as a picture: .png and .svg for a newsletter or presentation, .card.png for social "
    "media. The picture holds its own text alternative.",
)
PROGRESS = Text("Voortgang per dossier", "Progress per dossier")
EMBED = Text("Zet een grafiek op uw eigen site", "Put a chart on your own site")

LINKED = Text("Linked open data", "Linked open data")
LINKED_INTRO = (
    Text(
        "Het memorandum vraagt zelf om linked open data (vraag 9.3); daarom zijn de vragen en logregels het hier "
        "ook. Elke vraag en elke logregel heeft een vast adres dat naar een bladzijde leidt, of naar JSON-LD voor "
        "wie dat vraagt.",
        "The memorandum itself asks for linked open data (request 9.3); so the requests and entries are that here "
        "too. Each request and entry has a lasting address that leads to a page, or to JSON-LD for who asks for "
        "that.",
    ),
)
DATASET = Text("Beschrijving van de dataset (DCAT-AP, JSON-LD)", "Description of the dataset (DCAT-AP, JSON-LD)")
VOCABULARY = Text("Statussen en overheden (JSON-LD)", "Statuses and governments (JSON-LD)")


def headline(entries: int, tracks: int, lang: str) -> str:
    """What can be had, as a finding."""
    return Text(
        f"Alles wat u hier ziet, kunt u ook als gegevens gebruiken: {number(entries, lang)} logregels over "
        f"{number(tracks, lang)} vragen aan een overheid.",
        f"You can use everything you see here as data too: {number(entries, lang)} entries on {number(tracks, lang)} "
        "requests to a government.",
    )[lang]
