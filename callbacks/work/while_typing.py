"""What the log form asks for while it is typed: requests that fit, what stands beside it, and to be kept."""

from __future__ import annotations

from flask import Response, abort, jsonify, request

from callbacks import naming
from callbacks.work import log_form, sent
from callbacks.work.asked import asked
from components.tree import h, to_html
from components.work import words
from components.work.parts import radios
from models.clock import today
from models.words import extract, terms

_MOST = 12
_LONGEST = 200


def requests() -> Response:
    """The requests that what was typed (``q``) finds, in the order of the memorandum."""
    about = asked()
    typed = request.args.get("q", "")[:_LONGEST]
    found = sent.requests(about.reading.catalogue, typed)[:_MOST]
    asked_for = terms(typed)
    return jsonify(
        [
            {
                "code": one.id,
                "title": naming.named(one, "title", about.lang),
                "extract": extract(one.text_nl, asked_for, "nl", 110),
            }
            for one in found
        ]
    )


def parts() -> Response:
    """The parts of the form that follow from the others, as HTML by the id of the element they stand in."""
    given = sent.sent(request.form)
    about = asked(memorandum=given.memorandum)
    said = sent.read(given, about.reading.catalogue, today(about.scope.now))
    governments = radios(
        "government", words.GOVERNMENT[about.lang], log_form.governments(about, said.request),
        value=said.draft.government,
    )  # fmt: skip
    found = {
        "governments": governments,
        "panel": log_form.panel_node(about, said),
        "effect": log_form.effect_node(about, given, said),
        "doubts": log_form.doubts_node(about, given, said),
    }
    return jsonify({place: "".join(map(to_html, h("div", content).children)) for place, content in found.items()})


def kept() -> Response:
    """Keep the form until it is sent; says when that was, in milliseconds."""
    given = sent.sent(request.form)
    if not sent.KEY.fullmatch(given.key):
        abort(400)
    return jsonify({"at": log_form.keep(given)})
