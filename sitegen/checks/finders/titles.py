"""Finders for titles, descriptions and headings as search engines show them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from sitegen.checks.document import Document
from sitegen.checks.found import Found, On
from sitegen.checks.subject import Subject

WORD = re.compile(r"\w{3,}")
# Shares of the heading's words that the title has to hold.
AKIN = 0.5


def _at(subject: Subject, document: Document, *, field: str = "", tag: str = "head") -> On:
    """Return the place of a field of a page's front matter, else that of an element."""
    elements = document.every(tag) or document.every("head")
    number = elements[0].number if elements else 0
    return On(output=document.path, element=number, value=_field(subject, document, field))


def _field(subject: Subject, document: Document, field: str) -> str:
    page = subject.site.pages.get(document.source)
    return str(getattr(page.card.fields, field, "") or "") if page else ""


def _description(document: Document) -> str:
    return " ".join((document.meta("description") or "").split())


def title_missing(subject: Subject) -> Iterator[Found]:
    """Yield pages without a title."""
    for document in subject.pages:
        if not document.title():
            at = _at(subject, document, tag="title")
            hint = "print it in base.html: <title>{{ page.title }}</title>"
            yield Found(at=at, message="this page has no <title>", hint=hint)


def title_length(subject: Subject) -> Iterator[Found]:
    """Yield titles that are cut off in results, or say next to nothing."""
    limits = subject.settings.search
    for document in subject.pages:
        title = document.title()
        words = _length("title", title, limits.title_min, limits.title_max)
        if title and words:
            at = _at(subject, document, field="title", tag="title")
            hint = f"as search engines see it: '{title}'"
            yield Found(at=at, message=words, hint=hint)


def _length(what: str, text: str, least: int, most: int) -> str:
    if len(text) < least:
        return f"the {what} has {len(text)} characters: too few to say what the page is about"
    if len(text) > most:
        return f"the {what} has {len(text)} characters: what is over {most} is cut off"
    return ""


def title_repeated(subject: Subject) -> Iterator[Found]:
    """Yield titles that two pages have."""
    for document, other in _repeated(subject, Document.title):
        yield Found(
            at=_at(subject, document, field="title", tag="title"),
            message=f"{other} has the same title: '{document.title()}'",
            hint="say in the title what this page alone is about",
        )


def _repeated(subject: Subject, text: Callable[[Document], str]) -> Iterator[tuple[Document, str]]:
    """Yield each page whose text another has too, and what that other page is."""
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in subject.pages:
        if text(document):
            groups[text(document).casefold()].append(document)
    for group in groups.values():
        for document in group if len(group) > 1 else ():
            other = next(it for it in group if it is not document)
            yield document, f"content/{other.source}" if other.source else other.url


def description_missing(subject: Subject) -> Iterator[Found]:
    """Yield pages without a description."""
    for document in subject.pages:
        if not _description(document):
            at = _at(subject, document)
            hint = 'print it in base.html: <meta name="description" content="...">'
            yield Found(at=at, message="this page has no description", hint=hint)


def description_length(subject: Subject) -> Iterator[Found]:
    """Yield descriptions that are cut off in results, or say next to nothing."""
    limits = subject.settings.search
    for document in subject.pages:
        text = _description(document)
        words = _length("description", text, limits.description_min, limits.description_max)
        if text and words:
            at = _at(subject, document, field="description")
            hint = "a sentence or two: what a visitor finds here"
            yield Found(at=at, message=words, hint=hint)


def description_repeated(subject: Subject) -> Iterator[Found]:
    """Yield descriptions that two pages have."""
    for document, other in _repeated(subject, _description):
        yield Found(
            at=_at(subject, document, field="description"),
            message=f"{other} has the same description",
            hint="say what a visitor finds on this page alone",
        )


def heading_differs(subject: Subject) -> Iterator[Found]:
    """Yield pages whose heading does not say what their title has promised."""
    for document in subject.pages:
        headings = document.every("h1")
        if not headings or not document.title():
            continue
        heading = headings[0].text()
        words = {it.lower() for it in WORD.findall(heading)}
        title = {it.lower() for it in WORD.findall(document.title())}
        if words and len(words & title) < AKIN * min(len(words), len(title)):
            yield Found(
                at=On(output=document.path, element=headings[0].number, value=heading),
                message=f"the heading '{heading}' is not what the title says",
                hint=f"visitors come for '{document.title()}'; let both say it",
            )
