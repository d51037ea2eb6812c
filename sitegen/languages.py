"""The one adapter to babel: how languages write money, days and hours.

It takes a tenth of a small build to load, so it is loaded when something is to be written.
"""
# see above

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

USUAL_LANGUAGE, USUAL_CURRENCY = "en_US", "USD"


def is_language(tag: str) -> bool:
    """Say whether there is a language of that tag, ``en-US`` or ``en_US``."""
    if tag.replace("-", "_") == USUAL_LANGUAGE:
        return True
    from babel import UnknownLocaleError

    try:
        _locale(tag)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def is_currency(code: str) -> bool:
    """Say whether there is a currency of that code (ISO 4217)."""
    return code == USUAL_CURRENCY or code in _locale("en").currencies


def currency_symbol(currency: str, locale: str) -> str:
    """Return how a language writes a currency."""
    from babel.numbers import get_currency_symbol

    symbol: str = get_currency_symbol(currency, locale=locale)
    return symbol


def money_text(amount: Decimal, currency: str, locale: str) -> str:
    """Return how a language writes an amount of money."""
    from babel.numbers import format_currency

    text: str = format_currency(amount, currency, locale=locale)
    return text


def territory(locale: str) -> str | None:
    """Return the country of a locale."""
    country: str | None = _locale(locale).territory
    return country


def weekdays(locale: str) -> list[str]:
    """Return the names of the days, Monday first."""
    names = _locale(locale).days["stand-alone"]["wide"]
    return [names[at] for at in range(7)]


def time_text(time: datetime.time, locale: str) -> str:
    """Return how a language writes a time of day: ``9 am``, ``9:30 am``, ``09:30``."""
    from babel.dates import format_time

    if "a" not in _locale(locale).time_formats["short"].pattern:
        return str(format_time(time, "HH:mm", locale=locale))
    return str(format_time(time, "h:mm a" if time.minute else "h a", locale=locale)).lower()


def day_text(day: datetime.date, pattern: str, locale: str) -> str:
    """Return how a language writes a day; ``pattern`` is babel's, such as ``long``."""
    from babel.dates import format_date

    return str(format_date(day, pattern, locale=locale))


def _locale(tag: str) -> Locale:
    from babel import Locale

    return Locale.parse(tag.replace("-", "_"))
