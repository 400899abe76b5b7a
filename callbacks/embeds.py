"""The embeds: which exist, what each may be asked, and how an address becomes a reading of the store.

HTML, data, pictures, oEmbed and the builder all start here, so that they agree on what an address shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from callbacks import embed_charts as charts
from callbacks import embed_lens
from components.address import address, filled, values_in
from components.embeds.chart import Chart
from components.embeds.height import height
from components.embeds.lens import Lens, lines
from components.status_look import Theme
from components.text import Text, short_name
from models.query import Query, QueryError, Scope, parse, to_parameters
from models.reading import Reading
from models.store import Store

_ALWAYS = frozenset({"memorandum", "as_of", "known_at", "lang", "theme"})
_FILTERS = frozenset({"government", "dossier", "sdg"})


@dataclass(frozen=True, slots=True)
class Embed:
    """A chart that can be put elsewhere.

    ``path`` is its address, where ``<dossier>`` stands for a value, and ``page`` the page (and place on it) that shows
    the same; ``label`` names it in a list; ``accepts`` are the parameters that mean something, ``lens`` those of the
    member's own. ``chart`` makes it of a reading, a theme and the values in the path.
    """

    name: str
    label: Text
    path: str
    page: str
    chart: Callable[..., Chart]
    accepts: frozenset[str]
    defaults: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lens: frozenset[str] = frozenset({embed_lens.REMARK})


EMBEDS = (
    Embed(
        "progress",
        Text("Voortgang per dossier", "Progress per dossier"),
        "/embed/progress",
        "/#overview-dossiers",
        charts.dossiers,
        _ALWAYS | _FILTERS,
        lens=frozenset({embed_lens.REMARK, embed_lens.DOSSIERS}),
    ),
    Embed(
        "government",
        Text("Voortgang per overheid", "Progress per government"),
        "/embed/government",
        "/#overview-governments",
        charts.governments,
        _ALWAYS | _FILTERS,
    ),
    Embed(
        "timeline",
        Text("Voortgang door de tijd", "Progress over time"),
        "/embed/timeline",
        "/#overview-trend",
        charts.over_time,
        _ALWAYS | _FILTERS,
    ),
    Embed(
        "dossier",
        Text("Het verloop van elke vraag in een dossier", "The course of each request in a dossier"),
        "/embed/dossier/<dossier>",
        "/dossier/<dossier>#verloop",
        charts.dossier,
        _ALWAYS | {"government", "sdg"},
        lens=frozenset({embed_lens.REMARK, embed_lens.GOALS}),
    ),
    Embed(
        "dossier-timeline",
        Text("Voortgang van één dossier door de tijd", "Progress of one dossier over time"),
        "/embed/timeline/<dossier>",
        "/dossier/<dossier>#dossier-trend",
        charts.dossier_over_time,
        _ALWAYS | {"government", "sdg"},
    ),
    Embed(
        "sdg",
        Text("SDG's", "SDGs"),
        "/embed/sdg",
        "/sdg#goals-heatmap",
        charts.goals,
        _ALWAYS | _FILTERS | {"by", "measure"},
        {"by": "dossier", "measure": "realised_share"},
        {"by": ("dossier", "government", "year")},
        lens=frozenset({embed_lens.REMARK, embed_lens.DOSSIERS, embed_lens.GOALS}),
    ),
    Embed(
        "request",
        Text("Eén vraag", "One request"),
        "/embed/request/<request>",
        "/vraag/<request>",
        charts.request,
        _ALWAYS,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks: an embed, the values in its path, and a reading of the store.

    ``frozen``: the answer stays what it is for good, for both clocks were set and knowledge of then is complete. The
    query of the reading has no ``theme`` of its own, because its answer leads to pages, which follow the reader's.
    """

    embed: Embed
    values: Mapping[str, str]
    reading: Reading
    theme: str
    frozen: bool
    lens: Lens

    @property
    def path(self) -> str:
        """The address of the embed, without parameters."""
        return filled(self.embed.path, self.values)

    def address(self, form: str = "", *, fixed: bool = False) -> str:
        """Where the same stands in another form (``.csv``); ``fixed``: at an address whose figures never change.

        The lens stays with the document: what is cited, counted with or printed as a picture is ours alone.
        """
        query = self.reading.query
        clocks = {"as_of": query.as_of, "known_at": query.known_at} if fixed else {}
        own = dict.fromkeys((_FIELDS[name] for name in self.values), ())
        theme = {} if fixed else {"theme": self.theme}
        # What is left at its default is not chosen: the address stays short.
        usual = {name: None for name, value in self.embed.defaults.items() if getattr(query, name) == value}
        added = [] if form or fixed else embed_lens.parameters(self.lens)
        return address(f"{self.path}{form}", [*to_parameters(query, **clocks, **own, **theme, **usual), *added])

    def page(self) -> str:
        """The address of the whole page in the same state."""
        path, _, place = filled(self.embed.page, self.values).partition("#")
        own = dict.fromkeys((_FIELDS[name] for name in self.values), ())
        found = address(path, to_parameters(self.reading.query, **own))
        return f"{found}#{place}" if place else found

    def chart(self, theme: Theme = "light") -> Chart:
        """The chart, in the colours of ``theme`` where the form does not leave them to the reader."""
        return self.embed.chart(self.reading, theme, *self.values.values())

    def height(self, width: int) -> int:
        """About how many pixels high its document is at a width."""
        publisher = short_name(self.reading.catalogue.memorandum.publisher)
        return height(self.chart(), width, lines(self.lens, publisher, self.reading.query.lang))

    def seen(self) -> Chart:
        """The chart as the document shows it: through the lens."""
        return embed_lens.over(self.chart(), self.lens, self.reading)


_FIELDS = {"dossier": "dossiers", "request": "requests"}


def find(path: str) -> tuple[Embed, dict[str, str]] | None:
    """The embed at ``path``, and the values in it; None where there is none."""
    return next(((embed, values) for embed in EMBEDS if (values := values_in(embed.path, path)) is not None), None)


def of_page(path: str) -> tuple[Embed, dict[str, str]] | None:
    """The embed that shows the first chart of the page at ``path``, and the values in it; None where there is none."""
    pages = ((embed, values_in(embed.page.partition("#")[0], path)) for embed in EMBEDS)
    return next(((embed, values) for embed, values in pages if values is not None), None)


def like(path: str, query: Query) -> str:
    """The address of the embed that shows the first chart of the page at ``path``; empty where there is none."""
    found = of_page(path)
    if found is None:
        return ""
    embed, values = found
    wanted = embed.accepts - values.keys() - {"theme"}
    return address(filled(embed.path, values), [pair for pair in to_parameters(query) if pair[0] in wanted])


def asked(embed: Embed, values: Mapping[str, str], parameters: Iterable[tuple[str, str]], store: Store) -> Asked:
    """Read the parameters of an embed; names outside the grammar are ignored. Raises QueryError with all problems."""
    given = list(parameters)
    scope = scope_of(given, store)
    lens, wrong = embed_lens.read(given, embed.lens, scope)
    try:
        query = parse(
            given,
            scope,
            accepts=embed.accepts,
            path=values,
            unknown="ignore",
            defaults=embed.defaults,
            choices=embed.choices,
        )
    except QueryError as error:
        raise QueryError([*error.problems, *wrong], error.lang) from None
    if wrong:
        raise QueryError(wrong, query.lang)
    frozen = query.as_of_given and query.known_at_given and query.known_at < store.clock()
    return Asked(embed, values, store.read(replace(query, theme="auto")), query.theme, frozen, lens)


def scope_of(parameters: Iterable[tuple[str, str]], store: Store) -> Scope:
    """What the parameters may name: what existed at the moment they ask about, also where it has gone since."""
    clock = [(name, value) for name, value in parameters if name in ("memorandum", "known_at")]
    scope = store.scope()
    query = parse(clock, scope, accepts=("memorandum", "known_at"), unknown="ignore")
    return store.scope(query.known_at) if query.known_at_given else scope
