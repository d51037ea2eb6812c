"""Finders for what time does to a site: offers that are over, holidays, the next change."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from sitegen.checks.finders.holidays import holidays
from sitegen.checks.finders.past_days import past_days
from sitegen.checks.finders.phrases import phrases
from sitegen.checks.found import Found, On
from sitegen.checks.passages import Passage
from sitegen.checks.subject import Subject
from sitegen.contract import Event
from sitegen.days import read_day
from sitegen.hours import WeekHours
from sitegen.problems import Place
from sitegen.yamltext import Loc, Tree

# What is over leaves the site by itself; a month later nobody means to prolong it.
KEPT = datetime.timedelta(days=30)
HOLIDAYS_AHEAD = datetime.timedelta(days=60)
CHANGES_AHEAD = datetime.timedelta(days=7)
WHERE = re.compile(
    r"(?P<where>page |a block of |data/)(?P<path>.*?)(?P<at>(?:: .*)?) (?:begins|ends)"
)


def shown_after_end(subject: Subject) -> Iterator[Found]:
    """Yield entries that pages ask for by name though they are not on the site today."""
    site = subject.site
    for path, output in subject.outputs.items():
        for family, *arguments in output.trace:
            if family != "entry":
                continue
            file, id_ = arguments
            if id_ in site.entries.get(file, ()) and id_ not in site.data[file]:
                message = f"this shows '{id_}' of content/data/{file}, which does not count today"
                hint = "give the page the same 'until', or take it out; or give the entry new days"
                at = _call(subject, path, id_) or On(output=path, value=id_)
                yield Found(at=at, message=message, hint=hint)


def _call(subject: Subject, path: str, id_: str) -> Place | None:
    """Return where a page's Markdown names an entry as an argument of a component."""
    document = subject.documents.get(path)
    page = subject.sources.get(document.source) if document else None
    match = re.search(rf"=\s*[\"“']{re.escape(id_)}[\"”']", page.body) if page else None
    if page is None or match is None:
        return None
    before = page.body[: match.start() + 1]
    column = len(before) - before.rfind("\n")
    return Place(
        path=f"content/{page.path}", line=page.body_line + before.count("\n"), column=column
    )


def over(subject: Subject) -> Iterator[Found]:
    """Yield pages and entries whose last day has long passed."""
    trees = [source.front for source in subject.sources.values()]
    for tree in (*trees, *(it for name, it in subject.trees.items() if name != "site.yaml")):
        for at, until in _last_days(tree.value, ()):
            if subject.today - until > KEPT:
                message = f"this is over since {until}"
                hint = "remove it, or give it new days"
                yield Found(at=_place(tree, at), message=message, hint=hint)


def _last_days(value: object, at: Loc) -> Iterator[tuple[Loc, datetime.date]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "until" and isinstance(inner, str):
                yield from (((*at, key), day) for day in _days(inner))
            yield from _last_days(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _last_days(inner, (*at, number))


def _days(text: str) -> Iterator[datetime.date]:
    try:
        yield read_day(text.strip())
    except ValueError:
        return


def _place(tree: Tree, at: Loc) -> Place:
    line, column = tree.place(at)
    return Place(path=tree.path, line=line, column=column)


def still_to_come(subject: Subject) -> Iterator[Found]:
    """Yield days that texts wait for, though they are over; news tell of their own day."""
    if not subject.is_english:
        return
    news = tuple(it.removesuffix("index.md") for it in subject.site.settings.feeds)
    for passage in subject.passages:
        if passage.name[-1:] == ("until",) or (news and passage.page.startswith(news)):
            continue
        page = subject.site.pages.get(passage.page)
        written = page.card.last_changed if page else None
        for said in (passage, *phrases(passage)):
            yield from _waited_for(said, subject.today, written)


def _waited_for(
    passage: Passage, today: datetime.date, written: datetime.date | None
) -> Iterator[Found]:
    for it in past_days(passage.text, today, written):
        words = " ".join(passage.text[it.start : it.end].split()).replace(" ,", ",")
        yield Found(
            at=passage.place(it.start, it.end),
            message=f"'{words}' is over, and the text still waits for it",
            hint="write what holds now; a block can end by itself: "
            '{{ show until="2026-12-24" }} ... {{ end }}',
        )


def holidays_without_hours(subject: Subject) -> Iterator[Found]:
    """Yield the coming public holidays for which no data file says whether there are hours."""
    settings, today = subject.site.settings, subject.today
    week = next((it for _, it in settings if isinstance(it, WeekHours)), None)
    country = _country(settings)
    if week is None or country is None:
        return
    said = list(_events(tuple(subject.site.data.values())))
    usual = subject.settings.usual_hours_on
    for holiday in holidays(country, today, today + HOLIDAYS_AHEAD):
        days = [it for it in holiday.days if week.days[it.weekday()].ranges]
        is_said = any(event.from_ <= day <= event.last for event in said for day in holiday.days)
        if days and not is_said and holiday.name not in usual:
            day = days[-1]
            message = f"nothing says whether you are open on {holiday.name}, {day}"
            hint = (
                "add the day to the closures in content/data, or to usual_hours_on under checks "
                "in site.yaml"
            )
            yield Found(
                at=_place(subject.trees["site.yaml"], _hours_at(settings)),
                message=message,
                hint=hint,
            )


def _hours_at(settings: BaseModel) -> Loc:
    return next((name,) for name, it in settings if isinstance(it, WeekHours))


def _country(settings: BaseModel) -> str | None:
    """Return the country that the settings name, in themselves or in an address."""
    for name, value in settings:
        if name == "country" and isinstance(value, str):
            return value
        if isinstance(value, BaseModel) and isinstance(getattr(value, "country", None), str):
            return str(value.country)  # type: ignore[attr-defined]  # as just asked
    return None


def _events(value: object) -> Iterator[Event]:
    if isinstance(value, Event):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _events(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _events(inner)
    elif isinstance(value, BaseModel):
        for _, inner in value:
            yield from _events(inner)


def next_change(subject: Subject) -> Iterator[Found]:
    """Yield what changes by date within days: the site has to be built again then."""
    for change in subject.site.changes[:1]:
        if change.on - subject.today <= CHANGES_AHEAD:
            message = f"on {change.on} the site changes by itself: {change.what}"
            hint = "build and publish it again that day; build.json tells the day to a timer"
            yield Found(at=_changing(subject, change.what), message=message, hint=hint)


def _changing(subject: Subject, what: str) -> Place:
    """Return the place of what changes, which ``what`` names as ``data/x.yaml: entry 2 ends``."""
    match = WHERE.fullmatch(what)
    if match is None:
        return Place(path="site.yaml")
    if match["where"] != "data/":
        return Place(path=f"content/{match['path']}")
    steps = match["at"].split(": ")[1:]
    numbered = (re.fullmatch(r"entry (\d+)", it) for it in steps)
    at = tuple(int(it[1]) - 1 if it else step for it, step in zip(numbered, steps, strict=True))
    return _place(subject.trees[match["path"]], at)
