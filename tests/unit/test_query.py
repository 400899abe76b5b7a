"""The query grammar: what each parameter means, and that nothing given is ever ignored or replaced."""

from datetime import UTC, date, datetime

import pytest

from models.query import MemorandumScope, QueryError, Scope, parse, to_parameters
from models.query_given import PARAMETERS
from models.query_problems import SENTENCES
from models.vocabulary import Status

NOW = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
LAST_WRITE = datetime(2024, 2, 20, 9, 30, 0, 123456, tzinfo=UTC)
REQUESTS = {"1.1": (), "2.1": ("2.1.a", "2.1.b"), "2.1.a": (), "2.1.b": (), "4.2": (), "4.11": ()}
SCOPE = Scope(
    memoranda={
        "2014-2019": MemorandumScope(date(2014, 5, 25), date(2019, 5, 25), (1,), {"1.1": ()}),
        "2019-2024": MemorandumScope(date(2019, 5, 26), date(2024, 12, 31), tuple(range(1, 11)), REQUESTS),
    },
    governments=("VL", "FED", "EU"),
    goals=tuple(range(1, 18)),
    now=NOW,
    last_write=LAST_WRITE,
)


def ask(*parameters, scope=SCOPE, accepts=PARAMETERS, **options):
    return parse(parameters, scope, accepts=accepts, **options)


def problems(*parameters, **options):
    with pytest.raises(QueryError) as refused:
        ask(*parameters, **options)
    return [(problem.code, problem.parameter) for problem in refused.value.problems]


def test_nothing_given_means_all_of_the_newest_memorandum_as_known_now():
    query = ask()
    assert (query.memorandum, query.as_of, query.known_at) == ("2019-2024", date(2024, 3, 1), LAST_WRITE)
    assert not query.as_of_given
    assert not query.known_at_given
    assert (query.dossiers, query.requests, query.governments, query.sdgs, query.statuses) == ((),) * 5
    assert (query.start, query.end, query.known_from, query.by, query.measure) == (None,) * 5
    assert (query.lang, query.theme) == ("nl", "auto")


def test_as_of_stops_at_the_end_of_a_closed_memorandum():
    assert ask(("memorandum", "2014-2019")).as_of == date(2019, 5, 25)


def test_today_is_the_day_in_brussels():
    midnight = Scope(SCOPE.memoranda, SCOPE.governments, SCOPE.goals, datetime(2024, 3, 1, 23, tzinfo=UTC), LAST_WRITE)
    assert ask(scope=midnight).as_of == date(2024, 3, 2)


def test_repeated_values_are_one_filter_in_catalogue_order_without_doubles():
    query = ask(("government", "EU"), ("government", "VL"), ("government", "EU"), ("dossier", "10"), ("dossier", "9"))
    assert query.governments == ("VL", "EU")
    assert query.dossiers == (9, 10)


def test_a_parent_code_means_its_sub_requests():
    assert ask(("request", "4.11"), ("request", "2.1")).requests == ("2.1.a", "2.1.b", "4.11")
    assert ask(("request", "2.1.b"), ("request", "2.1")).requests == ("2.1.a", "2.1.b")


def test_every_parameter_is_read():
    query = ask(
        *[("memorandum", "2019-2024"), ("sdg", "17"), ("status", "realised"), ("as_of", "2023-12-31")],
        *[("known_from", "2024-02-01"), ("from", "2020-01-01"), ("to", "2020-02-29"), ("by", "sdg")],
        *[("measure", "index"), ("lang", "en"), ("theme", "dark"), ("known_at", "2024-02-10")],
    )
    assert (query.sdgs, query.statuses, query.as_of) == ((17,), (Status.REALISED,), date(2023, 12, 31))
    assert query.known_from == datetime(2024, 2, 1, 22, 59, 59, 999999, tzinfo=UTC)
    assert query.known_at == datetime(2024, 2, 10, 22, 59, 59, 999999, tzinfo=UTC)
    assert (query.start, query.end) == (date(2020, 1, 1), date(2020, 2, 29))
    assert (query.by, query.measure, query.lang, query.theme) == ("sdg", "index", "en", "dark")
    assert query.as_of_given
    assert query.known_at_given


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-02-01T10:00:00Z", datetime(2024, 2, 1, 10, tzinfo=UTC)),
        ("2024-02-01t10:00:00z", datetime(2024, 2, 1, 10, tzinfo=UTC)),
        ("2024-02-01T10:00:00.5Z", datetime(2024, 2, 1, 10, 0, 0, 500000, tzinfo=UTC)),
        ("2024-02-01T10:00:00.123456+01:00", datetime(2024, 2, 1, 9, 0, 0, 123456, tzinfo=UTC)),
        ("2024-02-01T10:00:00 01:00", datetime(2024, 2, 1, 9, tzinfo=UTC)),  # an unescaped +
        ("2024-02-01T00:30:00-05:30", datetime(2024, 2, 1, 6, tzinfo=UTC)),
        ("2024-02-01", datetime(2024, 2, 1, 22, 59, 59, 999999, tzinfo=UTC)),
        ("2023-07-01", datetime(2023, 7, 1, 21, 59, 59, 999999, tzinfo=UTC)),
        ("2024-03-01", datetime(2024, 3, 1, 22, 59, 59, 999999, tzinfo=UTC)),  # today, whole
        ("2024-03-01T22:59:59.999999Z", datetime(2024, 3, 1, 22, 59, 59, 999999, tzinfo=UTC)),  # the same
        ("2024-03-01T12:00:00Z", NOW),
        ("1900-01-01T00:00:00Z", datetime(1900, 1, 1, tzinfo=UTC)),  # before the first entry: nothing was known
    ],
)
def test_known_at_is_a_day_or_an_instant(written, meant):
    assert ask(("known_at", written)).known_at == meant


def test_known_at_may_be_the_last_write_when_that_ran_ahead_of_the_clock():
    ahead = Scope(SCOPE.memoranda, SCOPE.governments, SCOPE.goals, NOW, datetime(2024, 3, 1, 12, 0, 5, tzinfo=UTC))
    assert ask(("known_at", "2024-03-01T12:00:05Z"), scope=ahead).known_at == ahead.last_write
    assert problems(("known_at", "2024-03-01T12:00:05.000001Z"), scope=ahead) == [("future", "known_at")]


NO_DAYS = ["", "2024-02-30", "2023-02-29", "0000-01-01", "2024-2-1", "20240201", "2024-02-01 ", "2024-02-01\n",
           "１２３４-01-01", "2024-13-01", "-2024-01-01", "12024-01-01", "2024-02-01\0", "vandaag", "1e3"]  # fmt: skip


@pytest.mark.parametrize("value", NO_DAYS)
@pytest.mark.parametrize("name", ["as_of", "from", "to"])
def test_what_is_not_a_day_is_refused(name, value):
    assert problems((name, value)) == [("not_a_date" if value else "empty", name)]


@pytest.mark.parametrize(
    "value",
    [*NO_DAYS, "2024-02-01T10:00:00", "2024-02-01T10:00Z", "2024-02-01T24:00:00Z", "2024-02-01T10:00:60Z",
     "2024-02-01T10:00:00.1234567Z", "2024-02-01T10:00:00+24:00", "2024-02-01T10:00:00+0100", "2024-02-30T10:00:00Z",
     "2024-02-01 10:00:00Z", "0001-01-01T00:00:00+01:00", "2024-02-01T10:00:00ZZ", "2024-02-01T10:00:00Z\n"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["known_at", "known_from"])
def test_what_is_not_a_moment_is_refused(name, value):
    assert problems((name, value)) == [("not_a_moment" if value else "empty", name)]


@pytest.mark.parametrize("value", ["2019-05-25", "2024-03-02", "2024-12-31", "9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("name", ["as_of", "from", "to"])
def test_a_day_before_the_memorandum_or_still_to_come_is_refused(name, value):
    assert problems((name, value)) == [("outside_period", name)]


@pytest.mark.parametrize("value", ["2019-05-26", "2024-03-01"])
def test_the_first_day_and_today_can_be_asked(value):
    assert ask(("as_of", value)).as_of == date.fromisoformat(value)


def test_a_day_after_the_end_of_a_closed_memorandum_is_refused():
    assert problems(("memorandum", "2014-2019"), ("as_of", "2019-05-26")) == [("outside_period", "as_of")]


@pytest.mark.parametrize(
    "value", ["2024-03-02", "9999-12-31", "2024-03-01T12:00:00.000001Z", "9999-12-31T23:59:59-23:59"]
)
@pytest.mark.parametrize("name", ["known_at", "known_from"])
def test_nobody_knows_the_future(name, value):
    expected = "not_a_moment" if value.endswith("-23:59") else "future"  # in UTC that falls in the year 10000
    assert problems((name, value)) == [(expected, name)]


@pytest.mark.parametrize(
    ("name", "value"),
    [("dossier", "0"), ("dossier", "11"), ("dossier", "01"), ("dossier", "-1"), ("dossier", "+1"), ("dossier", "1.0"),
     ("dossier", "٣"), ("dossier", " 1"), ("dossier", "1\0"), ("dossier", "1,2"), ("sdg", "18"), ("sdg", "0"),
     ("government", "vl"), ("government", "LOCAL"), ("request", "4.12"), ("request", "4.011"), ("request", "2.1.A"),
     ("status", "done"), ("status", "Realised"), ("by", "month"), ("measure", "weight"), ("lang", "fr"), ("lang", "NL"),
     ("theme", "blue"), ("memorandum", "2024-2029"), ("request", "' OR 1=1 --"), ("dossier", "{value.__class__}")],
)  # fmt: skip
def test_a_value_that_does_not_exist_is_refused(name, value):
    assert problems((name, value)) == [("unknown_value", name)]


@pytest.mark.parametrize("name", sorted(set(PARAMETERS) - {"dossier", "request", "government", "sdg", "status"}))
def test_a_single_valued_parameter_is_refused_when_repeated(name):
    good = {
        "memorandum": "2019-2024",
        "by": "sdg",
        "measure": "index",
        "lang": "en",
        "theme": "dark",
        "sort": "effective",
        "page": "2",
        "entry": "7",
    }.get(name, "2020-01-01")
    assert problems((name, good), (name, good)) == [("repeated", name)]


def test_all_problems_are_told_at_once():
    told = problems(("dossier", "99"), ("as_of", "x"), ("utm_source", "mail"), ("sdg", ""), ("known_at", "2030-01-01"))
    assert sorted(told) == [
        *[("empty", "sdg"), ("future", "known_at"), ("not_a_date", "as_of")],
        *[("unknown_parameter", "utm_source"), ("unknown_value", "dossier")],
    ]


def test_an_unknown_name_is_harmless_on_pages_but_a_parameter_that_means_nothing_there_is_not():
    pages = {"accepts": {"dossier"}, "unknown": "ignore"}
    assert ask(("utm_source", "x"), ("dossier", "3"), **pages).dossiers == (3,)
    assert problems(("utm_source", "x"), ("status", "realised"), **pages) == [("not_accepted", "status")]


def test_language_means_something_everywhere():
    assert ask(("lang", "en"), accepts=()).lang == "en"


def test_choices_narrow_a_grouping_and_defaults_fill_it_in():
    narrowed = {"choices": {"by": ("dossier", "year")}, "defaults": {"by": "dossier", "measure": "tracks"}}
    assert (ask(**narrowed).by, ask(**narrowed).measure) == ("dossier", "tracks")
    assert ask(("by", "year"), **narrowed).by == "year"
    assert problems(("by", "sdg"), **narrowed) == [("unknown_value", "by")]


def test_required_parameters_are_missed():
    assert problems(required=("from", "to")) == [("missing", "from"), ("missing", "to")]
    assert problems(("from", ""), ("to", "2020-01-01"), required=("from", "to")) == [("empty", "from")]


@pytest.mark.parametrize(("start", "end"), [("2020-01-02", "2020-01-02"), ("2020-01-03", "2020-01-02")])
def test_from_lies_strictly_before_to(start, end):
    assert problems(("from", start), ("to", end)) == [("not_before", "from")]


def test_known_from_lies_not_after_known_at():
    assert problems(("known_from", "2024-02-02"), ("known_at", "2024-02-01")) == [("not_after", "known_from")]
    assert ask(("known_from", "2024-02-01"), ("known_at", "2024-02-01")).known_from is not None
    assert ask(("known_from", "2024-03-01")).known_at == LAST_WRITE


def test_the_address_rules_and_must_not_be_contradicted():
    assert ask(path={"dossier": "3"}).dossiers == (3,)
    assert ask(("dossier", "3"), path={"dossier": "3"}, accepts=()).dossiers == (3,)
    assert problems(("dossier", "4"), path={"dossier": "3"}) == [("contradiction", "dossier")]
    assert problems(("dossier", "3"), ("dossier", "4"), path={"dossier": "3"}) == [("contradiction", "dossier")]
    assert problems(path={"dossier": "{99}"}) == [("unknown_value", "dossier")]
    assert ask(("request", "2.1.a"), ("request", "2.1.b"), path={"request": "2.1"}).requests == ("2.1.a", "2.1.b")


def test_absurd_lengths_and_numbers_are_refused():
    assert problems(("dossier", "1" * 201)) == [("too_long", "dossier")]
    assert problems(("dossier", "1" * 200)) == [("unknown_value", "dossier")]
    assert ask(*[("dossier", "1")] * 200).dossiers == (1,)
    assert problems(*[("dossier", "1")] * 201) == [("too_many", "")]
    assert problems(*[("x" * 10_000, "y")] * 5) == [("unknown_parameter", "x" * 60 + "…")] * 5


def test_an_empty_store_says_that_there_is_nothing_yet():
    nothing = Scope({}, (), (), NOW, NOW)
    assert problems(scope=nothing) == [("no_memorandum", "memorandum")]


def test_sentences_come_in_the_language_asked_for():
    for given, lang, word in (
        (("lang", "en"), "en", "choose"),
        (("lang", "nl"), "nl", "kies"),
        (("lang", "fr"), "nl", "kies"),
    ):
        with pytest.raises(QueryError) as refused:
            ask(given, ("as_of", "2030-01-01"))
        assert refused.value.lang == lang
        assert all(word in sentence for sentence in refused.value.sentences())


def test_what_is_shown_back_is_harmless():
    with pytest.raises(QueryError) as refused:
        ask(("government", "a\0\x1b[31m\u202e\ud800"))
    (problem,) = refused.value.problems
    assert problem.value == "a��[31m��"
    assert problem.text["nl"].encode()  # no lone surrogate left


def test_every_sentence_exists_in_two_languages_and_differs():
    for nl, en in SENTENCES.values():
        assert nl.endswith(".")
        assert en.endswith(".")
        assert nl != en


def test_parameters_are_written_in_canonical_order_and_without_what_is_default():
    query = ask(("lang", "en"), ("known_at", "2024-02-01T10:00:00.000001+01:00"), ("request", "2.1"), ("dossier", "2"))
    assert to_parameters(query) == [
        ("memorandum", "2019-2024"), ("dossier", "2"), ("request", "2.1.a"), ("request", "2.1.b"),
        ("known_at", "2024-02-01T09:00:00.000001Z"), ("lang", "en"),
    ]  # fmt: skip
    assert to_parameters(ask()) == [("memorandum", "2019-2024")]


def test_a_neighbouring_question_is_written_by_its_changes():
    query = ask(("as_of", "2023-01-01"), ("dossier", "2"))
    assert ("as_of", "2022-12-31") in to_parameters(query, as_of=date(2022, 12, 31))
    assert ("as_of", "2022-12-31") in to_parameters(ask(), as_of=date(2022, 12, 31))
    assert to_parameters(query, as_of=None, dossiers=()) == [("memorandum", "2019-2024")]
    assert ("known_at", "2024-02-01") in to_parameters(
        query, known_at=datetime(2024, 2, 1, 22, 59, 59, 999999, tzinfo=UTC)
    )
