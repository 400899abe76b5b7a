"""The log form: what happened, with which government, where it says so. ``log.js`` makes it quick, nothing needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.fields import area, field, problems
from components.text import Text
from components.tree import Content, Node, h
from components.work import words
from components.work.parts import Choice, hidden, radios, wrong
from components.work.typed import Typed, TypedSource


@dataclass(frozen=True, slots=True)
class FormData:
    """All that the form shows.

    ``path`` is where it is sent; while it is typed its ``parts`` are asked for, it is kept by ``keeping``, and requests
    are found by ``search``. ``hidden`` goes along unseen
    and ``key`` names the form. ``corrects``: it is the correction of an entry, whose visibility stays. ``meant`` are
    the requests found where what was typed names none alone. ``wrong`` has a sentence per field, with the key "" what
    is about none. ``panel``, ``effect`` and ``doubts`` are what is known so far. ``owner`` tells whose browser copy
    this is, ``saved_at`` when the server kept it (milliseconds, 0: not yet).
    """

    lang: str
    path: str
    parts: str
    keeping: str
    search: str
    key: str
    hidden: Mapping[str, str]
    corrects: bool
    typed: Typed
    meant: tuple[Choice, ...]
    governments: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    actions: tuple[Choice, ...]
    wrong: Mapping[str, str]
    panel: Content
    effect: Content
    doubts: Content
    owner: str
    saved_at: int = 0


def layout(data: FormData, *before: Content) -> Node:
    """The form, below its heading and what stands ``before`` it."""
    lang = data.lang
    title, intro = (words.CORRECT, words.CORRECTING) if data.corrects else (words.LOG, words.INTRO)
    return h(
        "section",
        h("h1", title[lang]),
        h("p", intro[lang], class_="lead"),
        before,
        problems(data.wrong, words.PROBLEMS[lang]),
        _form(data),
        class_="logging",
    )


def _form(data: FormData) -> Node:
    lang = data.lang
    return h(
        "form",
        # The first button of a form is what Enter in a field presses: it only shows.
        h("button", words.SHOW[lang], type="submit", name="deed", value="show", class_="visually-hidden", tabindex=-1),
        hidden(key=data.key, **data.hidden),
        _which(data),
        h("aside", h("div", data.panel, id="panel", aria_live="polite"), class_="beside-form"),
        _what(data),
        _evidence(data),
        _more(data),
        _who(data),
        area("reason", words.REASON[lang], value=data.typed.reason, help_text=_reason_help(data),
             error=data.wrong.get("reason", ""), maxlength=4000, rows=2) if data.corrects else None,
        _outcome(data),
        _buttons(data),
        method="post",
        action=data.path,
        id="log-form",
        class_="staff-form log-form",
        novalidate=True,
        autocomplete="off",
        data_parts=data.parts,
        data_keeping=data.keeping,
        data_owner=data.owner,
        data_saved=str(data.saved_at),
        data_sign_in="/aanmelden?next=",
        **{f"data_{name}": text[lang] for name, text in words.SAID.items()},
    )  # fmt: skip


def _which(data: FormData) -> Node:
    lang, typed = data.lang, data.typed
    request = field(
        "request", words.REQUEST[lang], value=typed.request, help_text=words.REQUEST_HELP[lang],
        error=data.wrong.get("request", ""), maxlength=200, autofocus=not typed.request or None,
        data_search=data.search,
    )  # fmt: skip
    meant = radios("meant", words.MEANT[lang], data.meant, value="") if data.meant else None
    government = radios(
        "government", words.GOVERNMENT[lang], data.governments,
        value=typed.government, error=data.wrong.get("government", ""),
    )  # fmt: skip
    return h("div", request, meant, h("div", government, id="governments"), class_="step")


def _what(data: FormData) -> Node:
    lang, typed = data.lang, data.typed
    kinds = [Choice(code, label[lang], about[lang]) for code, (label, about) in words.KINDS.items()]
    # The kind of a correction is that of what it corrects.
    shown = [choice for choice in kinds if not data.corrects or choice.value == typed.kind]
    return h(
        "div",
        radios("kind", words.KIND[lang], shown, value=typed.kind),
        radios("status", words.STATUS[lang], data.statuses, value=typed.status, error=data.wrong.get("status", "")),
        radios("action", words.ACTION[lang], data.actions, value=typed.action, error=data.wrong.get("action", "")),
        field(
            "effective_date", words.DATE[lang], value=typed.date, help_text=words.DATE_HELP[lang],
            error=data.wrong.get("effective_date", ""), maxlength=40,
        ),
        area(
            "note_nl", words.NOTE[lang], value=typed.note_nl, help_text=words.NOTE_HELP[lang],
            error=data.wrong.get("note_nl", ""), maxlength=4000, rows=3, lang="nl",
        ),
        class_="step",
    )  # fmt: skip


def _evidence(data: FormData) -> Node:
    lang, typed = data.lang, data.typed
    rows = typed.sources or (TypedSource(),)
    return h(
        "fieldset",
        h("legend", words.SOURCES[lang]),
        wrong("sources", data.wrong.get("sources", "")),
        [_source(source, number, lang) for number, source in enumerate(rows, start=1)],
        h("button", words.ADD_SOURCE[lang], type="submit", name="deed", value="source", class_="quiet"),
        field(
            "no_source_reason", words.NO_SOURCE[lang], value=typed.no_source_reason,
            help_text=words.NO_SOURCE_HELP[lang], error=data.wrong.get("no_source_reason", ""), maxlength=4000,
        ),
        class_="step evidence",
        id="sources",
        tabindex=-1 if data.wrong.get("sources") else None,
    )  # fmt: skip


def _source(source: TypedSource, number: int, lang: str) -> Node:
    def line(name: str, label: Text, value: str, **attributes: str | int) -> Node:
        place = f"source_{name}-{number}"
        control = h(
            "input",
            type="text",
            id=place,
            name=f"source_{name}",
            value=value or None,
            class_="form-control",
            **attributes,
        )
        return h("div", h("label", label[lang], for_=place), control, class_=f"field {name}")

    return h(
        "fieldset",
        h("legend", words.SOURCE[lang].format(n=number), class_="visually-hidden"),
        line("url", words.URL, source.url, inputmode="url", maxlength=2000, spellcheck="false"),
        line("title", words.SOURCE_TITLE, source.title, maxlength=500),
        line("publisher", words.PUBLISHER, source.publisher, maxlength=200),
        line("date", words.SOURCE_DATE, source.date, maxlength=40),
        class_="source",
    )


def _more(data: FormData) -> Node:
    lang, typed, names = data.lang, data.typed, ("note_en", "internal_note", "review_date")
    used = any(getattr(typed, name) or data.wrong.get(name) for name in names)
    return h(
        "details",
        h("summary", words.MORE[lang]),
        area("note_en", words.NOTE_EN[lang], value=typed.note_en, error=data.wrong.get("note_en", ""),
             maxlength=4000, rows=3, lang="en"),
        area("internal_note", words.INTERNAL_NOTE[lang], value=typed.internal_note,
             help_text=words.INTERNAL_NOTE_HELP[lang], error=data.wrong.get("internal_note", ""), maxlength=4000,
             rows=3),
        field("review_date", words.REVIEW[lang], value=typed.review_date, help_text=words.REVIEW_HELP[lang],
              error=data.wrong.get("review_date", ""), maxlength=40),
        open=used or None,
        class_="step further",
    )  # fmt: skip


def _who(data: FormData) -> Node:
    lang, typed = data.lang, data.typed
    choices = [Choice(code, label[lang], about[lang]) for code, (label, about) in words.VISIBILITIES.items()]
    # A correction is as visible as what it corrects.
    shown = [choice for choice in choices if not data.corrects or choice.value == typed.visibility]
    return radios("visibility", words.VISIBILITY[lang], shown, value=typed.visibility)


def _reason_help(data: FormData) -> str:
    internal = data.typed.visibility == "internal"
    return (words.REASON_HELP_INTERNAL if internal else words.REASON_HELP)[data.lang]


def _outcome(data: FormData) -> Node:
    doubted = h("div", data.doubts, id="doubts", aria_live="polite")
    return h("div", h("div", data.effect, id="effect"), doubted, class_="outcome")


def _buttons(data: FormData) -> Node:
    lang = data.lang
    record = words.RECORD_CORRECTION if data.corrects else words.RECORD
    return h(
        "p",
        h("button", record[lang], type="submit", name="deed", value="record", class_="btn"),
        h("button", words.SHOW[lang], type="submit", name="deed", value="show", class_="quiet unscripted"),
        h("button", words.KEEP[lang], type="submit", name="deed", value="keep", class_="quiet"),
        h("button", words.DISCARD[lang], type="submit", name="deed", value="discard", class_="quiet"),
        h("span", id="kept", class_="help", role="status"),
        class_="buttons",
    )
