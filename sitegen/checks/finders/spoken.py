"""What assistive software says of an element: its accessible name, after W3C AccName 1.2."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.document import INLINE, UNSEEN, Document, Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NAMED_BY_CONTENT = frozenset(
    (*HEADINGS, *"a button summary label th td option legend caption output".split())
)
ROLES_NAMED_BY_CONTENT = frozenset(
    "button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox"
    " menuitemradio option radio row rowheader switch tab tooltip treeitem".split()
)
NAMED_BY_CHILD = {"svg": "title", "table": "caption", "fieldset": "legend", "figure": "figcaption"}
STOPS = frozenset("a area audio button iframe input select summary textarea video".split())
CONTROLS = frozenset("button fieldset input select textarea".split())
LABELABLE = frozenset("button input meter output progress select textarea".split())
WITHOUT_GAP = INLINE | {"wbr", "tspan"}
BUTTON_WORDS = {"submit": "Submit", "reset": "Reset"}


def name_of(element: Element, document: Document) -> str:
    """Return the name by which an element is spoken of; empty if it has none."""
    given = element.attributes
    named = (document.ids.get(it) for it in given.get("aria-labelledby", "").split())
    return (
        _plain(" ".join("".join(_words(it)) for it in named if it))
        or _plain(given.get("aria-label", ""))
        or _plain(_own_name(element, document))
        or _plain(given.get("title", ""))
    )


def visible_text(element: Element) -> str:
    """Return the words of an element that are there to be read, pictures' texts left out."""
    return _plain("".join(_words(element, with_pictures=False)))


def is_hidden(element: Element) -> bool:
    """Say whether an element, or one around it, is hidden from assistive software."""
    return any(_is_silent(it) for it in element.above())


def is_focusable(element: Element) -> bool:
    """Say whether the Tab key stops at an element, as far as HTML alone decides."""
    given = element.attributes
    if element.tag not in STOPS and "tabindex" not in given and "contenteditable" not in given:
        return False
    if given.get("tabindex", "0").startswith("-") or _is_out_of_reach(element):
        return False
    if element.tag in ("a", "area"):
        return "href" in given or "xlink:href" in given or "tabindex" in given
    if element.tag == "input":
        return given.get("type", "").lower() != "hidden"
    if element.tag in ("audio", "video"):
        return "controls" in given or "tabindex" in given
    return (
        element.tag in STOPS
        or "tabindex" in given
        or given.get("contenteditable", "false") != "false"
    )


def _is_out_of_reach(element: Element) -> bool:
    """Say whether an element, or one around it, keeps the Tab key out."""
    inside = element
    for it in element.above():
        if "inert" in it.attributes or "hidden" in it.attributes:
            return True
        if "disabled" in it.attributes and (it is element or _switches_off(it, element, inside)):
            return True
        inside = it
    return False


def _switches_off(outer: Element, control: Element, inside: Element) -> bool:
    """Say whether a disabled group disables a control, which is in ``inside`` of its parts."""
    legend = next((it for it in _elements(outer) if it.tag == "legend"), None)
    return outer.tag == "fieldset" and control.tag in CONTROLS and inside is not legend


def labels_of(element: Element, document: Document) -> list[Element]:
    """Return the <label> elements of a form control."""
    around = [it for it in element.above() if it.tag == "label"]
    own = element.attributes.get("id")
    pointing = document.every("label") if own else []
    return [*around, *(it for it in pointing if it.attributes.get("for") == own)]


def _own_name(element: Element, document: Document) -> str:
    tag, given = element.tag, element.attributes
    if tag == "input" and given.get("type", "").lower() in ("submit", "reset", "button"):
        kind = given["type"].lower()
        return given.get("value", BUTTON_WORDS.get(kind, ""))
    if tag in ("img", "area", "input") and given.get("alt"):
        return given["alt"]
    if tag in NAMED_BY_CHILD:
        child = next((it for it in _elements(element) if it.tag == NAMED_BY_CHILD[tag]), None)
        return "".join(_words(child)) if child else ""
    labels = labels_of(element, document) if tag in LABELABLE else []
    if labels:
        return " ".join("".join(_words(it, without=element)) for it in labels)
    if tag in NAMED_BY_CONTENT or given.get("role", "") in ROLES_NAMED_BY_CONTENT:
        return "".join(_words(element))
    return ""


def _elements(element: Element) -> Iterator[Element]:
    return (it for it in element.children if isinstance(it, Element))


def _words(
    element: Element, *, with_pictures: bool = True, without: Element | None = None
) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child is without or _is_silent(child):
            continue
        elif with_pictures and child.attributes.get("aria-label"):
            yield f" {child.attributes['aria-label']} "
        elif child.tag in ("img", "area"):
            yield f" {child.attributes.get('alt', '')} " if with_pictures else ""
        elif child.tag == "svg":
            yield from _drawn(child) if with_pictures else ()
        elif child.tag not in UNSEEN:
            gap = "" if child.tag in WITHOUT_GAP else " "
            yield gap
            yield from _words(child, with_pictures=with_pictures, without=without)
            yield gap


def _is_silent(element: Element) -> bool:
    return element.attributes.get("aria-hidden") == "true" or "hidden" in element.attributes


def _drawn(drawing: Element) -> Iterator[str]:
    yield " "
    for it in drawing.within():
        if it.tag in ("title", "text", "tspan"):
            yield from (child for child in it.children if isinstance(child, str))
    yield " "


def _plain(text: str) -> str:
    return " ".join(text.split())
