"""Making cards: what other pages may know of a page, with a digest of it."""

from __future__ import annotations

from sitegen.contract import Page
from sitegen.digests import value_digest
from sitegen.model import Card


def make_card(source: str, url: str, kind: str, fields: Page) -> Card:
    """Return a card with its digest."""
    digest = value_digest((source, url, kind, fields))
    return Card(source=source, url=url, kind=kind, fields=fields, digest=digest)
