"""What callbacks and endpoints work with, found through the application that answers: two can share a process."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from flask import Flask, current_app

from callbacks.http.assets import Files
from callbacks.page import Page
from models.cache import Recent
from models.evidence import Checked, Evidence
from models.reading import Reading, Version
from models.settings import Settings
from models.store import Store

_NAME = "monitor"
_PAGES_KEPT = 32
_MONTHS_KEPT = 16


@dataclass(frozen=True)
class Services:
    """The settings, the store and the files of one application; pages and months asked for lately, by what they say."""

    settings: Settings
    store: Store
    files: Files
    pages: Recent[Hashable, Page] = field(default_factory=lambda: Recent(_PAGES_KEPT))
    months: Recent[str, str] = field(default_factory=lambda: Recent(_MONTHS_KEPT))
    #: At how many redactions the files that can be downloaded were thrown away last.
    forgotten: Recent[int, None] = field(default_factory=lambda: Recent(1))
    _checked: Checked = field(default_factory=Checked)
    _evidence: Recent[tuple[str, Version], Evidence] = field(default_factory=lambda: Recent(8))

    def evidence(self, reading: Reading) -> Evidence:
        """How far the log behind ``reading`` has been checked; counted once per state of the log."""
        memorandum, version = reading.query.memorandum, reading.version

        def count() -> Evidence:
            with self.store.database.reading() as connection:
                return self._checked.up_to(connection, memorandum, version.entries)

        return self._evidence.get((memorandum, version), count)


def install(server: Flask, services: Services) -> None:
    """Give ``server`` what its callbacks work with."""
    server.extensions[_NAME] = services


def services() -> Services:
    """What the application answering this request works with."""
    found: Services = current_app.extensions[_NAME]
    return found
