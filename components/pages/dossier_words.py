"""The sentences of a dossier."""

from __future__ import annotations

from datetime import date

from components.text import Text, day, number, plural

EDITORIAL = Text(
    "Bij welke doelen een vraag hoort, is onze redactionele keuze; in het memorandum gingen de symbolen van de doelen "
    "verloren. Het getal is het aantal vragen van dit dossier dat aan het doel bijdraagt.",
    "Which goals a request belongs to is our editorial choice; the symbols of the goals were lost in the memorandum. "
    "The number is how many requests of this dossier contribute to the goal.",
)

VISION = Text("De visie van de gemeenten", "The vision of the municipalities")
INTENTIONS = Text("Wat de gemeenten zelf doen", "What the municipalities do themselves")


def about(number: int, kind: str, title: str) -> str:
    """What stands above the finding: ``Dossier 8: Schaal en samenwerking``."""
    return f"Dossier {number}: {title}" if kind == "dossier" else f"{number}. {title}"


def lately(changed: int, start: date, end: date, lang: str) -> str:
    """How many requests changed status in the year before the day shown."""
    begin, last = day(start, "day", lang), day(end, "day", lang)
    if not changed:
        return Text(
            f"Tussen {begin} en {last} veranderde in dit dossier geen enkele status.",
            f"Between {begin} and {last} no status changed in this dossier.",
        )[lang]
    return plural(
        changed,
        Text(
            f"Tussen {begin} en {last} kreeg {{n}} vraag aan een overheid een andere status.",
            f"Between {begin} and {last} {{n}} request to a government changed status.",
        ),
        Text(
            f"Tussen {begin} en {last} kregen {{n}} vragen aan een overheid een andere status.",
            f"Between {begin} and {last} {{n}} requests to a government changed status.",
        ),
        lang,
    )


def listed(shown: int, tracks: int, lang: str) -> str:
    """How many of the requests are listed."""
    if shown == tracks:
        return Text(
            f"Alle {number(tracks, lang)} vragen aan een overheid in dit dossier.",
            f"All {number(tracks, lang)} requests to a government in this dossier.",
        )[lang]
    return plural(
        shown,
        Text(f"{{n}} van de {tracks} vragen aan een overheid in dit dossier, met de logregel waarop de status steunt.",
             f"{{n}} of the {tracks} requests to a government in this dossier, with the entry its status rests on."),
        Text(f"{{n}} van de {tracks} vragen aan een overheid in dit dossier, met de logregel waarop de status steunt.",
             f"{{n}} of the {tracks} requests to a government in this dossier, with the entry each status rests on."),
        lang,
    )  # fmt: skip
