"""Which elements selectors fit."""

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.selectors import aims, fits, kinds, may_fit, picks, selectors

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
        ("p:not(.lead)", ["p"]),
        ("a:not([href^=http])", ["a"]),
        ("main > :not(p, h1)", []),
        ("p:not(:not(.lead))", ["p"]),
        ("p:not(:hover)", []),
        ("p:not(:is(.x, :hover))", []),
        ("p:not()", []),
        ("p:not(::before)", []),
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
        ("#a:focus", "<a id=a>", True),
        ("#a:focus", "<a id=b>", False),
        ("a[href^=http]:hover", "<a href=/>", False),
        ("a[aria-current=page]", "<a>", True),
        ("a:not(.b):focus", "<a class=b>", False),
        ("a:not(:focus)", "<a class=b>", True),
    ],
)
def test_a_selector_aims_at_its_last_part(selector: str, html: str, is_picked: bool) -> None:
    (element,) = read_document(html, path="index.html", url="/").elements
    assert any(picks(it, element) for it in aims(selector)) == is_picked


@pytest.mark.parametrize(
    ("selector", "tags"),
    [
        ("main a:focus", ["a"]),
        ("nav:hover > a:focus", ["a"]),
        ("h1 a:focus", []),
        ("p.big:not(:hover)", ["p"]),
    ],
)
def test_a_selector_may_fit_in_some_state(selector: str, tags: list[str]) -> None:
    elements = read_document(PAGE, path="index.html", url="/").elements
    assert [it.tag for it in elements if may_fit(it, selectors(selector)[0])] == tags


def test_elements_are_of_one_kind_if_no_selector_tells_them_apart() -> None:
    html = "<a href=/>1</a><a href=/b>2</a><a href=https://c.example>3</a><a id=d>4</a><b>5</b>"
    elements = read_document(html, path="index.html", url="/").elements
    found = kinds(elements, ["a", ":not(#d)", "p:is([href^=http])"])
    assert [it.number for it in found] == [0, 2, 3, 4]
