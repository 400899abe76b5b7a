"""The migrations as Alembic reads them."""

from __future__ import annotations

from alembic.config import Config
from alembic.script import ScriptDirectory

from models.settings import ROOT


def scripts() -> ScriptDirectory:
    """All migrations, in their order."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "models" / "migrations"))
    return ScriptDirectory.from_config(config)
