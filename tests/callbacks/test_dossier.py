"""The page of a dossier says what the API says, at any date, clock and language."""

from __future__ import annotations

from typing import Any

import pytest

from data.reader import SHIPPED, read
from tests.callbacks.pages_read import Element, read_page
from tests.callbacks.test_request import LABELS, components, page, rows
from tests.serving import call as ask_dash

(MEMORANDUM,) = read(SHIPPED).memoranda
NUMBERS = [dossier.number for dossier in MEMORANDUM.dossiers]
MOMENTS = ["", "as_of=2019-05-26", "as_of=2021-03-04", "known_at=2020-01-01"]
MOST_COMPONENTS = 700
RESULT = ("partially_realised", "realised")


def total(client, number: int, moment: str) -> dict[str, Any]:
    (found,) = rows(client, f"progress?by=total&dossier={number}&{moment}")
    return found


def states(main: Element) -> list[tuple[str, str]]:
    """Each request and the status of each of its governments, as the list of requests tells them."""
    found = []
    for item in main.one("section", id_="vragen").all("ul", class_="states"):
        for label in item.all("span"):
            found.append((label.classes[0].removeprefix("s-"), label.words))
    return found


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_headline_figures_and_list_say_what_the_api_says(client, lang, moment):
    for number in NUMBERS[:: 3 if moment else 1]:
        main = page(client, f"/dossier/{number}?lang={lang}&{moment}").one("main")
        told, tracks = total(client, number, moment), rows(client, f"tracks?dossier={number}&{moment}")
        reached = sum(told["counts"][code] for code in RESULT)
        headline = main.one("h1").words
        assert f" {told['tracks']} " in headline
        assert f" {reached} " in headline or (not reached and ("geen" in headline.lower() or "None" in headline))
        figures = [figure.words for figure in main.one("dl", class_="figures").all("b")]
        assert figures[0] == ("–" if told["index"] is None else str(int(told["index"] * 100 + 0.5)))
        still = sum(row["status"] == "stalled" or row["entry"] is None for row in tracks)
        assert figures[2] == str(still)
        assert states(main) == [(row["status"], LABELS[row["status"]][lang == "en"]) for row in tracks]


def test_a_list_of_one_status_has_the_counting_entry_of_each(client):
    for status in ("stalled", "in_progress", "submitted"):
        section = page(client, f"/dossier/2?status={status}&as_of=2023-06-30").one("section", id_="vragen")
        tracks = rows(client, f"tracks?dossier=2&status={status}&as_of=2023-06-30")
        listed = section.one("tbody").all("tr")
        assert [row.one("b").words for row in listed] == [track["request"] for track in tracks]
        for row, track in zip(listed, tracks, strict=True):
            links = " ".join(str(a.attributes["href"]) for a in row.all("a"))
            assert (f"#logregel-{track['entry']}" in links) == (track["entry"] is not None)


def test_the_choice_of_statuses_counts_all_of_them(client):
    options = page(client, "/dossier/4?status=decided").one(class_="switch").all("a")
    counts = {code: count for code, count in total(client, 4, "")["counts"].items() if count}
    assert sorted(int(option.words.split("(")[1].rstrip(")")) for option in options[1:]) == sorted(counts.values())
    assert [option.words for option in options if option.attributes.get("aria-current")] == ["beslist (1)"]


def test_what_changed_lately_is_what_the_api_calls_changed(client):
    for number in NUMBERS[::2]:
        main = page(client, f"/dossier/{number}?as_of=2023-03-31").one("main")
        changed = rows(client, f"changes?dossier={number}&from=2022-03-31&to=2023-03-31")
        listed = main.one("section", id_="laatst").all("div", class_="step")
        steps = sorted(
            tuple(s.classes[0][2:] for s in step.all("span") if s.classes and s.classes[0][:2] == "s-")
            for step in listed
        )
        assert steps == sorted((row["status_from"], row["status_to"]) for row in changed)
        assert f" {len(changed)} " in main.one("section", id_="laatst").one("p", class_="intro").words or not changed


@pytest.mark.parametrize("number", NUMBERS)
def test_the_words_of_the_memorandum_stand_on_the_page(client, number):
    main = page(client, f"/dossier/{number}?lang=en").one("main")
    dossier = next(each for each in MEMORANDUM.dossiers if each.number == number)
    quoted = "".join(each.words for each in main.all("blockquote")).replace(" ", "")
    for text in (dossier.summary_nl, dossier.vision_nl, dossier.preamble_nl):
        for line in filter(None, text.split("\n")):
            assert line.removeprefix("• ").replace(" ", "") in quoted
    intentions = [each for each in MEMORANDUM.intentions if each.dossier == number]
    listed = main.one("section", id_="intenties").all("li") if intentions else []
    assert len(listed) == sum(each.number > 0 for each in intentions)
    assert all(each.attributes.get("lang") == "nl" for each in main.all("blockquote"))
    assert dossier.title_en in main.one("h1").words


def test_goals_have_the_number_of_requests_of_the_dossier(client):
    found = page(client, "/dossier/6").one("section", id_="sdg").all("li")
    linked: dict[str, int] = {}
    for request in MEMORANDUM.requests:
        if request.dossier == 6 and request.tracked:
            for goal in {target.split(".")[0] for target in request.sdg_targets}:
                linked[goal] = linked.get(goal, 0) + 1
    assert {each.one("b").words: int(each.one("small").words) for each in found} == linked


def test_a_filter_stays_in_the_links_of_the_page(client):
    main = page(client, "/dossier/2?government=FED").one("main")
    switch = [str(a.attributes["href"]) for a in main.one("section", id_="vragen").all("a")]
    leading = [href for href in switch if href.startswith("/dossier/2?")]
    assert len(leading) > 2
    assert all("government=FED" in href for href in leading)


def test_neighbours_lead_through_all_dossiers(client):
    path, seen = "/dossier/1", []
    while path:
        main = page(client, path).one("main")
        seen.append(path.split("?")[0])
        following = main.one("nav", class_="neighbours").all("a", class_="next")
        path = str(following[0].attributes["href"]) if following else ""
    assert seen == [f"/dossier/{number}" for number in NUMBERS]


@pytest.mark.parametrize("number", ["0", "11", "01", "-1", "1.1", "een", "%31%31", "1 ", "9" * 400, "'--"])
def test_what_is_no_dossier_is_not_found(client, number):
    answer = client.get(f"/dossier/{number}")
    assert answer.status_code == 404
    assert "Dit dossier bestaat niet" in read_page(answer.get_data(as_text=True)).one("h1").words


def test_an_encoded_number_is_the_same_address_for_server_and_dash(client):
    assert client.get("/dossier/%38").status_code == 200
    told = ask_dash(client, path="/dossier/%38").get_json()["response"]["_pages_content"]["children"]
    assert "Dossier 8" in str(told)


@pytest.mark.parametrize("wrong", ["status=x", "dossier=2", "by=sdg", "measure=index"])
def test_a_parameter_without_meaning_here_is_refused(client, wrong):
    assert client.get(f"/dossier/1?{wrong}").status_code == 400


def test_dash_draws_the_same_with_few_components(client):
    for number in NUMBERS:
        tree = ask_dash(client, path=f"/dossier/{number}").get_json()["response"]["_pages_content"]["children"]
        assert 0 < components(tree) <= MOST_COMPONENTS
