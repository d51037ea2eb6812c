"""All that a template may ask of the site; each answer is recorded in the output's trace."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from markupsafe import Markup

from sitegen.addresses import Addresses
from sitegen.assets import WIDTHS, Assets
from sitegen.contract import SiteSettings
from sitegen.formats import fail, json_ld
from sitegen.index import ORDERS, Index, Order, is_index
from sitegen.links import page_url
from sitegen.model import Answer, Card, Site, SitePage, Tag
from sitegen.names import did_you_mean
from sitegen.problems import QueryError
from sitegen.views import Feed, Image, ImageSource, Neighbours, Query, SocialCard, Step, told


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
        self._places = Addresses(site.settings.url, at, root_absolute=root_absolute)
        self._styles = styles
        self._asked: dict[tuple[str, str], str] = {}

    def names(self) -> dict[str, Any]:
        """Return the queries by the names that templates use."""
        public = (
            "pages page_at data entry url asset image resized absolute social_card menu breadcrumbs"
            " neighbours related tags page_tags feeds unconfirmed today styles has_file"
        )
        asked = {name: Query(name, getattr(self, name)) for name in public.split()}
        return asked | {"site": self.site, "json_ld": json_ld, "fail": fail}

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

    @property
    def site(self) -> SiteSettings:
        """``site.yaml``."""
        self.note("site", (), self._index.digest("site"))
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
        for what, name, known in (
            ("order", order, ORDERS),
            ("folder", section, self._site.sections),
            ("kind of page", kind, self._site.kinds),
        ):
            if name is not None and name not in known:
                raise QueryError(f"there is no {what} '{name}'", did_you_mean(name, known))
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
        self.note("data", file, self._index.digest(file))
        return self._site.data[file]

    def entry(self, name: str, id: str) -> Any:
        """Return the entry ``id`` of a data file, or None if it is not on the site today.

        Raises QueryError if the file has no such entry at all.
        """
        entries = self.data(name)
        file = f"{name.removesuffix('.yaml')}.yaml"
        known = self._site.entries.get(file, frozenset())
        if id not in known:
            raise QueryError(f"there is no '{id}' in data/{file}", did_you_mean(id, known))
        self.note("entry", (file, id), entries.get(id))
        return entries.get(id)

    def tags(self) -> tuple[Tag, ...]:
        """Return all tags, by name."""
        self.note("tags", (), [told(tag) for tag in self._site.tags])
        return self._site.tags

    def page_tags(self) -> tuple[Tag, ...]:
        """Return the tags of this page."""
        names = self._page.card.fields.tags
        found = tuple(tag for tag in self._site.tags if tag.name in names)
        self.note("page_tags", (), [told(tag) for tag in found])
        return found

    def unconfirmed(self, name: str | None = None, id: str | None = None) -> int:
        """Return how many facts nobody has confirmed: in all, or in one entry of a data file."""
        entry = f"content/data/{name}.yaml", id
        found = [
            fact
            for fact in self._site.unconfirmed
            if name is None or (fact.path, fact.name.split(".")[0]) == entry
        ]
        self.note("unconfirmed", (name, id), len(found))
        return len(found)

    def today(self) -> Any:
        """Return the day of the build."""
        self.note("today", (), self._site.today)
        return self._site.today

    def menu(self, name: str) -> tuple[Step, ...]:
        """Return the entries of a menu of ``site.yaml``; pages not live today are left out."""
        if name not in self._site.settings.menu:
            known = self._site.settings.menu
            raise QueryError(f"site.yaml has no menu '{name}'", did_you_mean(name, known))
        here = self._page.card.url
        steps = tuple(
            Step(
                label=card.nav_title,
                url=self._places.href(card.url),
                current=card.url == here,
                within=card.url != here
                and card.url != "/"
                and is_index(card)
                and here.startswith(card.url),
            )
            for card in self._index.live(self._site.settings.menu[name])
        )
        self.note("menu", name, steps)
        return steps

    def breadcrumbs(self) -> tuple[Step, ...]:
        """Return the trail from the first page to this one."""
        card = self._page.card
        above = (Step(it.nav_title, self._places.href(it.url)) for it in self._index.above(card))
        trail = (*above, Step(card.nav_title, None, current=True))
        self.note("breadcrumbs", (), trail)
        return trail

    def neighbours(self) -> Neighbours:
        """Return the pages before and after this one in its section."""
        found = Neighbours(*self._index.neighbours(self._page.card))
        self.note("neighbours", (), [it and it.digest for it in (found.previous, found.next)])
        return found

    def related(self, limit: int = 4) -> tuple[Card, ...]:
        """Return pages to read next: those the page names, then those with most shared tags."""
        found = self._index.related(self._page.card, limit)
        self.note("related", limit, [card.digest for card in found])
        return found

    def feeds(self) -> tuple[Feed, ...]:
        """Return the site's news feeds."""
        found = tuple(
            Feed(card.title, self._places.href(card.url + "feed.xml"))
            for card in self._index.live(self._site.settings.feeds)
        )
        self.note("feeds", (), found)
        return found

    def url(self, to: str | Card | Tag) -> str:
        """Return the URL from this page to a page, a tag's page, or a file (``/contact.vcf``)."""
        path, anchor = self.path(to)
        href = self._places.href(path, anchor)
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

    def absolute(self, to: str | Card | Tag) -> str:
        """Return the address, with https://, of a page or of a URL that a query answered."""
        if isinstance(to, str) and not to.partition("#")[0].endswith(".md"):
            answer = self._places.absolute(to)
        else:
            answer = self._places.address(*self.path(to))
        self.note("absolute", to if isinstance(to, str) else to.url, answer)
        return answer

    def canonical(self) -> str:
        """Return this output's own address."""
        self.note("canonical", (), self._site.settings.url)
        return self._places.canonical

    def asset(self, name: str) -> str:
        """Return the URL of a copy of a file in static/ or content/."""
        href = self._places.href(self._assets.file(name))
        self.note("asset", name, href)
        return href

    def has_file(self, name: str) -> bool:
        """Say whether static/ or content/ holds that file."""
        self.note("has_file", name, name in self._site.files)
        return name in self._site.files

    def image(self, name: str, widths: tuple[int, ...] = WIDTHS) -> Image:
        """Return a picture in the widths and formats that browsers choose from."""
        picture = self._assets.picture(name, tuple(widths))

        def srcset(pairs: tuple[tuple[str, int], ...]) -> str:
            return ", ".join(f"{self._places.href(path)} {width}w" for path, width in pairs)

        found = Image(
            src=self._places.href(picture.path),
            width=picture.width,
            height=picture.height,
            srcset=srcset(picture.srcset),
            sources=tuple(ImageSource(s.type, srcset(s.srcset)) for s in picture.sources),
        )
        self.note("image", (name, widths), found)
        return found

    def resized(self, name: str, width: int) -> str:
        """Return the URL of a picture as a PNG of that width."""
        href = self._places.href(self._assets.resized(name, width))
        self.note("resized", (name, width), href)
        return href

    def social_card(self) -> SocialCard:
        """Return the picture to show with this page on social sites."""
        fields, settings = self._page.card.fields, self._site.settings
        name = settings.short_name or settings.name
        if fields.image:
            picture = self._assets.picture(fields.image)
            card = SocialCard(
                self._places.address(picture.path), picture.width, picture.height, fields.title
            )
        else:
            path = self._assets.card(fields.title, name, settings.theme_color)
            card = SocialCard(self._places.address(path), 1200, 630, f"{fields.title} – {name}")
        self.note("social_card", (), card)
        return card

    def styles(self, *names: str) -> Markup:
        """Return the CSS of ``static/css/<name>.css`` and of all components in use, minified."""
        for name in names:
            if f"css/{name}.css" not in self._site.files:
                raise QueryError(f"there is no file static/css/{name}.css", "make it in static/")
        css = self._styles(names)
        self.note("styles", names, css)
        return Markup(css)
