"""What the toolbar and the page of mistakes say, as HTML made of the preview's own templates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sitegen.preview_state import COMPONENTS, NOT_FOUND, Marks, Outcome, Shown
from sitegen.problems import count, show

TEMPLATES = Path(__file__).parent / "preview"
MOST_MISTAKES = 20
MOST_DAYS = 5


def state(shown: Shown, path: str, marks: Marks | None = None) -> Mapping[str, object]:
    """Return what the script on the page at a URL path needs to know.

    ``marks`` are those of a page of the preview itself.
    """
    marks = marks or shown.marks(path)
    wrong = len(shown.mistakes) + shown.failed
    return {
        "number": shown.number,
        "body": marks.body,
        "style": marks.style,
        "day": shown.built.site.today.isoformat() if shown.built else None,
        "chosen": shown.day.isoformat() if shown.day else None,
        "wrong": count(wrong, "mistake") if wrong else "",
        "mistakes": mistakes_view(shown) if wrong else "",
        "status": _status(shown),
        "panel": panel_view(shown, path),
    }


def styles(shown: Shown, path: str, marks: Marks | None = None) -> Mapping[str, object]:
    """Return what the script on a page needs to change its styles only."""
    marks = marks or shown.marks(path)
    inside, linked = shown.styles(path)
    return {"body": marks.body, "style": marks.style, "inside": inside, "linked": linked}


def waiting_page(shown: Shown) -> str:
    """Return the page that stands for every page as long as there was no good site."""
    told = mistakes_view(shown, "h1") if shown.mistakes or shown.failed else ""
    return draw("waiting.html", mistakes=Markup(told))


def mistakes_view(shown: Shown, heading: str = "h2") -> str:
    """Return all that is wrong, each with its place, excerpt and hint."""
    return draw(
        "mistakes.html",
        heading=heading,
        mistakes=shown.mistakes[:MOST_MISTAKES],
        more=max(0, len(shown.mistakes) - MOST_MISTAKES),
        total=count(len(shown.mistakes), "mistake"),
        failed=shown.failed,
        has_site=shown.built is not None,
        day=shown.day and long_day(shown.day),
    )


def panel_view(shown: Shown, path: str) -> str:
    """Return what the toolbar tells of the page at a URL path and of the site."""
    if shown.built is None:
        return ""
    site = shown.built.site
    source = _source(shown, path)
    days: dict[datetime.date, list[str]] = {}
    for change in site.changes:
        days.setdefault(change.on, []).append(change.what)
    facts = sorted(site.unconfirmed, key=lambda fact: (fact.path, fact.line))
    return draw(
        "panel.html",
        source=source,
        components=COMPONENTS,
        here=[fact for fact in facts if fact.path == source],
        total=len(facts),
        facts=[(it, list(group)) for it, group in groupby(facts, key=lambda fact: fact.path)],
        changes=[(it.isoformat(), long_day(it), days[it]) for it in sorted(days)[:MOST_DAYS]],
        more_changes=count(later, "day") if (later := len(days) - MOST_DAYS) > 0 else "",
    )


def _status(shown: Shown) -> str:
    if shown.built is None:
        return ""
    day = long_day(shown.built.site.today)
    return f"The site as it will be on {day}" if shown.day else f"The site as it is today, {day}"


def long_day(day: datetime.date) -> str:
    """Return a day as people say it: Thursday, December 24, 2026."""
    return f"{day:%A, %B} {day.day}, {day.year}"


def _source(shown: Shown, path: str) -> str:
    """Return the file that a page is made of; empty for a page that the engine makes by itself."""
    if path == COMPONENTS:
        return "templates/components/"
    name = shown.file_for(path) or NOT_FOUND
    if name == NOT_FOUND:
        return f"templates/{NOT_FOUND}"
    return shown.sources.get(name, "")


def _place(name: str) -> str:
    """Return a path of keys as people count: ``0.from`` is ``entry 1, from``."""
    words = name.split(".")
    return ", ".join(f"entry {int(word) + 1}" if word.isdecimal() else word for word in words)


def draw(name: str, **values: object) -> str:
    """Return one of the preview's own templates, filled."""
    return _templates().get_template(name).render(values)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["place"] = _place
    return made


def report(outcome: Outcome) -> str:
    """Return what the terminal says of one build: a line, or all that is wrong."""
    if outcome.failure:
        return f"{outcome.failure}The program has made a mistake; report the lines above."
    if outcome.mistakes:
        problems = [mistake.problem for mistake in outcome.mistakes]
        told = f"{count(len(problems), 'problem')}; the preview stays as it was"
        return f"{show(problems, 'text')}\n{told}"
    assert outcome.built is not None
    site = outcome.built.site
    pages = count(len(site.pages) + len(site.generated), "page")
    day = f", as of {outcome.day}" if outcome.day else ""
    return f"{_saved(outcome.changed)}{pages} in {outcome.seconds:.2f} s{day}"


def _saved(changed: tuple[str, ...]) -> str:
    if not changed:
        return ""
    return f"{changed[0] if len(changed) == 1 else count(len(changed), 'file')} saved: "
