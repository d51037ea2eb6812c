"""All that a template may ask of the site; each answer is recorded in the output's trace."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Literal
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup

from sitegen.assets import WIDTHS, Assets
from sitegen.contract import SiteSettings, Source
from sitegen.links import page_url, relative
from sitegen.model import Answer, Card, Site, SitePage, Tag
from sitegen.names import did_you_mean

Order = Literal["order", "title", "newest"]
ORDERS: Mapping[str, Callable[[Card], Any]] = {
    "order": lambda card: (card.fields.order, card.title.casefold(), card.source),
    "title": lambda card: (card.title.casefold(), card.source),
    "newest": lambda card: (
        -(card.fields.date.toordinal() if card.fields.date else 0),
        card.source,
    ),
}


class QueryError(Exception):
    """A template asked for something that is not there."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a menu or breadcrumb trail; the page itself has no URL in a trail."""

    label: str
    url: str | None
    current: bool = False
    within: bool = False


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The pages before and after this one in its section."""

    previous: Card | None = None
    next: Card | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A news feed of the site."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ImageSource:
    """One ``<source>`` of a picture."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture for ``<picture>``; URLs are relative to the page."""

    src: str
    width: int
    height: int
    srcset: str = ""
    sources: tuple[ImageSource, ...] = ()


@dataclass(frozen=True, slots=True)
class SocialCard:
    """The picture that social sites show for a page."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source that the page cites, and the anchors of its citations."""

    number: int
    id: str
    entry: Source
    backlinks: tuple[str, ...]


class Index:
    """Lists of cards by section, kind and order, each sorted once for all pages."""

    def __init__(self, site: Site) -> None:
        self.cards = tuple(page.card for page in site.pages.values())
        self._lists: dict[tuple[object, ...], tuple[Card, ...]] = {}

    def select(
        self, section: str | None, kind: str | None, tag: str | None, order: str
    ) -> tuple[Card, ...]:
        """Return the fitting cards in order; a section's own index page is left out."""
        key = section, kind, tag, order
        if key not in self._lists:
            found = (card for card in self.cards if _fits(card, section, kind, tag))
            self._lists[key] = tuple(sorted(found, key=ORDERS[order]))
        return self._lists[key]


def _fits(card: Card, section: str | None, kind: str | None, tag: str | None) -> bool:
    if section is not None and (card.section != section or is_index(card)):
        return False
    return (kind is None or card.kind == kind) and (tag is None or tag in card.fields.tags)


def is_index(card: Card) -> bool:
    """Say whether the card's page is the list page of its folder."""
    return card.source == "index.md" or card.source.endswith("/index.md")


class Queries:
    """The queries of one output; ``trace()`` returns what it was told.

    ``at`` is the URL path of the output. ``root_absolute`` gives URLs that count from the
    host's root: for the 404 page, which hosts serve at any depth.
    """

    def __init__(
        self,
        site: Site,
        index: Index,
        assets: Assets,
        page: SitePage,
        at: str,
        *,
        styles: Callable[[tuple[str, ...]], str],
        root_absolute: bool = False,
    ) -> None:
        self._site = site
        self._index = index
        self._assets = assets
        self._page = page
        self._at = at
        self._styles = styles
        self._base = urlsplit(site.settings.url).path.rstrip("/")
        self._root_absolute = root_absolute
        self._asked: dict[tuple[str, str], str] = {}

    def names(self) -> dict[str, Any]:
        """Return the queries by the names that templates use."""
        public = (
            "pages page_at data url asset image resized absolute social_card menu breadcrumbs"
            " neighbours related tags page_tags feeds unconfirmed today styles json_ld"
        )
        return {name: getattr(self, name) for name in public.split()} | {"site": self.site}

    def trace(self) -> tuple[Answer, ...]:
        """Return every query that was asked, in a fixed order, with a digest of its answer."""
        return tuple(
            Answer(query=query, arguments=arguments, digest=digest)
            for (query, arguments), digest in sorted(self._asked.items())
        )

    def note(self, query: str, arguments: object, told: object) -> None:
        """Record that ``query`` was answered by what ``told`` describes."""
        digest = blake2b(repr(told).encode(), digest_size=16).hexdigest()
        self._asked[query, repr(arguments)] = digest

    # --- the site and its pages ---

    @property
    def site(self) -> SiteSettings:
        """``site.yaml``."""
        self.note("site", (), self._site.settings)
        return self._site.settings

    def pages(
        self,
        section: str | None = None,
        kind: str | None = None,
        tag: str | None = None,
        order: Order = "order",
        limit: int | None = None,
    ) -> tuple[Card, ...]:
        """Return cards of the live pages that fit all that is given."""
        if order not in ORDERS:
            raise QueryError(f"there is no order '{order}'", did_you_mean(order, ORDERS))
        found = self._index.select(section, kind, tag, order)[:limit]
        self.note("pages", (section, kind, tag, order, limit), [card.digest for card in found])
        return found

    def page_at(self, source: str) -> Card | None:
        """Return the card of a page, or None if it is not live today."""
        page = self._site.pages.get(source)
        if page is None and source not in self._site.sleeping:
            raise QueryError(f"there is no page '{source}'", did_you_mean(source, self._site.pages))
        self.note("page_at", source, page and page.card.digest)
        return page.card if page else None

    def data(self, name: str) -> Any:
        """Return the content of ``content/data/<name>.yaml`` that counts today."""
        file = f"{name.removesuffix('.yaml')}.yaml"
        if file not in self._site.data:
            known = [known.removesuffix(".yaml") for known in self._site.data]
            raise QueryError(f"there is no data file '{file}'", did_you_mean(name, known))
        self.note("data", file, self._site.data[file])
        return self._site.data[file]

    def tags(self) -> tuple[Tag, ...]:
        """Return all tags, by name."""
        self.note(
            "tags", (), [(t.name, t.url, [c.digest for c in t.pages]) for t in self._site.tags]
        )
        return self._site.tags

    def page_tags(self) -> tuple[Tag, ...]:
        """Return the tags of this page."""
        names = self._page.card.fields.tags
        found = tuple(tag for tag in self._site.tags if tag.name in names)
        self.note("page_tags", (), [(tag.name, tag.url) for tag in found])
        return found

    def unconfirmed(self) -> int:
        """Return how many facts nobody has confirmed."""
        self.note("unconfirmed", (), len(self._site.unconfirmed))
        return len(self._site.unconfirmed)

    def today(self) -> Any:
        """Return the day of the build."""
        self.note("today", (), self._site.today)
        return self._site.today

    # --- ways through the site ---

    def menu(self, name: str) -> tuple[Step, ...]:
        """Return the entries of a menu of ``site.yaml``; pages not live today are left out."""
        if name not in self._site.settings.menu:
            known = self._site.settings.menu
            raise QueryError(f"site.yaml has no menu '{name}'", did_you_mean(name, known))
        here = self._page.card.url
        cards = [
            self._site.pages[source].card
            for source in self._site.settings.menu[name]
            if source in self._site.pages
        ]
        steps = tuple(
            Step(
                label=card.nav_title,
                url=self._href(card.url),
                current=card.url == here,
                within=card.url != here and is_index(card) and here.startswith(card.url),
            )
            for card in cards
        )
        self.note("menu", name, steps)
        return steps

    def breadcrumbs(self) -> tuple[Step, ...]:
        """Return the trail from the first page to this one."""
        card = self._page.card
        parts = card.url.strip("/").split("/")[:-1]
        above = ["/"] + ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
        by_url = {page.card.url: page.card for page in self._site.generated}
        by_url |= {page_url(source): page.card for source, page in self._trail_pages(above)}
        steps = [
            Step(by_url[url].nav_title, self._href(url))
            for url in above
            if url in by_url and url != card.url
        ]
        trail = (*steps, Step(card.nav_title, None, current=True))
        self.note("breadcrumbs", (), trail)
        return trail

    def _trail_pages(self, urls: list[str]) -> list[tuple[str, SitePage]]:
        sources = [f"{url.strip('/')}/index.md".lstrip("/") for url in urls]
        return [
            (source, self._site.pages[source]) for source in sources if source in self._site.pages
        ]

    def neighbours(self) -> Neighbours:
        """Return the pages before and after this one in its section."""
        card = self._page.card
        if is_index(card) or not card.section:
            return Neighbours()
        cards = self._index.select(card.section, None, None, "order")
        at = cards.index(card) if card in cards else -1
        if at < 0:
            return Neighbours()
        found = Neighbours(
            cards[at - 1] if at else None, cards[at + 1] if at + 1 < len(cards) else None
        )
        self.note("neighbours", (), [c and c.digest for c in (found.previous, found.next)])
        return found

    def related(self, limit: int = 4) -> tuple[Card, ...]:
        """Return pages to read next: those the page names, then those with most shared tags."""
        card = self._page.card
        named = [self._site.pages[s].card for s in card.fields.related if s in self._site.pages]
        mine = set(card.fields.tags)
        shared = {
            other: len(mine & set(other.fields.tags))
            for tag in self._site.tags
            if tag.name in mine
            for other in tag.pages
            if other != card and other not in named
        }
        by_tags = sorted(
            shared, key=lambda other: (-shared[other], other.title.casefold(), other.source)
        )
        found = tuple([*named, *by_tags][:limit])
        self.note("related", limit, [other.digest for other in found])
        return found

    def feeds(self) -> tuple[Feed, ...]:
        """Return the site's news feeds."""
        cards = [
            self._site.pages[s].card for s in self._site.settings.feeds if s in self._site.pages
        ]
        found = tuple(Feed(card.title, self._href(card.url + "feed.xml")) for card in cards)
        self.note("feeds", (), found)
        return found

    # --- addresses and files ---

    def url(self, to: str | Card | Tag) -> str:
        """Return the URL from this page to a page, a tag's page, or a file (``/contact.vcf``)."""
        path, anchor = self.path(to)
        href = self._href(path) + (f"#{anchor}" if anchor else "")
        self.note("url", to if isinstance(to, str) else to.url, href)
        return href

    def path(self, to: str | Card | Tag) -> tuple[str, str]:
        """Return the URL path and anchor of a page, tag or file. Raises QueryError."""
        if not isinstance(to, str):
            return to.url, ""
        name, _, anchor = to.partition("#")
        if name.startswith("/"):
            return name, anchor
        if name in self._site.pages:
            page = self._site.pages[name]
            if anchor and anchor not in page.prose.anchors:
                hint = did_you_mean(anchor, page.prose.anchors)
                raise QueryError(f"'{name}' has no place '#{anchor}'", hint)
            return page.card.url, anchor
        if self._site.sleeping.get(name) == "expired":
            return page_url(name), ""
        if name in self._site.sleeping:
            raise QueryError(f"'{name}' is not live today", "ask page_at() first")
        raise QueryError(f"there is no page '{name}'", did_you_mean(name, self._site.pages))

    def _href(self, path: str) -> str:
        if self._root_absolute:
            return quote(self._base + path)
        return quote(relative(path, self._at))

    def absolute(self, to: str | Card | Tag) -> str:
        """Return the address, with https://, of a page or of a URL that a query answered."""
        if isinstance(to, str) and urlsplit(to).scheme:
            return to
        if not isinstance(to, str) or to.partition("#")[0].endswith(".md"):
            path, anchor = self.path(to)
            answer = self._address(quote(path) + (f"#{anchor}" if anchor else ""))
        elif self._root_absolute:
            answer = self._address(to.removeprefix(quote(self._base)))
        else:
            answer = self._address(urljoin(quote(self._at), to))
        self.note("absolute", to if isinstance(to, str) else to.url, answer)
        return answer

    def _address(self, path: str) -> str:
        return self._site.settings.url.rstrip("/") + path

    def canonical(self) -> str:
        """Return this output's own address."""
        self.note("canonical", (), self._site.settings.url)
        return self._address(quote(self._at))

    def asset(self, name: str) -> str:
        """Return the URL of a copy of a file in static/ or content/."""
        href = self._href(self._assets.file(name))
        self.note("asset", name, href)
        return href

    def image(self, name: str, widths: tuple[int, ...] = WIDTHS) -> Image:
        """Return a picture in the widths and formats that browsers choose from."""
        picture = self._assets.picture(name, tuple(widths))

        def srcset(pairs: tuple[tuple[str, int], ...]) -> str:
            return ", ".join(f"{self._href(path)} {width}w" for path, width in pairs)

        found = Image(
            src=self._href(picture.path),
            width=picture.width,
            height=picture.height,
            srcset=srcset(picture.srcset),
            sources=tuple(ImageSource(s.type, srcset(s.srcset)) for s in picture.sources),
        )
        self.note("image", (name, widths), found)
        return found

    def resized(self, name: str, width: int) -> str:
        """Return the URL of a picture as a PNG of that width."""
        href = self._href(self._assets.resized(name, width))
        self.note("resized", (name, width), href)
        return href

    def social_card(self) -> SocialCard:
        """Return the picture to show with this page on social sites."""
        fields, settings = self._page.card.fields, self._site.settings
        name = settings.short_name or settings.name
        if fields.image:
            picture = self._assets.picture(fields.image)
            card = SocialCard(
                self._address(picture.path), picture.width, picture.height, fields.title
            )
        else:
            path = self._assets.card(fields.title, name, settings.theme_color)
            card = SocialCard(self._address(path), 1200, 630, f"{fields.title} – {name}")
        self.note("social_card", (), card)
        return card

    def styles(self, *names: str) -> Markup:
        """Return the CSS of ``static/css/<name>.css`` and of all components in use, minified."""
        css = self._styles(names)
        self.note("styles", names, css)
        return Markup(css)

    @staticmethod
    def json_ld(value: object) -> Markup:
        """Return a ``<script>`` of JSON-LD; entries that are None are left out."""
        text = json.dumps(_without_none(value), ensure_ascii=False, default=str)
        for character in "<>&":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return Markup(f'<script type="application/ld+json">{text}</script>')


def _without_none(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_none(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list | tuple):
        return [_without_none(entry) for entry in value if entry is not None]
    return value
