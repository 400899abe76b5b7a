"""Whatever is thrown at the grammar, it answers or refuses in sentences; and a Query survives being written."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from hypothesis import given
from hypothesis import strategies as st

from models.query import GROUPINGS, MEASURES, ORDERS, MemorandumScope, Query, QueryError, Scope, parse, to_parameters
from models.query_given import PARAMETERS
from models.query_values import words
from models.vocabulary import Status

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
START, END = date(2019, 5, 26), date(2024, 12, 31)
CODES = ("1.1", "2.1.a", "2.1.b", "4.2")
SCOPE = Scope(
    {"2019-2024": MemorandumScope(START, END, (1, 2, 3), {"2.1": CODES[1:3], **dict.fromkeys(CODES, ())})},
    ("VL", "FED", "EU"),
    tuple(range(1, 18)),
    NOW,
    NOW - timedelta(days=3, microseconds=7),
)
ACCEPTED = [
    {"accepts": PARAMETERS},
    {"accepts": (), "unknown": "ignore"},
    {"accepts": PARAMETERS, "path": {"dossier": "2"}},
]

days = st.dates(START, END)
moments = st.timedeltas(timedelta(), timedelta(days=365 * 2000)).map(lambda before: NOW - before)
near_misses = st.sampled_from(
    [
        "1",
        "2",
        "VL",
        "2.1",
        "nl",
        "2024-02-29",
        "2024-02-30",
        "2024-01-01T00:00:00Z",
        "0000-00-00",
        "sdg",
        "realised",
        "\0",
    ]
)
texts = st.one_of(st.text(max_size=300), near_misses, days.map(str), moments.map(datetime.isoformat))
names = st.one_of(st.sampled_from(PARAMETERS), st.text(max_size=20))


def subset(members):
    """Some of ``members``, in their order."""
    return st.sets(st.sampled_from(members)).map(lambda chosen: tuple(m for m in members if m in chosen))


@st.composite
def queries(draw):
    as_of, known_at = draw(st.none() | days), draw(st.none() | moments)
    start, end = draw(st.none() | st.tuples(days, days).filter(lambda two: two[0] < two[1])) or (None, None)
    return Query(
        memorandum="2019-2024",
        as_of=as_of or END,
        known_at=known_at or SCOPE.last_write,
        as_of_given=as_of is not None,
        known_at_given=known_at is not None,
        known_from=draw(st.none() | moments.filter(lambda moment: moment <= (known_at or NOW))),
        start=start,
        end=end,
        dossiers=draw(subset((1, 2, 3))),
        requests=draw(subset(CODES)),
        governments=draw(subset(SCOPE.governments)),
        sdgs=draw(subset(SCOPE.goals)),
        statuses=draw(subset(tuple(Status))),
        by=draw(st.none() | st.sampled_from(GROUPINGS)),
        measure=draw(st.none() | st.sampled_from(MEASURES)),
        words=draw(st.text(max_size=60).map(words)),
        sort=draw(st.none() | st.sampled_from(ORDERS)),
        page=draw(st.integers(1, 999_999)),
        lang=draw(st.sampled_from(["nl", "en"])),
        theme=draw(st.sampled_from(["auto", "light", "dark"])),
    )


def outcome(parameters, options):
    """What was wrong, or the query."""
    try:
        return [], parse(parameters, SCOPE, **options)
    except QueryError as refused:
        return refused.sentences(), None


@given(st.lists(st.tuples(names, texts), max_size=12), st.sampled_from(ACCEPTED))
def test_hostile_parameters_are_answered_or_refused_in_sentences(parameters, options):
    told, query = outcome(parameters, options)
    assert bool(told) != bool(query)
    assert all(sentence.encode().decode().isprintable() for sentence in told)
    if query:
        assert START <= query.as_of <= END
        assert parse(to_parameters(query), SCOPE, accepts=PARAMETERS) == query


@given(queries())
def test_a_written_query_reads_back_as_itself(query):
    written = parse_qsl(urlencode(to_parameters(query)))
    assert parse(written, SCOPE, accepts=PARAMETERS) == query


@given(queries(), st.randoms())
def test_the_order_of_parameters_means_nothing(query, random):
    written = to_parameters(query)
    random.shuffle(written)
    assert to_parameters(parse(written, SCOPE, accepts=PARAMETERS)) == to_parameters(query)
