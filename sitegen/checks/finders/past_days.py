"""Days that a text names as still to come."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = (
    "january february march april may june july august september october november december"
).split()
SHORT = "|".join(rf"{it[:3]}(?:{it[3:]})?\.?" for it in MONTHS)
UNTIL = (
    r"until|till|through|no later than|ends?(?: on)?|expires?(?: on)?|valid (?:to|through)"
    r"|(?:book|call|order|register|sign up|apply|reply|pay)\b[^.!?\n]{0,40}?\bby"
)
NAMED = re.compile(
    rf"\b(?:{UNTIL})\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"((?P<month>{SHORT})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+(?P<year>\d{{4}}))?\b"
    r"|(?P<iso>\d{4}-\d\d-\d\d)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day that is over, though a text says "until" it; ``start`` is where the day stands."""

    day: datetime.date
    start: int
    end: int


def past_days(
    text: str, today: datetime.date, written: datetime.date | None = None
) -> Iterator[PastDay]:
    """Yield the days that a text still waits for.

    A day without a year is the first one after the text was ``written``; it is left alone if
    nobody knows when that was.
    """
    for match in NAMED.finditer(text):
        day = _day(match, written)
        if day and day < today:
            yield PastDay(day, *match.span(1))


def _day(match: re.Match[str], written: datetime.date | None) -> datetime.date | None:
    try:
        if match["iso"]:
            return datetime.date.fromisoformat(match["iso"])
        month = [it[:3] for it in MONTHS].index(match["month"][:3].lower()) + 1
        if match["year"]:
            return datetime.date(int(match["year"]), month, int(match["day"]))
        if written is None:
            return None
        day = datetime.date(written.year, month, int(match["day"]))
        return day if day >= written else day.replace(year=written.year + 1)
    except ValueError:
        return None
