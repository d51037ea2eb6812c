"""Slips in YAML that libyaml reads without a word, as something that was not meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.names import INVISIBLE
from sitegen.yamlwords import QUOTE_IT

Words = tuple[str, str]
Place = tuple[int, int]

LOST = re.compile(r"\s*#[^\s#!-]")
NEXT = re.compile(r"\s*(?:- |[\w-]+:(?:\s|$))")
ENDED = re.compile(r"\s*[,}]")
TIGHT = re.compile(r"([A-Za-z_][\w-]*):([^/\s].*)")


def lost(line: str, column: int) -> Words | None:
    """Return message and hint if YAML takes what stands from ``column`` on for a comment."""
    if not LOST.match(line, column):
        return None
    message = f"the text from '#' on would be lost: {line[column:].strip()}"
    return message, "put the whole value in quotes; a comment needs a space after '#'"


def invisible(text: str) -> Words | None:
    """Return message and hint if a text in quotes holds what nobody sees."""
    found = INVISIBLE.search(text)
    if not found or found[0] in "\x85\u2028\u2029":
        return None
    message = f"an invisible character (U+{ord(found[0]):04X}) is written here"
    return message, "delete it; a backslash is written \\\\ in these quotes"


def unclosed(quote: str, lines: Sequence[str], first: int, end: Place) -> Words | None:
    """Return message and hint if a text in quotes has taken in the next entry.

    It stands from the line ``first`` to ``end``, line and column, all from 0. What only goes on
    with the text stands further in than the line that it begins on.
    """
    last, end_column = end
    if quote not in ("'", '"') or not first < last < len(lines):
        return None
    indent = _indent(lines[first])
    inside = [*lines[first + 1 : last], lines[last][: end_column - 1]]
    if not any(NEXT.match(line) and _indent(line) <= indent for line in inside):
        return None
    message = f"the quote {quote} opens here and is closed only on a later line"
    return message, f"close it with {quote} on this line"


def no_name(
    name: str, line: str, column: int, before: dict[str, object]
) -> tuple[Words, str, str] | None:
    """Return what is wrong with a name in brackets that is none, and what was meant by it.

    That is ``price:$98`` without a space, and the cents of ``$98,00``. The name ends at ``column``
    of its line, ``before`` holds the entries before it.
    """
    if not ENDED.match(line, column):
        return None
    pair = TIGHT.fullmatch(name)
    if pair and pair[1] not in before:
        words = "there is no space after the colon", f"write '{pair[1]}: {pair[2]}'"
        return words, pair[1], pair[2]
    last = next(reversed(before), "")
    value = before.get(last)
    if name.isdecimal() and isinstance(value, str) and value[-1:].isdecimal():
        message = f"the comma in '{value},{name}' ends the value"
        return (message, f"write it without the comma, or {QUOTE_IT}"), last, value
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
