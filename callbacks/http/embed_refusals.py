"""What an embed answers when it cannot show a chart: a sentence, in the frame or as JSON, never a refused frame."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Protocol

from flask import Response, request

from callbacks.http import security
from callbacks.http.reads import failure
from components.embeds import frame
from components.text import LANGUAGES
from models.query import Problem


class Form(Protocol):
    """What matters here of a form: whether people read it."""

    @property
    def document(self) -> bool:
        """Whether it is shown by itself."""


UNKNOWN = Problem(
    *("", "", "not_found"),
    {
        "nl": "Deze grafiek bestaat niet; op /insluiten staat welke u kunt insluiten.",
        "en": "This chart does not exist; /insluiten shows those that can be embedded.",
    },
)
UNAVAILABLE = Problem(
    *("", "", "unavailable"),
    {
        "nl": "De gegevens zijn nu niet beschikbaar; probeer het over enkele minuten opnieuw.",
        "en": "The data are not available now; try again in a few minutes.",
    },
)


def refused(form: Form, status: HTTPStatus, problems: Iterable[Problem]) -> Response:
    """All that is wrong: in the frame where people look, else in the form of the API. Kept by nobody."""
    given = request.args.get("lang", "")
    lang = given if given in LANGUAGES else LANGUAGES[0]
    if not form.document:
        response = failure(status, problems, lang)
        security.open_to_frames(response)
        return response
    text = frame.refused([problem.text[lang] for problem in problems], lang)
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    security.open_to_frames(response, security.framed(text))
    return response
