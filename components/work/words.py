"""The words of the log form."""

from __future__ import annotations

from components.text import Text

LOG = Text("Iets loggen", "Log something")
CORRECT = Text("Een logregel verbeteren", "Correct an entry")
INTRO = Text(
    "Wat hier staat, blijft staan: een fout verbetert u later met een nieuwe logregel, die de oude zichtbaar vervangt.",
    "What is logged stays: a mistake is corrected later by a new entry that visibly replaces the old one.",
)
CORRECTING = Text(
    "Vul in hoe het moet zijn. De oude logregel blijft doorstreept staan, met uw reden erbij.",
    "Fill in how it should be. The old entry stays, struck out, with your reason beside it.",
)

REQUEST = Text("Welke vraag?", "Which request?")
REQUEST_HELP = Text(
    "Typ een nummer, of woorden uit de titel of de tekst.", "Type a number, or words from the title or the text."
)
MEANT = Text("Welke van deze vragen bedoelt u?", "Which of these requests do you mean?")
GOVERNMENT = Text("Welke overheid?", "Which government?")
KIND = Text("Wat logt u?", "What do you log?")
KINDS = {
    "status": (
        Text("Een stap van de overheid", "A step of the government"),
        Text("Wat ze toezegde, besliste, uitvoerde, uitstelde of weigerde.",
             "What it promised, decided, carried out, postponed or refused."),
    ),
    "action": (
        Text("Een actie van de VVSG zelf", "An action of the VVSG itself"),
        Text("Staat mee in het verloop, maar telt nooit als voortgang.",
             "Stands in the course of the request, but never counts as progress."),
    ),
}  # fmt: skip
STATUS = Text("Welke status bereikte de vraag daarmee?", "Which status did the request reach by that?")
ACTION = Text("Wat deed de VVSG?", "What did the VVSG do?")
DATE = Text("Wanneer gebeurde het?", "When did it happen?")
DATE_HELP = Text(
    "Een dag (14/3/2023), een maand (3/2023) of een jaar (2023): zo precies als u het weet.",
    "A day (14/3/2023), a month (3/2023) or a year (2023): as exactly as you know it.",
)
SOURCES = Text("Waar staat dat?", "Where does it say so?")
SOURCE = Text("Bron {n}", "Source {n}")
URL = Text("Webadres", "Web address")
SOURCE_TITLE = Text("Titel", "Title")
PUBLISHER = Text("Uitgever", "Publisher")
SOURCE_DATE = Text("Datum van de bron", "Date of the source")
ADD_SOURCE = Text("Nog een bron", "Another source")
NO_SOURCE = Text("Geen openbare bron? Zeg waarom", "No public source? Say why")
NO_SOURCE_HELP = Text(
    "Bij beslist, deels gerealiseerd, gerealiseerd en afgewezen is een bron verplicht.",
    "Decided, partially realised, realised and rejected need a source.",
)
NOTE = Text("Wat gebeurde er?", "What happened?")
NOTE_HELP = Text(
    "In een of twee zinnen. Iedereen kan dit lezen.", "In a sentence or two, in Dutch. Everyone can read it."
)
NOTE_EN = Text("Hetzelfde in het Engels", "The same in English")
INTERNAL_NOTE = Text("Interne nota", "Internal note")
INTERNAL_NOTE_HELP = Text(
    "Alleen voor wie aangemeld is: ze komt op geen enkele openbare pagina, download of feed.",
    "Only for who is signed in: it appears on no public page, download or feed.",
)
MORE = Text("Meer: Engels, interne nota, opnieuw bekijken", "More: English, internal note, look again")
VISIBILITY = Text("Wie mag dit zien?", "Who may see this?")
VISIBILITIES = {
    "public": (Text("Iedereen", "Everyone"), Text("", "")),
    "internal": (
        Text("Alleen wie aangemeld is", "Only who is signed in"),
        Text("Telt in geen enkel cijfer mee. Om het later openbaar te maken, logt u het opnieuw.",
             "Counts in no figure. To publish it later, log it anew."),
    ),
}  # fmt: skip
REVIEW = Text("Opnieuw bekijken op", "Look at it again on")
REVIEW_HELP = Text(
    "Dan staat deze logregel bij uw werk en in de agenda van wie die volgt.",
    "On that day this entry is on your list, and in the calendar of who follows it.",
)
REASON = Text("Waarom verbetert u dit?", "Why do you correct this?")
REASON_HELP = Text("De reden is voor iedereen te lezen.", "Everyone can read the reason.")
REASON_HELP_INTERNAL = Text("Alleen wie aangemeld is leest de reden.", "Only who is signed in reads the reason.")

SHOW = Text("Toon wat dit verandert", "Show what this changes")
RECORD = Text("Zet in het logboek", "Write in the log")
RECORD_CORRECTION = Text("Zet de verbetering in het logboek", "Write the correction in the log")
KEEP = Text("Bewaar als concept", "Keep as a draft")
DISCARD = Text("Gooi dit concept weg", "Throw this draft away")
PROBLEMS = Text("Er is nog niets gelogd. Kijk dit na:", "Nothing was logged yet. Look at this:")

#: What the form says while it is typed, by the name under which its script finds it.
SAID = {
    "kept": Text("Concept bewaard om {time}.", "Draft kept at {time}."),
    "offline": Text(
        "Geen verbinding. Wat u typte, staat in deze browser; het wordt bewaard zodra het weer kan.",
        "No connection. What you typed is in this browser; it is kept as soon as that is possible again.",
    ),
    "expired": Text(
        "U bent intussen afgemeld. Wat u typte, staat in deze browser.",
        "You have been signed out meanwhile. What you typed is in this browser.",
    ),
    "sign_in_label": Text("Meld opnieuw aan, in een ander tabblad", "Sign in again, in another tab"),
    "restored": Text(
        "Hersteld: dit typte u eerder in deze browser.", "Restored: you typed this in this browser earlier."
    ),
    "failed": Text(
        "Dit lukte niet; de fout ligt bij ons. Wat u typte, staat er nog: probeer het straks opnieuw.",
        "This did not work; the fault is ours. What you typed is still here: try again later.",
    ),
}
