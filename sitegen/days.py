"""Stretches of days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which something counts; both ends are included, None is open."""

    from_: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        """Say whether it counts on ``day``."""
        return (not self.from_ or self.from_ <= day) and (not self.until or day <= self.until)
