"""Checking what texts refer to: pages and places in them, files, components, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sitegen.components import Signature, check_call
from sitegen.files import digest_of
from sitegen.links import BadTarget, Target, read_target
from sitegen.marks import Link
from sitegen.model import DRAFT, Checked, CheckedPage
from sitegen.names import did_you_mean, nearest
from sitegen.problems import Problem

# Of one page; for each, all other pages are looked through for what was meant.
MOST_PROBLEMS = 200


def places_of(
    checked: Checked, sleeping: Mapping[str, str], signatures: Mapping[str, Signature]
) -> str:
    """Return a digest of all that a text may refer to."""
    told = (
        [(page.path, page.text.anchors) for page in checked.pages],
        sorted(sleeping.items()),
        sorted(checked.files),
        sorted(checked.broken),
        sorted(checked.data.get("sources.yaml", ())),
        sorted((name, it.arguments, it.required) for name, it in signatures.items()),
    )
    return digest_of(repr(told).encode())


def reference_problems(
    checked: Checked,
    awake: list[CheckedPage],
    sleeping: Mapping[str, str],
    signatures: Mapping[str, Signature],
) -> Iterator[Problem]:
    """Yield a Problem for each reference of the pages ``awake`` that leads nowhere."""
    everything = {page.path: page for page in checked.pages}
    for page in awake:
        found = _page_problems(page, checked, everything, sleeping, signatures)
        yield from islice(found, MOST_PROBLEMS)


def _page_problems(
    page: CheckedPage,
    checked: Checked,
    everything: Mapping[str, CheckedPage],
    sleeping: Mapping[str, str],
    signatures: Mapping[str, Signature],
) -> Iterator[Problem]:
    path = f"content/{page.path}"
    prose = page.text.prose.hidden or page.text.prose
    for link in prose.links:
        words = _link_problem(link, page, checked, everything, sleeping)
        if words:
            yield _at(path, link, *words)
    for call in prose.components:
        words = check_call(call.name, call.arguments, signatures)
        if words:
            yield _at(path, call, *words)
    sources = checked.data.get("sources.yaml", {})
    if "data/sources.yaml" in checked.broken:
        return
    for citation in prose.citations:
        if citation.source not in sources:
            message = f"there is no source '{citation.source}' in data/sources.yaml"
            yield _at(path, citation, message, did_you_mean(citation.source, sources))


def _at(path: str, mark: Any, message: str, hint: str) -> Problem:
    return Problem(path=path, line=mark.line, column=mark.column, message=message, hint=hint)


def _link_problem(
    link: Link,
    page: CheckedPage,
    checked: Checked,
    everything: Mapping[str, CheckedPage],
    sleeping: Mapping[str, str],
) -> tuple[str, str] | None:
    target = read_target(link.target, page.path)
    if link.is_image and isinstance(target, Target) and target.kind != "file":
        message = f"'{link.target}' is not a picture of this site"
        return message, "put the picture beside the page or into static/"
    if isinstance(target, BadTarget):
        return target.message, target.hint
    if target.kind == "web" or target.name in checked.broken:
        return None
    if target.kind == "file":
        return None if target.name in checked.files else _no_file(link, target, checked)
    if target.name not in everything:
        near = nearest(target.name, everything)
        gone = "take the link out if the page is gone, else write its path as seen from this page"
        hint = f"did you mean '{near}'?" if near else gone
        return f"there is no page '{link.target}'", hint
    if sleeping.get(target.name) == DRAFT:
        return f"'{target.name}' is a draft", "publish it (remove draft: yes), or remove this link"
    anchors = everything[target.name].text.anchors
    if target.anchor and target.anchor not in anchors:
        return f"'{target.name}' has no place '#{target.anchor}'", did_you_mean(
            target.anchor, own_anchors(anchors)
        )
    return None


def own_anchors(anchors: Iterable[str]) -> list[str]:
    """Return the anchors that an owner has set: not those of citations and footnotes."""
    return [anchor for anchor in anchors if not re.match(r"(?:cite|source)-\d|fn(?:ref)?:", anchor)]


def _no_file(link: Link, target: Target, checked: Checked) -> tuple[str, str]:
    near = nearest(target.name, checked.files)
    hint = f"did you mean '{near}'?" if near else "put the file beside the page or into static/"
    return f"there is no file '{link.target}'", hint
