"""The heatmap of the goals with its choices, as it stands on the overview and on the page of the goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from components.charts.parts import Table
from components.charts.sdg_heatmap import Column, Goal, Measure
from components.pages import overview_words as words
from components.text import Text, day

By = Literal["dossier", "government", "year"]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """What the heatmap shows. ``frame`` with the columns of ``progress.heatmap`` for ``columns_by`` and ``measure``.

    Names: dossier number and government code to what people read; ``years`` maps a year to the day it is shown at.
    """

    frame: Table
    goals: tuple[Goal, ...]
    columns_by: By
    measure: Measure
    dossier_names: Mapping[str, str]
    government_names: Mapping[str, str]
    years: Mapping[str, date]


def columns(heatmap: Heatmap, lang: str) -> tuple[Column, ...]:
    """The columns for the choice made."""
    if heatmap.columns_by == "government":
        to = Text("bij vragen aan", "in requests to")[lang]
        return tuple(
            Column(key, name, name, f"{to} {words.addressee(key, name, lang)}")
            for key, name in heatmap.government_names.items()
        )
    if heatmap.columns_by == "year":
        shown = {year: day(moment, "day", lang) for year, moment in heatmap.years.items()}
        on = Text("op", "on")[lang]
        return tuple(Column(year, year, full, f"{on} {full}") for year, full in shown.items())
    return tuple(Column(key, key, f"{key} {name}", f"in dossier {key}") for key, name in heatmap.dossier_names.items())
