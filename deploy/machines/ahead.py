"""``python -m deploy.machines.ahead SECONDS``: serve on a machine whose clock is so many seconds before the others'.

Linux lets no network or container have a time of day of its own, and libraries that pretend it break waiting in this
release of Python. The application reads the time of day in one place, and there it is shifted.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, tzinfo
from typing import Self

import app
from models import store


class Shifted(datetime):
    """The time of day, and a bit."""

    by = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """As the machine's clock has it."""
        return super().now(tz) + cls.by


if __name__ == "__main__":
    Shifted.by = timedelta(seconds=int(sys.argv[1]))
    store.datetime = Shifted  # type: ignore[attr-defined]
    sys.exit(app.main(["serve"]))
