"""Code that four spaces make, and what only looks like it."""

import pytest

from sitegen.codespans import indented


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Code:\n\n    one\n\n    two\nEnd", ["    one\n", "    two\n"]),
        ("    first\nText", ["    first\n"]),
        ("# Head\n    one\n    two", ["    one\n", "    two"]),
        ("\tone\n", ["\tone\n"]),
        ("- item\n\nText\n\n    one", ["    one"]),
        ("```\n- no item\n```\n\n    one", ["    one"]),
        ("Text\n    goes on\n\nMore", []),
        ("- item\ngoes on\n\n    its text\n\n    more", []),
        ("- item\n\n  its text\n\n    more", []),
        ("1. item\n\n    its text", []),
        ("!!! note\n\n    its text", []),
        ("!!! note\n    its text\n\n    more\n", []),
        ("Term\n:   meaning\n\n    more", []),
        ("[^1]: note\n\n    more", []),
        ('<div class="a">\n\n    <p>text</p>\n\n</div>', []),
        ("```\n\n    fenced\n```", []),
        ("- item\n\n  ```\n  x\n  ```\n\n    its text", []),
    ],
)
def test_indented_code(text: str, code: list[str]) -> None:
    assert [text[start:end] for start, end in indented(text)] == code
