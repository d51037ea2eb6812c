"""The public holidays of a country, by rule."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """A public holiday; ``observed`` is the working day on which offices close for it."""

    day: datetime.date
    observed: datetime.date
    name: str

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """The day itself, and the one on which it is observed if that is another."""
        return tuple(sorted({self.day, self.observed}))


DayOf = Callable[[int], datetime.date]


def _fixed(month: int, day: int) -> DayOf:
    return lambda year: datetime.date(year, month, day)


def _nth(nth: int, weekday: int, month: int) -> DayOf:
    """Return the rule for a weekday of a month: the ``nth``, or the last for -1."""

    def day(year: int) -> datetime.date:
        if nth < 0:
            after = datetime.date(year + month // 12, month % 12 + 1, 1)
            return after - DAY * ((after.weekday() - weekday - 1) % 7 + 1)
        first = datetime.date(year, month, 1)
        return first + DAY * ((weekday - first.weekday()) % 7 + 7 * (nth - 1))

    return day


# 5 U.S.C. 6103(a); those that fall on a weekend are observed after 6103(b) and Executive
# Order 11582.
UNITED_STATES: Mapping[str, DayOf] = {
    "New Year's Day": _fixed(1, 1),
    "Martin Luther King Jr. Day": _nth(3, MONDAY, 1),
    "Presidents' Day": _nth(3, MONDAY, 2),
    "Memorial Day": _nth(-1, MONDAY, 5),
    "Juneteenth": _fixed(6, 19),
    "Independence Day": _fixed(7, 4),
    "Labor Day": _nth(1, MONDAY, 9),
    "Columbus Day": _nth(2, MONDAY, 10),
    "Veterans Day": _fixed(11, 11),
    "Thanksgiving": _nth(4, THURSDAY, 11),
    "Christmas": _fixed(12, 25),
}
COUNTRIES: Mapping[str, Mapping[str, DayOf]] = {"US": UNITED_STATES}


def names() -> frozenset[str]:
    """Return the names of all holidays that are known."""
    return frozenset(name for rules in COUNTRIES.values() for name in rules)


def holidays(country: str, first: datetime.date, last: datetime.date) -> Iterator[Holiday]:
    """Yield the holidays of a country from one day to another; none of one that is not known."""
    found = (
        Holiday(day, _observed(day), name)
        for year in range(first.year, last.year + 1)
        for name, rule in COUNTRIES.get(country, {}).items()
        for day in (rule(year),)
    )
    yield from sorted(it for it in found if first <= it.day <= last)


def _observed(day: datetime.date) -> datetime.date:
    shift = {SATURDAY: -DAY, SUNDAY: DAY}.get(day.weekday())
    return day + shift if shift else day
