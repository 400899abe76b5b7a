"""What ships is complete and fits together. The numbers expected here were counted by hand, outside the program."""

from __future__ import annotations

from collections import Counter

import pytest

from data import codes
from data.reader import read
from models.vocabulary import NEEDS_SOURCE, Precision, Status

SHIPMENT = read()
DATA = SHIPMENT.memoranda[0]
TRACKED = [request for request in DATA.requests if request.tracked]
PARENTS = [request for request in DATA.requests if not request.tracked]


def test_the_memorandum_has_96_tracked_requests_and_153_tracks():
    assert len(DATA.requests) == 100
    assert len(TRACKED) == 96
    assert sum(len(request.governments) for request in TRACKED) == 153


def test_the_tracks_per_dossier():
    tracks = Counter(request.dossier for request in TRACKED for _ in request.governments)
    assert tracks == {1: 25, 2: 26, 3: 13, 4: 23, 5: 3, 6: 17, 7: 7, 8: 13, 9: 19, 10: 7}


def test_the_period_and_the_addressees():
    assert (str(DATA.memorandum.start), str(DATA.memorandum.end)) == ("2019-05-26", "2024-12-31")
    assert [each.code for each in SHIPMENT.governments if each.addressed] == ["VL", "FED", "EU"]
    assert {each.code for each in SHIPMENT.governments if not each.addressed} == {"LOCAL"}


def test_nine_dossiers_and_the_pact():
    assert [(each.number, each.kind) for each in DATA.dossiers] == [(n, "dossier") for n in range(1, 10)] + [
        (10, "pact")
    ]


def test_the_context_is_complete():
    assert Counter(passage.kind for passage in DATA.passages) == {"trend": 7, "lever": 5, "pillar": 3, "context": 5}
    numbered = Counter(intention.dossier for intention in DATA.intentions if intention.number)
    assert numbered == {1: 7, 2: 3, 3: 17, 4: 10, 5: 12, 6: 7, 7: 6, 8: 4, 9: 4}


@pytest.mark.parametrize("parent", PARENTS, ids=lambda parent: parent.id)
def test_a_parent_has_what_its_sub_requests_have(parent):
    children = [request for request in DATA.requests if request.parent == parent.id]
    assert children
    for field in ("governments", "fiches", "sdg_targets"):
        assert set(getattr(parent, field)) == {value for child in children for value in getattr(child, field)}


def test_the_parents_are_the_four_of_dossier_2():
    assert [parent.id for parent in PARENTS] == ["2.1", "2.2", "2.3", "2.4"]


def test_every_tracked_request_contributes_to_a_goal():
    assert all(request.sdg_targets for request in TRACKED)


def test_the_researched_log():
    assert len(DATA.updates) == 387
    assert len({(update.request, update.government) for update in DATA.updates}) == 113
    assert Counter(update.second_reading for update in DATA.updates) == {"verified": 380, "not_found": 7}
    assert all(update.source_url for update in DATA.updates)


def test_the_first_update_as_the_file_has_it():
    first = DATA.updates[0]
    assert (first.line, first.row_id, first.request, first.government) == (2, "d0001", "1.1", "VL")
    assert (str(first.effective_date), first.precision, first.status) == ("2019-09-30", "day", "acknowledged")
    assert (first.source_publisher, first.source_date, first.confidence) == ("VVSG", None, "high")


def test_the_ladder_of_statuses():
    assert [(each.code, each.weight and str(each.weight)) for each in SHIPMENT.statuses if each.weight] == [
        ("acknowledged", "0.1"),
        ("in_progress", "0.3"),
        ("decided", "0.5"),
        ("partially_realised", "0.7"),
        ("realised", "1.0"),
    ]
    assert [each.code for each in SHIPMENT.statuses if each.weight is None] == ["unclear"]


def test_seventeen_goals_in_five_pillars():
    assert [goal.number for goal in SHIPMENT.goals] == list(range(1, 18))
    assert {goal.pillar for goal in SHIPMENT.goals} == {"People", "Planet", "Prosperity", "Peace", "Partnership"}


def test_cabinets_follow_each_other_without_a_gap():
    for government in ("VL", "FED", "EU"):
        terms = [(each.start, each.end) for each in DATA.cabinets if each.government == government]
        assert [end for _, end in terms[:-1]] == [start for start, _ in terms[1:]]


def test_the_files_are_written_in_the_codes_of_the_program():
    assert list(codes.STATUSES) == [status.value for status in Status]
    assert set(codes.PRECISIONS) == {precision.value for precision in Precision}
    assert {status.value for status in NEEDS_SOURCE} == codes.NEEDS_SOURCE
