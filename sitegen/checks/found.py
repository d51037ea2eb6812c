"""What is wrong, and where: in a source, or on a built page."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.problems import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class On:
    """An element of a built page, by its number there.

    ``value`` is the text or address that is wrong: it may stand in Markdown or data.
    """

    output: str
    element: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fix:
    """A safe mend: ``new`` in place of ``old``, which stands at line and column of a file."""

    path: str
    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule found wrong, in an owner's words, and what to do."""

    at: Place | On
    message: str
    hint: str
    fix: Fix | None = None
