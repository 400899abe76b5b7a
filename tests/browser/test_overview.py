"""The overview in a browser: the first look, the change to Dash, new questions, and what stays in place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value)))
    .observe({ type: "layout-shift", buffered: true });
"""
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


def answered(page: Page) -> None:
    """Wait until Dash has drawn the answer to the last question."""
    expect(page.locator("#react-entry-point:not([aria-busy])")).to_be_attached(timeout=15_000)


def api(page: Page, site: str, address: str) -> Any:
    return page.request.get(f"{site}/api/v1/{address}").json()["data"]


def shown_bars(page: Page, chart: str) -> list[list[int]]:
    """The counts that the drawn bars of a chart say, per row, those of nothing left out."""
    bars = page.locator(f"#{chart} .barlayer .trace").evaluate_all(
        "traces => traces.map(trace => [...trace.querySelectorAll('.point')]"
        ".map(point => point.textContent.replace(/\\D/g, '')))"
    )
    return [[int(trace[row]) for trace in bars if trace[row]] for row in range(len(bars[0]))]


def test_the_first_screen_answers_the_boards_questions(open_page, site):
    page = open_page()
    (total,) = api(page, site, "progress?by=total")
    reached = total["counts"]["realised"] + total["counts"]["partially_realised"]
    expect(page.locator("h1")).to_contain_text(f"{reached} van de {total['tracks']} vragen")
    expect(page.locator("h1")).to_be_in_viewport()
    figures = page.locator(".figures dd b")
    expect(figures).to_have_count(3)
    expect(figures.first).to_be_in_viewport()
    assert figures.first.inner_text() == str(int(total["index"] * 100 + 0.5))


def test_the_drawn_bars_say_what_the_api_says(open_page, site):
    page = open_page()
    for chart, by in (("overview-dossiers", "dossier"), ("overview-governments", "government")):
        told = [sorted(n for n in row["counts"].values() if n) for row in api(page, site, f"progress?by={by}")]
        assert [sorted(row) for row in shown_bars(page, chart)] == told


def test_the_drawn_cells_say_what_the_api_says(open_page, site):
    page = open_page("/?by=government&measure=tracks")
    told = sorted(row["tracks"] for row in api(page, site, "heatmap?by=government&measure=tracks") if row["tracks"])
    words = page.locator("#overview-sdg .scatterlayer text").all_text_contents()
    assert sorted(int(word) for word in words if word.isdigit()) == told


@pytest.mark.parametrize("kind", [".barlayer .point path", ".heatmaplayer image", ".scatterlayer text"])
def test_every_chart_type_is_in_the_bundle(open_page, kind):
    assert open_page().locator(kind).count() > 0


def test_plotly_speaks_dutch(open_page):
    page = open_page()
    assert page.evaluate("Plotly.version") == page.evaluate(
        "document.querySelector('meta[name=plotly]').content.match(/\\d+\\.\\d+\\.\\d+/)[0]"
    )
    formatted = page.evaluate(
        "document.querySelector('.js-plotly-plot')._fullLayout._d3locale.numberFormat(',.1f')(1500)"
    )
    assert formatted == "1.500,0"


def test_nothing_moves_when_dash_takes_over(open_page, site):
    page = open_page("")
    page.add_init_script(WATCH_SHIFTS)
    page.goto(site)
    expect(page.locator("html[data-live]")).to_be_attached(timeout=20_000)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shift") < 0.1
    expect(page.locator("#still")).to_have_count(0)
    assert page.locator("h1").count() == page.locator("main").count() == 1


def test_both_copies_of_the_page_are_equally_high(open_page):
    still = open_page(live=False, java_script_enabled=False)
    live = open_page()
    heights = [page.evaluate("document.documentElement.scrollHeight") for page in (still, live)]
    assert abs(heights[0] - heights[1]) <= 4


def test_focus_and_scroll_stay_when_dash_takes_over(open_page, site):
    page = open_page("")
    page.route("**/_dash-layout", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.goto(site, wait_until="domcontentloaded")
    link = page.locator("#still #overview-sdg a").first
    link.evaluate("link => { link.scrollIntoView({ behavior: 'instant' }); link.focus({ preventScroll: true }); }")
    before = link.evaluate("link => link.getBoundingClientRect().top")
    expect(page.locator("html[data-live]")).to_be_attached(timeout=20_000)
    focused = "document.activeElement"
    assert page.evaluate(f"{focused}.closest('#overview-sdg') !== null && {focused}.tagName") == "A"
    assert abs(page.evaluate(f"{focused}.getBoundingClientRect().top") - before) <= 4


def test_what_a_reader_began_is_not_taken_away(open_page, site):
    page = open_page("")
    held: list[Route] = []
    # Dash comes when the reader has begun, however quick it is.
    page.route("**/_dash-layout", lambda route: held.append(route))
    page.goto(site, wait_until="commit")
    page.locator("#still .clock > summary").click()
    page.locator("#still #clock-as-of").fill("2021-06-30")
    for route in held:
        route.continue_()
    page.unroute("**/_dash-layout")
    page.wait_for_timeout(2500)
    expect(page.locator("#still #clock-as-of")).to_have_value("2021-06-30")
    page.keyboard.press("Enter")
    expect(page.locator("html[data-live]")).to_be_attached(timeout=20_000)
    assert "as_of=2021-06-30" in page.url


def test_dash_never_says_that_it_is_loading(open_page, site):
    page = open_page("")
    page.add_init_script(
        "window.loading = 0; new MutationObserver(() => { const found = document.querySelector('._dash-loading');"
        " if (found && found.checkVisibility({ visibilityProperty: true })) window.loading += 1; })"
        ".observe(document, { childList: true, subtree: true });"
    )
    page.goto(site)
    expect(page.locator("html[data-live]")).to_be_attached(timeout=20_000)
    assert page.evaluate("window.loading") == 0


def test_without_script_the_page_is_complete_and_works(open_page):
    page = open_page(live=False, java_script_enabled=False)
    expect(page.locator("table.bars")).to_have_count(3)
    expect(page.locator("table.heat")).to_be_visible()
    page.get_by_role("link", name="jaar", exact=True).click()
    assert "by=year" in page.url
    page.locator(".clock > summary").click()
    page.locator("#clock-as-of").fill("2021-06-30")
    page.locator("#clock-form button").click()
    expect(page.locator(".clock > summary")).to_contain_text("30 juni 2021")
    assert "by=year" in page.url
    page.get_by_role("link", name="In English").click()
    expect(page.locator(".clock > summary")).to_contain_text("30 June 2021")


def test_the_clock_is_set_by_keyboard_and_stays_on_one_page(open_page, site):
    page = open_page()
    page.evaluate("window.samePage = true")
    summary = page.locator(".clock > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("#clock-as-of").focus()
    page.locator("#clock-as-of").fill("2021-06-30")
    page.keyboard.press("Enter")
    answered(page)
    assert "as_of=2021-06-30" in page.url
    assert page.evaluate("window.samePage")
    (total,) = api(page, site, "progress?by=total&as_of=2021-06-30")
    reached = total["counts"]["realised"] + total["counts"]["partially_realised"]
    expect(page.locator("h1")).to_contain_text(f"{reached} van de")
    expect(page.locator("#told")).to_contain_text(f"{reached} van de")
    expect(page.locator(".clock > summary")).to_be_focused()
    page.go_back()
    expect(page.locator(".clock > summary")).to_contain_text("31 december 2024")


def test_the_heatmap_switches_and_keeps_focus_and_address(open_page):
    page = open_page()
    link = page.locator("#overview-columns a", has_text=re.compile("^jaar$"))
    link.click()
    answered(page)
    expect(page.locator("#overview-sdg .xtick").last).to_have_text("2024")
    expect(page.locator("#overview-columns a[aria-current]")).to_be_focused()
    page.locator("#overview-measure a", has_text="voortgangsindex").click()
    answered(page)
    assert "by=year" in page.url
    assert "measure=index" in page.url
    expect(page.locator("#overview-measure a[aria-current]")).to_have_text("voortgangsindex")


def test_an_opened_table_says_the_new_answer(open_page):
    page = open_page()
    page.locator("#overview-sdg .data > summary").click()
    expect(page.locator("#overview-sdg .data table")).to_be_visible()
    page.locator("#overview-measure a", has_text="aantal vragen").click()
    answered(page)
    expect(page.locator("#overview-sdg .data table")).to_be_visible()
    expect(page.locator("#overview-sdg .data table small")).to_have_count(0)


def test_the_other_language_keeps_the_question(open_page):
    page = open_page("/?as_of=2021-06-30&by=year")
    page.get_by_role("link", name="In English").click()
    expect(page.locator("html[lang=en][data-live]")).to_be_attached(timeout=20_000)
    expect(page.locator(".clock > summary")).to_contain_text("30 June 2021")
    expect(page.locator("#overview-sdg .xtick").last).to_have_text("2021")
    assert page.title() == "Overview – Memorandummonitor"


@pytest.mark.parametrize(("address", "status", "sentence"), [
    ("/?as_of=2099-01-01", 400, "valt buiten de periode"),
    ("/nergens", 404, "bestaat niet"),
])  # fmt: skip
def test_wrong_addresses_are_explained(open_page, address, status, sentence):
    page = open_page(address, live=False, expected=f"status of {status}")
    expect(page.locator("main")).to_contain_text(sentence)
    page.locator("main .way-out a").click()
    expect(page.locator("h1")).to_contain_text("vragen aan een overheid")


def test_a_phone_needs_no_sideways_scroll(open_page):
    page = open_page(**PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("table.bars").first).to_be_visible()


def test_charts_follow_the_systems_colours(open_page):
    page = open_page()
    ink = "getComputedStyle(document.querySelector('#overview-sdg .xtick text')).fill"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("#overview-sdg .xtick text").first).not_to_have_css("fill", light, timeout=10_000)


def test_the_page_prints(open_page):
    page = open_page()
    paper = page.pdf(format="A4", print_background=True)
    assert paper.startswith(b"%PDF")
    page.emulate_media(media="print")
    expect(page.locator("table.bars").first).to_be_visible()
    expect(page.locator(".clock form").first).not_to_be_visible()


def test_two_readers_do_not_disturb_each_other(open_page):
    one, other = open_page(), open_page()
    one.locator("#overview-columns a", has_text=re.compile("^jaar$")).click()
    answered(one)
    expect(one.locator("#overview-sdg .xtick").last).to_have_text("2024")
    other.reload()
    expect(other.locator("#overview-sdg .xtick").last).to_have_text("10", timeout=20_000)


def test_another_site_cannot_call_back(open_page, site):
    # The same server under another name is another site to the browser.
    other = site.replace("127.0.0.1", "localhost")
    page = open_page("/", live=False, expected="localhost")
    status = page.context.request.post(
        f"{site}/_dash-update-component", data="{}", headers={"Origin": other, "Content-Type": "application/json"}
    ).status
    assert status == 403
