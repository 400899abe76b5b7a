"""Colours are computed, not judged by eye: WCAG contrast, colour blindness, and one truth for Python and CSS."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path
from typing import Any

import pytest

from components.charts import heatmap_cells, progress
from components.status_look import DISPLAY_ORDER, HEAT, STATUS_LOOK, SURROUNDINGS, Theme, heat_step
from tests.unit.component_samples import contrast, linear

CSS = (Path(__file__).parents[2] / "assets" / "monitor.css").read_text(encoding="utf-8")
THEMES: tuple[Theme, ...] = ("light", "dark")

#: Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "typical": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}


def lab(colour, vision):
    """CIE L*a*b* (D65) of a colour as seen with a kind of vision."""
    seen = [min(1, max(0, sum(m * c for m, c in zip(row, linear(colour), strict=True)))) for row in VISION[vision]]
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    white = (0.95047, 1.0, 1.08883)
    relative = [
        sum(m * c for m, c in zip(row, seen, strict=True)) / full for row, full in zip(to_xyz, white, strict=True)
    ]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in relative)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def surfaces(theme):
    """Every surface that carries words: (name, fill, ink), the stripes of a hatched one included."""
    for code, look in STATUS_LOOK.items():
        paint = look.paint(theme)
        yield code, paint.fill, paint.ink
        if paint.stripe:
            yield f"{code} stripe", paint.stripe, paint.ink
    for step, paint in enumerate(HEAT[theme]):
        yield f"h{step}", paint.fill, paint.ink
    around = SURROUNDINGS[theme]
    yield "ink", around.paper, around.ink
    yield "muted", around.paper, around.muted
    yield "accent", around.paper, around.accent


@pytest.mark.parametrize("theme", THEMES)
def test_words_read_on_every_surface(theme):
    weak = {name: round(contrast(fill, ink), 2) for name, fill, ink in surfaces(theme) if contrast(fill, ink) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_plain_status_colours_differ_however_one_sees(theme, vision):
    plain = [look.paint(theme) for look in STATUS_LOOK.values() if not look.paint(theme).stripe]
    distances = [math.dist(lab(a.fill, vision), lab(b.fill, vision)) for a, b in itertools.combinations(plain, 2)]
    assert min(distances) >= 12


@pytest.mark.parametrize("theme", THEMES)
def test_only_unclear_is_hatched_and_its_stripes_show(theme):
    assert [code for code, look in STATUS_LOOK.items() if look.paint(theme).stripe] == ["unclear"]
    unclear = STATUS_LOOK["unclear"].paint(theme)
    assert math.dist(lab(unclear.fill, "deuteranopia"), lab(unclear.stripe, "deuteranopia")) >= 10


def test_every_status_has_a_glyph_of_its_own():
    assert set(STATUS_LOOK) == set(DISPLAY_ORDER)
    assert len({look.glyph for look in STATUS_LOOK.values()}) == len(DISPLAY_ORDER)


@pytest.mark.parametrize("theme", THEMES)
def test_the_scale_goes_one_way(theme):
    lightness = [lab(paint.fill, "typical")[0] for paint in HEAT[theme]]
    assert lightness == sorted(lightness, reverse=theme == "light")


def test_the_ends_of_the_scale_are_exactly_nothing_and_everything():
    assert [heat_step(share) for share in (0, 0.001, 0.5, 0.999, 1)] == [0, 1, 5, 9, 10]


def tokens():
    return {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", CSS)}


def test_the_style_sheet_has_the_same_colours():
    expected: dict[str, Any] = {}
    for code, look in STATUS_LOOK.items():
        expected[code] = look.light.fill, look.dark.fill
        expected[f"on-{code}"] = look.light.ink, look.dark.ink
    for step, (light, dark) in enumerate(zip(HEAT["light"], HEAT["dark"], strict=True)):
        expected[f"h{step}"] = light.fill, dark.fill
        expected[f"on-h{step}"] = light.ink, dark.ink
    expected["stripe"] = STATUS_LOOK["unclear"].light.stripe, STATUS_LOOK["unclear"].dark.stripe
    for name in ("paper", "ink", "muted", "line", "accent"):
        expected[name] = tuple(getattr(SURROUNDINGS[theme], name) for theme in THEMES)
    found = tokens()
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(("field", "ground"), [("field", "paper"), ("on-accent", "accent"), ("muted", "surface")])
def test_fields_and_buttons_stand_out(field, ground):
    found = tokens()
    least = 3 if field == "field" else 4.5
    assert all(contrast(one, other) >= least for one, other in zip(found[field], found[ground], strict=True))


def test_the_style_sheet_has_the_same_glyphs():
    found = dict(re.findall(r"\.s-(\w+) \{[^}]*--glyph: \"(.)\"", CSS))
    assert found == {code: look.glyph for code, look in STATUS_LOOK.items()}


def test_the_style_sheet_draws_as_high_and_wide_as_the_figures():
    sizes = {name: int(value) for name, value in re.findall(r"--([\w-]+): (\d+)px;", CSS.split("@media")[0])}
    assert sizes == {
        "bar-row": progress.ROW_HEIGHT,
        "bar": progress.BAR_HEIGHT,
        "bar-total": progress.TOTAL_WIDTH,
        "name": progress.NAME_WIDTH,
        "heat-row": heatmap_cells.ROW_HEIGHT,
    }
    assert progress.NAME_WIDTH == heatmap_cells.NAME_WIDTH


def test_nothing_comes_from_elsewhere():
    assert re.findall(r"url\(|@import|https?:", CSS) == []
