"""What the page for importing calls columns, and says about them."""

from __future__ import annotations

from components.text import Text

TITLE = Text("Invoer", "Import")

#: The columns of the interface in their order: what people call them, and what stands in them.
COLUMNS = {
    "request_id": (
        Text("Vraag", "Request"),
        Text("Een nummer zoals 4.11 of 2.1.a.", "A number such as 4.11 or 2.1.a."),
    ),
    "government": (
        Text("Overheid", "Government"),
        Text("VL, FED of EU, of de naam van de overheid.", "VL, FED or EU, or the government's name."),
    ),
    "effective_date": (
        Text("Datum", "Date"),
        Text(
            "Wanneer het gebeurde: 31/3/2023 (dag eerst), maart 2023 of 2023.",
            "When it happened: 31/3/2023 (day first), March 2023 or 2023.",
        ),
    ),
    "status": (
        Text("Status", "Status"),
        Text("Een status uit de lijst, bijvoorbeeld Beslist.", "A status of the list, for example Decided."),
    ),
    "date_precision": (
        Text("Nauwkeurigheid van de datum", "Precision of the date"),
        Text(
            "Dag, maand of jaar. Leeg: zoals de datum geschreven is.",
            "Day, month or year. Empty: as the date is written.",
        ),
    ),
    "note_nl": (Text("Nota", "Note"), Text("Wat er gebeurde, in het Nederlands.", "What happened, in Dutch.")),
    "note_en": (Text("Nota in het Engels", "Note in English"), Text("", "")),
    "source_url": (
        Text("Webadres van de bron", "Address of the source"),
        Text("Begint met https:// of http://.", "Begins with https:// or http://."),
    ),
    "source_title": (Text("Titel van de bron", "Title of the source"), Text("", "")),
    "source_publisher": (Text("Uitgever van de bron", "Publisher of the source"), Text("", "")),
    "source_date": (
        Text("Datum van de bron", "Date of the source"),
        Text("Een dag, bijvoorbeeld 31/3/2023.", "A day, for example 31/3/2023."),
    ),
    "confidence": (Text("Zekerheid", "Confidence"), Text("Hoog, gemiddeld of laag.", "High, medium or low.")),
    "second_reading": (Text("Tweede lezing", "Second reading"), Text("", "")),
    "row_id": (
        Text("Kenmerk van de rij", "Id of the row"),
        Text(
            "Maakt dat dezelfde rij later herkend wordt.",
            "Lets the same row be recognised later.",
        ),
    ),
}

RESULTS = {
    "new": Text("Nieuw", "New"),
    "exists": Text("Staat er al", "There already"),
    "refused": Text("Geweigerd", "Refused"),
}

#: Counts of rows by what becomes of them: one, and several.
COUNTS = {
    "new": (Text("{n} nieuwe rij", "{n} new row"), Text("{n} nieuwe rijen", "{n} new rows")),
    "exists": (
        Text("{n} rij die er al staat", "{n} row that is there already"),
        Text("{n} rijen die er al staan", "{n} rows that are there already"),
    ),
    "refused": (Text("{n} geweigerde rij", "{n} refused row"), Text("{n} geweigerde rijen", "{n} refused rows")),
}

#: What a row does to another entry.
KINDS = {
    "correction": Text("Verbetering", "Correction"),
    "retraction": Text("Intrekking", "Retraction"),
    "confirmation": Text("Bevestiging", "Confirmation"),
}
