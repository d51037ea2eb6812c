"""The amounts, lengths, times of day, phone numbers and emails that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["amount", "length", "clock", "phone", "email", "name"]

SPOKEN = {
    "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d\d)?|\d+(?:[.,]\d\d?)?"
WHOLE = r"(?![\d%]|[.,]\d|\s?(?:million|billion|thousand|[km]\b))"
SYMBOLS = "$€£"
UNITS = r"dollars?|bucks|euros?|usd|eur|gbp"
COUNT = rf"(?:\d{{1,3}}(?:\.\d)?|{'|'.join(sorted(SPOKEN, key=len, reverse=True))})"
LENGTH = re.compile(
    rf"(?<![\w.,:])(half an|half|an|{COUNT}(?:\s?(?:,|-|–|,? or|to|and)\s?{COUNT})*)"
    r"[\s-]?(minute|min|hour|hr)s?\b",
    re.I,
)
CLOCK = re.compile(
    r"(?<![\w:.])(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\b"
    r"|(?<![\w:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])|\b(noon)\b",
    re.I,
)
PHONE = re.compile(
    r"(?<![\w.+-])(?:\+\d[\d\s().-]{6,16}\d|(?:1[\s.-])?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]\d{4}"
    r"|\(?0\d{1,5}\)?[\s/-]\d[\d\s/-]{3,10}\d)(?![\w-])"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
SENTENCE = re.compile(r"[.!?][\"')]*\s|\n[ \t]*\n")
# Shorter than any number that a visitor could call from abroad.
FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Mention:
    """A value in a text; ``values`` are its numbers in a form that does not depend on spelling."""

    kind: Kind
    values: tuple[str, ...]
    start: int
    end: int


def mentions(text: str, *, is_english: bool = True) -> Iterator[Mention]:
    """Yield what a text names; lengths, times of day and words for money in English only."""
    if "@" in text:
        for match in EMAIL.finditer(text):
            yield Mention("email", (match[0].rstrip(".").lower(),), *match.span())
    if (is_english and "noon" in text) or any(it.isdigit() for it in text):
        yield from phones(text)
        yield from amounts(text, is_english=is_english)
        if is_english:
            yield from clocks(text)
    small = text.lower()
    if is_english and ("min" in small or "hour" in small or "hr" in small):
        yield from _lengths(text)


def amounts(text: str, *, is_english: bool = True) -> Iterator[Mention]:
    """Yield the amounts of money that a text names."""
    units = rf"[{SYMBOLS}]|(?:{UNITS})\b" if is_english else f"[{SYMBOLS}]"
    pattern = rf"[{SYMBOLS}]\s?({NUMBER}){WHOLE}|(?<![\w.,{SYMBOLS}])({NUMBER})\s?(?:{units})"
    for match in re.finditer(pattern, text, re.I):
        number = match[1] or match[2]
        yield Mention("amount", (spelled_amount(_decimal(number)),), *match.span())


def spelled_amount(amount: Decimal) -> str:
    """Return an amount in the form that mentions have."""
    return f"{amount:.2f}"


def _decimal(typed: str) -> Decimal:
    whole, fraction = re.fullmatch(r"(.*?)(?:[.,](\d\d?))?", typed).groups("0")  # type: ignore[union-attr]  # any text fits
    return Decimal(f"{re.sub(r'[.,]', '', whole)}.{fraction}")


def clocks(text: str) -> Iterator[Mention]:
    """Yield the times of day that a text names."""
    for match in CLOCK.finditer(text):
        hour, minute = int(match[1] or match[4] or 12), int(match[2] or match[5] or 0)
        if match[3]:
            hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
        yield Mention("clock", (f"{hour:02}:{minute:02}",), *match.span())


def phones(text: str) -> Iterator[Mention]:
    """Yield the phone numbers that a text names, without the zeros that they begin with."""
    for match in PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) >= FEWEST_DIGITS:
            yield Mention("phone", (digits.lstrip("0"),), *match.span())


def _lengths(text: str) -> Iterator[Mention]:
    for match in LENGTH.finditer(text):
        unit = 60 if match[2].lower().startswith("h") else 1
        spoken = match[1].lower()
        if spoken == "an" and unit == 1:
            continue
        counts = (
            [0.5 if spoken.startswith("half") else 1]
            if spoken in ("half an", "half", "an")
            else [_count(it) for it in re.findall(COUNT, spoken)]
        )
        values = tuple(f"{count * unit:g}" for count in counts)
        yield Mention("length", values, *match.span())


def _count(typed: str) -> float:
    return SPOKEN[typed] if typed in SPOKEN else float(typed)


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence that holds a piece of a text."""
    first = max((it.end() for it in SENTENCE.finditer(text, 0, start)), default=0)
    last = SENTENCE.search(text, end)
    return text[first : last.start() + 1 if last else len(text)].strip()
