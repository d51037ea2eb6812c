"""All that a template may ask of the site; what it was told is recorded in the output's trace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from sitegen.addresses import Addresses
from sitegen.assets import WIDTHS, Assets
from sitegen.codes import qr_code
from sitegen.contract import SiteSettings
from sitegen.facts import Facts
from sitegen.formats import fail, json_ld
from sitegen.index import Order
from sitegen.model import Card, Fact, SitePage, Tag
from sitegen.problems import QueryError
from sitegen.views import Feed, Image, ImageSource, Neighbours, Query, SocialCard, Step

PUBLIC = (
    "pages page_at data entry url asset image resized absolute social_card menu breadcrumbs"
    " neighbours related tags page_tags feeds unconfirmed today styles has_file qr_code"
).split()


class Queries:
    """The queries of one output; ``trace()`` returns the facts that it was told, ``used`` are
    the URL paths of the assets it needs.

    ``at`` is the URL path of the output. ``root_absolute`` gives URLs that count from the
    host's root: for the 404 page, which hosts serve at any depth. ``styles`` returns CSS and
    the facts it was made from.
    """

    def __init__(
        self,
        facts: Facts,
        assets: Assets,
        page: SitePage,
        at: str,
        *,
        styles: Callable[[tuple[str, ...]], tuple[str, Sequence[Fact]]],
        root_absolute: bool = False,
    ) -> None:
        self._facts = facts
        self._assets = assets
        self._page = page
        self._styles = styles
        self._asked: dict[Fact, None] = {}
        self.used: dict[str, None] = {}
        # Filters write dates in the site's language; any value may have code of schema.py.
        self.ask("language")
        self.ask("schema")
        self._places = Addresses(facts.ask(("address",)), at, root_absolute=root_absolute)
        if root_absolute:
            self.ask("address")

    def names(self) -> dict[str, Any]:
        """Return the queries by the names that templates use."""
        asked = {name: Query(name, getattr(self, name)) for name in PUBLIC}
        return asked | {"site": self.site, "json_ld": json_ld, "fail": fail}

    def trace(self) -> tuple[Fact, ...]:
        """Return every fact that was told, by the order of the first time."""
        return tuple(self._asked)

    def ask(self, *fact: Any) -> Any:
        """Return the answer to a fact and record that it was told. Raises QueryError."""
        self._asked[fact] = None
        return self._facts.ask(fact)

    def note(self, *fact: Any) -> None:
        """Record a fact without asking for it."""
        self._asked[fact] = None

    def own_tag(self) -> Tag | None:
        """Return the tag whose page this is."""
        tag = self._page.tag
        if tag:
            self.note("tagged", tag.name)
        return tag

    @property
    def site(self) -> SiteSettings:
        """``site.yaml``."""
        settings: SiteSettings = self.ask("settings")
        return settings

    def pages(
        self,
        section: str | None = None,
        kind: str | None = None,
        tag: str | None = None,
        order: Order = "order",
        limit: int | None = None,
    ) -> tuple[Card, ...]:
        """Return cards of the live pages that fit all that is given."""
        cards: tuple[Card, ...] = self.ask("pages", section, kind, tag, order, limit)
        return cards

    def page_at(self, source: str) -> Card | None:
        """Return the card of a page, or None if it is not live today."""
        card: Card | None = self.ask("page_at", source)
        return card

    def data(self, name: str) -> Any:
        """Return the content of ``content/data/<name>.yaml`` that counts today."""
        return self.ask("data", _file(name))

    def entry(self, name: str, id: str) -> Any:
        """Return the entry ``id`` of a data file, or None if it is not on the site today.

        Raises QueryError if the file has no such entry at all.
        """
        return self.ask("entry", _file(name), id)

    def tags(self) -> tuple[Tag, ...]:
        """Return all tags, by name."""
        tags: tuple[Tag, ...] = self.ask("tags")
        return tags

    def page_tags(self) -> tuple[Tag, ...]:
        """Return the tags of this page."""
        tags: tuple[Tag, ...] = self.ask("tagged", *self._page.card.fields.tags)
        return tags

    def unconfirmed(self, name: str | None = None, id: str | None = None) -> int:
        """Return how many facts nobody has confirmed: in all, or in one entry of a data file."""
        number: int = self.ask("unconfirmed", name, id)
        return number

    def today(self) -> Any:
        """Return the day of the build."""
        return self.ask("today")

    def menu(self, name: str) -> tuple[Step, ...]:
        """Return the entries of a menu of ``site.yaml``; pages not live today are left out."""
        here = self._page.card.url
        return tuple(
            Step(
                label=label,
                url=self._places.href(url),
                current=url == here,
                within=url not in (here, "/") and is_list and here.startswith(url),
            )
            for label, url, is_list in self.ask("menu", name)
        )

    def breadcrumbs(self) -> tuple[Step, ...]:
        """Return the trail from the first page to this one."""
        card = self._page.card
        above = (Step(label, self._places.href(url)) for label, url in self.ask("above", card.url))
        return (*above, Step(card.nav_title, None, current=True))

    def neighbours(self) -> Neighbours:
        """Return the pages before and after this one in its section."""
        return Neighbours(*self.ask("neighbours", self._page.card.source))

    def related(self, limit: int = 4) -> tuple[Card, ...]:
        """Return pages to read next: those the page names, then those with most shared tags."""
        cards: tuple[Card, ...] = self.ask("related", self._page.card.source, limit)
        return cards

    def feeds(self) -> tuple[Feed, ...]:
        """Return the site's news feeds."""
        return tuple(Feed(title, self._places.href(url)) for title, url in self.ask("feeds"))

    def url(self, to: str | Card | Tag) -> str:
        """Return the URL from this page to a page, a tag's page, or a file (``/contact.vcf``)."""
        return self._places.href(*self.path(to))

    def path(self, to: str | Card | Tag) -> tuple[str, str]:
        """Return the URL path and anchor of a page, tag or file. Raises QueryError."""
        if not isinstance(to, str):
            return to.url, ""
        name, _, anchor = to.partition("#")
        return name if name.startswith("/") else self.ask("place", name, anchor), anchor

    def absolute(self, to: str | Card | Tag) -> str:
        """Return the address, with https://, of a page or of a URL that a query answered."""
        self.ask("address")
        if isinstance(to, str) and not to.partition("#")[0].endswith(".md"):
            return self._places.absolute(to)
        return self._places.address(*self.path(to))

    def canonical(self) -> str:
        """Return this output's own address."""
        self.ask("address")
        return self._places.canonical

    def asset(self, name: str) -> str:
        """Return the URL of a copy of a file in static/ or content/."""
        path = self._assets.file(name)
        self._use(path, of=name)
        return self._places.href(path)

    def has_file(self, name: str) -> bool:
        """Say whether static/ or content/ holds that file."""
        found: bool = self.ask("has_file", name)
        return found

    def image(self, name: str, widths: tuple[int, ...] = WIDTHS) -> Image:
        """Return a picture in the widths and formats that browsers choose from."""
        picture = self._assets.picture(name, tuple(widths))
        self._use(*picture.paths, of=name)

        def srcset(pairs: tuple[tuple[str, int], ...]) -> str:
            return ", ".join(f"{self._places.href(path)} {width}w" for path, width in pairs)

        return Image(
            src=self._places.href(picture.path),
            width=picture.width,
            height=picture.height,
            srcset=srcset(picture.srcset),
            sources=tuple(ImageSource(s.type, srcset(s.srcset)) for s in picture.sources),
        )

    def resized(self, name: str, width: int) -> str:
        """Return the URL of a picture as a PNG of that width."""
        path = self._assets.resized(name, width)
        self._use(path, of=name)
        return self._places.href(path)

    def social_card(self, background: str = "", font: str = "") -> SocialCard:
        """Return the picture to show with this page on social sites.

        Without one of its own, its title is drawn: on the file ``background`` (1200 x 630
        pixels, of the site's color at the left), else on that color; in the file ``font``.
        """
        fields, settings = self._page.card.fields, self.site
        name = settings.short_name or settings.name
        if fields.image:
            picture = self._assets.picture(fields.image)
            self._use(picture.path, of=fields.image)
            address = self._places.address(picture.path)
            return SocialCard(address, picture.width, picture.height, fields.title)
        color = settings.theme_color
        path = self._assets.card(fields.title, name, color, background=background, font=font)
        for file in filter(None, (background, font)):
            self._use(path, of=file)
        self._use(path)
        return SocialCard(self._places.address(path), 1200, 630, f"{fields.title} – {name}")

    def qr_code(self, text: str, label: str | None = None) -> Markup:
        """Return a QR code of a text as inline SVG, named ``label``, else by the text itself."""
        return qr_code(text, label or text)

    def styles(self, *names: str) -> Markup:
        """Return the CSS of ``static/css/<name>.css`` and of all components in use, minified."""
        for name in names:
            if not self.ask("has_file", f"css/{name}.css"):
                raise QueryError(f"there is no file static/css/{name}.css", "make it in static/")
        css, facts = self._styles(names)
        for fact in facts:
            self.note(*fact)
        return Markup(css)

    def _use(self, *paths: str, of: str | None = None) -> None:
        """Record that the output needs these assets, made ``of`` a file."""
        if of is not None:
            self.ask("file", of)
        self.used.update(dict.fromkeys(paths))


def _file(name: str) -> str:
    return f"{name.removesuffix('.yaml')}.yaml"
