"""Tables in Markdown: rows that do not fit their head would lose cells without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Mistake = tuple[int, str, str]

RULE = re.compile(r" *\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?$")
ROW = re.compile(r" {0,3}\|.*\| *$")


def is_head(lines: Sequence[str], at: int) -> bool:
    """Say whether the line at ``at`` is the head of a table: a rule of dashes stands below."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return "|" in lines[at] and bool(RULE.match(below))


def mistakes(lines: Sequence[str], at: int, number: int) -> Iterator[Mistake]:
    """Yield what is wrong with the table whose head is at ``at``, on line ``number``."""
    width = cells(lines[at])
    if cells(lines[at + 1]) != width:
        yield number + 1, f"the rule below has not the {width} columns of the head", "make it fit"
    if at + 2 >= len(lines) or "|" not in lines[at + 2]:
        yield number, "this table has no rows", "add a row below the rule"
    for below in range(at + 2, len(lines)):
        if "|" not in lines[below] or not lines[below].strip():
            return
        if cells(lines[below]) > width:
            yield (
                number + below - at,
                f"this row has {cells(lines[below])} cells, its head {width}",
                "add a column to the head, or write \\| for a bar inside a cell",
            )


def lacks_rule(lines: Sequence[str], at: int) -> bool:
    """Say whether rows of bars begin at ``at`` that no rule of dashes makes a table."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(ROW.match(lines[at]) and ROW.match(below) and not RULE.match(below))


def cells(line: str) -> int:
    """Return the number of cells in a row; bars in code or after a backslash do not count."""
    bare = re.sub(r"`[^`]*`|\\.", "", line).strip().removeprefix("|").removesuffix("|")
    return bare.count("|") + 1
