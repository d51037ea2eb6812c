"""What every page and data file of the practice's site may hold.

The engine reads CONTRACT at the bottom. Page patterns are tried in order; the first
that fits a file's path gives its kind, and the kind its template
(``NewsItem`` -> ``templates/news-item.html``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from sitegen.contract import Contract, Dated, Event, Mistake, Model, SiteSettings
from sitegen.contract import Page as EnginePage
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
    WebAddress,
    WeekHours,
)

ServiceId = Annotated[str, InData("services.yaml")]
OfferId = Annotated[str, InData("offers.yaml")]
PlanId = Annotated[str, InData("insurance.yaml")]
SourceId = Annotated[str, InData("sources.yaml")]
VideoId = Annotated[str, InData("videos.yaml")]
AnyPage = Annotated[str, InPages("*.md")]
ServicePage = Annotated[str, InPages("services/*.md")]
ConditionPage = Annotated[str, InPages("conditions/*.md")]

Minutes = Annotated[int, Field(ge=5, le=480)]
Phrases = Annotated[tuple[str, ...], Field(min_length=1)]


# --- site.yaml -----------------------------------------------------------------------


class Address(Model):
    """Where the practice is."""

    street: str = Field(description="House number and street")
    locality: str = Field(description="Town, for example Commack")
    region: str = Field(description="State in two letters, for example NY", max_length=2)
    postal_code: str = Field(description="ZIP code", pattern=r"^\d{5}(-\d{4})?$")
    country: str = Field(description="Country in two letters, for example US", max_length=2)
    directions: str | None = Field(None, description="How to find the door, where to park")


class Consultation(Model):
    """The free first talk."""

    minutes: Minutes = Field(description="How long the free consultation takes")


class Review(Model):
    """Who last checked the health pages as a whole, and when."""

    by: str = Field(description="Name and credential of the reviewer")
    on: Day = Field(description="Day of the last whole check")
    next: Day = Field(description="Day by which the pages are checked again")


class Practice(SiteSettings):
    """Who the practice is: site.yaml."""

    tagline: str = Field(description="One line under the name on the home page")
    area: str = Field(description="Region the practice serves, for example Long Island")
    address: Address
    phone: Phone = Field(description="Number that visitors call to book")
    email: Email = Field(description="Address for questions; no medical details by email")
    booking: WebAddress | None = Field(None, description="Web page for booking, if there is one")
    hours: WeekHours = Field(description="Opening hours for each day of the week")
    consultation: Consultation
    review: Review
    license_lookup: WebAddress = Field(description="The state's page for checking a license")


# --- pages ---------------------------------------------------------------------------


class Page(EnginePage):
    """A page of the practice."""

    practice_says: str | None = Field(
        None,
        description="What the page tells of how the practice works; tagged until it is confirmed",
    )


class Home(Page):
    """The first page."""


class Section(Page):
    """The list page of a folder (its index.md)."""


class HealthPage(Page):
    """A page that makes statements about health."""

    reviewed: Day | None = Field(
        None, description="Day this page was checked as a whole, if not with all others"
    )


class Service(HealthPage):
    """A treatment that clients can book."""

    service: ServiceId = Field(description="Its entry in services.yaml: name, length")
    ask_first: Phrases = Field(description="Ask a doctor first if you ... (one line each)")
    conditions: tuple[ConditionPage, ...] = Field((), description="Pages of related conditions")


class Condition(HealthPage):
    """A reason why people come."""

    also_called: tuple[str, ...] = Field((), description="Other names people search for")
    often_for: Annotated[tuple[Literal["medical", "therapeutic"], ...], Field(min_length=1)] = (
        Field(description="Kinds of massage it is most often seen with: medical, therapeutic")
    )
    services: Annotated[tuple[ServicePage, ...], Field(min_length=1)] = Field(
        description="Service pages that may fit, best first"
    )
    see_doctor: Phrases = Field(description="See a doctor first if ... (one line each)")
    emergency: tuple[str, ...] = Field((), description="Call 911 if ... (one line each)")


class Explanation(HealthPage):
    """Explains one subject in plain words."""


class Comparison(HealthPage):
    """Medical and therapeutic massage side by side."""


class Prices(Page):
    """The price list."""


class InsurancePlan(Page):
    """One plan: what to bring, what one may owe, whom to ask."""

    plan: PlanId = Field(description="Its entry in insurance.yaml")


class OfferPage(Page):
    """One offer, printed as a coupon."""

    offer: OfferId = Field(description="Its entry in offers.yaml")


class VideoPage(Page):
    """One video with its transcript."""

    video: VideoId = Field(description="Its entry in videos.yaml")


class About(Page):
    """The people and their licenses."""


class Contact(Page):
    """Phone, address, hours, the way there."""


class NewsItem(Page):
    """A short dated note."""

    date: Day = Field(description="Day it is published")


class Legal(Page):
    """Policies and statements."""


# --- data files ----------------------------------------------------------------------


class ServiceEntry(Model):
    """A treatment: its name, page and lengths."""

    name: str = Field(description="Name in a sentence, for example medical massage")
    page: ServicePage = Field(description="The page that describes it")
    durations: Durations = Field(description="30-45 (any length between) or 30, 60, 90 (a choice)")
    people: Annotated[int, Field(ge=1, le=4)] = Field(1, description="Clients in one session")


class Price(Dated):
    """What one session of one length costs."""

    service: ServiceId = Field(description="Entry in services.yaml")
    minutes: Minutes = Field(description="Length of the session")
    price: Money = Field(description="What one session costs, for example $95")


class PriceList(Model):
    """The price list and the day from which it counts."""

    effective: Day = Field(description="Day from which this list counts")
    notes: tuple[str, ...] = Field((), description="Remarks under the list: tax, tip, payment")
    prices: Annotated[tuple[Price, ...], Field(min_length=1)]


class Offer(Dated):
    """A discount on one session."""

    name: str = Field(description="The offer in a few words, without the amount")
    amount: Money = Field(description="What is taken off")
    service: ServiceId = Field(description="Session the offer is for")
    minutes: Minutes = Field(description="Length of that session")
    for_whom: str = Field(description="Who may use it, for example new clients")
    terms: Phrases = Field(description="Conditions, one line each")


class Plan(Model):
    """An insurance plan: what to bring, what one may owe, whom to ask."""

    name: str = Field(description="Short name, for example NYSHIP")
    full_name: str = Field(description="Full name")
    page: AnyPage = Field(description="The page that explains it")
    status: Literal["accepted", "ask"] = Field(description="accepted, or ask (reimbursement only)")
    summary: str = Field(description="One sentence for lists")
    bring: Phrases = Field(description="What to bring, one line each")
    may_owe: Phrases = Field(description="What the client may have to pay, one line each")
    ask: Phrases = Field(description="Whom to ask and what, one line each")


class Person(Model):
    """Somebody who treats clients."""

    name: str = Field(description="Full name")
    role: str = Field(description="For example Licensed massage therapist")
    license: str | None = Field(None, description="State license number")
    training: tuple[str, ...] = Field((), description="Courses and hours that can be checked")


class Recognition(Model):
    """A listing or award by somebody else: only with written proof."""

    name: str = Field(description="What it is called")
    by: str = Field(description="Who gives it")
    proof: str = Field(description="What proves it, and since when")


class Closure(Event):
    """Days on which the practice is closed, or open for part of the day."""

    reason: str = Field(description="For example Thanksgiving")
    hours: TimeRanges | None = Field(None, description="Hours if open for part of the day")


class Evidence(Model):
    """What research found on one topic."""

    topic: str = Field(description="What was studied, for example low back pain")
    finding: str = Field(description="What was found, in plain words")
    certainty: Literal["none", "very low", "low", "moderate", "mixed"] = Field(
        description="How sure the finding is"
    )
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)] = Field(
        description="Entries in sources.yaml"
    )


class Fact(Model):
    """A number or rule from a source, for use inside sentences."""

    text: str = Field(description="The words to show, for example 30 days")
    source: SourceId | None = Field(None, description="Entry in sources.yaml")


class ComparisonRow(Model):
    """One row of the comparison of the two kinds of massage."""

    topic: str = Field(description="What is compared")
    medical: str = Field(description="In medical massage")
    therapeutic: str = Field(description="In therapeutic massage")


class Term(Model):
    """A word and its plain meaning."""

    term: str = Field(description="The word")
    meaning: str = Field(description="What it means, in plain words")
    page: AnyPage | None = Field(None, description="Page that says more")


class Video(Model):
    """A video, with all that is said in it."""

    title: str = Field(description="Its title")
    summary: str = Field(description="What it shows, in a sentence or two")
    transcript: Phrases = Field(description="All that is said and shown, a paragraph a line")
    file: FileRef | None = Field(None, description="The video in static/, for example video/x.mp4")
    captions: FileRef | None = Field(None, description="Its captions, for example video/x.vtt")
    poster: FileRef | None = Field(None, description="Its still picture")
    embed: WebAddress | None = Field(None, description="Player address, if hosted elsewhere")
    seconds: Annotated[int, Field(ge=1)] | None = Field(None, description="Length in seconds")
    published: Day | None = Field(None, description="Day it was published")


class Policy(Model):
    """A rule of the practice."""

    title: str = Field(description="What it is about")
    rule: str = Field(description="The rule in one or two sentences")


# --- rules between data files ----------------------------------------------------------


def prices_fit_lengths(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """Each price is for a length that its service offers."""
    for at, price in enumerate(data["prices.yaml"].prices):
        durations = data["services.yaml"][price.service].durations
        if not durations.allows(price.minutes):
            yield Mistake(
                file="prices.yaml",
                at=("prices", at, "minutes"),
                message=f"{price.service} has no session of {price.minutes} minutes",
                hint=f"services.yaml says {durations}",
            )


def prices_are_clear(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """No session has two prices on one day."""
    seen: dict[tuple[str, int], list[Price]] = {}
    for at, price in enumerate(data["prices.yaml"].prices):
        others = seen.setdefault((price.service, price.minutes), [])
        if any(price.shown.overlaps(other.shown) for other in others):
            yield Mistake(
                file="prices.yaml",
                at=("prices", at),
                message=f"{price.service} of {price.minutes} minutes has a price already",
                hint="give the old price an 'until' and the new one a later 'from'",
            )
        others.append(price)


def offers_have_prices(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """Each offer is for a session in the price list, and takes off less than it costs."""
    for id_, offer in data["offers.yaml"].items():
        prices = [
            price.price
            for price in data["prices.yaml"].prices
            if (price.service, price.minutes) == (offer.service, offer.minutes)
        ]
        if not prices or min(prices) <= offer.amount:
            yield Mistake(
                file="offers.yaml",
                at=(id_, "amount" if prices else "minutes"),
                message=f"{offer.amount} off is more than a session of that length costs",
                hint=f"see {offer.service} of {offer.minutes} minutes in prices.yaml",
            )


CONTRACT = Contract(
    site=Practice,
    pages={
        "index.md": Home,
        "medical-vs-therapeutic.md": Comparison,
        "prices.md": Prices,
        "video.md": VideoPage,
        "about.md": About,
        "contact.md": Contact,
        "*/index.md": Section,
        "services/*.md": Service,
        "conditions/*.md": Condition,
        "learn/*.md": Explanation,
        "insurance/*.md": InsurancePlan,
        "offers/*.md": OfferPage,
        "news/*.md": NewsItem,
        "legal/*.md": Legal,
        "*.md": Page,
    },
    data={
        "services.yaml": dict[str, ServiceEntry],
        "prices.yaml": PriceList,
        "offers.yaml": dict[str, Offer],
        "insurance.yaml": dict[str, Plan],
        "people.yaml": dict[str, Person],
        "recognition.yaml": dict[str, Recognition],
        "closures.yaml": tuple[Closure, ...],
        "evidence.yaml": dict[str, Evidence],
        "facts.yaml": dict[str, Fact],
        "comparison.yaml": tuple[ComparisonRow, ...],
        "glossary.yaml": dict[str, Term],
        "videos.yaml": dict[str, Video],
        "policies.yaml": dict[str, Policy],
    },
    rules=(prices_fit_lengths, prices_are_clear, offers_have_prices),
)
