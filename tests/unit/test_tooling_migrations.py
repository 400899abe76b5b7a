"""The migrations are one line: each follows the one before it."""

from __future__ import annotations

from alembic.config import Config
from alembic.script import ScriptDirectory

from models.settings import ROOT


def test_the_migrations_are_one_line_in_the_order_of_their_numbers():
    config = Config()
    config.set_main_option("script_location", str(ROOT / "models" / "migrations"))
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())
    assert [script.revision for script in reversed(scripts)] == [f"{at:04}" for at in range(1, len(scripts) + 1)]
    assert len(scripts) == len(list((ROOT / "models/migrations/versions").glob("*.py")))
