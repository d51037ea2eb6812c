"""Lengths of time in a text: "90 minutes", "an hour and a half", "three quarters of an hour"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.checks.finders.number_words import IN_WORDS, from_words

FRACTIONS = {
    "½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75,
    "half": 0.5, "quarter": 0.25, "three quarters": 0.75,
}  # fmt: skip
SIGN = r"(?:[½¼¾]|1/2|1/4|3/4)"
COUNT = (
    rf"(?:(?:\d{{1,3}}(?:\.\d\d?)?(?:[\s-]?[½¼¾]|[\s-]{SIGN})?|{SIGN}|{IN_WORDS})(?![\d/])"
    r"(?:\sand\sa\s(?:half|quarter))?)"
)
HOURS = r"(?:hours?|hrs?\.?)"
LENGTH = re.compile(
    r"(?<![\w.,:/])(?:"
    r"(?P<part>(?:an?\s)?half|three[\s-]quarters|(?:(?:a|one)\s)?quarter)"
    r"[\s-](?:(?:of[\s-])?an[\s-])?h(?:ou)?rs?\b"
    rf"|(?P<hours>an|{COUNT})(?:"
    rf"\s{HOURS}\sand\sa\s(?P<more>half|quarter)\b(?![\s-]hour)"
    rf"|\s?(?:{HOURS}|h\b),?\s?(?:and\s)?(?P<minutes>{COUNT})\s?(?:minutes?|mins?)\b)"
    rf"|(?P<counts>an(?=[\s-]h)|{COUNT}(?:\s?(?:,|-|–|,? or|to|and)\s?{COUNT})*)"
    r"[\s-]?(?P<unit>minute|min|hour|hr)s?\b)",
    re.I,
)
# In "$25 an hour" and "twice an hour" the hour is no length of anything.
RATE = re.compile(
    r"(?:[$€£¥]\s?[\d.,]*\d|\d\s?[$€£¥]|\b(?:dollars|euros|bucks|miles|times|once|twice))\s$", re.I
)
LONGEST_RATE = 20


@dataclass(frozen=True, slots=True)
class Length:
    """Minutes that a text names; ``apart`` is what "an hour and 30 minutes" says if it is two."""

    minutes: tuple[str, ...]
    start: int
    end: int
    apart: tuple[str, ...] = ()


def lengths(text: str) -> Iterator[Length]:
    """Yield the lengths that an English text names."""
    for match in LENGTH.finditer(text):
        if match["part"]:
            part = re.sub(r"^(?:an?|one) ", "", _spaced(match["part"]).replace("-", " "))
            yield Length((_minutes(FRACTIONS[part]),), *match.span())
        elif match["more"]:
            hours = _count(match["hours"]) + FRACTIONS[match["more"].lower()]
            yield Length((_minutes(hours),), *match.span())
        elif match["minutes"]:
            hours, minutes = _count(match["hours"]), _count(match["minutes"])
            apart = (_minutes(hours), f"{minutes:g}")
            yield Length((_minutes(hours + minutes / 60),), *match.span(), apart)
        elif match["counts"].lower() != "an" or not _is_rate(text, match.start()):
            unit = 60 if match["unit"].lower().startswith("h") else 1
            counts = re.findall(COUNT, match["counts"], re.I) or ["an"]
            yield Length(tuple(f"{_count(it) * unit:g}" for it in counts), *match.span())


def _is_rate(text: str, start: int) -> bool:
    return RATE.search(text, max(0, start - LONGEST_RATE), start) is not None


def _spaced(typed: str) -> str:
    return " ".join(typed.lower().split())


def _minutes(hours: float) -> str:
    return f"{round(hours * 60, 2):g}"


def _count(typed: str) -> float:
    """Return the number in "an", "45", "1 1/2", "forty-five" or "one and a half"."""
    whole, _, rest = _spaced(typed).partition(" and a ")
    more = FRACTIONS.get(rest, 0)
    sign = re.search(rf"{SIGN}$", whole)
    if sign:
        more += FRACTIONS[sign[0]]
        whole = whole[: sign.start()].strip(" -")
    if not whole:
        return more
    return more + (float(whole) if whole[0].isdigit() else from_words(whole))
