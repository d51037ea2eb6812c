"""Lists of pages: by section, kind or tag, in an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from sitegen.model import Card, Site

Order = Literal["order", "title", "newest"]
ORDERS: Mapping[str, Callable[[Card], Any]] = {
    "order": lambda card: (card.fields.order, card.title.casefold(), card.source),
    "title": lambda card: (card.title.casefold(), card.source),
    "newest": lambda card: (
        -(card.fields.date.toordinal() if card.fields.date else 0),
        card.source,
    ),
}


class Index:
    """Which pages stand where: lists by section, kind and order, each sorted once."""

    def __init__(self, site: Site) -> None:
        self.by_source = {source: page.card for source, page in site.pages.items()}
        self.tags = site.tags
        self._by_url = {
            page.card.url: page.card for page in (*site.pages.values(), *site.generated)
        }
        self._lists: dict[tuple[object, ...], tuple[Card, ...]] = {}
        self._positions: dict[str, dict[str, int]] = {}

    def live(self, sources: Iterable[str]) -> tuple[Card, ...]:
        """Return the cards of those pages that are live today."""
        return tuple(self.by_source[source] for source in sources if source in self.by_source)

    def select(
        self, section: str | None, kind: str | None, tag: str | None, order: str
    ) -> tuple[Card, ...]:
        """Return the fitting cards in order; a section's own index page is left out."""
        key = section, kind, tag, order
        if key not in self._lists:
            found = (card for card in self.by_source.values() if _fits(card, section, kind, tag))
            self._lists[key] = tuple(sorted(found, key=ORDERS[order]))
        return self._lists[key]

    def neighbours(self, source: str) -> tuple[Card | None, Card | None]:
        """Return the cards before and after a page in its section."""
        card = self.by_source.get(source)
        if card is None or is_index(card) or not card.section:
            return None, None
        cards = self.select(card.section, None, None, "order")
        if card.section not in self._positions:
            self._positions[card.section] = {it.source: at for at, it in enumerate(cards)}
        at = self._positions[card.section][source]
        return cards[at - 1] if at else None, cards[at + 1] if at + 1 < len(cards) else None

    def above(self, url: str) -> tuple[Card, ...]:
        """Return the pages whose URLs lead to a URL path: first page, section, ..."""
        parts = url.strip("/").split("/")[:-1]
        urls = ["/", *("/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts)))]
        return tuple(self._by_url[it] for it in urls if it in self._by_url and it != url)

    def related(self, source: str, limit: int) -> tuple[Card, ...]:
        """Return the pages that a page names, then those that share most tags with it."""
        card = self.by_source.get(source)
        if card is None:
            return ()
        wanted = dict.fromkeys(it for it in card.fields.related if it != card.source)
        named = self.live(wanted)
        taken = {card.source, *wanted}
        mine = [tag for tag in self.tags if tag.name in card.fields.tags]
        shared = Counter(it.source for tag in mine for it in tag.pages if it.source not in taken)
        by_tags = sorted(
            self.live(shared), key=lambda it: (-shared[it.source], it.title.casefold(), it.source)
        )
        return (*named, *by_tags)[:limit]


def _fits(card: Card, section: str | None, kind: str | None, tag: str | None) -> bool:
    if section is not None and (card.section != section or is_index(card)):
        return False
    return (kind is None or card.kind == kind) and (tag is None or tag in card.fields.tags)


def is_index(card: Card) -> bool:
    """Say whether the card's page is the list page of its folder."""
    return card.source == "index.md" or card.source.endswith("/index.md")
