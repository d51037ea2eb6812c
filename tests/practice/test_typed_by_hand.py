"""Prices, lengths, hours, plans and addresses stand in data alone: nobody types them twice."""

import html
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.practice import other_values
from tests.practice.markdown_sources import Line, lines, template_lines
from tests.practice.other_values import MONEY, NUMBER, TIMES, amount
from tests.practice.site import Changed, Practice, WebPage
from tests.practice.words import words_of

COUNT = (
    rf"(?:{NUMBER}|one|two|three|five|ten|fifteen|twenty|thirty|forty|forty-five|fifty|sixty"
    r"|ninety|half an?|an?)"
)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
ROAD = r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Turnpike|Highway|Parkway)"
BY_HAND = {
    "a price": r"(?i)[$€£]\s?\d|\b\d[\d,.]*\s?(?:dollars?|bucks|usd|cents?)\b",
    "a length of time": rf"(?i)\b{COUNT}[\s-]?(?:(?:to|or|-)\s?\d+)?[\s-]?"
    r"(?:minutes?|mins?|hours?|hrs?)\b",
    "a phone number": r"\(?\b\d{3}\)?[\s.-]?\d{3}[\s.-]\d{4}\b|\btel:",
    "an email address": r"[\w.+-]+@[\w-]+\.\w+|\bmailto:",
    "an opening hour": r"(?i)\b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m|o'clock)\b|\b\d{1,2}:\d\d\b"
    rf"|\bnoon\b|\b(?:open|closed) on {DAY}|\b{DAY} (?:to|through|and|-) {DAY}",
    "the name of a plan": r"(?i)\bNYSHIP\b|\bno[ -]fault\b|\bempire\b"
    r"|\bNew York State Health Insurance Program\b",
    "a street or a ZIP code": rf"\b\d+ (?:[A-Z]\w+ ){{1,3}}{ROAD}\b"
    r"|(?<![\d,])\d{5}(?:-\d{4})?\b",
}
TITLES = ("title", "nav_title")
CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? [ap]m\b")
CLOCK_24 = re.compile(r"\b\d\d:\d\d\b(?=\")")
EXACT_PRICE = re.compile(r'"price": ?"?(\d+(?:\.\d+)?)')
EXACT_MINUTES = re.compile(r'"value": ?"?(\d+)')


@pytest.fixture(scope="session")
def plans(practice: Practice) -> tuple[str, ...]:
    """Every name of the plans that the practice takes, the longest first."""
    taken = [plan for plan in practice.data("insurance").values() if plan.status == "accepted"]
    return tuple(sorted((n for p in taken for n in (p.name, p.full_name)), key=len, reverse=True))


@pytest.fixture(scope="session")
def other(plans: tuple[str, ...], changed: Changed) -> Practice:
    """The site with every such value changed in the data."""
    return changed(lambda root: other_values.change_all(root, plans))


def found(what: str, where: Iterable[Line]) -> list[str]:
    skipped = TITLES if what == "the name of a plan" else ()
    return [
        f"{line.place}: {line.typed.strip()}"
        for line in where
        if line.field not in skipped and re.search(BY_HAND[what], line.text)
    ]


@pytest.mark.parametrize("what", BY_HAND)
def test_no_page_types(what: str, repo_root: Path) -> None:
    typed = found(what, lines(repo_root / "content"))
    assert not typed, f"{what} belongs in site.yaml or content/data:\n" + "\n".join(typed)


@pytest.mark.parametrize("what", BY_HAND)
def test_no_template_types(what: str, repo_root: Path) -> None:
    typed = found(what, template_lines(repo_root / "templates"))
    assert not typed, f"{what} belongs in site.yaml or content/data:\n" + "\n".join(typed)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a price", "It costs $95."),
        ("a price", "It costs 95 dollars."),
        ("a length of time", "A 60-minute session"),
        ("a length of time", "30 to 45 minutes"),
        ("a length of time", "Half an hour"),
        ("a length of time", "Call 24 hours before"),
        ("a phone number", "Call (631) 555-0100"),
        ("an email address", "hello@practice.example"),
        ("an opening hour", "from 9 am"),
        ("an opening hour", "Monday to Friday"),
        ("the name of a plan", "We take no-fault."),
        ("a street or a ZIP code", "1 Sample Road"),
        ("a street or a ZIP code", "Commack, NY 11725"),
    ],
)
def test_what_counts_as_typed(what: str, text: str) -> None:
    assert re.search(BY_HAND[what], text)


def amounts(page: WebPage) -> list[Decimal]:
    text = html.unescape(page.html)
    return [amount(it) for it in (*MONEY.findall(text), *EXACT_PRICE.findall(text))]


def lengths(page: WebPage) -> list[int]:
    text = html.unescape(page.html)
    spoken = [int(amount(n)) for it in TIMES.findall(text) for n in re.findall(NUMBER, it)]
    return spoken + [int(it) for it in EXACT_MINUTES.findall(text)]


def test_every_amount_on_every_page_follows_the_data(practice: Practice, other: Practice) -> None:
    shown = {url: amounts(page) for url, page in other.pages.items()}
    assert shown == {url: [it * 3 for it in amounts(page)] for url, page in practice.pages.items()}


def test_every_length_on_every_page_follows_the_data(practice: Practice, other: Practice) -> None:
    shown = {url: lengths(page) for url, page in other.pages.items()}
    assert shown == {url: [it + 1 for it in lengths(page)] for url, page in practice.pages.items()}


def test_every_hour_on_every_page_follows_the_data(other: Practice) -> None:
    for url, page in other.pages.items():
        text = html.unescape(page.html)
        assert set(CLOCK.findall(text)) <= other_values.CLOCKS, url
        assert set(CLOCK_24.findall(text)) <= other_values.CLOCKS_24, url
    assert all("7:07 am" in page.html for page in other.pages.values()), "in every footer"


def test_no_file_keeps_an_old_address(practice: Practice, other: Practice) -> None:
    site = practice.settings
    old = (str(site.phone), site.phone.e164, str(site.email), site.address.street)
    kept = [
        (path, value)
        for path, content in other.files.items()
        for value in (*old, f" {site.address.postal_code}")
        if not path.endswith((".png", ".svg", ".ico")) and value.encode() in content
    ]
    assert not kept


def test_no_page_keeps_an_old_name_of_a_plan(other: Practice, plans: tuple[str, ...]) -> None:
    for url, page in other.pages.items():
        sources = frozenset(page.tree.of_class("source-list"))
        text = words_of(page.tree, without=sources)
        assert not [name for name in plans if name in text], url
    assert other_values.PLAN in words_of(other.pages["/insurance/"].main)


def test_the_price_list_counts_from_the_day_in_the_data(other: Practice) -> None:
    captions = [words_of(it) for page in other.pages.values() for it in page.tree.every("caption")]
    assert {it for it in captions if "Prices" in it} == {"Prices from February 3, 2021"}
