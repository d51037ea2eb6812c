"""Types for the values a small business writes: money, phones, hours, references.

All of them read text as an owner types it, and say what to type when they cannot.
They are pydantic types: name one in ``schema.py`` and it is checked at its place.
"""

from __future__ import annotations

import datetime
import re
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_time
from babel.numbers import format_currency, get_currency_symbol
from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    PlainSerializer,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError, core_schema

from sitegen.names import did_you_mean, nearest

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a value may refer to, and how the site writes: the context of a validation.

    ``unread`` are data files that could not be read: any reference into them passes.
    """

    pages: frozenset[str] = frozenset()
    entries: Mapping[str, frozenset[str]]
    files: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    locale: str = "en_US"
    currency: str = "USD"


NOTHING_KNOWN = Known(entries={})


def wrong(message: str, hint: str) -> NoReturn:
    """Refuse the value being validated, in the owner's words."""
    raise PydanticCustomError("value", "{text}", {"text": message, "hint": hint})


def _known(info: ValidationInfo) -> Known:
    return info.context if isinstance(info.context, Known) else NOTHING_KNOWN


class _Read:
    """Mixin for a value type that is made from text by ``read(text, known)``."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        def validate(value: object, info: ValidationInfo) -> object:
            if isinstance(value, cls):
                return value
            if not isinstance(value, str):
                wrong("a single value belongs here", f"for example {cls.example}")
            return cls.read(value.strip(), _known(info))

        return core_schema.with_info_plain_validator_function(
            validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, object]:
        return {"type": "string", "examples": [cls.example]}

    example: str = ""

    @classmethod
    def read(cls, text: str, known: Known) -> object:
        """Return the value that ``text`` writes, or refuse it with ``wrong``."""
        raise NotImplementedError


@dataclass(frozen=True, order=True)
class Money(_Read):
    """An amount; its text follows the site's language: ``$95``, ``$47.50``, ``60 €``."""

    amount: Decimal
    currency: str = "USD"
    locale: str = "en_US"

    example = "$95"

    @classmethod
    def read(cls, text: str, known: Known) -> Money:
        """Read ``$95`` and what looks like it."""
        symbol = get_currency_symbol(known.currency, locale=known.locale)
        bare = text.replace(known.currency, "").replace(symbol, "").strip()
        if not re.fullmatch(r"\d{1,7}(?:[.,]\d{2})?|\d{1,3}(?:,\d{3})+(?:\.\d{2})?", bare):
            wrong(f"'{text}' is not an amount of money", f"for example {symbol}95 or {symbol}47.50")
        whole, fraction = re.fullmatch(r"(.*?)(?:[.,](\d{2}))?", bare).groups("00")  # type: ignore[union-attr]  # the pattern above has matched
        return cls(Decimal(f"{whole.replace(',', '')}.{fraction}"), known.currency, known.locale)

    def __str__(self) -> str:
        text = format_currency(self.amount, self.currency, locale=self.locale)
        if self.amount == self.amount.to_integral_value():
            text = re.sub(r"[.,]00(?!\d)", "", text)
        return text

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - other.amount, self.currency, self.locale)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + other.amount, self.currency, self.locale)


@dataclass(frozen=True)
class Phone(_Read):
    """A phone number with its country code, kept as ``+16315550100``."""

    e164: str

    example = "+1 631-555-0100"

    @classmethod
    def read(cls, text: str, known: Known) -> Phone:
        """Read ``+1 631-555-0100`` and what looks like it."""
        bare = re.sub(r"[\s().\-/\u2010-\u2015]", "", text)
        country = Locale.parse(known.locale).territory
        if re.fullmatch(r"[2-9]\d{9}", bare) and country in ("US", "CA"):
            bare = "+1" + bare
        if not re.fullmatch(r"\+[1-9]\d{6,14}", bare) or (bare[:2] == "+1" and len(bare) != 12):
            wrong(
                f"'{text}' is not a phone number with its country code",
                f"for example {cls.example}",
            )
        return cls(bare)

    @property
    def uri(self) -> str:
        """The address to call it: ``tel:+16315550100``."""
        return f"tel:{self.e164}"

    def __str__(self) -> str:
        american = re.fullmatch(r"\+1(\d{3})(\d{3})(\d{4})", self.e164)
        return "-".join(american.groups()) if american else self.e164


@dataclass(frozen=True)
class Email(_Read):
    """An email address."""

    address: str

    example = "hello@example.com"

    @classmethod
    def read(cls, text: str, _known: Known) -> Email:
        """Read ``hello@example.com`` and what looks like it."""
        if not re.fullmatch(r"[\w.+-]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+", text, re.ASCII):
            wrong(f"'{text}' is not an email address", f"for example {cls.example}")
        return cls(text)

    @property
    def uri(self) -> str:
        """The address to write to it: ``mailto:...``."""
        return f"mailto:{self.address}"

    def __str__(self) -> str:
        return self.address


@dataclass(frozen=True)
class Durations(_Read):
    """Lengths in minutes: ``30-45`` is any length between, ``30, 60, 90`` a choice."""

    minutes: tuple[int, ...]
    is_range: bool = False

    example = "30, 60, 90"

    @classmethod
    def read(cls, text: str, _known: Known) -> Durations:
        """Read ``30-45`` and what looks like it."""
        bare = re.sub(r"\s*(minutes|min\.?)$", "", text)
        span = re.fullmatch(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})", bare)
        choice = re.fullmatch(r"\d{1,3}(?:\s*,\s*\d{1,3})*", bare)
        if not span and not choice:
            wrong(f"'{text}' is not a length in minutes", "for example 60, or 30-45, or 30, 60, 90")
        minutes = tuple(int(number) for number in re.findall(r"\d+", bare))
        if list(minutes) != sorted(set(minutes)) or minutes[0] == 0:
            wrong(f"'{text}' does not rise", "write the shortest length first, each one once")
        return cls(minutes, span is not None)

    def allows(self, minutes: int) -> bool:
        """Say whether a session of that many minutes is offered."""
        if self.is_range:
            return self.minutes[0] <= minutes <= self.minutes[-1]
        return minutes in self.minutes

    def __str__(self) -> str:
        if self.is_range:
            return f"{self.minutes[0]} to {self.minutes[-1]} minutes"
        *others, last = map(str, self.minutes)
        return f"{', '.join(others)} or {last} minutes" if others else f"{last} minutes"


@dataclass(frozen=True)
class TimeRange:
    """One stretch of a day; ``opens`` and ``closes`` are HH:MM on a 24-hour clock."""

    opens: str
    closes: str


@dataclass(frozen=True)
class TimeRanges(_Read):
    """The hours of one day: ``9:30-18:00``, ``9 am - 1 pm, 2-6 pm`` or ``closed``."""

    ranges: tuple[TimeRange, ...]
    locale: str = "en_US"

    example = "9:30-18:00"

    @classmethod
    def read(cls, text: str, known: Known) -> TimeRanges:
        """Read ``9:30-18:00`` and what looks like it."""
        if text.lower() in ("closed", "no"):
            return cls((), known.locale)
        ranges = tuple(_time_range(part.strip(), text) for part in re.split(r",|\band\b", text))
        for before, after in pairwise(ranges):
            if after.opens < before.closes:
                wrong(f"the hours '{text}' overlap", "for example 9:00-12:00, 13:00-18:00")
        return cls(ranges, known.locale)

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __str__(self) -> str:
        if not self.ranges:
            return "Closed"
        return ", ".join(
            f"{_clock_text(span.opens, self.locale)} to {_clock_text(span.closes, self.locale)}"
            for span in self.ranges
        )


CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.I)


def _time_range(part: str, text: str) -> TimeRange:
    ends = re.split(r"\s*(?:-|–|\bto\b)\s*", part)
    matches = [CLOCK.fullmatch(end) for end in ends]
    if len(ends) != 2 or not all(matches):
        wrong(f"'{text}' are not opening hours", "for example 9:30-18:00, or closed")
    span = TimeRange(*(_clock(match, text) for match in matches if match))
    if span.opens >= span.closes:
        wrong(
            f"'{text}' closes before it opens", "write 24-hour times: 14:00-18:00, or 2 pm - 6 pm"
        )
    return span


def _clock(match: re.Match[str], text: str) -> str:
    hour, minute, half = int(match[1]), match[2] or "00", (match[3] or "").lower()
    if (half and not 1 <= hour <= 12) or hour > 24 or int(minute) > 59:
        wrong(f"'{text}' holds a time that no clock shows", "for example 9:30-18:00")
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02}:{minute}"


def _clock_text(clock: str, locale: str) -> str:
    hour, minute = map(int, clock.split(":"))
    time = datetime.time(hour % 24, minute)
    if "a" not in Locale.parse(locale).time_formats["short"].pattern:
        return format_time(time, "HH:mm", locale=locale)
    return format_time(time, "h:mm a" if minute else "h a", locale=locale).lower()


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

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        day = core_schema.typed_dict_field(handler.generate_schema(TimeRanges), required=True)
        week = core_schema.typed_dict_schema(dict.fromkeys(DAYS, day), extra_behavior="forbid")
        return core_schema.no_info_after_validator_function(
            lambda days: cls(tuple(DayHours(name.capitalize(), days[name]) for name in DAYS)),
            week,
            serialization=core_schema.plain_serializer_function_ser_schema(str),
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
        return tuple(DayHours(_day_names(group), group[0].ranges) for group in groups)


def _day_names(group: list[DayHours]) -> str:
    if len(group) == 1:
        return group[0].name
    joint = " and " if len(group) == 2 else " to "
    return f"{group[0].name}{joint}{group[-1].name}"


def _day(value: object) -> object:
    """Only year-month-day: pydantic alone would read 20261123 as seconds since 1970."""
    if isinstance(value, datetime.date) or value is None:
        return value
    text = str(value).strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        wrong(f"'{text}' is not a day of the calendar", "check the month and the day")
    wrong(f"'{text}' is not a date", "write year-month-day, for example 2026-11-23")


Day = Annotated[datetime.date, BeforeValidator(_day), PlainSerializer(str, return_type=str)]


def _web_address(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname or re.search(r"[\s<>\"]", text):
        wrong(f"'{text}' is not a web address", "for example https://www.example.com/")
    return text


WebAddress = Annotated[str, BeforeValidator(_web_address)]


def find_zone(name: str) -> datetime.tzinfo | None:
    """Return the time zone of that name, if there is one."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def find_locale(tag: str) -> Locale | None:
    """Return the locale of a language tag (``en-US`` or ``en_US``), if there is one."""
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def _time_zone(name: str) -> str:
    if find_zone(name) is None:
        wrong(f"there is no time zone '{name}'", "for example America/New_York")
    return name


def _language(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", tag) or find_locale(tag) is None:
        wrong(f"there is no language '{tag}'", "for example en-US")
    return tag


TimeZone = Annotated[str, AfterValidator(_time_zone)]
Language = Annotated[str, AfterValidator(_language)]


@dataclass(frozen=True)
class _Reference:
    """Text that must name something: ``check`` wrongs it if it does not."""

    check: Callable[[str, Known], None]

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        def validate(value: str, info: ValidationInfo) -> str:
            self.check(value, _known(info))
            return value

        return core_schema.with_info_after_validator_function(validate, handler(source))


def InPages(pattern: str) -> _Reference:  # reads as a type in Annotated[...]
    """Refer to a page by its path from ``content/``; ``*`` in ``pattern`` stands for any text."""

    def check(value: str, known: Known) -> None:
        fitting = {page for page in known.pages if fnmatchcase(page, pattern)}
        if value not in fitting:
            kind = f" that fits {pattern}" if value in known.pages else ""
            wrong(f"there is no page '{value}'{kind}", did_you_mean(value, fitting))

    return _Reference(check)


def InData(name: str) -> _Reference:  # reads as a type in Annotated[...]
    """Refer to an entry of ``content/data/<name>`` by its key."""

    def check(value: str, known: Known) -> None:
        entries = known.entries.get(name, frozenset())
        if value not in entries and name not in known.unread:
            wrong(f"there is no '{value}' in data/{name}", did_you_mean(value, entries))

    return _Reference(check)


def _file_known(value: str, known: Known) -> None:
    if value not in known.files:
        near = nearest(value, known.files)
        wrong(
            f"there is no file '{value}' in static/ or content/",
            f"did you mean '{near}'?" if near else "put the file there first",
        )


FileRef = Annotated[str, _Reference(_file_known)]
