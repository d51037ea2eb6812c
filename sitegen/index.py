"""Lists of pages: by section, kind or tag, in an order; what stands above and beside a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

from sitegen.contract import SiteSettings
from sitegen.files import digest_of
from sitegen.model import Card, Tag
from sitegen.names import did_you_mean
from sitegen.problems import QueryError

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
    """Answers to all that is asked of cards: lists by section, kind and order, each sorted once.

    It knows nothing else of a site, so that its answers stay while its ``digest`` does.
    """

    def __init__(
        self,
        cards: Iterable[Card],
        *,
        generated: Iterable[Card],
        tags: tuple[Tag, ...],
        sleeping: Collection[str],
        settings: SiteSettings,
        kinds: Collection[str],
        sections: Collection[str],
    ) -> None:
        self._by_source = {card.source: card for card in cards}
        self._generated = tuple(generated)
        self._tags = tags
        self._sleeping = sleeping
        self._menus = settings.menu
        self._feeds = settings.feeds
        self._kinds = kinds
        self._sections = sections
        self._lists: dict[tuple[object, ...], tuple[Card, ...]] = {}
        self._positions: dict[str, dict[str, int]] = {}

    @cached_property
    def digest(self) -> str:
        """Digest of all that an answer may depend on."""
        told = (
            [card.digest for card in (*self._by_source.values(), *self._generated)],
            [(tag.name, tag.url, [card.digest for card in tag.pages]) for tag in self._tags],
            sorted(self._sleeping),
            list(self._menus.items()),
            self._feeds,
            sorted(self._kinds),
            sorted(self._sections),
        )
        return digest_of(repr(told).encode())

    @cached_property
    def _by_url(self) -> dict[str, Card]:
        return {card.url: card for card in (*self._by_source.values(), *self._generated)}

    def pages(
        self, section: str | None, kind: str | None, tag: str | None, order: str, limit: int | None
    ) -> tuple[Card, ...]:
        """Return the cards that fit all that is given. Raises QueryError."""
        for what, name, known in (
            ("order", order, ORDERS),
            ("folder", section, self._sections),
            ("kind of page", kind, self._kinds),
        ):
            if name is not None and name not in known:
                raise QueryError(f"there is no {what} '{name}'", did_you_mean(name, known))
        return self.select(section, kind, tag, order)[:limit]

    def page_at(self, source: str) -> Card | None:
        """Return the card of a page, None if it is not live today. Raises QueryError."""
        card = self._by_source.get(source)
        if card is None and source not in self._sleeping:
            raise QueryError(f"there is no page '{source}'", did_you_mean(source, self._by_source))
        return card

    def tags(self) -> tuple[Tag, ...]:
        """Return all tags, by name."""
        return self._tags

    def tagged(self, *names: str) -> tuple[Tag, ...]:
        """Return the tags of these names."""
        return tuple(tag for tag in self._tags if tag.name in names)

    def menu(self, name: str) -> tuple[tuple[str, str, bool], ...]:
        """Return title, URL path and whether it lists its folder, of each live page of a menu.

        Raises QueryError.
        """
        if name not in self._menus:
            hint = did_you_mean(name, self._menus)
            raise QueryError(f"site.yaml has no menu '{name}'", hint)
        cards = self.live(self._menus[name])
        return tuple((card.nav_title, card.url, is_index(card)) for card in cards)

    def feeds(self) -> tuple[tuple[str, str], ...]:
        """Return title and URL path of each news feed."""
        return tuple((it.title, f"{it.url}feed.xml") for it in self.live(self._feeds))

    def live(self, sources: Iterable[str]) -> tuple[Card, ...]:
        """Return the cards of those pages that are live today."""
        return tuple(self._by_source[source] for source in sources if source in self._by_source)

    def select(
        self, section: str | None, kind: str | None, tag: str | None, order: str
    ) -> tuple[Card, ...]:
        """Return the fitting cards in order; a section's own index page is left out."""
        key = section, kind, tag, order
        if key not in self._lists:
            found = (card for card in self._by_source.values() if _fits(card, section, kind, tag))
            self._lists[key] = tuple(sorted(found, key=ORDERS[order]))
        return self._lists[key]

    def neighbours(self, source: str) -> tuple[Card | None, Card | None]:
        """Return the cards before and after a page in its section."""
        card = self._by_source.get(source)
        if card is None or is_index(card) or not card.section:
            return None, None
        cards = self.select(card.section, None, None, "order")
        if card.section not in self._positions:
            self._positions[card.section] = {it.source: at for at, it in enumerate(cards)}
        at = self._positions[card.section][source]
        return cards[at - 1] if at else None, cards[at + 1] if at + 1 < len(cards) else None

    def above(self, url: str) -> tuple[tuple[str, str], ...]:
        """Return title and URL path of the pages that lead to a URL path: first page, section."""
        parts = url.strip("/").split("/")[:-1]
        urls = ["/", *("/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts)))]
        above = (self._by_url[it] for it in urls if it in self._by_url and it != url)
        return tuple((card.nav_title, card.url) for card in above)

    def related(self, source: str, limit: int) -> tuple[Card, ...]:
        """Return the pages that a page names, then those that share most tags with it."""
        card = self._by_source.get(source)
        if card is None:
            return ()
        wanted = dict.fromkeys(it for it in card.fields.related if it != card.source)
        named = self.live(wanted)
        taken = {card.source, *wanted}
        mine = [tag for tag in self._tags if tag.name in card.fields.tags]
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
