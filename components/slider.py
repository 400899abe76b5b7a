"""The time slider: a month at a time through the period, with what the page says then worked out beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from components import ids
from components.text import Text, day
from components.tree import Live, Node, h, to_dash, to_html


@dataclass(frozen=True, slots=True)
class Slider:
    """``days``: what can be shown, the last day of every month; ``as_of``: the day shown.

    ``months`` is the address of what the page says on each of those days; ``years`` the address of the page at the end
    of each year.
    """

    days: tuple[date, ...]
    as_of: date
    months: str
    years: tuple[tuple[date, str], ...]

    def place(self, moment: date) -> int:
        """Which of the days stands for ``moment``: that of its month."""
        return sum(found < moment for found in self.days)


def slider(found: Slider, lang: str) -> Node:
    """A button to play, a native slider, and below it the years as links: without script those are all there is.

    The controls are one text for Dash, the same at every moment, so that drawing the page again leaves them alone;
    ``assets/slider.js`` sets them to ``data-place``.
    """
    last = len(found.days) - 1
    years = [
        h(
            "li",
            h(
                "a",
                h("small", Text("eind ", "end ")[lang]),
                str(moment.year),
                href=href,
                title=day(moment, "day", lang),
                aria_current="date" if moment == found.as_of else None,
            ),
            style=f"--x:{found.place(moment) / (last or 1):.4f}",
        )
        for moment, href in found.years
    ]
    label = Text("Door de tijd", "Through time")[lang]
    return h(
        "div",
        Live(h("div", class_="controls"), lambda: to_dash(_controls(last, lang))),
        h("ol", years),
        id=ids.SLIDER,
        class_="slider",
        role="group",
        aria_label=label,
        data_place=found.place(found.as_of),
        data_months=found.months,
    )


def _controls(last: int, lang: str) -> Node:
    play, stop = Text("Speel af", "Play"), Text("Pauzeer", "Pause")
    names = {"aria_label": play[lang], "data_play": play[lang], "data_stop": stop[lang]}
    button = h("button", type="button", class_="play", **names)
    what = Text("Toestand op het einde van", "State at the end of")[lang]
    label = h("label", what, for_=ids.SLIDER_MONTH, class_="visually-hidden")
    field = h("input", type="range", id=ids.SLIDER_MONTH, min=0, max=last, step=1, autocomplete="off")
    inside = "".join(map(to_html, (button, label, field)))
    return h("div", class_="controls", data_html=inside)
