"""Opening hours as schema.org writes them in one text: ``Mo-Fr 09:00-17:00, Sa 10:00-12:00``."""

from __future__ import annotations

import re

from sitegen.hours import DAYS

SHORT = tuple(day[:2] for day in DAYS)
DAY = rf"(?:{'|'.join(SHORT)})"
SOME_DAYS = rf"{DAY}(?:\s*-\s*{DAY})?"
CLOCK = r"\d{1,2}:\d\d"
TIMES = rf"{CLOCK}\s*[-\u2013]\s*{CLOCK}"
STRETCH = re.compile(
    rf"({SOME_DAYS}(?:\s*,\s*{SOME_DAYS})*)\s+({TIMES}(?:\s*,\s*{TIMES})*)[\s,;]*", re.I
)


def told_hours(text: str) -> tuple[tuple[str, str, str], ...]:
    """Return day (``Monday``), opening and closing time of each stretch; nothing if unreadable."""
    found: list[tuple[str, str, str]] = []
    at = 0
    while at < len(text):
        match = STRETCH.match(text, at)
        if match is None:
            return ()
        for times in match[2].split(","):
            opens, closes = re.findall(CLOCK, times)
            found += [(day, opens.zfill(5), closes.zfill(5)) for day in _days(match[1])]
        at = match.end()
    return tuple(found)


def _days(text: str) -> list[str]:
    days = []
    for piece in text.lower().split(","):
        ends = [SHORT.index(it.strip()) for it in piece.split("-")]
        many = (ends[-1] - ends[0]) % len(DAYS) + 1
        days += [DAYS[(ends[0] + step) % len(DAYS)].capitalize() for step in range(many)]
    return days
