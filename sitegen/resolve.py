"""Third stage: pages and data to one site, with URLs, references and what is live today."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sitegen.cards import make_card
from sitegen.components import Signature
from sitegen.contract import MAX_TITLE, Page, SiteSettings, kind_of
from sitegen.days import Span
from sitegen.linkcheck import places_of, reference_problems
from sitegen.links import Taken, page_url
from sitegen.live import changes_in, dated_in, only_live
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
from sitegen.names import slug
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

    ``other_files`` are URL paths that something else than a page answers, and its source;
    ``sound`` are texts that need no check while what they may lead to is the same.
    """
    problems: list[Problem] = []
    sleeping = _sleeping(checked, today, drafts=drafts)
    problems += _sleeping_home(checked, sleeping)
    awake = [it for it in checked.pages if it.path not in sleeping]
    pages = {it.path: SitePage(card=it.card, text=it.text) for it in awake}
    tags = _tags(awake, pages, problems)
    generated = tuple(_tag_pages(tags, checked.settings))
    taken = _claim([*pages.values(), *generated], checked, other_files, problems)
    site = Site(
        settings=checked.settings,
        pages=pages,
        generated=generated,
        sleeping=sleeping,
        tags=tags,
        data={name: only_live(value, today) for name, value in checked.data.items()},
        entries=_entries(checked),
        **_names(checked),
        redirects=redirects(checked, sleeping, pages, taken, problems),
        places=places_of(checked, sleeping, signatures),
        files=checked.files,
        unconfirmed=tuple(_unconfirmed(checked, awake)),
        changes=_changes(checked, today, drafts=drafts),
        today=today,
    )
    unsure = _unsure(awake, site.places, sound)
    return site, [*problems, *reference_problems(checked, unsure, sleeping, signatures)]


def _names(checked: Checked) -> dict[str, frozenset[str]]:
    """Return the names of kinds of pages and of sections, live or not."""
    return {
        "kinds": frozenset(map(kind_of, checked.contract.pages.values())),
        "sections": frozenset(page.path.rpartition("/")[0] for page in checked.pages),
    }


def _unsure(awake: list[CheckedPage], places: str, sound: References | None) -> list[CheckedPage]:
    """Return the pages whose references need to be checked."""
    known = sound.texts if sound and sound.places == places else {}
    return [page for page in awake if known.get(page.path) != page.text.digest]


def _sleeping_home(checked: Checked, sleeping: Mapping[str, str]) -> Iterator[Problem]:
    if "index.md" in sleeping:
        (page,) = (page for page in checked.pages if page.path == "index.md")
        name, words = {
            DRAFT: ("draft", "is a draft"),
            SCHEDULED: ("from", "has not begun"),
            EXPIRED: ("until", f"ended on {page.fields.until}"),
        }[sleeping["index.md"]]
        where = problem_at(page.front, (name,))
        yield replace(where, message=f"the first page {words}", hint=f"remove the line '{name}:'")


def _sleeping(checked: Checked, today: datetime.date, *, drafts: bool) -> dict[str, str]:
    """Return the pages that are not live, and why."""
    found = ((page.path, _why_asleep(page.fields, today, drafts)) for page in checked.pages)
    return {path: why for path, why in found if why}


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
            elif carriers.setdefault(word, [])[-1:] != [pages[page.path].card]:
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
    fields = _made_up(settings.word("subjects"), settings.word("all_subjects"))
    yield SitePage(card=make_card("tags/index", TAGS_URL, "tags", fields))
    for tag in tags:
        title = tag.name[:1].upper() + tag.name[1:]
        about = settings.word("pages_about").replace("{tag}", tag.name)
        fields = _made_up(title, about)
        source = tag.url.strip("/")
        yield SitePage(card=make_card(source, tag.url, "tag", fields), tag=tag)


def _made_up(title: str, description: str) -> Page:
    """Return the fields of a page of the engine's own; words of site.yaml may be longer."""
    return Page(title=title[:MAX_TITLE], description=description[:300])


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
    taken.claim(f"/{MARKER}", "the build itself")
    for page in pages:
        card = page.card
        owner = taken.claim(card.url, card.source)
        if owner:
            path = card.source if card.source.endswith(".md") else owner
            message = f"this page and {owner} have the same address {card.url}"
            hint = "rename one of the two"
            problems.append(Problem(path=f"content/{path}", message=message, hint=hint))
    for url, path in other_files:
        owner = taken.claim(url, path)
        if owner:
            is_page = owner.endswith(".md") and url.count("/") == 1 and "/root/" not in path
            source, other = (f"content/{owner}", path) if is_page else (path, owner)
            message = f"the address {url} is taken by {other}"
            problems.append(Problem(path=source, message=message, hint="rename one of the two"))
    for source in checked.settings.feeds:
        taken.claim(f"{page_url(source)}feed.xml", f"the feed of {source}")
    return taken


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
