"""Opening hours of a day and of a week."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import core_schema

from sitegen.languages import time_text, weekdays
from sitegen.values import Known, Typed, known_from, wrong

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class TimeRange:
    """One stretch of a day; ``opens`` and ``closes`` are HH:MM on a 24-hour clock."""

    opens: str
    closes: str


@dataclass(frozen=True)
class TimeRanges(Typed):
    """The hours of one day: ``9:30-18:00``, ``9 am - 1 pm, 2-6 pm`` or ``closed``."""

    ranges: tuple[TimeRange, ...]
    locale: str = "en_US"
    words: tuple[str, str] = ("to", "Closed")

    example = "9:30-18:00"

    @classmethod
    def read(cls, text: str, known: Known) -> TimeRanges:
        """Read ``9:30-18:00`` and what looks like it."""
        words = known.word("to"), known.word("closed")
        if text.lower() in ("closed", "no", words[1].lower()):
            return cls((), known.locale, words)
        ranges = tuple(_time_range(part.strip(), text) for part in re.split(r",|\band\b", text))
        for before, after in pairwise(ranges):
            if after.opens < before.closes:
                wrong(f"the hours '{text}' overlap", "for example 9:00-12:00, 13:00-18:00")
        return cls(ranges, known.locale, words)

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __str__(self) -> str:
        if not self.ranges:
            return self.words[1]
        joint = f" {self.words[0]} "
        return ", ".join(
            joint.join(_clock_text(clock, self.locale) for clock in (span.opens, span.closes))
            for span in self.ranges
        )


CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.I)


def _time_range(part: str, text: str) -> TimeRange:
    ends = re.split(r"\s*(?:-|–|\bto\b)\s*", part)
    matches = [CLOCK.fullmatch(end) for end in ends]
    if len(ends) != 2 or not all(matches):
        wrong(f"'{text}' are not opening hours", "for example 9:30-18:00, or closed")
    opens, closes = (match for match in matches if match)
    half = closes[3] if closes[3] and not opens[3] else None
    span = TimeRange(_clock(opens, text, half), _clock(closes, text))
    if half and span.opens >= span.closes:
        span = TimeRange(_clock(opens, text), span.closes)
    if span.opens >= span.closes:
        wrong(
            f"'{text}' closes before it opens", "write 24-hour times: 14:00-18:00, or 2 pm - 6 pm"
        )
    return span


def _clock(match: re.Match[str], text: str, other_half: str | None = None) -> str:
    """Return a clock time; ``2`` in ``2-6 pm`` takes its half of the day from ``other_half``."""
    hour, minute, half = int(match[1]), match[2] or "00", (match[3] or other_half or "").lower()
    if (half and not 1 <= hour <= 12) or int(minute) > 59 or hour * 60 + int(minute) > 24 * 60:
        wrong(f"'{text}' holds a time that no clock shows", "for example 9:30-18:00")
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02}:{minute}"


def _clock_text(clock: str, locale: str) -> str:
    hour, minute = map(int, clock.split(":"))
    return time_text(datetime.time(hour % 24, minute), locale)


@dataclass(frozen=True)
class DayHours:
    """Hours of one day of the week, or of several days alike (``names``)."""

    name: str
    ranges: TimeRanges

    @property
    def names(self) -> str:
        """The days in words: ``Monday``, ``Monday to Thursday``."""
        return self.name


@dataclass(frozen=True)
class WeekHours:
    """Opening hours from Monday to Sunday."""

    days: tuple[DayHours, ...]
    joints: tuple[str, str] = ("and", "to")

    field_names = DAYS

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        day = core_schema.typed_dict_field(handler.generate_schema(TimeRanges), required=True)
        week = core_schema.typed_dict_schema(dict.fromkeys(DAYS, day), extra_behavior="forbid")
        return core_schema.with_info_after_validator_function(
            cls._of,
            week,
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def _of(cls, days: Mapping[str, TimeRanges], info: ValidationInfo) -> WeekHours:
        known = known_from(info)
        names = weekdays(known.locale)
        return cls(
            tuple(DayHours(names[at], days[day]) for at, day in enumerate(DAYS)),
            (known.word("and"), known.word("to")),
        )

    @property
    def grouped(self) -> tuple[DayHours, ...]:
        """Neighbouring days with the same hours, as one."""
        groups: list[list[DayHours]] = []
        for day in self.days:
            if groups and groups[-1][0].ranges == day.ranges:
                groups[-1].append(day)
            else:
                groups.append([day])
        return tuple(DayHours(self._names(group), group[0].ranges) for group in groups)

    def _names(self, group: list[DayHours]) -> str:
        if len(group) == 1:
            return group[0].name
        joint = self.joints[0] if len(group) == 2 else self.joints[1]
        return f"{group[0].name} {joint} {group[-1].name}"
