"""How templates write dates and lists; the formats JSON-LD, vCard and iCalendar."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NoReturn

from markupsafe import Markup

from sitegen.languages import day_text
from sitegen.problems import QueryError

MAX_OCTETS = 74


def filters(locale: str) -> Mapping[str, Callable[..., object]]:
    """Return the template filters for a site written in ``locale`` (babel's ``en_US``)."""

    def written(pattern: str) -> Callable[[object], str]:
        return lambda day: day_text(_date(day), pattern, locale)

    return {
        "day": written("long"),
        "short_day": written("MMM d"),
        "weekday": written("EEEE"),
        "iso": lambda day: _date(day).isoformat(),
        "basic_date": lambda day: _date(day).strftime("%Y%m%d"),
        "next_day": lambda day: next_day(_date(day)),
        "contentline": contentline,
        "join_words": join_words,
    }


def _date(value: object) -> datetime.date:
    """Refuse what is no date; babel would write today's in place of None."""
    if isinstance(value, datetime.date):
        return value
    raise QueryError(f"{value!r} is not a date", "ask first whether there is one: {% if ... %}")


def next_day(day: datetime.date) -> datetime.date:
    """Return the day after; the last day that there is stays itself."""
    return day if day == datetime.date.max else day + datetime.timedelta(days=1)


def join_words(words: Iterable[object], joint: str = "and") -> str:
    """Return ``a, b and c``."""
    if isinstance(words, str) or not isinstance(words, Iterable):
        raise QueryError(f"{words!r} is not a list of words", "join_words needs a list")
    *others, last = [str(word) for word in words] or [""]
    return f"{', '.join(others)} {joint} {last}" if others else last


def contentline(value: object) -> str:
    """Escape text for a vCard or iCalendar value (RFC 6350 3.4, RFC 5545 3.3.11)."""
    text = str(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def content_lines(text: str) -> str:
    """Return vCard or iCalendar text with CRLF ends, folded (RFC 6350 3.2, RFC 5545 3.1).

    Written here because importing icalendar for it would cost a tenth of a small build.
    """
    lines = (line.strip() for line in text.splitlines())
    return "".join("\r\n ".join(_folded(line)) + "\r\n" for line in lines if line)


def _folded(line: str) -> Iterator[str]:
    """Yield parts of at most 74 octets, so that a line with its leading space has 75."""
    part, length = "", 0
    for letter in line:
        octets = len(letter.encode())
        if length + octets > MAX_OCTETS:
            yield part
            part, length = "", 0
        part, length = part + letter, length + octets
    yield part


def json_ld(value: object) -> Markup:
    """Return a ``<script>`` of JSON-LD; entries that are None are left out."""
    text = json.dumps(_without_none(value), ensure_ascii=False, default=str)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _without_none(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_none(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list | tuple):
        return [_without_none(entry) for entry in value if entry is not None]
    return value


def fail(message: str, hint: str = "") -> NoReturn:
    """Stop with a mistake in the owner's words: for a component that gets a wrong argument."""
    raise QueryError(str(message), str(hint))
