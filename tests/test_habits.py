"""Habits of typing, turned into strict Markdown; what strict Markdown says is left alone."""

from __future__ import annotations

import re

import pytest

from sitegen.habits import normalise


def strict(text: str) -> str:
    """Return the strict Markdown; how many blank lines part two blocks is of no account."""
    made, mistakes = normalise(text)
    assert mistakes == []
    return re.sub(r"\n{3,}", "\n\n", made)


def told(text: str) -> list[tuple[int, str]]:
    _, mistakes = normalise(text)
    assert all(hint for *_, hint in mistakes)
    return [(line, message) for line, message, _ in mistakes]


STRICT = {
    "paragraphs": "One\ntwo.\n\nThree.",
    "a list": "- a\n- b\n    - c\n        - d\n- e",
    "a numbered list": "1. a\n2. b\n    1. c\n3. d",
    "a loose list": "- a\n\n    more\n\n- b",
    "a heading": "Text\n\n## Heading\n\ntext",
    "an underlined heading": "Heading\n-------",
    "a rule": "a\n\n---\n\nb",
    "a table": "| a | b |\n|---|---|\n| 1 | 2 |\n\nafter",
    "a fence": "a\n\n```python\nb = {}\n    # c\n- d\n  - e\n```\n\nf",
    "indented code": "a\n\n    - b\n      - c\n\nd",
    "a quotation": "a\n\n> b\n> c",
    "a note": '!!! note "T"\n    a\n\n    - b\n\nc',
    "a definition": "Term\n:   a\n\n    b",
    "a footnote": "a[^1]\n\n[^1]: b\n    c",
    "an abbreviation": "*[PT]: Physical therapy\n\nPT",
    "emphasis at the start": "*a* b\n\n**c** d\n\n_e_ f",
    "numbers at the start": "-5 degrees\n\n5 * 3\n\n1,5 hours\n\n2026",
    "a bold start": "**Note:** a\n**Note:** b",
}


@pytest.mark.parametrize("text", STRICT.values(), ids=STRICT)
def test_strict_markdown_is_left_alone(text: str) -> None:
    assert strict(text).rstrip() == text


HABITS = {
    "a list after text": ("a\n- b", "a\n\n- b"),
    "a number after text": ("a\n1. b", "a\n\n1. b"),
    "a bracket after the number": ("1) a\n2) b", "1. a\n2. b"),
    "stars and pluses": ("* a\n+ b", "- a\n- b"),
    "bullets of Word": ("•\ta\n·\tb\n▪ c", "- a\n- b\n- c"),
    "dashes of Word": ("– a\n– b", "- a\n- b"),
    "two spaces": ("- a\n  - b", "- a\n    - b"),
    "three spaces": ("1. a\n   - b", "1. a\n    - b"),
    "a tab": ("- a\n\t- b", "- a\n    - b"),
    "six spaces at once": ("- a\n      - b", "- a\n    - b"),
    "a paragraph in an item": ("- a\n\n  b", "- a\n\n    b"),
    "a heading between text": ("a\n## b\nc", "a\n\n## b\nc"),
    "a heading without a space": ("##a", "## a"),
    "number one": ("#1 a", "\\#1 a"),
    "number one in an item": ("- #1 a", "- \\#1 a"),
    "a table after text": ("a\n| b |\n|---|\n| c |", "a\n\n| b |\n|---|\n| c |"),
    "a note by two spaces": ("!!! note\n  a", "!!! note\n    a"),
    "a break by backslash": ("a\\\nb", "a  \nb"),
    "a list in a quotation": ("> a\n> - b\n>   - c", "> a\n>\n> - b\n>     - c"),
}


@pytest.mark.parametrize(("typed", "wanted"), HABITS.values(), ids=HABITS)
def test_a_habit_becomes_strict_markdown(typed: str, wanted: str) -> None:
    assert strict(typed) == wanted


@pytest.mark.parametrize("text", [*STRICT.values(), *(typed for typed, _ in HABITS.values())])
def test_doing_it_twice_changes_nothing(text: str) -> None:
    assert strict(strict(text)).rstrip() == strict(text).rstrip()


@pytest.mark.parametrize(
    "line",
    ["– all", "• x", "1) x", "* x", "#1 x", "##x", "o\tx", "\tmake", "cd \\", "  - x", "x  "],
)
def test_code_in_a_fence_stays_as_typed(line: str) -> None:
    assert line in strict(f"```\n{line}\n```").split("\n")


@pytest.mark.parametrize("line", ["– all", "• x", "1) x", "* x", "#1 x", "##x", "cd \\", "  - x"])
def test_indented_code_stays_as_typed(line: str) -> None:
    assert strict(f"text\n\n    {line}") == f"text\n\n    {line}"


@pytest.mark.parametrize(
    "text",
    [
        "We treat pain\n– and stress – gently.",
        "It was in\n1986. Then",
        "See page\n7) of it",
        "a\n+1 631",
        "We open at\n9. It is",
        "a *\nb * c",
        "5 – 6",
        "a • b",
        "-5 degrees\n-6 degrees",
    ],
)
def test_text_that_only_looks_like_a_list_stays_text(text: str) -> None:
    assert strict(text) == text


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# Title", 1, "the title is already the page's first heading"),
        ("a\n\nTitle\n===", 4, "the title is already the page's first heading"),
        ("a\n\n#Prices now", 3, "'#Prices now' is neither a heading nor plain text"),
        ("a\n\n```\nb", 3, "this code block never ends"),
        ("- a\n\n  ```\n  b\n  ```", 3, "a code block cannot stand inside a list"),
        ("> a\n> # b", 2, "the title is already the page's first heading"),
        ("!!! note\n    a\n    # b", 3, "the title is already the page's first heading"),
        ("> > a\n> > # b", 2, "the title is already the page's first heading"),
    ],
)
def test_what_has_no_obvious_meaning_is_told_at_its_line(
    text: str, line: int, message: str
) -> None:
    assert told(text) == [(line, message)]


@pytest.mark.parametrize(
    "text", ["```\n# a\n===\n#b\n```", "    # a", "a\n\n~~~\n#b\n~~~", "`# a`"]
)
def test_nothing_is_told_of_code(text: str) -> None:
    assert told(text) == []


def test_ten_mistakes_are_ten() -> None:
    assert [line for line, _ in told("# a\n\n" * 10)] == list(range(1, 21, 2))


def test_an_empty_page_is_empty() -> None:
    assert strict("") == ""
    assert strict("\n\n").strip() == ""
