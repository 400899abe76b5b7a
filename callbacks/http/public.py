"""What anybody may ask without a page around it: health, the API, embeds, oEmbed, feeds, the dump, linked data."""

from __future__ import annotations

from flask import Flask

from callbacks import embed_builder
from callbacks.http import api, description, dumps, embed, feeds, health, linked, oembed
from models.store import Store


def install(server: Flask, store: Store) -> None:
    """Answer these addresses from ``store``."""
    health.install(server)
    description.install(server, store, api.register(server, store))
    embed.install(server, store)
    oembed.install(server)
    embed_builder.install(server)
    feeds.install(server)
    dumps.install(server)
    linked.install(server)
