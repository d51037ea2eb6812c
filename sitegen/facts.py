"""What a site says: answers that do not depend on who asks, each with a digest.

An output's trace is the facts it was told. While their digests stay, so does the output.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sitegen.files import digest_of
from sitegen.index import ORDERS, Index, is_index
from sitegen.links import page_url
from sitegen.model import EXPIRED, Card, Fact, Site, Tag
from sitegen.names import did_you_mean
from sitegen.problems import QueryError

ABSENT = "-"


class Facts:
    """Answers facts: a family such as ``entry`` and its arguments, texts and numbers.

    ``templates`` gives the digest of a template by its name, None if there is none.
    """

    def __init__(self, site: Site, templates: Callable[[str], str | None]) -> None:
        self._site = site
        self._index = Index(site)
        self._templates = templates
        self._answers: dict[Fact, Any] = {}
        self._digests: dict[Fact, str] = {}

    def ask(self, fact: Fact) -> Any:
        """Return the answer to a fact. Raises QueryError if the site has none."""
        if fact not in self._answers:
            family, *arguments = fact
            self._answers[fact] = getattr(self, f"_{family}")(*arguments)
        return self._answers[fact]

    def digest(self, fact: Fact) -> str:
        """Return a digest of the answer to a fact; ABSENT if the site has none."""
        if fact not in self._digests:
            try:
                self._digests[fact] = _digest(self.ask(fact))
            except QueryError:
                self._digests[fact] = ABSENT
        return self._digests[fact]

    def _settings(self) -> Any:
        return self._site.settings

    def _address(self) -> str:
        return self._site.settings.url

    def _language(self) -> str:
        return self._site.settings.language

    def _pages(
        self, section: str | None, kind: str | None, tag: str | None, order: str, limit: int | None
    ) -> tuple[Card, ...]:
        for what, name, known in (
            ("order", order, ORDERS),
            ("folder", section, self._site.sections),
            ("kind of page", kind, self._site.kinds),
        ):
            if name is not None and name not in known:
                raise QueryError(f"there is no {what} '{name}'", did_you_mean(name, known))
        return self._index.select(section, kind, tag, order)[:limit]

    def _page_at(self, source: str) -> Card | None:
        page = self._site.pages.get(source)
        if page is None and source not in self._site.sleeping:
            raise QueryError(f"there is no page '{source}'", did_you_mean(source, self._site.pages))
        return page.card if page else None

    def _data(self, file: str) -> Any:
        if file not in self._site.data:
            known = [known.removesuffix(".yaml") for known in self._site.data]
            name = file.removesuffix(".yaml")
            raise QueryError(f"there is no data file '{file}'", did_you_mean(name, known))
        return self._site.data[file]

    def _entry(self, file: str, id: str) -> Any:
        entries = self._data(file)
        known = self._site.entries.get(file, frozenset())
        if id not in known:
            raise QueryError(f"there is no '{id}' in data/{file}", did_you_mean(id, known))
        return entries.get(id)

    def _tags(self) -> tuple[Tag, ...]:
        return self._site.tags

    def _tagged(self, *names: str) -> tuple[Tag, ...]:
        return tuple(tag for tag in self._site.tags if tag.name in names)

    def _unconfirmed(self, name: str | None, id: str | None) -> int:
        entry = f"content/data/{name}.yaml", id
        found = [
            fact
            for fact in self._site.unconfirmed
            if name is None or (fact.path, fact.name.split(".")[0]) == entry
        ]
        return len(found)

    def _today(self) -> Any:
        return self._site.today

    def _menu(self, name: str) -> tuple[tuple[str, str, bool], ...]:
        """Title, URL path and whether it is a folder's index page, of each live page."""
        if name not in self._site.settings.menu:
            known = self._site.settings.menu
            raise QueryError(f"site.yaml has no menu '{name}'", did_you_mean(name, known))
        cards = self._index.live(self._site.settings.menu[name])
        return tuple((card.nav_title, card.url, is_index(card)) for card in cards)

    def _above(self, url: str) -> tuple[tuple[str, str], ...]:
        return tuple((card.nav_title, card.url) for card in self._index.above(url))

    def _neighbours(self, source: str) -> tuple[Card | None, Card | None]:
        return self._index.neighbours(source)

    def _related(self, source: str, limit: int) -> tuple[Card, ...]:
        return self._index.related(source, limit)

    def _feeds(self) -> tuple[tuple[str, str], ...]:
        cards = self._index.live(self._site.settings.feeds)
        return tuple((card.title, f"{card.url}feed.xml") for card in cards)

    def _place(self, name: str, anchor: str) -> str:
        """URL path of a page that has that anchor."""
        if name in self._site.pages:
            page = self._site.pages[name]
            if anchor and anchor not in page.text.anchors:
                hint = did_you_mean(anchor, page.text.anchors)
                raise QueryError(f"'{name}' has no place '#{anchor}'", hint)
            return page.card.url
        if self._site.sleeping.get(name) == EXPIRED:
            return page_url(name)
        if name in self._site.sleeping:
            raise QueryError(f"'{name}' is not live today", "ask page_at() first")
        raise QueryError(f"there is no page '{name}'", did_you_mean(name, self._site.pages))

    def _has_file(self, name: str) -> bool:
        return name in self._site.files

    def _file(self, name: str) -> str | None:
        """Digest of a file in static/ or content/."""
        file = self._site.files.get(name)
        return file.digest if file else None

    def _template(self, name: str) -> str | None:
        return self._templates(name)


def _told(answer: Any) -> Any:
    """Return all that a template can learn from an answer."""
    if isinstance(answer, Card):
        return answer.digest
    if isinstance(answer, Tag):
        return answer.name, answer.url, [card.digest for card in answer.pages]
    if isinstance(answer, tuple):
        return [_told(part) for part in answer]
    return answer


def _digest(answer: Any) -> str:
    if isinstance(answer, Card):
        return answer.digest
    return digest_of(repr(_told(answer)).encode())
