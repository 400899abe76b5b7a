"""The pages of an administrator about the catalogue and the log: a request, a memorandum, a text to redact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.fields import area, field
from components.text import Text
from components.tree import Content, Node, h

REDACT = Text("Tekst onleesbaar maken", "Redact text")

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """A government to tick."""

    code: str
    name: str
    ticked: bool


#: Everyone sees the old version and the new; the reason is for those who manage the catalogue.
_INSIDE = Text(
    "Alleen beheerders lezen de reden; wat er stond, blijft voor iedereen op te vragen.",
    "Only administrators read the reason; what stood there can still be asked for by everyone.",
)


def request_form(
    code: str, text: str, action: str, typed: Typed, boxes: Sequence[Box], why: str, wrong: Typed, lang: str
) -> Node:
    """A request: ``text`` as the memorandum has it, ``typed`` the values of the fields.

    ``boxes`` are empty where the governments are not to be edited; ``why`` then says so.
    """
    grouping = "sdg_targets" not in typed
    fields: list[Content] = [
        _hidden(typed),
        _line("title_nl", Text("Titel in het Nederlands", "Title in Dutch"), typed, wrong, lang),
        _line("title_en", Text("Titel in het Engels", "Title in English"), typed, wrong, lang),
        _governments(boxes, typed, wrong, lang) if boxes else h("p", why, class_="help"),
        None if grouping else _goals(typed, wrong, lang),
        _reason(typed, wrong, lang, _INSIDE),
        _send(Text("Wijzig de vraag", "Change the request"), lang),
    ]
    words = h("summary", Text("Zo staat ze in het memorandum", "As the memorandum has it")[lang])
    return h(
        "section",
        h("h1", Text(f"Vraag {code} wijzigen", f"Change request {code}")[lang]),
        h("details", words, h("blockquote", [h("p", part) for part in text.split("\n\n")]), class_="quoted"),
        _wrong(wrong),
        h("form", fields, method="post", action=action, class_="staff-form wide"),
    )


def memorandum_form(title: str, first_day: str, action: str, typed: Typed, wrong: Typed, lang: str) -> Node:
    """A memorandum; its first day stands there, but is not to be edited."""
    day_help = Text(
        f"De periode begint op {first_day}. De laatste dag kan niet voor een logregel liggen.",
        f"The period begins on {first_day}. The last day cannot lie before an entry.",
    )
    end = field(
        "end", Text("Laatste dag van de periode", "Last day of the period")[lang], value=typed["end"],
        kind="date", required=True, help_text=day_help[lang], error=wrong.get("end", ""),
    )  # fmt: skip
    fields: list[Content] = [
        _hidden(typed),
        _line("title_nl", Text("Titel in het Nederlands", "Title in Dutch"), typed, wrong, lang),
        _line("title_en", Text("Titel in het Engels", "Title in English"), typed, wrong, lang),
        _line("publisher", Text("Uitgever", "Publisher"), typed, wrong, lang),
        end,
        _reason(typed, wrong, lang, _INSIDE),
        _send(Text("Wijzig het memorandum", "Change the memorandum"), lang),
    ]
    return h(
        "section",
        h("h1", title),
        _wrong(wrong),
        h("form", fields, method="post", action=action, class_="staff-form wide"),
    )


def redaction_form(
    number: int, facts: Sequence[tuple[str, Content]], words: Sequence[tuple[str, Content]], redacted: str,
    action: str, typed: Typed, wrong: Typed, lang: str,
) -> list[Content]:  # fmt: skip
    """An entry whose words can go: ``facts`` stay, ``words`` go. ``redacted``: why they went already, empty if not."""
    title = Text(f"Logregel {number}", f"Entry {number}")[lang]
    stays = h("section", h("h1", title), _listed(facts), _wrong(wrong))
    if redacted:
        gone = Text(
            f"De tekst en de bronnen van deze logregel zijn weg. Reden: {redacted}",
            f"The text and the sources of this entry are gone. Reason: {redacted}",
        )
        return [stays, h("section", h("p", gone[lang]))]
    lead = Text(
        "Dit verdwijnt voorgoed, ook uit de geschiedenis en uit wat later geëxporteerd wordt. Kopieën en back-ups die "
        "al gemaakt zijn, houden het: vernieuw die ook.",
        "This is gone for good, from the history and from later exports too. Copies and backups that exist already "
        "keep it: renew those as well.",
    )
    yes = Text("Ja, maak deze tekst voorgoed onleesbaar", "Yes, make this text unreadable for good")
    sure = _tick("sure", "yes", yes[lang], required=True)
    form = h(
        "form",
        _hidden(typed),
        _reason(typed, wrong, lang, Text("Voor iedereen te lezen.", "For everyone to read.")),
        sure,
        _send(REDACT, lang),
        method="post", action=action, class_="staff-form wide",
    )  # fmt: skip
    return [stays, h("section", h("h2", REDACT[lang]), h("p", lead[lang], class_="intro"), _listed(words), form)]


def _listed(pairs: Sequence[tuple[str, Content]]) -> Node:
    return h("dl", [(h("dt", term), h("dd", told)) for term, told in pairs], class_="facts")


def _governments(boxes: Sequence[Box], typed: Typed, wrong: Typed, lang: str) -> list[Node]:
    legend = Text("Aan welke overheden", "To which governments")[lang]
    error = wrong.get("governments", "")
    ticks = [_tick("governments", box.code, box.name, ticked=box.ticked) for box in boxes]
    told = h("p", error, id="governments-error", class_="wrong") if error else None
    chosen = h(
        "fieldset", h("legend", legend), ticks, told,
        id="governments", class_="field", aria_describedby="governments-error" if error else None,
    )  # fmt: skip
    return [
        chosen,
        _line("basis_nl", Text("Waarom, in het Nederlands", "Why, in Dutch"), typed, wrong, lang),
        _line("basis_en", Text("Waarom, in het Engels", "Why, in English"), typed, wrong, lang),
    ]


def _goals(typed: Typed, wrong: Typed, lang: str) -> list[Node]:
    help_text = Text("Zoals 16.7 of 16.a, met een spatie ertussen.", "Like 16.7 or 16.a, with a space between them.")
    targets = field(
        "sdg_targets", Text("Subdoelen van de SDG's", "Targets of the SDGs")[lang], value=typed["sdg_targets"],
        help_text=help_text[lang], error=wrong.get("sdg_targets", ""), maxlength=200, autocomplete="off",
    )  # fmt: skip
    why = Text("Waarom deze doelen, in het Nederlands", "Why these goals, in Dutch")
    return [targets, _line("sdg_rationale_nl", why, typed, wrong, lang)]


def _tick(name: str, value: str, label: str, *, ticked: bool = False, required: bool = False) -> Node:
    box = h("input", type="checkbox", name=name, value=value, checked=ticked, required=required)
    return h("label", box, label, class_="tick")


def _line(name: str, label: Text, typed: Typed, wrong: Typed, lang: str) -> Node:
    value, error = typed[name], wrong.get(name, "")
    return field(name, label[lang], value=value, error=error, required=True, maxlength=200, autocomplete="off")


def _reason(typed: Typed, wrong: Typed, lang: str, read_by: Text) -> Node:
    return area(
        "reason", Text("Reden van de wijziging", "Reason for the change")[lang], value=typed.get("reason", ""),
        help_text=read_by[lang], error=wrong.get("reason", ""),
        required=True, maxlength=4000, rows=3,
    )  # fmt: skip


def _hidden(typed: Typed) -> list[Node]:
    return [h("input", type="hidden", name=name, value=typed[name]) for name in ("seen",) if name in typed]


def _wrong(wrong: Typed) -> Node | None:
    return h("p", wrong[""], role="alert", class_="wrong") if "" in wrong else None


def _send(label: Text, lang: str) -> Node:
    return h("button", label[lang], type="submit", class_="btn")
