"""Finders for what stands where it may not: in lists, tables, paragraphs, links, the head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.document import Element
from sitegen.checks.finders.elements import (
    BLOCKS,
    CHILDREN,
    ELEMENTS,
    NEVER_IN,
    PARENTS,
    TEXT_ONLY,
    TRANSPARENT,
)
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on, part
from sitegen.checks.subject import Subject

# Their fate depends on what is around them, at any depth.
LOOKED_UP = frozenset().union(*NEVER_IN.values())
IN_BODY = frozenset(
    "dns-prefetch modulepreload pingback preconnect prefetch preload stylesheet".split()
)
HOLDERS = {
    **{
        "li": "<ul> or <ol>",
        "dt": "<dl>",
        "dd": "<dl>",
        "tr": "<table>",
        "td": "<tr>",
        "th": "<tr>",
    },
}
PUT_INTO = {"ul": "<li>", "ol": "<li>", "menu": "<li>", "dl": "<dt> or <dd>", "table": "<caption>"}
PUT_INTO |= {"tr": "<td>", "tbody": "a row", "thead": "a row", "tfoot": "a row"}
TERM_AND_MEANING = ("dt", "dd")
OF_HEAD = ("link", "meta", "style")
WITHOUT_CONTROLS = ("a", "button")
ROLES_WITHOUT_CONTROLS = ("button", "checkbox", "option", "radio", "switch", "tab")
ALWAYS_CONTROLS = ("button", "details", "embed", "iframe", "label", "select", "textarea")
CHARSET = re.compile(rb"<meta\b[^<>]*charset\s*=\s*[\"']?utf-?8\b", re.I)
DOCTYPE = re.compile(
    r"\ufeff?\s*(?:<!--.*?-->\s*)*<!doctype html\s*(?:system\s+\S+\s*)?>", re.I | re.S
)
CHARSET_WITHIN = 1024


def tags_out_of_order(subject: Subject) -> Iterator[Found]:
    """Find tags that are not closed, or close nothing."""
    for document in subject.documents.values():
        for fault in document.faults:
            element = document.elements[fault.element] if document.elements else document.root
            hint = "open and close each element once, the inner before the outer"
            yield found_on(document, element, message=fault.message, hint=hint)


def misplaced(subject: Subject) -> Iterator[Found]:
    """Find elements and words that may not stand where they do."""
    for document in subject.documents.values():
        for it in document.own_elements:
            words = _misplaced(it)
            if words:
                yield found_on(document, it, message=words[0], hint=words[1])
            if it.tag in CHILDREN and any(
                isinstance(child, str) and child.strip() for child in it.children
            ):
                message = f"words cannot stand straight in <{it.tag}>"
                hint = f"put them into {PUT_INTO.get(it.tag, 'an element')}"
                yield found_on(document, it, message=message, hint=hint)


def _misplaced(element: Element) -> tuple[str, str] | None:
    tag, parent = element.tag, element.parent
    assert parent is not None
    if tag in PARENTS and parent.tag not in PARENTS[tag] | {"template"}:
        named = " or ".join(f"<{it}>" for it in sorted(PARENTS[tag]) if it)
        return (
            f"<{tag}> cannot stand in <{parent.tag or 'nothing'}>",
            f"put it into {HOLDERS.get(tag, named)}",
        )
    if tag in ("dt", "dd") and parent.tag == "div" and _outer(parent).tag != "dl":
        return f"<{tag}> cannot stand in <div>", "put it into <dl>"
    if tag in TERM_AND_MEANING:
        words = _half(element)
        if words:
            return words
    if parent.tag in CHILDREN and tag in ELEMENTS and tag not in CHILDREN[parent.tag]:
        hint = f"put it into {PUT_INTO.get(parent.tag, '<body>')}"
        return f"<{tag}> cannot stand straight in <{parent.tag}>", hint
    if tag in BLOCKS:
        around = next((it for it in parent.above() if it.tag not in TRANSPARENT), parent)
        if around.tag in TEXT_ONLY:
            hint = f"close <{around.tag}> before it, or write <span>"
            return f"<{tag}> cannot stand in <{around.tag}>, which holds text alone", hint
    return _never(element) or _of_head(element)


def _half(element: Element) -> tuple[str, str] | None:
    """Return what is wrong with a term without a meaning, or a meaning without a term."""
    them = [it for it in _outer(element).children if isinstance(it, Element)]
    at = them.index(element)
    if element.tag == "dd":
        is_alone = at == 0 or them[at - 1].tag not in TERM_AND_MEANING
        return ("this <dd> tells of no <dt>", "put the term before it: <dt>") if is_alone else None
    after = next((it for it in them[at + 1 :] if it.tag != "dt"), None)
    is_alone = after is None or after.tag != "dd"
    return ("this <dt> has no <dd> that tells of it", "put it after the term") if is_alone else None


def _outer(element: Element) -> Element:
    return element.parent or element


def _never(element: Element) -> tuple[str, str] | None:
    if element.tag not in LOOKED_UP:
        return None
    for it in _outer(element).above():
        if element.tag in NEVER_IN.get(it.tag, ()):
            return f"<{element.tag}> cannot stand in <{it.tag}>", f"put it outside of <{it.tag}>"
    return None


def _of_head(element: Element) -> tuple[str, str] | None:
    """Return what is wrong with an element of the head that stands in the body."""
    given = element.attributes
    if element.tag not in OF_HEAD or "itemprop" in given or "property" in given:
        return None
    rels = set(given.get("rel", "").lower().split())
    may_stay = element.tag == "link" and bool(rels & IN_BODY)
    is_lost = not may_stay and any(it.tag == "body" for it in element.above())
    return (f"<{element.tag}> belongs in <head>", "put it there") if is_lost else None


def controls_in_controls(subject: Subject) -> Iterator[Found]:
    """Find links and buttons within links, buttons and labels."""
    for document in subject.documents.values():
        for it in document.elements:
            outer = (
                next((up for up in _outer(it).above() if _takes_no_controls(up)), None)
                if _is_control(it)
                else None
            )
            if outer:
                message = f"<{it.tag}> stands in <{outer.tag}>: nobody can tell which is meant"
                hint = "put one after the other"
                yield found_on(document, it, message=message, hint=hint)


def _is_control(element: Element) -> bool:
    tag, given = element.tag, element.attributes
    if tag == "input":
        return given.get("type", "").lower() != "hidden"
    return (
        tag in ALWAYS_CONTROLS
        or "tabindex" in given
        or (tag == "a" and ("href" in given or "xlink:href" in given))
        or (tag in ("audio", "video") and "controls" in given)
        or (tag == "img" and "usemap" in given)
    )


def _takes_no_controls(element: Element) -> bool:
    is_own = element.tag in WITHOUT_CONTROLS
    return is_own or element.attributes.get("role") in ROLES_WITHOUT_CONTROLS


def frame(subject: Subject) -> Iterator[Found]:
    """Find pages whose frame is not whole: doctype, charset, title, one head and body."""
    for document in subject.documents.values():
        if not document.elements:
            continue
        first = document.elements[0]
        if not DOCTYPE.match(document.html):
            message = "the page does not begin with <!doctype html>"
            hint = "without it browsers show it as in 1998"
            yield found_on(document, first, message=message, hint=hint)
        if not CHARSET.search(document.html[:CHARSET_WITHIN].encode()[:CHARSET_WITHIN]):
            message = f"the first {CHARSET_WITHIN} bytes do not say that the page is UTF-8"
            hint = 'begin the head with <meta charset="utf-8">'
            head = part(document, "head", "html")
            yield found_on(document, head, message=message, hint=hint)
        titles = [it for it in document.own_elements if it.tag == "title"]
        if not titles or not titles[0].text().strip():
            message = "the page has no <title>"
            head = titles[0] if titles else part(document, "head", "html")
            yield found_on(document, head, message=message, hint="say in a few words what it is")
        for them in (titles, *(document.every(tag) for tag in ("html", "head", "body", "base"))):
            for it in them[1:]:
                message = f"a second <{it.tag}> on one page"
                yield found_on(document, it, message=message, hint="remove one of the two")
