"""Finders for elements and attributes that HTML has not, and values that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitegen.checks.document import FOREIGN, Element
from sitegen.checks.finders.attribute_values import HELD_TO, MOMENT, wrong_value
from sitegen.checks.finders.elements import (
    ATTRIBUTES,
    ELEMENTS,
    GLOBAL,
    OBSOLETE,
    OBSOLETE_ATTRIBUTES,
)
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject
from sitegen.names import nearest

NONE: frozenset[str] = frozenset()
OF_ANY_KIND = re.compile(r"data-[^\s=\"'<>/]+|aria-[a-z]+|on[a-z]+|xml(?:ns)?:[a-z]+")
# One attribute of each group has to be there.
REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "img": (("src",),),
    "link": (("href", "imagesrcset"), ("rel", "itemprop", "property")),
    "source": (("src", "srcset"),),
    "track": (("src",),),
    "map": (("name",),),
    "object": (("data",),),
    "bdo": (("dir",),),
    "data": (("value",),),
    "meter": (("value",),),
}
META_NAMES = ("name", "http-equiv", "property", "itemprop")
ONLY_WITH_ADDRESS = ("target", "download", "rel", "hreflang", "ping")


def unknown_elements(subject: Subject) -> Iterator[Found]:
    """Find elements that HTML does not have."""
    for document in subject.documents.values():
        for it in document.own_elements:
            if it.tag in ELEMENTS or it.tag in FOREIGN or "-" in it.tag or it.tag in OBSOLETE:
                continue
            message = f"there is no element <{it.tag}>"
            yield found_on(document, it, message=message, hint=_element_meant(it.tag))


def unknown_attributes(subject: Subject) -> Iterator[Found]:
    """Find attributes that an element does not have."""
    for document in subject.documents.values():
        for it in document.own_elements:
            if it.tag not in ELEMENTS or it.tag in FOREIGN:
                continue
            own = ATTRIBUTES.get(it.tag, NONE)
            for name in it.attributes:
                if name in GLOBAL or name in own or OF_ANY_KIND.fullmatch(name):
                    continue
                if not _is_obsolete(it.tag, name):
                    hint = _attribute_meant(it.tag, name)
                    message = f"<{it.tag}> has no attribute {name}="
                    yield found_on(document, it, message=message, hint=hint)


# Whoever has one strange attribute has it on a thousand elements.
@lru_cache(maxsize=1024)
def _attribute_meant(tag: str, name: str) -> str:
    near = nearest(name, ATTRIBUTES.get(tag, NONE) | GLOBAL)
    return f"did you mean {near}=?" if near else f"remove it, or write data-{name}="


@lru_cache(maxsize=1024)
def _element_meant(tag: str) -> str:
    near = nearest(tag, ELEMENTS)
    return f"did you mean <{near}>?" if near else "use <div> or <span>"


def _is_obsolete(tag: str, name: str) -> bool:
    return name in OBSOLETE_ATTRIBUTES.get(tag, ())


def obsolete(subject: Subject) -> Iterator[Found]:
    """Find elements and attributes that HTML no longer has."""
    for document in subject.documents.values():
        for it in document.own_elements:
            if it.tag in OBSOLETE:
                message = f"<{it.tag}> is no longer part of HTML"
                yield found_on(document, it, message=message, hint=f"use {OBSOLETE[it.tag]}")
            once = OBSOLETE_ATTRIBUTES.get(it.tag, NONE)
            for name in (name for name in it.attributes if name in once):
                message = f"{name}= on <{it.tag}> is no longer part of HTML"
                yield found_on(document, it, message=message, hint="remove it, and say it in CSS")


def missing_attributes(subject: Subject) -> Iterator[Found]:
    """Find elements that lack an attribute without which they do nothing."""
    for document in subject.documents.values():
        for it in document.own_elements:
            for name in _missing(it):
                message = f"<{it.tag}> has no {name}="
                yield found_on(document, it, message=message, hint="without it this does nothing")


def _missing(element: Element) -> Iterator[str]:
    given = element.attributes
    for group in REQUIRED.get(element.tag, ()):
        if not any(given.get(name, "").strip() for name in group):
            yield group[0]
    if element.tag == "meta" and "charset" not in given:
        if not any(name in given for name in META_NAMES):
            yield "name"
        if "content" not in given:
            yield "content"
    if element.tag == "a" and "href" not in given and any(it in given for it in ONLY_WITH_ADDRESS):
        yield "href"
    if element.tag in ("img", "source") and re.search(r"\s\d+w", given.get("srcset", "")):
        is_lazy = given.get("loading", "").lower() == "lazy"
        if "sizes" not in given and not is_lazy:
            yield "sizes"
    if element.tag == "input" and given.get("type", "").lower() == "image":
        yield from () if given.get("src") else ("src",)
    if element.tag == "link" and "preload" in given.get("rel", "").lower().split():
        yield from () if "as" in given else ("as",)
    if element.tag == "time" and "datetime" not in given:
        is_read = not element.text() or MOMENT.fullmatch(element.text())
        yield from () if is_read else ("datetime",)
    if element.tag == "optgroup" and not given.get("label", "").strip():
        yield from () if element.every("legend") else ("label",)
    yield from () if _has_source(element) else ("src",)


def _has_source(element: Element) -> bool:
    """Say whether a film, sound or frame has something to show, or a script gives it that."""
    if element.tag not in ("video", "audio", "iframe"):
        return True
    given = element.attributes
    is_filled_later = (
        any(it.startswith("data-") for it in given) or "id" in given or "name" in given
    )
    has_one = "src" in given or "srcdoc" in given or bool(element.every("source"))
    return has_one or is_filled_later


def wrong_values(subject: Subject) -> Iterator[Found]:
    """Find values of attributes that mean nothing there."""
    for document in subject.documents.values():
        for it in document.own_elements:
            for name, value in it.attributes.items() if it.tag not in FOREIGN else ():
                words = wrong_value(it, name, value) if name in HELD_TO else None
                if words:
                    yield found_on(document, it, message=words[0], hint=words[1], value=value)
