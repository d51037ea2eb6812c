"""Design tokens: which custom properties count, and what they mean in each color scheme."""

from __future__ import annotations

import pytest

from sitegen.stylesheet import style_rules
from sitegen.tokens import custom_properties, meant, tokens

CSS = """
@layer tokens { /* :root { --color-old: red; } */
  :root { --linen: #fbf7f0; --night: #111; --color-page: var(--linen); --color-line: #ccc;
    --space-1: .25rem; --text-body: clamp(1rem, 2vw, 2rem); --width-page: 70rem }
  @media (prefers-color-scheme: dark) { :root { --color-page: var(--night); } }
  @media print { :root { --color-page: #fff; --color-ink: #000; } }
  .card { --color-own: blue; }
}
"""


def told(scheme: str, *sheets: str) -> dict[str, list[tuple[str, str, str]]]:
    found = tokens(sheets, scheme)
    return {it: [(t.name, t.written, t.value) for t in found[it]] for it in found}


def test_tokens_are_told_by_family_in_their_order() -> None:
    assert told("light", CSS) == {
        "color": [
            ("--color-page", "var(--linen)", "#fbf7f0"),
            ("--color-line", "#ccc", "#ccc"),
        ],
        "space": [("--space-1", ".25rem", ".25rem")],
        "text": [("--text-body", "clamp(1rem, 2vw, 2rem)", "clamp(1rem, 2vw, 2rem)")],
    }


def test_the_dark_scheme_has_its_own_values() -> None:
    assert told("dark", CSS)["color"] == [
        ("--color-page", "var(--night)", "#111"),
        ("--color-line", "#ccc", "#ccc"),
    ]


@pytest.mark.parametrize(
    ("css", "light", "dark"),
    [
        (":root{--color-a:red}", "red", "red"),
        ("html { --color-a: red }", "red", "red"),
        (":root, body { --color-a: red; }", "red", "red"),
        (
            "@media (prefers-color-scheme:light){:root{--color-a:red}}:root{--color-b:blue}",
            "red",
            "",
        ),
        (
            ":root{--color-a:red}"
            "@media screen and (prefers-color-scheme:dark){:root{--color-a:blue}}",
            "red",
            "blue",
        ),
        ("@media (min-width:40rem){:root{--color-a:red}}:root{--color-a:blue}", "blue", "blue"),
        (":root{--color-a:var(--b)}", "var(--b)", "var(--b)"),
        (":root{--color-a:var(--b);--b:var(--c)}:root{--c:red}", "red", "red"),
        (":root{--color-a:var(--color-a)}", "var(--color-a)", "var(--color-a)"),
    ],
)
def test_values_are_those_of_the_whole_page(css: str, light: str, dark: str) -> None:
    for scheme, value in (("light", light), ("dark", dark)):
        found = {token.name: token.value for token in tokens([css], scheme).get("color", ())}
        assert found.get("--color-a", "") == value


@pytest.mark.parametrize("css", ["", "}}}{", "a{b:c}", ":root{--other:1px}", "@layer a, b;"])
def test_styles_without_tokens_have_none(css: str) -> None:
    assert tokens([css], "light") == {}


def test_later_sheets_win() -> None:
    assert told("light", ":root{--color-a:red}", ":root{--color-a:blue}") == {
        "color": [("--color-a", "blue", "blue")]
    }


SCHEMES = """
:root { --ink: #111; --a: var(--ink) }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #eee; } }
"""


@pytest.mark.parametrize(
    ("value", "scheme", "result"),
    [
        ("var(--a)", "light", "#111"),
        ("var(--a)", "dark", "#eee"),
        ("var(--none, rgb(1 2 3))", "light", "rgb(1 2 3)"),
        ("var(--none)", "light", "var(--none)"),
        ("light-dark(rgb(1, 2, 3), var(--a))", "light", "rgb(1, 2, 3)"),
        ("light-dark(rgb(1, 2, 3), var(--a))", "dark", "#eee"),
        ("1px solid light-dark(red, blue)", "dark", "1px solid blue"),
    ],
)
def test_a_value_is_followed_to_its_end(value: str, scheme: str, result: str) -> None:
    declared = custom_properties(style_rules(SCHEMES), scheme)
    known = {name: it.value for name, it in declared.items()}
    assert meant(value, known, scheme) == result


def test_variables_in_a_circle_come_to_an_end() -> None:
    assert "var(" in meant("var(--a)", {"--a": "var(--b)", "--b": "var(--a)"}, "light")
