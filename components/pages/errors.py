"""What people read when an address leads nowhere, cannot be read, or something broke: what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from components.address import Parameters, address
from components.shell import NAME, Shell, page
from components.text import LANGUAGES, Text
from components.tree import Content, Node, h

#: Stands for a status code where who asks is signed in, but not in a role that may.
ROLE_TOO_LOW = 0

#: Per status code: what is wrong, and what to do.
_WORDS = {
    ROLE_TOO_LOW: (
        Text("Dit mag u niet met uw account.", "Your account may not do this."),
        Text("Een beheerder kan u een andere rol geven.", "An administrator can give you another role."),
    ),
    400: (
        Text("Dit adres kunnen we niet lezen.", "We cannot read this address."),
        Text(
            "Kijk het adres na, of begin opnieuw bij het overzicht.", "Check the address, or start from the overview."
        ),
    ),
    401: (
        Text("U bent niet meer aangemeld.", "You are no longer signed in."),
        Text(
            "Meld u aan in een ander tabblad, ga dan terug naar de vorige pagina en verstuur ze opnieuw.",
            "Sign in in another tab, then go back to the previous page and send it again.",
        ),
    ),
    403: (
        Text("Deze vraag mogen we niet beantwoorden.", "We may not answer this request."),
        Text(
            "Ze kwam van een andere site dan deze. Open de pagina hier opnieuw.",
            "It came from another site than this one. Open the page here again.",
        ),
    ),
    404: (
        Text("Deze pagina bestaat niet.", "This page does not exist."),
        Text(
            "Misschien is het adres verkeerd overgenomen. Wat er wel is, vindt u via het overzicht.",
            "Perhaps the address was copied wrongly. What does exist can be found from the overview.",
        ),
    ),
    405: (
        Text("Dit adres dient alleen om te lezen.", "This address is for reading only."),
        Text("Open het in uw browser, zonder iets op te sturen.", "Open it in your browser, without sending anything."),
    ),
    413: (
        Text("Wat u opstuurde, is te groot.", "What you sent is too large."),
        Text("Stuur minder in één keer.", "Send less at once."),
    ),
    429: (
        Text("Er kwamen te veel vragen na elkaar.", "Too many requests came one after another."),
        Text("Wacht een minuut en probeer opnieuw.", "Wait a minute and try again."),
    ),
    500: (
        Text("Hier ging iets mis.", "Something went wrong here."),
        Text(
            "De fout ligt bij ons en is genoteerd. Probeer het straks opnieuw.",
            "The fault is ours and has been noted. Try again later.",
        ),
    ),
    503: (
        Text("De gegevens zijn nu niet beschikbaar.", "The data are not available now."),
        Text(
            "De monitor kan zijn gegevens niet lezen, of er is nog geen memorandum geladen. "
            "Probeer het over enkele minuten opnieuw.",
            "The monitor cannot read its data, or no memorandum has been loaded yet. Try again in a few minutes.",
        ),
    ),
}

#: The same for what an address names and the memorandum does not have, per parameter.
_UNKNOWN = {
    "dossier": (
        Text("Dit dossier bestaat niet.", "This dossier does not exist."),
        Text(
            "Op het overzicht staan alle dossiers van het memorandum.",
            "The overview lists all dossiers of the memorandum.",
        ),
    ),
    "request": (
        Text("Deze vraag bestaat niet.", "This request does not exist."),
        Text(
            "Zoek ze op nummer of op een woord uit de titel, of kies op het overzicht het dossier waarin ze staat.",
            "Search for it by number or by a word of its title, or choose its dossier on the overview.",
        ),
    ),
}


def title(status: int, lang: str) -> str:
    """The document's title."""
    return f"{_words(status)[0][lang].rstrip('.')} – {NAME}"


def layout(status: int, lang: str) -> Node:
    """The page for a status code; codes without words of their own read as 400 or 500."""
    wrong, advice = _words(status)
    return _page(wrong, h("p", advice[lang], class_="lead"), "", lang)


def unknown(what: str, lang: str) -> Node:
    """The page for a ``dossier`` or ``request`` that the memorandum does not have."""
    wrong, advice = _UNKNOWN[what]
    return _page(wrong, h("p", advice[lang], class_="lead"), "", lang)


def refused(problems: Sequence[str], path: str, lang: str) -> Node:
    """The page for an address with parameters that cannot be read: ``problems`` are sentences in the language.

    ``path`` leads to the same page without them.
    """
    count = len(problems)
    intro = Text(
        "Dit klopt er niet aan:" if count == 1 else "Deze dingen kloppen er niet aan:",
        "This is wrong with it:" if count == 1 else "These things are wrong with it:",
    )
    listed = [
        h("p", intro[lang], class_="lead"),
        h("ul", [h("li", problem) for problem in problems], class_="problems"),
    ]
    return _page(_WORDS[400][0], listed, path, lang)


def _words(status: int) -> tuple[Text, Text]:
    return _WORDS.get(status, _WORDS[500 if status >= 500 else 400])


def _page(wrong: Text, told: Content, path: str, lang: str) -> Node:
    """Without a path the other language is asked for at the address itself."""
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    chosen: Parameters = () if lang == LANGUAGES[0] else (("lang", lang),)
    back = Text("Naar het overzicht", "To the overview") if path in ("", "/") else Text("Naar de pagina", "To the page")
    link = h("p", h("a", back[lang], href=address(path or "/", chosen)), class_="way-out")
    return page(Shell(lang, path, chosen), h("section", h("h1", wrong[lang]), told, link))
