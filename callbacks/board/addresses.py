"""Every address of the board: its pages, and the reports of its meetings."""

from __future__ import annotations

from flask import Flask

from callbacks.board import pages, report


def install(server: Flask) -> None:
    """Answer them on ``server``."""
    pages.install(server)
    report.install(server)
