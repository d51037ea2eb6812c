"""The field types that ``schema.py`` builds on.

All of them read text as an owner types it, and say what to type when they cannot. They are
pydantic types: name one in a model and it is checked at its place.
"""

from __future__ import annotations

import datetime
import re
import zoneinfo
from typing import Annotated
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from sitegen.hours import TimeRanges, WeekHours
from sitegen.references import FileRef, InData, InPages
from sitegen.values import Durations, Email, Money, Phone, wrong

__all__ = [
    "Day",
    "Durations",
    "Email",
    "FileRef",
    "InData",
    "InPages",
    "Language",
    "Money",
    "Phone",
    "TimeRanges",
    "TimeZone",
    "WebAddress",
    "WeekHours",
]


def _day(value: object) -> object:
    """Only year-month-day: pydantic alone would read 20261123 as seconds since 1970."""
    if isinstance(value, datetime.date) or value is None:
        return value
    text = str(value).strip()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        wrong(f"'{text}' is not a date", "write year-month-day, for example 2026-11-23")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        wrong(f"'{text}' is not a day of the calendar", "check the month and the day")


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
