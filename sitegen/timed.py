"""Blocks of a page that count only on some days: ``{{ show from="2026-12-01" }} ... {{ end }}``."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from sitegen.bounds import FENCE
from sitegen.days import Span, read_day
from sitegen.habits import Mistake

SHOW = re.compile(r" {0,3}\{\{\s*show\b(.*?)\}\}\s*$")
END = re.compile(r" {0,3}\{\{\s*end\s*\}\}\s*$")
DATE = re.compile(r"""\s*(from|until)\s*=\s*["“”']([^"“”']*)["“”']""")


@dataclass(frozen=True, slots=True)
class Timed:
    """A page's text with and without the blocks that do not count today; no line moves."""

    shown: str
    whole: str
    spans: tuple[Span, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def cut(text: str, today: datetime.date) -> Timed:
    """Take the blocks out that do not count today."""
    if "{{" not in text:
        return Timed(text, text)
    cutter = _Cutter(today)
    for number, line in enumerate(text.split("\n"), 1):
        cutter.take(number, line)
    if cutter.opened:
        cutter.note(cutter.opened[0], "this block by date never ends", "add a line {{ end }}")
    shown, whole = "\n".join(cutter.shown), "\n".join(cutter.whole)
    return Timed(shown, whole, tuple(cutter.spans), tuple(cutter.mistakes))


class _Cutter:
    def __init__(self, today: datetime.date) -> None:
        self.today = today
        self.shown: list[str] = []
        self.whole: list[str] = []
        self.spans: list[Span] = []
        self.mistakes: list[Mistake] = []
        self.opened: tuple[int, Span] | None = None
        self.fence = ""

    def note(self, line: int, message: str, hint: str) -> None:
        self.mistakes.append((line, message, hint))

    def take(self, number: int, line: str) -> None:
        match = FENCE.match(line)
        if match and (not self.fence or match[2].startswith(self.fence)):
            self.fence = "" if self.fence else match[2]
        show = None if self.fence else SHOW.match(line)
        is_end = not self.fence and END.match(line)
        if show:
            self._open(number, show[1])
        elif is_end:
            if not self.opened:
                self.note(number, "{{ end }} closes nothing", "open it with {{ show from=... }}")
            self.opened = None
        line = "" if show or is_end else line
        self.whole.append(line)
        self.shown.append("" if self.opened and not self.opened[1].holds(self.today) else line)

    def _open(self, number: int, arguments: str) -> None:
        if self.opened:
            self.note(number, "a block by date inside another", "close the first with {{ end }}")
        self.opened = number, _span(arguments, number, self.mistakes)
        self.spans.append(self.opened[1])


def _span(arguments: str, line: int, mistakes: list[Mistake]) -> Span:
    ends: dict[str, datetime.date] = {}
    for name, value in DATE.findall(arguments):
        if name in ends:
            mistakes.append((line, f"'{name}' is given twice", "keep one of the two"))
        try:
            ends[name] = read_day(value)
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
