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

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from sitegen.days import read_day
from sitegen.hours import TimeRanges, WeekHours
from sitegen.languages import is_currency, is_language
from sitegen.references import FileRef, InData, InPages
from sitegen.values import Durations, Email, Money, Phone, wrong

__all__ = [
    "Color",
    "Currency",
    "Day",
    "Durations",
    "Email",
    "FileRef",
    "InData",
    "InPages",
    "Language",
    "Money",
    "Phone",
    "SiteAddress",
    "TimeRanges",
    "TimeZone",
    "UrlPath",
    "WebAddress",
    "WeekHours",
]


def _day(value: object) -> object:
    """Only year-month-day: pydantic alone would read 20261123 as seconds since 1970."""
    if isinstance(value, datetime.date) or value is None:
        return value
    text = str(value).strip()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        wrong(f"'{text}' is not a date", "write year-month-day, for example 2026-11-23")
    try:
        return read_day(text)
    except ValueError:
        wrong(f"'{text}' is not a day of the calendar", "check the month and the day")


Day = Annotated[datetime.date, BeforeValidator(_day), PlainSerializer(str, return_type=str)]


def _web_address(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not _is_web_address(text):
        wrong(f"'{text}' is not a web address", "for example https://www.example.com/")
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("https", "http")
            and bool(parts.hostname)
            and parts.port != 0
            and not re.search(r"[\s<>\"]", text)
        )
    except ValueError:
        return False


def _site_address(text: str) -> str:
    if re.search(r"[?#]", text):
        wrong(f"'{text}' is more than the site's address", "leave out what follows ? or #")
    path = urlsplit(text).path
    # Servers compare decoded paths, and have signs of their own for what others write.
    if not re.fullmatch(r"(/[\w.~-]+)*/*", path, re.ASCII) or {".", ".."} & {*path.split("/")}:
        hint = "name the folder with letters from a to z, digits, and . _ ~ - alone"
        wrong(f"'{path}' is not a folder that every host can show", hint)
    return text


def _currency(code: str) -> str:
    if not is_currency(code):
        wrong(f"there is no currency '{code}'", "three letters, for example USD")
    return code


def _color(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        wrong(f"'{text}' is not a color", 'six digits in quotes, for example "#1f4e5f"')
    return text


def _url_path(text: str) -> str:
    parts = text.split("/")[1:]
    if (
        not re.fullmatch(r"/([\w.~-]+/)*([\w.~-]+)?", text, re.ASCII)
        or not text.strip("/")
        or any(part in (".", "..") for part in parts)
    ):
        bare = urlsplit(text).path.strip("/") if _is_web_address(text) else text.strip("/")
        example = f"/{bare}/" if re.fullmatch(r"[\w~/-]+", bare, re.ASCII) else "/old-page/"
        wrong(f"'{text}' is not an address on this site", f"write {example}")
    return text


WebAddress = Annotated[str, BeforeValidator(_web_address)]
SiteAddress = Annotated[str, BeforeValidator(_web_address), AfterValidator(_site_address)]
Currency = Annotated[str, AfterValidator(_currency)]
Color = Annotated[str, AfterValidator(_color)]
UrlPath = Annotated[str, AfterValidator(_url_path)]


def find_zone(name: str) -> datetime.tzinfo | None:
    """Return the time zone of that name, if there is one."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _time_zone(name: str) -> str:
    if find_zone(name) is None:
        wrong(f"there is no time zone '{name}'", "for example America/New_York")
    return name


def _language(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", tag) or not is_language(tag):
        wrong(f"there is no language '{tag}'", "for example en-US")
    return tag


TimeZone = Annotated[str, AfterValidator(_time_zone)]
Language = Annotated[str, AfterValidator(_language)]
