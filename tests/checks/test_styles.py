"""Style sheets read as rules, and which elements selectors fit."""

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.styles import declared, fits, rules, selectors

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


def read(css: str) -> list[tuple[str, str, tuple[str, ...], int]]:
    return [(it.selector, it.declarations, it.around, it.at) for it in rules(css)]


def test_rules_keep_their_places_and_what_is_around_them() -> None:
    css = "@layer a {\n  .b,\n  .c { margin: 0 }\n  @media print { .d { color: red } }\n}"
    assert read(css) == [
        (".b,\n  .c", "margin: 0", ("@layer a",), css.index(".b")),
        (".d", "color: red", ("@layer a", "@media print"), css.index(".d")),
    ]
    assert [it.at for it in selectors(".b,\n  .c")] == [0, 6]


def test_signs_in_texts_and_comments_mean_nothing() -> None:
    css = '/* .a { } */ .b::after { content: "} .c {"; background: url(data:a;b,{c}) } .d { }'
    assert [it[0] for it in read(css)] == [".b::after", ".d"]


def test_rules_inside_rules_get_the_selectors_of_both() -> None:
    found = [it[0] for it in read(".a { color: red; .b { margin: 0 } &:hover { margin: 1px } }")]
    assert found == [":is(.a) .b", ":is(.a):hover", ".a"]


def test_steps_of_animations_and_sheets_of_paper_are_no_rules() -> None:
    css = "@keyframes a { from { top: 0 } 50% { top: 1px } } @page { margin: 1cm } b { top: 0 }"
    assert [it[0] for it in read(css)] == ["b"]


def test_pseudo_elements_are_told_apart() -> None:
    found = selectors("a::after, b:before, c:hover")
    assert [it.part for it in found] == ["after", "before", ""]


def test_a_selector_equals_itself_however_it_is_written() -> None:
    assert selectors("main > h1:is(h1, h2)") == selectors("main>h1:is(h1,h2)")


def test_declarations_are_told_by_name() -> None:
    assert declared('content: "a;b"; Display : none ;; x') == {
        "content": '"a;b"',
        "display": "none",
    }


@pytest.mark.parametrize(
    "css", ["}", "{", "a {", "a } b {", "@media print {", ":is(", "a[", '"', "&{&{"]
)
def test_damage_is_no_mistake(css: str) -> None:
    for rule in rules(css):
        assert isinstance(selectors(rule.selector), tuple)
    assert isinstance(selectors(css), tuple)
