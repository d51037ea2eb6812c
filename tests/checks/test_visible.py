"""A value of JSON-LD counts as shown in any form in which a page may show it, and in no other."""

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.finders.visible import Visible
from sitegen.contract import SiteSettings

PAGE = """<!doctype html><html lang="en"><head><title>Prices</title>
<meta name="description" content="All our prices."><meta name="author" content="Nobody">
<style>.hidden{}</style><script type="application/ld+json">{"name": "In a script"}</script></head>
<body><h1>The teacher’s <strong>price</strong> list</h1><!-- a comment -->
<p>A 60-minute lesson costs $95, two cost $1,250.</p><p>Monday to Thursday 9:30 am to 6 pm</p>
<p>From <time datetime="2026-11-01">November 1, 2026</time>, not on December 24, 2026.</p>
<a href="mailto:Ann@swim.example?subject=Hello">Write</a>
<p>To dana@swim.example, or Sa 07:00-08:00</p><a href="tel:+12125550142">Call us</a>
<img src="a.png" alt="The blue pool"></body></html>"""


@pytest.fixture
def visible() -> Visible:
    settings = SiteSettings(name="Swim", url="https://swim.example/")
    return Visible(read_document(PAGE, path="index.html", url="/"), settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "the teacher's price list"),
        ("name", "The blue pool"),
        ("description", "All our prices."),
        ("price", "95.00"),
        ("price", "1250"),
        ("value", "60"),
        ("opens", "09:30"),
        ("closes", "18:00:00"),
        ("dayOfWeek", "https://schema.org/Wednesday"),
        ("telephone", "+1 (212) 555-0142"),
        ("validFrom", "2026-11-01"),
        ("validFrom", "2026-12-24"),
        ("image", "https://swim.example/any.png"),
        ("priceCurrency", "USD"),
        ("priceRange", "$$"),
        ("email", "mailto:dana@swim.example"),
        ("email", "ann@swim.example"),
        ("openingHours", "Mo-Th 09:30-18:00"),
        ("openingHours", "Sa 07:00-08:00"),
    ],
)
def test_a_value_is_shown(name: str, value: str, visible: Visible) -> None:
    assert visible.shows(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "In a script"),
        ("name", "a comment"),
        ("name", "Nobody"),
        ("price", "9.50"),
        ("price", "12"),
        ("price", "on request"),
        ("value", "9"),
        ("value", "95"),
        ("opens", "09:00"),
        ("dayOfWeek", "Friday"),
        ("telephone", "+12125550199"),
        ("validFrom", "2026-11-02"),
        ("priceRange", "$90-$120"),
        ("email", "mailto:tom@swim.example"),
        ("openingHours", "Mo-Fr 09:30-18:00"),
        ("openingHours", "Mo-Th 08:30-18:00"),
        ("openingHours", "always"),
    ],
)
def test_a_value_is_not_shown(name: str, value: str, visible: Visible) -> None:
    assert not visible.shows(name, value)
