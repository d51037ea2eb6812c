"""The amounts, lengths, times of day, phone numbers and emails that a text names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from sitegen.checks.finders.lengths import lengths
from sitegen.checks.finders.number_words import IN_WORDS, from_words
from sitegen.checks.finders.phone_numbers import phone_numbers

Kind = Literal["amount", "length", "clock", "phone", "email", "name"]

NUMBER = r"\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d\d)?|\d+(?:[.,]\d\d?)?"
WHOLE = (
    r"(?![\d%]|[.,'’]\d|\s?(?:million|billion|thousand|bn|mio|mrd|millionen|milliarden|tausend"
    r"|[km])\b)"
)
SYMBOLS = "$€£¥"
UNITS = r"dollars?|bucks|euros?|usd|eur|gbp"
# "95,-" is 95.
NO_CENTS = "(?:[.,][-–—]{1,2})?"
SPOKEN = (
    r"(?<!thousand )(?<!million )(?<!hundred )(?<!thousand and )"
    r"(?<!hundred and )(?<![\w.,-])(?!one[\s-](?:dollar|euro|buck))"
    rf"({IN_WORDS})[\s-](?:dollars?|euros?|bucks)\b"
)
CLOCK = re.compile(
    r"(?<![\w:.])(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\b"
    r"|(?<![\w:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])|\b(noon)\b",
    re.I,
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
MORE_SPACES = re.compile("(?<= ) +")
DIGIT = re.compile(r"\d")
SENTENCE = re.compile(r"[.!?][\"')]*\s|\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """A value in a text; ``values`` are its numbers in a form that does not depend on spelling.

    ``apart`` are the values of "an hour and 30 minutes" if these are two.
    """

    kind: Kind
    values: tuple[str, ...]
    start: int
    end: int
    apart: tuple[str, ...] = ()


def mentions(
    text: str, *, is_english: bool = True, money: tuple[str, ...] = ()
) -> Iterator[Mention]:
    """Yield what a text names; lengths, times of day and words for money in English only.

    ``money`` is what the site calls its currency: "CHF", "Franken". Spaces in a row count as one.
    """
    if "  " not in text:
        yield from _mentions(text, is_english, money)
        return
    # After how many letters of the text without them, and how many spaces are left out by then.
    cuts, out = [-1], [0]
    for match in MORE_SPACES.finditer(text):
        cuts.append(match.start() - out[-1])
        out.append(out[-1] + len(match[0]))

    def whole(at: int) -> int:
        return at + out[bisect_right(cuts, at) - 1]

    for it in _mentions(MORE_SPACES.sub("", text), is_english, money):
        yield replace(it, start=whole(it.start), end=whole(it.end - 1) + 1)


def _mentions(text: str, is_english: bool, money: tuple[str, ...]) -> Iterator[Mention]:
    if "@" in text:
        for match in EMAIL.finditer(text):
            yield Mention("email", (match[0].rstrip(".").lower(),), *match.span())
    small = text.lower()
    has_digits = DIGIT.search(text) is not None
    if has_digits:
        yield from phones(text)
    if has_digits or (is_english and any(it in small for it in ("dollar", "euro", "bucks"))):
        yield from amounts(text, is_english=is_english, money=money)
    if is_english and (has_digits or "noon" in small):
        yield from clocks(text)
    if is_english and ("min" in small or "hour" in small or "hr" in small):
        for it in lengths(text):
            yield Mention("length", it.minutes, it.start, it.end, it.apart)


def amounts(
    text: str, *, is_english: bool = True, money: tuple[str, ...] = ()
) -> Iterator[Mention]:
    """Yield the amounts of money that a text names."""
    for match in _amounts(is_english, money).finditer(text):
        number = match[match.lastindex or 0]
        amount = _decimal(number) if number[0].isdigit() else Decimal(from_words(number))
        yield Mention("amount", (spelled_amount(amount),), *match.span())


@cache
def _amounts(is_english: bool, money: tuple[str, ...]) -> re.Pattern[str]:
    own = "|".join(map(re.escape, money)) or "(?!)"
    words = rf"|(?:{UNITS})\b" if is_english else ""
    before = rf"(?:[{SYMBOLS}]|(?<!\w)(?-i:USD|EUR|GBP|{own}))\s?({NUMBER}){WHOLE}"
    after = rf"[{SYMBOLS}]{words}|(?-i:{own})(?!\w)"
    counted = rf"(?<![\w.,{SYMBOLS}])({NUMBER}){NO_CENTS}\s?(?:{after})"
    spoken = rf"|{SPOKEN}" if is_english else ""
    return re.compile(rf"{before}|{counted}{spoken}", re.I)


def spelled_amount(amount: Decimal) -> str:
    """Return an amount in the form that mentions have."""
    return f"{amount:.2f}"


def _decimal(typed: str) -> Decimal:
    whole, fraction = re.fullmatch(r"(.*?)(?:[.,](\d\d?))?", typed).groups("0")  # type: ignore[union-attr]  # any text fits
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{fraction}")


def clocks(text: str) -> Iterator[Mention]:
    """Yield the times of day that a text names."""
    for match in CLOCK.finditer(text):
        hour, minute = int(match[1] or match[4] or 12), int(match[2] or match[5] or 0)
        if match[3]:
            hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
        yield Mention("clock", (f"{hour:02}:{minute:02}",), *match.span())


def phones(text: str) -> Iterator[Mention]:
    """Yield the phone numbers that a text names, without the zeros that they begin with."""
    for digits, start, end in phone_numbers(text):
        yield Mention("phone", (digits,), start, end)


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence that holds a piece of a text."""
    first = max((it.end() for it in SENTENCE.finditer(text, 0, start)), default=0)
    last = SENTENCE.search(text, end)
    return text[first : last.start() + 1 if last else len(text)].strip()
