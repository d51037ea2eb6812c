"""Third stage: pages and data to one site, with URLs, references and what is live today."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sitegen.cards import make_card
from sitegen.components import Signature, check_call
from sitegen.contract import Page, SiteSettings, kind_of
from sitegen.days import Span
from sitegen.files import digest_of
from sitegen.links import BadTarget, Taken, Target, page_url, read_target
from sitegen.live import changes_in, dated_in, only_live
from sitegen.marks import Link
from sitegen.model import (
    DRAFT,
    EXPIRED,
    MARKER,
    SCHEDULED,
    Card,
    Checked,
    CheckedPage,
    References,
    Site,
    SitePage,
    Tag,
)
from sitegen.names import did_you_mean, nearest, slug
from sitegen.problems import Problem
from sitegen.redirects import problem_at, redirects
from sitegen.report import Change, Unconfirmed

TAGS_URL = "/tags/"


def resolve(
    checked: Checked,
    today: datetime.date,
    signatures: Mapping[str, Signature],
    other_files: Iterable[tuple[str, str]] = (),
    *,
    drafts: bool = False,
    sound: References | None = None,
) -> tuple[Site, list[Problem]]:
    """Join everything that is live on ``today`` into one site, checking each reference.

    ``other_files`` are URL paths that something else than a page answers, and its source.
    ``sound`` are texts whose references need no check while they lead to the same places.
    """
    problems: list[Problem] = []
    sleeping = {
        page.path: why for page in checked.pages if (why := _why_asleep(page.fields, today, drafts))
    }
    awake = [page for page in checked.pages if page.path not in sleeping]
    pages = {page.path: SitePage(card=page.card, text=page.text) for page in awake}
    tags = _tags(awake, pages, problems)
    generated = tuple(_tag_pages(tags, checked.settings))
    taken = _claim((*pages.values(), *generated), checked, other_files, problems)
    leads = redirects(checked, sleeping, pages, taken, problems)
    site = Site(
        settings=checked.settings,
        pages=pages,
        generated=generated,
        sleeping=sleeping,
        tags=tags,
        data={name: only_live(value, today) for name, value in checked.data.items()},
        entries=_entries(checked),
        kinds=frozenset(kind_of(model) for model in checked.contract.pages.values()),
        sections=frozenset(page.path.rpartition("/")[0] for page in checked.pages),
        redirects=leads,
        places=_places(checked, sleeping, signatures),
        files=checked.files,
        unconfirmed=tuple(_unconfirmed(checked, awake)),
        changes=_changes(checked, today, drafts=drafts),
        today=today,
    )
    known = sound.texts if sound and sound.places == site.places else {}
    new = [page for page in awake if known.get(page.path) != page.text.digest]
    return site, [*problems, *_reference_problems(checked, new, sleeping, signatures)]


def _places(
    checked: Checked, sleeping: Mapping[str, str], signatures: Mapping[str, Signature]
) -> str:
    """Return a digest of all that ``_page_problems`` looks at besides a page's own text."""
    told = (
        [(page.path, page.text.anchors) for page in checked.pages],
        sorted(sleeping.items()),
        sorted(checked.files),
        sorted(checked.broken),
        sorted(checked.data.get("sources.yaml", ())),
        sorted((name, it.arguments, it.required) for name, it in signatures.items()),
    )
    return digest_of(repr(told).encode())


def _reference_problems(
    checked: Checked,
    awake: list[CheckedPage],
    sleeping: Mapping[str, str],
    signatures: Mapping[str, Signature],
) -> Iterator[Problem]:
    everything = {page.path: page for page in checked.pages}
    for page in awake:
        yield from _page_problems(page, checked, everything, sleeping, signatures)
    if "index.md" in sleeping:
        yield _sleeping_home(everything["index.md"], sleeping["index.md"])


def _sleeping_home(page: CheckedPage, why: str) -> Problem:
    name, words = {
        DRAFT: ("draft", "is a draft"),
        SCHEDULED: ("from", "has not begun"),
        EXPIRED: ("until", f"ended on {page.fields.until}"),
    }[why]
    where = problem_at(page.front, (name,))
    return replace(where, message=f"the first page {words}", hint=f"remove the line '{name}:'")


def _why_asleep(fields: Page, today: datetime.date, drafts: bool) -> str | None:
    if fields.draft and not drafts:
        return DRAFT
    if not Span(fields.from_ or fields.date).holds(today):
        return SCHEDULED
    return None if Span(None, fields.until).holds(today) else EXPIRED


def _tags(
    awake: list[CheckedPage], pages: Mapping[str, SitePage], problems: list[Problem]
) -> tuple[Tag, ...]:
    names: dict[str, str] = {}
    carriers: dict[str, list[Card]] = {}
    for page in awake:
        for at, name in enumerate(page.fields.tags):
            word = slug(name)
            if names.setdefault(word, name) != name or not word:
                other = names.get(word) if word else None
                problems.append(
                    replace(
                        problem_at(page.front, ("tags", at)),
                        message=f"the tag '{name}' is written in two ways"
                        if other
                        else f"'{name}' is no tag",
                        hint=f"write '{other}' everywhere" if other else "use letters",
                    )
                )
            elif pages[page.path].card not in carriers.setdefault(word, []):
                carriers[word].append(pages[page.path].card)
    return tuple(
        Tag(
            name=names[word],
            url=f"{TAGS_URL}{word}/",
            pages=tuple(
                sorted(carriers[word], key=lambda card: (card.title.casefold(), card.source))
            ),
        )
        for word in sorted(carriers)
    )


def _tag_pages(tags: tuple[Tag, ...], settings: SiteSettings) -> Iterator[SitePage]:
    if not tags:
        return
    fields = Page(title=settings.word("subjects"), description=settings.word("all_subjects"))
    yield SitePage(card=make_card("tags/index", TAGS_URL, "tags", fields))
    for tag in tags:
        title = tag.name[:1].upper() + tag.name[1:]
        about = settings.word("pages_about").replace("{tag}", tag.name)
        fields = Page(title=title, description=about)
        source = tag.url.strip("/")
        yield SitePage(card=make_card(source, tag.url, "tag", fields), tag=tag)


def _entries(checked: Checked) -> dict[str, frozenset[str]]:
    mappings = {name: it for name, it in checked.data.items() if isinstance(it, Mapping)}
    return {name: frozenset(value) for name, value in mappings.items()}


def _claim(
    pages: Iterable[SitePage],
    checked: Checked,
    other_files: Iterable[tuple[str, str]],
    problems: list[Problem],
) -> Taken:
    """Note what answers each address, and report what would answer one twice."""
    taken = Taken()
    taken.add(f"/{MARKER}", "the build itself")
    for page in pages:
        card, owner = page.card, taken.by(page.card.url)
        if owner:
            path = card.source if card.source.endswith(".md") else owner
            message = f"this page and {owner} have the same address {card.url}"
            hint = "rename one of the two"
            problems.append(Problem(path=f"content/{path}", message=message, hint=hint))
        taken.add(card.url, card.source)
    for url, path in other_files:
        owner = taken.by(url)
        if owner:
            is_page = owner.endswith(".md") and url.count("/") == 1 and "/root/" not in path
            source, other = (f"content/{owner}", path) if is_page else (path, owner)
            message = f"the address {url} is taken by {other}"
            problems.append(Problem(path=source, message=message, hint="rename one of the two"))
        taken.add(url, path)
    for source in checked.settings.feeds:
        taken.add(f"{page_url(source)}feed.xml", f"the feed of {source}")
    return taken


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
        hint = f"did you mean '{near}'?" if near else "write the path as seen from this page"
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


def _unconfirmed(checked: Checked, awake: Iterable[CheckedPage]) -> Iterator[Unconfirmed]:
    for tree in (*checked.trees.values(), *(page.front for page in awake)):
        yield from tree.unconfirmed


def _changes(checked: Checked, today: datetime.date, *, drafts: bool) -> tuple[Change, ...]:
    found = _all_changes(checked, today, drafts=drafts)
    return tuple(sorted(found, key=lambda change: change.on))


def _all_changes(checked: Checked, today: datetime.date, *, drafts: bool) -> Iterator[Change]:
    for page in checked.pages:
        if drafts or not page.fields.draft:
            span = Span(page.fields.from_ or page.fields.date, page.fields.until)
            yield from changes_in(span, f"page {page.path}", today)
            for block in page.text.spans:
                yield from changes_in(block, f"a block of {page.path}", today)
    for name, value in checked.data.items():
        for where, span in dated_in(value, f"data/{name}"):
            yield from changes_in(span, where, today)
