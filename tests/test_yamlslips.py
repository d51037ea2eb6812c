"""What YAML reads without a word, and nobody meant, is told where it was typed."""

from __future__ import annotations

import pytest

from sitegen.yamltext import parse

TWO_LISTS = 'a:\n  - "one\n  - "two"\n'


def told(text: str) -> tuple[int, int, str, str]:
    """Return the one Problem of a text: line, column, message, hint."""
    _, [it] = parse(text, "content/data/prices.yaml")
    return it.line, it.column, it.message, it.hint


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('name: A\nlead: "Massage in\narea: B\nurl: "https://x.example/"\n', 2, 7),
        ('name: A\nlead: "Massage in\narea: B\nurl: "\nfoo: 3\n', 2, 7),
        ("lead: 'Massage in\narea: B\nurl: 'x'\n", 1, 7),
        ('lead: !unconfirmed "Massage in\narea: B\nurl: "\n', 1, 7),
        (TWO_LISTS, 2, 5),
    ],
)
def test_a_quote_that_takes_in_the_next_line_is_told(text: str, line: int, column: int) -> None:
    at_line, at_column, message, hint = told(text)
    assert (at_line, at_column) == (line, column)
    assert "opens here and is closed only on a later line" in message
    assert hint.startswith("close it with")


@pytest.mark.parametrize(
    "text",
    [
        'a: "one\n  Note: two"\n',
        'a:\n  b: "one\n    - two"\n',
        "a: 'one\n\n  two'\n",
        'a: "one\ntwo"\n',
        "a: |\n  b: c\n  - d\n",
    ],
)
def test_a_text_of_several_lines_is_let_be(text: str) -> None:
    tree, problems = parse(text, "site.yaml")
    assert tree is not None
    assert problems == []


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        (
            "- {service: a, minutes: 60 price: $98}\n",
            28,
            "a comma is missing before 'price:'",
            "put a comma between two entries",
        ),
        (
            '- {name: "x" price: $98}\n',
            14,
            "a comma is missing before 'price:'",
            "put a comma between two entries",
        ),
        (
            '- ["a", "b" "c"]\n',
            13,
            "a comma is missing before '\"c\"'",
            "put a comma between two entries",
        ),
        (
            "- {service: a, price:$98}\n",
            16,
            "there is no space after the colon",
            "write 'price: $98'",
        ),
        (
            "- {price:$98, service: a}\n",
            4,
            "there is no space after the colon",
            "write 'price: $98'",
        ),
        (
            "- {service: a, price: $98,00}\n",
            27,
            "the comma in '$98,00' ends the value",
            "write it without the comma, or put the whole text in quotes",
        ),
        ("- {a: b, c: d\n", 3, "the bracket { opens here and is never closed", "close it with }"),
        ("- {a: [b c}\n", 7, "the bracket [ opens here and is never closed", "close it with ]"),
    ],
)
def test_a_slip_between_brackets_is_told(text: str, column: int, message: str, hint: str) -> None:
    assert told(text) == (1, column, message, hint)


def test_what_was_meant_is_kept_so_that_nothing_else_is_told() -> None:
    tree, problems = parse("{a: $1,000, price:$98, c: 3}\n", "site.yaml")
    assert tree is not None
    assert tree.value == {"a": "$1", "price": "$98", "c": "3"}
    assert len(problems) == 2
    assert tree.place(("price",)) == (1, 13)


def test_a_name_after_a_slip_may_still_be_given_twice() -> None:
    _, problems = parse("{price:$98, price: $3}\n", "site.yaml")
    assert [it.message for it in problems] == [
        "there is no space after the colon",
        "'price' is given twice (first on line 1)",
    ]


@pytest.mark.parametrize(
    "text", ["{/a:b: c}\n", "{u: http://a.example/}\n", "{a: 1, 00: 2}\n", "{a, b: 3}\n"]
)
def test_other_names_in_brackets_are_let_be(text: str) -> None:
    assert parse(text, "site.yaml")[1] == []
