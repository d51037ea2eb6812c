"""Rules of a style sheet are found at their places, with what holds them."""

import pytest

from sitegen.checks.selectors import selectors
from sitegen.stylesheet import style_rules

CSS = """\
/* a { color: red; } */
:root { color-scheme: light dark; --Ink: #111; --a: var(--Ink) }
@media screen and (prefers-color-scheme: dark) {
  :root { --Ink: #eee; }
}
@layer components {
  .card::before {
    Content: "a; b { c }";
    background: url(data:image/png;base64,AA==) var(--a);
  }
  @media print { .card { color: var(--a) } }
}
"""
RULES = tuple(style_rules(CSS, path="static/css/a.css"))


def read(css: str) -> list[tuple[str, list[str], tuple[str, ...]]]:
    return [
        (it.selector, [f"{one.name}: {one.value}" for one in it.declarations], it.around)
        for it in style_rules(css)
    ]


def test_each_declaration_tells_its_place() -> None:
    found = [
        (it.name, it.value, it.place.line, it.place.column)
        for rule in RULES
        for it in rule.declarations
    ]
    assert found == [
        ("color-scheme", "light dark", 2, 9),
        ("--Ink", "#111", 2, 35),
        ("--a", "var(--Ink)", 2, 48),
        ("--Ink", "#eee", 4, 11),
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


def test_each_selector_of_a_list_has_its_place() -> None:
    (rule,) = style_rules("@layer a {\n  .b,\n   .c, .d { margin: 0 }\n}", path="a.css")
    places = [rule.place_at(it.at) for it in selectors(rule.selector)]
    assert [(it.path, it.line, it.column) for it in places] == [
        ("a.css", 2, 3),
        ("a.css", 3, 4),
        ("a.css", 3, 8),
    ]


@pytest.mark.parametrize("mark", ["!important", " !important", " ! IMPORTANT", "!important "])
def test_a_value_stands_without_its_importance(mark: str) -> None:
    assert read(f'a {{ content: "!important"; top: 0{mark} }}') == [
        ("a", ['content: "!important"', "top: 0"], ())
    ]


def test_the_last_of_some_properties_counts() -> None:
    (rule,) = style_rules("a { background: red; background-color: blue }")
    declared = rule.last("background", "background-color")
    assert declared
    assert declared.value == "blue"
    assert rule.last("color") is None


def test_signs_in_texts_and_comments_mean_nothing() -> None:
    css = (
        '/* .a { } */ .b::after { content: "/* } .c {\\"; "; background: url(data:a;b,{c}) }'
        " .d { /* top: 0; */ } /* .e { top: 0 }"
    )
    assert [it[:2] for it in read(css)] == [
        (".b::after", ['content: "/* } .c {\\"; "', "background: url(data:a;b,{c})"]),
        (".d", []),
    ]


def test_rules_inside_rules_get_the_selectors_of_both() -> None:
    css = ".a { color: red; .b { margin: 0 } &:hover { margin: 1px } @media print { top: 0 } }"
    assert read(css) == [
        (":is(.a) .b", ["margin: 0"], ()),
        (":is(.a):hover", ["margin: 1px"], ()),
        (".a", ["top: 0"], ("@media print",)),
        (".a", ["color: red"], ()),
    ]
    nested = next(iter(style_rules(css)))
    assert nested.place_at(5) == nested.place


def test_what_fits_no_element_is_no_rule() -> None:
    css = (
        "@keyframes a { from { top: 0 } 50% { top: 1px } } @page { margin: 1cm }"
        " @font-face { src: url(a) } @property --a { syntax: '*' } b { top: 0 } @layer c { }"
    )
    assert [it[0] for it in read(css)] == ["b"]


@pytest.mark.parametrize(
    "css", ["a {", "}", "{}", ";;", "a { b", 'a { content: "', "@media {{{", ":is(", '"', "&{&{"]
)
def test_a_torn_sheet_has_fewer_rules(css: str) -> None:
    assert read(css) == []
