"""What a build tells: facts nobody has confirmed, what changes by date, how much was made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """A value that its writer tagged as not confirmed; ``name`` is its path of keys."""

    path: str
    line: int
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that begins or ends by date alone."""

    on: datetime.date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build made.

    ``reasons`` tells of each file of the site why it was made anew, None if it was kept;
    ``edited`` names the site's own files that are not as the last build read them.
    """

    pages: int
    folder: Path
    unconfirmed: tuple[Unconfirmed, ...]
    changes: tuple[Change, ...]
    reasons: Mapping[str, str | None] = field(default_factory=dict)
    edited: tuple[str, ...] = ()
