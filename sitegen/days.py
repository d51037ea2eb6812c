"""Stretches of days."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass


def read_day(text: str) -> datetime.date:
    """Read year-month-day, for example 2026-11-23, and no other form. Raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return datetime.date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which something counts; both ends are included, None is open."""

    from_: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        """Say whether it counts on ``day``."""
        return (not self.from_ or self.from_ <= day) and (not self.until or day <= self.until)

    def overlaps(self, other: Span) -> bool:
        """Say whether some day is in both."""
        first = max(self.from_ or datetime.date.min, other.from_ or datetime.date.min)
        last = min(self.until or datetime.date.max, other.until or datetime.date.max)
        return first <= last
