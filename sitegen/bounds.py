"""Paragraphs that Python-Markdown would read for minutes: found before it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

FENCE = re.compile(r"( *)(`{3,}|~{3,})([^`]*)$")
MAX_BRACKETS = 600
MAX_TAGS = 3000
MAX_BLOCK = 20_000
# Marks of lists and quotes in one line, each of which Python-Markdown would nest.
MARKS = re.compile(r"^ *(?:(?:[-*+>]|\d+[.)]) *){13}", re.M)


def overlong(lines: Sequence[str]) -> int | None:
    """Return the line, from 1, of the first paragraph that is too much, or None."""
    for number, block in _blocks(lines):
        too_many = block.count("[") > MAX_BRACKETS or block.count("<") > MAX_TAGS
        if too_many or len(block) > MAX_BLOCK or MARKS.search(block):
            return number
    return None


def _without_code(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, those of fenced code blank."""
    fence = ""
    for line in lines:
        match = FENCE.match(line)
        if match and (not fence or match[2].startswith(fence)):
            fence = "" if fence else match[2]
        yield "" if fence else line


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the line number and text of each run of lines without a blank one."""
    number = 1
    bare = _without_code(lines)
    for is_text, run in groupby(bare, key=lambda line: bool(line.strip())):
        block = list(run)
        if is_text:
            yield number, "\n".join(block)
        number += len(block)
