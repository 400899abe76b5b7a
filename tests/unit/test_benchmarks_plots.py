"""What grows is drawn with the numbers of its table, all of them in words too."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from benchmarks.measure import Sample, Table
from benchmarks.plots import plot, series
from benchmarks.report import Report, write

SVG = "{http://www.w3.org/2000/svg}"


def grown(*sizes: int) -> Table:
    rows = [{"entries": size, "now": Sample((size / 100, size / 50)), "size MB": 2.0} for size in sizes]
    return Table("Questions", "How.", rows)  # type: ignore[arg-type]


def test_a_line_goes_through_the_medians_and_each_whisker_up_to_the_p95():
    picture = plot(grown(100, 1_000, 10_000))
    assert picture is not None
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own picture
    ((one, two, three),) = [
        [tuple(map(float, point.split(","))) for point in found.attrib["points"].split()]
        for found in root.iter(f"{SVG}polyline")
    ]
    assert two[0] - one[0] == pytest.approx(three[0] - two[0], abs=0.2)  # ten times as much is one step further
    assert one[1] - two[1] == pytest.approx(two[1] - three[1], abs=0.2)
    description = root.find(f"{SVG}desc")
    assert description is not None
    assert "now: 100 1.5 (p95 2.0), 1,000 15.0 (p95 20.0), 10,000 150.0 (p95 200.0)" in (description.text or "")


@pytest.mark.parametrize("table", [grown(100, 1_000), Table("Start", "How.", [{"server": "ours", "start": 1.0}])])
def test_what_does_not_grow_is_no_picture(table):
    assert plot(table) is None


def test_rows_that_differ_in_words_are_lines_of_their_own():
    rows = [
        {"what": what, "engine": engine, "clients": clients, "time": Sample((1.0,))}
        for what in ("a page", "an embed")
        for engine in ("sqlite", "postgresql")
        for clients in (1, 2, 4)
    ]
    found = series(Table("Clients", "How.", rows), "clients")  # type: ignore[arg-type]
    assert set(found) == {"a page, sqlite", "a page, postgresql", "an embed, sqlite", "an embed, postgresql"}
    assert all([point.along for point in points] == [1, 2, 4] for points in found.values())


def test_the_page_shows_a_picture_that_is_there_and_none_of_what_is_gone(tmp_path):
    write(Report("a test", "one", tables=[grown(100, 1_000, 10_000)]), lambda _: [], tmp_path)
    assert "![Questions](plots/one-questions.svg)" in (tmp_path / "performance.md").read_text()
    assert [path.name for path in (tmp_path / "plots").iterdir()] == ["one-questions.svg"]
    write(Report("a test", "one"), lambda _: [], tmp_path)
    assert list((tmp_path / "plots").iterdir()) == []
