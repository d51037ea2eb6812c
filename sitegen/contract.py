"""The contract between a site and the engine: the models that ``schema.py`` builds on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Field,
    PydanticUserError,
    TypeAdapter,
    field_validator,
    model_validator,
)

from sitegen.checks.settings import CheckSettings, Wording
from sitegen.days import Span
from sitegen.fields import (
    Color,
    Currency,
    Day,
    FileRef,
    InPages,
    Language,
    SiteAddress,
    TimeZone,
    UrlPath,
    WebAddress,
)
from sitegen.names import did_you_mean
from sitegen.publish.settings import Publish
from sitegen.strict import Model as Model
from sitegen.values import WORDS, wrong

MAX_TITLE = 90
AnyPage = Annotated[str, InPages("*.md")]
SectionPage = Annotated[str, InPages("*/index.md")]
Host = Literal["github-pages", "netlify", "cloudflare", "s3", "sftp", "nginx", "apache", "caddy"]


class Dated(Model):
    """An entry that counts only from one day until (and including) another."""

    from_: Day | None = Field(None, alias="from", description="First day it counts")
    until: Day | None = Field(None, description="Last day it counts")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _check_order(self.from_, self.until)
        return self

    @property
    def shown(self) -> Span:
        """The days on which it is on the site."""
        return Span(self.from_, self.until)


class Event(Model):
    """Something that happens on some days: on the site beforehand, gone when it is over."""

    from_: Day = Field(alias="from", description="First day")
    until: Day | None = Field(None, description="Last day, if it takes more than one")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _check_order(self.from_, self.until)
        return self

    @property
    def last(self) -> datetime.date:
        """The last day."""
        return self.until or self.from_

    @property
    def shown(self) -> Span:
        """The days on which it is on the site."""
        return Span(None, self.last)


def _check_order(first: datetime.date | None, last: datetime.date | None) -> None:
    if first and last and last < first:
        wrong(f"ends on {last}, before it begins on {first}", "swap the two dates", "until")


class Page(Dated):
    """A page in Markdown: what its front matter may hold."""

    title: Annotated[str, Field(min_length=1, max_length=MAX_TITLE)] = Field(
        description="Heading of the page"
    )
    description: Annotated[str, Field(min_length=1, max_length=300)] = Field(
        description="One or two sentences for search engines and lists"
    )
    nav_title: str | None = Field(None, description="Shorter title for menus")
    date: Day | None = Field(None, description="Day it was first published")
    updated: Day | None = Field(None, description="Day it was last changed in substance")
    draft: bool = Field(False, description="yes keeps the page out of the site")
    order: int = Field(1000, description="Position in its folder: small numbers come first")
    tags: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = Field(
        (), description="Subjects; each has a page that lists its pages"
    )
    related: tuple[AnyPage, ...] = Field((), description="Pages to read next")
    aliases: tuple[UrlPath, ...] = Field((), description="Old addresses that lead here: /old/")
    image: FileRef | None = Field(None, description="Picture in static/ or content/ for sharing")


class Source(Model):
    """A publication that pages cite: an entry of ``sources.yaml``."""

    title: str = Field(description="Title of the publication")
    url: WebAddress = Field(description="Where it can be read")
    authors: str | None = Field(None, description="Who wrote it")
    published_in: str | None = Field(None, description="Journal or publisher")
    year: Annotated[int, Field(ge=1500, le=2200)] | None = Field(None, description="Year")
    note: str | None = Field(None, description="Remark shown after it")


class SiteSettings(Model):
    """What the engine reads from ``site.yaml``."""

    name: str = Field(description="Name of the business")
    url: SiteAddress = Field(description="Address of the published site, with https://")
    short_name: str | None = Field(None, description="Short name, for phone screens")
    description: str | None = Field(None, description="One sentence about the site")
    language: Language = Field("en-US", description="Language of the pages, for example en-US")
    timezone: TimeZone = Field("UTC", description="Time zone, for example America/New_York")
    currency: Currency = Field("USD", description="Currency of prices, for example USD")
    menu: dict[str, tuple[AnyPage, ...]] = Field(
        default_factory=dict, description="Menus: a name, and the pages in order"
    )
    feeds: tuple[SectionPage, ...] = Field((), description="Section pages that get a news feed")
    theme_color: Color = Field(
        "#1f4e5f", description="Main color, for phone screens and social cards"
    )
    host: Host | None = Field(
        None, description="Where the site is published; the release build writes what it reads"
    )
    words: dict[str, str] = Field(
        default_factory=dict, description="Words of the engine, for a site in another language"
    )
    publish: Publish | None = Field(None, description="Where `build.py publish` brings the site")
    checks: CheckSettings = Field(
        CheckSettings(), description="What `build.py check` asks for, and what it lets pass"
    )

    @field_validator("words")
    @classmethod
    def _known_words(cls, words: dict[str, str]) -> dict[str, str]:
        for name in words:
            if name not in WORDS:
                wrong(f"the engine has no word '{name}'", did_you_mean(name, WORDS), name)
        return words

    def word(self, name: str) -> str:
        """Return one of the engine's own words in the site's language."""
        return self.words.get(name, WORDS[name])


PageModels = Mapping[str, type[Page]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What a rule found wrong: ``at`` is the path of keys in the data file ``file``."""

    file: str
    at: tuple[str | int, ...]
    message: str
    hint: str


Rule = Callable[[Mapping[str, Any]], Iterable[Mistake]]


@dataclass(frozen=True, kw_only=True)
class Contract:
    """What a site may hold: its settings, a model per page pattern, a type per data file.

    ``pages``: patterns for paths below ``content/``, first fit wins; ``*`` stands for any
    text. ``data``: file names below ``content/data/``; None takes any file, untyped.
    ``rules``: what must hold between data files; each gets them all, by file name.
    """

    site: type[SiteSettings] = SiteSettings
    pages: PageModels = field(default_factory=lambda: {"*.md": Page})
    data: Mapping[str, Any] | None = None
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what schema.py has put in the wrong place. Raises TypeError."""
        if not _is_kind(self.site, SiteSettings):
            raise TypeError("site must be a class based on SiteSettings")
        if not isinstance(self.pages, Mapping) or not self.pages:
            raise TypeError('pages must be a mapping, for example {"*.md": Page}')
        for pattern, model in self.pages.items():
            if not isinstance(pattern, str) or not _is_kind(model, Page):
                raise TypeError(f"pages: {pattern!r} needs a class based on Page")
        if self.data is not None and not isinstance(self.data, Mapping):
            raise TypeError('data must be a mapping, for example {"prices.yaml": Prices}')
        named = {"site": self.site, **self.pages, **(self.data or {})}
        for name, type_ in named.items():
            try:
                adapter(type_).rebuild()
            except PydanticUserError as error:
                reason = error.message.split("\n")[0].split(". ")[0]
                raise TypeError(f"'{name}' has a type that cannot be used: {reason}") from error

    def pattern_for(self, path: str) -> str | None:
        """Return the first page pattern that fits ``path``."""
        return next((pattern for pattern in self.pages if fnmatchcase(path, pattern)), None)


def _is_kind(value: object, base: type) -> bool:
    return isinstance(value, type) and issubclass(value, base)


@cache
def adapter(type_: Any) -> TypeAdapter[Any]:
    """Return pydantic's checker for a type. Raises PydanticUserError if there can be none."""
    return TypeAdapter(type_)


ENGINE_DATA: Mapping[str, Any] = {
    "sources.yaml": dict[str, Source],
    "redirects.yaml": dict[UrlPath, str],
    "wording.yaml": tuple[Wording, ...],
}


def kind_of(model: type[Page]) -> str:
    """Return the name of a kind of page: ``NewsItem`` is ``news-item``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", model.__name__).lower()
