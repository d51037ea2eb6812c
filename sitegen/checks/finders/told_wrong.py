"""Finder for structured data that differ from the site's own data: hours, prices, contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from sitegen.checks.finders.jsonld import Thing, bare, blocks, things
from sitegen.checks.finders.mentions import Mention, spelled_amount
from sitegen.checks.finders.opening_hours import told_hours
from sitegen.checks.finders.typed_facts import TypedFacts
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject
from sitegen.hours import DAYS, WeekHours

AMOUNTS = ("price", "lowPrice", "highPrice")
Hours = frozenset[tuple[str, str, str]]


def told_wrong(subject: Subject) -> Iterator[Found]:
    """Yield what JSON-LD says otherwise than the site's data."""
    facts = TypedFacts(subject)
    for document in subject.documents.values():
        for block in blocks(document):
            for thing in things(block):
                for message, hint in (*_contact(thing, facts), *_hours(thing, facts)):
                    yield found_on(document, block.element, message=message, hint=hint)


def _contact(thing: Thing, facts: TypedFacts) -> Iterator[tuple[str, str]]:
    """Yield amounts, numbers and addresses that no data file says, if the data say any."""
    for name in AMOUNTS:
        for value in thing.texts(name):
            if facts.of("amount") and not _is_known(facts, "amount", _spelled(value)):
                yield f"JSON-LD says the price {value}, and no data file does", MEND
    for value in thing.texts("telephone"):
        digits = re.sub(r"\D", "", value)
        if facts.of("phone") and not _is_known(facts, "phone", digits):
            yield f"JSON-LD says the phone number {value}, and no data file does", MEND
    for value in thing.texts("email"):
        address = value.removeprefix("mailto:").lower()
        if facts.of("email") and not _is_known(facts, "email", address):
            yield f"JSON-LD says the email address {value}, and no data file does", MEND


MEND = "take it from the data: site.phone, entry(...), as the page itself does"


def _is_known(facts: TypedFacts, kind: str, value: str) -> bool:
    mention = Mention(kind, (value,), 0, 0)  # type: ignore[arg-type]  # one of three kinds above
    return facts.find(mention) is not None or facts.is_written(mention)


def _spelled(value: str) -> str:
    try:
        return spelled_amount(Decimal(value))
    except InvalidOperation:
        return value


def _hours(thing: Thing, facts: TypedFacts) -> Iterator[tuple[str, str]]:
    """Yield what the opening hours of the week say otherwise than the settings."""
    told = thing.said.get("openingHoursSpecification")
    texts = [told_hours(it) for it in thing.texts("openingHours")]
    if facts.week is None or not (told or texts) or () in texts:
        return
    fact, week = facts.week
    pieces = told if isinstance(told, list) else [told]
    said = frozenset(it for piece in pieces if isinstance(piece, dict) for it in _spans(piece))
    said |= frozenset(it for text in texts for it in text if it[1] != it[2])
    for day, opens, closes in sorted(said - _week(week), key=_in_order):
        hint = f"'{fact.at[0]}' in site.yaml says: {_on(week, day)}; take it from there"
        yield f"JSON-LD says {day} {opens} to {closes}, and the hours of the site do not", hint
    for day, opens, closes in sorted(_week(week) - said, key=_in_order):
        message = f"JSON-LD leaves out {day} {opens} to {closes} of the hours"
        yield message, f"take them from '{fact.at[0]}' in site.yaml"


def _in_order(span: tuple[str, str, str]) -> tuple[int, str, str]:
    day = span[0].lower()
    return (DAYS.index(day) if day in DAYS else len(DAYS), *span[1:])


def _spans(piece: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield day, opening and closing time of hours that hold all year."""
    days = piece.get("dayOfWeek")
    opens, closes = (str(piece.get(it, ""))[:5] for it in ("opens", "closes"))
    if opens == closes or "validFrom" in piece:
        return
    for day in days if isinstance(days, list) else [days]:
        yield bare(str(day)), opens, closes


def _week(week: WeekHours) -> Hours:
    return frozenset(
        (name.capitalize(), span.opens, span.closes)
        for name, day in zip(DAYS, week.days, strict=True)
        for span in day.ranges.ranges
    )


def _on(week: WeekHours, day: str) -> str:
    at = DAYS.index(day.lower()) if day.lower() in DAYS else None
    return f"{day} {week.days[at].ranges}" if at is not None else f"no day '{day}'"
