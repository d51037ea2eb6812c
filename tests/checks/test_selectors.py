"""Which elements selectors fit."""

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.selectors import aims, fits, picks, selectors

PAGE = """<!doctype html><html lang="en"><body class="page">
<nav id="menu"><a href="/">Home</a></nav>
<main><h1>One</h1><p class="lead big">Two <a href="https://a.example/x.pdf">three</a></p>
<p data-kind="a b">Four</p></main></body></html>"""


def fitting(selector: str) -> list[str]:
    """Return the tags of all elements that a list of selectors fits."""
    document = read_document(PAGE, path="index.html", url="/")
    found = selectors(selector)
    return [it.tag for it in document.elements if any(fits(it, one) for one in found)]


@pytest.mark.parametrize(
    ("selector", "tags"),
    [
        ("p", ["p", "p"]),
        (".lead", ["p"]),
        ("p.lead.big", ["p"]),
        ("#menu a", ["a"]),
        ("body > a", []),
        ("main > p > a", ["a"]),
        ("h1 + p", ["p"]),
        ("h1 ~ p", ["p", "p"]),
        ("p + h1", []),
        ("a[href]", ["a", "a"]),
        ('a[href^="http"]', ["a"]),
        ("a[href$=pdf]", ["a"]),
        ("a[href*='example']", ["a"]),
        ('[data-kind~="b"]', ["p"]),
        ("[data-kind=b]", []),
        ("html[lang|=en]", ["html"]),
        (":root", ["html"]),
        (":is(h1, .lead)", ["h1", "p"]),
        ("main :where(h1, nav)", ["h1"]),
        ("main *", ["h1", "p", "a", "p"]),
        ("nav,h1", ["nav", "h1"]),
        ("P", ["p", "p"]),
        ("p:hover", []),
        ("p:not(.lead)", []),
        ("main:has(h1) p", []),
        ("p:nth-child(2n + 1)", []),
        ("p\\:x", []),
        ("", []),
    ],
)
def test_a_selector_fits_what_it_fits_in_any_case(selector: str, tags: list[str]) -> None:
    assert fitting(selector) == tags


def test_pseudo_elements_are_told_apart() -> None:
    found = selectors("a::after, b:before, c:hover")
    assert [it.part for it in found] == ["after", "before", ""]


def test_a_selector_equals_itself_however_it_is_written() -> None:
    assert selectors("main > h1:is(h1, h2)") == selectors("main>h1:is(h1,h2)")


@pytest.mark.parametrize("selector", [":is(", "a[", '"', "&", ",,", ">", "> a", "a\\"])
def test_damage_is_no_mistake(selector: str) -> None:
    assert fitting(selector) == []


@pytest.mark.parametrize(
    ("selector", "html", "is_picked"),
    [
        ("a", "<a>", True),
        ("A:hover", "<a>", True),
        ("p", "<a>", False),
        (".card > .card__link:hover", "<a class='x card__link'>", True),
        ("a.card__link", "<a class=card>", False),
        (".x, button.big", "<button class='big red'>", True),
        (":is(a, button).big", "<button class=big>", True),
        (":is(a, p).big", "<button class=big>", False),
        (".a::before, .a:after", "<a class=a>", False),
    ],
)
def test_a_selector_aims_at_its_last_part(selector: str, html: str, is_picked: bool) -> None:
    (element,) = read_document(html, path="index.html", url="/").elements
    assert any(picks(it, element) for it in aims(selector)) == is_picked
