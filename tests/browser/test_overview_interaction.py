"""What a reader does on the overview: slide through time, follow a part to what is behind it, search, choose."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.moving import leaving
from tests.browser.test_overview import PHONE, WATCH_SHIFTS, answered, api, shown_bars

LIVE = "html[data-live]"


def slide(page: Page, key: str, times: int = 1) -> None:
    """Press a key on the slider, once its months are there."""
    page.locator("#slider-month").focus()
    page.evaluate("fetch(document.querySelector('#slider').dataset.months).then(answer => answer.text())")
    for _ in range(times):
        page.keyboard.press(key)


def stands(page: Page, day: str) -> None:
    """Wait until the address and the page stand at a day."""
    page.wait_for_url(re.compile(f"as_of={day}"))
    answered(page)
    expect(page.locator("#react-entry-point:not([data-sliding])")).to_be_attached()


def reached(page: Page, site: str, day: str) -> str:
    (total,) = api(page, site, f"progress?by=total&as_of={day}")
    counts = total["counts"]
    return f"{counts['realised'] + counts['partially_realised']} van de {total['tracks']}"


def point(page: Page, chart: str, row: int, status: str) -> dict[str, Any]:
    """Where the segment of a row lies on the screen, and what leads there by keyboard."""
    link = page.locator(f"#{chart} .over a[href*='status={status}']").nth(row)
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def test_the_slider_moves_the_whole_overview_by_keyboard_and_then_the_address(open_page, site):
    page = open_page()
    page.evaluate("window.samePage = true")
    callbacks: list[str] = []
    page.on("request", lambda request: callbacks.append(request.url) if "_dash-update" in request.url else None)
    slide(page, "ArrowLeft", 12)
    expect(page.locator("h1")).to_contain_text(reached(page, site, "2023-12-31"))
    expect(page.locator("#clock-shown")).to_have_text("31 december 2023")
    assert callbacks == []
    told = page.locator("#slider-month").get_attribute("aria-valuetext")
    assert told == f"31 december 2023: {page.locator('h1').inner_text()}"
    rows = api(page, site, "progress?by=dossier&as_of=2023-12-31")
    wanted = [sorted(n for n in row["counts"].values() if n) for row in rows]
    assert [sorted(row) for row in shown_bars(page, "overview-dossiers")] == wanted
    stands(page, "2023-12-31")
    assert page.evaluate("window.samePage")
    expect(page.locator("#slider-month")).to_be_focused()
    expect(page.locator("#slider-month")).to_have_value("55")
    expect(page.locator("h1")).to_contain_text(reached(page, site, "2023-12-31"))
    assert [sorted(row) for row in shown_bars(page, "overview-dossiers")] == wanted
    page.locator("#overview-dossiers .data > summary").click()
    table = page.locator("#overview-dossiers .data tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td:not(.total)')].map(cell => Number(cell.textContent)))"
    )
    assert [sorted(n for n in row if n) for row in table] == wanted


def test_the_ends_of_the_slider_are_the_ends_of_the_period(open_page, site):
    page = open_page("/?as_of=2022-03-15")
    expect(page.locator("#slider-month")).to_have_value("34")
    slide(page, "Home")
    stands(page, "2019-05-31")
    expect(page.locator("h1")).to_contain_text("Nog geen van de 153")
    slide(page, "End")
    stands(page, "2024-12-31")
    expect(page.locator("h1")).to_contain_text(reached(page, site, "2024-12-31"))


def test_play_moves_on_and_pauses_where_it_is(open_page):
    page = open_page("/?as_of=2019-06-30")
    button, shown = page.locator("#slider .play"), page.locator("#clock-shown")
    expect(button).to_have_accessible_name("Speel af")
    button.click()
    expect(button).to_have_accessible_name("Pauzeer")
    expect(shown).not_to_have_text("30 juni 2019", timeout=15_000)
    button.click()
    expect(button).to_have_accessible_name("Speel af")
    page.wait_for_url(re.compile("as_of=(?!2019-06-30)20"))
    paused = re.search(r"as_of=([\d-]+)", page.url)
    assert paused is not None
    assert paused[1] > "2019-06-30"
    stands(page, paused[1])


def test_play_stops_at_the_end(open_page):
    page = open_page("/?as_of=2024-10-31")
    page.locator("#slider .play").click()
    stands(page, "2024-12-31")
    expect(page.locator("#slider .play")).to_have_accessible_name("Speel af")


def test_one_step_back_leads_to_before_the_slider_moved(open_page):
    page = open_page()
    slide(page, "ArrowLeft")
    stands(page, "2024-11-30")
    slide(page, "ArrowLeft")
    stands(page, "2024-10-31")
    page.go_back()
    expect(page.locator("#clock-shown")).to_have_text("31 december 2024")
    expect(page.locator("#slider-month")).to_have_value("67")
    page.go_forward()
    expect(page.locator("#clock-shown")).to_have_text("31 oktober 2024")


def test_the_slider_can_be_dragged_by_touch(open_page):
    page = open_page(**PHONE)
    field = page.locator("#slider-month")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    assert box["height"] >= 24
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(r"as_of=202[12]-"))
    answered(page)
    expect(page.locator("#overview-dossiers table.bars").first).to_be_visible()


def test_a_segment_leads_to_its_requests_by_mouse(open_page):
    page = open_page()
    where = point(page, "overview-dossiers", 0, "stalled")
    page.mouse.move(**where)
    expect(page.locator("#overview-dossiers .hoverlayer")).to_contain_text("4 van de 25 vragen")
    page.mouse.click(**where)
    page.wait_for_url(re.compile(r"/dossier/1\?.*status=stalled#vragen"))
    expect(page.locator("#vragen table.behind tbody tr")).to_have_count(4)


def test_a_segment_leads_to_its_requests_and_their_source_by_keyboard(open_page, site):
    page = open_page()
    link = page.locator("#overview-governments .over a[href*='status=stalled']").first
    expect(link).to_have_accessible_name(re.compile(r"Vlaamse overheid, stilgevallen: \d+ van de \d+ vragen"))
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/logboek\?.*government=VL.*status=stalled#vragen"))
    rows = api(page, site, "tracks?government=VL&status=stalled")
    expect(page.locator("#vragen table.behind tbody tr")).to_have_count(len(rows))
    expect(page.locator("#vragen table.behind .sources a").first).to_have_attribute("href", re.compile("^https?:"))


def test_a_cell_of_the_heatmap_leads_to_its_requests(open_page, site):
    page = open_page()
    link = page.locator("#overview-sdg .over a[href*='sdg=11&'][href*='dossier=3']")
    name = link.get_attribute("aria-label") or ""
    (cell,) = [
        row for row in api(page, site, "heatmap?by=dossier&measure=tracks") if (row["sdg"], row["column"]) == (11, "3")
    ]
    assert name.endswith(f"van {cell['tracks']} vragen")
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(r"/sdg\?.*sdg=11.*#vragen"))
    expect(page.locator("#vragen table.behind tbody tr")).to_have_count(cell["tracks"])


def test_the_links_lie_on_the_parts_they_lead_from(open_page):
    page = open_page()
    for chart, drawn in (("overview-dossiers", ".barlayer .point path"), ("overview-sdg", None)):
        links = page.locator(f"#{chart} .over a:not(.row)")
        boxes = links.evaluate_all("all => all.map(one => one.getBoundingClientRect()).map(box => [box.x, box.width])")
        plot = page.locator(f"#{chart} .nsewdrag").first.bounding_box()
        assert plot
        assert all(plot["x"] - 1 <= x and x + width <= plot["x"] + plot["width"] + 1 for x, width in boxes)
        if drawn:
            bars = page.locator(f"#{chart} {drawn}").evaluate_all(
                "all => all.map(one => one.getBoundingClientRect())"
                ".filter(box => box.width > 1).map(box => [box.x, box.width])"
            )
            assert len(bars) == len(boxes)
            for (x, width), (bar_x, bar_width) in zip(sorted(boxes), sorted(bars), strict=True):
                assert abs(x - bar_x) <= 3
                assert abs(width - bar_width) <= 4


def test_a_row_leads_to_its_dossier(open_page):
    page = open_page()
    with leaving(page):
        page.locator("#overview-dossiers .over a.row").nth(2).click()
    page.wait_for_url(re.compile(r"/dossier/3\?"))
    expect(page.locator("h1")).to_be_visible()


def test_a_slash_goes_to_the_search_field_and_enter_finds(open_page):
    page = open_page("/?as_of=2023-12-31")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("fusie")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_have_value("fusie/")
    page.keyboard.press("Backspace")
    with leaving(page):
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/logboek\?.*as_of=2023-12-31.*q=fusie"))
    expect(page.locator("#search")).to_have_value("fusie")


def test_filters_apply_to_the_whole_page_and_stay_in_other_languages_and_pages(open_page, site):
    page = open_page()
    page.evaluate("window.samePage = true")
    page.locator(".filter > summary").click()
    page.get_by_role("checkbox", name="Federale overheid").check()
    page.locator(".filter button").click()
    answered(page)
    assert page.evaluate("window.samePage")
    (total,) = api(page, site, "progress?by=total&government=FED")
    expect(page.locator("h1")).to_contain_text(f"van de {total['tracks']} vragen")
    expect(page.locator(".only")).to_contain_text("aan de federale overheid")
    page.get_by_role("link", name="In English").click()
    expect(page.locator("html[lang=en][data-live]")).to_be_attached(timeout=20_000)
    expect(page.locator(".only")).to_contain_text("to the federal government")
    slide(page, "ArrowLeft")
    page.wait_for_url(re.compile("government=FED.*as_of=2024-11-30"))
    answered(page)
    page.locator(".menu > summary").click()
    with leaving(page):
        page.locator(".menu a").nth(3).click()
    page.wait_for_url(re.compile(r"/dossier/4\?.*government=FED.*lang=en"))
    expect(page.locator(".only")).to_contain_text("to the federal government")
    page.locator(".only a").click()
    expect(page.locator(".only")).to_have_count(0)


def test_what_opens_below_the_header_closes_by_escape_and_elsewhere(open_page):
    page = open_page()
    page.locator(".menu > summary").click()
    expect(page.locator(".menu a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu a").first).not_to_be_visible()
    expect(page.locator(".menu > summary")).to_be_focused()
    page.locator(".filter > summary").click()
    page.locator("h1").click(position={"x": 5, "y": 5})
    expect(page.locator(".filter form")).not_to_be_visible()


def test_without_script_time_filters_and_search_work(open_page, site):
    page = open_page(live=False, java_script_enabled=False)
    page.locator("#slider ol a").nth(2).click()
    expect(page.locator("h1")).to_contain_text(reached(page, site, "2021-12-31"))
    page.locator(".filter > summary").click()
    page.get_by_role("checkbox", name="Europese Unie").check()
    page.locator(".filter button").click()
    expect(page.locator(".only")).to_contain_text("aan de Europese Unie")
    assert "as_of=2021-12-31" in page.url
    page.locator("#overview-governments td a").first.click()
    assert "/logboek?" in page.url
    page.locator("#search").fill("fusie")
    page.locator("#search").press("Enter")
    assert "q=fusie" in page.url


def test_nothing_moves_while_the_page_slides(open_page):
    page = open_page()
    slide(page, "ArrowLeft")
    stands(page, "2024-11-30")
    page.evaluate(WATCH_SHIFTS)
    before = page.evaluate("window.shift")
    slide(page, "ArrowLeft", 3)
    stands(page, "2024-08-31")
    assert page.evaluate("window.shift") - before < 0.1


def test_two_readers_slide_each_through_their_own_time(open_page):
    one, other = open_page(), open_page()
    slide(one, "Home")
    slide(other, "ArrowLeft")
    stands(one, "2019-05-31")
    stands(other, "2024-11-30")
    expect(one.locator("#clock-shown")).to_have_text("31 mei 2019")
    expect(other.locator("#clock-shown")).to_have_text("30 november 2024")


@pytest.mark.parametrize("width", [360, 640])
def test_small_and_enlarged_screens_need_no_sideways_scroll(open_page, width):
    # 640 pixels is what 200 % leaves of 1280.
    page = open_page(viewport={"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in (".menu", ".filter", ".clock"):
        page.locator(f"{name} > summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")


def test_the_header_is_one_line_on_a_desktop(open_page):
    page = open_page()
    middles = "all => all.map(one => one.getBoundingClientRect()).map(box => box.y + box.height / 2)"
    tops = page.locator(".top > *").evaluate_all(middles)
    assert max(tops) - min(tops) <= 4
