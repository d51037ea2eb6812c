"""Texts that Python-Markdown would read for minutes: found before it begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

Mistake = tuple[int, str, str]

FENCE = re.compile(r"( *)(`{3,}|~{3,})([^`]*)$")
MAX_BRACKETS = 600
# Python-Markdown reads on to the end of the paragraph for each bracket that nothing closes.
MAX_STEPS = 20_000_000
MAX_TAGS = 3000
MAX_BLOCK = 20_000
MAX_BLOCKS = 5_000
MAX_UNCLOSED = 100
MAX_SAME_NOTE = 100
# Marks of lists and quotes in one line, each of which Python-Markdown would nest.
MARKS = re.compile(r"^ *(?:(?:[-*+>]|\d+[.)]) *){13}", re.M)


# A tag that another one, or the end, interrupts: whoever reads it reads on to the end each time.
UNCLOSED = re.compile(r"<[a-zA-Z][^<>]*+(?=<|\Z)")
NOTE = re.compile(r"\[\^[^\]\s]+\]")


def overlong(lines: Sequence[str]) -> Mistake | None:
    """Return what is too much, and on which line from 1, or None."""
    steps = 0
    for count, (number, block) in enumerate(_blocks(lines)):
        steps += _open_brackets(block) * len(block)
        too_many = block.count("[") > MAX_BRACKETS or block.count("<") > MAX_TAGS
        if too_many or steps > MAX_STEPS or len(block) > MAX_BLOCK or MARKS.search(block):
            hint = "leave blank lines between paragraphs, or mend what was pasted here"
            return number, "this paragraph is too long or has too many brackets", hint
        if count >= MAX_BLOCKS:
            return number, f"this page has more than {MAX_BLOCKS:,} paragraphs", "split it"
    text = "\n".join(_without_code(lines)) if any("<" in it or "[^" in it for it in lines) else ""
    return _torn(text) or _repeated_note(text)


def _open_brackets(block: str) -> int:
    depth = 0
    for bracket in re.findall(r"[\[\]]", block) if block.count("[") > MAX_UNCLOSED else ():
        depth = depth + 1 if bracket == "[" else max(0, depth - 1)
    return depth


def _torn(text: str) -> Mistake | None:
    unclosed = list(islice(UNCLOSED.finditer(text), MAX_UNCLOSED))
    if len(unclosed) < MAX_UNCLOSED:
        return None
    line = text.count("\n", 0, unclosed[0].start()) + 1
    return line, "this '<' and many others are never closed", "end each tag with '>', or remove it"


def _repeated_note(text: str) -> Mistake | None:
    for note, count in Counter(NOTE.findall(text)).most_common(1):
        if count > MAX_SAME_NOTE:
            line = text.count("\n", 0, text.index(note)) + 1
            return line, f"{note} stands here {count} times", "name it once for each paragraph"
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
