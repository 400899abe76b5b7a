"""The migrations are one line: each follows the one before it."""

from __future__ import annotations

from models.settings import ROOT
from tests.migrations import scripts


def test_the_migrations_are_one_line_in_the_order_of_their_numbers():
    found = list(scripts().walk_revisions())
    assert [script.revision for script in reversed(found)] == [f"{at:04}" for at in range(1, len(found) + 1)]
    assert len(found) == len(list((ROOT / "models/migrations/versions").glob("*.py")))
