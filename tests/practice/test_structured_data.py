"""JSON-LD: allowed types alone, complete, and nothing that the page does not show."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.finders.jsonld import blocks
from sitegen.checks.finders.jsonld import things as engine_things
from sitegen.checks.finders.structured import hidden
from sitegen.checks.finders.visible import Visible
from tests.practice.site import Changed, Practice, WebPage
from tests.practice.videos import LENGTH, POSTER, PUBLISHED, add_file
from tests.practice.words import words_of

# What schema.org offers for a practice whose therapists do not diagnose. MedicalClinic and
# Physiotherapy are not among them.
ALLOWED_TYPES = frozenset(
    """
    HealthAndBeautyBusiness DaySpa MedicalBusiness MedicalWebPage MedicalTherapy MedicalCondition
    Service Offer OfferCatalog PriceSpecification UnitPriceSpecification
    OpeningHoursSpecification Person EducationalOccupationalCredential FAQPage Question Answer
    BreadcrumbList ListItem VideoObject ImageObject Organization WebPage
    PostalAddress GeoCoordinates QuantitativeValue
    """.split()
)
# Claims of treatment or of praise, and properties that belong to doctors and hospitals.
REFUSED_NAMES = frozenset(
    """
    possibleTreatment availableService medicalSpecialty isAcceptingNewPatients usNPI aspect review
    reviews aggregateRating starRating award
    """.split()
)
REQUIRED: Mapping[str, frozenset[str]] = {
    "HealthAndBeautyBusiness": frozenset(
        ("name", "address", "telephone", "url", "image", "openingHoursSpecification", "priceRange")
    ),
    "PostalAddress": frozenset(
        "streetAddress addressLocality addressRegion postalCode addressCountry".split()
    ),
    "OpeningHoursSpecification": frozenset(("opens", "closes")),
    "BreadcrumbList": frozenset(("itemListElement",)),
    "ListItem": frozenset(("position", "name")),
    "VideoObject": frozenset(("name", "description", "thumbnailUrl", "uploadDate")),
    "MedicalWebPage": frozenset(("name", "lastReviewed", "reviewedBy")),
    "UnitPriceSpecification": frozenset(("price", "priceCurrency")),
    "Offer": frozenset(("priceSpecification",)),
    "Service": frozenset(("name",)),
    "Person": frozenset(("name",)),
}


def json_ld(page: WebPage) -> list[Any]:
    return [
        json.loads(str(script.children[0]))
        for script in page.tree.every("script")
        if script.attributes.get("type") == "application/ld+json"
    ]


def things(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object in a piece of JSON-LD."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things(inner)


def all_things(practice: Practice) -> Iterator[tuple[WebPage, dict[str, Any]]]:
    for page in practice.pages.values():
        for thing in things(json_ld(page)):
            yield page, thing


def test_it_speaks_of_what_a_massage_practice_may_claim(practice: Practice) -> None:
    for page, thing in all_things(practice):
        assert thing["@type"] in ALLOWED_TYPES, f"{page.url}: {thing['@type']}"
        assert not REFUSED_NAMES & thing.keys(), page.url


def test_it_is_complete(practice: Practice) -> None:
    for page, thing in all_things(practice):
        missing = REQUIRED.get(thing["@type"], frozenset()) - thing.keys()
        assert not missing, f"{page.url}: {thing['@type']} has no {missing}"
        assert all(value not in (None, "", []) for value in thing.values()), page.url


def test_each_kind_of_page_tells_what_it_is(practice: Practice) -> None:
    def told(page: WebPage) -> set[str]:
        return {piece["@type"] for piece in json_ld(page)}

    for url in ("/", "/contact/", "/about/"):
        assert "HealthAndBeautyBusiness" in told(practice.pages[url])
    assert all("Service" in told(page) for page in practice.of_kind("service"))
    for kind in ("service", "condition", "explanation", "comparison"):
        assert all("MedicalWebPage" in told(page) for page in practice.of_kind(kind))
    assert "OfferCatalog" in told(practice.pages["/prices/"])


def test_breadcrumbs_count_from_1_and_lead_to_pages(practice: Practice) -> None:
    base = practice.settings.url.rstrip("/")
    for page in practice.indexed:
        trails = [piece for piece in json_ld(page) if piece["@type"] == "BreadcrumbList"]
        assert len(trails) == (page.url != "/"), page.url
        for trail in trails:
            steps = trail["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all(s["item"].removeprefix(base) in practice.pages for s in steps[:-1])


# --- what it says is on the page ---


def test_all_that_it_says_is_shown_on_the_page(practice: Practice) -> None:
    unseen = []
    for page in practice.pages.values():
        document = read_document(page.html, path=page.path, url=page.url)
        visible = Visible(document, practice.settings)
        for block in blocks(document):
            for thing in engine_things(block):
                unseen += [f"{page.url}: {name} {value}" for name, value in hidden(thing, visible)]
    assert not unseen, "\n".join(unseen)


def test_phone_numbers_are_told_with_their_country(practice: Practice) -> None:
    told = {it["telephone"] for _, it in all_things(practice) if "telephone" in it}
    assert told == {practice.settings.phone.e164}


def test_prices_are_those_of_the_price_list(practice: Practice) -> None:
    told = [
        (offer["referenceQuantity"]["value"], offer["price"])
        for offer in things(json_ld(practice.pages["/prices/"]))
        if offer["@type"] == "UnitPriceSpecification"
    ]
    assert told == [(it.minutes, str(it.price.amount)) for it in practice.data("prices").prices]


def test_hours_are_those_of_the_data(practice: Practice) -> None:
    pieces = json_ld(practice.pages["/contact/"])
    (business,) = (it for it in pieces if it["@type"] == "HealthAndBeautyBusiness")
    week = {
        (it["dayOfWeek"].rpartition("/")[2], it["opens"], it["closes"])
        for it in business["openingHoursSpecification"]
    }
    assert week == {
        (day.name, span.opens, span.closes)
        for day in practice.settings.hours.days
        for span in day.ranges.ranges
    }
    special = {it["validFrom"] for it in business.get("specialOpeningHoursSpecification", ())}
    assert special == {str(it.from_) for it in practice.data("closures")}


# --- a video, once there is one ---


def test_a_video_with_all_details_is_told(changed: Changed) -> None:
    site = changed(lambda root: add_file(root, POSTER + PUBLISHED + LENGTH))
    page = site.pages["/video/"]
    (video,) = (piece for piece in json_ld(page) if piece["@type"] == "VideoObject")
    assert REQUIRED["VideoObject"] <= video.keys()
    assert video["duration"] == "PT90S"
    for address in (video["contentUrl"], video["thumbnailUrl"]):
        assert address.removeprefix(site.settings.url) in site.files
    for name in ("name", "description", "transcript"):
        assert video[name] in words_of(page.main), f"the page does not show the video's {name}"


@pytest.mark.parametrize("details", ["", POSTER, PUBLISHED])
def test_a_video_without_all_details_is_not_told(details: str, changed: Changed) -> None:
    page = changed(lambda root: add_file(root, details)).pages["/video/"]
    assert not [piece for piece in json_ld(page) if piece["@type"] == "VideoObject"]
