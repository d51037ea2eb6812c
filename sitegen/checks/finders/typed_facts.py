"""The facts of a site: values that its data and settings say, and what says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pydantic import BaseModel

from sitegen.checks.finders.mentions import Kind, Mention, mentions, spelled_amount
from sitegen.checks.subject import Subject
from sitegen.hours import DAYS, TimeRanges, WeekHours
from sitegen.languages import currency_symbol
from sitegen.values import Durations, Email, Money, Phone
from sitegen.yamltext import Loc

SETTINGS = "site.yaml"
NAMES = frozenset(("name", "full_name"))
MINUTES = "minutes"
# Two capitals make a name of its own: NYC, No-Name, Blue Shield. "Babies" is any word.
OWN_NAME = re.compile(r"[A-Z].*[A-Z]")
DIGITS_OF_A_NUMBER = 7
# What a currency is called in the languages that have no words for money of their own here.
IN_WORDS = {"EUR": ("Euro",), "CHF": ("Franken",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value and where it stands: the data file, the keys that lead to it, its neighbours.

    ``values`` has the form of ``Mention.values``; ``fields`` are the entry's own fields.
    """

    kind: Kind
    values: tuple[str, ...]
    file: str
    at: Loc
    fields: Mapping[str, object] = field(default_factory=dict)
    durations: Durations | None = None

    @property
    def place(self) -> str:
        """The file as an owner knows it."""
        return self.file if self.file == SETTINGS else f"content/data/{self.file}"

    def says(self, mention: Mention) -> bool:
        """Say whether it is what a text mentions."""
        if self.kind != mention.kind:
            return False
        if self.kind == "phone":
            known, typed = self.values[0], mention.values[0]
            return known.endswith(typed) and len(typed) >= DIGITS_OF_A_NUMBER
        if self.durations:
            whole = (float(it) for it in mention.values)
            return all(it.is_integer() and self.durations.allows(int(it)) for it in whole)
        return set(mention.values) <= set(self.values)


class TypedFacts:
    """All facts of a site."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    @cached_property
    def all(self) -> tuple[Fact, ...]:
        """Every fact: those of the settings first, then by data file."""
        site = self._subject.site
        found = [*_facts(site.settings, SETTINGS)]
        for name, value in site.data.items():
            found += _facts(value, name)
        return tuple(found)

    def of(self, kind: Kind) -> tuple[Fact, ...]:
        """Return the facts of a kind."""
        return tuple(it for it in self.all if it.kind == kind)

    def find(self, mention: Mention) -> Fact | None:
        """Return the fact that a text mentions: one with its very value, or that allows it."""
        found = [it for it in self._by_kind.get(mention.kind, ()) if it.says(mention)]
        fact = min(found, key=lambda it: len(it.values), default=None)
        if fact or not mention.apart:
            return fact
        both = [self.find(replace(mention, values=(it,), apart=())) for it in mention.apart]
        return both[0] if all(both) else None

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Fact, ...]]:
        return {kind: self.of(kind) for kind in {it.kind for it in self.all}}

    @cached_property
    def written(self) -> tuple[Mention, ...]:
        """What the texts of data files mention: known too, though nobody can show it alone."""
        texts = (it.text for it in self._subject.passages if it.origin in ("data", "settings"))
        return tuple(it for text in texts for it in self.mentions(text))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield what a text names, in the site's language and currency."""
        return mentions(text, is_english=self._subject.is_english, money=self._money)

    @cached_property
    def _money(self) -> tuple[str, ...]:
        settings = self._subject.site.settings
        code = str(settings.currency)
        symbol = currency_symbol(code, settings.language.replace("-", "_"))
        return tuple(dict.fromkeys((code, *IN_WORDS.get(code, ()), *_longer(symbol))))

    def is_written(self, mention: Mention) -> bool:
        """Say whether the text of a data file mentions the same."""
        return (mention.kind, mention.values) in self._written

    @cached_property
    def _written(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        return frozenset((it.kind, it.values) for it in self.written)

    @cached_property
    def names(self) -> Mapping[str, Fact]:
        """Names of their own in the data files whose values no page may type."""
        typed_once = self._subject.settings.typed_once
        data = self._subject.site.data
        found = {}
        for file in typed_once:
            for at, model in _models(data.get(file), ()):
                for name in sorted(NAMES & set(type(model).model_fields)):
                    value = getattr(model, name)
                    if isinstance(value, str) and OWN_NAME.search(value):
                        found[value] = _fact("name", (value,), file, (*at, name), model)
        return found

    @cached_property
    def week(self) -> tuple[Fact, WeekHours] | None:
        """The opening hours of the settings."""
        for name, value in self._subject.site.settings:
            if isinstance(value, WeekHours):
                return Fact(kind="clock", values=(), file=SETTINGS, at=(name,)), value
        return None


def _longer(symbol: str) -> tuple[str, ...]:
    """Return a symbol unless it is one letter: 5 L are liters, not lempiras."""
    return () if len(symbol) == 1 and symbol.isalpha() else (symbol,)


def _models(value: object, at: Loc) -> Iterator[tuple[Loc, BaseModel]]:
    if isinstance(value, BaseModel):
        yield at, value
        for name, inner in value:
            yield from _models(inner, (*at, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _models(inner, (*at, key))
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from _models(inner, (*at, number))


def _facts(value: object, file: str) -> Iterator[Fact]:
    for at, model in _models(value, ()):
        for name, inner in model:
            yield from _of_value(inner, name, file, at, model)


def _of_value(value: object, name: str, file: str, at: Loc, model: BaseModel) -> Iterator[Fact]:
    place = (*at, name)
    if isinstance(value, Money):
        yield _fact("amount", (spelled_amount(value.amount),), file, place, model)
    elif isinstance(value, Phone):
        yield _fact("phone", (value.e164.lstrip("+"),), file, place, model)
    elif isinstance(value, Email):
        yield _fact("email", (value.address.lower(),), file, place, model)
    elif isinstance(value, Durations):
        values = tuple(map(str, value.minutes))
        fields = dict(model)
        yield Fact(
            kind="length", values=values, file=file, at=place, fields=fields, durations=value
        )
    elif name == MINUTES and isinstance(value, int):
        yield _fact("length", (str(value),), file, place, model)
    elif isinstance(value, TimeRanges | WeekHours):
        times = tuple(
            clock
            for ranges in ([value] if isinstance(value, TimeRanges) else _days(value))
            for span in ranges.ranges
            for clock in (span.opens, span.closes)
        )
        for clock in dict.fromkeys(times):
            yield _fact("clock", (clock,), file, place, model)


def _days(week: WeekHours) -> list[TimeRanges]:
    return [day.ranges for day in week.days]


def _fact(kind: Kind, values: tuple[str, ...], file: str, at: Loc, model: BaseModel) -> Fact:
    return Fact(kind=kind, values=values, file=file, at=at, fields=dict(model))


def is_open(week: WeekHours, day: str) -> bool:
    """Say whether there are hours on a day, named in English."""
    return bool(week.days[DAYS.index(day.lower())].ranges)
