"""The shared fixtures do what the other tests rely on."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url


def test_a_store_url_names_a_database_without_tables(store_url):
    url = make_url(store_url)
    if url.get_backend_name() == "sqlite":
        assert not Path(str(url.database)).exists()
        return
    engine = create_engine(url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_the_browser_opens_a_page(page):
    page.set_content("<h1>Memorandummonitor</h1>")
    assert page.inner_text("h1") == "Memorandummonitor"
