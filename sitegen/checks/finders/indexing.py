"""Finders for what lets search engines in, keeps them out, or shows them one page twice."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from zlib import crc32

from sitegen.checks.addresses import Addresses
from sitegen.checks.document import Document
from sitegen.checks.finders.robots import may_visit, read_robots
from sitegen.checks.found import Found, On
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject
from sitegen.problems import Place

ROBOTS, SITEMAP = "robots.txt", "sitemap.xml"
CRAWLERS = ("Googlebot", "Bingbot")
HIDES = re.compile(r"\b(?:noindex|none)\b", re.I)
LANGUAGE = re.compile(r"x-default|[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.I)
LAST_CHANGES = re.compile(r"<loc>([^<]*)</loc>\s*<lastmod>([^<]*)</lastmod>")
# Pages alike share most of the smallest numbers of their runs: only such pairs are compared.
RUN, SKETCH = 5, 12
FEWEST_WORDS = 50
# Pages that share nine runs of words in ten say the same.
ALIKE = 0.9


def hidden(subject: Subject) -> Iterator[Found]:
    """Yield pages that tell search engines to leave them out; drafts are meant to."""
    if subject.site.unconfirmed:
        return
    for document in subject.pages:
        for element in document.every("meta"):
            name = element.attributes.get("name", "").lower()
            if name in ("robots", *(it.lower() for it in CRAWLERS)) and HIDES.search(
                element.attributes.get("content", "")
            ):
                message = "this tells search engines to leave the page out"
                hint = "remove noindex, or take the page out of the site"
                yield found_on(document, element, message=message, hint=hint)


def blocked(subject: Subject) -> Iterator[Found]:
    """Yield what robots.txt keeps search engines from: pages, and what they need to show them."""
    output = subject.outputs.get(ROBOTS)
    if output is None or subject.site.unconfirmed:
        return
    text = output.content.decode("utf-8", "replace")
    robots = read_robots(text)
    base = subject.site.settings.url.rstrip("/")
    urls = [document.url for document in subject.pages]
    urls += [f"/{it}" for it in subject.outputs if it.endswith((".css", ".js"))]
    kept_out = [it for it in urls if any(not may_visit(robots, bot, base + it) for bot in CRAWLERS)]
    if kept_out:
        more = f" and {len(kept_out) - 1} more" if len(kept_out) > 1 else ""
        message = f"robots.txt keeps search engines from {kept_out[0]}{more}"
        yield Found(at=_robots(subject), message=message, hint="remove the line Disallow: for it")
    for address in re.findall(r"(?im)^sitemap:\s*(\S+)", text):
        target = subject.once(Addresses).inner(address, "/")
        if target is None or target[0] not in subject.outputs:
            message = f"robots.txt names the sitemap {address}, which the site has not"
            yield Found(
                at=_robots(subject), message=message, hint=f"for this site: {base}/{SITEMAP}"
            )


def _robots(subject: Subject) -> Place:
    if f"root/{ROBOTS}" in subject.site.files:
        return Place(path=f"static/root/{ROBOTS}")
    name = f"files/{ROBOTS}"
    return Place(path=f"templates/{name}" if name in subject.templates else "site.yaml")


def languages(subject: Subject) -> Iterator[Found]:
    """Yield links to other languages that search engines cannot use."""
    known, named = subject.once(Addresses), _alternates(subject)
    for path, links in named.items():
        document = subject.documents[path]
        for number, code, address in links:
            at = On(output=path, element=number)
            target = known.inner(address, document.url)
            if not LANGUAGE.fullmatch(code):
                message = f"hreflang='{code}' is no language"
                yield Found(at=at, message=message, hint="for example en-US, de or x-default")
            elif target and target[0] in subject.documents and target[0] != path:
                back = (known.inner(it, target[0]) for _, _, it in named.get(target[0], ()))
                if not any(it and it[0] == path for it in back):
                    message = "this page in another language does not name this one in turn"
                    yield Found(at=at, message=message, hint="link each to all the others")
        if not any(known.inner(it, document.url) == (path, "") for _, _, it in links):
            at = On(output=path, element=links[0][0])
            message = "a page that names other languages has to name itself too"
            yield Found(at=at, message=message, hint="add its own address with its own hreflang")


def _alternates(subject: Subject) -> dict[str, list[tuple[int, str, str]]]:
    """Return number, language and address of each link to another language, by output path."""
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for document in subject.pages:
        for element in document.every("link"):
            given = element.attributes
            if "hreflang" in given and "alternate" in given.get("rel", "").split():
                found[document.path].append(
                    (element.number, given["hreflang"], given.get("href", ""))
                )
    return found


def copied(subject: Subject) -> Iterator[Found]:
    """Yield pages that say almost word by word what another says."""
    runs = {document.path: _runs(document) for document in subject.pages}
    near: dict[int, list[str]] = defaultdict(list)
    for path, found in runs.items():
        for sketch in sorted(found)[:SKETCH]:
            near[sketch].append(path)
    shared = Counter(pair for paths in near.values() for pair in combinations(sorted(paths), 2))
    for first, second in sorted(pair for pair, times in shared.items() if times > SKETCH // 2):
        both, either = runs[first] & runs[second], runs[first] | runs[second]
        if len(both) >= ALIKE * len(either):
            other = subject.documents[first]
            words = f"content/{other.source}" if other.source else other.url
            at = On(output=second, element=_main(subject.documents[second]))
            message = f"this page says almost the same as {words}"
            hint = "make one page of the two, and a redirect of the other"
            yield Found(at=_source(subject, second) or at, message=message, hint=hint)


def _main(document: Document) -> int:
    return document.main.number if document.main else 0


def _source(subject: Subject, path: str) -> Place | None:
    source = subject.documents[path].source
    return Place(path=f"content/{source}") if source else None


def _runs(document: Document) -> frozenset[int]:
    """Return a number for each run of words in the main text; none for a short text."""
    words = (document.main or document.root).text().lower().split()
    if len(words) < FEWEST_WORDS:
        return frozenset()
    numbers = {word: crc32(word.encode()) for word in words}
    told = [numbers[word] for word in words]
    return frozenset(map(hash, zip(*(told[at:] for at in range(RUN)), strict=False)))


def days(subject: Subject) -> Iterator[Found]:
    """Yield days of change that cannot be: not yet come, or before the page was there."""
    for name, page in subject.site.pages.items():
        fields, front = page.card.fields, subject.sources[name].front
        line, column = front.place(("updated",))
        at = Place(path=f"content/{name}", line=line, column=column)
        if fields.updated and fields.updated > subject.today:
            message = f"'updated' is {fields.updated}, a day that has not come"
            yield Found(at=at, message=message, hint="write the day of the last change")
        elif fields.updated and fields.date and fields.updated < fields.date:
            message = f"'updated' is {fields.updated}, before the page was there ({fields.date})"
            yield Found(at=at, message=message, hint="write the day of the last change")
    yield from _in_sitemap(subject)


def _in_sitemap(subject: Subject) -> Iterator[Found]:
    output = subject.outputs.get(SITEMAP)
    name = f"files/{SITEMAP}"
    if output is None or name not in subject.templates:
        return
    told = LAST_CHANGES.findall(output.content.decode("utf-8", "replace"))
    wrong = [it for it in told if not _is_past(it[1].strip(), subject.today)]
    for address, day in wrong[:1]:
        message = f"the sitemap says '{day}' for {address}: no day that has come"
        hint = "print card.last_changed | iso, and nothing for pages without one"
        yield Found(at=Place(path=f"templates/{name}"), message=message, hint=hint)
    days_told = {day.strip()[:10] for _, day in told}
    changed = {page.card.last_changed for page in subject.site.pages.values()}
    if days_told == {str(subject.today)} and changed != {subject.today}:
        message = "the sitemap says of every page that it was changed today"
        hint = "print card.last_changed | iso: search engines stop believing days that are not so"
        yield Found(at=Place(path=f"templates/{name}"), message=message, hint=hint)


def _is_past(text: str, today: datetime.date) -> bool:
    try:
        return datetime.datetime.fromisoformat(text).date() <= today
    except ValueError:
        return re.fullmatch(r"\d{4}(?:-\d\d)?", text) is not None and text <= str(today)
