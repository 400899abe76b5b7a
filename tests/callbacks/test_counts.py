"""What pages count is what the API counts, on any day, as known at any moment, in both languages."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.reader import SHIPPED, read
from models.drafts import Draft, Source
from models.people import body
from models.query import PARAMETERS, parse
from models.store import Store
from models.vocabulary import Kind, Status
from tests.callbacks.pages_read import Element, read_page
from tests.serving import NOW, application

DAYS_OF_WORK = 20
START, END = date(2019, 5, 26), date(2024, 12, 31)
RESULT = ("realised", "partially_realised")


class Clock:
    """A clock that is moved by hand."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The site after what ships was loaded and then, on each of some days, an entry corrected, retracted or confirmed,
    and a new one recorded. What is recorded is made up."""
    clock, drawn = Clock(), random.Random(20190526)
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('lived') / 'monitor.sqlite3'}", clock=clock)
    store.load(read(SHIPPED))
    with store.database.appending() as connection:
        author = body(connection, "Proef", clock.now)
    for head in drawn.sample(range(1, 388), DAYS_OF_WORK):
        clock.now += timedelta(days=1)
        _work(store, author, head, drawn)
    clock.now += timedelta(days=1)
    client = application(store).server.test_client()
    client.get("/")
    yield client
    store.close()


def _work(store: Store, author: int, head: int, drawn: random.Random) -> None:
    (named,) = store.read(_everything(store)).entries([head])
    draft = Draft(
        kind=Kind.STATUS,
        memorandum="2019-2024",
        request=named.request,
        government=named.government,
        effective_date=START + timedelta(days=drawn.randrange((END - START).days)),
        status=drawn.choice([status for status in Status if status is not Status.SUBMITTED]),
        note_nl="Verzonnen voor de test.",
        sources=(Source("https://example.org/"),),
    )
    with store.appending() as writer:
        what = drawn.choice(["correct", "retract", "confirm"])
        if what == "correct":
            writer.correct(author, head, draft, "Proef")
        elif what == "retract":
            writer.retract(author, head, "Proef")
        else:
            writer.confirm(author, head)
        writer.record(author, draft)


def _everything(store: Store) -> Any:
    return parse([], store.scope(), accepts=PARAMETERS)


MOMENTS = st.none() | st.dates(NOW.date() - timedelta(days=2), NOW.date() + timedelta(days=DAYS_OF_WORK))
QUESTIONS = st.builds(
    lambda as_of, known_at, government: "&".join(
        [
            f"as_of={as_of}",
            *([f"known_at={known_at}"] if known_at else []),
            *([f"government={government}"] * bool(government)),
        ]
    ),
    st.dates(START, END),
    MOMENTS,
    st.sampled_from(["", "", "VL", "EU"]),
)
LANGUAGES = st.sampled_from(["nl", "en"])
#: Enough questions to differ, and the first that fails is told as it is: making it smaller takes minutes.
few = settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def api(client: FlaskClient, resource: str, question: str) -> Any:
    answer = client.get(f"/api/v1/{resource}{'&' if '?' in resource else '?'}{question}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def page(client: FlaskClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read_page(answer.text)


def whole(share: float) -> int:
    return int(share * 100 + 0.5)


def numbers(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", words)]


def bars(chart: Element) -> list[dict[str, int]]:
    """The counts that each row of bars says, by status."""
    rows = chart.one("table", class_="bars").one("tbody").all("tr")
    return [
        {name[2:]: int(cell.words) for cell in row.all("td") for name in cell.classes if name.startswith("s-")}
        for row in rows
    ]


def heat(chart: Element) -> dict[int, list[list[int]]]:
    """What each cell says, per goal: the figure, and the number of requests."""
    rows = [row for row in chart.one("table", class_="heat").all("tr") if row.all("td")]
    return {numbers(row.one("th").words)[0]: [numbers(cell.words) for cell in row.all("td")] for row in rows}


def told_by_heatmap(cells: list[dict[str, Any]]) -> dict[int, list[list[int]]]:
    found: dict[int, list[list[int]]] = {}
    for cell in cells:
        told = [whole(cell["value"]), cell["tracks"]] if cell["tracks"] else []
        found.setdefault(cell["sdg"], []).append(told)
    return found


def there(counts: dict[str, int]) -> dict[str, int]:
    return {status: count for status, count in counts.items() if count}


@few
@given(QUESTIONS, LANGUAGES)
def test_the_overview_counts_as_the_api(lived, question, lang):
    shown = page(lived, f"/?{question}&lang={lang}")
    answer = api(lived, "progress?by=total", question)
    (total,) = answer["data"]
    if answer["meta"]["nothing_recorded"]:
        assert not shown.all("table")
        return
    reached = sum(total["counts"][status] for status in RESULT)
    assert total["tracks"] in numbers(shown.one("h1").words)
    assert not reached or reached in numbers(shown.one("h1").words)
    for chart, by in (("overview-dossiers", "dossier"), ("overview-governments", "government")):
        told = [there(row["counts"]) for row in api(lived, f"progress?by={by}", question)["data"]]
        # A row without requests has nothing to draw, and may be left out.
        assert [row for row in bars(shown.one(id_=chart)) if row] == [row for row in told if row]
    cells = api(lived, "heatmap?by=dossier&measure=realised_share", question)["data"]
    assert heat(shown.one(id_="overview-sdg")) == told_by_heatmap(cells)
    still = [numbers(figure.all("dd")[0].words) for figure in shown.one("dl", class_="figures").all("div")][2]
    standing = [track for track in api(lived, "tracks", question)["data"] if _stands_still(track)]
    assert still == [len(standing)]


def _stands_still(track: dict[str, Any]) -> bool:
    return track["status"] == "stalled" or (track["status"] == "submitted" and not track["entry"])


@few
@given(QUESTIONS, LANGUAGES, st.integers(1, 10))
def test_a_dossier_counts_as_the_api(lived, question, lang, dossier):
    question = re.sub("&government=.*", "", question)
    shown = page(lived, f"/dossier/{dossier}?{question}&lang={lang}")
    tracks = api(lived, f"tracks?dossier={dossier}", question)["data"]
    found = Counter(track["status"] for track in tracks)
    options = shown.one(id_="dossier-status").all("a")
    assert sorted(numbers(option.words)[-1] for option in options) == sorted([len(tracks), *found.values()])
    status = tracks[0]["status"]
    behind = page(lived, f"/dossier/{dossier}?{question}&lang={lang}&status={status}").one("table", class_="behind")
    assert len(behind.one("tbody").all("tr")) == found[status]
    reached = sum(found[status] for status in RESULT)
    assert not reached or {reached, len(tracks)} <= set(numbers(shown.one("h1").words))


@few
@given(QUESTIONS, LANGUAGES, st.sampled_from(["dossier", "government", "year"]))
def test_the_goals_count_as_the_api(lived, question, lang, by):
    shown = page(lived, f"/sdg?{question}&lang={lang}&by={by}")
    cells = api(lived, f"heatmap?measure=realised_share&by={by}", question)["data"]
    assert heat(shown.one(id_="goals-heatmap")) == told_by_heatmap(cells)
    for row in api(lived, "progress?by=sdg", question)["data"]:
        figures = [cell.all("span")[1].words for cell in shown.one("tr", id_=f"sdg-{row['key']}").all("td")]
        reached = sum(row["counts"][status] for status in RESULT)
        assert numbers(figures[0]) == [row["tracks"]]
        assert not row["tracks"] or numbers(figures[1])[0] == reached
        assert numbers(figures[2]) == ([] if row["index"] is None else [whole(row["index"])])


@few
@given(QUESTIONS, LANGUAGES, st.data())
def test_a_request_says_the_status_that_the_api_says(lived, question, lang, data):
    question = re.sub("&government=.*", "", question)
    tracks = api(lived, "tracks", question)["data"]
    request = data.draw(st.sampled_from(sorted({track["request"] for track in tracks})))
    shown = page(lived, f"/vraag/{request}?{question}&lang={lang}")
    for track in (track for track in tracks if track["request"] == request):
        head = shown.one(id_=f"overheid-{track['government']}")
        assert head.one("h2").all("span")[-1].classes == [f"s-{track['status']}"]
        if track["entry"]:
            head.one(id_=f"logregel-{track['entry']}")


@few
@given(QUESTIONS, LANGUAGES)
def test_the_log_lists_as_many_entries_as_the_api(lived, question, lang):
    shown = page(lived, f"/logboek?{question}&lang={lang}")
    total = len(api(lived, "updates", question)["data"])
    listed = shown.all("ol", class_="log")
    entries = [item for item in listed[0].inside if isinstance(item, Element)] if listed else []
    assert len(entries) == min(total, 25)
    assert not total or total in numbers(shown.one("h1").words.replace(".", "").replace(",", ""))


def test_the_clock_of_these_tests_made_a_difference(lived):
    first, last = (
        api(lived, "tracks", f"known_at={day}")["data"]
        for day in (NOW.date(), NOW.date() + timedelta(days=DAYS_OF_WORK))
    )
    assert sum(one["status"] != other["status"] for one, other in zip(first, last, strict=True)) > 3
