"""Addresses that lead elsewhere: aliases, redirects.yaml, pages that have expired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sitegen.links import Taken, output_path, page_url
from sitegen.model import DRAFT, EXPIRED, Checked, SitePage
from sitegen.names import did_you_mean
from sitegen.problems import Problem
from sitegen.yamltext import Loc, Tree


def redirects(
    checked: Checked,
    sleeping: Mapping[str, str],
    pages: Mapping[str, SitePage],
    taken: Taken,
    problems: list[Problem],
) -> dict[str, str]:
    """Aliases and redirects.yaml, by URL path; an expired page's own URL leads to its section."""
    found: dict[str, str] = {}
    for url, target, where in _wanted(checked):
        after = _heir(target.partition("#")[0], sleeping, pages)
        owner = taken.by(url)
        words = None if after else _problem(target, checked, sleeping, pages)
        if owner:
            words = f"the address {url} is taken by {owner}", "remove one of the two"
        if words:
            problems.append(replace(where, message=words[0], hint=words[1]))
        elif after or target.partition("#")[0] not in checked.broken | sleeping.keys():
            found[url] = after or target
            taken.add(url, target)
    for source in sleeping:
        after = _heir(source, sleeping, pages)
        if after:
            found.setdefault(page_url(source), after)
    return found


def _problem(
    target: str, checked: Checked, sleeping: Mapping[str, str], pages: Mapping[str, SitePage]
) -> tuple[str, str] | None:
    source, _, anchor = target.partition("#")
    if target.startswith("https://") or source in checked.broken:
        return None
    if source not in pages and source not in sleeping:
        return f"there is no page '{source}'", did_you_mean(source, pages)
    if sleeping.get(source) == DRAFT:
        return f"'{source}' is a draft", "publish it (remove draft: yes), or lead elsewhere"
    if source in pages and anchor and anchor not in pages[source].prose.anchors:
        hint = did_you_mean(anchor, pages[source].prose.anchors)
        return f"'{source}' has no place '#{anchor}'", hint
    return None


def _wanted(checked: Checked) -> Iterator[tuple[str, str, Problem]]:
    """Yield (URL path, target, a Problem at its place) of each alias and redirect."""
    for page in checked.pages:
        if not page.fields.draft:
            for at, alias in enumerate(page.fields.aliases):
                yield _slashed(alias), page.path, problem_at(page.front, ("aliases", at))
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
