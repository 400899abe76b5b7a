"""What every page of the staff begins with: who asks, in which language, and what they may see of which memorandum."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import abort, request

from callbacks.http import access, staff
from callbacks.services import services
from components.address import Parameters
from models.people import Person
from models.query import QueryError, Scope, parse, to_parameters
from models.reading import Reading

_ALWAYS = frozenset({"memorandum"})
_KEPT = frozenset({"memorandum", "lang"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The person signed in, and a reading in their role: internal entries and notes stand in it."""

    person: Person
    lang: str
    scope: Scope
    reading: Reading

    @property
    def kept(self) -> Parameters:
        """What links to other pages of the staff take along."""
        return tuple(pair for pair in to_parameters(self.reading.query) if pair[0] in _KEPT)


def asked(accepts: Collection[str] = (), memorandum: str = "", **path: str) -> Asked:
    """Read the address of this request; parameters that mean nothing here are ignored.

    ``memorandum`` is that of a form that was sent, ``path`` what the path fixes. What cannot be read is answered with
    an error page: 400, or 503 in a store without memorandum.
    """
    person = access.person()
    if person is None:
        abort(401)
    scope = services().store.scope()
    given = [(name, value) for name, value in request.args.items(multi=True) if name in {*accepts, *_ALWAYS}]
    if memorandum:
        given = [(name, value) for name, value in given if name != "memorandum"] + [("memorandum", memorandum)]
    try:
        query = parse([*given, ("lang", staff.lang())], scope, accepts={*accepts, *_ALWAYS, *path}, path=path)
    except QueryError as error:
        abort(_status(error, path))
    return Asked(person, staff.lang(), scope, services().store.read(query, person.role))


def _status(error: QueryError, path: Mapping[str, str]) -> int:
    if any(each.code == "no_memorandum" for each in error.problems):
        return 503
    unknown = {each.parameter for each in error.problems if each.code == "unknown_value"}
    return 404 if unknown & path.keys() else 400
