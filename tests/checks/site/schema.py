"""What the pages and data files of the swim school may hold."""

from __future__ import annotations

from pydantic import Field

from sitegen.contract import Contract, Dated, Event, Model, SiteSettings
from sitegen.contract import Page as EnginePage
from sitegen.fields import Day, Money, Phone, TimeRanges, WeekHours


class Review(Model):
    """Who checked the pages, and when they are checked again."""

    by: str = Field(description="Name")
    on: Day = Field(description="Day of the check")
    next: Day = Field(description="Day of the next check")


class School(SiteSettings):
    """The school."""

    phone: Phone = Field(description="Number to call")
    hours: WeekHours = Field(description="Opening hours")
    review: Review = Field(description="Last check of the pages")


class Page(EnginePage):
    """A page."""


class Lesson(Page):
    """A lesson that can be booked."""

    ask_first: tuple[str, ...] = Field((), description="Who asks a doctor first")


class Price(Dated):
    """What a lesson costs."""

    name: str = Field(description="Name of the lesson")
    minutes: int = Field(description="Length")
    price: Money = Field(description="Price")


class Term(Model):
    """A word and its meaning."""

    term: str = Field(description="The word")
    meaning: str = Field(description="What it means")


class Closure(Event):
    """Days without lessons."""

    reason: str = Field(description="Why")
    hours: TimeRanges | None = Field(None, description="Hours if open for part of the day")


CONTRACT = Contract(
    site=School,
    pages={"lessons/index.md": Page, "lessons/*.md": Lesson, "*.md": Page},
    data={
        "prices.yaml": dict[str, Price],
        "terms.yaml": dict[str, Term],
        "closures.yaml": tuple[Closure, ...],
    },
)
