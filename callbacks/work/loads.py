"""Where our charts are shown: what was counted, for whoever is signed in."""

from __future__ import annotations

from flask import Response

from callbacks import embeds
from callbacks.http import staff
from callbacks.services import services
from components.embeds import loads as drawn
from models import embed_loads

PATH = "/werk/ingesloten"


def page() -> Response:
    """The table of the last year."""
    lang = staff.lang()
    with services().store.database.reading() as connection:
        counted = embed_loads.loads(connection)
    shown = [drawn.Loads(one.month, one.host, _name(one.embed, lang), one.embed, one.loads) for one in counted]
    return staff.answer(drawn.TITLE[lang], drawn.section(shown, lang))


def _name(path: str, lang: str) -> str:
    """The label of an embed with the values in its path: ``Het verloop van elke vraag in een dossier: 3``."""
    found = embeds.find(path)
    if found is None:
        return path
    embed, values = found
    return ": ".join([embed.label[lang], *values.values()])
