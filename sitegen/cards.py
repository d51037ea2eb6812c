"""Making cards: what other pages may know of a page, with a digest of it."""

from __future__ import annotations

from hashlib import blake2b

from sitegen.contract import Page
from sitegen.model import Card


def make_card(source: str, url: str, kind: str, fields: Page) -> Card:
    """Return a card with its digest."""
    digest = blake2b(repr((source, url, kind, vars(fields))).encode(), digest_size=16).hexdigest()
    return Card(source=source, url=url, kind=kind, fields=fields, digest=digest)
