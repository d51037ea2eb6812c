"""Rules of a stylesheet are found at their places, with what they mean in each scheme."""

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.stylesheet import aims, custom_properties, meant, picks, style_rules

CSS = """\
/* a { color: red; } */
:root { color-scheme: light dark; --ink: #111; --a: var(--ink) }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #eee; }
}
@layer components {
  .card::before {
    content: "a; b { c }";
    background: url(data:image/png;base64,AA==) var(--a);
  }
  @media print { .card { color: var(--a) } }
}
"""
RULES = tuple(style_rules(CSS, path="static/css/a.css"))


def test_each_declaration_tells_its_place() -> None:
    found = [
        (it.name, it.value, it.place.line, it.place.column)
        for rule in RULES
        for it in rule.declarations
    ]
    assert found == [
        ("color-scheme", "light dark", 2, 9),
        ("--ink", "#111", 2, 35),
        ("--a", "var(--ink)", 2, 48),
        ("--ink", "#eee", 4, 11),
        ("content", '"a; b { c }"', 8, 5),
        ("background", "url(data:image/png;base64,AA==) var(--a)", 9, 5),
        ("color", "var(--a)", 11, 26),
    ]


def test_a_rule_knows_what_holds_it() -> None:
    assert [(it.selector, it.place.line, it.scheme) for it in RULES] == [
        (":root", 2, ""),
        (":root", 4, "dark"),
        (".card::before", 7, ""),
        (".card", 11, None),
    ]
    assert RULES[3].around == ("@layer components", "@media print")


def test_the_last_of_some_properties_counts() -> None:
    (rule,) = style_rules("a { background: red; background-color: blue }", path="a.css")
    declared = rule.last("background", "background-color")
    assert declared
    assert declared.value == "blue"
    assert rule.last("color") is None


@pytest.mark.parametrize(
    ("value", "scheme", "result"),
    [
        ("var(--a)", "light", "#111"),
        ("var(--a)", "dark", "#eee"),
        ("var(--none, rgb(1 2 3))", "light", "rgb(1 2 3)"),
        ("var(--none)", "light", ""),
        ("light-dark(rgb(1, 2, 3), var(--a))", "light", "rgb(1, 2, 3)"),
        ("light-dark(rgb(1, 2, 3), var(--a))", "dark", "#eee"),
        ("1px solid light-dark(red, blue)", "dark", "1px solid blue"),
    ],
)
def test_a_value_is_followed_to_its_end(value: str, scheme: str, result: str) -> None:
    declared = custom_properties(RULES, scheme)
    known = {name: it.value for name, it in declared.items()}
    assert meant(value, known, scheme) == result


def test_variables_in_a_circle_come_to_an_end() -> None:
    assert "var(" in meant("var(--a)", {"--a": "var(--b)", "--b": "var(--a)"}, "light")


@pytest.mark.parametrize("css", ["a {", "}", "{}", ";;", "a { b", 'a { content: "', "@media {{{"])
def test_a_torn_stylesheet_has_fewer_rules(css: str) -> None:
    assert [rule.declarations for rule in style_rules(css, path="a.css")] == []


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
