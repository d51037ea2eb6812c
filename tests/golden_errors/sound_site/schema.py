"""What the pages and data of a small bakery may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sitegen.contract import Contract, Dated, Event, Model, Page, SiteSettings
from sitegen.fields import Durations, Email, InData, InPages, Money, Phone, TimeRanges, WeekHours

BreadId = Annotated[str, InData("breads.yaml")]


class Bakery(SiteSettings):
    """Who the bakery is."""

    phone: Phone
    email: Email
    hours: WeekHours


class Home(Page):
    """The first page."""


class Bread(Page):
    """A loaf."""

    bread: BreadId
    oven: Durations


class NewsItem(Page):
    """A dated note."""


class Loaf(Model):
    """An entry of breads.yaml."""

    name: str
    page: Annotated[str, InPages("breads/*.md")]
    grams: Annotated[int, Field(ge=50, le=5000)]
    organic: bool = False


class Price(Dated):
    """What a loaf costs."""

    bread: BreadId
    price: Money


class Closure(Event):
    """A day off."""

    reason: str
    hours: TimeRanges | None = None


CONTRACT = Contract(
    site=Bakery,
    pages={
        "index.md": Home,
        "*/index.md": Page,
        "breads/*.md": Bread,
        "news/*.md": NewsItem,
        "*.md": Page,
    },
    data={
        "breads.yaml": dict[str, Loaf],
        "prices.yaml": tuple[Price, ...],
        "closures.yaml": tuple[Closure, ...],
    },
)
