"""Days that a text names as still to come."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.checks.finders.mentions import SENTENCE

MONTHS = (
    "january february march april may june july august september october november december"
).split()
SHORT = "|".join(rf"{it[:3]}(?:{it[3:]})?\.?" for it in MONTHS)
UNTIL = (
    r"until|till|through|no later than|ends?(?: on)?|expires?(?: on)?|valid (?:to|through)"
    r"|deadline(?: is|\s?:)?"
    r"|(?:book|call|order|register|sign up|apply|reply|pay)\b[^.!?\n]{0,40}?\b(?:by|before)"
)
YEAR = r"(?:19|20)\d\d"
NAMED = re.compile(
    rf"\b(?:{UNTIL})\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"((?P<month>{SHORT})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s+(?P<year>{YEAR}))?\b"
    rf"|(?:the\s+)?(?P<first_day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?-i:(?=[A-Z]))(?P<then_month>{SHORT})(?:\s*,?\s+(?P<then_year>{YEAR}))?\b"
    rf"|(?:the\s+)?end\s+of\s+(?P<whole_month>{SHORT})(?:\s*,?\s+(?P<its_year>{YEAR}))?\b"
    r"|(?P<iso>\d{4}-\d\d-\d\d)\b)",
    re.I,
)
PAST = re.compile(
    r"\b(?:was|were|had|did|taught|ran|swam|led|went|came|stood|worked|lived|served|studied"
    r"|practi[cs]ed|stayed|lasted|remained)\b|\b(?:we|he|she|they|i|it|who)\s+(?:\w+ly\s+)?\w+ed\b",
    re.I,
)
FROM_YEAR = re.compile(rf"\bfrom\s+{YEAR}\b[^.!?]*$", re.I)
FROM_DAY = re.compile(r"\bfrom\s[^.!?]*\d[^.!?]*$", re.I)
STILL = re.compile(r"\b(?:is|are|will|closed|open|away)\b", re.I)
# "Until May 1 the pool was closed": what happened comes after the day.
BEGINS = re.compile(r"\W*(?:from\b.*)?", re.I | re.S)
CLAUSE = re.compile(r"[,\s]*[^,;:–]*")


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
        if day and day < today and not _is_told(text, match):
            yield PastDay(day, *match.span(1))


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Say whether the sentence tells of the past: "was closed until", "from 2012 until"."""
    first = max((it.end() for it in SENTENCE.finditer(text, 0, match.start())), default=0)
    last = SENTENCE.search(text, match.end())
    before = text[first : match.start()]
    after = text[match.end() : last.start() if last else len(text)]
    clause = CLAUSE.match(after) if BEGINS.fullmatch(before) else None
    if PAST.search(before) or FROM_YEAR.search(before) or (clause and PAST.search(clause[0])):
        return True
    return FROM_DAY.search(before) is not None and not STILL.search(before + after)


def _day(match: re.Match[str], written: datetime.date | None) -> datetime.date | None:
    try:
        if match["iso"]:
            return datetime.date.fromisoformat(match["iso"])
        name = match["month"] or match["then_month"] or match["whole_month"]
        month = [it[:3] for it in MONTHS].index(name[:3].lower()) + 1
        typed = match["year"] or match["then_year"] or match["its_year"]
        begin = datetime.date(int(typed), 1, 1) if typed else written
        if begin is None:
            return None
        last = calendar.monthrange(begin.year, month)[1]
        day = datetime.date(begin.year, month, int(match["day"] or match["first_day"] or last))
        return day if day >= begin else day.replace(year=day.year + 1)
    except ValueError:
        return None
