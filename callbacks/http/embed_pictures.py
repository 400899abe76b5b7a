"""The pictures of an embed: as SVG and as PNG, for a newsletter and, as a card, beside a link to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from callbacks.embeds import Asked
from callbacks.services import services
from components.charts import progress, ribbons, sdg_heatmap, timeline
from components.embeds.chart import Chart, Drawing
from components.embeds.frame import state
from components.pictures import bars, heatmap
from components.pictures import ribbons as drawn_ribbons
from components.pictures import timeline as drawn_timeline
from components.pictures.raster import png as raster
from components.pictures.sheet import Size, Told, picture
from components.shell import NAME
from components.status_look import Theme
from components.text import short_name

#: The module that draws each chart as a picture.
_DRAWN: Mapping[Drawing, Any] = {
    progress: bars,
    ribbons: drawn_ribbons,
    timeline: drawn_timeline,
    sdg_heatmap: heatmap,
}


def svg(asked: Asked) -> str:
    """The chart with its title, finding and origin, as high as it needs."""
    return _picture(asked, "newsletter")


def png(asked: Asked) -> bytes:
    """The same as PNG."""
    return raster(_picture(asked, "newsletter", lend_fonts=False))


def card(asked: Asked) -> str:
    """The chart in the shape of what is shown beside a link."""
    return _picture(asked, "card")


def card_png(asked: Asked) -> bytes:
    """The same as PNG."""
    return raster(_picture(asked, "card", lend_fonts=False))


def _picture(asked: Asked, size: Size, *, lend_fonts: bool = True) -> str:
    theme: Theme = "dark" if asked.theme == "dark" else "light"
    chart = asked.chart(theme)
    drawing = partial(_DRAWN[chart.drawing].drawing, chart.frame, chart.view)
    return picture(_told(asked, chart, theme), size, drawing, lend_fonts=lend_fonts)


def _told(asked: Asked, chart: Chart, theme: Theme) -> Told:
    query = asked.reading.query
    publisher = short_name(asked.reading.catalogue.memorandum.publisher)
    path = asked.page().partition("?")[0].partition("#")[0]
    address = services().settings.address.partition("://")[2] + path.rstrip("/")
    return Told(
        lang=query.lang,
        theme=theme,
        title=chart.title,
        about=chart.about,
        finding=chart.sentence,
        notes=(state(query.as_of, query.known_at, asked.frozen, query.lang), chart.unconfirmed),
        origin=f"{NAME}, {publisher}. CC BY 4.0",
        address=address,
        key=" ".join(chart.notes),
    )
