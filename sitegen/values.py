"""Values a small business writes, read as typed: money, phones, emails, durations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import PydanticCustomError, core_schema

from sitegen.languages import currency_symbol, money_text, territory
from sitegen.names import did_you_mean

# Looking for what was meant takes a while; a file with more mistakes than these has another fault.
MOST_HINTS = 200


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
    words: Mapping[str, str] = field(default_factory=dict)
    _hints: Iterator[int] = field(
        default_factory=lambda: iter(range(MOST_HINTS)), compare=False, repr=False
    )

    def did_you_mean(self, name: str, known: Iterable[str]) -> str:
        """Return a hint: the nearest known name, else all of them; nothing after many hints."""
        return "" if next(self._hints, None) is None else did_you_mean(name, known)

    def word(self, name: str) -> str:
        """Return one of the engine's own words in the site's language."""
        return self.words.get(name, WORDS[name])


WORDS: Mapping[str, str] = {
    "to": "to",
    "and": "and",
    "or": "or",
    "minutes": "minutes",
    "closed": "Closed",
    "subjects": "Subjects",
    "all_subjects": "All subjects of this site. Each has a page that lists its pages.",
    "pages_about": "All pages of this site about {tag}, with a short summary of each.",
    "moved": "This page has moved",
    "not_found": "Page not found",
    "not_found_help": "There is no page at this address.",
}


NOTHING_KNOWN = Known(entries={})


def wrong(message: str, hint: str, at: str = "") -> NoReturn:
    """Refuse the value being validated, in the owner's words; ``at`` names a field inside it."""
    raise PydanticCustomError("value", "{text}", {"text": message, "hint": hint, "at": at})


def known_from(info: ValidationInfo) -> Known:
    """Return the context that a validator was called with."""
    return info.context if isinstance(info.context, Known) else NOTHING_KNOWN


class Typed:
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
            return cls.read(value.strip(), known_from(info))

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
class Money(Typed):
    """An amount; its text follows the site's language: ``$95``, ``$47.50``, ``60 €``."""

    amount: Decimal
    currency: str = "USD"
    locale: str = "en_US"

    example = "$95"

    @classmethod
    def read(cls, text: str, known: Known) -> Money:
        """Read ``$95`` and what looks like it."""
        symbol = currency_symbol(known.currency, known.locale)
        bare = text.replace(known.currency, "").replace(symbol, "").strip()
        if not re.fullmatch(r"\d{1,7}(?:[.,]\d{2})?|\d{1,3}(?:,\d{3})+(?:\.\d{2})?", bare):
            wrong(f"'{text}' is not an amount of money", f"for example {symbol}95 or {symbol}47.50")
        whole, fraction = re.fullmatch(r"(.*?)(?:[.,](\d{2}))?", bare).groups("00")  # type: ignore[union-attr]  # the pattern above has matched
        return cls(Decimal(f"{whole.replace(',', '')}.{fraction}"), known.currency, known.locale)

    def __str__(self) -> str:
        text = money_text(self.amount, self.currency, self.locale)
        if self.amount == self.amount.to_integral_value():
            text = re.sub(r"[.,]00(?!\d)", "", text)
        return text

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - other.amount, self.currency, self.locale)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + other.amount, self.currency, self.locale)


@dataclass(frozen=True)
class Phone(Typed):
    """A phone number with its country code, kept as ``+16315550100``."""

    e164: str

    example = "+1 631-555-0100"

    @classmethod
    def read(cls, text: str, known: Known) -> Phone:
        """Read ``+1 631-555-0100`` and what looks like it."""
        bare = re.sub(r"[\s().\-/\u2010-\u2015]", "", text.replace("(0)", ""))
        country = territory(known.locale)
        if re.fullmatch(r"[2-9]\d{9}", bare) and country in ("US", "CA"):
            bare = "+1" + bare
        if not re.fullmatch(r"\+[1-9]\d{6,14}", bare) or (
            bare.startswith("+1") and not re.fullmatch(r"\+1[2-9]\d{2}[2-9]\d{6}", bare)
        ):
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
class Email(Typed):
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
class Durations(Typed):
    """Lengths in minutes: ``30-45`` is any length between, ``30, 60, 90`` a choice."""

    minutes: tuple[int, ...]
    is_range: bool = False
    words: tuple[str, str, str] = ("to", "or", "minutes")

    example = "30, 60, 90"

    @classmethod
    def read(cls, text: str, known: Known) -> Durations:
        """Read ``30-45`` and what looks like it."""
        bare = re.sub(r"\s*(minutes|min\.?)$", "", text)
        span = re.fullmatch(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})", bare)
        choice = re.fullmatch(r"\d{1,3}(?:\s*,\s*\d{1,3})*", bare)
        if not span and not choice:
            wrong(f"'{text}' is not a length in minutes", "for example 60, or 30-45, or 30, 60, 90")
        minutes = tuple(int(number) for number in re.findall(r"\d+", bare))
        if 0 in minutes:
            wrong(f"'{text}' holds a length of 0 minutes", "for example 30, 60, 90")
        if list(minutes) != sorted(set(minutes)):
            wrong(f"'{text}' does not rise", "write the shortest length first, each one once")
        words = known.word("to"), known.word("or"), known.word("minutes")
        return cls(minutes, span is not None, words)

    def allows(self, minutes: int) -> bool:
        """Say whether a session of that many minutes is offered."""
        if self.is_range:
            return self.minutes[0] <= minutes <= self.minutes[-1]
        return minutes in self.minutes

    def __str__(self) -> str:
        to, or_, unit = self.words
        if self.is_range:
            return f"{self.minutes[0]} {to} {self.minutes[-1]} {unit}"
        *others, last = map(str, self.minutes)
        return f"{', '.join(others)} {or_} {last} {unit}" if others else f"{last} {unit}"
