"""Code and looks written into tags, and links that open other windows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.document import Element
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject

HANDLER = re.compile(r"on[a-z]{3,}")
CODE = re.compile(r"[\x00-\x20]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.I)
LED = ("href", "src", "action", "formaction", "xlink:href", "data")


def code_in_tags(subject: Subject) -> Iterator[Found]:
    """Yield event handlers in tags, and addresses that are code."""
    for document in subject.documents.values():
        for element in document.elements:
            for name, value in element.attributes.items():
                if name.startswith("on") and HANDLER.fullmatch(name):
                    message = f"<{element.tag} {name}=…> is code inside a tag: browsers refuse it"
                    hint = "put it into a script in static/ (addEventListener), or use a link"
                    yield found_on(document, element, message=message, hint=hint)
                elif name in LED and CODE.match(value):
                    message = f"{name}= holds code instead of an address: browsers refuse it"
                    hint = "link to a page, or make it a <button> with a script in static/"
                    yield found_on(document, element, message=message, hint=hint)


def looks_in_tags(subject: Subject) -> Iterator[Found]:
    """Yield style attributes."""
    for document in subject.documents.values():
        if "style" not in document.html:
            continue
        for element in document.elements:
            if "style" in element.attributes:
                message = f"<{element.tag} style=…>: browsers refuse looks inside a tag here"
                hint = "give the tag a class, and write the look into static/css"
                yield found_on(document, element, message=message, hint=hint)


def new_windows(subject: Subject) -> Iterator[Found]:
    """Yield links to other sites whose new window can reach back into this one."""
    for document in subject.documents.values():
        for element in document.every("a", "area", "form"):
            if _can_reach_back(element):
                message = "this link opens a window that old browsers let change this page"
                yield found_on(document, element, message=message, hint='add rel="noopener"')


def _can_reach_back(element: Element) -> bool:
    given = element.attributes
    relations = set(given.get("rel", "").lower().split())
    target = given.get("target", "").lower()
    address = given.get("href") or given.get("action") or ""
    is_foreign = re.match(r"\s*(?:https?:)?//", address, re.I) is not None
    return (
        target not in ("", "_self", "_parent", "_top")
        and is_foreign
        and not (relations & {"noopener", "noreferrer"})
    )
