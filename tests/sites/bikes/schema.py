"""What the pages and data files of a bicycle repair shop may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sitegen.contract import Contract, Dated, Event, Model, Page, SiteSettings
from sitegen.fields import (
    Day,
    Durations,
    Email,
    FileRef,
    InData,
    InPages,
    Money,
    Phone,
    TimeRanges,
    WeekHours,
)

TariffId = Annotated[str, InData("tariffs.yaml")]
StockId = Annotated[str, InData("stock.yaml")]
BikePage = Annotated[str, InPages("raeder/*.md")]


class Shop(SiteSettings):
    """site.yaml."""

    phone: Phone
    email: Email
    street: str
    town: str
    owner: str


class Overview(Page):
    """The list page of a folder."""


class Repair(Page):
    """Work that the shop does."""

    tariff: TariffId = Field(description="Entry in tariffs.yaml")
    bikes: tuple[BikePage, ...] = Field((), description="Bikes this work is often done on")


class Bike(Page):
    """A bicycle for sale."""

    stock: StockId = Field(description="Entry in stock.yaml")
    image: FileRef = Field(description="Photograph of it")


class Post(Page):
    """A dated note."""

    date: Day = Field(description="Day it is published")


class Charge(Dated):
    """What the work costs from one day until another."""

    price: Money


class Tariff(Model):
    """A piece of work, how long it takes and what it costs."""

    name: str
    minutes: Durations
    charges: Annotated[tuple[Charge, ...], Field(min_length=1)]


class Holiday(Event):
    """Days on which the shop is closed, or opens at other times."""

    reason: str
    hours: TimeRanges | None = None


class Opening(Model):
    """The hours of a week and the exceptions."""

    week: WeekHours
    holidays: tuple[Holiday, ...] = ()


class Stock(Model):
    """A model on the floor."""

    page: BikePage
    sizes: tuple[str, ...]
    count: Annotated[int, Field(ge=0)]
    price: Money
    before: Money | None = None


CONTRACT = Contract(
    site=Shop,
    pages={
        "*/index.md": Overview,
        "reparaturen/*.md": Repair,
        "raeder/*.md": Bike,
        "blog/*.md": Post,
        "*.md": Page,
    },
    data={
        "tariffs.yaml": dict[str, Tariff],
        "opening.yaml": Opening,
        "stock.yaml": dict[str, Stock],
    },
)
