"""Addresses that lead elsewhere: aliases, redirects.yaml, pages that have expired."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sitegen.contract import Page
from sitegen.days import Span
from sitegen.links import BadTarget, Taken, output_path, page_url, read_target
from sitegen.model import DRAFT, EXPIRED, SCHEDULED, Checked, SitePage
from sitegen.names import did_you_mean
from sitegen.problems import Problem
from sitegen.yamltext import Loc, Tree

# For each, all pages are looked through for what was meant.
MOST_PROBLEMS = 200


def redirects(
    checked: Checked,
    sleeping: Mapping[str, str],
    pages: Mapping[str, SitePage],
    taken: Taken,
    problems: list[Problem],
) -> dict[str, str]:
    """Aliases and redirects.yaml, by URL path; an expired page's own URL leads to its section."""
    found: dict[str, str] = {}
    for url, target, where in (*_aliases(checked, sleeping, problems), *_listed(checked)):
        after = _heir(target.partition("#")[0], sleeping, pages)
        owner = taken.by(url)
        is_told = after or len(problems) >= MOST_PROBLEMS
        words = None if is_told else _problem(target, checked, sleeping, pages)
        if owner:
            words = f"the address {url} is taken by {owner}", "remove one of the two"
        if words:
            problems.append(replace(where, message=words[0], hint=words[1]))
        elif after or target.partition("#")[0] not in checked.broken | sleeping.keys():
            found[url] = after or target
            taken.claim(url, target)
    for source in sleeping:
        after = _heir(source, sleeping, pages)
        if after:
            found.setdefault(page_url(source), after)
    return found


def _problem(
    target: str, checked: Checked, sleeping: Mapping[str, str], pages: Mapping[str, SitePage]
) -> tuple[str, str] | None:
    source, _, anchor = target.partition("#")
    if target.startswith("https://"):
        web = read_target(target, "index.md")
        return (web.message, web.hint) if isinstance(web, BadTarget) else None
    if source in checked.broken:
        return None
    if target.startswith("http://"):
        return f"'{target}' is not encrypted", f"write https://{target.removeprefix('http://')}"
    if source not in pages and source not in sleeping:
        return f"there is no page '{source}'", did_you_mean(source, pages)
    if sleeping.get(source) == DRAFT:
        return f"'{source}' is a draft", "publish it (remove draft: yes), or lead elsewhere"
    if source in pages and anchor and anchor not in pages[source].text.anchors:
        hint = did_you_mean(anchor, pages[source].text.anchors) or f"write {source}"
        return f"'{source}' has no place '#{anchor}'", hint
    return None


def _aliases(
    checked: Checked, sleeping: Mapping[str, str], problems: list[Problem]
) -> Iterator[tuple[str, str, Problem]]:
    """Yield (URL path, page, a Problem at its place) of each alias that counts today.

    An alias counts from its page's first day on. It may take over the address of a page that
    ends before, and is a Problem on every day if the two would overlap on any.
    """
    by_url = {page_url(page.path): page for page in checked.pages if not page.fields.draft}
    for page in checked.pages:
        if page.fields.draft or sleeping.get(page.path) == SCHEDULED:
            continue
        for at, alias in enumerate(page.fields.aliases):
            url, where = _slashed(alias), problem_at(page.front, ("aliases", at))
            rival = by_url.get(url)
            if rival is None or rival.path not in sleeping:
                yield url, page.path, where
            elif Span(first_day(page.fields)).overlaps(_days(rival.fields)):
                message = f"the address {url} is taken by {rival.path} on some days"
                problems.append(replace(where, message=message, hint="remove one of the two"))
            else:
                yield url, page.path, where


def _days(fields: Page) -> Span:
    return Span(first_day(fields), fields.until)


def first_day(fields: Page) -> datetime.date | None:
    """Return the first day a page is on the site: ``from``, else its date."""
    return fields.from_ or fields.date


def _listed(checked: Checked) -> Iterator[tuple[str, str, Problem]]:
    for url, target in checked.data.get("redirects.yaml", {}).items():
        yield _slashed(url), target, problem_at(checked.trees["redirects.yaml"], (url,))


def _heir(source: str, sleeping: Mapping[str, str], pages: Mapping[str, SitePage]) -> str | None:
    """Return the page to which an expired page's address leads: its section, else the first."""
    if sleeping.get(source) != EXPIRED:
        return None
    home = f"{source.rpartition('/')[0]}/index.md".lstrip("/")
    return home if home in pages else "index.md"


def problem_at(tree: Tree, loc: Loc) -> Problem:
    """Return a Problem at the place of a value, its words still to be said."""
    line, column = tree.place(loc)
    return Problem(path=tree.path, line=line, column=column, message="")


def _slashed(url: str) -> str:
    return "/" + output_path(url).removesuffix("index.html")
