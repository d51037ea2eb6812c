"""What every page and data file of the practice's site may hold.

The engine reads CONTRACT at the bottom. Page patterns are tried in order; the first
that fits a file's path gives its kind, and the kind its template
(``NewsItem`` -> ``templates/news-item.html``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

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
from sitegen.names import did_you_mean
from sitegen.values import wrong

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

MAX_QUESTIONS = 4


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


class Insurance(Section):
    """The page of all insurance plans (insurance/index.md)."""


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


class GuidePage(Page):
    """The guided choice: each way through it ends with what to do, so nothing else asks to book."""


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


class BodyRegion(Model):
    """A part of the body on the map of conditions."""

    label: Annotated[str, Field(max_length=24)] = Field(
        description="Its name; words from 'and' on stand on a line of their own"
    )
    place: Literal["head", "neck", "shoulder", "hand", "back", "hip", "whole"] = Field(
        description="Where it is on the drawing; no 2 parts at the same place"
    )
    conditions: Annotated[tuple[ConditionPage, ...], Field(min_length=1)] = Field(
        description="Pages of the conditions that people feel there"
    )


class VisitStep(Model):
    """A step of a visit, told with a picture."""

    title: str = Field(description="The step in a few words")
    text: str = Field(description="What happens, in a sentence or two")
    picture: Literal["form", "talk", "sheet", "touch", "rise", "next"] = Field(
        description="The drawing beside it"
    )


class Term(Model):
    """A word and its plain meaning."""

    term: str = Field(description="The word")
    meaning: str = Field(description="What it means, in plain words")
    page: AnyPage | None = Field(None, description="Page that says more")


class Video(Model):
    """A video, with all that is said in it."""

    title: str = Field(description="Its title")
    summary: str = Field(description="What it shows, in a sentence or two")
    transcript: Phrases = Field(
        description="All that is said and shown, a paragraph a line; what is seen after Picture:"
    )
    file: FileRef | None = Field(None, description="The video in static/, for example video/x.mp4")
    sound: bool = Field(True, description="no for a film without sound")
    # Captions are the text of what is heard, descriptions that of what is seen:
    # https://html.spec.whatwg.org/multipage/media.html#attr-track-kind
    captions: FileRef | None = Field(
        None,
        description="Its captions, for example video/x.vtt; without sound: what is seen, in words",
    )
    poster: FileRef | None = Field(None, description="Its still picture")
    embed: WebAddress | None = Field(None, description="Player address, if hosted elsewhere")
    seconds: Annotated[int, Field(ge=1)] | None = Field(None, description="Length in seconds")
    published: Day | None = Field(None, description="Day it was published")


class ChecklistPart(Model):
    """Lines of a checklist that belong together."""

    title: str = Field(description="When, or what for, for example Bring with you")
    lines: Phrases = Field(description="What to do, one line each")


class Checklist(Model):
    """Things to do, to be printed and ticked off."""

    parts: Annotated[tuple[ChecklistPart, ...], Field(min_length=1)] = Field(
        description="The lines, part by part"
    )


class Answer(Model):
    """An entry of answers.yaml: a question that visitors come with, and where it is answered."""

    question: str = Field(description="The question in a visitor's words")
    answer: str = Field(description="The answer in a sentence or two")
    page: AnyPage = Field(description="Page that says more")
    price_range: bool = Field(False, description="Say the lowest and the highest price too")


class Policy(Model):
    """A rule of the practice."""

    title: str = Field(description="What it is about")
    rule: str = Field(description="The rule in one or two sentences")


def _guide_name(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        wrong(
            "a name here is part of an address", "small letters and hyphens, for example ask-first"
        )
    return name


GuideName = Annotated[str, AfterValidator(_guide_name)]


class GuideAnswer(Model):
    """An answer, and what it leads to."""

    label: str = Field(description="The answer in the visitor's words")
    to: str = Field(description="The question further down, or the end, that it leads to")


class GuideLines(Model):
    """Lines to read before one answers."""

    intro: str = Field(description="Words that the lines complete, for example You have:")
    lines: Phrases = Field(description="One line each")


class GuideQuestion(Model):
    """A question with its answers."""

    question: str = Field(description="The question")
    help: str | None = Field(None, description="A sentence on how to answer")
    lists: tuple[GuideLines, ...] = Field((), description="What to look for, in groups")
    answers: Annotated[tuple[GuideAnswer, ...], Field(min_length=2)] = Field(
        description="What one may answer"
    )


class GuideEnd(Model):
    """Where answers lead: a service, or a page to read first."""

    title: str = Field(description="The advice in a few words")
    reason: Phrases = Field(description="Why, and what to do, a paragraph a line")
    urgent: bool = Field(False, description="yes if help is needed now: nothing to book is shown")
    service: ServiceId | None = Field(None, description="Its entry in services.yaml")
    page: AnyPage | None = Field(None, description="In place of a service: the page to read")
    also: tuple[AnyPage, ...] = Field((), description="Further pages")

    @model_validator(mode="after")
    def _leads_on(self) -> Self:
        if (self.service is None) == (self.page is None):
            wrong("an end has either a service or a page", "write one of the two", "page")
        return self


class Guide(Model):
    """Questions that lead to a service: the first is asked first, and all go on downwards."""

    steps: Annotated[dict[GuideName, GuideQuestion], Field(min_length=1)] = Field(
        description="The questions by name, in their order"
    )
    ends: Annotated[dict[GuideName, GuideEnd], Field(min_length=1)] = Field(
        description="What answers may lead to, by name"
    )

    @property
    def first(self) -> str:
        """The name of the first question."""
        return next(iter(self.steps))

    @property
    def numbers(self) -> Mapping[str, frozenset[int]]:
        """The numbers that each question may have: one, if all ways to it are equally long."""
        numbers = {name: frozenset[int]() for name in self.steps}
        numbers[self.first] = frozenset({1})
        for name, step in self.steps.items():
            for answer in step.answers:
                if answer.to in numbers:
                    numbers[answer.to] |= {number + 1 for number in numbers[name]}
        return numbers

    @property
    def most_after(self) -> Mapping[str, int]:
        """How many questions may follow each one at most."""
        after: dict[str, int] = {}
        for name, step in reversed(self.steps.items()):
            after[name] = max((after.get(answer.to, -1) + 1 for answer in step.answers), default=0)
        return after


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


def guide_leads_on(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """Each answer leads further down, so that every way has an end."""
    guide = data["guide.yaml"]
    for at, (name, step) in enumerate(guide.steps.items()):
        below = [*guide.steps, *guide.ends][at + 1 :]
        for number, answer in enumerate(step.answers):
            if answer.to in below:
                continue
            message = f"there is no question or end '{answer.to}'"
            hint = did_you_mean(answer.to, below)
            if answer.to in guide.steps:
                message = f"this answer leads back to '{answer.to}'"
                hint = f"lead to what stands below '{name}', so that nobody goes in circles"
            place = ("steps", name, "answers", number, "to")
            yield Mistake(file="guide.yaml", at=place, message=message, hint=hint)


def guide_is_short(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """No way through has too many questions."""
    guide = data["guide.yaml"]
    for name in guide.steps:
        if max(guide.numbers[name], default=0) == MAX_QUESTIONS + 1:
            yield Mistake(
                file="guide.yaml",
                at=("steps", name),
                message=f"a visitor may meet '{name}' as question {MAX_QUESTIONS + 1}",
                hint=f"ask at most {MAX_QUESTIONS} questions on any way",
            )


def guide_is_whole(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """Some answer leads to each question but the first and to each end; names are clear."""
    guide = data["guide.yaml"]
    led_to = {answer.to for step in guide.steps.values() for answer in step.answers}
    is_misspelt = not led_to <= {*guide.steps, *guide.ends}
    for part, names in (("steps", guide.steps), ("ends", guide.ends)):
        for name in names:
            if part == "ends" and name in guide.steps:
                yield Mistake(
                    file="guide.yaml",
                    at=(part, name),
                    message=f"a question is called '{name}' too",
                    hint="give one of the two another name",
                )
            elif not is_misspelt and name not in led_to and name != guide.first:
                yield Mistake(
                    file="guide.yaml",
                    at=(part, name),
                    message=f"no answer leads to '{name}'",
                    hint="let an answer lead to it, or remove it",
                )


def regions_have_places(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """No two parts of the body stand at one place of the map."""
    seen: dict[str, str] = {}
    for id_, region in data["body-map.yaml"].items():
        other = seen.setdefault(region.place, id_)
        if other != id_:
            yield Mistake(
                file="body-map.yaml",
                at=(id_, "place"),
                message=f"'{other}' stands at '{region.place}' already",
                hint="choose another place, or list its conditions there",
            )


CONTRACT = Contract(
    site=Practice,
    pages={
        "index.md": Home,
        "medical-vs-therapeutic.md": Comparison,
        "which-massage.md": GuidePage,
        "prices.md": Prices,
        "video.md": VideoPage,
        "about.md": About,
        "contact.md": Contact,
        "insurance/index.md": Insurance,
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
        "body-map.yaml": dict[str, BodyRegion],
        "visit-steps.yaml": tuple[VisitStep, ...],
        "glossary.yaml": dict[str, Term],
        "videos.yaml": dict[str, Video],
        "answers.yaml": tuple[Answer, ...],
        "policies.yaml": dict[str, Policy],
        "guide.yaml": Guide,
        "checklist.yaml": dict[str, Checklist],
    },
    rules=(
        prices_fit_lengths,
        prices_are_clear,
        offers_have_prices,
        regions_have_places,
        guide_leads_on,
        guide_is_short,
        guide_is_whole,
    ),
)
