"""What is on the site today: dated entries of data, and the days on which that changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from sitegen.contract import Dated, Event
from sitegen.days import Span
from sitegen.report import Change


def only_live(value: Any, today: datetime.date) -> Any:
    """Return ``value`` without the entries that are not on the site today, at any depth."""
    if isinstance(value, Mapping):
        return {
            key: only_live(entry, today) for key, entry in value.items() if _is_live(entry, today)
        }
    if isinstance(value, tuple | list):
        return tuple(only_live(entry, today) for entry in value if _is_live(entry, today))
    if isinstance(value, BaseModel):
        changed = {
            name: live
            for name, entry in value
            if isinstance(entry, Mapping | tuple | list | BaseModel)
            and (live := only_live(entry, today) if _is_live(entry, today) else None) != entry
        }
        return value.model_copy(update=changed) if changed else value
    return value


def _is_live(value: object, today: datetime.date) -> bool:
    return not isinstance(value, Dated | Event) or value.shown.holds(today)


def dated_in(value: Any, where: str) -> Iterator[tuple[str, Span]]:
    """Yield the place and days of each dated entry inside ``value``."""
    if isinstance(value, Dated | Event):
        yield where, value.shown
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield from dated_in(entry, f"{where}: {key}")
    elif isinstance(value, tuple | list):
        for number, entry in enumerate(value, 1):
            yield from dated_in(entry, f"{where}: entry {number}")
    elif isinstance(value, BaseModel):
        for name, entry in value:
            if isinstance(entry, Mapping | tuple | list | BaseModel):
                yield from dated_in(entry, f"{where}: {name}")


def changes_in(span: Span, what: str, today: datetime.date) -> Iterator[Change]:
    """Yield the days after today on which ``span`` begins or ends."""
    if span.from_ and span.from_ > today:
        yield Change(on=span.from_, what=f"{what} begins")
    if span.until and today <= span.until < datetime.date.max:
        yield Change(on=span.until + datetime.timedelta(days=1), what=f"{what} ends")
