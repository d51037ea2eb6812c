"""Reading the text of one page: its Markdown, and what shows that it is not finished."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sitegen.marks import Prose
from sitegen.model import SourcePage
from sitegen.problems import Problem
from sitegen.prose import parse
from sitegen.report import Unconfirmed
from sitegen.unfinished import lost_braces, may_be_unfinished, placeholders


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of a page with its mistakes and the lines that ``build.py new`` has left in it.

    One that is not finished has to be read again, even if its file stays as it is.
    """

    prose: Prose
    mistakes: tuple[Problem, ...]
    placeholders: tuple[Unconfirmed, ...] = ()
    is_finished: bool


def read_page(page: SourcePage, today: datetime.date, components: frozenset[str]) -> PageText:
    """Return the text of a page as it is on a day; ``components`` are those it may call."""
    place = page.body, f"content/{page.path}", page.body_line
    prose, mistakes = parse(*place, today)
    if not may_be_unfinished(page.body):
        return PageText(prose=prose, mistakes=tuple(mistakes), is_finished=not mistakes)
    return PageText(
        prose=prose,
        mistakes=(*mistakes, *lost_braces(*place, components)),
        placeholders=tuple(placeholders(*place)),
        is_finished=False,
    )
