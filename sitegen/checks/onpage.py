"""Findings on built pages, and which of those pages visitors read."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.document import Document, Element
from sitegen.checks.found import Found, On
from sitegen.checks.subject import Subject


def found_on(
    document: Document, element: Element, *, message: str, hint: str, value: str = ""
) -> Found:
    """Return a finding on an element; ``value`` is what is wrong, if it may stand in data."""
    at = On(output=document.path, element=max(0, element.number), value=value)
    return Found(at=at, message=message, hint=hint)


def part(document: Document, *tags: str) -> Element:
    """Return the first element of the first of some tags that the page has, else its root."""
    found = (it for tag in tags for it in document.every(tag)[:1])
    return next(found, document.root)


def read_by_visitors(subject: Subject) -> Iterator[Document]:
    """Yield the pages that stay on the screen: no redirects, no files without an element."""
    for document in subject.documents.values():
        metas = document.every("meta")
        is_redirect = any(
            it.attributes.get("http-equiv", "").lower() == "refresh"
            and "url=" in it.attributes.get("content", "").lower().replace(" ", "")
            and it.attributes["content"].strip().startswith("0")
            for it in metas
        )
        if document.elements and not is_redirect:
            yield document
