"""The lines of a file around a mistake, with the place marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

AROUND = 2
WIDEST = 160
TAB = "    "
# Characters that show nothing or change the direction of what follows.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an excerpt; ``marked`` is the piece of it that is meant."""

    number: int
    before: str
    marked: str = ""
    after: str = ""
    is_meant: bool = False


def excerpt(text: str, line: int, column: int) -> tuple[Line, ...]:
    """Return the lines around ``line``, which counts from 1 as ``column`` does."""
    lines = re.split(r"\r\n|\r|\n", text)
    if lines[-1] == "":
        lines.pop()
    if not 1 <= line <= len(lines):
        return ()
    first = max(1, line - AROUND)
    return tuple(
        _meant(number, content, column)
        if number == line
        else Line(number=number, before=_shown(content[:WIDEST]))
        for number, content in enumerate(lines[first - 1 : line + AROUND], first)
    )


def _meant(number: int, content: str, column: int) -> Line:
    """Mark the word at ``column``; 1:1 stands for a whole file, of which no word is meant."""
    start = min(max(0, column - 1), len(content))
    word = re.compile(r"\S\S{0,60}").match(content, start)
    end = word.end() if word and (number, column) != (1, 1) else start
    left = max(0, start - WIDEST // 2)
    cut = "…" if left else ""
    return Line(
        number=number,
        before=cut + _shown(content[left:start]),
        marked=_shown(content[start:end]),
        after=_shown(content[end : left + WIDEST]),
        is_meant=True,
    )


def _shown(text: str) -> str:
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text).replace("\t", TAB)
