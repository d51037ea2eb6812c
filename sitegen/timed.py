"""Blocks of a page that count only on some days: ``{{ show from="2026-12-01" }} ... {{ end }}``."""

from __future__ import annotations

import datetime
import re

from sitegen.days import Span
from sitegen.habits import FENCE, Mistake

SHOW = re.compile(r" {0,3}\{\{\s*show\b(.*?)\}\}\s*$")
END = re.compile(r" {0,3}\{\{\s*end\s*\}\}\s*$")
DATE = re.compile(r"""\s*(from|until)\s*=\s*["“”']([^"“”']*)["“”']""")


def cut(text: str, today: datetime.date) -> tuple[str, tuple[Span, ...], list[Mistake]]:
    """Blank the blocks that do not count today, keeping every line in its place.

    Returns the text, the spans of all blocks, and mistakes as (line, message, hint).
    """
    if "{{" not in text:
        return text, (), []
    lines = text.split("\n")
    spans: list[Span] = []
    mistakes: list[Mistake] = []
    opened: tuple[int, Span] | None = None
    fence = ""
    for at, line in enumerate(lines):
        match = FENCE.match(line)
        if match and (not fence or match[2].startswith(fence)):
            fence = "" if fence else match[2]
        show = None if fence else SHOW.match(line)
        if show:
            if opened:
                mistakes.append(
                    (at + 1, "a block by date inside another", "close the first with {{ end }}")
                )
            opened = at + 1, _span(show[1], at + 1, mistakes)
            spans.append(opened[1])
            lines[at] = ""
        elif not fence and END.match(line):
            if not opened:
                mistakes.append(
                    (at + 1, "{{ end }} closes nothing", "open it with {{ show from=... }}")
                )
            opened = None
            lines[at] = ""
        elif opened and not opened[1].holds(today):
            lines[at] = ""
    if opened:
        mistakes.append((opened[0], "this block by date never ends", "add a line {{ end }}"))
    return "\n".join(lines), tuple(spans), mistakes


def _span(arguments: str, line: int, mistakes: list[Mistake]) -> Span:
    ends: dict[str, datetime.date] = {}
    for name, value in DATE.findall(arguments):
        try:
            ends[name] = datetime.date.fromisoformat(value)
        except ValueError:
            mistakes.append((line, f"'{value}' is not a date", 'write from="2026-12-01"'))
    if DATE.sub("", arguments).strip() or not DATE.search(arguments):
        mistakes.append(
            (
                line,
                "show needs from= or until= and a date",
                '{{ show from="2026-12-01" until="2026-12-24" }}',
            )
        )
    if len(ends) == 2 and ends["until"] < ends["from"]:
        mistakes.append((line, "this block ends before it begins", "swap the two dates"))
    return Span(ends.get("from"), ends.get("until"))
